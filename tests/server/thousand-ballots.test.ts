/** A thousand seats, each ballot sent twenty times, in any order: is each counted once and answered alike? */
import { afterEach, expect, test } from 'vitest';
import type { BallotReceipt } from '../../shared/protocol/messages.ts';
import type { Result } from '../../shared/lib/result.ts';
import { choices } from '../../shared/poll/poll.ts';
import { sittingStream } from '../../shared/lib/streams.ts';
import { toNewEvent } from '../../server/engine/unit-parts.ts';
import { measured } from '../measured.ts';
import { loginCookies, newRequestId, openRawPage, openVote, openWorld, type RawPage } from './world.ts';

const seats = 1000;
const times = 20;
/** Answers waited for at a time, of all voters together: a hall presses within seconds, not within one. */
const atOnce = 500;
const seed = Number(process.env['ORTAQ_SEED'] ?? Date.now() % 1_000_000);

let world: Awaited<ReturnType<typeof openWorld>> | null = null;
const pages: RawPage[] = [];
afterEach(async () => {
  for (const page of pages.splice(0)) page.close();
  await world?.close();
  world = null;
});

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
function randomFrom(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function shuffled<T>(list: readonly T[], random: () => number): T[] {
  const mixed = [...list];
  for (let place = mixed.length - 1; place > 0; place -= 1) {
    const other = Math.floor(random() * (place + 1));
    [mixed[place], mixed[other]] = [mixed[other]!, mixed[place]!];
  }
  return mixed;
}

/** Does the work for each, so many at a time. */
async function each<T>(list: readonly T[], most: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = list.values();
  await Promise.all(
    Array.from({ length: most }, async () => {
      for (const item of queue) await work(item);
    }),
  );
}

test(`[BALLOT-1, BALLOT-3] 1,000 ballots sent twenty times each are 1,000 ballots, each answered alike (ORTAQ_SEED=${String(seed)})`, async () => {
  const random = randomFrom(seed);
  world = await openWorld({ store: 'sqlite', moreSeats: seats });
  const { store, sittingId, forumId, moreVoters, services, origin } = world;
  const stream = sittingStream(sittingId);
  // All are here, before anybody looks: by the list, in one unit.
  const here = await store.commit({
    streams: [
      {
        stream,
        expectedSeq: await store.streamHead(stream),
        events: moreVoters.map((personId) =>
          toNewEvent({ type: 'sitting.presence-noted', personId, where: 'hall', by: 'desk' }, 'server'),
        ),
      },
    ],
  });
  expect(here.ok).toBe(true);

  const cookies = await loginCookies(services, forumId, moreVoters);
  const voters: RawPage[] = new Array<RawPage>(seats);
  await each([...cookies.keys()], 100, async (place) => {
    const page = await openRawPage(origin, cookies[place]!);
    pages.push(page);
    voters[place] = page;
  });
  const amina = await world.open('amina');
  // Some of them look at their page while they vote.
  const watching = voters.slice(0, 10);
  for (const page of watching) await page.follow(forumId, sittingId);
  const { pollId, paperHash } = await openVote(world, amina, 3600);

  const ballots = voters.map(() => {
    const choice = choices[Math.floor(random() * choices.length)]!;
    return { requestId: newRequestId(), pollId, answer: { kind: 'decision', choice }, paperHash };
  });
  const cast = (place: number): Promise<Result<BallotReceipt>> =>
    voters[place]!.ask('ballot', { sittingId, ballot: ballots[place]! });

  const answers = voters.map((): string[] => []);
  const tookMs: number[] = [];
  const order = shuffled(
    voters.flatMap((_, place) => Array.from({ length: times }, () => place)),
    random,
  );
  await each(order, atOnce, async (place) => {
    const from = performance.now();
    const answer = await cast(place);
    tookMs.push(performance.now() - from);
    answers[place]!.push(JSON.stringify(answer));
  });
  for (const [place, told] of answers.entries()) {
    expect(told).toHaveLength(times);
    expect(new Set(told).size).toBe(1);
    expect(JSON.parse(told[0]!)).toMatchObject({
      ok: true,
      value: { pollId, answer: ballots[place]!.answer, revision: 1 },
    });
  }
  expect(new Set(answers.map(([told]) => told)).size).toBe(seats);
  for (const page of watching) {
    await page.wait('crowd', ({ turnout }) => turnout?.cast === seats && turnout.seats === seats + 3);
    await page.wait('mine', ({ poll }) => poll?.ballot?.revision === 1);
  }

  const stored = await store.readBallots(pollId);
  expect(stored).toHaveLength(seats);
  expect(new Set(stored.map(({ seatId }) => seatId)).size).toBe(seats);

  expect(await amina.command(sittingId, { type: 'poll.close', pollId })).toMatchObject({ ok: true });
  const closed = await amina.wait('events', ({ events }) => events.some(({ event }) => event.type === 'poll.closed'));
  const result = closed.events.map(({ event }) => event).find((event) => event.type === 'poll.closed')?.result;
  const count = (choice: string): number => ballots.filter(({ answer }) => answer.choice === choice).length;
  const whole = { yes: count('yes'), no: count('no'), abstain: count('abstain'), present: seats, entitled: seats + 3 };
  expect(result).toMatchObject({ kind: 'decision', sheet: { whole }, cast: seats });

  // After the close: the same request is told what it was told, a new one is refused.
  const late = shuffled([...voters.keys()], random).slice(0, 50);
  await each(late, 50, async (place) => {
    expect(JSON.stringify(await cast(place))).toBe(answers[place]![0]);
    const again = { ...ballots[place]!, requestId: newRequestId() };
    expect(await voters[place]!.ask('ballot', { sittingId, ballot: again })).toEqual({
      ok: false,
      code: 'poll-not-open',
    });
  });
  const chen = await world.open('chen');
  const never = { requestId: newRequestId(), pollId, answer: { kind: 'decision', choice: 'yes' }, paperHash };
  expect(await chen.ask('ballot', { sittingId, ballot: never })).toEqual({ ok: false, code: 'poll-not-open' });
  expect(await store.readBallots(pollId)).toEqual(stored);
  expect((await store.verify('start')).firstBad).toBeNull();
  expect(world.faults).toEqual([]);

  tookMs.sort((a, b) => a - b);
  const at = (part: number): string => (tookMs[Math.floor(tookMs.length * part)] ?? 0).toFixed(0);
  measured(
    `1,000 ballots, each sent twenty times, ${String(atOnce)} waited for at once, test and server in one process: ack p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`,
  );
});
