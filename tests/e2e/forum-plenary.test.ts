/**
 * Does a forum of 144 organisations answer its roll call, decide its resolution clause by clause and as a whole, settle what is contested, and
 * leave with it on paper? Whoever has a screen here has a keyboard and no pointer: all of it is done by keys, and each step is said in words.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { adoptedWords } from '../../shared/i18n/adopted-words.ts';
import { conductWords } from '../../shared/i18n/conduct-words.ts';
import { contestWords } from '../../shared/i18n/contest-words.ts';
import { minutesWords } from '../../shared/i18n/minutes-words.ts';
import { ru } from '../../shared/i18n/ru.ts';
import { waysWords } from '../../shared/i18n/ways-words.ts';
import type { ProposalId } from '../../shared/lib/ids.ts';
import { paperWords } from '../../shared/papers/paper-words.ts';
import { choices, type Choice } from '../../shared/poll/poll.ts';
import { measured } from '../measured.ts';
import { openFullHall, type FullHall } from './full-hall.ts';
import { listen } from './ears.ts';
import { byKeys, keyboard, pressAway, pressUntilGone, typeInto, walkTo, watchFocus } from './hands.ts';
import { nextStep } from './presses.ts';
import { printedWords } from './printed.ts';
import { laptop, phone as anyPhone, type Guest } from './sample-server.ts';
import * as hands from './voting-hands.ts';
import { button, outcome, putByKeys, seen } from './voting-hands.ts';

const run = promisify(execFile);
const words = conductWords.ru;
const { silence, forward } = waysWords.ru;
const phone = { ...anyPhone, viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' } as const;

const recommendations = [
  'создать при акимате постоянную площадку для встреч с неправительственными организациями',
  'публиковать план государственного социального заказа не позднее 1 декабря',
  'отменить обеспечение заявки для сельских организаций',
  'вести открытый реестр проектов и их результатов',
  'проводить диалоговую площадку журналистов и неправительственных организаций раз в квартал',
  'обучать секретарей общественных советов ведению протокола',
  'предусмотреть гранты для организаций, работающих в сёлах',
  'обеспечить перевод на жестовый язык на всех слушаниях',
  'отвечать на рекомендации форума в течение тридцати дней',
  'включить детские организации в состав общественных советов',
  'открыть школу молодого общественника в каждом районе',
  'рассмотреть исполнение этой резолюции на следующем форуме',
] as const;

let hall: FullHall;
let [desk, chen, eli, fay, stage, bo] = [] as unknown as [Guest, Guest, Guest, Guest, Guest, Guest];
let lostByBo: () => Promise<readonly string[]>;

/** 144 seats; Chen in the hall by a phone and Eli from afar at a laptop, Fay follows without a seat, the others answer by their sockets. */
beforeAll(async () => {
  const clauses = recommendations.map((text) => {
    return { kind: 'operative' as const, addressee: null, due: null, body: { ru: `${text};` } };
  });
  hall = await openFullHall('forum-plenary', { moreSeats: 141, underway: 'planned', clauses });
  await hall.command('amina', { type: 'sitting.open-lobby' });
  [desk, chen, eli, fay, stage] = await Promise.all([
    // The chair presides, and rules on what is contested.
    hall.guest('gani', phone, '/desk'),
    hall.guest('chen', phone),
    hall.guest('eli', { ...laptop, reducedMotion: 'reduce' }),
    hall.guest('fay', phone, '/follow'),
    hall.stage(),
  ]);
  lost = await Promise.all([desk, chen, eli].map(({ page }) => watchFocus(page)));
  told = await listen(chen.page);
});
afterAll(() => hall.end());

/** What took the keyboard away with it, of the desk, of Chen and of Eli; and what Chen’s page has read aloud. */
let lost: readonly (() => Promise<readonly string[]>)[];
let told: () => Promise<readonly string[]>;
async function nothingLost(): Promise<void> {
  expect(await Promise.all(lost.map((find) => find()))).toEqual([[], [], []]);
}
async function saidOnce(words: RegExp): Promise<void> {
  const times = async (): Promise<number> => (await told()).filter((one) => words.test(one)).length;
  await expect.poll(times).toBeGreaterThan(0);
  expect(await times()).toBe(1);
}

