/** Does an objection end at once what silence would carry, also when the server ends in between; and does a clause leave a list until it is voted on? */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { systemClock } from '../../server/clock.ts';
import { castBallot } from '../../server/engine/cast-ballot.ts';
import type { PollOpening } from '../../shared/poll/poll-commands.ts';
import { openPoll, type Poll } from '../../shared/poll/poll.ts';
import { handClock, openAgain } from './hand-clock.ts';
import { newRequestId, openWorld, type PersonName, type RawPage, type WorldOptions } from './world.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const silence: PollOpening = {
  type: 'poll.open',
  subject: { of: 'question', question: { ru: 'Перерыв до трёх?' } },
  ask: { kind: 'no-objection' },
  seconds: 15,
};

async function asked(options: WorldOptions = {}, seconds = 15) {
  const world = await openWorld(options);
  closers.push(() => world.close());
  const { sittingId } = world;
  const pages: Partial<Record<PersonName, RawPage>> = {};
  for (const name of ['amina', 'bo', 'chen', 'dara', 'eli', 'fay'] as const) {
    pages[name] = await world.open(name);
    if (name === 'chen' || name === 'dara' || name === 'eli') {
      await pages[name].command(sittingId, { type: 'sitting.declare-presence', where: 'hall' });
    }
  }
  const page = (name: PersonName): RawPage => pages[name]!;
  const { sitting } = (await world.services.assemblies.sitting(sittingId))!;
  expect(await page('amina').command(sittingId, { ...silence, seconds })).toMatchObject({ ok: true });
  const { pollId, paperHash } = openPoll(sitting.state.poll)!;
  const now = (): Poll => sitting.state.poll.polls[pollId]!;
  const object = (reason: string) => ({
    requestId: newRequestId(),
    pollId,
    paperHash,
    answer: { kind: 'objection', reason } as const,
  });
  const seatOf = (name: PersonName) =>
    Object.values(sitting.state.sitting.seats).find(({ holder }) => holder === world.people[name])!.seatId;
  return { ...world, page, pollId, now, object, seatOf, sitting };
}

const isClosed = ({ events }: { readonly events: readonly { readonly event: { readonly type: string } }[] }) =>
  events.some(({ event }) => event.type === 'poll.closed');

test('[OBJ-2, OBJ-5] the first objection ends it at once and is told with its end, to all, and in no count before', async () => {
  const world = await asked();
  const { sittingId } = world;
  const from = world.page('fay').got.length;
  const answer = await world.page('chen').ask('ballot', { sittingId, ballot: world.object('нет докладчика') });
  expect(answer).toMatchObject({ ok: true, value: { revision: 1 } });
  for (const name of ['amina', 'fay', 'dara'] as const) {
    const frame = await world.page(name).wait('events', isClosed);
    expect(JSON.stringify(frame)).toContain('нет докладчика');
  }
  expect(world.now().result).toMatchObject({ isCarried: false, objectors: [world.seatOf('chen')] });
  expect(JSON.stringify(world.page('fay').got.slice(from))).not.toContain('"cast":1,"seats"');
  expect(await world.page('dara').ask('ballot', { sittingId, ballot: world.object('') })).toEqual({
    ok: false,
    code: 'poll-not-open',
  });
  expect(await world.store.readDeadlines()).toEqual([]);
  expect(world.faults).toEqual([]);
});

test('[OBJ-3, POLL-15] silence carries when its time is over; an objection without a device ends it too', async () => {
  const clock = handClock();
  const world = await asked({ clock });
  const { sittingId } = world;
  expect(await world.page('amina').command(sittingId, { type: 'poll.close', pollId: world.pollId })).toMatchObject({
    code: 'silence-not-over',
  });
  clock.move(15_000);
  await world.page('fay').wait('events', isClosed);
  expect(world.now().result).toMatchObject({ kind: 'no-objection', isCarried: true, cast: 0 });

  expect(await world.page('amina').command(sittingId, silence)).toMatchObject({ ok: true });
  const { pollId } = openPoll(world.sitting.state.poll)!;
  const entered = {
    type: 'poll.enter-by-hand',
    pollId,
    confirmed: true,
    answer: { kind: 'objection', reason: '' },
  } as const;
  expect(await world.page('bo').command(sittingId, { ...entered, seatId: world.seatOf('eli') })).toMatchObject({
    ok: true,
  });
  clock.move(0);
  await world.page('fay').wait('events', (frame) => isClosed(frame) && JSON.stringify(frame).includes(pollId));
  expect(world.sitting.state.poll.polls[pollId]).toMatchObject({
    byHand: [world.seatOf('eli')],
    result: { isCarried: false, objectors: [world.seatOf('eli')] },
  });
  expect(world.faults).toEqual([]);
});

test('[OBJ-2] a server that ends between the objection and the end ends it when it is back, and not as carried', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'ortaq-silence-'));
  closers.push(() => {
    rmSync(directory, { recursive: true });
  });
  const world = await asked({ store: 'sqlite', directory }, 3600);
  const { services, sittingId, people, pollId } = world;
  // The ballot is committed, and nobody is told that it was.
  const { answer } = await castBallot(
    world.store,
    services.assemblies,
    systemClock(),
    sittingId,
    world.object('рано'),
    people.chen,
  );
  expect(answer.ok).toBe(true);
  expect(world.now().closedAt).toBeNull();
  await world.close();

  const again = await openAgain(directory, systemClock());
  const { sitting } = (await again.services.assemblies.sitting(sittingId))!;
  await expect.poll(() => sitting.state.poll.polls[pollId]?.result).toMatchObject({ isCarried: false });
  expect(await again.services.store.readDeadlines()).toEqual([]);
  expect(again.faults).toEqual([]);
  await again.services.close();
});

