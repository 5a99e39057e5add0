/** How does a story press what takes no press in its first moments? As a person does: again, if nothing happened. */
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { ru } from '../../shared/i18n/ru.ts';

/** With what a button is pressed. */
export type Press = (button: Locator) => Promise<void>;
const click: Press = (button) => button.click({ timeout: 15_000 });

/**
 * Presses until it is `done`. Where the machine is slow a press is slow too: it is given the time it needs, and what went away under it is
 * looked at anew.
 */
export async function pressUntil(button: Locator, done: () => Promise<boolean>, press = click): Promise<void> {
  const pressed = async (): Promise<boolean> => {
    if (await done()) return true;
    if (await button.isVisible()) await press(button).catch(() => undefined);
    return done();
  };
  await expect.poll(pressed, { interval: 300 }).toBe(true);
}

/** Pressed with a pointer, or a finger, until it is gone. */
const pressAway = (button: Locator): Promise<void> => pressUntil(button, async () => !(await button.isVisible()));

/**
 * The desk's one next step, named by its deed; where it is announced first, the wait is skipped. Done when it is another one. `away`: with
 * what it is pressed until it is gone.
 */
export async function nextStep(page: Page, deed: RegExp, away = pressAway): Promise<void> {
  const button = page.getByRole('button', { name: deed });
  await button.waitFor();
  await away(button);
  // The server has answered: what stands there now is the step after, or what may be done about the announcement.
  await page.locator('.next:not([aria-busy])').first().waitFor();
  const now = page.getByRole('button', { name: ru.desk.deeds.now, exact: true });
  if (await now.isVisible()) await away(now);
}
