/** What does a page say to whoever hears it and sees nothing? */
import type { Page } from 'playwright-core';

/** What is read aloud from here on, each time that it changes. */
export async function listen(page: Page): Promise<() => Promise<readonly string[]>> {
  await page.evaluate(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    const hear = (node: Node): void => {
      const region = (node instanceof Element ? node : node.parentElement)?.closest(
        '.unseen[role=status], .unseen[role=alert]',
      );
      const words = region?.textContent?.trim() ?? '';
      if (words !== '' && said.at(-1) !== words) said.push(words);
    };
    new MutationObserver((changes) => changes.forEach(({ target }) => hear(target))).observe(document.body, {
      subtree: true,
      childList: true,
      characterData: true,
    });
  });
  return () => page.evaluate(() => (window as never as { said: readonly string[] }).said);
}
