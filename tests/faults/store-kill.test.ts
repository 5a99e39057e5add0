/** Is what was acknowledged there after `kill -9`, each once? */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSqliteStore } from '../../server/store/sqlite.ts';
import { buildBundle } from '../../tools/build-server.mjs';
import { measured } from '../measured.ts';
import { killWorld } from './store-kill-world.ts';

const seed = Number(process.env['ORTAQ_SEED'] ?? Date.now() % 1_000_000);
// The server is killed fifty times beside it, with this store under it; for the store alone the long form has as many.
const kills = Number(process.env['ORTAQ_KILLS'] ?? (process.env['ORTAQ_SOAK'] === '1' ? 50 : 10));
const root = fileURLToPath(new URL('../..', import.meta.url));
const child = 'build/tests/store-kill-child.js';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'ortaq-kill-'));
  await buildBundle('tests/faults/store-kill-child.ts', child);
});
afterAll(() => rm(directory, { recursive: true }));

test(
  `a store killed ${kills} times at random moments holds each acknowledged unit, once and whole (ORTAQ_SEED=${seed})`,
  { timeout: 300_000 },
  async () => {
    const random = randomFrom(seed);
    const acknowledged = new Map<string, number>();
    const firstAcks: number[] = [];
    for (let round = 0; round < kills; round++) {
      // Sometimes before the first acknowledgement, in the middle of opening.
      const { lines, firstAckMs } = await runAndKill(random() * 200, round % 5 === 4);
      if (firstAckMs !== null) firstAcks.push(firstAckMs);
      for (const line of lines) {
        const [what = '', writer = '', number = ''] = line.split(' ');
        const before = acknowledged.get(writer) ?? 0;
        if (what === 'found') expect([round, writer, Number(number) >= before]).toEqual([round, writer, true]);
        if (what === 'acknowledged') acknowledged.set(writer, Math.max(before, Number(number)));
      }
    }
    const store = await openSqliteStore({ directory });
    let total = 0;
    for (const writer of killWorld.writers) {
      const whole = await killWorld.countWhole(store, writer);
      expect([writer, whole >= (acknowledged.get(writer) ?? 0)]).toEqual([writer, true]);
      total += acknowledged.get(writer) ?? 0;
    }
    expect(total).toBeGreaterThan(kills);
    expect((await store.verify('start')).firstBad).toBeNull();
    await store.close();
    firstAcks.sort((one, other) => one - other);
    measured(
      `store: ${total} units acknowledged over ${kills} kills; start of the process to its first ack: ` +
        `median ${Math.round(firstAcks[firstAcks.length >> 1] ?? 0)} ms, worst ${Math.round(firstAcks.at(-1) ?? 0)} ms`,
    );
  },
);

/** Runs the child and kills it so many ms after its first acknowledgement, or (`early`) after its start. */
async function runAndKill(afterMs: number, early: boolean): Promise<{ lines: string[]; firstAckMs: number | null }> {
  const started = performance.now();
  const worker = join(root, 'build/server/sqlite-worker.js');
  const running = spawn(process.execPath, [join(root, child), directory, worker], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const complaints: string[] = [];
  running.stderr.on('data', (data: Buffer) => complaints.push(data.toString()));
  const ended = new Promise<NodeJS.Signals | null>((resolve) =>
    running.once('close', (_code, signal) => resolve(signal)),
  );
  const lines: string[] = [];
  let firstAckMs: number | null = null;
  const acknowledged = new Promise<void>((resolve) => {
    createInterface(running.stdout).on('line', (line) => {
      lines.push(line);
      if (firstAckMs !== null || !line.startsWith('acknowledged')) return;
      firstAckMs = performance.now() - started;
      resolve();
    });
  });
  if (!early) await Promise.race([acknowledged, ended]);
  // The moment of the kill is the input of this test, not a wait for something.
  await wait(afterMs);
  running.kill('SIGKILL');
  const signal = await ended;
  expect([signal, complaints.join('')]).toEqual(['SIGKILL', '']);
  return { lines, firstAckMs };
}

/** mulberry32: the same seed, the same moments. */
function randomFrom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
