/** Does a council decide with its quorum and only talk without, elect its chair at the second try, and fill its commission where the border is even? */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { conductWords } from '../../shared/i18n/conduct-words.ts';
import { consultationWords } from '../../shared/i18n/consultation-words.ts';
import { contestWords } from '../../shared/i18n/contest-words.ts';
import { ru } from '../../shared/i18n/ru.ts';
import { votingWords } from '../../shared/i18n/voting-words.ts';
import { waysWords } from '../../shared/i18n/ways-words.ts';
import type { PollAnswer } from '../../shared/poll/poll-answer.ts';
import { openFullHall, type FullHall } from './full-hall.ts';
import { keyboard, pressUntilGone } from './hands.ts';
import { axeInThemes, reloadIn } from './page-findings.ts';
import { nextStep, pressUntil } from './presses.ts';
import { phone as anyPhone, type Guest } from './sample-server.ts';
import {
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
const consultation = consultationWords.ru;
const phone = { ...anyPhone, viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' } as const;

let hall: FullHall;
let [desk, chen, eli, stage] = [] as unknown as [Guest, Guest, Guest, Guest];

/** Thirty seats, before the sitting. Chen and eighteen others are in the hall: one less than the quorum. */
beforeAll(async () => {
  hall = await openFullHall('council', { moreSeats: 27, underway: 'planned' });
  await hall.command('amina', { type: 'sitting.open-lobby' });
  await hall.marked([hall.people.chen, ...hall.moreVoters.slice(0, 18)], 'hall');
  [desk, chen, eli, stage] = await Promise.all([
    // The chair presides, and rules on what is contested.
    hall.guest('gani', phone, '/desk'),
    hall.guest('chen', phone),
    hall.guest('eli', phone),
    hall.stage(),
  ]);
});
afterAll(() => hall.end());

const noQuorum = /Кворума нет: присутствуют 19, нужно 20/;
const question = async ({ row, question: ask }: VoteSheet): Promise<void> => {
  await row(words.kinds.question);
  await ask('Перерыв?');
};
/** The sheet is opened: a vote cannot be put from it, and it says why. */
async function seeRefused(): Promise<void> {
  const sheet = await prepare(desk.page, question);
  await seen(sheet, noQuorum).waitFor();
  expect(await button(sheet, new RegExp(`^${words.put}`)).getAttribute('aria-disabled')).toBe('true');
  await desk.page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });
}
const quorum = (present: number): Promise<void> =>
  button(desk.page, new RegExp(ru.sitting.quorumLine(present, 30, 20))).waitFor();
const everywhere = async (word: string): Promise<void> => {
  for (const { page } of [chen, eli, desk]) await outcome(page, word).waitFor();
  await seen(stage.page, word).waitFor();
};
/** Of those in the hall beside Chen; the others are away. */
const inHall = (answerOf: (place: number) => PollAnswer) => (place: number) => (place < 18 ? answerOf(place) : null);

test('[SIT-2] [SIT-10] nineteen of thirty: the sitting does not open; it is opened as a consultation, phones say that nothing is decided, and nothing can be put', async () => {
  await quorum(19);
  const opening = button(desk.page, /^Открыть заседание/);
  await opening.waitFor();
  expect(await opening.getAttribute('aria-disabled')).toBe('true');
  await seen(desk.page, noQuorum).waitFor();
  await seen(desk.page, consultation.means).waitFor();
  await hall.picture(desk.page, 'consultation-offered');
  await pressUntilGone(keyboard, button(desk.page, consultation.open));
  for (const { page } of [chen, eli]) await seen(page, consultation.line).waitFor();
  await hall.picture(chen.page, 'consultation-phone');
  await seeRefused();
  await hall.startItem('decision');
});

test('[QUO-1] [SIT-10] no vote is opened, and why is said; with the twentieth, from afar, it is a sitting as any other, and 11 of 20 carry it', async () => {
  await nextStep(desk.page, /^Закрыть для правок: пункт\s1/);
  const next = button(desk.page, /^Поставить на голосование: пункт\s1/);
  await next.waitFor();
  expect(await next.getAttribute('aria-disabled')).toBe('true');
  await seen(desk.page, noQuorum).waitFor();
  await seen(stage.page, ru.stage.noQuorum).waitFor();
  await seeRefused();
  await hall.picture(desk.page, 'no-quorum');

  await button(eli.page, ru.settings.remotely).click();
  await quorum(20);
  await seen(stage.page, ru.stage.quorum).waitFor();
  for (const { page } of [chen, eli]) await seen(page, consultation.line).waitFor({ state: 'detached' });
  await nextStep(desk.page, /^Поставить на голосование: пункт\s1/);
  for (const { page } of [chen, eli]) await answer(page, 'yes');
  await hall.crowdAnswers(inHall((place) => ({ kind: 'decision', choice: place < 9 ? 'yes' : 'no' })));
  await nextStep(desk.page, /^Закрыть голосование/);
  await everywhere(ru.poll.carried);
  for (const { page } of [chen, eli, stage]) await seen(page, /нужно 11 из 20 присутствующих/).waitFor();
  await hall.picture(stage.page, 'carried-by-eleven');
});

