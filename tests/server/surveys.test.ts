/** Are live polls answered, told and forgotten as promised? Raw messages to the running server; every message to everybody is read. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../server/clock.ts';
import type { Clock } from '../../server/engine/ports.ts';
import type { SurveyId } from '../../shared/lib/ids.ts';
import type { SurveyFrame } from '../../shared/protocol/messages.ts';
import type { SurveyAnswer } from '../../shared/survey/survey-answer.ts';
import type { SurveyCommand } from '../../shared/survey/survey-commands.ts';
import { surveyKinds, type SurveyAsk, type SurveyKind } from '../../shared/survey/survey.ts';
import { openAgain } from './hand-clock.ts';
import { newRequestId, openRawPage, openWorld, type PersonName, type RawPage, type WorldOptions } from './world.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const inHall = ['amina', 'bo', 'chen', 'dara', 'eli', 'fay'] as const;
type Prepare = Extract<SurveyCommand, { type: 'survey.prepare' }>;

async function hall(options: WorldOptions = {}) {
  const world = await openWorld(options);
  closers.push(() => world.close());
  const { sittingId, forumId, origin } = world;
  const pages = new Map<string, RawPage>();
  for (const name of inHall) pages.set(name, await world.open(name));
  const link = await fetch(`${origin}/api/sittings/${sittingId}/stage-link`, {
    method: 'POST',
    headers: { origin, cookie: await world.cookieOf('amina') },
  });
  const { token } = (await link.json()) as { token: string };
  const stage = await openRawPage(origin, null, { stage: token });
  closers.push(() => stage.close());
  await stage.follow(forumId, sittingId);
  pages.set('stage', stage);
  const page = (name: string): RawPage => pages.get(name)!;
  const { sitting } = (await world.services.assemblies.sitting(sittingId))!;
  const command = async (name: PersonName, asked: SurveyCommand): Promise<string> => {
    const answer = await page(name).command(sittingId, asked);
    return answer.ok ? 'ok' : answer.code;
  };
  const survey = (surveyId: SurveyId) => sitting.state.survey.surveys[surveyId]!;
  const ask = async (more: Partial<Prepare> = {}, seconds: number | null = null): Promise<SurveyId> => {
    const before = new Set(Object.keys(sitting.state.survey.surveys));
    const plan = { question: { ru: 'Как вам дорога?' }, asked: 'all', isNameless: false, counts: 'live' } as const;
    expect(await command('amina', { type: 'survey.prepare', ...plan, ask: { kind: 'scale', to: 5 }, ...more })).toBe(
      'ok',
    );
    const surveyId = Object.keys(sitting.state.survey.surveys).find((id) => !before.has(id)) as SurveyId;
    expect(await command('amina', { type: 'survey.open', surveyId, seconds })).toBe('ok');
    return surveyId;
  };
  const answer = (name: string, surveyId: SurveyId, given: SurveyAnswer, requestId: string = newRequestId()) =>
    page(name).ask('answer', { sittingId, answer: { surveyId, requestId, answer: given } });
  const told = (name: string): readonly SurveyFrame[] =>
    page(name).got.flatMap(({ name: of, frame }) => (of === 'survey' ? [frame as SurveyFrame] : []));
  const countOf = (name: string, fits: (frame: SurveyFrame) => boolean) => page(name).wait('survey', fits);
  return { ...world, pages, page, sitting, survey, command, ask, answer, told, countOf };
}

const level = (number: number): SurveyAnswer => ({ kind: 'level', level: number });
const isCounts = (counts: readonly number[]) => (frame: SurveyFrame) =>
  frame.count?.of === 'levels' && frame.count.counts.join() === counts.join();

test('[SURVEY-2] one answer a person, which a later one replaces; the same request is told the same, whatever was answered since', async () => {
  const world = await hall();
  const surveyId = await world.ask();
  const requestId = newRequestId();
  const first = await world.answer('chen', surveyId, level(2), requestId);
  expect(first).toMatchObject({ ok: true, value: { surveyId, answer: level(2) } });
  expect(await world.answer('chen', surveyId, level(4))).toMatchObject({ ok: true });
  expect(await world.answer('chen', surveyId, level(2), requestId)).toEqual(first);
  await world.answer('dara', surveyId, level(4));
  for (const name of [...inHall, 'stage']) await world.countOf(name, isCounts([0, 0, 0, 2, 0]));
  // Two devices of one person are one person, and the other one knows what was answered.
  const other = await openRawPage(world.origin, await world.cookieOf('chen'));
  closers.push(() => other.close());
  await other.follow(world.forumId, world.sittingId);
  const mine = await other.wait('mine', ({ answered }) => answered !== undefined);
  expect(mine.answered).toMatchObject([{ surveyId, answer: level(4) }]);
  await other.ask('answer', {
    sittingId: world.sittingId,
    answer: { surveyId, requestId: newRequestId(), answer: level(1) },
  });
  for (const name of inHall) await world.countOf(name, isCounts([1, 0, 0, 1, 0]));
  expect(await world.command('amina', { type: 'survey.close', surveyId })).toBe('ok');
  expect(world.survey(surveyId).standing).toMatchObject({ count: { answered: 2, counts: [1, 0, 0, 1, 0] } });
  expect(await world.answer('fay', surveyId, level(4))).toEqual({ ok: false, code: 'survey-not-open' });
  expect(world.faults).toEqual([]);
});

test('[SURVEY-2] who is not asked, who only shows the hall’s screen and who sends something else is refused by name', async () => {
  const world = await hall();
  const surveyId = await world.ask({ asked: ['deciding'] });
  expect(await world.answer('fay', surveyId, level(1))).toEqual({ ok: false, code: 'survey-not-asked' });
  expect(await world.answer('stage', surveyId, level(1))).toEqual({ ok: false, code: 'not-permitted' });
  expect(await world.answer('chen', surveyId, { kind: 'text', words: 'да' })).toEqual({
    ok: false,
    code: 'answer-of-another-kind',
  });
  expect(await world.answer('chen', surveyId, { kind: 'level', level: 77 })).toEqual({ ok: false, code: 'malformed' });
  expect(await world.store.readBallots(surveyId as never)).toEqual([]);
});

describe('[SURVEY-6] how an open one stands', () => {
  test('after mine: who has answered sees the sums, others how many answered, and the desk both', async () => {
    const world = await hall();
    const surveyId = await world.ask({ counts: 'after-mine' });
    await world.answer('chen', surveyId, level(5));
    await world.countOf('chen', isCounts([0, 0, 0, 0, 1]));
    await world.answer('dara', surveyId, level(1));
    for (const name of ['chen', 'dara', 'amina']) await world.countOf(name, isCounts([1, 0, 0, 0, 1]));
    for (const name of ['eli', 'fay', 'stage']) {
      await world.countOf(name, ({ answered }) => answered === 2);
      expect(
        world
          .told(name)
          .map(({ count }) => count)
          .filter((count) => count !== null),
      ).toEqual([]);
    }
  });

  test.each(['at-close', 'later'] as const)(
    '%s: before it is told nobody but the desk hears more than how many',
    async (counts) => {
      const world = await hall();
      const surveyId = await world.ask({ counts });
      for (const [place, name] of (['chen', 'dara', 'fay'] as const).entries())
        await world.answer(name, surveyId, level(place + 2));
      for (const name of [...inHall, 'stage']) await world.countOf(name, ({ answered }) => answered === 3);
      await world.countOf('amina', isCounts([0, 1, 1, 1, 0]));
      const others = ['chen', 'dara', 'eli', 'fay', 'stage'];
      for (const name of others) expect(world.told(name).every(({ count }) => count === null)).toBe(true);
      expect(await world.command('amina', { type: 'survey.close', surveyId })).toBe('ok');
      const hears = (name: string) =>
        world
          .page(name)
          .wait('events', ({ events }) =>
            events.some(({ event }) => event.type === (counts === 'later' ? 'survey.published' : 'survey.closed')),
          );
      if (counts === 'later') {
        for (const name of others) {
          await world
            .page(name)
            .wait('events', ({ events }) => events.some(({ event }) => event.type === 'survey.closed'));
          expect(JSON.stringify(world.page(name).got)).not.toContain('[0,1,1,1,0]');
        }
        expect(await world.command('amina', { type: 'survey.publish', surveyId })).toBe('ok');
      }
      for (const name of others) expect(JSON.stringify(await hears(name))).toContain('[0,1,1,1,0]');
    },
  );

  test('[SURVEY-5] typed: the desk reads, others see what was let through, and nobody is told whose it is', async () => {
    const world = await hall();
    const surveyId = await world.ask({ ask: { kind: 'text' } });
    await world.answer('chen', surveyId, { kind: 'text', words: 'нужна вода' });
    await world.answer('dara', surveyId, { kind: 'text', words: 'нужна дорога' });
    await world.countOf('amina', ({ count }) => count?.of === 'typed' && count.typed.length === 2);
    const letThrough = { type: 'survey.let-through' as const, surveyId, words: ['нужна вода'] };
    expect(await world.command('chen', { ...letThrough, isShown: true })).toBe('not-permitted');
    expect(await world.command('amina', { ...letThrough, isShown: true })).toBe('ok');
    const others = ['chen', 'dara', 'eli', 'fay', 'stage'];
    for (const name of others)
      await world.countOf(name, ({ count }) => count?.of === 'typed' && count.typed.length === 1);
    expect(await world.command('amina', { type: 'survey.close', surveyId })).toBe('ok');
    for (const name of others) {
      await world.page(name).wait('events', ({ events }) => events.some(({ event }) => event.type === 'survey.closed'));
      const heard = world.page(name).got.filter(({ name: of }) => of !== 'mine');
      expect(JSON.stringify(heard)).not.toContain('нужна дорога');
    }
  });
});

describe('[SURVEY-4] without names', () => {
  const options = ['ana', 'ben'].map((optionId) => ({ optionId, words: { ru: `слово ${optionId}` } }));
  const asks: Readonly<Record<SurveyKind, readonly [SurveyAsk, SurveyAnswer, string]>> = {
    single: [{ kind: 'single', options }, { kind: 'options', options: ['ana'] }, '"ana"'],
    several: [{ kind: 'several', options, most: 2 }, { kind: 'options', options: ['ana', 'ben'] }, '"ana","ben"'],
    approval: [{ kind: 'approval', options }, { kind: 'options', options: ['ben'] }, '"ben"'],
    scale: [{ kind: 'scale', to: 10 }, level(7), '"level":7'],
    ranking: [{ kind: 'ranking', options }, { kind: 'ranking', options: ['ben', 'ana'] }, '"ben","ana"'],
    text: [{ kind: 'text' }, { kind: 'text', words: 'нужнавода' }, 'нужнавода'],
    words: [{ kind: 'words' }, { kind: 'words', words: ['нужнавода'] }, 'нужнавода'],
    number: [{ kind: 'number' }, { kind: 'number', number: 4321 }, '4321'],
    temperature: [{ kind: 'scale', to: 5 }, level(3), '"level":3'],
  };

  test('when it is over, no row of any table joins a person with an answer, of whatever kind', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'ortaq-surveys-'));
    const world = await hall({ store: 'sqlite', directory });
    const voters = ['chen', 'dara', 'fay'] as const;
    const requests = new Map<SurveyId, string>();
    for (const kind of surveyKinds) {
      const [ask, answer] = asks[kind];
      const asked =
        kind === 'temperature'
          ? ({ kind, draftId: world.draftId, clauseId: 'cla_0000000000000001' } as SurveyAsk)
          : ask;
      const surveyId = await world.ask({ ask: asked, isNameless: true });
      requests.set(surveyId, newRequestId());
      for (const name of voters) {
        const requestId = name === 'chen' ? requests.get(surveyId) : undefined;
        expect(await world.answer(name, surveyId, answer, requestId)).toMatchObject({ ok: true });
      }
      expect(await world.command('amina', { type: 'survey.close', surveyId })).toBe('ok');
      expect(world.survey(surveyId).standing).toMatchObject({ count: { answered: 3 } });
    }
    const database = new SqliteDatabase(join(directory, 'ortaq.sqlite'), { readonly: true });
    const tables = database.prepare("select name from sqlite_master where type = 'table'").pluck().all() as string[];
    const rows = tables.flatMap((name) =>
      database
        .prepare(`select * from ${name}`)
        .all()
        .map((row) => `${name} ${JSON.stringify(row).replaceAll('\\', '')}`),
    );
    database.close();
    const ids = voters.map((name) => world.people[name]);
    for (const kind of surveyKinds) {
      const joining = rows.filter((row) => row.includes(asks[kind][2]) && ids.some((id) => row.includes(id)));
      // The kept box has all people and all answers, each sorted: nothing in it says which belongs to which.
      expect(
        joining.filter((row) => !row.startsWith('looseBallots ')),
        kind,
      ).toEqual([]);
    }
    for (const [surveyId, requestId] of requests) {
      const [, answer] = asks.scale;
      expect(await world.answer('chen', surveyId, answer, requestId)).toMatchObject({
        ok: true,
        value: { answer: null },
      });
    }
    expect(world.faults).toEqual([]);
  });
});

test('[SURVEY-1] it ends by itself at its time, also when the server was away meanwhile, and its answers with it', async () => {
  const system = systemClock();
  let ahead = 0;
  const clock: Clock = { now: () => system.now() + ahead, at: (at, callback) => system.at(at - ahead, callback) };
  const directory = mkdtempSync(join(tmpdir(), 'ortaq-surveys-'));
  const world = await hall({ store: 'sqlite', directory, clock });
  const surveyId = await world.ask({ isNameless: true, counts: 'at-close' }, 60);
  expect(await world.answer('chen', surveyId, level(3))).toMatchObject({ ok: true });
  for (const close of closers.splice(0).reverse()) await close();
  ahead = 61_000;
  const again = await openAgain(directory, clock);
  closers.push(() => again.services.close());
  const { sitting } = (await again.services.assemblies.sitting(world.sittingId))!;
  await expect
    .poll(() => sitting.state.survey.surveys[surveyId]?.standing)
    .toMatchObject({ is: 'closed', count: { answered: 1, counts: [0, 0, 1, 0, 0] } });
  expect(again.faults).toEqual([]);
});
