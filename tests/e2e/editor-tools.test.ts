/** Do links, references, sub-clauses, dragging, finding and selecting by clauses work as they do in one document, in a real browser? */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { canonicalClause } from '../../shared/draft/canonical-text.ts';
import type { SeedClause } from '../../shared/draft/clause-text-edit.ts';
import { inTextOrder } from '../../shared/draft/clause-tree.ts';
import { clauseNumbered, textId } from '../text/text-world.ts';
import { closeBrowser, openEditorWorld, type EditorWorld } from './editor-world.ts';

const texts = ['первый пункт', 'второй пункт', 'третий ещё пункт', 'четвёртый'];
const clauses: readonly SeedClause[] = texts.map((ru, index) => ({
  id: clauseNumbered(index + 1),
  kind: 'operative' as const,
  body: { ru, kk: `қазақша ${index + 1}` },
}));
const phone = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };

let world: EditorWorld;
beforeEach(async () => {
  world = await openEditorWorld(clauses);
});
afterEach(async () => {
  expect(world.texts.faults).toEqual([]);
  expect(world.texts.refusals).toEqual([]);
  await world.close();
});
afterAll(closeBrowser);

const fields = (page: Page) => page.locator('.field[contenteditable]');
const words = (page: Page): Promise<string[]> => fields(page).allTextContents();
const numbers = (page: Page): Promise<string[]> => page.locator('.number').allTextContents();

async function select(page: Page, field: number, from: number, to: number): Promise<void> {
  await fields(page).nth(field).click();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('ArrowLeft');
  for (let step = 0; step < from; step++) await page.keyboard.press('ArrowRight');
  for (let step = from; step < to; step++) await page.keyboard.press('Shift+ArrowRight');
}

/** The sitting has closed a clause for edits. */
async function closeClause(page: Page, place: number): Promise<void> {
  const { clauses: now } = (await world.texts.server.readClauses(textId))!;
  const clause = inTextOrder(now)[place]!;
  const bytes = canonicalClause(clause, {
    number: String(place + 1),
    numbers: new Map([[clauseNumbered(2), '2']]),
  });
  await page.evaluate(
    ([id, text]) =>
      (window as never as { bench: { setClosed(closed: object): void } }).bench.setClosed({
        [id]: {
          status: 'frozen',
          pollId: null,
          frozen: { bytes: text, clauseHash: '', paperHash: '', textSeq: 1, frozenAt: 0 },
        },
      }),
    [clause.id as string, bytes] as const,
  );
}

test('Ctrl K makes words a link, changes it and takes it away; an address becomes one behind a space', async () => {
  const [amina, bo] = [await world.open('amina'), await world.open('bo')];
  await select(amina, 0, 0, 6);
  await amina.keyboard.press('Control+k');
  await amina.getByLabel('Адрес').fill('javascript:alert(1)');
  await amina.keyboard.press('Enter');
  await amina.getByText('Адрес начинается с https:// или mailto:').waitFor();
  await amina.getByLabel('Адрес').fill('example.org/a');
  await amina.keyboard.press('Enter');
  await expect.poll(() => fields(bo).nth(0).locator('.link').getAttribute('title')).toBe('https://example.org/a');
  await expect.poll(() => fields(bo).nth(0).locator('.link').textContent()).toBe('первый');
  await select(amina, 0, 3, 3);
  await amina.keyboard.press('Control+k');
  await amina.getByRole('button', { name: 'Убрать ссылку' }).click();
  await expect.poll(() => fields(bo).nth(0).locator('.link').count()).toBe(0);
  await select(amina, 1, 12, 12);
  await amina.keyboard.type(': https://adilet.zan.kz. ');
  await expect.poll(() => fields(bo).nth(1).locator('.link').textContent()).toBe('https://adilet.zan.kz');
  expect((await words(bo))[1]).toBe('второй пункт: https://adilet.zan.kz. ');
});

test('a reference is read in the language shown, follows its clause, is passed and deleted as one letter', async () => {
  const [amina, bo] = [await world.open('amina'), await world.open('bo')];
  await select(amina, 3, 9, 9);
  await amina.keyboard.press('Control+Shift+k');
  await amina.getByRole('button', { name: /второй пункт/ }).click();
  const reference = fields(bo).nth(3).locator('.ref-words');
  await expect.poll(() => reference.getAttribute('data-words')).toBe('пункт\u00a02');
  await select(amina, 1, 0, 0);
  await amina.keyboard.press('Alt+ArrowUp');
  await expect.poll(() => reference.getAttribute('data-words')).toBe('пункт\u00a01');
  await bo.getByRole('button', { name: /^пункт\s1: что можно/ }).click();
  await bo.getByRole('button', { name: 'Убрать пункт' }).click();
  await expect.poll(() => fields(amina).last().locator('.ref-words').getAttribute('data-words')).toContain('исключён');
  await fields(amina).last().click();
  await amina.keyboard.press('Control+End');
  await amina.keyboard.press('Backspace');
  await expect.poll(() => words(bo).then((all) => all.at(-1))).toBe('четвёртый ');
});

