/** How does a story put something to the vote at the desk, and answer it on a phone? By pressing what stands on the screen. */
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { conductWords } from '../../shared/i18n/conduct-words.ts';
import { ru } from '../../shared/i18n/ru.ts';
import { votingWords } from '../../shared/i18n/voting-words.ts';
import type { Choice } from '../../shared/poll/poll.ts';
import { chooseByKeys, keyboard, typeInto, walkTo } from './hands.ts';
import { pressUntil, type Press } from './presses.ts';

const words = conductWords.ru;
const { ask } = votingWords.ru;

export const button = (page: Page | Locator, name: string | RegExp): Locator =>
  page
    .getByRole('button', typeof name === 'string' ? { name, exact: true } : { name })
    .filter({ visible: true })
    .first();
/** Words as they stand, or as a part of what stands there where a pattern is given. */
export const seen = (page: Page | Locator, text: string | RegExp): Locator =>
  page.getByText(text, { exact: true }).filter({ visible: true }).first();
/** The word of a result, where somebody reads it on a page of their own; the stage has it in two languages. */
export const outcome = (page: Page, word: string): Locator =>
  page.getByRole('heading', { name: word, exact: true }).filter({ visible: true }).first();
export const accepted = (page: Page): Locator => seen(page, /(?:Голос|Ответ) принят/);

/** The least height of what a vote is given with, in px. */
const answerPx = 56;

/** It stands there, and all with which one answers is as large as a thumb in a hurry needs it. */
async function standsLarge(pressed: Locator): Promise<void> {
  await pressed.waitFor();
  const ballot = pressed.page().locator('section.ballot').filter({ visible: true }).first();
  const small = await ballot.evaluate((section, least) => {
    // A mark to tick is pressed by its whole label.
    const answers = section.querySelectorAll('.answers button, .middle :is([data-does]:not(input), label:has(input))');
    const heights = [...answers].map((one) => [one.textContent.trim(), one.getBoundingClientRect().height] as const);
    return { count: heights.length, small: heights.filter(([, height]) => height > 0 && height < least) };
  }, answerPx);
  expect(small).toEqual({ count: expect.any(Number) as number, small: [] });
  expect(small.count).toBeGreaterThan(0);
}

/** Presses the one answer that is given with one press. */
export async function answer(page: Page, choice: Choice, press?: Press): Promise<void> {
  const pressed = button(page, ru.poll.answers[choice]);
  await standsLarge(pressed);
  await pressUntil(pressed, () => accepted(page).isVisible(), press);
}

/** Sends what was filled in on another ballot. */
export async function send(page: Page, word: string = ask.send, press?: Press): Promise<void> {
  const pressed = button(page, word);
  await standsLarge(pressed);
  await pressUntil(pressed, () => accepted(page).isVisible(), press);
}

/** The desk's sheet for a vote, as its fields are found by their names. */
export interface VoteSheet {
  readonly sheet: Locator;
  /** One of several in words: pressed by them. */
  readonly row: (word: string) => Promise<void>;
  readonly question: (text: string) => Promise<void>;
  readonly options: (texts: readonly string[]) => Promise<void>;
  readonly select: (label: string, value: string) => Promise<void>;
}

/** The same by keys: what is chosen of several, written, marked, and pressed at its foot. */
export interface KeyedSheet extends Pick<VoteSheet, 'row' | 'question'> {
  readonly tick: (name: RegExp) => Promise<void>;
  readonly put: (word: string) => Promise<void>;
}

/** Opens the sheet and fills it in from above; it stays open. */
export async function prepare(desk: Page, fill: (fields: VoteSheet) => Promise<void>): Promise<Locator> {
  const sheet = desk.getByRole('dialog');
  await button(desk, words.chip).click();
  await sheet.waitFor();
  await fill({
    sheet,
    row: (word) => sheet.getByText(word, { exact: true }).first().click(),
    question: (text) => sheet.getByLabel(words.question('русский')).fill(text),
    async options(texts) {
      for (const [place, text] of texts.entries()) {
        if (place > 1) await sheet.getByRole('button', { name: words.addOption }).click();
        await sheet.getByLabel(words.optionIn(place + 1, 'русский')).fill(text);
      }
    },
    select: async (label, value) => void (await sheet.getByLabel(label).selectOption(value)),
  });
  return sheet;
}

/** Puts what was filled in: it is announced, and the sheet is gone. */
export async function put(desk: Page): Promise<void> {
  const sheet = desk.getByRole('dialog');
  await sheet.getByRole('button', { name: words.put, exact: true }).click();
  await sheet.waitFor({ state: 'detached' });
}

/** The same sheet, filled in and put by keys alone. */
export async function putByKeys(desk: Page, fill: (fields: KeyedSheet) => Promise<void>): Promise<void> {
  const sheet = desk.getByRole('dialog');
  await keyboard.press(button(desk, words.chip));
  await sheet.waitFor();
  await fill({
    row: (word) => chooseByKeys(sheet.getByRole('radio', { name: word, exact: true })),
    question: (text) => typeInto(sheet.getByLabel(words.question('русский')), text),
    async tick(name) {
      await walkTo(sheet.getByRole('checkbox', { name }));
      await desk.keyboard.press('Space');
    },
    put: (word) => keyboard.press(sheet.getByRole('button', { name: word, exact: true })),
  });
  await sheet.waitFor({ state: 'detached' });
}

/** The result has the phone for a while: put away, or gone by itself. */
export async function putAway(page: Page, press?: Press): Promise<void> {
  const back = page.locator('.over').getByRole('button', { name: ru.frame.back, exact: true });
  await pressUntil(back, async () => !(await back.isVisible()), press);
}

/** How it was counted is unfolded, a round of it too, and this sentence stands there. */
export async function unfoldSteps(page: Page, sentence: string, round?: number): Promise<void> {
  await putAway(page);
  const parts = [votingWords.ru.how, ...(round === undefined ? [] : [votingWords.ru.count.round(round)])];
  const told = page.getByText(sentence).filter({ visible: true }).first();
  for (const [place, part] of parts.entries()) {
    const next = parts[place + 1];
    await pressUntil(seen(page, part), () => (next === undefined ? told : seen(page, next)).isVisible());
  }
}
