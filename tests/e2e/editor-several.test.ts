/** Is a selection over several clauses one selection: by keys, pointer and Ctrl A, deleted, typed over, made bold, undone at once? */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { canonicalClause } from '../../shared/draft/canonical-text.ts';
import type { SeedClause } from '../../shared/draft/clause-text-edit.ts';
import { clauseNumbered, textId } from '../text/text-world.ts';
import { closeBrowser, openEditorWorld, type EditorWorld } from './editor-world.ts';

const texts = ['первый пункт', 'второй пункт', 'третий пункт', 'четвёртый пункт'];
const clauses: readonly SeedClause[] = texts.map((ru, index) => ({
  id: clauseNumbered(index + 1),
  kind: 'operative' as const,
  body: { ru, kk: `қазақша ${index + 1}` },
}));

let world: EditorWorld;
beforeEach(async () => {
  world = await openEditorWorld(clauses);
});
afterEach(async () => {
  expect(world.texts.faults).toEqual([]);
  await world.close();
});
afterAll(closeBrowser);

const fields = (page: Page) => page.locator('.field');
const words = (page: Page): Promise<string[]> => fields(page).allTextContents();

/** Puts the caret behind the first so many characters of a clause. */
async function caret(page: Page, field: number, offset: number): Promise<void> {
  await fields(page).nth(field).click();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('ArrowLeft');
  for (let step = 0; step < offset; step++) await page.keyboard.press('ArrowRight');
}

async function press(page: Page, key: string, times: number): Promise<void> {
  for (let time = 0; time < times; time++) await page.keyboard.press(key);
}

/** Where on the screen the place behind the first so many characters is. */
async function placeOf(page: Page, field: number, offset: number): Promise<{ x: number; y: number }> {
  return page.evaluate(
    ([index, at]) => {
      const text = document.createTreeWalker(document.querySelectorAll('.field')[index]!, NodeFilter.SHOW_TEXT);
      const range = document.createRange();
      range.setStart(text.nextNode()!, at);
      const box = range.getBoundingClientRect();
      return { x: box.left, y: (box.top + box.bottom) / 2 };
    },
    [field, offset] as const,
  );
}

async function drag(page: Page, from: readonly [number, number], to: readonly [number, number]): Promise<void> {
  const start = await placeOf(page, ...from);
  const end = await placeOf(page, ...to);
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(start.x, (start.y + end.y) / 2, { steps: 4 });
  await page.mouse.move(end.x, end.y, { steps: 4 });
  await page.mouse.up();
}

/** What is tinted, and what the browser itself shows as selected. */
async function tinted(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...(CSS.highlights.get('several-clauses') ?? [])].map((range) => (range as Range).toString()),
  );
}

async function both(amina: Page, bo: Page, expected: readonly string[]): Promise<void> {
  await expect.poll(() => words(amina)).toEqual(expected);
  await expect.poll(() => words(bo)).toEqual(expected);
}

async function close(page: Page, index: number): Promise<void> {
  const { clauses: now } = (await world.texts.server.readClauses(textId))!;
  const clause = now[index]!;
  await page.evaluate(
    ([id, bytes]) =>
      (window as never as { bench: { setClosed(closed: object): void } }).bench.setClosed({
        [id]: {
          status: 'frozen',
          pollId: null,
          frozen: { bytes, clauseHash: '', paperHash: '', textSeq: 1, frozenAt: 0 },
        },
      }),
    [clause.id as string, canonicalClause(clause, { number: null })] as const,
  );
}

