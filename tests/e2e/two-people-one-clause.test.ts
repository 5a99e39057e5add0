/**
 * What becomes of words when two people write in one clause, one of them takes it out, another closes it? Told once with thumbs on
 * 360 px and once with the keyboard alone. Amendments to such a clause are a story of their own, when there are amendments; what
 * hundreds of random edits do, the robots of `editor-robots.test.ts` try.
 */
import { createHash } from 'node:crypto';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { plainText } from '../../shared/draft/clause-runs.ts';
import { inTextOrder } from '../../shared/draft/clause-tree.ts';
import { ru } from '../../shared/i18n/ru.ts';
import type { Lang } from '../../shared/lib/lang.ts';
import type { TextAtAnswer, TextHistoryAnswer } from '../../shared/protocol/http.ts';
import { keyboard, pressUntilGone, signInWith, thumb, type Hands } from './hands.ts';
import { launchBrowser, openAs, startSample, type Guest, type SampleServer } from './sample-server.ts';

let server: SampleServer;
let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const clauseAt = (page: Page, place: number): Locator => page.locator('[data-clause]').nth(place);
const button = (scope: Page | Locator, name: string | RegExp): Locator =>
  scope.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name });
const pacing = { delay: 12 };

/** The words of a clause as they stand on a page. */
const wordsAt = (page: Page, place: number): Promise<string> =>
  clauseAt(page, place).locator('.words').first().innerText();

async function untilSaved(page: Page): Promise<void> {
  await page.getByText(ru.line.saved, { exact: true }).filter({ visible: true }).first().waitFor();
}

const hashOf = (clauses: readonly string[]): string => createHash('sha256').update(clauses.join('\n')).digest('hex');

/** What a page shows of its text in a language, clause by clause. */
async function hashOnPage(hands: Hands, page: Page, lang: Lang): Promise<string> {
  await hands.press(button(page, ru.draft.languageNames[lang]));
  await page.locator(`[data-clause] [data-words=${lang}]`).first().waitFor();
  const shown = await page.locator(`[data-clause] [data-words]`).allInnerTexts();
  return hashOf(shown.map((words) => words.trim()));
}

/** What the server has committed, asked as the person of the page. */
async function hashAtServer(page: Page, textId: string, lang: Lang): Promise<string> {
  const { clauses } = await page.evaluate(async (id) => {
    const read = async (path: string): Promise<unknown> => (await fetch(`/api/texts/${id}/${path}`)).json();
    const { textSeq } = (await read('history?limit=1')) as TextHistoryAnswer;
    return (await read(`at/${String(textSeq)}`)) as TextAtAnswer;
  }, textId);
  const standing = inTextOrder(clauses.filter(({ removed }) => !removed));
  return hashOf(standing.map(({ body }) => plainText(body[lang] ?? []).trim()));
}

for (const hands of [thumb, keyboard]) {
  test(`[KEEP-4, KEEP-12] two people, one clause, ${hands.name}: every word has its place, and all pages are equal`, async () => {
    server = await startSample();
    try {
      await story(hands);
    } finally {
      for (const context of browser.contexts()) await context.close();
      await server.stop();
    }
  });
}