/** What the accessibility tree has there, each in words and once. */
async function readOut(part: Locator, words: readonly string[]): Promise<void> {
  const tree = (await part.ariaSnapshot()).replaceAll(/\s+/g, ' ');
  for (const one of words) expect(tree.split(one).length - 1, `${one} in ${tree}`).toBe(1);
}

/** As printed words are compared: letters that stand closely are read with spaces between them. */
const joined = (words: string): string => words.replaceAll(/\s/g, '');

/** Words as a pattern, with whatever space stands between them. */
const spaced = (words: string): RegExp => new RegExp(words.replaceAll(/\s/g, String.raw`\s`));

const answer = (page: Page, choice: Choice): Promise<void> => hands.answer(page, choice, byKeys);
const send = (page: Page, word: string): Promise<void> => hands.send(page, word, byKeys);
const putAway = (page: Page): Promise<void> => hands.putAway(page, byKeys);
const step = (deed: RegExp): Promise<void> => nextStep(desk.page, deed, (one) => pressAway(keyboard, one));

/** The crowd's part of 131 ballots: Chen's and Eli's are beside it. */
const counts = (yes: number, no: number, abstain: number) => (place: number) => {
  if (place >= yes + no + abstain) return null;
  const choice: Choice = place < yes ? 'yes' : place < yes + no ? 'no' : 'abstain';
  return { kind: 'decision' as const, choice };
};
async function everywhere(word: string): Promise<void> {
  await seen(stage.page, word).waitFor();
  for (const { page } of [chen, eli]) await outcome(page, word).waitFor();
  await seen(fay.page, word).waitFor();
}
/** Pressed in the list of the draft's clauses, and announced. */
async function decideWhole(deed: string): Promise<void> {
  await keyboard.press(button(desk.page, ru.desk.clauses));
  await keyboard.press(button(desk.page.getByRole('dialog'), deed));
  await hall.announced();
}

/** The thirteenth clause is Chen's own, as a proposal that was admitted. */
async function chensClause(): Promise<void> {
  await hall.command('chen', {
    type: 'proposal.show',
    draftId: hall.draftId,
    about: { is: 'new', kind: 'operative', after: null },
    body: { ru: 'вести общий календарь встреч с акиматом;' },
    addressee: null,
    due: null,
  });
  const [proposalId] = Object.keys(hall.stream.proposal.proposals) as ProposalId[];
  await hall.command('amina', { type: 'proposal.admit', proposalId: proposalId! });
}

test('[ROLL-1] [SIT-2] the hall answers: from 0 to 131, and at 96 of 144 there is a quorum', async () => {
  await keyboard.press(button(eli.page, ru.settings.remotely));
  await keyboard.press(button(desk.page, ru.desk.deeds.rollCall));
  await hall.announced();
  const answered = (count: number): Promise<void> =>
    stage.page
      .locator('.count')
      .filter({ hasText: new RegExp(`^${String(count)}\\s*/\\s*144$`) })
      .waitFor();
  await hall.crowdAnswers((place) => (place < 95 ? { kind: 'here' } : null));
  await answered(95);
  expect(await stage.page.getByText(ru.stage.quorum).count()).toBe(0);
  await hall.picture(stage.page, 'moment-1-one-short');
  await readOut(chen.page.locator('.over'), [
    'heading "Перекличка"',
    `timer "${ru.poll.timeLeft}"`,
    ru.poll.whoSees.here,
    `button "${ru.sitting.iAmHere}"`,
  ]);
  await send(chen.page, ru.sitting.iAmHere);
  await answered(96);
  await seen(stage.page, /Кворум есть/).waitFor();
  await hall.crowdAnswers((place) => (place >= 95 && place < 129 ? { kind: 'here' } : null));
  await send(eli.page, ru.sitting.iAmHere);
  await answered(131);
  await hall.picture(stage.page, 'moment-1-the-hall-answers');
  await step(/^Закончить перекличку/);
  await step(/^Открыть заседание/);
  await button(desk.page, new RegExp(ru.sitting.quorumLine(131, 144, 96))).waitFor();
});

