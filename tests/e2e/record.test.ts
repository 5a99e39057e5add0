/** Can the secretary, a delegate and a stranger use minutes and papers: nothing that axe finds, nothing cut off at 360 px? */
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { minutesWords } from '../../shared/i18n/minutes-words.ts';
import { ru as words } from '../../shared/i18n/ru.ts';
import { axeFindings, inTheme, overflowFindings } from './page-findings.ts';
import {
  enterBy,
  launchBrowser,
  openAs,
  openAt,
  phone as anyPhone,
  startSample,
  type SampleServer,
} from './sample-server.ts';

const pictures = process.env['ORTAQ_PICTURES'];
const { ru } = minutesWords;
const phone = { ...anyPhone, reducedMotion: 'reduce' } as const;
let server: SampleServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startSample(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

test('[MIN-2] [PAPER-5] [PAPER-6] [PAPER-9] the secretary words a paragraph and issues a paper; whoever holds it finds the same text by its code, and what took its place', async () => {
  const found: string[] = [];
  const business = await browser.newContext();
  const sitting = await enterBy(business, server.links['moderator-business'] ?? '');
  await business.close();
  const secretary = await openAs(browser, server.links['secretary'] ?? '', phone, `${sitting}/record`);
  const { page } = secretary;
  await page.getByRole('heading', { name: ru.title }).waitFor();
  const look = async (screen: string, on: typeof page): Promise<void> => {
    if (pictures !== undefined) await on.screenshot({ path: join(pictures, `${screen}.png`), fullPage: true });
    found.push(...(await axeFindings(on)).map((finding) => `${screen}: ${finding}`));
    const dark = await inTheme(on, 'dark', () => axeFindings(on));
    found.push(...dark.map((finding) => `${screen}, dark: ${finding}`));
    // A table of a paper keeps its columns, and is scrolled by itself.
    const cutOff = (await overflowFindings(on)).filter(
      (finding) => !/^scrolls sideways: <div class="table /.test(finding),
    );
    found.push(...cutOff.map((finding) => `${screen}: ${finding}`));
  };
  await page.getByRole('button', { name: ru.languages.ru, exact: true }).click();
  const opened = page.getByRole('button', { name: /^Исправить: Заседание открыто/ });
  await opened.click();
  await look('record-correcting', page);
  await page.getByRole('textbox', { name: ru.words }).fill('Заседание открыл модератор.');
  await page.getByRole('button', { name: ru.save }).click();
  await page.getByText('Заседание открыл модератор.').waitFor();
  await page.getByText(/^Записано: Заседание открыто/).waitFor();
  await page.getByRole('button', { name: new RegExp(`^${ru.issue(ru.kinds.agenda)}`) }).click();
  const read = page.getByRole('link', { name: new RegExp(`^${ru.read} · `) });
  await read.waitFor();
  await look('record', page);
  const stranger = await openAt(browser, new URL((await read.getAttribute('href')) ?? '', page.url()).href, phone);
  await stranger.page.getByRole('heading', { name: ru.check.found }).waitFor();
  await stranger.page.getByText('ПОВЕСТКА ДНЯ', { exact: true }).waitFor();
  await look('check-found', stranger.page);
  await stranger.page.goto(new URL('/check/0000-0000-0000', page.url()).href);
  await stranger.page.getByText(/Ни на одной выданной/).waitFor();
  await look('check-unknown', stranger.page);

  // Somebody comes after the attendance was issued: a new one takes its place, and whoever holds the old one reads so.
  const { attendance } = ru.kinds;
  await page.getByRole('button', { name: new RegExp(`^${ru.issue(attendance)}`) }).click();
  const replace = page.getByRole('button', { name: new RegExp(`^${ru.replace(attendance)}`) });
  await replace.waitFor();
  const delegate = await openAs(browser, server.links['children'] ?? '', phone);
  await delegate.page.getByRole('button', { name: words.settings.inTheHall, exact: true }).first().click();
  await delegate.page.getByText(words.sitting.youAreHere(words.sitting.inTheHall)).first().waitFor();
  await replace.click();
  await page.getByRole('textbox', { name: ru.replaceReason }).fill('пришёл ещё один делегат');
  await page.getByRole('button', { name: new RegExp(`^${ru.issueInstead}`) }).click();
  const old = page.getByRole('listitem').filter({ hasText: /Заменён документом/ });
  await old.waitFor();
  await look('record-replaced', page);
  await stranger.page.goto(new URL((await old.getByRole('link').first().getAttribute('href')) ?? '', page.url()).href);
  await stranger.page.getByRole('heading', { name: ru.check.replaced }).waitFor();
  await stranger.page
    .getByText(/пришёл ещё один делегат/)
    .first()
    .waitFor();
  await look('check-replaced', stranger.page);

  expect(found).toEqual([]);
  expect(secretary.errors).toEqual([]);
});
