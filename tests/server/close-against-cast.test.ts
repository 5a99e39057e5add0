/** Is every ballot that was acknowledged counted, and no other, when a vote is closed in the very moment of casting? A thousand times. */
import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import type { Clock } from '../../server/engine/ports.ts';
import { openPoll } from '../../shared/poll/poll.ts';
import { newRequestId, openWorld, type RawPage } from './world.ts';

const races = 1000;
const seed = Number(process.env['ORTAQ_SEED'] ?? Date.now() % 1_000_000);

/** Goes when it is moved: so that nobody writes too fast, and no vote ends by itself. */
function handClock(): Clock & { move(ms: number): void } {
  let now = Date.UTC(2026, 10, 22, 9);
  let waiting: { at: number; callback: () => void }[] = [];
  return {
    now: () => now,
    at(at, callback) {
      const entry = { at, callback };
      waiting.push(entry);
      return () => void (waiting = waiting.filter((one) => one !== entry));
    },
    move(ms) {
      now += ms;
      const due = waiting.filter(({ at }) => at <= now);
      waiting = waiting.filter(({ at }) => at > now);
      for (const { callback } of due) callback();
    },
  };
}

function randomFrom(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

let close: (() => Promise<void>) | null = null;
afterAll(() => close?.());

test(`[BALLOT-1] ${String(races)} votes closed while three seats cast: what was acknowledged is counted, nothing else (ORTAQ_SEED=${String(seed)})`, async () => {
  const clock = handClock();
  const random = randomFrom(seed);
  const world = await openWorld({ clock });
  close = () => world.close();
  const { sittingId, services } = world;
  const amina = await world.open('amina');
  const voters = [await world.open('chen'), await world.open('dara'), await world.open('eli')];
  for (const voter of voters) await voter.command(sittingId, { type: 'sitting.declare-presence', where: 'hall' });
  const { sitting } = (await services.assemblies.sitting(sittingId))!;

  const seen = new Map<number, number>();
  for (let race = 0; race < races; race += 1) {
    clock.move(2_000);
    const opened = await amina.command(sittingId, {
      type: 'poll.open',
      subject: { of: 'question', question: { ru: 'Перерыв?' } },
      ask: { kind: 'decision' },
      form: race % 2 === 0 ? 'named' : 'unnamed',
      seconds: 3600,
    });
    expect(opened.ok).toBe(true);
    const { pollId, paperHash } = openPoll(sitting.state.poll)!;
    const ballot = () => {
      return { requestId: newRequestId(), pollId, answer: { kind: 'decision', choice: 'yes' } as const, paperHash };
    };
    const cast = (voter: RawPage) => async (): Promise<number> => {
      const answer = await voter.ask('ballot', { sittingId, ballot: ballot() });
      if (!answer.ok) expect(answer.code).toBe('poll-not-open');
      return answer.ok ? 1 : 0;
    };
    const closing = async (): Promise<number> => {
      expect((await amina.command(sittingId, { type: 'poll.close', pollId })).ok).toBe(true);
      return 0;
    };
    const deeds = voters.map(cast);
    deeds.splice(Math.floor(random() * (deeds.length + 1)), 0, closing);
    const underway: Promise<number>[] = [];
    for (const deed of deeds) {
      underway.push(deed());
      for (let turns = Math.floor(random() * 4); turns > 0; turns -= 1) await turn();
    }
    const acknowledged = (await Promise.all(underway)).reduce((sum, one) => sum + one, 0);
    expect(sitting.state.poll.polls[pollId]?.result).toMatchObject({
      cast: acknowledged,
      sheet: { whole: { yes: acknowledged } },
    });
    seen.set(acknowledged, (seen.get(acknowledged) ?? 0) + 1);
    // What the pages keep is of no use here, and would grow.
    for (const page of [amina, ...voters]) page.got.length = 0;
  }
  expect([...seen.keys()].sort()).toEqual([0, 1, 2, 3]);
  expect(world.faults).toEqual([]);
});
