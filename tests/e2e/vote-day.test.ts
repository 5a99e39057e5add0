/** Does a vote hold when people come late, come twice or may not vote, its moderator goes, the server dies, and somebody contests it? */
import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { conductWords } from '../../shared/i18n/conduct-words.ts';
import { contestWords } from '../../shared/i18n/contest-words.ts';
import { minutesWords } from '../../shared/i18n/minutes-words.ts';
import { en } from '../../shared/i18n/en.ts';
import { kk } from '../../shared/i18n/kk.ts';
import { ru } from '../../shared/i18n/ru.ts';
import { listen } from './ears.ts';
import { keyboard, pressUntilGone, signInWith } from './hands.ts';
import { axeFindings, inTheme, overflowFindings } from './page-findings.ts';
import { nextStep, pressUntil } from './presses.ts';
import {
  hall,
  laptop,
  launchBrowser,
  openAt,
  phone as anyPhone,
  signIn,
  startSample,
  type Guest,
  type SampleServer,
} from './sample-server.ts';

const run = promisify(execFile);
const pictures = process.env['ORTAQ_PICTURES'] ?? mkdtempSync(join(tmpdir(), 'ortaq-vote-day-'));
const phone = { ...anyPhone, viewport: { width: 390, height: 844 } };
const conduct = conductWords.ru;

let server: SampleServer;
let browser: Browser;
let sitting = '';
let [chen, dara, eli, stage] = [] as unknown as [Guest, Guest, Guest, Guest];

beforeAll(async () => {
  [server, browser] = await Promise.all([startSample(), launchBrowser()]);
});
afterAll(async () => {
  // What everybody saw last: the first thing to look at when the story failed.
  for (const [place, context] of browser.contexts().entries()) {
    for (const page of context.pages()) await takePicture(page, `last-${String(place)}`);
  }
  await browser.close();
  await server.stop();
});

const takePicture = (page: Page, name: string): Promise<unknown> =>
  page.screenshot({ path: join(pictures, `vote-day-${name}.png`) });
const button = (page: Page, name: string | RegExp): Locator =>
  page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name }).first();
const seen = (page: Page, text: string | RegExp): Locator => page.getByText(text).filter({ visible: true }).first();
const accepted = (page: Page): Locator => seen(page, /(?:Голос|Ответ) принят/);
const answer = (page: Page, choice: 'yes' | 'no' | 'abstain'): Promise<void> =>
  pressUntil(button(page, ru.poll.answers[choice]), () => accepted(page).isVisible());

/** From the desk's list of people: this person is given this right. */
async function giveSeat(desk: Page, person: RegExp, deed: string): Promise<void> {
  await button(desk, ru.desk.people).click();
  const sheet = desk.getByRole('dialog');
  await sheet.getByRole('button', { name: person }).click();
  const give = sheet.getByRole('button', { name: deed, exact: true });
  await pressUntil(give, async () => !(await give.isVisible()));
  await desk.keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });
}

/** Seconds on the clock of the stage. */
async function clockOf(page: Page): Promise<number> {
  const told = await page.locator('.clock').first().innerText();
  const [minutes, seconds] = told.split(':').map(Number);
  return (minutes ?? 0) * 60 + (seconds ?? 0);
}

