/** Does a vote of each kind, by each rule and by each method, go from the desk's sheet over a phone's ballot to the result and into the report? */
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { conductWords } from '../../shared/i18n/conduct-words.ts';
import { electorateWords } from '../../shared/i18n/electorate-words.ts';
import { hallWords } from '../../shared/i18n/hall-words.ts';
import { minutesWords } from '../../shared/i18n/minutes-words.ts';
import { ru } from '../../shared/i18n/ru.ts';
import { votingWords } from '../../shared/i18n/voting-words.ts';
import { waysWords } from '../../shared/i18n/ways-words.ts';
import type { DraftId, SeatId } from '../../shared/lib/ids.ts';
import { paperWords } from '../../shared/papers/paper-words.ts';
import type { PollAnswer } from '../../shared/poll/poll-answer.ts';
import type { Choice } from '../../shared/poll/poll.ts';
import { openFullHall, type AnswerOf, type FullHall } from './full-hall.ts';
import { chooseByKeys, keyboard, pressUntilGone, typeInto } from './hands.ts';
import { listen } from './ears.ts';
import { axeFindings } from './page-findings.ts';
import { phone as anyPhone, type Guest } from './sample-server.ts';
import {
  accepted,
  answer,
  button,
  outcome,
  prepare,
  put,
  putAway,
  seen,
  send,
  unfoldSteps,
  type VoteSheet,
} from './voting-hands.ts';

const words = conductWords.ru;
const voting = votingWords.ru;
const { silence } = waysWords.ru;
const { ask } = voting;
const phone = { ...anyPhone, reducedMotion: 'reduce' } as const;

let hall: FullHall;
let [desk, chen, stage, bo] = [] as unknown as [Guest, Guest, Guest, Guest];

/** Twelve seats, ten of them here: Chen with a phone, and nine of the crowd. */
beforeAll(async () => {
  hall = await openFullHall('every-vote', { moreSeats: 9 });
  await hall.marked([hall.people.chen, ...hall.moreVoters], 'hall');
  const groups = [
    ['ngo', 'НПО'],
    ['state', 'Госорганы'],
  ] as const;
  for (const [groupId, name] of groups)
    await hall.command('amina', { type: 'sitting.name-group', groupId, name: { ru: name } });
  for (const { seatId, holder } of Object.values(hall.stream.sitting.seats)) {
    const groupId = hall.moreVoters.indexOf(holder) >= 5 ? 'state' : 'ngo';
    await hall.command('amina', { type: 'sitting.put-in-group', seatId, groupId });
  }
  [desk, chen, stage] = await Promise.all([
    hall.guest('amina', phone, '/desk'),
    hall.guest('chen', phone),
    hall.stage(),
  ]);
});
afterAll(() => hall.end());

/** One vote, from its preparation to what is told of it. */
interface Vote {
  /** Its question; what has none of its own is named so in the report. */
  readonly asks: string;
  readonly fill: (fields: VoteSheet) => Promise<void>;
  /** On the phone. */
  readonly ballot: (page: Page) => Promise<void>;
  readonly others: AnswerOf;
  /** The word of the result, on phone and stage. */
  readonly word: string;
  /** A sentence of how it was counted, on the phone and in the report. */
  readonly step: string;
  /** Where the report says it in other words. */
  readonly inReport?: readonly string[];
  /** The sentence is not behind a fold; or it is in this round of the count. */
  readonly isOpen?: boolean;
  /** Its ballot and its result are looked at as axe does, once each. */
  readonly looked?: 'ranking' | 'consent';
  readonly round?: number;
}

const question = (asks: string, more: (fields: VoteSheet) => Promise<void> = async () => undefined) => ({
  asks,
  fill: async (fields: VoteSheet): Promise<void> => {
    await fields.row(words.kinds.question);
    await fields.question(asks);
    await more(fields);
  },
});
/** By another rule than the sitting's. */
const ruled = (asks: string, majority: string, base?: string, more?: (fields: VoteSheet) => Promise<void>) =>
  question(asks, async (fields) => {
    await fields.row(words.anotherRule);
    await fields.select(words.majority, majority);
    if (base !== undefined) await fields.select(words.base, base);
    await more?.(fields);
  });