test('Tab puts a clause under the one before, Shift Tab takes it out', async () => {
  const [amina, bo] = [await world.open('amina'), await world.open('bo')];
  await select(amina, 1, 3, 3);
  await amina.keyboard.press('Tab');
  await expect.poll(() => numbers(bo)).toEqual(['1.', '1.1.', '2.', '3.']);
  await amina.keyboard.type('+');
  await expect.poll(() => words(bo).then((all) => all[1])).toBe('вто+рой пункт');
  await amina.keyboard.press('Shift+Tab');
  await expect.poll(() => numbers(bo)).toEqual(['1.', '2.', '3.', '4.']);
});

test('a clause is dragged by its number while a colleague writes in it, and keeps the words', async () => {
  const [amina, bo] = [await world.open('amina'), await world.open('bo')];
  await select(bo, 0, 6, 6);
  const handle = (await amina.locator('.hanging').nth(0).boundingBox())!;
  const target = (await amina.locator('[data-clause]').nth(2).boundingBox())!;
  await amina.mouse.move(handle.x + 10, handle.y + 10);
  await amina.mouse.down();
  await amina.mouse.move(handle.x + 10, handle.y + 40, { steps: 3 });
  await bo.keyboard.type('+');
  await amina.mouse.move(handle.x + 10, target.y + target.height - 2, { steps: 3 });
  expect(await amina.locator('.drop-line').count()).toBe(1);
  await amina.mouse.up();
  await expect.poll(() => words(bo)).toEqual(['второй пункт', 'третий ещё пункт', 'первый+ пункт', 'четвёртый']);
  expect(await amina.getByRole('dialog').count()).toBe(0);
  await bo.keyboard.type('!');
  await expect.poll(() => words(amina).then((all) => all[2])).toBe('первый+! пункт');
});

test('the find bar counts, steps, tints, finds ё by е, and follows the language', async () => {
  const amina = await world.open('amina');
  await fields(amina).first().waitFor();
  await amina.keyboard.press('/');
  const bar = amina.getByRole('searchbox', { name: 'Найти в тексте' });
  await bar.fill('ПУНКТ');
  await amina.getByText('1 из 3').waitFor();
  await bar.press('Enter');
  await amina.getByText('2 из 3').waitFor();
  const here = (): Promise<string[]> =>
    amina.evaluate(() => [...(CSS.highlights.get('found-here') ?? [])].map((range) => (range as Range).toString()));
  expect(await here()).toEqual(['пункт']);
  await bar.fill('еще');
  await amina.getByText('1 из 1').waitFor();
  expect(await here()).toEqual(['ещё']);
  await bar.fill('қазақша');
  await amina.getByText('В тексте этого нет').waitFor();
  await amina.getByRole('button', { name: 'казахский' }).click();
  await amina.getByText('1 из 4').waitFor();
  await bar.press('Escape');
  expect(await bar.count()).toBe(0);
  await amina.keyboard.type('!');
  await expect.poll(() => words(amina).then(([first]) => first)).toBe('қазақша! 1');
});

test('the find bar tints the same words in a clause that is read as in a field, before and behind a reference', async () => {
  const amina = await world.open('amina');
  await select(amina, 3, 0, 0);
  await amina.keyboard.press('Control+Shift+k');
  await amina.getByRole('button', { name: /второй пункт/ }).click();
  await expect.poll(() => fields(amina).nth(3).locator('.ref-words').count()).toBe(1);
  await amina.keyboard.press('Escape');
  const tinted = (): Promise<string[]> =>
    amina.evaluate(() => [...(CSS.highlights.get('found-here') ?? [])].map((range) => (range as Range).toString()));
  await amina.keyboard.press('/');
  const bar = amina.getByRole('searchbox', { name: 'Найти в тексте' });
  await bar.fill('четвёртый');
  await expect.poll(tinted).toEqual(['четвёртый']);
  // Closed, it is read and not written: the reference stands in its words.
  await closeClause(amina, 3);
  await expect.poll(() => fields(amina).count()).toBe(3);
  await expect.poll(tinted).toEqual(['четвёртый']);
  await bar.fill('пункт 2');
  await expect.poll(tinted).toEqual(['пункт\u00a02']);
});

test('every field says its language, and leaves spelling to the browser', async () => {
  const amina = await world.open('amina');
  expect(await fields(amina).first().getAttribute('lang')).toBe('ru');
  expect(await fields(amina).first().getAttribute('spellcheck')).toBe('true');
  await amina.getByRole('button', { name: 'казахский' }).click();
  await expect.poll(() => fields(amina).first().getAttribute('lang')).toBe('kk');
});

test('on a phone whole clauses are selected by pressing them, and taken out at once', async () => {
  const [dara, bo] = [await world.open('dara', phone), await world.open('bo')];
  await dara.locator('[data-clause]').nth(1).locator('.hanging').tap();
  await dara.getByRole('button', { name: 'Выделить несколько' }).tap();
  await dara.getByText('Выделено: 1 пункт').waitFor();
  await dara.locator('[data-clause]').nth(2).locator('.body').tap();
  await dara.getByText('Выделено: 2 пункта').waitFor();
  await dara.getByRole('button', { name: 'Убрать', exact: true }).tap();
  await expect.poll(() => words(bo)).toEqual(['первый пункт', 'четвёртый']);
});