test('[OBJ-3] the agenda is adopted: in fifteen seconds nobody objects', async () => {
  await putByKeys(desk.page, async (sheet) => {
    await sheet.row(words.kinds.question);
    await sheet.question('Принять повестку дня?');
    await sheet.row(words.ways.silence);
    await sheet.put(words.put);
  });
  await hall.announced();
  expect(Math.round((hall.poll.closesAt - hall.poll.openedAt) / 1000)).toBe(15);
  for (const { page } of [chen, eli]) await button(page, silence.object).waitFor();
  await hall.timeIsOver();
  await everywhere(silence.carried);
});

test('[DRAFT-8] [TAKE-1] [TAKE-2] the text is closed as a whole and taken as a basis; of four clauses at once one is taken out, and lost by one vote', async () => {
  await hall.startItem('decision');
  await chensClause();
  await decideWhole(words.whole.freeze);
  await decideWhole(words.whole.basis);
  for (const { page } of [chen, eli]) await answer(page, 'yes');
  await hall.crowdAnswers(counts(120, 5, 4));
  await hall.timeIsOver();
  await everywhere(ru.poll.carried);
  await seen(desk.page, new RegExp(words.whole.carried.basis)).waitFor();

  // Several undisputed clauses at once, until somebody takes one out.
  await putByKeys(desk.page, async (sheet) => {
    await sheet.row(words.kinds.clauses);
    for (const number of [1, 2, 3, 4]) await sheet.tick(new RegExp(`^пункт\\s${String(number)}\\s`));
    await sheet.row(words.counts.live);
    await sheet.put(forward.put);
  });
  await putAway(chen.page);
  await keyboard.press(button(chen.page, forward.takeOut(ru.draft.clause('3'))));
  await seen(desk.page, spaced(forward.takenOutShort(ru.draft.clause('3')))).waitFor();
  await hall.picture(chen.page, 'list');
  // The desk's next step, which takes no press in its first moments.
  await pressUntilGone(keyboard, button(desk.page, forward.open));
  await hall.announced();
  await hall.crowdAnswers(counts(123, 4, 2));
  // Opened to be seen: how it stands so far is on every page, in words.
  for (const { page } of [chen, eli]) await answer(page, 'yes');
  for (const { page } of [chen, eli, fay, desk])
    await soFar(page.getByRole('region', { name: waysWords.ru.soFar })).waitFor();
  await soFar(stage.page.locator('.figures').filter({ hasText: waysWords.ru.soFar })).waitFor();
  await hall.picture(chen.page, 'so-far');
  await hall.timeIsOver();
  await everywhere(ru.poll.carried);
  await keyboard.press(button(desk.page, forward.single(ru.draft.clause('3'))));
  await hall.announced();
  for (const { page } of [chen, eli]) await answer(page, 'no');
  await hall.crowdAnswers(counts(65, 62, 2));
  await hall.timeIsOver();
  await everywhere(ru.poll.rejected);
  for (const { page } of [chen, eli, fay, stage]) await seen(page, /нужно 66 из 131 присутствующих/).waitFor();
});

/** The sums of the vote that goes on, where they are told. */
const soFar = (told: Locator): Locator =>
  told
    .filter({ hasText: /125\D+4\D+2/ })
    .filter({ visible: true })
    .first();

const contests = { chen: 'Мой голос не прошёл с первого раза', eli: 'Кворума уже не было' } as const;
const rulings = { chen: 'Связь прерывалась у девяти', eli: 'При открытии присутствовал 131' } as const;