const decides = (choice: Choice) => ({ ballot: (page: Page) => answer(page, choice) });
/** Whoever has a stake in it takes no part: reads first what follows, and is told so in place of the ballot. */
async function recuses(page: Page): Promise<void> {
  const { recuse, recuseVoteMeans, recuseDo } = electorateWords.ru;
  await button(page, ru.poll.later).click();
  await keyboard.press(button(page, recuse));
  const sheet = page.getByRole('dialog');
  await seen(sheet, recuseVoteMeans).waitFor();
  await keyboard.press(button(sheet, recuseDo));
  await sheet.waitFor({ state: 'detached' });
  await seen(page, ru.poll.recused).waitFor();
  expect(await button(page, ru.poll.answers.yes).count()).toBe(0);
  await hall.picture(page, 'recused');
}
/** So many for, so many against, the rest abstains. */
const counts = (yes: number, no: number) => ({
  others: (place: number): PollAnswer => {
    return { kind: 'decision', choice: place < yes ? 'yes' : place < yes + no ? 'no' : 'abstain' };
  },
});

const options = ['Дороги', 'Школы', 'Вода'] as const;
const choice = (asks: string, method: string, more: (fields: VoteSheet) => Promise<void> = async () => undefined) => ({
  asks,
  fill: async (fields: VoteSheet): Promise<void> => {
    await fields.row(words.kinds.choice);
    await fields.question(asks);
    await fields.options(options);
    if (!(await fields.sheet.getByText(method, { exact: true }).isVisible())) await fields.row(words.advanced);
    await fields.row(method);
    await more(fields);
  },
});
const places = (count: number, marks?: number) => async (fields: VoteSheet) => {
  await fields.sheet.getByLabel(words.places).fill(String(count));
  if (marks !== undefined) await fields.sheet.getByLabel(words.marks).fill(String(marks));
};
const marks = (...marked: readonly string[]) => ({
  ballot: async (page: Page) => {
    for (const name of marked) await page.getByRole('checkbox', { name }).check();
    await send(page);
  },
});
const lookedAt = new Set<string>();
/** Nothing that axe finds, where it is seen for the first time. */
async function lookAt(page: Page, what: string): Promise<void> {
  if (lookedAt.has(what)) return;
  lookedAt.add(what);
  await hall.picture(page, what.replace(' ', '-'));
  expect(await axeFindings(page)).toEqual([]);
}

/** Pressed into their order, the best first. */
const ranks = (...ranked: readonly string[]) => ({
  looked: 'ranking' as const,
  ballot: async (page: Page) => {
    for (const name of ranked) await button(page, new RegExp(`^${name}`)).click();
    await lookAt(page, 'ranking ballot');
    await send(page);
  },
});
const ranking = (...order: readonly string[]): PollAnswer => ({
  kind: 'ranking',
  ranking: order.map((option) => [option]),
});
const consent = (asks: string, scale: 'five' | 'eight', level: string) => ({
  looked: 'consent' as const,
  asks,
  fill: async (fields: VoteSheet): Promise<void> => {
    await fields.row(words.kinds.consent);
    await fields.question(asks);
    await fields.row(words.scales[scale]);
  },
  ballot: async (page: Page) => {
    await page.getByRole('radio', { name: level }).check();
    await lookAt(page, 'consent ballot');
    await send(page);
  },
  isOpen: true,
});
const agrees = (level: string): PollAnswer => ({ kind: 'consent', level, reason: '' }) as PollAnswer;

