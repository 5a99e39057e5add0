/** Is a clause far from the view, which is but its words, as good as any other? It is read, found and reached, and written in at once. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { moveClause, type SeedClause } from '../../shared/draft/clause-text-edit.ts';
import { clauseNumbered } from '../text/text-world.ts';
import { closeBrowser, openEditorWorld, type EditorWorld } from './editor-world.ts';

const count = 120;
const clauses: readonly SeedClause[] = Array.from({ length: count }, (_, index) => ({
  id: clauseNumbered(index + 1),
  kind: 'operative' as const,
  addressee: index === count - 1 ? { ru: 'Акимату области' } : null,
  due: index === count - 1 ? '2026-12-01' : null,
  body: { ru: `слово${index + 1} о сроках и заказе ${'для сёл и малых городов области '.repeat(6)}`, kk: 'сөз' },
}));
const last = clauseNumbered(count);

let world: EditorWorld;
let page: Page;
beforeEach(async () => {
  world = await openEditorWorld(clauses);
  page = await world.open('amina');
});
afterEach(async () => {
  expect(world.texts.faults).toEqual([]);
  await world.close();
});
afterAll(closeBrowser);

const entry = (number: number) => page.locator(`#${clauseNumbered(number)}`);
const hasField = (number: number): Promise<number> => entry(number).locator('.field').count();

/** Waits until all is drawn, nothing is made any more, and the clause is but its words. */
async function isFar(number: number): Promise<void> {
  await expect.poll(() => page.locator('.to-come').count()).toBe(0);
  // Fields near the view come in turn: it is over when so many frames brought none.
  await page.evaluate(async () => {
    let fields = -1;
    for (let same = 0; same < 12;) {
      await new Promise(requestAnimationFrame);
      const now = document.querySelectorAll('.field').length;
      same = now === fields ? same + 1 : 0;
      fields = now;
    }
  });
  await expect.poll(() => hasField(number)).toBe(0);
}

/** The clause of the caret, and the words in it. */
const caretIn = (): Promise<string | null> =>
  page.evaluate(() => document.activeElement?.closest('[data-clause]')?.id ?? null);

test('it is read with all that stands on paper, has its name and its button, and the browser finds it', async () => {
  await isFar(count);
  const far = entry(count);
  expect(await far.locator('.words').textContent()).toBe(clauses[count - 1]!.body.ru as string);
  expect(await far.textContent()).toContain('Акимату области');
  expect(await far.textContent()).toContain('2026');
  expect(await far.textContent()).toContain(`${count}.`);
  expect(await far.getAttribute('aria-label')).toContain(`${count}`);
  expect(await far.getByRole('button', { name: new RegExp(`${count}`) }).count()).toBe(1);
  const found = await page.evaluate((wanted) => {
    const { find } = window as never as { find: (words: string) => boolean };
    return find(wanted) && getSelection()?.anchorNode?.parentElement?.closest('[data-clause]')?.id;
  }, `слово${count} о сроках`);
  expect(found).toBe(last);
});

test('all words are there for paper, though most have no field', async () => {
  // What is not drawn yet when one prints is drawn before the paper is.
  const words = await page.evaluate(() => {
    dispatchEvent(new Event('beforeprint'));
    return [...document.querySelectorAll('[data-clause] .words')].map(({ textContent }) => textContent);
  });
  expect(words).toEqual(clauses.map(({ body }) => body.ru));
  expect(await page.locator('.field').count()).toBeLessThan(60);
});

test('a press writes in it', async () => {
  await isFar(count);
  await entry(count).scrollIntoViewIfNeeded();
  await entry(count)
    .locator('.words')
    .click({ position: { x: 4, y: 8 } });
  await page.keyboard.press('Home');
  await page.keyboard.type('ab ');
  expect(await caretIn()).toBe(last);
  await expect.poll(() => entry(count).locator('.field').textContent()).toContain(`ab слово${count} `);
});

