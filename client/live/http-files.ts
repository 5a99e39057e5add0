/** How does a page send a file as it is, get one back, and hand it to the person? */
import { refuse, type Refusal, type Result } from '../../shared/lib/result.ts';
import { isRefusal, request, type LineRefusal } from './http-request.ts';

/** A list of thousands takes its time, and a slow line too. */
const patienceMs = 90_000;

/** POSTs the bytes as they are. */
export function sendFile<Answer>(
  path: string,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<Result<Answer> | Refusal | LineRefusal> {
  const headers = { 'content-type': 'application/octet-stream' };
  return request<Answer, Refusal>(path, { method: 'POST', headers, body: bytes }, patienceMs);
}

/** POSTs JSON and is answered with a file, or a refusal. */
export async function askForFile(path: string, body: object): Promise<Result<Blob>> {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), patienceMs);
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      credentials: 'same-origin',
      cache: 'no-store',
      signal: giveUp.signal,
    });
    if (response.ok) return { ok: true, value: await response.blob() };
    const refusal: unknown = await response.json().catch(() => undefined);
    return isRefusal(refusal) ? refusal : refuse('server-not-ready');
  } catch {
    return refuse('no-line');
  } finally {
    clearTimeout(timer);
  }
}

/** Into the browser's downloads, under this name. */
export function saveFile(name: string, file: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  // The download has its own hold of it by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

export function saveCsv(name: string, text: string): void {
  saveFile(name, new Blob([text], { type: 'text/csv;charset=utf-8' }));
}