const { majorities, bases } = voting.rule;
const { decision, count, agreement } = voting;
const pairRule = [
  voting.rule.needs(majorities.simple, bases.entitled),
  voting.rule.alsoNeeds(majorities['two-thirds'], bases['yes-no']),
];
const votes: readonly Vote[] = [
  // Yes or no, by the sitting's rule and by others; each is met or missed by one vote.
  {
    ...question('Перерыв на час?'),
    ballot: async (page) => {
      await button(page, ru.poll.moreTime).click();
      await seen(desk.page, words.moreTime(1)).waitFor();
      await answer(page, 'yes');
    },
    ...counts(5, 3),
    word: ru.poll.carried,
    step: decision.share(majorities.simple, bases.present, 10, 6, 6),
  },
  {
    ...ruled('Изменить регламент?', 'two-thirds', 'cast', ({ row }) => row(words.counts['after-mine'])),
    ballot: async (page) => {
      expect(await page.getByText(waysWords.ru.soFar).count()).toBe(0);
      await answer(page, 'yes');
      await seen(page, waysWords.ru.soFar).waitFor();
    },
    ...counts(5, 3),
    word: ru.poll.rejected,
    step: decision.share(majorities['two-thirds'], bases.cast, 10, 7, 6),
  },
  {
    ...ruled('Принять устав?', 'three-fifths', 'entitled'),
    ...decides('no'),
    ...counts(8, 0),
    word: ru.poll.carried,
    step: decision.share(majorities['three-fifths'], bases.entitled, 12, 8, 8),
  },
  {
    ...ruled('Закрыть прения?', 'three-fourths', 'yes-no'),
    ballot: recuses,
    ...counts(6, 2),
    word: ru.poll.carried,
    step: decision.share(majorities['three-fourths'], bases['yes-no'], 8, 6, 6),
    inReport: ['Закрыть прения?', electorateWords.ru.noPart],
  },
  {
    ...ruled('Единогласно?', 'unanimous'),
    ...decides('yes'),
    ...counts(9, 0),
    word: ru.poll.carried,
    step: decision.unanimous(10, 10),
  },
  {
    ...ruled('В каждой группе?', 'simple', 'present', ({ row }) => row('И отдельно в каждой группе')),
    ...decides('yes'),
    ...counts(7, 2),
    word: ru.poll.rejected,
    step: decision.inGroup('Госорганы', decision.share(majorities.simple, bases.present, 4, 3, 2)),
  },
  {
    ...ruled('Больше половины всех, и 2/3?', 'simple', 'entitled', async (fields) => {
      await fields.row(words.second);
      await fields.select(words.secondMajority, 'two-thirds');
      await fields.select(words.secondBase, 'yes-no');
      for (const said of pairRule) await seen(fields.sheet, said).waitFor();
      await hall.picture(desk.page, 'pair-on-the-sheet');
    }),
    ballot: async (page) => {
      for (const said of pairRule) await seen(page, said).waitFor();
      await hall.picture(page, 'pair-on-the-ballot');
      await answer(page, 'no');
    },
    ...counts(6, 1),
    word: ru.poll.rejected,
    step: `${decision.share(majorities.simple, bases.entitled, 12, 7, 6)} ${decision.notMet}`,
  },
  {
    ...ruled('Проголосует ли достаточно?', 'simple', 'present', (fields) => fields.select(words.turnout, 'two-thirds')),
    ballot: async (page) => {
      await seen(page, voting.rule.turnout(voting.rule.atLeast(2, 3))).waitFor();
      await answer(page, 'yes');
    },
    others: (place) => (place < 6 ? { kind: 'decision', choice: 'yes' } : null),
    word: ru.poll.noTurnout,
    step: decision.turnoutMissing,
  },
  {
    ...question('Без имён?', ({ row }) => row(words.forms.unnamed)),
    ...decides('abstain'),
    ...counts(7, 2),
    word: ru.poll.carried,
    step: decision.share(majorities.simple, bases.present, 10, 6, 7),
  },
  // Of several options, by each method.
  {
    ...choice('Один вариант?', words.methods['single-choice'], (fields) => fields.select(words.required, 'simple')),
    ballot: async (page) => {
      await page.getByRole('radio', { name: 'Школы' }).check();
      await send(page);
    },
    others: (place) => ({ kind: 'choice', option: place < 5 ? 'o2' : place < 7 ? 'o1' : 'o3' }),
    word: 'Школы',
    step: count.required(majorities.simple, bases.cast, 10, 6),
  },
  {
    ...choice('Что одобряем?', words.methods.approval),
    ...marks('Дороги', 'Школы'),
    others: (place) => ({ kind: 'marks', options: place < 5 ? ['o1', 'o2'] : ['o2'] }),
    word: 'Школы',
    step: voting.method.approval(1),
  },
  {
    ...choice('Два места, две отметки?', words.methods.approval, places(2, 2)),
    ...marks('Дороги', 'Школы'),
    others: (place) => ({ kind: 'marks', options: place < 5 ? ['o1', 'o2'] : ['o2', 'o3'] }),
    word: voting.outcome.electedTable,
    step: voting.method.atMost(2),
  },
  {
    ...choice('Оценки?', words.methods.score, async (fields) => {
      await fields.sheet.getByText('1–10', { exact: true }).click();
      await fields.select(words.scoreBy, 'sum');
    }),
    ballot: async (page) => {
      for (const [name, score] of [
        ['Дороги', '3'],
        ['Школы', '10'],
      ] as const) {
        await page.getByRole('group', { name }).getByRole('radio', { name: score, exact: true }).check();
      }
      await send(page);
    },
    others: () => ({
      kind: 'scores',
      scores: [
        { option: 'o1', score: 2 },
        { option: 'o2', score: 5 },
      ],
    }),
    word: 'Школы',
    step: count.tooFew('Вода'),
  },
  {
    ...choice('По порядку, одно место?', words.methods.ranking),
    ...ranks('Дороги', 'Школы', 'Вода'),
    others: (place) => (place < 5 ? ranking('o1', 'o2', 'o3') : ranking('o2', 'o3', 'o1')),
    word: 'Дороги',
    step: voting.method.schulze,
  },
  {
    ...choice('По порядку, два места?', words.methods.ranking, places(2)),
    ...ranks('Дороги', 'Школы'),
    others: (place) => (place < 5 ? ranking('o1', 'o2') : ranking('o3')),
    word: voting.outcome.electedTable,
    step: count.reached('Дороги, Вода'),
    round: 1,
  },
  {
    ...choice('Места дают баллы?', words.methods.borda, (fields) => fields.select(words.lastPlace, 'options')),
    ...ranks('Школы', 'Дороги', 'Вода'),
    others: (place) => (place < 5 ? ranking('o2', 'o1', 'o3') : ranking('o1', 'o2', 'o3')),
    word: 'Школы',
    step: count.pointsOfPlaces('3, 2, 1'),
  },
  {
    ...choice('Слабейший выбывает?', words.methods['instant-runoff']),
    ...ranks('Вода', 'Школы'),
    others: (place) => ranking(...(place < 4 ? ['o1', 'o2'] : place < 8 ? ['o2', 'o1'] : ['o3', 'o2'])),
    word: 'Школы',
    step: count.out('Вода'),
    round: 1,
  },
  // How far everybody goes along; it decides nothing.
  {
    ...consent('Согласны с планом?', 'five', voting.five.agree),
    others: (place) => agrees(place < 5 ? 'wholehearted' : place < 8 ? 'agree' : 'stand-aside'),
    word: agreement.consent,
    step: agreement.decidesNothing,
  },
  {
    ...consent('Ступени Кейнера?', 'eight', voting.eight['minor-point']),
    others: (place) => agrees(place < 7 ? 'endorse' : place < 8 ? 'reservations' : 'abstain'),
    word: agreement.strong(9, 10),
    step: agreement.decidesNothing,
  },
  {
    asks: 'Перекличка',
    fill: ({ row }) => row(words.kinds['roll-call']),
    ballot: (page) => send(page, ru.sitting.iAmHere),
    others: (place) => (place < 8 ? { kind: 'here' } : null),
    word: 'Я здесь',
    step: voting.answered(9, 12),
    inReport: [paperWords.ru.subjects.rollCall, paperWords.ru.minutes.rollCall(9, 12)],
    isOpen: true,
  },
  // The draft: as a basis, two clauses at once, as a whole.
  {
    asks: 'за основу',
    fill: ({ row }) => row(words.kinds.basis),
    ...decides('yes'),
    ...counts(9, 0),
    word: ru.poll.carried,
    step: decision.share(majorities.simple, bases.present, 10, 6, 10),
  },
  // Among its own words and others that two propose: what is chosen is what the two clauses are voted on with next.
  {
    asks: 'О редакции: пункт 1',
    fill: async ({ row, sheet }) => {
      const [draft] = Object.values(hall.stream.draft.drafts);
      const [clauseId] = draft!.order;
      const propose = (name: 'chen' | 'dara', lang: 'ru' | 'kk', words: string): Promise<void> =>
        hall.command(name, {
          type: 'proposal.show',
          draftId: draft!.draftId,
          about: { is: 'words-for', clauseId: clauseId!, lang },
          body: { [lang]: words },
          addressee: null,
          due: null,
        });
      await propose('chen', 'ru', 'создать площадку на три года;');
      await propose('chen', 'kk', 'үш жылға алаң құрылсын;');
      await propose('dara', 'ru', 'создать площадку навсегда;');
      await row(words.kinds.wordings);
      await seen(sheet, 'создать площадку навсегда;').waitFor();
      await hall.picture(desk.page, 'wordings-on-the-sheet');
    },
    ballot: async (page) => {
      for (const said of ['создать площадку на три года;', 'үш жылға алаң құрылсын;', 'создать площадку навсегда;'])
        await seen(page, said).waitFor();
      await hall.picture(page, 'wordings-on-the-ballot');
      await hall.picture(stage.page, 'wordings-in-the-hall');
      await ranks('Редакция 1', 'Оставить как есть').ballot(page);
    },
    others: () => ranking('w1', 'as-it-is'),
    word: 'Редакция 1',
    step: count.overStatusQuo('Редакция 1', 10, 0),
    inReport: [
      'О редакции: пункт 1',
      'Редакция 2: «создать площадку навсегда;»',
      count.overStatusQuo('Редакция 1', 10, 0),
    ],
  },
  {
    asks: 'два пункта сразу',
    inReport: ['О принятии: пункт 1, пункт 2', 'пункт 1: «создать площадку на три года;»'],
    fill: async ({ row, sheet }) => {
      await row(words.kinds.clauses);
      for (const box of await sheet.getByRole('group', { name: words.clausesTitle }).getByRole('checkbox').all())
        await box.check();
    },
    ...decides('no'),
    ...counts(7, 1),
    word: ru.poll.carried,
    step: decision.share(majorities.simple, bases.present, 10, 6, 7),
  },
  {
    asks: 'в целом',
    fill: ({ row }) => row(words.kinds.whole),
    ...decides('yes'),
    ...counts(7, 1),
    word: ru.poll.carried,
    step: decision.share(majorities.simple, bases.present, 10, 6, 8),
  },
];

