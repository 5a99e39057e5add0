/** Is the hall asked in every way, answered from phones and from afar, and shown what came of it as a chart and a table? */
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ru } from '../../shared/i18n/ru.ts';
import { surveyWords } from '../../shared/i18n/survey-words.ts';
import { surveyKinds, type SurveyKind } from '../../shared/survey/survey.ts';
import { axeFindings } from './page-findings.ts';
import { behind, hall, launchBrowser, openAs, openAt, phone, startSample, type SampleServer } from './sample-server.ts';

let server: SampleServer;
let browser: Browser;
const words = surveyWords.ru;

beforeAll(async () => {
  [server, browser] = await Promise.all([startSample(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).first();
const says = (page: Page, said: string) => page.getByText(said).locator('visible=true').first().waitFor();
const pictures = process.env['ORTAQ_PICTURES'];
async function picture(page: Page, name: string): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}.png`) });
}

const hasOptions: readonly SurveyKind[] = ['single', 'several', 'approval', 'ranking'];

/** Fills in the sheet and asks; the panel is open. */
async function ask(desk: Page, kind: SurveyKind): Promise<void> {
  if (!(await desk.getByLabel(words.desk.kind).isVisible()))
    await desk.getByText(words.desk.prepare, { exact: true }).tap();
  await desk.getByLabel(words.desk.kind).selectOption(kind);
  if (kind !== 'temperature') await desk.getByLabel(/^Вопрос, русский/).fill(`Вопрос: ${words.kinds[kind]}`);
  if (hasOptions.includes(kind)) {
    for (const [place, option] of ['Дороги', 'Вода'].entries()) {
      await desk.getByLabel(new RegExp(`^Ответ ${String(place + 1)}, русский`)).fill(option);
    }
  }
  await desk.getByText(words.desk.shown.live, { exact: true }).tap();
  await button(desk, words.desk.open).tap();
}

async function answer(page: Page, kind: SurveyKind, own: string): Promise<void> {
  const choice = (name: string) => page.getByRole('group').getByText(name, { exact: true });
  if (kind === 'single' || kind === 'several' || kind === 'approval') await choice('Вода').tap();
  else if (kind === 'ranking') for (const one of ['Вода', 'Дороги']) await choice(one).tap();
  else if (kind === 'text') await page.getByLabel(words.inOwnWords).fill(own);
  else if (kind === 'words') await page.getByLabel(words.word(1)).fill('Вода');
  else if (kind === 'number') await page.getByLabel(words.number).fill('12,5');
  else await page.getByRole('radio', { name: /^4 / }).check();
  await button(page, words.answer).tap();
  await says(page, words.taken);
}

test('every kind of live poll: asked at the desk, answered on a phone and from afar, on the screen, in a table when it is over', async () => {
  const link = (name: string): string => server.links[name] ?? '';
  const sitting = await behind(browser, link('moderator-order'));
  const guests = await Promise.all([
    openAs(browser, link('moderator-order'), phone, `${sitting}/desk`),
    openAs(browser, link('rural'), phone, sitting),
    openAs(browser, link('village'), phone, `${sitting}/follow`),
    openAt(browser, link('stage-order'), hall),
  ]);
  const [desk, one, far, stage] = guests.map(({ page }) => page) as [Page, Page, Page, Page];
  await button(desk, words.desk.chip(0)).tap();
  await says(desk, words.desk.about);

  for (const kind of surveyKinds) {
    await ask(desk, kind);
    await answer(one, kind, 'Нужна вода в сёлах');
    await answer(far, kind, 'Нужны дороги');
    await says(desk, words.answered(2));
    if (kind === 'text' || kind === 'words') {
      await says(desk, words.desk.toRead);
      expect(await stage.getByText('Вода', { exact: true }).count()).toBe(0);
      await button(desk, kind === 'text' ? words.desk.letAll : words.desk.letThrough).tap();
      await says(stage, kind === 'text' ? 'Нужна вода в сёлах' : 'Вода');
    }
    await says(stage, words.answered(2));
    if (['single', 'words', 'scale', 'ranking', 'number'].includes(kind)) {
      await picture(stage, `survey-stage-${kind}`);
      await picture(one, `survey-phone-${kind}`);
      await picture(desk, `survey-desk-${kind}`);
    }
    await button(desk, words.desk.end).tap();
    await one.getByRole('table', { name: words.ended }).waitFor();
    await far.getByRole('table', { name: words.ended }).waitFor();
  }
  for (const page of [desk, one, far]) expect(await axeFindings(page)).toEqual([]);
  // How the hall finds a clause stands beside it, in words too.
  await one.getByRole('button', { name: ru.sitting.tabs.text, exact: true }).tap();
  await says(one, words.warmth('4', 5, 2));
  await picture(one, 'survey-clause');
  // What came of a vote and what came of a poll are told apart in words.
  expect(await stage.getByText(words.notAVote).count()).toBeGreaterThan(0);
  expect(await one.getByText(ru.poll.result, { exact: true }).count()).toBe(0);
});
