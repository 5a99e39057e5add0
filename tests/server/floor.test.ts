/** Do the floor and questions reach whom they concern and nobody else, by raw messages to a running server? */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FloorCommand } from '../../shared/floor/floor-commands.ts';
import { comeWithinMs } from '../../shared/floor/floor-rules.ts';
import type { QuestionId, TurnId } from '../../shared/lib/ids.ts';
import type { SittingStreamEvent } from '../../shared/protocol/features.ts';
import type { QuestionCommand } from '../../shared/question/question-commands.ts';
import { handClock } from './hand-clock.ts';
import { newRequestId, openRawPage, openWorld, type RawPage } from './world.ts';

const directory = mkdtempSync(join(tmpdir(), 'ortaq-floor-'));
const clock = handClock();
let world: Awaited<ReturnType<typeof openWorld>>;
let amina: RawPage;
let chen: RawPage;
let eli: RawPage;
let fay: RawPage;
let stage: RawPage;

beforeAll(async () => {
  world = await openWorld({ store: 'sqlite', directory, clock });
  [amina, chen, eli, fay] = await Promise.all([
    world.open('amina'),
    world.open('chen'),
    world.open('eli'),
    world.open('fay'),
  ]);
  const link = await fetch(`${world.origin}/api/sittings/${world.sittingId}/stage-link`, {
    method: 'POST',
    headers: { origin: world.origin, cookie: await world.cookieOf('amina') },
  });
  stage = await openRawPage(world.origin, null, { stage: ((await link.json()) as { token: string }).token });
  await stage.follow(world.forumId, world.sittingId);
  await does(chen, { type: 'sitting.declare-presence', where: 'hall' });
  await does(amina, { type: 'floor.open' });
  await does(amina, { type: 'question.arrange', isOpen: true, isNamelessAllowed: true });
});
afterAll(async () => {
  expect(world.faults).toEqual([]);
  stage.close();
  await world.close();
});

type Asked = FloorCommand | QuestionCommand | { readonly type: 'sitting.declare-presence'; readonly where: 'hall' };

async function does(page: RawPage, command: Asked, requestId = newRequestId()): Promise<number> {
  const answer = await page.command(world.sittingId, command, requestId);
  if (!answer.ok) throw new Error(`${command.type}: ${answer.code}`);
  return answer.value.seq;
}

/** The event of this type that a page hears at this place of the stream. */
async function heard<Type extends SittingStreamEvent['type']>(
  page: RawPage,
  type: Type,
  seq: number,
): Promise<Extract<SittingStreamEvent, { type: Type }>> {
  const frame = await page.wait('events', ({ seq: upTo }) => upTo >= seq);
  const event = frame.events.find((one) => one.seq === seq)?.event as SittingStreamEvent | undefined;
  if (event?.type !== type) throw new Error(`${type} was waited for at ${String(seq)}`);
  return event as Extract<SittingStreamEvent, { type: Type }>;
}

async function asks(page: RawPage): Promise<TurnId> {
  return (await heard(fay, 'floor.asked', await does(page, { type: 'floor.ask', kind: 'speech' }))).turnId;
}

/** Of what a page sees nothing it hears the sequence alone, and after a while. */
async function isPast(page: RawPage, seq: number): Promise<void> {
  clock.move(500);
  await page.wait('events', ({ seq: upTo }) => upTo >= seq);
}

/** Everything that a page was ever sent. */
const toldTo = (page: RawPage): string => JSON.stringify(page.got.map(({ frame }) => frame));

test('[FLOOR-1, FLOOR-9] asked twice with one request it is asked once; the hall hears the name when they are called', async () => {
  const requestId = newRequestId();
  const ask = { type: 'floor.ask', kind: 'speech' } as const;
  const seq = await does(chen, ask, requestId);
  expect(await does(chen, ask, requestId)).toBe(seq);
  const { turnId } = await heard(fay, 'floor.asked', seq);
  expect(await fay.command(world.sittingId, ask)).toMatchObject({ code: 'not-permitted' });
  await isPast(stage, seq);
  expect(toldTo(stage)).not.toContain(turnId);
  const called = await does(amina, { type: 'floor.call', turnId });
  const frame = await stage.wait('events', ({ seq: upTo }) => upTo >= called);
  expect(frame.names).toEqual({ [world.people.chen]: expect.objectContaining({ name: { ru: 'chen' } }) as unknown });
  await does(amina, { type: 'floor.start', turnId });
  clock.move(65_000);
  const { spokenMs } = await heard(fay, 'floor.done', await does(amina, { type: 'floor.finish', turnId }));
  expect(spokenMs).toBe(65_000);
});

test('[FLOOR-5] whoever was called and does not come is skipped by the server', async () => {
  const turnId = await asks(chen);
  const called = await does(amina, { type: 'floor.call', turnId });
  clock.move(comeWithinMs);
  expect(await heard(fay, 'floor.skipped', called + 1)).toEqual({ type: 'floor.skipped', turnId, again: true });
  const again = await does(amina, { type: 'floor.call', turnId });
  await does(chen, { type: 'floor.ready', turnId });
  clock.move(comeWithinMs);
  // Nothing was skipped: beginning is the next thing that happens.
  expect(await does(amina, { type: 'floor.start', turnId })).toBe(again + 2);
  await does(amina, { type: 'floor.finish', turnId });
});

