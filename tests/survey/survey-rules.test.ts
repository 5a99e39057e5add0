/** Are live polls prepared, opened, answered and told by the rules? The noun alone, on the named world. */
import { describe, expect, test } from 'vitest';
import type { SurveyId } from '../../shared/lib/ids.ts';
import { capacitiesIn, viewSittingStreamState } from '../../shared/protocol/features.ts';
import { openMost, type SurveyAsk, type SurveyKind } from '../../shared/survey/survey.ts';
import { surveyAnswerSchema } from '../../shared/survey/answer-message.ts';
import { surveyAnswerProblem, toKept, type SurveyAnswer } from '../../shared/survey/survey-answer.ts';
import type { SurveyCommand } from '../../shared/survey/survey-commands.ts';
import { admitAnswer } from '../../shared/survey/survey-rules.ts';
import { capacityOf, clauses, draftId, idNumber, names, people, RuleWorld, type Name } from '../rule-world.ts';

const options = ['ana', 'ben', 'cem'].map((optionId) => ({ optionId, words: { ru: optionId } }));
const scale: SurveyAsk = { kind: 'scale', to: 5 };

type Prepare = Extract<SurveyCommand, { type: 'survey.prepare' }>;

function prepare(more: Partial<Prepare> = {}): Prepare {
  const question = { ru: 'Как прошёл день?' };
  return { type: 'survey.prepare', question, ask: scale, asked: 'all', isNameless: false, counts: 'live', ...more };
}

function tell(
  world: RuleWorld,
  who: Name | 'server',
  command: SurveyCommand,
  answers: readonly SurveyAnswer[] = [],
): string {
  const decided = world.decide(who, command, { answers: { sealedAt: world.now, answers } });
  if (!decided.ok) return decided.code;
  world.happenBy(who === 'server' ? 'server' : people[who], ...decided.value);
  return 'ok';
}

function prepared(world: RuleWorld, more: Partial<Prepare> = {}): SurveyId {
  const before = new Set(Object.keys(world.sitting.survey.surveys));
  expect(tell(world, 'amina', prepare(more))).toBe('ok');
  return Object.keys(world.sitting.survey.surveys).find((id) => !before.has(id)) as SurveyId;
}

function opened(world: RuleWorld, more: Partial<Prepare> = {}): SurveyId {
  const surveyId = prepared(world, more);
  expect(tell(world, 'amina', { type: 'survey.open', surveyId, seconds: null })).toBe('ok');
  return surveyId;
}

const seenBy = (world: RuleWorld, audience: 'member' | 'stage'): string =>
  JSON.stringify(viewSittingStreamState(world.sitting, audience).survey);

const held = (world: RuleWorld, name: Name) => capacitiesIn(world.forum.forum, world.sitting.sitting, people[name]);

describe('conduct', () => {
  test.each(names)('[SURVEY-1] %s may ask the hall, if they conduct the sitting', (name) => {
    const may = ['chair', 'moderator'].includes(capacityOf[name]);
    expect(tell(new RuleWorld(), name, prepare())).toBe(may ? 'ok' : 'not-permitted');
  });

  test('[SURVEY-1] it is prepared, opened, closed; each once, and others see it from its opening on', () => {
    const world = new RuleWorld();
    const surveyId = prepared(world);
    expect(seenBy(world, 'member')).not.toContain('Как прошёл');
    expect(tell(world, 'amina', { type: 'survey.close', surveyId })).toBe('survey-not-open');
    expect(tell(world, 'amina', { type: 'survey.open', surveyId, seconds: 60 })).toBe('ok');
    expect(seenBy(world, 'stage')).toContain('Как прошёл');
    expect(world.sitting.survey.surveys[surveyId]?.standing).toEqual({
      is: 'open',
      openedAt: world.now,
      closesAt: world.now + 60_000,
    });
    expect(tell(world, 'amina', { type: 'survey.open', surveyId, seconds: null })).toBe('survey-not-prepared');
    expect(tell(world, 'amina', { type: 'survey.drop', surveyId })).toBe('survey-not-prepared');
    expect(tell(world, 'server', { type: 'survey.close', surveyId })).toBe('ok');
    expect(tell(world, 'amina', { type: 'survey.close', surveyId })).toBe('survey-not-open');
  });

  test('[SURVEY-1] asked at once it is prepared and opened in one step, or neither', () => {
    const world = new RuleWorld();
    const ask = { kind: 'temperature', draftId, clauseId: clauses[0]! } as const;
    expect(tell(world, 'amina', prepare({ ask, opens: { seconds: 60 } }))).toBe('ok');
    expect(Object.values(world.sitting.survey.surveys)).toMatchObject([{ standing: { closesAt: world.now + 60_000 } }]);
    expect(tell(world, 'amina', prepare({ ask, opens: { seconds: null } }))).toBe('temperature-open');
    expect(Object.keys(world.sitting.survey.surveys)).toHaveLength(1);
  });

  test('[SURVEY-1] what is dropped before its opening was never seen, and is not there any more', () => {
    const world = new RuleWorld();
    const surveyId = prepared(world);
    expect(tell(world, 'amina', { type: 'survey.drop', surveyId })).toBe('ok');
    expect(tell(world, 'amina', { type: 'survey.open', surveyId, seconds: null })).toBe('survey-unknown');
  });

  test('[SURVEY-1] a clause has one temperature at a time, a hall no more polls than it can look at', () => {
    const world = new RuleWorld();
    const ask = { kind: 'temperature', draftId, clauseId: clauses[0]! } as const;
    opened(world, { ask });
    const second = prepared(world, { ask });
    expect(tell(world, 'amina', { type: 'survey.open', surveyId: second, seconds: null })).toBe('temperature-open');
    for (let open = 1; open < openMost; open += 1) opened(world);
    const last = prepared(world);
    expect(tell(world, 'amina', { type: 'survey.open', surveyId: last, seconds: null })).toBe('surveys-open-too-many');
    const elsewhere = { ...ask, draftId: idNumber('draft', 7) };
    expect(tell(world, 'amina', prepare({ ask: elsewhere }))).toBe('draft-unknown');
  });
});