/** With the keyboard alone, on a phone too: a contest, and what the chair rules on it. */
async function contestByKeys(page: Page, reason: string): Promise<void> {
  await putAway(page);
  await keyboard.press(button(page, contestWords.ru.open));
  await typeInto(page.getByLabel(contestWords.ru.reason), reason);
  await keyboard.press(button(page, contestWords.ru.send));
  await seen(page, contestWords.ru.contested(reason)).waitFor();
}
async function ruleByKeys(name: keyof typeof contests, verdict: 'uphold' | 'repeat'): Promise<void> {
  await seen(desk.page, new RegExp(contests[name])).waitFor();
  const form = desk.page.getByRole('group', { name, exact: true });
  await typeInto(form.getByLabel(words.contest.reason), rulings[name]);
  await pressUntilGone(keyboard, form.getByRole('button', { name: words.contest[verdict], exact: true }));
}

test('[POLL-12] [POLL-13] 65 to 64 with 66 needed: contested by two, counted again, for one it stands, for the other it is held again and carried by 70', async () => {
  await contestByKeys(chen.page, contests.chen);
  await contestByKeys(eli.page, contests.eli);
  await ruleByKeys('eli', 'uphold');
  await hall.picture(desk.page, 'contested-desk');
  await ruleByKeys('chen', 'repeat');
  // It tells the hall of the annulment, and not what came out of the vote before.
  await seen(desk.page, new RegExp(`^${ru.poll.annulled(rulings.chen)}\\.`)).waitFor();
  for (const { page } of [chen, eli]) {
    await seen(page, contestWords.ru.upheld(rulings.eli)).waitFor();
    await seen(page, contestWords.ru.repeated(rulings.chen)).waitFor();
    await seen(page, contestWords.ru.countedSame).waitFor();
  }
  await hall.picture(chen.page, 'contested-phone');
  await pressUntilGone(keyboard, button(desk.page, words.again));
  await hall.announced();
  await answer(chen.page, 'yes');
  await answer(eli.page, 'no');
  await hall.crowdAnswers(counts(69, 57, 3));
  await hall.timeIsOver();
  await everywhere(ru.poll.carried);
  await hall.picture(stage.page, 'held-again');
});

const opinion = 'Обеспечение заявки защищает от случайных участников';
const whyAgain = 'В пункте назван не тот орган';

test('[MINOR-1] [DRAFT-6] [DRAFT-10] who was outvoted has an opinion recorded; the chair comes back to a decided clause, all read why, and it is closed anew', async () => {
  const { minority } = contestWords.ru;
  await keyboard.press(button(eli.page, minority.open));
  const sheet = eli.page.getByRole('dialog');
  await typeInto(sheet.getByLabel(minority.field), opinion);
  await keyboard.press(button(sheet, minority.send));
  await sheet.waitFor({ state: 'detached' });
  await putAway(chen.page);
  for (const { page } of [chen, eli]) await seen(page, opinion).waitFor();
  expect(await stage.page.getByText(opinion).count()).toBe(0);

  await keyboard.press(button(desk.page, ru.desk.clauses));
  const clauses = desk.page.getByRole('dialog');
  await keyboard.press(button(clauses, words.whole.reopen(ru.draft.clause('4'))));
  // The press has brought the field, and the caret is in it.
  await clauses.getByLabel(ru.desk.reason).waitFor();
  await desk.page.keyboard.type(whyAgain);
  await keyboard.press(button(clauses, words.whole.doReopen));
  await clauses.waitFor({ state: 'detached' });
  for (const { page } of [chen, eli]) await seen(page, new RegExp(whyAgain)).waitFor();
  await hall.picture(chen.page, 'opened-again');
  await decideWhole(ru.desk.deeds.freeze(ru.draft.clause('4')));
});

/** Of all that came out, what is read aloud on a phone. */
const spoken = [
  /^Началось голосование: Перекличка\. /,
  /Перекличка\. Результат: .*131.*144/,
  /^Началось голосование: .*Принять повестку дня\? 15 секунд\./,
  /Принять повестку дня\? Результат: /,
  /проект за основу\. Принято\. За — 122, против — 5, воздержались — 4/,
  /пункт\s3\. Не принято\. За — 65, против — 64, воздержались — 2/,
  /пункт\s3\. Это голосование аннулировано: /,
  /пункт\s3\. Принято\. За — 70, против — 58, воздержались — 3/,
  /^Началось голосование: проект в целом\. 60 секунд\./,
  /проект в целом\. Принято\. За — 118, против — 6, воздержались — 7/,
];

