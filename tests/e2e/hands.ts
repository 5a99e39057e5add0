/** With what does somebody in a story press and write? With a thumb on 360 px, or with the keyboard alone: no pointer is ever used. */
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { ru } from '../../shared/i18n/ru.ts';
import { laptop, openAt, phone, waitMs, type Guest } from './sample-server.ts';

export interface Hands {
  readonly name: string;
  /** How the browser looks that is held in them; nothing is kept beside the page, which is another story's matter. */
  readonly options: BrowserContextOptions;
  press(button: Locator): Promise<void>;
  /** To the text, from wherever the sitting opens. */
  toText(page: Page): Promise<void>;
  /** Puts the caret into a clause, at one end of its words. */
  goInto(page: Page, clause: Locator, end: 'start' | 'end'): Promise<void>;
  /** Out of the words, to the rest of the page. */
  leave(page: Page): Promise<void>;
  /** Opens what can be done with a clause. */
  openDeeds(page: Page, clause: Locator): Promise<void>;
  undo(page: Page): Promise<void>;
}

const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true });
const fieldOf = (clause: Locator): Locator => clause.locator('[contenteditable=true]').first();

export const thumb: Hands = {
  name: 'with a thumb on 360 px',
  options: { ...phone, serviceWorkers: 'block' },
  press: (one) => one.tap(),
  toText: (page) => button(page, ru.sitting.tabs.text).tap(),
  async goInto(page, clause, end) {
    if (!(await fieldOf(clause).isVisible())) {
      await clause.locator('.words').tap();
      await button(page, ru.draft.writeHere).tap();
      await fieldOf(clause).waitFor();
    }
    // The keyboard of the screen types; where, says the thumb.
    if (end === 'start') await fieldOf(clause).tap({ position: { x: 1, y: 10 } });
  },
  leave: (page) => button(page, ru.draft.done).tap(),
  openDeeds: (_page, clause) => clause.locator('.hanging').tap(),
  async undo(page) {
    const undo = button(page, ru.draft.undoMine);
    if ((await undo.getAttribute('aria-disabled')) === null) await undo.tap();
  },
};

export const keyboard: Hands = {
  name: 'with the keyboard alone',
  options: { ...laptop, serviceWorkers: 'block' },
  async press(one) {
    await one.waitFor();
    await walkTo(one);
    await one.page().keyboard.press('Enter');
  },
  toText: () => Promise.resolve(),
  async goInto(page, clause, end) {
    await fieldOf(clause).waitFor();
    await walkTo(fieldOf(clause));
    // Of the words, not of the line.
    await page.keyboard.press(end === 'start' ? 'Control+ArrowUp' : 'Control+ArrowDown');
  },
  leave: (page) => page.keyboard.press('Escape'),
  async openDeeds(page, clause) {
    await walkTo(clause.locator('.hanging'));
    await page.keyboard.press('Enter');
  },
  undo: (page) => page.keyboard.press('Control+z'),
};

/** For whoever presses by keys where others press otherwise. */
export const byKeys = (one: Locator): Promise<void> => keyboard.press(one);

/** More steps than any page has stops. */
const stopsMost = 150;

/** With Tab, as far as it takes; or back. */
export async function walkTo(wanted: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  const page = wanted.page();
  await wanted.waitFor({ state: 'attached' });
  // Found once, and not at each stop: to look for a name is to read the whole page. What goes meanwhile is not waited for again.
  let [element] = await wanted.elementHandles();
  for (let stop = 0; stop < stopsMost; stop += 1) {
    if (element === undefined) throw new Error(`it went away: ${String(wanted)}`);
    const at = await element.evaluate((one) => (one.isConnected ? one === document.activeElement : null));
    if (at === true) return;
    if (at === false) await page.keyboard.press(key);
    else [element] = await wanted.elementHandles();
  }
  throw new Error(`no way there by Tab: ${String(wanted)}`);
}

/** Writes into a field that is reached by Tab. */
export async function typeInto(field: Locator, text: string): Promise<void> {
  await walkTo(field);
  await field.page().keyboard.type(text);
}

/** Of radios that exclude each other one is reached by Tab, and from it the others by the arrows. */
export async function chooseByKeys(wanted: Locator): Promise<void> {
  const page = wanted.page();
  const group = await wanted.getAttribute('name');
  const all = page.locator(`input[type=radio][name="${group ?? ''}"]`);
  const isChosen = (await all.and(page.locator(':checked')).count()) > 0;
  await walkTo(isChosen ? all.and(page.locator(':checked')) : all.first());
  if (!isChosen) await page.keyboard.press('Space');
  for (let steps = await all.count(); steps > 0 && !(await wanted.isChecked()); steps -= 1)
    await page.keyboard.press('ArrowDown');
  expect(await wanted.isChecked()).toBe(true);
}

/** What took the focus with it as it went, or was covered, from here on: who has no pointer would begin at the top of the page again. */
export async function watchFocus(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.evaluate(() => {
    const lost: string[] = [];
    Object.assign(window, { lost });
    let last: Element | null = document.activeElement;
    const isGone = (): boolean => last !== null && (!last.isConnected || last.closest('[inert], [hidden]') !== null);
    const look = (): void => {
      if (!isGone()) return;
      if (document.activeElement === document.body) lost.push(last?.outerHTML.slice(0, 160) ?? '');
      last = null;
    };
    document.addEventListener('focusin', ({ target }) => (last = target as Element));
    // After the page itself has seen to it.
    new MutationObserver(() => {
      if (isGone()) setTimeout(look);
    }).observe(document.body, { subtree: true, childList: true, attributeFilter: ['inert', 'hidden'] });
  });
  return () => page.evaluate(() => (window as never as { lost: readonly string[] }).lost);
}

/** A button that takes no press in its first moments, and goes when it has taken one. */
export async function pressUntilGone(hands: Hands, one: Locator): Promise<void> {
  await one.waitFor();
  await pressAway(hands, one);
}

/** The same for one that stands there, or has gone by itself meanwhile. */
export async function pressAway(hands: Hands, one: Locator): Promise<void> {
  const isGone = async (): Promise<boolean> => {
    if (await one.isVisible()) await hands.press(one).catch(() => undefined);
    return !(await one.isVisible());
  };
  // It may go under a press, which then waits its whole time for it.
  await expect.poll(isGone, { interval: 300, timeout: 2 * waitMs }).toBe(true);
}

/** Opens a personal link and says *It is me*, with these hands. */
export async function signInWith(hands: Hands, browser: Browser, url: string): Promise<Guest> {
  const guest = await openAt(browser, url, hands.options);
  await hands.press(button(guest.page, ru.people.itIsMe));
  await guest.page.waitForURL(/\/(?:s|f)\//);
  return guest;
}