test('[SEE-2] [POLL-1] who may not vote sees no buttons, who comes late votes next, one person is one ballot; the vote outlives moderator and server', async () => {
  const { links } = server;
  const amina = await signIn(browser, links['moderator-order'] ?? '', phone);
  sitting = amina.page.url();
  [chen, dara, eli] = [
    await signIn(browser, links['rural'] ?? '', phone),
    await signIn(browser, links['business'] ?? '', laptop),
    await signIn(browser, links['village'] ?? '', phone),
  ];
  const fay = await signIn(browser, links['reporter'] ?? '', phone);
  const jana = await signIn(browser, links['ministry'] ?? '', phone);
  const late = await signIn(browser, links['veterans'] ?? '', phone);
  stage = await openAt(browser, links['stage-order'] ?? '', hall);
  for (const { page } of [chen, dara, eli, fay, jana, late]) await page.goto(sitting);
  for (const { page } of [chen, dara, eli]) await button(page, ru.settings.inTheHall).click();
  await stage.page.getByText('Кворум есть').waitFor();
  await amina.page.goto(`${sitting}/desk`);
  await giveSeat(amina.page, /Представитель министерства/, ru.desk.deeds.giveAdvisory);

  await nextStep(amina.page, /^Начать: Голосование/);
  await nextStep(amina.page, /^Закрыть для правок: пункт\s1/);
  await nextStep(amina.page, /^Поставить на голосование: пункт\s1/);
  await button(chen.page, ru.poll.answers.yes).waitFor();
  for (let more = 0; more < 8; more += 1) await button(amina.page, ru.desk.deeds.extend).click();

  // Who may not vote, and who came too late for this one.
  await seen(fay.page, ru.poll.noSeat).waitFor();
  expect(await fay.page.getByRole('button', { name: ru.poll.answers.yes, exact: true }).count()).toBe(0);
  await giveSeat(amina.page, /Делегат совета ветеранов/, ru.desk.deeds.giveDeciding);
  await seen(late.page, ru.poll.late).waitFor();
  expect(await late.page.getByRole('button', { name: ru.poll.answers.yes, exact: true }).count()).toBe(0);
  await Promise.all([takePicture(fay.page, 'no-seat'), takePicture(late.page, 'late')]);

  // Two tabs and a laptop of one person: whichever was pressed, all of them show that one ballot.
  const tab = await chen.context.newPage();
  await tab.goto(sitting);
  const other = await signIn(browser, links['rural'] ?? '', laptop);
  await other.page.goto(sitting);
  await answer(chen.page, 'no');
  for (const page of [tab, other.page]) await accepted(page).waitFor();
  await pressUntil(button(other.page, ru.poll.change), () => button(other.page, ru.poll.answers.yes).isVisible());
  await answer(other.page, 'yes');
  for (const page of [chen.page, tab]) await seen(page, ru.poll.yourChoice(ru.poll.answers.yes)).waitFor();
  await takePicture(other.page, 'one-ballot-laptop');
  await button(jana.page, ru.poll.answers.yes).waitFor();
  await seen(jana.page, ru.poll.advisory).waitFor();
  await answer(jana.page, 'yes');
  await seen(stage.page, /2\D+4/).waitFor();
  await tab.close();

  // The moderator's laptop dies, then the server; the time goes on, the hall's screen comes back by itself.
  await amina.context.close();
  const before = await clockOf(stage.page);
  await server.kill();
  server = await startSample(server);
  await eli.page.reload();
  await answer(eli.page, 'yes');
  await seen(stage.page, /3\D+4/).waitFor();
  expect(await clockOf(stage.page)).toBeLessThan(before);
  expect(await clockOf(stage.page)).toBeGreaterThan(0);
  await takePicture(stage.page, 'stage-came-back');

  const again = await signIn(browser, server.links['moderator-order'] ?? '', phone);
  await again.page.goto(`${sitting}/desk`);
  await nextStep(again.page, /^Закрыть голосование/);
  for (const { page } of [chen, eli, stage, fay]) await seen(page, ru.poll.carried).waitFor();
  await seen(chen.page, ru.poll.advisoryCounts(1, 0, 0)).waitFor();
  await takePicture(chen.page, 'result-phone');
  await takePicture(stage.page, 'result-stage');
  await Promise.all([again, fay, jana, late, other].map(({ context }) => context.close()));
  expect([chen, dara, stage].flatMap(({ errors }) => errors)).toEqual([]);
});