/** Of the result, as a page of one's own tells it: the four numbers and the code of the words voted on. */
async function toldOn(page: Page): Promise<readonly string[]> {
  const card = page.locator('section.result').filter({ visible: true }).first();
  const numbers = await card.locator('dd').allInnerTexts();
  return [...numbers, await card.locator('.code').first().innerText()];
}

/** Of each clause on this page, what its seal says to whoever reads by ear. */
const sealsOn = (page: Page): Promise<readonly string[]> =>
  page.locator('[data-clause] .hanging .unseen').allTextContents();

/** Bo has opened the minutes, which write themselves from here on. */
async function openRecord(): Promise<Locator> {
  bo = await hall.guest('bo', phone, '/record');
  lostByBo = await watchFocus(bo.page);
  await keyboard.press(button(bo.page, minutesWords.ru.languages.ru));
  await bo.page.getByText(/^Повторное голосование/).waitFor();
  return bo.page.locator('.minutes');
}

test('[DRAFT-9] [PAPER-8] the decision lands: 118 for, 6 against, 7 abstained of 131, the same on every page; the seal falls on each clause, the minutes say it; a stranger counts the same', async () => {
  const minutes = await openRecord();
  const { minutes: put, result } = paperWords.ru;
  const lines = [put.voted({ yes: 118, no: 6, abstain: 7, notVoted: 13 }), result.whole];
  await decideWhole(words.whole.whole);
  await button(chen.page, ru.poll.answers.yes).waitFor();
  const ballot = [
    `timer "${ru.poll.timeLeft}"`,
    ru.poll.stageQuestions.whole,
    ...recommendations,
    ru.poll.whoSees.named,
    ru.poll.countsShown['at-close'],
    ...choices.map((choice) => `button "${ru.poll.answers[choice]}"`),
  ];
  for (const part of [chen.page.locator('.over'), eli.page.locator('section.ballot')]) await readOut(part, ballot);
  for (const { page } of [chen, eli]) await answer(page, 'yes');
  await hall.crowdAnswers(counts(116, 6, 7));
  await hall.picture(stage.page, 'moment-2-before');
  const carried = `. ${ru.draft.seals.carried}`;
  const before = await sealsOn(eli.page);
  // Those that were decided one by one, and not the one that was come back to.
  expect(before.flatMap((seal, place) => (seal.endsWith(carried) ? [place + 1] : []))).toEqual([1, 2, 3]);
  for (const line of lines) expect(await minutes.getByText(spaced(line)).count()).toBe(0);
  const from = performance.now();
  await hall.timeIsOver();
  await seen(stage.page, ru.poll.carried).waitFor();
  measured(
    `131 ballots: from the end of the vote to its result on the hall's screen: ${(performance.now() - from).toFixed(0)} ms`,
  );
  await everywhere(ru.poll.carried);
  await hall.picture(stage.page, 'moment-2-the-decision-lands');
  await Promise.all([hall.picture(chen.page, 'moment-2-phone'), hall.picture(desk.page, 'moment-2-desk')]);
  await hall.picture(fay.page, 'moment-2-remote');
  // All that lands comes by itself: on the pages of Eli and Bo nothing was pressed since the end of the vote.
  await expect.poll(async () => (await sealsOn(eli.page)).filter((seal) => seal.endsWith(carried)).length).toBe(13);
  expect(await eli.page.locator('[data-clause] svg.carried').count()).toBe(13);
  for (const line of lines) await seen(minutes, spaced(line)).scrollIntoViewIfNeeded();
  await Promise.all([hall.picture(eli.page, 'moment-2-seals'), hall.picture(bo.page, 'moment-2-minutes')]);

  for (const { page } of [chen, eli, fay, stage]) await seen(page, /нужно 66 из 131 присутствующих/).waitFor();
  const told = await Promise.all([chen, eli, desk].map(({ page }) => toldOn(page)));
  const code = await stage.page.locator('.check b').innerText();
  const onStage = await stage.page.locator('dd').allInnerTexts();
  expect(onStage).toEqual(['118', '6', '7', '13']);
  expect(await fay.page.locator('dd').allInnerTexts()).toEqual(onStage);
  await seen(fay.page, new RegExp(code)).waitFor();
  expect(told).toEqual([...Array.from({ length: 3 }, () => [...onStage, code])]);
  await seen(desk.page, new RegExp(words.whole.carried.whole)).waitFor();
  // For and against are told apart by words, and by numbers beside them.
  await readOut(eli.page.locator('section.result').first(), [
    `heading "${ru.poll.carried}"`,
    'term: За - definition: "118"',
    'term: Против - definition: "6"',
    'term: Воздержались - definition: "7"',
    'term: Не голосовали - definition: "13"',
  ]);
  for (const line of spoken) await saidOnce(line);
  await nothingLost();

  const file = join(mkdtempSync(join(tmpdir(), 'ortaq-recount-')), 'votes.json');
  const answered = await chen.context.request.get(`${hall.origin}/api/sittings/${hall.sittingId}/votes.json`);
  writeFileSync(file, await answered.body());
  const { stdout } = await run(process.execPath, [join(import.meta.dirname, '../../docs/recount.mjs'), file]);
  expect(stdout.match(/The ballots give the published result and its seal\./g)).toHaveLength(5);
});

