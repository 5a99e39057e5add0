/** How does a story press what takes no press in its first moments? As a person does: again, if nothing happened. */
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** Presses until it is `done`. */
export async function pressUntil(button: Locator, done: () => Promise<boolean>): Promise<void> {
  const press = async (): Promise<boolean> => {
    if (await done()) return true;
    await button.click({ timeout: 1_000 }).catch(() => undefined);
    return done();
  };
  await expect.poll(press, { timeout: 20_000, interval: 300 }).toBe(true);
}

/** The desk's one next step, named by its deed; done when it is another one. */
export async function nextStep(page: Page, deed: RegExp): Promise<void> {
  const button = page.getByRole('button', { name: deed });
  await button.waitFor();
  await pressUntil(button, async () => !(await button.isVisible()));
}