/** On the phone and in the hall. */
async function see(word: string): Promise<void> {
  await seen(stage.page, word).waitFor();
  await outcome(chen.page, word).waitFor();
}

async function seeResult({ word, step, isOpen = false, round }: Vote): Promise<void> {
  if (isOpen) {
    await seen(stage.page, word).waitFor();
    await seen(chen.page, step).waitFor();
    return;
  }
  await see(word);
  await unfoldSteps(chen.page, step, round);
}

test.each(votes)('[POLL-9] $asks', async (vote) => {
  if (vote.asks === 'за основу') {
    const [draftId] = Object.keys(hall.stream.draft.drafts) as DraftId[];
    await hall.command('amina', { type: 'draft.freeze', draftId: draftId! });
  }
  await prepare(desk.page, vote.fill);
  await put(desk.page);
  await hall.announced();
  await vote.ballot(chen.page);
  await hall.crowdAnswers(vote.others);
  await hall.timeIsOver();
  await seeResult(vote);
  if (vote.looked !== undefined) await lookAt(chen.page, `${vote.looked} result`);
});

test('[POLL-10] equal votes: the lot is drawn in public and typed in at the desk', async () => {
  const asks = ruled('Кому жребий?', 'simple', 'yes-no', ({ select }) => select(words.tie, 'lot'));
  await prepare(desk.page, asks.fill);
  await put(desk.page);
  await hall.announced();
  await answer(chen.page, 'yes');
  await hall.crowdAnswers(counts(4, 5).others);
  await hall.timeIsOver();
  await see(ru.poll.tie);
  await button(desk.page, words.tied.lotFor).click();
  await see(ru.poll.carried);
  await unfoldSteps(chen.page, decision.lotFor);
});

