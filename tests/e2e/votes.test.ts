/** Does a vote of another kind go from the desk's sheet on a phone to the result on phones, desk and stage? */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { conductWords } from '../../shared/i18n/conduct-words.ts';
import { contestWords } from '../../shared/i18n/contest-words.ts';
import { ru } from '../../shared/i18n/ru.ts';
import { votingWords } from '../../shared/i18n/voting-words.ts';
import { nextStep, pressUntil } from './presses.ts';
import {
  hall,
  launchBrowser,
  openAt,
  phone,
  signIn,
  startSample,
  type Guest,
  type SampleServer,
} from './sample-server.ts';

const pictures = process.env['ORTAQ_PICTURES'] ?? mkdtempSync(join(tmpdir(), 'ortaq-votes-'));
const words = conductWords.ru;
const { ask } = votingWords.ru;

let server: SampleServer;
let browser: Browser;

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
  page.screenshot({ path: join(pictures, `votes-${name}.png`) });

/** The desk's sheet, filled in from above: its fields by their names, its rows by their words. */
async function prepare(page: Page, fill: (row: (word: string) => Promise<void>) => Promise<void>): Promise<void> {
  const sheet = page.getByRole('dialog');
  await page.getByRole('button', { name: words.chip, exact: true }).tap();
  await sheet.waitFor();
  await fill((word) => sheet.getByText(word, { exact: true }).tap());
}

/** Announced, and not waited for. */
async function put(page: Page): Promise<void> {
  await page.getByRole('dialog').getByRole('button', { name: words.put }).tap();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  const now = page.getByRole('button', { name: ru.desk.deeds.now, exact: true });
  await now.waitFor();
  await pressUntil(now, async () => !(await now.isVisible()));
}

const accepted = (page: Page) => page.getByText('Голос принят').filter({ visible: true }).first();

test('[POLL-1] an approval vote and an unnamed question are prepared on a phone, answered and told', async () => {
  const { links } = server;
  const amina = await signIn(browser, links['moderator-order'] ?? '', phone);
  const sitting = amina.page.url();
  const chen = await signIn(browser, links['rural'] ?? '', phone);
  const eli = await signIn(browser, links['village'] ?? '', phone);
  const stage = await openAt(browser, links['stage-order'] ?? '', hall);
  const guests: Guest[] = [amina, chen, eli, stage];
  await Promise.all([chen, eli].map(({ page }) => page.goto(sitting)));
  for (const { page } of [chen, eli]) {
    await page.getByRole('button', { name: ru.settings.inTheHall, exact: true }).first().tap();
  }
  await stage.page.getByText('Кворум есть').waitFor();
  await amina.page.goto(`${sitting}/desk`);

  // What is missing is said before anything is asked of the server; what was filled in stays while the sheet is away.
  const { page: desk } = amina;
  const sheet = desk.getByRole('dialog');
  await prepare(desk, async (row) => {
    await row(words.kinds.choice);
    await row(words.methods.approval);
    await sheet.getByRole('button', { name: words.put }).tap();
    await sheet.getByRole('alert').getByText(words.problems.options).waitFor();
    await takePicture(desk, 'missing');
    await sheet.getByLabel(words.question('русский')).fill('Какие пункты внести в план?');
    await sheet.getByLabel(words.optionIn(1, 'русский')).fill('Дороги');
    await sheet.getByLabel(words.optionIn(2, 'русский')).fill('Школы');
  });
  await desk.keyboard.press('Escape');
  await sheet.waitFor({ state: 'detached' });
  await prepare(desk, async () => {
    await sheet.getByRole('button', { name: words.addOption }).tap();
    await sheet.getByLabel(words.optionIn(3, 'русский')).fill('Библиотеки');
    await takePicture(desk, 'sheet');
  });
  await put(desk);

  for (const [{ page }, options] of [
    [chen, ['Дороги', 'Школы']],
    [eli, ['Школы']],
  ] as const) {
    for (const option of options) {
      const box = page.getByRole('checkbox', { name: option });
      await pressUntil(page.getByText(option, { exact: true }).first(), () => box.isChecked());
    }
    if (options.length === 2) await takePicture(page, 'approval-phone');
    await pressUntil(page.getByRole('button', { name: ask.send, exact: true }), () => accepted(page).isVisible());
  }
  await takePicture(desk, 'desk-open');
  await nextStep(desk, /^Закрыть голосование/);
  for (const page of [desk, chen.page, eli.page, stage.page]) {
    await page.getByRole('heading', { name: 'Школы' }).filter({ visible: true }).first().waitFor();
  }
  await Promise.all([takePicture(desk, 'desk-result'), takePicture(chen.page, 'approval-result')]);
  await takePicture(stage.page, 'approval-stage');

  // Contested by a voter; the desk hears it at once.
  const { page: phoneOfChen } = chen;
  await phoneOfChen.getByRole('button', { name: contestWords.ru.open }).filter({ visible: true }).first().tap();
  await phoneOfChen.getByLabel(contestWords.ru.reason).fill('Не все успели прочитать');
  await phoneOfChen.getByRole('button', { name: contestWords.ru.send, exact: true }).tap();
  await desk.getByText('Не все успели прочитать').waitFor();
  await takePicture(desk, 'desk-contested');

  // An unnamed question: who sees what is said on the ballot, and what came out is numbers.
  await prepare(desk, async (row) => {
    await row(words.kinds.question);
    await sheet.getByLabel(words.question('русский')).fill('Продлить заседание?');
    await row(words.forms.unnamed);
  });
  await put(desk);
  for (const { page } of [chen, eli]) {
    const yes = page.getByRole('button', { name: ru.poll.answers.yes, exact: true });
    await yes.waitFor();
    await page.getByText(ru.poll.whoSees.unnamed).waitFor();
    await pressUntil(yes, () => accepted(page).isVisible());
  }
  await nextStep(desk, /^Закрыть голосование/);
  for (const page of [desk, chen.page, eli.page, stage.page]) {
    await page.getByText(new RegExp(ru.poll.carried)).filter({ visible: true }).first().waitFor();
  }
  expect(await phoneOfChen.getByText(ru.poll.howEachVoted).count()).toBe(0);
  await Promise.all([takePicture(desk, 'unnamed-desk'), takePicture(chen.page, 'unnamed-phone')]);

  expect(guests.flatMap(({ errors }) => errors)).toEqual([]);
});
