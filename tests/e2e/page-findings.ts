/** What is wrong with a page for those who read it with other eyes: axe's findings, and what is cut off on a narrow screen? */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import type { Lang } from '../../shared/lib/lang.ts';

interface AxeRun {
  run(options: {
    readonly resultTypes: readonly ['violations'];
    readonly runOnly?: { readonly type: 'rule'; readonly values: readonly string[] };
  }): Promise<{
    readonly violations: readonly {
      readonly id: string;
      readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
    }[];
  }>;
}

export type Theme = 'light' | 'dark' | 'contrast';

let axe: string | undefined;

/** The rules whose answer a theme can change: those that look at colours. All others ask of the document, which is the same in each theme. */
const rulesOfColour = ['color-contrast', 'link-in-text-block'] as const;

/**
 * One line a finding; empty is good. `colours`: only the rules that a theme can change. The page's policy keeps scripts of others out, but
 * not the browser's own driver.
 */
export async function axeFindings(page: Page, asked: 'everything' | 'colours' = 'everything'): Promise<string[]> {
  axe ??= await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  const only = asked === 'colours' ? rulesOfColour : null;
  return page.evaluate(async (values) => {
    const { axe: run } = window as never as { readonly axe: AxeRun };
    // Every rule is asked of every part all the same; nothing is written down of what they have no fault to find with, which took half the time.
    const told = { resultTypes: ['violations'] } as const;
    const { violations } = await run.run(values === null ? told : { ...told, runOnly: { type: 'rule', values } });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
    );
  }, only);
}

/** What stands out of the page sideways, by itself or in a part that scrolls: one line each; empty is good. */
export function overflowFindings(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const name = (element: Element): string => element.outerHTML.slice(0, 120);
    const isTooWide = (element: Element): boolean => element.scrollWidth > element.clientWidth;
    const scrollers = [...document.querySelectorAll('body *')].filter(
      (element) => isTooWide(element) && ['auto', 'scroll'].includes(getComputedStyle(element).overflowX),
    );
    const findings = scrollers.map((element) => `scrolls sideways: ${name(element)}`);
    for (const clock of document.querySelectorAll('.clock')) {
      const range = document.createRange();
      range.selectNodeContents(clock);
      const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)));
      if (lines.size > 1) findings.push(`figures on ${String(lines.size)} lines: ${name(clock)}`);
    }
    const root = document.documentElement;
    if (!isTooWide(root)) return findings;
    const out = [...document.querySelectorAll('body *')].filter(
      (element) => element.getBoundingClientRect().right > root.clientWidth + 0.5,
    );
    return [
      ...findings,
      `${String(root.scrollWidth)} px wide on ${String(root.clientWidth)}: ${out.slice(-3).map(name).join(' | ')}`,
    ];
  });
}

/**
 * What means something by its colour alone: one line each; empty is good. What stands in the colour of *for* or *against*, or on it as its
 * ground, has letters beside it (its own, or those of the row or figure that it is a part of), and what is for never says what is against says.
 */
export function colourFindings(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const probe = document.body.appendChild(document.createElement('i'));
    const [yes, no] = ['--for', '--against'].map((token) => {
      probe.style.color = `var(${token})`;
      return getComputedStyle(probe).color;
    });
    probe.remove();
    const said = { yes: new Set<string>(), no: new Set<string>() };
    const findings: string[] = [];
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      if (!element.checkVisibility()) continue;
      const { color, backgroundColor } = getComputedStyle(element);
      const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.nodeValue?.trim() !== '');
      const means = (tone: string | undefined): boolean => backgroundColor === tone || (hasText && color === tone);
      const tone = means(yes) ? 'yes' : means(no) ? 'no' : null;
      if (tone === null) continue;
      const whole = element.closest('[role=img], button, dl > div, li, p, h1, h2, h3') ?? element;
      const words = whole.getAttribute('aria-label') ?? whole.textContent ?? '';
      const letters = words.replace(/[^\p{L}]+/gu, ' ').trim();
      if (letters === '') findings.push(`no word beside its colour: ${element.outerHTML.slice(0, 120)}`);
      // One figure has all colours, and tells all of it in one sentence.
      if (whole.getAttribute('role') !== 'img') said[tone].add(letters);
    }
    for (const words of said.yes) if (said.no.has(words)) findings.push(`told apart by colour alone: ${words}`);
    return findings;
  });
}

/** What `overflowFindings` says with words of twice the size; the page is put back after it. */
export async function overflowOfLargeWords(page: Page): Promise<string[]> {
  const set = (size: string | null): Promise<void> =>
    page.evaluate((wanted) => {
      if (wanted === null) delete document.documentElement.dataset['textSize'];
      else document.documentElement.dataset['textSize'] = wanted;
    }, size);
  await set('200');
  // A face that is still on its way is stood in for by a wider one.
  await page.evaluate(() => document.fonts.ready.then(() => undefined));
  const findings = await overflowFindings(page);
  await set(null);
  return findings;
}

/** Does so with another theme put on, when its colours have come: those on their way are no colours yet. */
export async function inTheme<T>(page: Page, theme: Theme, look: () => Promise<T>): Promise<T> {
  const before = await page.evaluate((wanted) => {
    const { dataset } = document.documentElement;
    const was = dataset['theme'];
    dataset['theme'] = wanted;
    return was;
  }, theme);
  await page.evaluate(async () => {
    for (;;) {
      // What is taken back on its way ends too, and what goes on for ever is no change of colours.
      const ending = document
        .getAnimations()
        .filter(({ effect, playState }) => playState === 'running' && effect?.getComputedTiming().endTime !== Infinity);
      if (ending.length === 0) return;
      await Promise.allSettled(ending.map(({ finished }) => finished));
      // What stands in another takes its colour from there, and begins when that has come.
      await new Promise(requestAnimationFrame);
    }
  });
  const seen = await look();
  await page.evaluate((was) => void (document.documentElement.dataset['theme'] = was), before);
  return seen;
}

/**
 * What axe finds in these themes, each line with its own: everything in one of them. A theme changes colours and nothing else, so that in the
 * others the rules of colour are asked again and no more.
 */
export async function axeInThemes(page: Page, themes: readonly Theme[], everythingIn: Theme): Promise<string[]> {
  const found: string[] = [];
  for (const theme of themes) {
    const look = (): Promise<string[]> => axeFindings(page, theme === everythingIn ? 'everything' : 'colours');
    found.push(...(await inTheme(page, theme, look)).map((finding) => `${theme}: ${finding}`));
  }
  return found;
}

/** The page anew in this language, as if it had been chosen on this device. */
export async function reloadIn(page: Page, lang: Lang): Promise<void> {
  await page.evaluate((wanted) => localStorage.setItem('ortaq.lang', wanted), lang);
  await page.reload();
}