test('[QUO-1] one leaves, and the next vote is not opened; back again, it can be', async () => {
  await putAway(eli.page);
  await button(eli.page, ru.sitting.iLeave).click();
  await quorum(19);
  await seeRefused();
  await button(eli.page, ru.settings.remotely).click();
  await quorum(20);
});

test('[POLL-10] ten to ten: where the rule says so the chair casts a vote, and it is told', async () => {
  await prepare(desk.page, async (fields) => {
    await question(fields);
    await fields.row(words.anotherRule);
    await fields.select(words.majority, 'simple');
    await fields.select(words.base, 'yes-no');
    await fields.select(words.tie, 'chair-casting');
  });
  await put(desk.page);
  await hall.announced();
  for (const { page } of [chen, eli]) await answer(page, 'yes');
  await hall.crowdAnswers(inHall((place) => ({ kind: 'decision', choice: place < 8 ? 'yes' : 'no' })));
  await hall.timeIsOver();
  await everywhere(ru.poll.tie);
  await pressUntilGone(keyboard, button(desk.page, words.tied.chairFor));
  await everywhere(ru.poll.carried);
  await unfoldSteps(chen.page, voting.decision.chairFor);
  await hall.picture(chen.page, 'chair-cast');
});

/** An election, put at the desk and answered by Chen, Eli and the hall. */
async function elect(
  asks: string,
  names: readonly string[],
  fill: (fields: VoteSheet) => Promise<void>,
): Promise<void> {
  await prepare(desk.page, async (fields) => {
    await fields.row(words.kinds.choice);
    await fields.question(asks);
    await fields.options(names);
    await fill(fields);
  });
  await put(desk.page);
  await hall.announced();
}

test('[POLL-18] [POLL-13] a chair is elected at the second try, 10 to 10 and then 12 to 8; contested, counted again, and it stands', async () => {
  const [first, second] = ['Асанова', 'Беков'] as const;
  const choose = async (votesForFirst: number): Promise<void> => {
    for (const [page, name] of [
      [chen.page, first],
      [eli.page, second],
    ] as const) {
      await page.getByRole('radio', { name }).check();
      await send(page);
    }
    await hall.crowdAnswers(inHall((place) => ({ kind: 'choice', option: place < votesForFirst - 1 ? 'o1' : 'o2' })));
    await hall.timeIsOver();
  };
  await elect('Председатель совета', [first, second], async ({ row, sheet }) => {
    // What is not true is not offered: nobody votes in secret yet.
    expect(await sheet.getByText(/тайн/i).count()).toBe(0);
    await row(words.forms.unnamed);
  });
  await choose(10);
  await everywhere(voting.outcome.tieWord);
  await hall.picture(desk.page, 'chair-even');
  await button(desk.page, waysWords.ru.second(ru.desk.seconds(60))).click();
  await hall.announced();
  await choose(12);
  await everywhere(first);
  await hall.picture(stage.page, 'chair-elected');

  await putAway(chen.page);
  await button(chen.page, contestWords.ru.open).click();
  await chen.page.getByLabel(contestWords.ru.reason).fill('Не видел, что голос принят');
  await button(chen.page, contestWords.ru.send).click();
  await seen(desk.page, /Не видел, что голос принят/).waitFor();
  await desk.page.getByLabel(words.contest.reason).fill('Голос принят, квитанция есть');
  const uphold = button(desk.page, words.contest.uphold);
  await pressUntil(uphold, async () => !(await uphold.isVisible()));
  for (const { page } of [chen, eli]) {
    await putAway(page);
    await seen(page, contestWords.ru.upheld('Голос принят, квитанция есть')).waitFor();
    await seen(page, contestWords.ru.countedSame).waitFor();
  }
  await hall.picture(chen.page, 'upheld');
});

