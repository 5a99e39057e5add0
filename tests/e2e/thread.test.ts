/** Does one sitting go from a draft to a printed resolution, with a moderator, two participants on phones, a follower and the stage? */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nextStep, pressUntil } from './presses.ts';
import {
  hall,
  launchBrowser,
  openAs,
  openAt,
  phone,
  startSample,
  type Guest,
  type SampleServer,
} from './sample-server.ts';

const run = promisify(execFile);
const pictures = process.env['ORTAQ_PICTURES'] ?? mkdtempSync(join(tmpdir(), 'ortaq-pictures-'));

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

const clause = (page: Page, place: number): Locator => page.locator('[data-clause]').nth(place);

async function takePicture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(pictures, `${name}.png`) });
}

/** On a phone: the tab, the clause, *Write here*, the words at the end of it, *Done*. */
async function writeAtEnd(page: Page, place: number, words: string): Promise<void> {
  await clause(page, place).locator('.body').tap();
  await page.getByRole('button', { name: /^(?:Писать здесь)$/ }).tap();
  await clause(page, place).locator('[contenteditable=true]').waitFor();
  await page.keyboard.type(words, { delay: 15 });
}

test('[DRAFT-1] [POLL-1] four people and the stage: written together, frozen, voted, adopted, printed', async () => {
  const { links } = server;
  const amina = await openAs(browser, links['moderator-order'] ?? '', phone);
  const sitting = amina.page.url();
  const chen = await openAs(browser, links['rural'] ?? '', phone, sitting);
  const eli = await openAs(browser, links['village'] ?? '', { ...phone, serviceWorkers: 'allow' }, sitting);
  const fay = await openAs(browser, links['reporter'] ?? '', phone, `${sitting}/follow`);
  const stage = await openAt(browser, links['stage-order'] ?? '', hall);
  const guests: Guest[] = [amina, chen, eli, fay, stage];

  // Presence: two of three seats are a quorum of two thirds.
  await chen.page.getByRole('button', { name: 'В зале', exact: true }).first().tap();
  await eli.page.getByRole('button', { name: 'Удалённо', exact: true }).first().tap();
  await stage.page.getByText('Кворум есть').waitFor();

  // Written together: Russian by one, Kazakh by the other, in the same clause, one of them through a cut.
  for (const { page } of [chen, eli]) await page.getByRole('button', { name: 'Текст', exact: true }).tap();
  await eli.page.getByRole('button', { name: 'казахский' }).tap();
  await Promise.all([writeAtEnd(chen.page, 0, ' и на сайте акимата'), writeAtEnd(eli.page, 0, ' әкімдік сайтында')]);
  await eli.context.setOffline(true);
  await eli.page.keyboard.type(' да, қазақ тілінде', { delay: 15 });
  await eli.page
    .getByText(/Нет связи|нет связи/)
    .first()
    .waitFor();
  await chen.page.keyboard.type(' ежегодно', { delay: 15 });
  await takePicture(eli.page, 'offline-phone');
  await eli.context.setOffline(false);
  await fay.page.getByText('и на сайте акимата ежегодно').first().waitFor();
  for (const { page } of [chen, eli]) {
    // To the letter: without a line they are kept on the device, and told so in other words.
    await page.getByText('сохранено', { exact: true }).filter({ visible: true }).first().waitFor();
    await page.getByRole('button', { name: 'Готово' }).tap();
  }
  await takePicture(chen.page, 'text-phone');

  // The desk: the decision item, the clause closed for edits, the vote.
  await amina.page.goto(`${sitting}/desk`);
  await nextStep(amina.page, /^Начать: Голосование/);
  await nextStep(amina.page, /^Закрыть для правок: пункт\s1/);
  await nextStep(amina.page, /^Поставить на голосование: пункт\s1/);
  await chen.page.getByRole('button', { name: 'За', exact: true }).waitFor();
  await takePicture(chen.page, 'ballot-phone');
  await stage.page
    .getByText(/пункт\s1/)
    .first()
    .waitFor();
  await takePicture(stage.page, 'stage-vote');
  await takePicture(amina.page, 'desk-vote');
  for (const { page } of [chen, eli]) {
    // Answers take no touch in their first moments.
    const accepted = page.getByText('Голос принят').filter({ visible: true }).first();
    await pressUntil(page.getByRole('button', { name: 'За', exact: true }), () => accepted.isVisible());
  }
  await nextStep(amina.page, /^Закрыть голосование/);
  await stage.page.getByText('Принято', { exact: true }).waitFor();
  await fay.page.getByText('Принято').first().waitFor();
  await Promise.all([
    takePicture(stage.page, 'stage-result'),
    takePicture(chen.page, 'result-phone'),
    takePicture(fay.page, 'follow-result'),
    takePicture(amina.page, 'desk-result'),
  ]);

  // The paper: the secretary downloads it in both languages, and LibreOffice reads the adopted words, letter by letter.
  const bo = await openAs(browser, links['secretary'] ?? '', { ...phone, acceptDownloads: true }, sitting);
  guests.push(bo);
  const wanted = {
    ru: 'публиковать план государственного социального заказа на следующий год не позднее 1 декабря; и на сайте акимата ежегодно',
    kk: 'келесі жылға арналған мемлекеттік әлеуметтік тапсырыс жоспары 1 желтоқсаннан кешіктірілмей жариялансын; әкімдік сайтында да, қазақ тілінде',
  };
  for (const lang of ['ru', 'kk'] as const) {
    const link = bo.page.locator(`a[href*="resolution.docx?lang=${lang}"]`);
    await link.waitFor();
    const [download] = await Promise.all([bo.page.waitForEvent('download'), link.click()]);
    expect(await textOf(await download.path(), lang)).toContain(wanted[lang]);
  }
  expect(guests.flatMap(({ errors }) => errors)).toEqual([]);
});

async function textOf(file: string, lang: string): Promise<string> {
  const directory = mkdtempSync(join(tmpdir(), 'ortaq-paper-'));
  const copy = join(directory, `resolution-${lang}.docx`);
  writeFileSync(copy, readFileSync(file));
  const profile = `-env:UserInstallation=file://${join(directory, 'profile')}`;
  await run('soffice', [profile, '--headless', '--convert-to', 'txt:Text (encoded):UTF8', '--outdir', directory, copy]);
  return readFileSync(join(directory, `resolution-${lang}.txt`), 'utf8');
}