test('[POLL-10] equal votes: where the rule says so they vote once more, and the second vote decides', async () => {
  const asks = ruled('Ещё раз?', 'simple', 'yes-no', ({ select }) => select(words.tie, 'revote'));
  await prepare(desk.page, asks.fill);
  await put(desk.page);
  await hall.announced();
  await answer(chen.page, 'yes');
  await hall.crowdAnswers(counts(4, 5).others);
  await hall.timeIsOver();
  await see(ru.poll.tie);
  await button(desk.page, words.tied.revote(ru.desk.seconds(60))).click();
  await hall.announced();
  await answer(chen.page, 'yes');
  await hall.crowdAnswers(counts(5, 4).others);
  await hall.timeIsOver();
  await see(ru.poll.carried);
});

test('[OBJ-2] silence is broken on a phone, and the desk puts the same to the vote', async () => {
  await prepare(desk.page, async (fields) => {
    await question('Обойдёмся без доклада?').fill(fields);
    await fields.row(words.ways.silence);
  });
  await put(desk.page);
  await hall.announced();
  const { page } = chen;
  await typeInto(page.getByLabel(silence.reason), 'Доклад нужен');
  await pressUntilGone(keyboard, button(page, silence.object));
  await see(silence.objected);
  await seen(desk.page, silence.because('Доклад нужен')).waitFor();
  expect(await stage.page.getByText('Доклад нужен').count()).toBe(0);
  await button(desk.page, silence.vote(ru.desk.seconds(60))).click();
  await hall.announced();
  await answer(page, 'no');
  await hall.crowdAnswers(counts(5, 4).others);
  await hall.timeIsOver();
  await see(ru.poll.rejected);
});