/** What the minutes tell of it, in its order. */
const story = [
  '«за» – 65, «против» – 64, «воздержались» – 2',
  'Голосование аннулировано',
  contests.chen,
  'провести голосование заново',
  'тот же итог и ту же печать',
  'Повторное голосование',
  '«за» – 70, «против» – 58, «воздержались» – 3',
  opinion,
  whyAgain,
];

test('[MIN-6] [PAPER-6] [PAPER-11] the paper: the minutes tell of both votes and what lay between them; the secretary issues the resolution, whoever holds it reads the same text with its numbers; Chen’s phone alone says that their words are in it', async () => {
  const { kinds, issue, read, check } = minutesWords.ru;
  const { yours, clause, send: sendHome, open } = adoptedWords.ru;
  await putAway(chen.page);
  const own = seen(chen.page, yours(clause('13')));
  await own.waitFor();
  await own.scrollIntoViewIfNeeded();
  await hall.picture(chen.page, 'moment-3-my-words');
  for (const { page: other } of [eli, desk]) expect(await other.getByText(/В резолюции есть/).count()).toBe(0);
  const { page } = bo;
  const minutes = (await page.locator('.minutes').innerText()).replaceAll('\u00a0', ' ');
  let from = 0;
  for (const told of story) {
    const found = minutes.indexOf(told, from);
    expect(found, `${told} is not there, or not in its place`).toBeGreaterThanOrEqual(0);
    from = found + told.length;
  }
  for (const told of [contests.eli, 'оставил итог голосования в силе']) expect(minutes).toContain(told);
  await keyboard.press(button(page, minutesWords.ru.toIssue));
  await keyboard.press(button(page, new RegExp(`^${issue(kinds.resolution)}`)));
  const link = page.getByRole('link', { name: new RegExp(`^${read} · `) });
  await link.waitFor();
  const { pathname } = new URL((await link.getAttribute('href')) ?? '', page.url());
  const { page: held } = await hall.stranger(pathname, phone);
  await held.getByRole('heading', { name: check.found }).waitFor();
  const paper = (await held.locator('main').innerText()).replaceAll('\u00a0', ' ');
  expect(recommendations.filter((text) => !paper.includes(text))).toEqual([]);
  expect(paper).toContain('«за» – 118, «против» – 6, «воздержались» – 7');
  expect(paper).toContain(await stage.page.locator('.check b').innerText());
  await hall.picture(held, 'moment-3-the-paper');
  // Printed, the draft, the result and the paper are words, and nothing to press.
  const sheets = await Promise.all([
    printedWords(eli.page, 'draft'),
    printedWords(fay.page, 'result'),
    printedWords(held, 'paper'),
  ]);
  for (const sheet of sheets) for (const text of recommendations) expect(sheet).toContain(joined(text));
  for (const one of [ru.poll.carried, '118', 'нужно 66 из 131']) expect(sheets[1]).toContain(joined(one));
  for (const one of [ru.sitting.tabs.now, ru.sitting.rules, ru.sitting.iLeave, check.another, ru.poll.howEachVoted])
    for (const sheet of sheets) expect(sheet).not.toContain(joined(one));
  // Issued, it has a link that anybody can open.
  await button(chen.page, sendHome).waitFor();
  const home = chen.page.getByRole('link', { name: open });
  expect(new URL((await home.getAttribute('href')) ?? '', chen.page.url()).pathname).toBe(pathname);
  await home.scrollIntoViewIfNeeded();
  await hall.picture(chen.page, 'moment-3-to-send-home');
});

