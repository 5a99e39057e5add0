/** Can everybody use every screen: nothing that axe finds, and nothing cut off at 360 px, in Russian and Kazakh, at twice the size? */
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { kk } from '../../shared/i18n/kk.ts';
import { minutesWords } from '../../shared/i18n/minutes-words.ts';
import { ru } from '../../shared/i18n/ru.ts';
import { axeFindings, inTheme, overflowFindings, overflowOfLargeWords } from './page-findings.ts';
import { nextStep, pressUntil } from './presses.ts';
import {
  behind,
  hall,
  laptop,
  launchBrowser,
  openAs,
  openAt,
  phone,
  startSample,
  type Guest,
  type SampleServer,
} from './sample-server.ts';

/** Where pictures of every screen are put, when they are wanted. */
const pictures = process.env['ORTAQ_PICTURES'];
const words = { ru, kk } as const;
type Lang = keyof typeof words;

let server: SampleServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startSample(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

/** Everything found, by screen: all of it is told at once. */
const found: string[] = [];

const still = { reducedMotion: 'reduce' } as const;
const onPhone: BrowserContextOptions = { ...phone, ...still };
const onLaptop: BrowserContextOptions = { ...laptop, ...still };

interface Look {
  readonly lang?: Lang;
  readonly dark?: boolean;
}

/** One screen as it stands: by axe in Russian, and by its width on a phone. */
async function look(page: Page, screen: string, { lang = 'ru', dark = false }: Look = {}): Promise<void> {
  const note = (kind: string, findings: readonly string[]): void => {
    found.push(...findings.map((finding) => `${screen}, ${lang}${kind}: ${finding}`));
  };
  // Faces come when they are needed, and words take their width then.
  await page.evaluate(async () => {
    await document.fonts.ready;
  });
  if (pictures !== undefined)
    await page.screenshot({ path: join(pictures, `${screen.replaceAll(' ', '-')}-${lang}.png`) });
  if (lang === 'ru') note('', await axeFindings(page));
  if (dark) note(', dark', await inTheme(page, 'dark', () => axeFindings(page)));
  if ((page.viewportSize()?.width ?? 0) > 360) return;
  note('', await overflowFindings(page));
  note(' at 200 %', await overflowOfLargeWords(page));
}

/** The same person in another browser, at another size or in Kazakh: a page in the background would be drawn late. */
async function elsewhere({ context, page }: Guest, options: BrowserContextOptions, lang: Lang = 'kk'): Promise<Page> {
  const { cookies } = await context.storageState();
  const { origin } = new URL(page.url());
  const kept = { origin, localStorage: [{ name: 'ortaq.lang', value: lang }] };
  const other = await browser.newContext({
    serviceWorkers: 'block',
    ...options,
    storageState: { cookies, origins: [kept] },
  });
  const opened = await other.newPage();
  await opened.goto(page.url());
  return opened;
}

async function closeSheet(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
}

const button = (page: Page, name: string | RegExp) =>
  page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name }).first();