async function story(hands: Hands): Promise<void> {
  const linkOf = (name: string): string => server.links[name] ?? '';
  const amina = await signInWith(hands, browser, linkOf('moderator-order'));
  const sitting = amina.page.url();
  const open = async (name: string): Promise<Guest> => {
    const guest = await openAs(browser, linkOf(name), hands.options, sitting);
    await hands.toText(guest.page);
    await untilSaved(guest.page);
    return guest;
  };
  const [chen, dara, eli] = await Promise.all([open('rural'), open('business'), open('village')]);
  const writers = [chen.page, dara.page, eli.page];

  // In one sentence at once, first in Russian, then in Kazakh: one before its words, one behind them.
  for (const [lang, before, after] of [
    ['ru', 'ежегодно ', ' и на сайте акимата'],
    ['kk', 'жыл сайын ', ' әкімдік сайтында'],
  ] as const) {
    if (lang === 'kk') {
      for (const { page } of [chen, dara]) {
        await hands.leave(page);
        await hands.press(button(page, ru.draft.languageNames.kk));
      }
    }
    const was = await wordsAt(chen.page, 0);
    await hands.goInto(chen.page, clauseAt(chen.page, 0), 'end');
    await hands.goInto(dara.page, clauseAt(dara.page, 0), 'start');
    await Promise.all([chen.page.keyboard.type(after, pacing), dara.page.keyboard.type(before, pacing)]);
    for (const { page } of [chen, dara]) await expect.poll(() => wordsAt(page, 0)).toBe(`${before}${was}${after}`);

    // Who takes theirs back takes nothing of the other's.
    if (lang === 'kk') continue;
    const wanted = `${before}${was}`;
    const undone = async (): Promise<string> => {
      const now = await wordsAt(chen.page, 0);
      if (now !== wanted) await hands.undo(chen.page);
      return now;
    };
    await expect.poll(undone).toBe(wanted);
    await expect.poll(() => wordsAt(dara.page, 0)).toBe(wanted);
  }
  for (const { page } of [chen, dara]) {
    await untilSaved(page);
    await hands.leave(page);
    await hands.press(button(page, ru.draft.languageNames.ru));
  }

  // One takes a clause out in which another writes: what was written stands where it was written, and can be put back.
  await hands.goInto(dara.page, clauseAt(dara.page, 1), 'end');
  await dara.page.keyboard.type(' сёлам вдвое', pacing);
  await expect.poll(() => wordsAt(eli.page, 1)).toContain('сёлам вдвое');
  await hands.openDeeds(eli.page, clauseAt(eli.page, 1));
  await Promise.all([
    hands.press(button(eli.page, ru.draft.remove)),
    dara.page.keyboard.type(' больше времени', pacing),
  ]);
  await hands.leave(dara.page);
  const takenOut = dara.page.locator('[data-clause]').filter({ hasText: ru.editing.removedMeanwhile });
  await takenOut.waitFor();
  expect(await takenOut.innerText()).toContain('сёлам вдвое больше времени');
  await expect.poll(() => eli.page.locator('[data-clause]').count()).toBe(3);
  await hands.press(button(takenOut, ru.draft.putBack));
  for (const page of writers) await expect.poll(() => wordsAt(page, 1)).toMatch(/ сёлам вдвое больше времени$/);

  // A clause is closed while two are writing in it, one of them without a line.
  await amina.page.goto(`${sitting}/desk`);
  const deed = (name: RegExp): Locator => button(amina.page.locator('main'), name);
  await pressUntilGone(hands, deed(/^Начать: Голосование/));
  for (const { page } of [chen, eli]) await hands.goInto(page, clauseAt(page, 0), 'end');
  await eli.context.setOffline(true);
  await eli.page.keyboard.type(' слишком поздно', pacing);
  await pressUntilGone(hands, deed(/^Закрыть для правок: пункт\s1/));
  const isLocked = async (page: Page): Promise<boolean> =>
    (await clauseAt(page, 0).locator('[contenteditable=true]').count()) === 0;
  // Announced five seconds before: he writes until the lock is there.
  while (!(await isLocked(chen.page))) await chen.page.keyboard.type(' и ещё', pacing);
  const seal = (page: Page): Promise<string> => clauseAt(page, 0).locator('.hanging').innerText();
  /** What was closed ends with its last letter. */
  const lettersAt = async (page: Page): Promise<string> => (await wordsAt(page, 0)).trimEnd();
  for (const { page } of [chen, dara]) await expect.poll(() => seal(page)).toContain(ru.draft.seals.closed);
  const closed = await lettersAt(dara.page);
  await chen.page.keyboard.type('после замка', pacing);
  await expect.poll(() => lettersAt(chen.page)).toBe(closed);
  await eli.context.setOffline(false);
  await expect.poll(() => seal(eli.page)).toContain(ru.draft.seals.closed);
  await expect.poll(() => isLocked(eli.page)).toBe(true);
  await expect.poll(() => lettersAt(eli.page)).toBe(closed);

  // What came too late is kept, and becomes a proposal in one press.
  const kept = eli.page.locator('.kept');
  await kept.getByText('слишком поздно').waitFor();
  await hands.press(button(kept, ru.draft.proposeKept));
  const sheet = eli.page.getByRole('dialog');
  await hands.press(button(sheet, ru.proposal.showToAll));
  await chen.page.locator('[data-proposal]').getByText('слишком поздно').waitFor();

  // However often somebody walked through the fields: no clause was put under another.
  for (const page of writers)
    expect(await page.locator('.hanging .number').allInnerTexts()).toEqual(['1.', '2.', '3.', '4.']);

  // All open their pages anew: the same text, to the letter, as the server has it.
  let textId = '';
  for (const page of writers) {
    const connecting = page.waitForEvent('websocket', (socket) => socket.url().includes('/text/'));
    await page.reload();
    textId = new URL((await connecting).url()).pathname.split('/').at(-1) ?? '';
    await hands.toText(page);
    await untilSaved(page);
  }
  for (const lang of ['ru', 'kk'] as const) {
    const hashes = await Promise.all(writers.map((page) => hashOnPage(hands, page, lang)));
    expect(new Set(hashes)).toEqual(new Set([await hashAtServer(chen.page, textId, lang)]));
  }
  for (const { errors } of [amina, chen, dara, eli]) expect(errors).toEqual([]);
}
