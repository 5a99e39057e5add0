/** Does the picture on an issued paper lead a telephone to the same text, at the address that people know? It is read as a telephone reads it. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { unzlibSync, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PaperEvent } from '../../shared/paper/paper-events.ts';
import type { CheckAnswer } from '../../shared/protocol/http.ts';
import { readQr, type Picture } from '../papers/qr-reader.ts';
import { newRequestId, openVote, openWorld } from './world.ts';

const run = promisify(execFile);
const publicUrl = new URL('https://ortaq.example');

let world: Awaited<ReturnType<typeof openWorld>>;
let folder = '';
const issued: Extract<PaperEvent, { type: 'paper.issued' }>[] = [];

/** One clause adopted, and its resolution and the agenda issued. */
beforeAll(async () => {
  world = await openWorld({ publicUrl });
  folder = await mkdtemp(join(tmpdir(), 'ortaq-public-'));
  const { sittingId, draftId } = world;
  const [amina, bo, chen, dara] = await Promise.all(
    (['amina', 'bo', 'chen', 'dara'] as const).map((name) => world.open(name)),
  );
  for (const page of [chen!, dara!]) {
    await page.command(sittingId, { type: 'sitting.declare-presence', where: 'hall' });
  }
  const { pollId, paperHash } = await openVote(world, amina!);
  for (const page of [chen!, dara!]) {
    const ballot = { requestId: newRequestId(), pollId, answer: { kind: 'decision', choice: 'yes' }, paperHash };
    expect(await page.ask('ballot', { sittingId, ballot })).toMatchObject({ ok: true });
  }
  expect(await amina!.command(sittingId, { type: 'poll.close', pollId })).toMatchObject({ ok: true });
  for (const [kind, of] of [
    ['resolution', draftId],
    ['agenda', ''],
  ] as const) {
    expect(await bo!.command(sittingId, { type: 'paper.issue', kind, lang: 'ru', of })).toMatchObject({ ok: true });
    const frame = await bo!.wait('events', ({ events }) =>
      events.some(({ event }) => event.type === 'paper.issued' && event.kind === kind),
    );
    issued.push(...frame.events.flatMap(({ event }) => (event.type === 'paper.issued' ? [event] : [])));
  }
});
afterAll(async () => {
  expect(world.faults).toEqual([]);
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

async function bytesOf(paperId: string, format: string): Promise<Uint8Array> {
  const path = `/api/sittings/${world.sittingId}/papers/${paperId}/${format}`;
  const response = await fetch(world.origin + path, { headers: { cookie: await world.cookieOf('fay') } });
  expect(response.status).toBe(200);
  return new Uint8Array(await response.arrayBuffer());
}

/** The picture in a document, in one bit a point and without filters. */
function pictureInDocx(docx: Uint8Array): Picture {
  const pictures = Object.entries(unzipSync(docx)).filter(([name]) => name.endsWith('.png'));
  expect(pictures).toHaveLength(1);
  const [, png] = pictures[0]!;
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  expect([...png.subarray(24, 29)]).toEqual([1, 0, 0, 0, 0]);
  const data: number[] = [];
  for (let at = 8; at < png.length;) {
    const length = view.getUint32(at);
    const type = new TextDecoder().decode(png.subarray(at + 4, at + 8));
    if (type === 'IDAT') data.push(...png.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  const raw = unzlibSync(Uint8Array.from(data));
  const row = Math.ceil(width / 8) + 1;
  for (let y = 0; y < height; y += 1) expect(raw[y * row]).toBe(0);
  return { width, height, isDark: (x, y) => ((raw[y * row + 1 + (x >> 3)]! >> (7 - (x & 7))) & 1) === 0 };
}

/** The last page of a PDF as paper shows it. */
async function pageOfPdf(pdf: Uint8Array, name: string): Promise<Picture> {
  await writeFile(join(folder, `${name}.pdf`), pdf);
  await run('pdftoppm', ['-gray', '-r', '144', join(folder, `${name}.pdf`), join(folder, name)]);
  const pages = (await readdir(folder)).filter((file) => file.startsWith(`${name}-`)).sort();
  const pgm = await readFile(join(folder, pages.at(-1)!));
  const header = /^P5\s(\d+)\s(\d+)\s(\d+)\s/.exec(pgm.subarray(0, 40).toString('latin1'))!;
  const [start, width, height] = [header[0].length, Number(header[1]), Number(header[2])];
  return { width, height, isDark: (x, y) => pgm[start + y * width + x]! < 128 };
}

test.each(['resolution', 'agenda'] as const)(
  '[PAPER-6] %s: paper and document show one public address, and its path on this server gives the same words to anybody',
  async (kind) => {
    const [paper] = issued.filter((one) => one.kind === kind);
    const pdf = await bytesOf(paper!.paperId, 'pdf');
    const address = readQr(await pageOfPdf(pdf, kind));
    expect(address).toBe(`${publicUrl.origin}/check/${paper!.checkCode}`);
    expect(readQr(pictureInDocx(await bytesOf(paper!.paperId, 'docx')))).toBe(address);

    // Whoever stands before the paper has no login and no origin.
    const { pathname } = new URL(address);
    const response = await fetch(`${world.origin}/api${pathname}`);
    expect(response.status).toBe(200);
    const { papers } = (await response.json()) as CheckAnswer;
    expect(papers.map(({ paperId }) => paperId)).toEqual([paper!.paperId]);
    const wordsOf = (value: unknown): string[] => {
      if (typeof value !== 'object' || value === null) return [];
      return Object.entries(value).flatMap(([key, inner]) =>
        key === 'text' && typeof inner === 'string' ? [inner] : wordsOf(inner),
      );
    };
    const shown = wordsOf(papers[0]!.blocks);
    expect(shown.length).toBeGreaterThan(3);
    const onPaper = (await run('pdftotext', ['-raw', join(folder, `${kind}.pdf`), '-'])).stdout.replace(
      /[\s\u00a0]+/g,
      '',
    );
    for (const words of shown) expect(onPaper).toContain(words.replace(/[\s\u00a0]+/g, ''));
    if (kind === 'resolution') expect(shown.join(' ')).toContain('создать постоянную площадку;');
  },
);