test('[POLL-15] [HALL-1] [HALL-4] [POLL-17] two have no device and nine hold up cards: the secretary enters them, and the result is told when the desk says so', async () => {
  bo = await hall.guest('bo', phone, '/desk');
  const { page } = bo;
  await prepare(desk.page, question('Без устройств?', ({ row }) => row(words.later)).fill);
  await put(desk.page);
  await hall.announced();
  await answer(chen.page, 'yes');
  const sheet = page.getByRole('dialog');
  const closeSheet = async (): Promise<void> => {
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
  };

  await button(page, words.byHand.open).click();
  for (const [name, choice] of [
    ['dara', 'yes'],
    ['eli', 'no'],
  ] as const) {
    // The name is typed; who has it alone is chosen by it.
    await sheet.getByRole('searchbox').fill(name);
    await sheet.getByRole('radio', { name: ru.poll.answers[choice] }).check();
    await sheet.getByRole('checkbox', { name: words.byHand.confirmed }).check();
    await button(sheet, words.byHand.do).click();
    await seen(sheet, words.byHand.entered(name)).waitFor();
  }
  await closeSheet();

  await button(page, hallWords.ru.open).click();
  // All whom the desk marked in the hall are on it; Chen has a phone.
  for (const box of await sheet.getByRole('checkbox', { name: /^voter/ }).all()) await box.check();
  await sheet.getByRole('checkbox', { name: 'chen' }).uncheck();
  await seen(sheet, hallWords.ru.who(9)).waitFor();
  for (const [choice, cards] of [
    ['yes', '5'],
    ['no', '3'],
    ['abstain', '1'],
  ] as const) {
    await sheet.getByLabel(ru.poll.counts[choice], { exact: true }).fill(cards);
  }
  for (const name of ['bo', hallWords.ru.confirmed]) await sheet.getByRole('checkbox', { name, exact: true }).check();
  await hall.picture(page, 'cards');
  await button(sheet, hallWords.ru.do).click();
  await seen(sheet, hallWords.ru.entered).waitFor();
  await closeSheet();

  await hall.timeIsOver();
  await seen(chen.page, ru.poll.resultLater).waitFor();
  expect(await stage.page.getByText(ru.poll.carried).count()).toBe(0);
  await button(desk.page, words.publish).click();
  await see(ru.poll.carried);
  await seen(
    chen.page,
    new RegExp(`${hallWords.ru.source(3, 9).replace('+', '\\+')}.*${hallWords.ru.countedBy('bo')}`),
  ).waitFor();
  await seen(chen.page, ru.poll.byHand(2)).waitFor();
});

