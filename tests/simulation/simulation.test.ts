/** Does every page show what the log says to whom it may be shown, whatever people, lines and servers do? */
import { expect, test, vi } from 'vitest';
import type * as Fold from '../../client/live/fold.ts';
import type { SittingStreamEvent } from '../../shared/protocol/features.ts';
import { measured } from '../measured.ts';
import { keptSeeds } from './kept-seeds.ts';
import { operationsOf, type Operation } from './sim-operations.ts';
import { plants, type Plant } from './sim-world.ts';
import { operationsOfSeed, planted, simulate } from './simulate.ts';

vi.mock('socket.io', async () => ({ Server: (await import('./sim-network.ts')).SimServer }));
vi.mock('ws', async () => ({ WebSocketServer: (await import('./sim-network.ts')).SimWebSocketServer }));
vi.mock('../../server/papers/docx.ts', () => import('./sim-papers.ts'));
vi.mock('../../server/papers/pdf.ts', () => import('./sim-papers.ts'));
vi.mock('../../server/papers/xlsx.ts', () => import('./sim-papers.ts'));
vi.mock('../../client/live/fold.ts', async (original) => {
  const real = await original<typeof Fold>();
  const foldEvents: typeof real.foldEvents = (held, frame, apply) => {
    const isGap = held !== null && frame.after > held.seq;
    return real.foldEvents(planted.gapUnnoticed && isGap ? { ...held, seq: frame.after } : held, frame, apply);
  };
  return { ...real, foldEvents };
});

const first = Number(process.env['ORTAQ_SEED'] ?? 1);
const count = process.env['ORTAQ_SEED'] !== undefined ? 1 : process.env['ORTAQ_SOAK'] === '1' ? 2_000 : 100;
const shrinkMs = 20_000;

/** What has to have come up: agreeing on what never happened says nothing. */
const ofVotes: readonly SittingStreamEvent['type'][] = [
  ...(['announcement.made', 'announcement.done', 'announcement.failed'] as const),
  ...(['poll.opened', 'poll.extended', 'poll.closed', 'poll.settled', 'poll.annulled'] as const),
  ...(['poll.contested', 'poll.contest-decided', 'poll.minority-recorded', 'poll.recused'] as const),
  ...(['poll.entered-by-hand', 'poll.hall-counted', 'sitting.proxy-given', 'poll.clause-taken-out'] as const),
  ...(['draft.closed', 'draft.put', 'draft.basis-adopted', 'draft.clause-reopened'] as const),
  ...(['minutes.corrected', 'minutes.signed', 'paper.issued'] as const),
];

test(
  `${count} seeds from ${first}: pages, log and store agree in the end (ORTAQ_SEED=${first})`,
  { timeout: 3_600_000 },
  async () => {
    // It is loaded with the first paper: no simulated time passes over a file that is read.
    await import('../../server/papers/docx.ts');
    let [commands, ballots] = [0, 0];
    const happened: Record<string, number> = {};
    for (let seed = first; seed < first + count; seed += 1) {
      const outcome = await simulate(seed);
      commands += outcome.commands;
      ballots += outcome.ballots;
      for (const [type, times] of Object.entries(outcome.happened)) happened[type] = (happened[type] ?? 0) + times;
      if (outcome.wrong !== null) throw new Error(await story(seed, null, outcome.wrong));
    }
    measured(`events of ${String(count)} simulated sittings: ${JSON.stringify(happened)}`);
    expect(Math.min(commands, ballots)).toBeGreaterThan(count);
    // One seed has some of it, a hundred have all.
    if (count >= 100) expect(ofVotes.filter((type) => happened[type] === undefined)).toEqual([]);
  },
);

for (const { seed, found, operations } of keptSeeds) {
  test(`the seed ${seed}, which found that ${found}`, { timeout: 60_000 }, async () => {
    expect((await simulate(seed, null, operations)).wrong).toBeNull();
  });
}

const seedsAtMost = 40;
test.each(plants)('a planted fault is found: %s', { timeout: 120_000 }, async (plant) => {
  const seeds = Array.from({ length: seedsAtMost }, (_, place) => ({ seed: place + 1, operations: undefined }));
  // What found a fault once finds such a one soonest.
  for (const { seed, operations } of [...seeds.slice(0, 2), ...keptSeeds, ...seeds.slice(2)]) {
    const { wrong } = await simulate(seed, plant, operations);
    if (wrong === null) continue;
    if (process.env['ORTAQ_STORY'] === plant) throw new Error(await story(seed, plant, wrong));
    return;
  }
  throw new Error(`${plant} was not found within ${String(seedsAtMost)} seeds`);
});

/** What went wrong, with the shortest list of operations that still does. */
async function story(seed: number, plant: Plant | null, wrong: string): Promise<string> {
  const until = performance.now() + shrinkMs;
  let operations: readonly Operation[] = operationsOf(seed, operationsOfSeed);
  let last = wrong;
  for (let size = operations.length >> 1; size >= 1; size >>= 1) {
    for (let from = 0; from < operations.length;) {
      if (performance.now() > until) break;
      const fewer = [...operations.slice(0, from), ...operations.slice(from + size)];
      const outcome = await simulate(seed, plant, fewer);
      if (outcome.wrong === null) from += size;
      else [operations, last] = [fewer, outcome.wrong];
    }
  }
  const list = operations.map((operation) => JSON.stringify(operation)).join('\n');
  return `ORTAQ_SEED=${String(seed)}: ${last}\n\n${String(operations.length)} operations are enough:\n${list}`;
}
