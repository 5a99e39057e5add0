/** Does a vote close by itself, at its time and not before, also when the server was away? */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { systemClock } from '../../server/clock.ts';
import type { Clock } from '../../server/engine/ports.ts';
import { handClock, openAgain } from './hand-clock.ts';
import { newRequestId, openRawPage, openVote, openWorld, signInCookie } from './world.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function present(world: Awaited<ReturnType<typeof openWorld>>): Promise<void> {
  for (const name of ['chen', 'dara', 'eli'] as const) {
    await (await world.open(name)).command(world.sittingId, { type: 'sitting.declare-presence', where: 'hall' });
  }
}

test('[POLL-6] a vote closes by itself when its time is over, with the ballots it has', async () => {
  const clock = handClock();
  const world = await openWorld({ clock });
  closers.push(() => world.close());
  const { sittingId } = world;
  await present(world);
  const amina = await world.open('amina');
  const { pollId, paperHash } = await openVote(world, amina, 60);
  const chen = await world.open('chen');
  const cast = () =>
    chen.ask('ballot', {
      sittingId,
      ballot: { requestId: newRequestId(), pollId, answer: { kind: 'decision', choice: 'yes' }, paperHash },
    });
  expect((await cast()).ok).toBe(true);
  clock.move(59_000);
  expect((await cast()).ok).toBe(true);
  clock.move(1000);
  const frame = await amina.wait('events', ({ events }) => events.some(({ event }) => event.type === 'poll.closed'));
  const closed = frame.events.find(({ event }) => event.type === 'poll.closed');
  expect(closed).toMatchObject({
    actor: 'server',
    event: { result: { sheet: { whole: { yes: 1, no: 0, entitled: 3 } } } },
  });
  expect(await cast()).toEqual({ ok: false, code: 'poll-not-open' });
  expect(await world.store.readDeadlines()).toEqual([]);
  expect(world.faults).toEqual([]);
});

test('[POLL-5, POLL-6] more time moves the end: the first deadline passes and the vote stays open', async () => {
  const clock = handClock();
  const world = await openWorld({ clock });
  closers.push(() => world.close());
  const { sittingId } = world;
  await present(world);
  const amina = await world.open('amina');
  const { pollId } = await openVote(world, amina, 60);
  // The deadline comes due in the same moment as more time is asked for, the asking first.
  const extending = amina.command(sittingId, { type: 'poll.extend', pollId, seconds: 30 });
  expect(await extending).toMatchObject({ ok: true });
  clock.move(60_000);
  const assembly = await world.services.assemblies.sitting(sittingId);
  await assembly?.sitting.catchUp();
  expect(assembly?.sitting.state.poll.polls[pollId]?.result).toBeNull();
  clock.move(30_000);
  await amina.wait('events', ({ events }) => events.some(({ event }) => event.type === 'poll.closed'));
  expect(world.faults).toEqual([]);
});

test('[POLL-6] a deadline outlives the server: what came due meanwhile is done at once, the rest in time', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'ortaq-deadline-'));
  closers.push(() => {
    rmSync(directory, { recursive: true });
  });
  const world = await openWorld({ store: 'sqlite', directory });
  const { sittingId, forumId, people } = world;
  await present(world);
  const amina = await world.open('amina');
  const { pollId, paperHash } = await openVote(world, amina, 3600);
  const chen = await world.open('chen');
  const ballot = { requestId: newRequestId(), pollId, answer: { kind: 'decision', choice: 'no' }, paperHash };
  const told = await chen.ask('ballot', { sittingId, ballot });
  await world.close();

  // Back before the time is over: open, and the ballot is there.
  const again = await openAgain(directory, systemClock());
  const page = await openRawPage(again.origin, await signInCookie(again.services, again.origin, people.chen, forumId));
  await page.follow(forumId, sittingId);
  expect(await page.ask('ballot', { sittingId, ballot })).toEqual(told);
  const mine = await page.wait('mine', ({ poll }) => poll !== null);
  expect(mine.poll).toMatchObject({
    pollId,
    entitled: 'yes',
    ballot: { answer: { kind: 'decision', choice: 'no' }, revision: 1 },
  });
  const crowd = await page.wait('crowd', ({ turnout }) => turnout !== null);
  expect(crowd.turnout).toEqual({ pollId, cast: 1, seats: 3 });
  expect((await again.services.store.readDeadlines()).map(({ command }) => command)).toEqual([
    { type: 'poll.close', pollId },
  ]);
  page.close();
  await again.services.close();

  // Back after it: closed without anybody asking.
  const system = systemClock();
  const later: Clock = { now: () => system.now() + 3_600_000, at: (at, call) => system.at(at - 3_600_000, call) };
  const last = await openAgain(directory, later);
  const dara = await openRawPage(last.origin, await signInCookie(last.services, last.origin, people.dara, forumId));
  await dara.follow(forumId, sittingId);
  const isClosed = (state: { readonly result: unknown } | undefined) => state !== undefined && state.result !== null;
  const seen = await Promise.race([
    dara.wait('events', ({ events }) => events.some(({ event }) => event.type === 'poll.closed')),
    dara.wait('snapshot', (frame) => frame.of === 'sitting' && isClosed(frame.state.poll.polls[pollId])),
  ]);
  expect(JSON.stringify(seen)).toContain('"no":1');
  expect(last.faults).toEqual([]);
  dara.close();
  await last.services.close();
});
