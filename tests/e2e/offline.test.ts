/** Is a page without a line still a page: read, written in, closed, opened again, and brought back without losing or doubling a word? */
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { keyboard, signInWith, thumb, type Hands } from './hands.ts';
import { nextStep, pressUntil } from './presses.ts';
import {
  laptop,
  enterBy,
  launchBrowser,
  openAs,
  openAt,
  phone,
  startSample,
  type Guest,
  type SampleServer,
} from './sample-server.ts';

let server: SampleServer;
let browser: Browser;
beforeAll(async () => {
  [server, browser] = await Promise.all([startSample(), launchBrowser()]);
});
afterAll(async () => {
  await browser.close();
  await server.stop();
});

/** A phone that fetches the app, to open it without a line. */
const installing = { ...phone, serviceWorkers: 'allow' } as const;

const linkOf = (name: string): string => server.links[name] ?? '';

/** To the text of the sitting, as a participant on a phone. */
async function toText(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Текст', exact: true }).tap();
}

/** The editor has come and the text is the server's. */
async function untilWritable(page: Page): Promise<void> {
  await page.getByText('сохранено', { exact: true }).filter({ visible: true }).first().waitFor();
}

async function write(page: Page, place: number, words: string): Promise<void> {
  const clause = page.locator('[data-clause]').nth(place);
  const field = clause.locator('[contenteditable=true]');
  if (!(await field.isVisible())) {
    await clause.locator('.body').tap();
    await page.getByRole('button', { name: 'Писать здесь', exact: true }).tap();
    await field.waitFor();
  }
  await page.keyboard.press('End');
  await page.keyboard.type(words, { delay: 15 });
}

const wordsAt = (page: Page, place: number): Promise<string> =>
  page.locator('[data-clause]').nth(place).locator('.words, .field').first().innerText();

const countOf = (text: string, part: string): number => text.split(part).length - 1;

/** Until the app has everything that it opens with. */
async function untilInstalled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
}

/** Until changes lie on the device, more than `before`, and no more are coming. */
async function untilKept(page: Page, before = 0): Promise<void> {
  let last = before;
  const isStill = async (): Promise<boolean> => {
    const now = await rowsIn(page, 'outbox');
    const still = now > before && now === last;
    last = now;
    return still;
  };
  await expect.poll(isStill, { interval: 150 }).toBe(true);
}

function rowsIn(page: Page, store: string): Promise<number> {
  return page.evaluate(
    (name) =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('ortaq');
        opening.onerror = () => reject(new Error('no database'));
        opening.onsuccess = () => {
          const counting = opening.result.transaction(name).objectStore(name).count();
          counting.onsuccess = () => {
            opening.result.close();
            resolve(counting.result);
          };
        };
      }),
    store,
  );
}

/** Whose rows this browser holds, the names in its local storage with their ids, and what lies in its caches. */
async function placesKept(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const opening = indexedDB.open('ortaq');
      opening.onsuccess = () => resolve(opening.result);
    });
    const rows = await Promise.all(
      [...database.objectStoreNames].map(
        (name) =>
          new Promise<readonly { readonly person: string }[]>((resolve) => {
            const all = database.transaction(name).objectStore(name).getAll();
            all.onsuccess = () => resolve(all.result as { person: string }[]);
          }),
      ),
    );
    database.close();
    const cached: string[] = [];
    for (const name of await caches.keys())
      for (const { url } of await (await caches.open(name)).keys()) cached.push(new URL(url).pathname);
    const local = Object.entries(localStorage).flatMap(
      ([name, value]) => `${name} ${String(value)}`.match(/per_\w+/g) ?? [],
    );
    return [...rows.flat().map(({ person }) => person), ...cached, ...local];
  });
}

