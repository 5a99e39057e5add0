/** What do people see when the server's disk is full? A sentence, nothing of what was confirmed lost, and all goes on once there is space. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Assembly } from '../../client/live/assembly.svelte.ts';
import { clauseRuns, clausesOf } from '../../shared/draft/clause-text.ts';
import { insertWords } from '../../shared/draft/clause-text-edit.ts';
import { plainText } from '../../shared/draft/clause-runs.ts';
import { en } from '../../shared/i18n/en.ts';
import { kk } from '../../shared/i18n/kk.ts';
import { ru } from '../../shared/i18n/ru.ts';
import type { SittingId } from '../../shared/lib/ids.ts';
import { untilState } from '../text/text-world.ts';
import { enter, freePort, openPage, openText, ServerProcess, type ServerOptions } from './server-kill-world.ts';

let disk = '';
let folder = '';
let filler = '';
let server: ServerProcess | null = null;
const open: { close(): void }[] = [];

beforeEach(() => {
  disk = mkdtempSync(join(tmpdir(), 'ortaq-server-full-'));
  folder = mkdtempSync(join(tmpdir(), 'ortaq-server-links-'));
  filler = join(disk, 'filler');
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', disk], { stdio: 'pipe' });
  } catch (error) {
    rmdirSync(disk);
    throw new Error('This test needs a full disk: the right to run `mount -t tmpfs` (root) is missing.', {
      cause: error,
    });
  }
});
afterEach(async () => {
  for (const one of open.splice(0)) one.close();
  await server?.kill();
  server = null;
  execFileSync('umount', [disk]);
  rmdirSync(disk);
  rmSync(folder, { recursive: true });
});

function fillUp(leave: number): void {
  const { bavail, bsize } = statfsSync(disk);
  writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - leave)));
}

/** Says where the person is, each time the opposite, until it is refused; gives the refusal and how often it was taken. */
async function comeAndGoUntilRefused(page: Assembly): Promise<{ readonly code: string; readonly taken: number }> {
  for (let taken = 0; ; taken += 1) {
    const where = taken % 2 === 0 ? 'hall' : 'absent';
    const answer = await page.send({ type: 'sitting.declare-presence', where });
    if (!answer.ok && answer.code === 'too-fast') taken -= 1;
    else if (!answer.ok) return { code: answer.code, taken };
  }
}

test('a full disk: refusals in words, what was confirmed stays, reading works, and writing goes on without a restart', async () => {
  const options: ServerOptions = {
    port: await freePort(),
    data: join(disk, 'data'),
    links: join(folder, 'links.json'),
  };
  server = new ServerProcess(options);
  await server.listening();
  await expect.poll(() => readFile(options.links, 'utf8').catch(() => ''), { timeout: 60_000 }).toContain('reporter');
  const origin = `http://127.0.0.1:${String(options.port)}`;

  const { cookie, forumId } = await enter(options, 'rural');
  const programme = openPage(options, cookie, forumId, null as never);
  open.push(programme);
  await expect.poll(() => programme.forum?.sittings.length ?? 0, { timeout: 60_000 }).toBeGreaterThan(0);
  const links = JSON.parse(await readFile(options.links, 'utf8')) as Record<string, string>;
  const { sittingId } = (await (
    await fetch(`${origin}/api/links/${links['moderator-order']?.split('/').at(-1) ?? ''}/enter`, {
      method: 'POST',
      headers: { origin },
    })
  ).json()) as { sittingId: SittingId };
  const page = openPage(options, cookie, forumId, sittingId);
  open.push(page);
  await expect.poll(() => page.sitting !== null && page.mine !== null, { timeout: 60_000 }).toBe(true);
  const personId = page.mine!.personId;
  const { textId } = Object.values(page.sitting!.draft.drafts)[0]!;
  const text = openText(options, cookie, textId);
  open.push(text);
  await untilState(text, () => text.state().synced && text.state().mayWrite);
  const clauseId = clausesOf(text.doc())[0]!.id;
  const wordsOf = (): string => plainText(clauseRuns(text.doc(), clauseId, 'ru'));
  insertWords(text.doc(), clauseId, 'ru', wordsOf().length, ' сохранено-до;');
  await untilState(text, () => text.state().writing.is === 'saved');

  // Deeds of one person take the last of the space.
  fillUp(120_000);
  const { code, taken } = await comeAndGoUntilRefused(page);
  expect(code).toBe('store-full');
  expect(taken).toBeGreaterThan(0);
  for (const catalogue of [ru, kk, en]) expect(catalogue.refusals['store-full']).toMatch(/\S{3}/);

  // Not one byte more: words are kept on the page, and are not called saved.
  fillRest();
  insertWords(text.doc(), clauseId, 'ru', wordsOf().length, ' сохранено-после;');
  await expect
    .poll(() => page.send({ type: 'sitting.declare-presence', where: opposite(page, personId) }))
    .toMatchObject({
      ok: false,
      code: 'store-full',
    });
  expect(text.state().writing.is).not.toBe('saved');

  // The door says it too, with the status for it; the process lives; who is signed in reads all that was confirmed.
  const door = await fetch(`${origin}/api/links/${links['children']?.split('/').at(-1) ?? ''}/enter`, {
    method: 'POST',
    headers: { origin },
  });
  expect([door.status, await door.json()]).toMatchObject([507, { ok: false, code: 'store-full' }]);
  expect((await fetch(`${origin}/healthz`)).status).toBe(200);
  const reader = openPage(options, cookie, forumId, sittingId);
  open.push(reader);
  await expect.poll(() => reader.sitting !== null, { timeout: 60_000 }).toBe(true);
  expect(reader.sitting?.sitting.present[personId]?.where ?? 'absent').toBe(taken % 2 === 1 ? 'hall' : 'absent');

  // With space again all goes on by itself, the kept words first.
  rmSync(filler);
  await untilState(text, () => text.state().writing.is === 'saved');
  expect(wordsOf()).toContain('сохранено-до; сохранено-после;');
  await expect
    .poll(() => page.send({ type: 'sitting.declare-presence', where: opposite(page, personId) }), { timeout: 60_000 })
    .toMatchObject({ ok: true });
  const late = openText(options, (await enter(options, 'children')).cookie, textId);
  open.push(late);
  await untilState(late, () => late.state().synced);
  // What was written since the frames that all share comes a moment behind them.
  await expect
    .poll(() => plainText(clauseRuns(late.doc(), clauseId, 'ru')))
    .toContain('сохранено-до; сохранено-после;');
  expect(server.faults).toEqual([]);
});

function opposite(page: Assembly, personId: string): 'hall' | 'absent' {
  return page.sitting?.sitting.present[personId as never] === undefined ? 'hall' : 'absent';
}

/** The pages that a refused deed left free are taken too. */
function fillRest(): void {
  try {
    for (;;) writeFileSync(filler, Buffer.alloc(4096), { flag: 'a' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
}