test('[FLOOR-10] who is called from afar alone is told the link; what they write is the desk’s until it is let through', async () => {
  const callLink = 'https://call.example/room-7';
  await does(amina, { type: 'floor.arrange', callLink });
  const turnId = await asks(eli);
  await does(amina, { type: 'floor.call', turnId });
  await eli.wait('mine', (mine) => mine.callLink === callLink);
  const words = 'Связь плохая, пишу.';
  const stated = await does(eli, { type: 'floor.state', turnId, words });
  for (const page of [chen, fay, stage]) {
    await isPast(page, stated);
    expect(toldTo(page)).not.toContain(words);
    expect(toldTo(page)).not.toContain(callLink);
  }
  const shown = await does(amina, { type: 'floor.show-statement', turnId });
  expect(await heard(stage, 'floor.statement-shown', shown)).toMatchObject({ words });
  await does(amina, { type: 'floor.finish', turnId });
});

let questions = 0;
function question(nameless: boolean): Extract<QuestionCommand, { type: 'question.ask' }> {
  questions += 1;
  const questionId = `que_${String(questions).padStart(16, '0')}` as QuestionId;
  return { type: 'question.ask', questionId, words: `Вопрос ${String(questions)}?`, lang: 'ru', nameless };
}

test('[QUEST-2] a question is its author’s and the desk’s until it is let through, the hall’s when it is put there', async () => {
  const asked = question(false);
  const seq = await does(fay, asked);
  await fay.wait('mine', (mine) => mine.questions?.[0]?.questionId === asked.questionId);
  for (const page of [chen, stage]) {
    await isPast(page, seq);
    expect(toldTo(page)).not.toContain(asked.words);
  }
  const shown = await does(amina, { type: 'question.show', questionId: asked.questionId });
  expect(await heard(chen, 'question.shown', shown)).toMatchObject({ words: asked.words, asker: world.people.fay });
  const staged = await does(amina, { type: 'question.stage', questionId: asked.questionId });
  const frame = await stage.wait('events', ({ seq: upTo }) => upTo >= staged);
  expect(Object.keys(frame.names)).toEqual([world.people.fay]);
});

test('[QUEST-4, QUEST-5] what people want to know is told in sums, once a person, united where two are the same', async () => {
  const [one, other] = [question(false), question(false)];
  for (const asked of [one, other]) {
    await does(chen, asked);
    await does(amina, { type: 'question.show', questionId: asked.questionId });
  }
  const { sittingId } = world;
  const up = (page: RawPage, { questionId }: typeof one) => page.ask('upvote', { sittingId, questionId, isUp: true });
  expect(await up(eli, one)).toEqual({ ok: true, value: null });
  expect(await up(eli, one)).toEqual({ ok: true, value: null });
  expect(await up(eli, other)).toEqual({ ok: true, value: null });
  expect(await up(fay, other)).toEqual({ ok: true, value: null });
  expect(await up(stage, other)).toMatchObject({ code: 'not-found' });
  await does(amina, { type: 'question.merge', questionId: other.questionId, into: one.questionId });
  clock.move(500);
  const crowd = await chen.wait('crowd', ({ upvotes }) => upvotes?.[one.questionId] === 2);
  expect(crowd.upvotes).not.toHaveProperty(other.questionId);
  // Nobody is told whose: not in this frame, and in no other but one's own.
  expect(JSON.stringify(crowd)).not.toContain('per_');
  const again = await world.open('eli');
  const mine = await again.wait('mine', ({ upvoted }) => upvoted !== undefined);
  expect(mine.upvoted).toEqual([one.questionId]);
});

test('[QUEST-3] of a question without a name no table says who asked, and one person asks three in a while', async () => {
  const asked = question(true);
  const requestId = newRequestId();
  const seq = await does(eli, asked, requestId);
  // Sent again, because the answer was lost: asked once.
  expect(await does(eli, asked, newRequestId())).toBe(seq);
  expect(await heard(amina, 'question.asked', seq)).toMatchObject({ asker: null, words: asked.words });
  const [row] = await world.store.readEvents(`sitting:${world.sittingId}`, seq - 1, 1);
  expect(row).toMatchObject({ type: 'question.asked', actor: 'server' });
  for (let more = 0; more < 2; more += 1) await does(eli, question(true));
  expect(await eli.command(world.sittingId, question(true))).toMatchObject({ code: 'nameless-too-fast' });
  clock.move(600_001);
  await does(eli, question(true));
  expect(await world.store.readAnswer(world.people.eli, requestId)).toBeNull();
  await does(amina, { type: 'question.decline', questionId: asked.questionId });

  // Every row of every table that names Eli, looked through for what joins him to it.
  const database = new Database(join(directory, 'ortaq.sqlite'), { readonly: true });
  const tables = database.prepare("select name from sqlite_master where type = 'table'").all() as { name: string }[];
  const rows = tables.flatMap(({ name }) => database.prepare(`select * from "${name}"`).all() as object[]);
  database.close();
  // A fold of the whole sitting names everybody; that is looked through by the state itself.
  const joining = (personId: string, ...names: readonly string[]): readonly object[] =>
    rows.filter((found) => {
      const text = 'stateJson' in found ? '' : JSON.stringify(found);
      return text.includes(personId) && names.some((name) => text.includes(name));
    });
  expect(joining(world.people.eli, asked.questionId, requestId)).toEqual([]);
  // The search finds what is there: a question with its name.
  expect(joining(world.people.fay, 'que_0000000000000001')).not.toEqual([]);
  const { question: state } = (await world.services.assemblies.sitting(world.sittingId))!.sitting.state;
  expect(JSON.stringify(state.questions[asked.questionId])).not.toContain('per_');
});