test('every screen, from the door to the result', async () => {
  const { links } = server;
  const origin = new URL(links['organiser'] ?? '').origin;

  // The doors.
  const stranger = await openAt(browser, links['guest'] ?? '', onPhone);
  await button(stranger.page, ru.people.join).waitFor();
  const doors: readonly (readonly [string, string, (lang: Lang) => string])[] = [
    ['join by code', links['guest'] ?? '', (lang) => words[lang].people.join],
    ['home', `${origin}/`, (lang) => words[lang].people.enterCode],
    ['personal link', links['rural'] ?? '', (lang) => words[lang].people.itIsMe],
    ['unknown link', `${origin}/p/${'x'.repeat(32)}`, (lang) => words[lang].people.linkUnknown],
    ['check', `${origin}/check`, (lang) => minutesWords[lang].check.title],
    ['not found', `${origin}/nowhere`, (lang) => words[lang].frame.notFound],
  ];
  for (const lang of ['ru', 'kk'] as const) {
    await stranger.page.evaluate((wanted) => localStorage.setItem('ortaq.lang', wanted), lang);
    for (const [screen, address, word] of doors) {
      await stranger.page.goto(address);
      await stranger.page.locator('body').getByText(word(lang), { exact: true }).first().waitFor();
      await look(stranger.page, screen, { lang, dark: lang === 'ru' && screen === 'join by code' });
    }
  }
  const founder = await openAt(browser, links['organiser'] ?? '', onPhone);
  await button(founder.page, ru.people.itIsMe).click();
  await founder.page.waitForURL(/\/(?:new|f|$)/);
  await founder.page.goto(`${origin}/new`);
  await button(founder.page, ru.forum.create).waitFor();
  await look(founder.page, 'new forum');
  const founderKk = await elsewhere(founder, onPhone);
  await button(founderKk, kk.forum.create).waitFor();
  await look(founderKk, 'new forum', { lang: 'kk' });

  // Before the vote.
  const sitting = await behind(browser, links['moderator-order'] ?? '');
  const amina = await openAs(browser, links['moderator-order'] ?? '', onPhone, `${sitting}/desk`);
  const chen = await openAs(browser, links['rural'] ?? '', onPhone, sitting);
  const dara = await openAs(browser, links['village'] ?? '', onLaptop, sitting);
  const fay = await openAs(browser, links['reporter'] ?? '', onPhone, `${sitting}/follow`);
  const stage = await openAt(browser, links['stage-order'] ?? '', { ...hall, ...still });
  const chenKk = await elsewhere(chen, onPhone);
  await button(chen.page, ru.settings.inTheHall).waitFor();
  await look(chen.page, 'sitting now');
  await button(chen.page, ru.settings.inTheHall).click();
  await button(dara.page, ru.settings.inTheHall).click();
  await look(dara.page, 'sitting laptop', { dark: true });

  for (const [lang, page] of [
    ['ru', chen.page],
    ['kk', chenKk],
  ] as const) {
    const { sitting: said, draft } = words[lang];
    await page.getByText(said.agenda, { exact: true }).first().waitFor();
    await look(page, 'sitting here', { lang });
    await button(page, said.tabs.text).click();
    await page.locator('[data-clause] .body').first().waitFor();
    await look(page, 'text', { lang, dark: lang === 'ru' });
    await page.locator('[data-clause] .body').first().tap();
    await button(page, draft.writeHere).waitFor();
    await look(page, 'clause sheet', { lang });
    await button(page, draft.writeHere).click();
    await page.locator('[contenteditable=true]').first().waitFor();
    await look(page, 'writing', { lang });
    await button(page, draft.done).click();
    for (const [screen, label] of [
      ['display sheet', words[lang].frame.display],
      ['language sheet', new RegExp(`, ${words[lang].frame.language}$`)],
      ['help sheet', words[lang].frame.help],
    ] as const) {
      await button(page, label).click();
      await page.getByRole('dialog').waitFor();
      await look(page, screen, { lang });
      await closeSheet(page);
    }
  }

  const programme = await elsewhere(chen, onPhone, 'ru');
  const programmeKk = await elsewhere(chen, onPhone);
  for (const [lang, page] of [
    ['ru', programme],
    ['kk', programmeKk],
  ] as const) {
    await page.locator('header h1 a').click();
    await page.waitForURL(/\/f\//);
    // The sitting's page, which stands until the next has come, has its heading above its main part.
    await page.locator('main h1').waitFor();
    await page
      .locator(`main a[href="${new URL(sitting).pathname}"]`)
      .first()
      .waitFor();
    await look(page, 'programme', { lang });
    await page.context().close();
  }

  // The desk and its sheets.
  await button(amina.page, ru.desk.people).waitFor();
  const aminaKk = await elsewhere(amina, onPhone);
  for (const [lang, page] of [
    ['ru', amina.page],
    ['kk', aminaKk],
  ] as const) {
    const { desk } = words[lang];
    await button(page, desk.people).waitFor();
    await look(page, 'desk', { lang, dark: lang === 'ru' });
    for (const sheet of ['script', 'clauses', 'people', 'hallScreen'] as const) {
      await button(page, desk[sheet]).click();
      await page.getByRole('dialog').waitFor();
      await look(page, `desk ${sheet}`, { lang });
      if (sheet === 'people') {
        await page.getByRole('dialog').locator('li > button').nth(3).click();
        await button(page, desk.deeds.newLink).waitFor();
        await look(page, 'desk person', { lang });
      }
      await closeSheet(page);
    }
  }
  const aminaLaptop = await elsewhere(amina, onLaptop, 'ru');
  await aminaLaptop.locator('aside').waitFor();
  await look(aminaLaptop, 'desk laptop');

  await nextStep(amina.page, /^Начать: Голосование/);
  await look(stage.page, 'stage item');
  await look(fay.page, 'follow');
  await nextStep(amina.page, /^Закрыть для правок: пункт\s1/);
  await nextStep(amina.page, /^Поставить на голосование: пункт\s1/);

  // The vote.
  const fayKk = await elsewhere(fay, onPhone);
  await button(chen.page, ru.poll.answers.yes).waitFor();
  await look(chen.page, 'ballot', { dark: true });
  await button(chenKk, kk.poll.answers.yes).waitFor();
  await look(chenKk, 'ballot', { lang: 'kk' });
  await button(dara.page, ru.poll.answers.yes).waitFor();
  await look(dara.page, 'ballot laptop');
  await look(stage.page, 'stage vote');
  await look(fay.page, 'follow vote');
  await look(amina.page, 'desk vote');
  await look(aminaKk, 'desk vote', { lang: 'kk' });
  const accepted = (page: Page) => page.getByText('Голос принят').filter({ visible: true }).first();
  for (const { page } of [chen, dara]) {
    await pressUntil(button(page, ru.poll.answers.yes), () => accepted(page).isVisible());
  }
  await look(chen.page, 'ballot accepted');
  await look(dara.page, 'ballot accepted laptop');

  // The result.
  await nextStep(amina.page, /^Закрыть голосование/);
  await stage.page.getByText(ru.poll.carried, { exact: true }).waitFor();
  await fay.page.getByText(ru.poll.carried).first().waitFor();
  await fayKk.getByText(kk.poll.carried).first().waitFor();
  await look(stage.page, 'stage result');
  await look(chen.page, 'result', { dark: true });
  await look(chenKk, 'result', { lang: 'kk' });
  await look(dara.page, 'result laptop');
  await look(amina.page, 'desk result');
  await look(aminaKk, 'desk result', { lang: 'kk' });
  await look(aminaLaptop, 'desk result laptop');
  await look(fay.page, 'follow result', { dark: true });
  await look(fayKk, 'follow result', { lang: 'kk' });

  expect(found).toEqual([]);
  const errors = [stranger, amina, chen, dara, fay, stage].flatMap((each) => each.errors);
  // What a stranger may not have is answered with a status, and the browser says so by itself.
  expect(errors.filter((error) => !/status of 4\d\d/.test(error))).toEqual([]);
});
