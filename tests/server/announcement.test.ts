/** Does what is announced happen at its time, in the name of who announced it, once, also when the server was away? */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { systemClock } from '../../server/clock.ts';
import type { Clock } from '../../server/engine/ports.ts';
import type { AnnouncedDeed } from '../../shared/announcement/announcement-commands.ts';
import type { AnnouncementId, ClauseId } from '../../shared/lib/ids.ts';
import type { Recorded } from '../../shared/lib/streams.ts';
import type { SittingStreamEvent } from '../../shared/protocol/features.ts';
import { clauseVote } from '../../shared/sitting/next-step.ts';
import { handClock, openAgain } from './hand-clock.ts';
import { newRequestId, openRawPage, openVote, openWorld, signInCookie, type RawPage, type World } from './world.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function openedWorld(options: Parameters<typeof openWorld>[0] = {}) {
  const world = await openWorld(options);
  closers.push(() => world.close());
  for (const name of ['chen', 'dara', 'eli'] as const) {
    await (await world.open(name)).command(world.sittingId, { type: 'sitting.declare-presence', where: 'hall' });
  }
  return world;
}

async function firstClause(page: RawPage): Promise<ClauseId> {
  const text = await page.wait('text', (frame) => frame.frame === 'whole');
  if (text.frame !== 'whole') throw new Error('a whole text was waited for');
  return text.clauses[0]!.id;
}

/** The first event of the type that a page was sent. */
async function told<Type extends SittingStreamEvent['type']>(
  page: RawPage,
  type: Type,
): Promise<Recorded<Extract<SittingStreamEvent, { type: Type }>>> {
  const frame = await page.wait('events', ({ events }) => events.some(({ event }) => event.type === type));
  const found = frame.events.find(({ event }) => event.type === type);
  return found as Recorded<Extract<SittingStreamEvent, { type: Type }>>;
}

async function announce(world: World, page: RawPage, deed: AnnouncedDeed): Promise<AnnouncementId> {
  const answer = await page.command(world.sittingId, { type: 'announcement.announce', deed });
  if (!answer.ok) throw new Error(answer.code);
  const assembly = await world.services.assemblies.sitting(world.sittingId);
  const pending = assembly?.sitting.state.announcement.pending;
  if (pending == null) throw new Error('nothing is announced');
  return pending.announcementId;
}

async function events(world: World): Promise<readonly { readonly type: string; readonly actor: string }[]> {
  const stored = await world.store.readEvents(`sitting:${world.sittingId}`, 0, 500);
  return stored.map(({ type, actor }) => ({ type, actor }));
}

test('[ANN-1, ANN-4, ANN-7] everybody is told, nothing happens for five seconds, then it is done in the announcer’s name', async () => {
  const clock = handClock();
  const world = await openedWorld({ clock });
  const [amina, fay] = [await world.open('amina'), await world.open('fay')];
  const clauseId = await firstClause(amina);
  const deed = { type: 'draft.freeze-clause', draftId: world.draftId, clauseId } as const;
  const announcementId = await announce(world, amina, deed);
  const made = await told(fay, 'announcement.made');
  expect(made.event).toMatchObject({ announcementId, deed, clause: { number: '1' }, at: clock.now() + 5_000 });
  clock.move(4_999);
  expect((await world.store.readText(world.textId))?.lockedClauses).toEqual([]);
  clock.move(1);
  expect((await told(fay, 'draft.clause-frozen')).actor).toBe(world.people.amina);
  expect((await told(fay, 'announcement.done')).actor).toBe('server');
  expect((await world.store.readText(world.textId))?.lockedClauses).toEqual([clauseId]);
  expect(await world.store.readDeadlines()).toEqual([]);
  expect(world.faults).toEqual([]);
});

test('[ANN-3] taken back, it does not happen; skipped to, it happens at once and once', async () => {
  const clock = handClock();
  const world = await openedWorld({ clock });
  const { sittingId, draftId } = world;
  const [amina, gani, chen] = [await world.open('amina'), await world.open('gani'), await world.open('chen')];
  const clauseId = await firstClause(amina);
  const deed = { type: 'draft.freeze-clause', draftId, clauseId } as const;

  const first = await announce(world, amina, deed);
  expect(await chen.command(sittingId, { type: 'announcement.cancel', announcementId: first })).toMatchObject({
    code: 'not-permitted',
  });
  expect(await gani.command(sittingId, { type: 'announcement.cancel', announcementId: first })).toMatchObject({
    ok: true,
  });
  clock.move(5_000);
  expect((await events(world)).map(({ type }) => type)).not.toContain('draft.clause-frozen');

  const second = await announce(world, amina, deed);
  const request = newRequestId();
  const now = { type: 'announcement.now', announcementId: second } as const;
  const answer = await gani.command(sittingId, now, request);
  expect(answer).toMatchObject({ ok: true });
  expect(await gani.command(sittingId, now, request)).toEqual(answer);
  expect(await gani.command(sittingId, now)).toMatchObject({ code: 'announcement-over' });
  clock.move(5_000);
  const happened = await events(world);
  // Done in the name of who announced it; who skipped the wait is told with its end.
  expect(happened.filter(({ type }) => type === 'draft.clause-frozen')).toEqual([
    { type: 'draft.clause-frozen', actor: world.people.amina },
  ]);
  expect(happened.filter(({ type }) => type.startsWith('announcement.')).map(({ type }) => type)).toEqual([
    'announcement.made',
    'announcement.cancelled',
    'announcement.made',
    'announcement.done',
  ]);
  expect(happened.at(-1)).toEqual({ type: 'announcement.done', actor: world.people.gani });
  expect(await world.store.readDeadlines()).toEqual([]);
});

