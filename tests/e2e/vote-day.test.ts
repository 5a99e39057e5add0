/** Does a vote hold when people come late, come twice or may not vote, entrust their votes, its moderator goes and the server dies? */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { electorateWords } from '../../shared/i18n/electorate-words.ts';
import { minutesWords } from '../../shared/i18n/minutes-words.ts';
import { en } from '../../shared/i18n/en.ts';
import { kk } from '../../shared/i18n/kk.ts';
import { ru } from '../../shared/i18n/ru.ts';
import { listen } from './ears.ts';
import { keyboard, pressAway, pressUntilGone } from './hands.ts';
import { axeInThemes, colourFindings, overflowFindings, reloadIn } from './page-findings.ts';
import { nextStep, pressUntil } from './presses.ts';
import {
  behind,
  hall,
  laptop,
  launchBrowser,
  openAs,
  openAt,
  phone as anyPhone,
  startSample,
  type Guest,
  type SampleServer,
} from './sample-server.ts';
import { accepted, answer } from './voting-hands.ts';

const pictures = process.env['ORTAQ_PICTURES'] ?? mkdtempSync(join(tmpdir(), 'ortaq-vote-day-'));
const phone = { ...anyPhone, viewport: { width: 390, height: 844 } };

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
const button = (page: Page | Locator, name: string | RegExp): Locator =>
  page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name }).first();
const seen = (page: Page, text: string | RegExp): Locator => page.getByText(text).filter({ visible: true }).first();

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

test('[SEE-2] [POLL-1] [PROXY-1] who may not vote sees no buttons, who comes late votes next, one person is one ballot; the vote outlives moderator and server', async () => {
  const { links } = server;
  sitting = await behind(browser, links['moderator-order'] ?? '');
  const open = (name: string, options: BrowserContextOptions, path = ''): Promise<Guest> =>
    openAs(browser, links[name] ?? '', options, `${sitting}${path}`);
  const amina = await open('moderator-order', phone, '/desk');
  [chen, dara, eli] = [await open('rural', phone), await open('business', laptop), await open('village', phone)];
  const fay = await open('reporter', phone);
  const jana = await open('ministry', phone);
  const late = await open('veterans', phone);
  stage = await openAt(browser, links['stage-order'] ?? '', hall);
  for (const { page } of [chen, dara, eli]) await button(page, ru.settings.inTheHall).click();
  await stage.page.getByText('Кворум есть').waitFor();
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
  const other = await open('rural', laptop);
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
  // Nobody loads a page again: what is pressed meanwhile is not sent, and goes out when the line is back.
  await pressUntil(button(eli.page, ru.poll.answers.yes), () => seen(eli.page, ru.poll.notSent).isVisible());
  await takePicture(eli.page, 'not-sent');
  server = await startSample(server);
  await accepted(eli.page).waitFor();
  await seen(chen.page, ru.poll.yourChoice(ru.poll.answers.yes)).waitFor();
  await seen(stage.page, /3\D+4/).waitFor();
  expect(await clockOf(stage.page)).toBeLessThan(before);
  expect(await clockOf(stage.page)).toBeGreaterThan(0);
  await takePicture(stage.page, 'stage-came-back');

  const again = await open('moderator-order', phone, '/desk');
  await nextStep(again.page, /^Закрыть голосование/);
  for (const { page } of [chen, eli, stage, fay]) await seen(page, ru.poll.carried).waitFor();
  await seen(chen.page, ru.poll.advisoryCounts(1, 0, 0)).waitFor();
  await takePicture(chen.page, 'result-phone');
  await takePicture(stage.page, 'result-stage');

  // Whoever goes entrusts their vote, on the phone, to somebody who stays.
  const entrust = electorateWords.ru;
  await pressUntil(button(late.page, entrust.entrustOwn), () => late.page.getByRole('dialog').isVisible());
  await late.page.getByLabel(entrust.entrustToWhom).selectOption({ label: 'Делегат сельской организации' });
  await takePicture(late.page, 'entrust-phone');
  await button(late.page.getByRole('dialog'), entrust.entrustOwnTitle).click();
  await seen(late.page, entrust.entrustedTo('Делегат сельской организации')).waitFor();
  await Promise.all([again, fay, jana, late, other].map(({ context }) => context.close()));
  expect([chen, dara, stage].flatMap(({ errors }) => errors)).toEqual([]);
});