const seven = ['Ахметова', 'Борисов', 'Валиханов', 'Гусева', 'Досымов', 'Ержанова', 'Жуков'] as const;

test('[POLL-18] [COUNT-4] three of seven by marks: the third place is even, the lot is drawn in public and typed in', async () => {
  await elect('Комиссия: отметки', seven, async ({ row, sheet }) => {
    await row(words.methods.approval);
    await sheet.getByLabel(words.places).fill('3');
    await sheet.getByLabel(words.marks).fill('3');
  });
  for (const [page, third] of [
    [chen.page, 'Валиханов'],
    [eli.page, 'Гусева'],
  ] as const) {
    for (const name of ['Ахметова', 'Борисов', third]) await page.getByRole('checkbox', { name }).check();
    await send(page);
  }
  await hall.crowdAnswers(
    inHall((place) => {
      if (place < 10) return { kind: 'marks', options: ['o1', 'o2', place < 5 ? 'o3' : 'o4'] };
      return { kind: 'marks', options: [place < 14 ? 'o5' : 'o6'] };
    }),
  );
  await hall.timeIsOver();
  await everywhere(voting.outcome.tieWord);
  await seen(stage.page, /Мест осталось: 1. Между вариантами: Валиханов, Гусева/).waitFor();
  await hall.picture(stage.page, 'border-even');
  await desk.page.getByRole('radio', { name: 'Гусева' }).check();
  await hall.picture(desk.page, 'border-lot');
  await button(desk.page, words.tied.lot).click();
  await everywhere(voting.outcome.electedTable);
  await unfoldSteps(chen.page, voting.count.lot('Валиханов, Гусева', 'Гусева'));
  await hall.picture(chen.page, 'lot-told');
});

/** In the two other languages, dark and in high contrast: nothing that axe finds on Chen's page. The page stays in the second of them. */
async function lookAt(what: string, ready: (lang: 'kk' | 'en') => Promise<void>): Promise<void> {
  for (const [lang, everythingIn] of [
    ['kk', 'dark'],
    ['en', 'contrast'],
  ] as const) {
    await reloadIn(chen.page, lang);
    await ready(lang);
    await hall.picture(chen.page, `${what}-${lang}`);
    expect(await axeInThemes(chen.page, ['dark', 'contrast'], everythingIn)).toEqual([]);
  }
}

test('[COUNT-11] [POLL-18] three of seven by transferable votes: who leaves is even, and the lot says so; ballot and result in three languages', async () => {
  await elect('Комиссия: по порядку', seven, async ({ row, sheet }) => {
    await row(words.methods.ranking);
    await sheet.getByLabel(words.places).fill('3');
  });
  // Looked at for as long as it takes.
  await hall.command('amina', { type: 'poll.extend', pollId: hall.poll.pollId, seconds: 600 });
  await lookAt('ranking', async (lang) => {
    await button(chen.page, /^Ахметова/).click();
    await seen(chen.page, votingWords[lang].ask.ranked).waitFor();
  });
  await reloadIn(chen.page, 'ru');
  for (const [page, name] of [
    [chen.page, 'Ахметова'],
    [eli.page, 'Борисов'],
  ] as const) {
    await button(page, new RegExp(`^${name}`)).click();
    await send(page);
  }
  await hall.crowdAnswers(
    inHall((place) => {
      return { kind: 'ranking', ranking: [[place < 5 ? 'o1' : place < 10 ? 'o2' : place < 14 ? 'o3' : 'o4']] };
    }),
  );
  await hall.timeIsOver();
  await everywhere(voting.outcome.tieWord);
  // Whoever is marked here goes, and is not elected: the desk says so.
  await seen(desk.page, words.tied.lotAmong.exclusion(1)).waitFor();
  await hall.picture(desk.page, 'leaving-lot');
  await desk.page.getByRole('radio', { name: 'Валиханов' }).check();
  await button(desk.page, words.tied.lot).click();
  await everywhere(voting.outcome.electedTable);
  for (const name of ['Ахметова', 'Борисов', 'Гусева']) await seen(stage.page, new RegExp(name)).waitFor();
  const elected = hall.lastResult('choice').counted.outcome;
  expect(elected).toMatchObject({ kind: 'chosen', elected: ['o1', 'o2', 'o4'] });
  await lookAt('elected', (lang) => outcome(chen.page, votingWords[lang].outcome.electedTable).waitFor());
  expect(hall.errors()).toEqual([]);
});