test('[POLL-12] [MIN-6] [PAPER-8] lost by one vote, contested, counted again and held again: both votes stand in the minutes, a stranger counts the same', async () => {
  const { page: desk, context } = await signIn(browser, server.links['moderator-order'] ?? '', phone);
  await desk.goto(`${sitting}/desk`);
  await nextStep(desk, /^Закрыть для правок: пункт\s2/);
  await nextStep(desk, /^Поставить на голосование: пункт\s2/);
  const cast = async (choices: readonly ('yes' | 'no' | 'abstain')[]): Promise<void> => {
    for (const [place, { page }] of [chen, dara, eli].entries()) {
      await button(page, ru.poll.answers.yes).waitFor();
      await answer(page, choices[place]!);
    }
  };
  await cast(['yes', 'abstain', 'no']);
  await nextStep(desk, /^Закрыть голосование/);
  await seen(chen.page, ru.poll.rejected).waitFor();

  await pressUntil(button(chen.page, contestWords.ru.open), () => chen.page.getByRole('dialog').isVisible());
  await chen.page.getByLabel(contestWords.ru.reason).fill('Мой голос «за» не прошёл с первого раза');
  await button(chen.page, contestWords.ru.send).click();
  await seen(desk, /не прошёл с первого раза/).waitFor();
  await takePicture(desk, 'contested-desk');
  await desk.getByLabel(conduct.contest.reason).fill('Связь в зале прерывалась, голосуем заново');
  const repeat = button(desk, conduct.contest.repeat);
  await pressUntil(repeat, async () => !(await repeat.isVisible()));
  for (const page of [chen.page, eli.page]) await seen(page, contestWords.ru.countedSame).waitFor();
  await takePicture(chen.page, 'repeated-phone');

  const hold = button(desk, conduct.again);
  await pressUntil(hold, async () => !(await hold.isVisible()));
  const now = button(desk, ru.desk.deeds.now);
  await pressUntil(
    now,
    async () => (await button(desk, /^Закрыть голосование/).isVisible()) && !(await now.isVisible()),
  );
  await cast(['yes', 'yes', 'no']);
  await nextStep(desk, /^Закрыть голосование/);
  await seen(chen.page, ru.poll.carried).waitFor();
  await takePicture(stage.page, 'held-again-stage');

  // The minutes tell of both, and of the contest between them.
  await desk.goto(`${sitting}/record`);
  await button(desk, minutesWords.ru.languages.ru).click();
  await desk.getByText(/^Повторное голосование/).waitFor();
  const told = await desk.locator('.minutes').innerText();
  const order = [
    '«за» – 1, «против» – 1',
    'Голосование аннулировано',
    'не прошёл с первого раза',
    'провести голосование заново',
    'тот же итог и ту же печать',
    'Повторное голосование',
    '«за» – 2, «против» – 1',
  ];
  let from = 0;
  for (const words of order) {
    const found = told.indexOf(words, from);
    expect(found, `${words} is not there, or not in its place`).toBeGreaterThanOrEqual(0);
    from = found + words.length;
  }
  await desk.getByText(/^Повторное голосование/).scrollIntoViewIfNeeded();
  await takePicture(desk, 'minutes-phone');

  // A stranger with the data and a script counts what was published, of all three votes.
  const answered = await context.request.get(
    `${new URL(sitting).origin}/api${new URL(sitting).pathname.replace('/s/', '/sittings/')}/votes.json`,
  );
  const file = join(mkdtempSync(join(tmpdir(), 'ortaq-recount-')), 'votes.json');
  writeFileSync(file, await answered.body());
  const { stdout } = await run(process.execPath, [join(import.meta.dirname, '../../docs/recount.mjs'), file]);
  expect(stdout.match(/The ballots give the published result and its seal\./g)).toHaveLength(3);
  expect([chen, dara, eli, stage].flatMap(({ errors }) => errors)).toEqual([]);
});

const found: string[] = [];

const themes = ['light', 'dark', 'contrast'] as const;

/**
 * The same page in each language and each theme: what axe finds, and what is cut off on a phone. A language has words of its own, in names,
 * labels and lengths: each is asked everything once, in another theme each time. A theme changes colours and nothing else: in the other two
 * the rules of colour are asked again, on the page as it stands, since words of another length stand on other grounds. So all nine are
 * looked at for little more than three.
 */
async function inEveryLanguage(page: Page, screen: string, wait: (of: typeof ru) => Locator): Promise<void> {
  const looks = [
    ['kk', kk, 'dark'],
    ['en', en, 'contrast'],
    ['ru', ru, 'light'],
  ] as const;
  for (const [lang, words, everythingIn] of looks) {
    await page.evaluate((wanted) => localStorage.setItem('ortaq.lang', wanted), lang);
    await page.reload();
    await wait(words).waitFor();
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    await takePicture(page, `${screen}-${lang}`);
    const note = (theme: string, findings: readonly string[]): void =>
      void found.push(...findings.map((one) => `${screen} ${lang} ${theme}: ${one}`));
    for (const theme of themes) {
      const look = (): Promise<string[]> => axeFindings(page, theme === everythingIn ? 'everything' : 'colours');
      note(theme, await inTheme(page, theme, look));
    }
    note('any', await overflowFindings(page));
  }
}