describe('by the keys', () => {
  test('Shift and arrows go over the edge, and what is typed stands in the place of it; one undo brings it all back', async () => {
    const [amina, bo] = [await world.open('amina'), await world.open('bo')];
    await caret(amina, 0, 7);
    await press(amina, 'Shift+ArrowRight', 5 + 1 + 12 + 1 + 6);
    await expect.poll(() => tinted(amina)).toEqual(['пункт', 'второй пункт', 'третий']);
    await amina.keyboard.type('X');
    await both(amina, bo, ['первый X пункт', 'четвёртый пункт']);
    await amina.keyboard.press('Control+z');
    await both(amina, bo, texts);
    await bo.getByRole('button', { name: 'казахский' }).click();
    expect(await words(bo)).toEqual(['қазақша 1', 'қазақша 2', 'қазақша 3', 'қазақша 4']);
  });

  test('Shift and arrows backwards, and again forwards past the beginning', async () => {
    const amina = await world.open('amina');
    await caret(amina, 2, 6);
    await press(amina, 'Shift+ArrowLeft', 6 + 1 + 12 + 1 + 5);
    await expect.poll(() => tinted(amina)).toEqual(['пункт', 'второй пункт', 'третий']);
    await press(amina, 'Shift+ArrowRight', 5 + 1 + 12 + 1);
    await expect.poll(() => tinted(amina)).toEqual([]);
    await expect.poll(() => amina.evaluate(() => getSelection()!.toString())).toBe('третий');
    await press(amina, 'Shift+ArrowRight', 6 + 3);
    await expect.poll(() => amina.evaluate(() => getSelection()!.toString())).toBe(' пу');
  });

  test('Shift down and up go by lines, and Escape and arrows put the selection away', async () => {
    const amina = await world.open('amina');
    await caret(amina, 0, 6);
    await press(amina, 'Shift+ArrowDown', 2);
    await expect.poll(() => tinted(amina).then((all) => all.length)).toBe(3);
    const [first, second, third] = await tinted(amina);
    expect(first).toBe(' пункт');
    expect(second).toBe('второй пункт');
    expect(Math.abs(third!.length - 6)).toBeLessThanOrEqual(2);
    await amina.keyboard.press('Shift+ArrowUp');
    await expect.poll(() => tinted(amina)).toHaveLength(2);
    await amina.keyboard.press('Escape');
    await expect.poll(() => tinted(amina)).toEqual([]);
    await press(amina, 'Shift+ArrowDown', 1);
    await amina.keyboard.press('ArrowRight');
    await expect.poll(() => tinted(amina)).toEqual([]);
    await caret(amina, 0, 6);
    await press(amina, 'Shift+ArrowDown', 1);
    await amina.keyboard.press('ArrowLeft');
    await amina.keyboard.type('|');
    expect((await words(amina))[0]).toBe('первый| пункт');
  });

  test('Ctrl A takes the clause and then the text; Backspace leaves one empty clause', async () => {
    const [amina, bo] = [await world.open('amina'), await world.open('bo')];
    await caret(amina, 1, 0);
    await amina.keyboard.press('Control+a');
    await expect.poll(() => tinted(amina)).toEqual([]);
    await amina.keyboard.press('Control+a');
    await expect.poll(() => tinted(amina)).toEqual(texts);
    await amina.keyboard.press('Backspace');
    await both(amina, bo, ['']);
    await amina.keyboard.type('снова');
    await both(amina, bo, ['снова']);
    await press(amina, 'Control+z', 2);
    await both(amina, bo, texts);
  });

  test('Enter over a selection leaves two clauses', async () => {
    const [amina, bo] = [await world.open('amina'), await world.open('bo')];
    await caret(amina, 0, 6);
    await press(amina, 'Shift+ArrowRight', 6 + 1 + 6);
    await amina.keyboard.press('Enter');
    await amina.keyboard.type('+');
    await both(amina, bo, ['первый', '+ пункт', 'третий пункт', 'четвёртый пункт']);
  });

  test('bold over several clauses, and bold again takes it away', async () => {
    const [amina, bo] = [await world.open('amina'), await world.open('bo')];
    await caret(amina, 0, 7);
    await press(amina, 'Shift+ArrowRight', 5 + 1 + 12 + 1 + 6);
    await amina.keyboard.press('Control+b');
    await expect.poll(() => bo.locator('.field strong').allTextContents()).toEqual(['пункт', 'второй пункт', 'третий']);
    await expect.poll(() => tinted(amina)).toEqual(['пункт', 'второй пункт', 'третий']);
    await amina.keyboard.press('Control+b');
    await expect.poll(() => bo.locator('.field strong').count()).toBe(0);
    await amina.keyboard.press('Control+z');
    await expect.poll(() => bo.locator('.field strong').count()).toBe(3);
    await amina.keyboard.press('Control+z');
    await expect.poll(() => bo.locator('.field strong').count()).toBe(0);
    await both(amina, bo, texts);
  });
});

describe('by the pointer', () => {
  test('a drag over several clauses selects them, and a drag back does not', async () => {
    const [amina, bo] = [await world.open('amina'), await world.open('bo')];
    await drag(amina, [0, 7], [2, 6]);
    await expect.poll(() => tinted(amina)).toEqual(['пункт', 'второй пункт', 'третий']);
    // Goes on by the keys.
    await amina.keyboard.press('Shift+ArrowLeft');
    await expect.poll(() => tinted(amina)).toEqual(['пункт', 'второй пункт', 'трети']);
    await amina.keyboard.press('Delete');
    await amina.keyboard.type('+');
    await both(amina, bo, ['первый +й пункт', 'четвёртый пункт']);
    await amina.keyboard.press('Control+z');
    await amina.keyboard.press('Control+z');
    await both(amina, bo, texts);
    await drag(amina, [3, 9], [1, 6]);
    await expect.poll(() => tinted(amina)).toEqual([' пункт', 'третий пункт', 'четвёртый']);
    await fields(amina).nth(0).click();
    await expect.poll(() => tinted(amina)).toEqual([]);
  });

  test('Shift and a click reach from the caret to the press', async () => {
    const amina = await world.open('amina');
    await caret(amina, 0, 7);
    const place = await placeOf(amina, 2, 6);
    await amina.keyboard.down('Shift');
    await amina.mouse.click(place.x, place.y);
    await amina.keyboard.up('Shift');
    await expect.poll(() => tinted(amina)).toEqual(['пункт', 'второй пункт', 'третий']);
  });
});