describe('answers', () => {
  test.each(names)('[SURVEY-2] %s answers what all are asked, unless of the press or from elsewhere', (name) => {
    const world = new RuleWorld();
    const surveyId = opened(world);
    const admitted = admitAnswer(
      world.sitting.survey,
      { surveyId, answer: { kind: 'level', level: 3 } },
      held(world, name),
    );
    const may = !['media', 'public', 'organiser'].includes(capacityOf[name]);
    expect(admitted.ok ? 'ok' : admitted.code).toBe(may ? 'ok' : 'not-permitted');
  });

  test.each(names)('[SURVEY-2] %s answers what deciding seats are asked, if they have one', (name) => {
    const world = new RuleWorld();
    const surveyId = opened(world, { asked: ['deciding'] });
    const admitted = admitAnswer(
      world.sitting.survey,
      { surveyId, answer: { kind: 'level', level: 3 } },
      held(world, name),
    );
    const may = capacityOf[name] === 'deciding';
    const isOf = !['media', 'public', 'organiser'].includes(capacityOf[name]);
    expect(admitted.ok ? 'ok' : admitted.code).toBe(may ? 'ok' : isOf ? 'survey-not-asked' : 'not-permitted');
  });

  test('[SURVEY-2] before the opening and after the close nothing is taken', () => {
    const world = new RuleWorld();
    const surveyId = prepared(world);
    const answer = { kind: 'level', level: 3 } as const;
    const admit = () => admitAnswer(world.sitting.survey, { surveyId, answer }, held(world, 'chen'));
    expect(admit()).toMatchObject({ code: 'survey-unknown' });
    tell(world, 'amina', { type: 'survey.open', surveyId, seconds: null });
    expect(admit()).toMatchObject({ ok: true });
    tell(world, 'amina', { type: 'survey.close', surveyId });
    expect(admit()).toMatchObject({ code: 'survey-not-open' });
  });

  const asks: Readonly<Record<SurveyKind, SurveyAsk>> = {
    single: { kind: 'single', options },
    several: { kind: 'several', options, most: 2 },
    approval: { kind: 'approval', options },
    scale,
    ranking: { kind: 'ranking', options },
    text: { kind: 'text' },
    words: { kind: 'words' },
    number: { kind: 'number' },
    temperature: { kind: 'temperature', draftId, clauseId: clauses[0]! },
  };
  const given: Readonly<Record<string, SurveyAnswer>> = {
    one: { kind: 'options', options: ['ana'] },
    two: { kind: 'options', options: ['ana', 'ben'] },
    three: { kind: 'options', options: ['ana', 'ben', 'cem'] },
    none: { kind: 'options', options: [] },
    twice: { kind: 'options', options: ['ana', 'ana'] },
    stranger: { kind: 'options', options: ['xyz'] },
    five: { kind: 'level', level: 5 },
    six: { kind: 'level', level: 6 },
    ranked: { kind: 'ranking', options: ['cem', 'ana'] },
    text: { kind: 'text', words: 'Хорошо' },
    words: { kind: 'words', words: ['дорога'] },
    number: { kind: 'number', number: 2.5 },
  };
  const fits: Readonly<Record<SurveyKind, readonly string[]>> = {
    single: ['one'],
    several: ['one', 'two'],
    approval: ['one', 'two', 'three'],
    scale: ['five'],
    ranking: ['ranked'],
    text: ['text'],
    words: ['words'],
    number: ['number'],
    temperature: ['five'],
  };

  test.each(Object.keys(asks) as SurveyKind[])(
    '[SURVEY-3] an answer to a poll of the kind %s fits it or is refused',
    (kind) => {
      const passed = Object.entries(given).filter(([, answer]) => surveyAnswerProblem(asks[kind], answer) === null);
      expect(passed.map(([name]) => name)).toEqual(fits[kind]);
    },
  );

  test('[SURVEY-3] who means the same leaves the same in the box; what is typed is cleaned, a number bounded', () => {
    expect(toKept({ kind: 'options', options: ['ben', 'ana'] })).toBe(
      toKept({ options: ['ana', 'ben'], kind: 'options' }),
    );
    const parse = (answer: unknown) => surveyAnswerSchema.safeParse(answer);
    expect(parse({ kind: 'text', words: '  две \u202E строки\n' }).data).toEqual({ kind: 'text', words: 'две строки' });
    expect(parse({ kind: 'number', number: 0.12345 }).data).toEqual({ kind: 'number', number: 0.123 });
    for (const number of [1e12, Number.NaN, Number.POSITIVE_INFINITY, '5']) {
      expect(parse({ kind: 'number', number }).success).toBe(false);
    }
    expect(parse({ kind: 'words', words: ['а', 'б', 'в', 'г'] }).success).toBe(false);
  });
});