test('[KEEP-1, KEEP-11] typed without a line, closed, opened while the server is down, typed on, brought back: every word, once', async () => {
  const address = await sittingOn();
  const chen = await openAs(browser, linkOf('rural'), installing, address);
  await toText(chen.page);
  await write(chen.page, 0, ' первое');
  await chen.page.getByText('сохранено', { exact: true }).first().waitFor();
  await untilInstalled(chen.page);

  await server.kill();
  await chen.page
    .getByText(/нет связи/i)
    .first()
    .waitFor();
  await chen.page.keyboard.type(' второе', { delay: 15 });
  await untilKept(chen.page);
  await chen.page.close();

  const again = await chen.context.newPage();
  const errors: string[] = [];
  again.on('pageerror', (error) => errors.push(error.message));
  await again.goto(address);
  await again.getByText(/Как было в/).waitFor();
  await toText(again);
  await expect.poll(() => wordsAt(again, 0)).toMatch(/ первое второе$/);
  const before = await rowsIn(again, 'outbox');
  await write(again, 0, ' третье');
  await untilKept(again, before);
  expect(await again.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);

  server = await startSample(server);
  await again.getByText('сохранено', { exact: true }).first().waitFor();
  await expect.poll(() => again.getByText(/Как было в/).count()).toBe(0);
  const fay = await openAs(browser, linkOf('reporter'), laptop, `${address}/follow`);
  await fay.page.getByText('первое второе третье').first().waitFor();
  const read = await fay.page.locator('body').innerText();
  expect(countOf(read, 'первое второе третье')).toBe(1);
  expect(countOf(await wordsAt(again, 0), 'первое')).toBe(1);
  await expect.poll(() => rowsIn(again, 'outbox')).toBe(0);
  expect([...errors, ...chen.errors]).toEqual([]);
  await chen.context.close();
  await fay.context.close();
});

test('[KEEP-4] a clause closed while its writer was away: the words are kept and shown, and the closed words stand', async () => {
  const amina = await openAs(browser, linkOf('moderator-order'), phone);
  const address = amina.page.url();
  const eli = await openAs(browser, linkOf('village'), phone, address);
  await toText(eli.page);
  await untilWritable(eli.page);
  const frozen = await wordsAt(eli.page, 0);
  await eli.context.setOffline(true);
  await eli.page
    .getByText(/нет связи/i)
    .first()
    .waitFor();
  await write(eli.page, 0, ' слишком поздно');
  await untilKept(eli.page);
  await eli.page.close();

  await amina.page.goto(`${address}/desk`);
  await nextStep(amina.page, /^Начать: Голосование/);
  await nextStep(amina.page, /^Закрыть для правок: пункт\s1/);

  await eli.context.setOffline(false);
  const back = await eli.context.newPage();
  await back.goto(address);
  await toText(back);
  await back.getByText('слишком поздно').first().waitFor();
  await back
    .getByText(/закрыт/)
    .first()
    .waitFor();
  expect(await wordsAt(back, 0)).toBe(frozen);
  // Still there when the page is loaded again, until somebody has done something with them.
  await back.reload();
  await toText(back);
  await back.getByText('слишком поздно').first().waitFor();
  await amina.context.close();
  await eli.context.close();
});

