/** What happens when the disk is full? Refusals, and nothing is lost. */
import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmdirSync, rmSync, statfsSync, truncateSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Store, Unit } from '../../server/engine/ports.ts';
import { openSqliteStore } from '../../server/store/sqlite.ts';
import type { StreamId } from '../../shared/lib/streams.ts';
import { bytesOf, commit, newStream, newText, outcome, said } from '../contract/store-world.ts';

let disk: string;
let filler: string;
let store: Store | null = null;

beforeEach(() => {
  disk = mkdtempSync(join(tmpdir(), 'ortaq-full-'));
  filler = join(disk, 'filler');
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk], { stdio: 'pipe' });
  } catch (error) {
    rmdirSync(disk);
    throw new Error('This test needs a full disk: the right to run `mount -t tmpfs` (root) is missing.', {
      cause: error,
    });
  }
});
afterEach(async () => {
  await store?.close();
  store = null;
  execFileSync('umount', [disk]);
  rmdirSync(disk);
});

/** Takes all the space but so many bytes. */
function fillDisk(leave: number): void {
  const file = openSync(filler, 'w');
  const block = Buffer.alloc(4096);
  try {
    for (;;) {
      const { bavail, bsize } = statfsSync(disk);
      if (bavail * bsize <= leave) break;
      writeSync(file, block);
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    closeSync(file);
  }
}

const append = (stream: StreamId, words = 'x'.repeat(2000)): Unit => ({
  streams: [{ stream, expectedSeq: 0, events: [said(words)] }],
});

test('a full disk refuses `store-full`, keeps what was acknowledged, and is written again when there is space', async () => {
  store = await openSqliteStore({ directory: join(disk, 'data') });
  const before = newStream();
  await commit(store, append(before));
  fillDisk(0);

  const accepted = [before];
  const refused: StreamId[] = [];
  while (refused.length < 50) {
    const streams = Array.from({ length: 10 }, newStream);
    const outcomes = await Promise.all(streams.map((stream) => outcome(store as Store, append(stream))));
    outcomes.forEach((one, index) => {
      expect(['ok', 'store-full']).toContain(one);
      (one === 'ok' ? accepted : refused).push(streams[index] as StreamId);
    });
  }
  // Caches are not kept, and nobody is told: they are caches.
  await store.saveFold(before, 'a1', 1, 'x'.repeat(100_000));
  expect([...(await store.streams())].sort()).toEqual([...accepted].sort());
  expect(await outcome(store, append(before))).toBe('conflict');

  rmSync(filler);
  for (const stream of refused.slice(0, 5)) expect(await outcome(store, append(stream))).toBe('ok');
  const kept = [...accepted, ...refused.slice(0, 5)].sort();
  expect([...(await store.streams())].sort()).toEqual(kept);
  expect(await store.verify('start')).toEqual({ rows: kept.length, firstBad: null });
  await store.close();
  store = await openSqliteStore({ directory: join(disk, 'data') });
  expect([...(await store.streams())].sort()).toEqual(kept);
  expect(await store.verify('start')).toEqual({ rows: kept.length, firstBad: null });
});

test('a unit too large for the space left is refused alone: its neighbours in the group are written', async () => {
  store = await openSqliteStore({ directory: join(disk, 'data') });
  const { textId } = await newText(store);
  fillDisk(200_000);
  const [first, last] = [newStream(), newStream()];
  const large = new Uint8Array(600_000);
  const outcomes = await Promise.all([
    outcome(store, append(first, 'small')),
    outcome(store, { textUpdates: [{ textId, by: 'server', update: large, touches: [], clocks: [] }] }),
    outcome(store, append(last, 'small')),
  ]);
  expect(outcomes).toEqual(['ok', 'store-full', 'ok']);
  expect([...(await store.streams())].sort()).toEqual([first, last].sort());
  expect(await store.readText(textId)).toMatchObject({ seq: 1 });
  truncateSync(filler);
  await commit(store, { textUpdates: [{ textId, by: 'server', update: bytesOf(1), touches: [], clocks: [] }] });
  expect(await store.readText(textId)).toMatchObject({ seq: 2 });
});