describe('what came of it', () => {
  const answers: readonly SurveyAnswer[] = [
    { kind: 'level', level: 5 },
    { kind: 'level', level: 2 },
  ];

  test.each(['live', 'after-mine', 'at-close'] as const)(
    '[SURVEY-6] counts shown %s are told with the close',
    (counts) => {
      const world = new RuleWorld();
      const surveyId = opened(world, { counts });
      tell(world, 'amina', { type: 'survey.close', surveyId }, answers);
      expect(seenBy(world, 'member')).toContain('"counts":[0,1,0,0,1]');
      expect(tell(world, 'amina', { type: 'survey.publish', surveyId })).toBe('survey-told');
    },
  );

  test('[SURVEY-6] counts shown later are the desk’s alone until they are published', () => {
    const world = new RuleWorld();
    const surveyId = opened(world, { counts: 'later' });
    expect(tell(world, 'amina', { type: 'survey.publish', surveyId })).toBe('survey-not-closed');
    tell(world, 'amina', { type: 'survey.close', surveyId }, answers);
    for (const audience of ['member', 'stage'] as const) expect(seenBy(world, audience)).not.toContain('[0,1,0,0,1]');
    expect(JSON.stringify(world.sitting.survey)).toContain('[0,1,0,0,1]');
    expect(tell(world, 'chen', { type: 'survey.publish', surveyId })).toBe('not-permitted');
    expect(tell(world, 'amina', { type: 'survey.publish', surveyId })).toBe('ok');
    for (const audience of ['member', 'stage'] as const) expect(seenBy(world, audience)).toContain('[0,1,0,0,1]');
  });

  test('[SURVEY-5] of what people typed others see what was let through, and not what was taken from view or never typed', () => {
    const world = new RuleWorld();
    const surveyId = opened(world, { ask: { kind: 'words' } });
    const let_ = (words: string, isShown = true) =>
      tell(world, 'amina', { type: 'survey.let-through', surveyId, words: [words], isShown });
    expect(let_('дорога')).toBe('ok');
    expect(let_('выдумано')).toBe('ok');
    const said: SurveyAnswer[] = [
      { kind: 'words', words: ['Дорога', 'вода'] },
      { kind: 'words', words: ['дорога'] },
    ];
    tell(world, 'amina', { type: 'survey.close', surveyId }, said);
    const member = (): unknown => viewSittingStreamState(world.sitting, 'member').survey.surveys[surveyId]?.standing;
    expect(member()).toMatchObject({ count: { answered: 2, typed: [{ count: 2 }] } });
    expect(seenBy(world, 'stage')).not.toContain('вода');
    expect(let_('вода')).toBe('ok');
    expect(seenBy(world, 'stage')).toContain('вода');
    expect(let_('ВОДА', false)).toBe('ok');
    expect(seenBy(world, 'stage')).not.toContain('вода');
    const other = opened(world);
    expect(tell(world, 'amina', { type: 'survey.let-through', surveyId: other, words: ['а'], isShown: true })).toBe(
      'survey-not-typed',
    );
  });

  test('[SURVEY-1] when the sitting is closed nothing is opened any more, and what is open can be ended', () => {
    const world = new RuleWorld();
    const surveyId = opened(world);
    const waiting = prepared(world);
    const closed = { ...world.sitting.sitting, phase: 'closed' as const };
    world.sitting = { ...world.sitting, sitting: closed };
    expect(tell(world, 'amina', { type: 'survey.open', surveyId: waiting, seconds: null })).toBe('sitting-closed');
    expect(tell(world, 'amina', prepare())).toBe('sitting-closed');
    expect(tell(world, 'amina', { type: 'survey.close', surveyId })).toBe('ok');
  });
});