test('[KEEP-2, KEEP-3] a second person in the same browser sees nothing of the first; who signs out leaves nothing', async () => {
  const address = await sittingOn();
  const chen = await openAs(browser, linkOf('rural'), installing, address);
  await toText(chen.page);
  await untilWritable(chen.page);
  await expect.poll(() => rowsIn(chen.page, 'seen')).toBe(1);
  await chen.context.setOffline(true);
  await write(chen.page, 1, ' тайное слово');
  await untilKept(chen.page);
  await chen.page.close();
  await chen.context.setOffline(false);

  // Dana takes the phone and opens her own link.
  const dana = await chen.context.newPage();
  await dana.goto(linkOf('village'));
  await dana.getByRole('button', { name: /Это я/ }).tap();
  await dana.waitForURL(/\/(?:s|f)\//);
  await dana.goto(address);
  await toText(dana);
  await dana.locator('[data-clause]').nth(1).waitFor();
  await expect.poll(() => rowsIn(dana, 'seen')).toBe(2);
  expect(await dana.locator('body').innerText()).not.toContain('тайное слово');
  const whose = await dana.evaluate(
    () => Object.values(JSON.parse(localStorage.getItem('ortaq.here') ?? '{}') as Record<string, string>)[0],
  );
  expect(await placesKept(dana)).toContain(whose);

  await dana.goto(new URL('/', address).href);
  const leave = dana.getByRole('button', { name: 'Выйти', exact: true });
  await leave.waitFor();
  await pressUntil(leave, async () => !(await leave.isVisible()));
  const kept = await placesKept(dana);
  expect(kept).not.toContain(whose);
  // What is the first one's stays, and no answer of the server lies in a cache.
  expect(kept.filter((place) => place.startsWith('per_')).length).toBeGreaterThan(0);
  expect(kept.filter((place) => /^\/(?:api|text|socket)/.test(place))).toEqual([]);

  // The first one comes back: the words are hers, and go out under her name.
  await dana.goto(linkOf('rural'));
  await dana.getByRole('button', { name: /Это я/ }).tap();
  await dana.waitForURL(/\/(?:s|f)\//);
  await dana.goto(address);
  await toText(dana);
  await expect.poll(() => wordsAt(dana, 1)).toContain('тайное слово');
  await chen.context.close();
});

test('[KEEP-9] the village line: 64 kbit/s and 800 ms, cut in the middle of a sentence, neighbours go on; nothing is lost', async () => {
  const eli = await openAt(browser, 'about:blank', phone);
  await slow(eli.context, eli.page);
  await eli.page.goto(linkOf('village'), { timeout: 120_000 });
  await eli.page.getByRole('button', { name: /Это я/ }).tap();
  await eli.page.waitForURL(/\/(?:s|f)\//);
  await cutInTheMiddle(thumb, eli);
});

test('[KEEP-9] cut in the middle of a sentence, with the keyboard alone: neighbours go on; nothing is lost', async () => {
  await cutInTheMiddle(keyboard, await signInWith(keyboard, browser, linkOf('village')));
});

/** The third clause is being written in when the line goes; somebody writes in the second one meanwhile. */
async function cutInTheMiddle(hands: Hands, eli: Guest): Promise<void> {
  const { page } = eli;
  const address = await sittingOf(eli);
  const chen = await openAs(browser, linkOf('rural'), laptop, address);
  await hands.toText(page);
  await page.locator('[data-clause]').nth(2).waitFor({ timeout: 120_000 });
  await hands.goInto(page, page.locator('[data-clause]').nth(2), 'end');
  const begun = ` половина ${hands.name}`;
  await page.keyboard.type(begun, { delay: 15 });
  await eli.context.setOffline(true);
  await page.keyboard.type(' фразы дописана без связи', { delay: 10 });
  await untilKept(page);
  const neighbour = chen.page.locator('[data-clause]').nth(1).locator('[contenteditable=true]').first();
  await neighbour.click();
  await chen.page.keyboard.press('End');
  await chen.page.keyboard.type(` сосед пишет ${hands.name}`);
  await eli.context.setOffline(false);
  const arrived = async (): Promise<boolean> =>
    (await wordsAt(chen.page, 2)).endsWith(`${begun} фразы дописана без связи`);
  await expect.poll(arrived, { timeout: 90_000 }).toBe(true);
  await expect.poll(() => wordsAt(page, 1)).toContain(`сосед пишет ${hands.name}`);
  await page.getByText('сохранено', { exact: true }).first().waitFor();
  await eli.context.close();
  await chen.context.close();
}

async function slow(context: BrowserContext, page: Page): Promise<void> {
  const devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  await devtools.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 800,
    downloadThroughput: (64 * 1000) / 8,
    uploadThroughput: (64 * 1000) / 8,
  });
}

/** To the sitting of the sample that is on; a link may lead to the programme. */
async function sittingOf({ page }: Guest): Promise<string> {
  const address = await sittingOn();
  if (page.url() !== address) await page.goto(address);
  return address;
}

/** Where the moderator's link leads. */
async function sittingOn(): Promise<string> {
  const context = await browser.newContext();
  const address = await enterBy(context, linkOf('moderator-order'));
  await context.close();
  return address;
}