/** Who went, and entrusted their vote to Chen. */
const entruster = 'Делегат совета ветеранов';

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
    await reloadIn(page, lang);
    await wait(words).waitFor();
    await page.evaluate(() => document.fonts.ready.then(() => undefined));
    await takePicture(page, `${screen}-${lang}`);
    const findings = [
      ...(await axeInThemes(page, themes, everythingIn)),
      ...(await overflowFindings(page)),
      ...(await colourFindings(page)),
    ];
    found.push(...findings.map((finding) => `${screen} ${lang} ${finding}`));
  }
}

test('a vote and a roll call by keys alone, at the desk and on a page, said once in words; a second ballot, by proxy; ballot, result, roll call and minutes in three languages and three themes', async () => {
  const { links } = server;
  const amina = await openAs(browser, links['moderator-order'] ?? '', phone, `${sitting}/desk`);
  const { page: desk } = amina;
  const ears = await openAs(browser, links['village'] ?? '', keyboard.options, sitting);
  await ears.page.getByText(ru.sitting.agenda, { exact: true }).first().waitFor();

  // The roll call: one press of a key, and the ballot's own screen on every phone.
  const told = await listen(ears.page);
  const spoken = async (words: RegExp): Promise<number> => (await told()).filter((one) => words.test(one)).length;
  const byKeys = (deed: RegExp): Promise<void> => nextStep(desk, deed, (one) => pressAway(keyboard, one));
  const extend = async (times: number): Promise<void> => {
    for (let more = 0; more < times; more += 1) await keyboard.press(button(desk, ru.desk.deeds.extend));
  };
  await keyboard.press(button(desk, ru.desk.people));
  await keyboard.press(button(desk, ru.desk.deeds.rollCall));
  await desk.keyboard.press('Escape');
  const [now, end] = [button(desk, ru.desk.deeds.now), button(desk, ru.desk.deeds.endRollCall)];
  await now.or(end).first().waitFor();
  await pressAway(keyboard, now);
  await end.waitFor();
  await extend(4);
  const here = (of: Page, words: typeof ru): Locator => button(of, words.sitting.iAmHere);
  await pressUntilGone(keyboard, here(ears.page, ru));
  await accepted(ears.page).waitFor();
  await stage.page
    .getByText(/1\s*\/\s*\d/)
    .first()
    .waitFor();
  await takePicture(stage.page, 'stage-roll-call');
  await inEveryLanguage(dara.page, 'roll-call-laptop', (of) => here(dara.page, of));
  await byKeys(new RegExp(`^${ru.desk.deeds.endRollCall}`));
  await expect.poll(() => spoken(/Перекличка\. Результат/)).toBe(1);
  expect(await spoken(/Началось голосование: Перекличка|Перекличка началась/)).toBe(1);

  // A vote, from opening to result, without a pointer and without eyes.
  await byKeys(/^Закрыть для правок: пункт\s2/);
  await byKeys(/^Поставить на голосование: пункт\s2/);
  await extend(6);
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
  // Chen's own first; what is looked at is the one for somebody else, with all that stands on one's own, and the name.
  for (const { page } of [chen, dara]) await answer(page, 'yes');
  await inEveryLanguage(chen.page, 'ballot-phone', (of) => button(chen.page, of.poll.answers.yes));
  await seen(chen.page, electorateWords.ru.ballotBy(entruster)).waitFor();
  await answer(chen.page, 'no');
  await byKeys(/^Закрыть голосование/);
  await seen(chen.page, ru.poll.carried).waitFor();
  await expect.poll(() => spoken(/Принято\. За — 3, против — 1/)).toBe(1);
  expect([await spoken(/Началось голосование: пункт\s2/), await spoken(/Принято/)]).toEqual([1, 1]);
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