test('[TAKE-1, TAKE-3] a clause leaves the list while its vote is announced; all see who took it out, and the vote is on the rest', async () => {
  const world = await openWorld();
  closers.push(() => world.close());
  const { sittingId, draftId, people } = world;
  const [amina, chen, fay] = [await world.open('amina'), await world.open('chen'), await world.open('fay')];
  for (const name of ['dara', 'eli'] as const) {
    await (await world.open(name)).command(sittingId, { type: 'sitting.declare-presence', where: 'hall' });
  }
  await chen.command(sittingId, { type: 'sitting.declare-presence', where: 'hall' });
  const text = await amina.wait('text', (frame) => frame.frame === 'whole');
  const clauseIds = text.frame === 'whole' ? text.clauses.map(({ id }) => id) : [];
  for (const clauseId of clauseIds) {
    const freeze = { type: 'draft.freeze-clause', draftId, clauseId } as const;
    expect(await amina.command(sittingId, freeze)).toMatchObject({ ok: true });
  }
  const subject = { of: 'clauses' as const, draftId, clauseIds };
  const opening: PollOpening = { type: 'poll.open', subject, ask: { kind: 'decision' }, seconds: 60 };
  expect(await amina.command(sittingId, { type: 'poll.put-forward', opening })).toMatchObject({ ok: true });
  const announced = await amina.command(sittingId, { type: 'announcement.announce', deed: opening });
  expect(announced).toMatchObject({ ok: true });
  const takeOut = { type: 'poll.take-out', clauseId: clauseIds[0]! } as const;
  expect(await fay.command(sittingId, takeOut)).toMatchObject({ ok: false });
  expect(await chen.command(sittingId, takeOut)).toMatchObject({ ok: true });
  const seen = await fay.wait('events', ({ events }) =>
    events.some(({ event }) => event.type === 'poll.clause-taken-out'),
  );
  expect(seen.events.map(({ event }) => event)).toContainEqual({
    type: 'poll.clause-taken-out',
    clauseId: clauseIds[0],
    personId: people.chen,
  });
  expect(Object.keys(seen.names)).toContain(people.chen);
  const { sitting } = (await world.services.assemblies.sitting(sittingId))!;
  const { announcementId } = sitting.state.announcement.pending!;
  expect(await amina.command(sittingId, { type: 'announcement.now', announcementId })).toMatchObject({ ok: true });
  expect(openPoll(sitting.state.poll)?.subject).toMatchObject({ clauses: [{ clauseId: clauseIds[1] }] });
  expect(world.faults).toEqual([]);
});

test('[OBJ-3, BALLOT-1] a request id of another vote puts nothing into this one, and does not undo that silence ends by itself', async () => {
  const clock = handClock();
  const world = await asked({ clock });
  const { sittingId } = world;
  const first = world.object('рано');
  expect(await world.page('chen').ask('ballot', { sittingId, ballot: first })).toMatchObject({ ok: true });
  clock.move(0);
  await world.page('fay').wait('events', isClosed);
  expect(await world.page('amina').command(sittingId, silence)).toMatchObject({ ok: true });
  const { pollId, paperHash } = openPoll(world.sitting.state.poll)!;
  const again = { ...first, pollId, paperHash };
  expect(await world.page('chen').ask('ballot', { sittingId, ballot: again })).toMatchObject({ code: 'malformed' });
  clock.move(1_000);
  // The server's own deadline still stands.
  clock.move(14_000);
  await world.page('fay').wait('events', (frame) => isClosed(frame) && JSON.stringify(frame).includes(pollId));
  expect(world.sitting.state.poll.polls[pollId]?.result).toMatchObject({ isCarried: true });
  // The first one is still told what it was told, and by the new vote's name nothing.
  expect(await world.page('chen').ask('ballot', { sittingId, ballot: first })).toMatchObject({ ok: true });
  expect(await world.page('chen').ask('ballot', { sittingId, ballot: again })).toMatchObject({ ok: false });
  expect(world.faults).toEqual([]);
});

test('[OBJ-2] more time that was given at the moment of an objection does not keep it open', async () => {
  const clock = handClock();
  const world = await asked({ clock });
  const { services, sittingId, people, pollId } = world;
  // The ballot is committed; before its deadline is waited for, another one takes its place.
  const objection = world.object('рано');
  const cast = await castBallot(world.store, services.assemblies, clock, sittingId, objection, people.chen);
  expect(cast.answer.ok).toBe(true);
  expect(await world.page('amina').command(sittingId, { type: 'poll.extend', pollId, seconds: 600 })).toMatchObject({
    ok: true,
  });
  clock.move(0);
  await world.page('fay').wait('events', isClosed);
  expect(world.now().result).toMatchObject({ isCarried: false });
  expect(world.faults).toEqual([]);
});