test('the keyboard goes there from the first clause, and what was typed in both is undone one by one', async () => {
  await entry(1)
    .locator('.field')
    .click({ position: { x: 4, y: 8 } });
  await page.keyboard.press('Control+Home');
  await page.keyboard.type('first ');
  await isFar(count);
  await page.keyboard.press('Control+End');
  expect(await caretIn()).toBe(last);
  await page.keyboard.type('last');
  await expect.poll(() => entry(count).locator('.field').textContent()).toMatch(/last$/);
  // The first one is words again: undoing makes it a field, and the caret goes there.
  await isFar(1);
  expect(await entry(1).locator('.words').textContent()).toMatch(/^first слово1 /);
  await page.keyboard.press('Control+z');
  await expect.poll(() => entry(count).locator('.words').textContent()).not.toContain('last');
  await page.keyboard.press('Control+z');
  await expect.poll(() => entry(1).locator('.words').textContent()).toMatch(/^слово1 /);
  expect(await caretIn()).toBe(clauseNumbered(1));
});

test('an arrow goes over from a field into one that is but words', async () => {
  await isFar(60);
  await page.evaluate((id) => {
    const { editor } = (window as never as { bench: { editor: { focus(...at: unknown[]): boolean } } }).bench;
    editor.focus(id, 'ru', 'end');
  }, clauseNumbered(60));
  await page.keyboard.press('ArrowRight');
  expect(await caretIn()).toBe(clauseNumbered(61));
  await page.keyboard.type('x');
  await expect.poll(() => entry(61).locator('.field').textContent()).toMatch(/^xслово61 /);
});

test('whoever writes in it writes on while somebody moves it to others: caret, selection and place on the screen stay', async () => {
  await isFar(40);
  await entry(3)
    .locator('.field')
    .click({ position: { x: 4, y: 8 } });
  await page.keyboard.press('Home');
  await page.keyboard.type('ab');
  await page.keyboard.press('Shift+ArrowRight');
  const before = await entry(3).boundingBox();
  const bo = world.texts.join('bo');
  await expect.poll(() => bo.state().mayWrite && bo.state().synced).toBe(true);
  moveClause(bo.doc(), clauseNumbered(3), clauseNumbered(40));
  const ids = () => page.evaluate(() => [...document.querySelectorAll('[data-clause]')].map(({ id }) => id));
  await expect.poll(async () => (await ids())[39]).toBe(clauseNumbered(3));
  expect(await caretIn()).toBe(clauseNumbered(3));
  expect(await page.evaluate(() => getSelection()?.toString())).toBe('с');
  expect(Math.abs((await entry(3).boundingBox())!.y - before!.y)).toBeLessThan(2);
  await page.keyboard.type('x');
  await expect.poll(() => entry(3).locator('.field').textContent()).toMatch(/^abxлово3 /);
  bo.close();
});

test('the focus on its button stays there while it gets its field', async () => {
  await isFar(count);
  const button = entry(count).locator('button.hanging');
  await button.focus();
  await expect.poll(() => hasField(count)).toBe(1);
  expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
});

test('a click without a pointer, as screen readers do it, writes in it', async () => {
  await isFar(count);
  await entry(count)
    .locator('.words')
    .evaluate((words) => (words.firstElementChild as HTMLElement).click());
  expect(await hasField(count)).toBe(1);
  expect(await caretIn()).toBe(last);
});

test('while the page is scrolled no field is made, and each in view has its own when it rests', async () => {
  await isFar(count);
  const most = await page.evaluate(async () => {
    const made: number[] = [];
    for (let step = 0; step < 20; step++) {
      scrollBy({ top: 300, behavior: 'instant' });
      await new Promise(requestAnimationFrame);
      made.push(document.querySelectorAll('.field').length);
    }
    return Math.max(...made) - made[0]!;
  });
  expect(most).toBeLessThanOrEqual(0);
  await expect
    .poll(() =>
      page.evaluate(() =>
        [...document.querySelectorAll('[data-clause]')]
          .filter((one) => one.getBoundingClientRect().top < innerHeight && one.getBoundingClientRect().bottom > 0)
          .every((one) => one.querySelector('.field') !== null),
      ),
    )
    .toBe(true);
});