test('[POLL-11] put wrongly, it is annulled with a reason that all read, and nothing came of it', async () => {
  await prepare(desk.page, question('Не тот вопрос?').fill);
  await put(desk.page);
  await hall.announced();
  await answer(chen.page, 'yes');
  // Lines are five seconds apart: what came out before is heard first, and from here on not again.
  await chen.page
    .getByRole('status')
    .filter({ hasText: new RegExp(`Без устройств\\? ${ru.poll.carried}`) })
    .first()
    .waitFor({ state: 'attached' });
  const told = await listen(chen.page);
  await keyboard.press(button(desk.page, words.annul.open));
  const sheet = desk.page.getByRole('dialog');
  await typeInto(sheet.getByLabel(words.annul.reason), 'Назван другой документ');
  await keyboard.press(button(sheet, words.annul.do));
  await sheet.waitFor({ state: 'detached' });
  await seen(chen.page, /Назван другой документ/).waitFor();
  expect(await stage.page.getByText('Назван другой документ').count()).toBe(0);
  // Once, and not what came out of the vote before.
  const said = async (part: string): Promise<number> => (await told()).filter((one) => one.includes(part)).length;
  await expect.poll(() => said('Назван другой документ')).toBe(1);
  expect(await said('Без устройств?')).toBe(0);
  const answers = chen.page.getByText(ru.poll.answers.yes, { exact: true }).filter({ visible: true });
  await expect.poll(() => answers.count()).toBe(0);
});

test('[PROXY-4] [PROXY-7] who was entrusted with a vote answers once for each, by its name; the roll and the report say by whom', async () => {
  const seatOf = (name: 'chen' | 'dara'): SeatId =>
    Object.values(hall.stream.sitting.seats).find(({ holder }) => holder === hall.people[name])!.seatId;
  const seatId = seatOf('dara');
  await hall.command('bo', { type: 'sitting.give-proxy', seatId, to: seatOf('chen') });
  await prepare(desk.page, question('По доверенности?').fill);
  await put(desk.page);
  await hall.announced();
  const { page } = chen;
  const { ballotOwn, ballotNext, ballotBy, byProxy } = electorateWords.ru;
  await seen(page, ballotOwn).waitFor();
  await answer(page, 'yes');
  await button(page, ballotNext('dara')).click();
  await seen(page, ballotBy('dara')).waitFor();
  await hall.picture(page, 'second-ballot');
  await answer(page, 'no');
  await hall.crowdAnswers(counts(6, 3).others);
  await hall.timeIsOver();
  await see(ru.poll.carried);
  await seen(page, ballotBy('dara')).waitFor();
  await putAway(page);
  await button(page, ru.poll.howEachVoted).click();
  const roll = page.getByRole('dialog');
  await seen(roll, new RegExp(byProxy('chen'))).waitFor();
  await hall.picture(page, 'roll-by-proxy');
  await page.keyboard.press('Escape');
  await roll.waitFor({ state: 'detached' });
  await hall.command('bo', { type: 'sitting.end-proxy', seatId });
});