describe('with others', () => {
  test('[SEV-1] what a colleague types inside the selection is in it, and undo takes back none of it', async () => {
    const [amina, bo] = [await world.open('amina'), await world.open('bo')];
    await drag(amina, [0, 7], [2, 6]);
    await caret(bo, 1, 6);
    await bo.keyboard.type(' ЧУЖОЙ');
    await expect.poll(() => tinted(amina)).toEqual(['пункт', 'второй ЧУЖОЙ пункт', 'третий']);
    await amina.keyboard.press('Backspace');
    await expect.poll(() => words(amina)).toEqual(['первый  пункт', 'четвёртый пункт']);
    await caret(bo, 0, 6);
    await bo.keyboard.type('ЕЩЁ');
    await expect.poll(() => words(amina).then(([first]) => first)).toBe('первыйЕЩЁ  пункт');
    await amina.keyboard.press('Control+z');
    await both(amina, bo, ['первыйЕЩЁ пункт', 'второй ЧУЖОЙ пункт', 'третий пункт', 'четвёртый пункт']);
  });

  test('[SEV-1] closed clauses inside are not changed, and that is said', async () => {
    const [amina, bo] = [await world.open('amina'), await world.open('bo')];
    await close(amina, 1);
    await expect.poll(() => fields(amina).count()).toBe(3);
    await drag(amina, [0, 7], [1, 6]);
    await expect.poll(() => tinted(amina)).toEqual(['пункт', 'второй пункт', 'третий']);
    await amina.keyboard.press('Backspace');
    await expect.poll(() => words(bo)).toEqual(['первый ', 'второй пункт', ' пункт', 'четвёртый пункт']);
    await amina.locator('.notice', { hasText: 'осталось как было: 1 пункт' }).waitFor();
    await amina.keyboard.press('Control+z');
    await expect.poll(() => words(bo)).toEqual(texts);
  });
});

describe('over a long text', () => {
  const long: readonly SeedClause[] = Array.from({ length: 120 }, (_, index) => ({
    id: clauseNumbered(index + 1),
    kind: 'operative' as const,
    body: { ru: `пункт ${index + 1}: предусмотреть договоры для сёл`, kk: '' },
  }));
  const all = long.map(({ body }) => body.ru!);

  test('clauses that are drawn after everything was selected are shown in it too', async () => {
    await world.close();
    world = await openEditorWorld(long);
    const amina = await world.open('amina');
    // A busy page: it draws the rest of the text when it is told to, and not before.
    await amina.addInitScript(() => {
      const deadline = { didTimeout: true, timeRemaining: () => 0 };
      const waiting: IdleRequestCallback[] = [];
      window.requestIdleCallback = (work) => waiting.push(work);
      window.addEventListener('idle-now', () => {
        window.requestIdleCallback = (work) => window.setTimeout(() => work(deadline));
        waiting.forEach((work) => work(deadline));
      });
    });
    await amina.reload();
    await amina.locator('[data-clause] .field').first().waitFor();
    await caret(amina, 1, 0);
    await press(amina, 'Control+a', 2);
    expect((await tinted(amina)).length).toBeLessThan(all.length);
    await amina.evaluate(() => window.dispatchEvent(new Event('idle-now')));
    await expect.poll(() => tinted(amina)).toEqual(all);
    await amina.context().close();
  });

  test('everything is selected, clauses far away too, and stays so when their fields come', async () => {
    await world.close();
    world = await openEditorWorld(long);
    const amina = await world.open('amina');
    await caret(amina, 1, 0);
    await press(amina, 'Control+a', 2);
    await expect.poll(() => tinted(amina)).toEqual(all);
    const hasField = (index: number): Promise<boolean> =>
      amina.evaluate(
        (id) => document.querySelector(`[data-clause="${id}"] .field`) !== null,
        long[index]!.id as string,
      );
    expect(await hasField(all.length - 1)).toBe(false);
    await amina.mouse.move(600, 400);
    await expect
      .poll(async () => {
        await amina.mouse.wheel(0, 3000);
        return hasField(all.length - 1);
      })
      .toBe(true);
    await expect.poll(() => tinted(amina)).toEqual(all);
    expect(await amina.locator('[data-selected]').count()).toBe(all.length);
  });
});