test('[ANN-2] what has no words, is gone, or may not be yet is refused before anybody is told', async () => {
  const bare = { kind: 'operative', addressee: null, due: null } as const;
  const clauses = [
    { ...bare, body: { ru: '', kk: '' } },
    { ...bare, body: { ru: 'слово', kk: 'сөз' } },
  ];
  const world = await openedWorld({ clauses });
  const amina = await world.open('amina');
  const clauseId = await firstClause(amina);
  const asked = (deed: AnnouncedDeed) => amina.command(world.sittingId, { type: 'announcement.announce', deed });
  const { draftId } = world;
  expect(await asked({ type: 'draft.freeze-clause', draftId, clauseId })).toMatchObject({ code: 'clause-empty' });
  const gone = 'cla_0000000000000000' as ClauseId;
  expect(await asked({ type: 'draft.freeze-clause', draftId, clauseId: gone })).toMatchObject({
    code: 'clause-unknown',
  });
  expect(await asked(clauseVote(draftId, clauseId, 60))).toMatchObject({ code: 'clause-not-frozen' });
  expect((await events(world)).some(({ type }) => type.startsWith('announcement.'))).toBe(false);
});

test('[ANN-4] what is refused at zero fails with its reason, for who lost the right as for what was undone', async () => {
  const clock = handClock();
  const world = await openedWorld({ clock });
  const { sittingId, draftId, people } = world;
  const [amina, gani, fay] = [await world.open('amina'), await world.open('gani'), await world.open('fay')];
  const clauseId = await firstClause(amina);
  await amina.command(sittingId, { type: 'draft.freeze-clause', draftId, clauseId });
  const put = clauseVote(draftId, clauseId, 60);

  await announce(world, amina, put);
  await gani.command(sittingId, { type: 'draft.thaw-clause', draftId, clauseId, reason: 'ещё раз' });
  clock.move(5_000);
  expect((await told(fay, 'announcement.failed')).event.code).toBe('clause-not-frozen');

  await gani.command(sittingId, { type: 'draft.freeze-clause', draftId, clauseId });
  const announcementId = await announce(world, amina, put);
  await gani.command(sittingId, { type: 'sitting.take-role', personId: people.amina, role: 'moderator' });
  // Who skips the wait is told what the deed met, and told the same again.
  const request = newRequestId();
  const now = { type: 'announcement.now', announcementId } as const;
  expect(await gani.command(sittingId, now, request)).toMatchObject({ ok: false, code: 'not-permitted' });
  expect(await gani.command(sittingId, now, request)).toMatchObject({ ok: false, code: 'not-permitted' });
  expect((await events(world)).map(({ type }) => type)).not.toContain('poll.opened');
  expect(await world.store.readDeadlines()).toEqual([]);
  expect(world.faults).toEqual([]);
});

test('[ANN-4] a vote whose time ends while its close is announced is closed once', async () => {
  const clock = handClock();
  const world = await openedWorld({ clock });
  const amina = await world.open('amina');
  const { pollId } = await openVote(world, amina, 10);
  clock.move(8_000);
  const announcementId = await announce(world, amina, { type: 'poll.close', pollId });
  clock.move(2_000);
  expect((await told(amina, 'poll.closed')).actor).toBe('server');
  expect((await told(amina, 'announcement.done')).event.announcementId).toBe(announcementId);
  clock.move(3_000);
  expect((await events(world)).filter(({ type }) => type === 'poll.closed')).toHaveLength(1);
  expect(await world.store.readDeadlines()).toEqual([]);
  expect(world.faults).toEqual([]);
});

test.each([
  ['back in time, it happens', 5_000, 'announcement.done'],
  ['back much later, it says that its time was missed', 3_600_000, 'announcement.failed'],
] as const)('[ANN-5] an announcement outlives the server: %s', async (_name, awayMs, expected) => {
  const directory = mkdtempSync(join(tmpdir(), 'ortaq-announced-'));
  closers.push(() => {
    rmSync(directory, { recursive: true });
  });
  const world = await openedWorld({ store: 'sqlite', directory });
  const { sittingId, draftId, forumId, people } = world;
  const amina = await world.open('amina');
  const clauseId = await firstClause(amina);
  await announce(world, amina, { type: 'draft.freeze-clause', draftId, clauseId });
  await world.close();

  const system = systemClock();
  const later: Clock = { now: () => system.now() + awayMs, at: (at, call) => system.at(at - awayMs, call) };
  const again = await openAgain(directory, later);
  const page = await openRawPage(again.origin, await signInCookie(again.services, again.origin, people.dara, forumId));
  await page.follow(forumId, sittingId);
  await Promise.race([
    page.wait('events', ({ events: sent }) => sent.some(({ event }) => event.type === expected)),
    page.wait('snapshot', (frame) => frame.of === 'sitting' && frame.state.announcement.pending === null),
  ]);
  const stored = await again.services.store.readEvents(`sitting:${sittingId}`, 0, 500);
  expect(stored.some(({ type }) => type === 'draft.clause-frozen')).toBe(expected === 'announcement.done');
  const failed = stored.find(({ type }) => type === 'announcement.failed');
  if (expected === 'announcement.failed') expect(failed?.body?.['code']).toBe('announcement-too-late');
  expect(await again.services.store.readDeadlines()).toEqual([]);
  expect(again.faults).toEqual([]);
  page.close();
  await again.services.close();
});