test('a choice by keys alone, from the desk’s sheet to the result; said once in words, and as the accessibility tree has it', async () => {
  const { page } = desk;
  await keyboard.press(button(page, words.chip));
  const sheet = page.getByRole('dialog');
  await sheet.waitFor();
  await chooseByKeys(sheet.getByRole('radio', { name: words.kinds.choice }));
  await typeInto(sheet.getByLabel(words.question('русский')), 'Что делаем первым?');
  // What is missing is said before anything is asked of the server; what was filled in stays while the sheet is away.
  await keyboard.press(sheet.getByRole('button', { name: words.put, exact: true }));
  await sheet.getByRole('alert').getByText(words.problems.options).waitFor();
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });
  await keyboard.press(button(page, words.chip));
  for (const [place, name] of options.slice(0, 2).entries())
    await typeInto(sheet.getByLabel(words.optionIn(place + 1, 'русский')), name);
  await chooseByKeys(sheet.getByRole('radio', { name: words.forms.unnamed }));
  await keyboard.press(sheet.getByRole('button', { name: words.put, exact: true }));
  await sheet.waitFor({ state: 'detached' });
  const told = await listen(chen.page);
  await pressUntilGone(keyboard, button(page, ru.desk.deeds.now));

  const ballot = chen.page.locator('.over');
  await ballot.getByRole('radio', { name: 'Школы' }).waitFor();
  const tree = await ballot.ariaSnapshot();
  for (const part of ['radio "Дороги"', 'radio "Школы"', `button "${ask.send}`, ru.poll.whoSees.unnamed])
    expect(tree).toContain(part);
  await chooseByKeys(ballot.getByRole('radio', { name: 'Школы' }));
  await pressUntilGone(keyboard, button(chen.page, ask.send));
  await accepted(chen.page).waitFor();
  await hall.crowdAnswers((place) => ({ kind: 'choice', option: place < 6 ? 'o2' : 'o1' }));
  await keyboard.press(button(page, ru.desk.deeds.closeVote));
  await pressUntilGone(keyboard, button(page, ru.desk.deeds.now));
  await outcome(chen.page, 'Школы').waitFor();
  expect(await ballot.ariaSnapshot()).toContain('heading "Школы"');
  const said = async (words: RegExp): Promise<number> => (await told()).filter((one) => words.test(one)).length;
  await expect.poll(() => said(/Что делаем первым\?.*Результат/)).toBe(1);
  expect(await said(/^Началось голосование: Что делаем первым\?/)).toBe(1);
});

test('[PAPER-5] by keys alone the secretary issues the voting report; all of them stand in it, each with how it was counted', async () => {
  const { kinds, issue, languages, read } = minutesWords.ru;
  const { page } = bo;
  await page.goto(`${hall.origin}/s/${hall.sittingId}/record`);
  await keyboard.press(button(page, languages.ru));
  await page
    .getByText(/Назван другой документ/)
    .first()
    .waitFor();
  await keyboard.press(button(page, minutesWords.ru.toIssue));
  await keyboard.press(button(page, new RegExp(`^${issue(kinds['voting-report'])}`)));
  await keyboard.press(page.getByRole('link', { name: new RegExp(`^${read} · `) }));
  await page.getByRole('heading', { name: minutesWords.ru.check.found }).waitFor();
  const report = await page.locator('main').innerText();
  const told = votes.flatMap(({ asks, step, inReport = [asks, step] }) => inReport);
  const { result } = paperWords.ru;
  const others = [
    ...['Кому жребий?', decision.lotFor],
    ...['Ещё раз?', decision.tieRules.revote],
    ...['Обойдёмся без доклада?', silence.rule, result.objected, 'Доклад нужен'],
    ...['Без устройств?', 'По доверенности?', 'Что делаем первым?'],
  ];
  expect([...told, ...others, electorateWords.ru.byProxy('chen')].filter((words) => !report.includes(words))).toEqual(
    [],
  );
  expect(hall.errors()).toEqual([]);
});
