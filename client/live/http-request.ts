/** How does the browser ask over HTTP? A JSON answer or a refusal with words; a silent line and a stumbling server are refusals too. */
import { refuse, type Refusal, type Result } from '../../shared/lib/result.ts';

/** Besides what the server refuses: no line (nothing arrived, or nothing in time), and a server that cannot answer now. */
export type LineRefusal = Refusal<'no-line' | 'server-not-ready'>;

/** Is it the line’s fault or the server’s weakness, so that asking again later is right? */
export function isLineFault(code: string): boolean {
  return ['no-line', 'server-not-ready', 'busy', 'too-fast', 'fault'].includes(code);
}

const usualPatienceMs = 15_000;

/** GETs `path` (same origin). `Answer` and `Refused` are what `shared/protocol/http.ts` says of that path. */
export function askServer<Answer, Refused extends Refusal>(
  path: string,
): Promise<Result<Answer> | Refused | LineRefusal> {
  return request<Answer, Refused>(path, {});
}

/** POSTs a JSON body to `path`. */
export function tellServer<Answer, Refused extends Refusal>(
  path: string,
  body: Readonly<Record<string, unknown>> = {},
): Promise<Result<Answer> | Refused | LineRefusal> {
  return request<Answer, Refused>(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}

/** Asks with any body; `patienceMs`: how long an answer is waited for. */
export async function request<Answer, Refused extends Refusal>(
  path: string,
  init: RequestInit,
  patienceMs = usualPatienceMs,
): Promise<Result<Answer> | Refused | LineRefusal> {
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), patienceMs);
  let response: Response;
  let body: unknown;
  try {
    response = await fetch(path, { ...init, credentials: 'same-origin', cache: 'no-store', signal: giveUp.signal });
    body = await response.json().catch(() => undefined);
  } catch {
    return refuse('no-line');
  } finally {
    clearTimeout(timer);
  }
  if (isRefusal(body)) return body;
  if (response.ok && body !== undefined) return { ok: true, value: body as Answer };
  return refuse('server-not-ready');
}

export function isRefusal(body: unknown): body is Refusal {
  return typeof body === 'object' && body !== null && 'ok' in body && body.ok === false && 'code' in body;
}