test('[MIN-2] [MIN-3] [PAPER-5] the sitting is closed; the secretary words a paragraph, chair and secretary sign, and an extract is issued', async () => {
  const { kinds, issue, read, check, signers, sign, toSign, words: field, save, correct } = minutesWords.ru;
  await step(/^Начать: Обсуждение/);
  await step(/^Завершить вопрос/);
  // What cannot be taken back is asked for twice.
  await pressUntilGone(keyboard, button(desk.page, ru.desk.deeds.closeSitting));
  await seen(desk.page, ru.sitting.closed).waitFor();
  await nothingLost();

  const { page } = bo;
  await keyboard.press(button(page, new RegExp(`^${correct}: Заседание открыто`)));
  // The press has brought the field, and the caret is in it.
  await page.getByRole('textbox', { name: field }).waitFor();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('Заседание открыл председательствующий.');
  await keyboard.press(button(page, save));
  await seen(page, /^Записано: Заседание открыто/).waitFor();

  const chair = desk.page;
  await chair.goto(`${hall.origin}/s/${hall.sittingId}/record`);
  for (const [of, who] of [
    [chair, 'chair'],
    [page, 'secretary'],
  ] as const) {
    if (of === page) await walkTo(button(of, toSign), 'Shift+Tab');
    await keyboard.press(button(of, toSign));
    await pressUntilGone(keyboard, button(of, sign(signers[who])));
    await seen(of, new RegExp(`^${signers[who]}: .* подписано`)).waitFor();
  }
  const paper = await printedWords(page, 'record');
  // On paper stand the words, and none of what is pressed.
  for (const one of [...story, 'Заседание открыл председательствующий.', 'gani · подписано', 'bo · подписано'])
    expect(paper).toContain(joined(one));
  for (const one of [correct, minutesWords.ru.leaveOut, toSign, issue(kinds.resolution), 'Записано:', 'PDF'])
    expect(paper).not.toContain(joined(one));

  await walkTo(button(page, new RegExp(`^${issue(kinds.minutes)}`)));
  await keyboard.press(button(page, new RegExp(`^${issue(kinds.minutes)}`)));
  await keyboard.press(button(page, new RegExp(`^${issue(kinds.extract)}: Голосование`)));
  const issued = page
    .getByRole('listitem')
    .filter({ hasText: kinds.extract })
    .getByRole('link', { name: new RegExp(`^${read} · `) });
  await issued.first().waitFor();
  expect(await lostByBo()).toEqual([]);
  await keyboard.press(issued.first());
  await page.getByRole('heading', { name: check.found }).waitFor();
  await seen(page, 'ВЫПИСКА ИЗ ПРОТОКОЛА № ____').waitFor();
  await seen(page, new RegExp(opinion)).waitFor();
  expect(hall.errors()).toEqual([]);
});
