/** Is the floor asked for, given and kept in time, and a question let through, on a phone, at the desk, in the hall and from afar? */
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { floorWords } from '../../shared/i18n/floor-words.ts';
import { questionWords } from '../../shared/i18n/question-words.ts';
import { ru } from '../../shared/i18n/ru.ts';
import { nextStep } from './presses.ts';
import { behind, hall, launchBrowser, openAs, openAt, phone, startSample, type SampleServer } from './sample-server.ts';

let server: SampleServer;
let browser: Browser;
const floor = floorWords.ru;
const asked = questionWords.ru;

beforeAll(async () => {
  [server, browser] = await Promise.all([startSample(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true }).first();
// What the other tab says too is not seen.
const says = (page: Page, words: string) => page.getByText(words).locator('visible=true').first().waitFor();
const pictures = process.env['ORTAQ_PICTURES'];
async function picture(page: Page, name: string): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  if (pictures !== undefined) await page.screenshot({ path: join(pictures, `${name}.png`) });
}

test('a participant asks, is next, speaks and ends; a question is let through, shown to the hall and wanted from afar', async () => {
  const sitting = await behind(browser, server.links['moderator-order'] ?? '');
  const [amina, chen, screen] = await Promise.all([
    openAs(browser, server.links['moderator-order'] ?? '', phone, `${sitting}/desk`),
    openAs(browser, server.links['rural'] ?? '', phone, sitting),
    openAt(browser, server.links['stage-order'] ?? '', hall),
  ]);
  const [desk, one, stage] = [amina.page, chen.page, screen.page];

  // No tab before its thing exists.
  await one.getByRole('navigation', { name: ru.sitting.tabsLabel }).waitFor();
  expect(await button(one, floor.tab).count()).toBe(0);
  await button(desk, floor.desk.chip(0)).tap();
  await button(desk, floor.desk.open).tap();
  await says(desk, floor.desk.isOpen);
  await picture(desk, 'desk-floor-360');

  await one.getByRole('button', { name: floor.tab }).tap();
  await button(one, floor.askToSpeak).tap();
  await says(one, floor.youAreNext);
  await picture(one, 'floor-next-360');
  await button(one, floor.ready).tap();
  await button(desk, floor.desk.callShort).tap();
  await says(one, floor.youAreCalled);
  await says(stage, floor.kinds.speech);
  await button(desk, ru.frame.close).tap();
  await picture(desk, 'desk-called-360');
  await nextStep(desk, /^Начать: /);
  await says(one, floor.youSpeak);
  await button(desk, floor.desk.more(2)).tap();
  await stage.getByText(/6:5\d|7:00/).waitFor();
  await picture(stage, 'stage-speaker');
  await picture(one, 'floor-speaking-360');
  await nextStep(desk, /^Завершить выступление: /);
  await says(one, floor.spoken);

  // A question: its author's and the desk's, until it is let through.
  await button(desk, asked.desk.chip(0)).tap();
  await button(desk, asked.desk.open).tap();
  await one.getByRole('button', { name: asked.tab }).tap();
  await one.getByLabel(asked.yours).fill('Когда откроют реестр проектов?');
  await button(one, asked.send).tap();
  await says(one, asked.sent);
  await button(desk, asked.desk.show).tap();
  await says(one, asked.count(0));
  await picture(one, 'questions-360');
  await button(desk, asked.desk.stage).tap();
  await says(stage, 'Когда откроют реестр проектов?');
  await picture(stage, 'stage-question');
  await picture(desk, 'desk-questions-360');

  // The same page follows now, and says what it wants to know.
  await one.goto(`${sitting}/follow`);
  await says(one, 'Когда откроют реестр проектов?');
  await picture(one, 'follow-question-360');
  await button(one, asked.ask).tap();
  await one.getByRole('dialog').getByText('Когда откроют реестр проектов?').waitFor();
  await picture(one, 'follow-ask-360');
});