test('a vote and a roll call by keys alone, said once in words; ballot, result, roll call and minutes in three languages and three themes', async () => {
  const amina = await signIn(browser, server.links['moderator-order'] ?? '', phone);
  const { page: desk } = amina;
  await desk.goto(`${sitting}/desk`);
  const ears = await signInWith(keyboard, browser, server.links['village'] ?? '');
  await ears.page.goto(sitting);
  await ears.page.getByText(ru.sitting.agenda, { exact: true }).first().waitFor();

  // The roll call: one press of a key, and the ballot's own screen on every phone.
  await button(desk, ru.desk.people).click();
  await button(desk, ru.desk.deeds.rollCall).click();
  await desk.keyboard.press('Escape');
  const now = button(desk, ru.desk.deeds.now);
  await pressUntil(
    now,
    async () => (await button(desk, ru.desk.deeds.endRollCall).isVisible()) && !(await now.isVisible()),
  );
  for (let more = 0; more < 4; more += 1) await button(desk, ru.desk.deeds.extend).click();
  const here = (of: Page, words: typeof ru): Locator => button(of, words.sitting.iAmHere);
  await pressUntilGone(keyboard, here(ears.page, ru));
  await accepted(ears.page).waitFor();
  await stage.page
    .getByText(/1\s*\/\s*\d/)
    .first()
    .waitFor();
  await takePicture(stage.page, 'stage-roll-call');
  await inEveryLanguage(dara.page, 'roll-call-laptop', (of) => here(dara.page, of));
  await nextStep(desk, new RegExp(`^${ru.desk.deeds.endRollCall}`));

  // A vote, from opening to result, without a pointer and without eyes.
  await nextStep(desk, /^Закрыть для правок: пункт\s3/);
  const told = await listen(ears.page);
  await nextStep(desk, /^Поставить на голосование: пункт\s3/);
  for (let more = 0; more < 6; more += 1) await button(desk, ru.desk.deeds.extend).click();
  const yes = button(ears.page, ru.poll.answers.yes);
  await yes.waitFor();
  await pressUntilGone(keyboard, yes);
  await accepted(ears.page).waitFor();
  const ballot = button(chen.page, ru.poll.answers.yes);
  await ballot.waitFor();
  for (const choice of ['yes', 'no', 'abstain'] as const) {
    const box = await button(chen.page, ru.poll.answers[choice]).boundingBox();
    expect([choice, (box?.height ?? 0) >= 56]).toEqual([choice, true]);
  }
  await inEveryLanguage(chen.page, 'ballot-phone', (of) => button(chen.page, of.poll.answers.yes));
  for (const { page } of [chen, dara]) await answer(page, 'yes');
  await nextStep(desk, /^Закрыть голосование/);
  await seen(chen.page, ru.poll.carried).waitFor();
  const spoken = async (words: RegExp): Promise<number> => (await told()).filter((one) => words.test(one)).length;
  await expect.poll(() => spoken(/Принято\. За — 3, против — 0/)).toBe(1);
  expect([await spoken(/Началось голосование: пункт\s3/), await spoken(/Принято/)]).toEqual([1, 1]);
  await takePicture(stage.page, 'stage-decided');
  // By its heading: the word alone also stands in what is read aloud for a while, and in the seal's title.
  await inEveryLanguage(chen.page, 'result-phone', (of) =>
    chen.page.getByRole('heading', { name: of.poll.carried, exact: true }).first(),
  );

  await desk.goto(`${sitting}/record`);
  const minutesOf = (of: typeof ru): Locator =>
    desk.getByRole('heading', {
      name: minutesWords[of === ru ? 'ru' : of === kk ? 'kk' : 'en'].minutesTitle,
      exact: true,
    });
  await inEveryLanguage(desk, 'minutes-phone', minutesOf);
  expect(found).toEqual([]);
  expect([amina, ears, chen, dara, stage].flatMap(({ errors }) => errors)).toEqual([]);
});
