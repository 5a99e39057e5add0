/** Does writing in a draft feel like one document, in a real browser, against a real endpoint? */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SeedClause } from '../../shared/draft/clause-text-edit.ts';
import { measured } from '../measured.ts';
import { clauseNumbered } from '../text/text-world.ts';
import { closeBrowser, Line, openEditorWorld, type EditorWorld } from './editor-world.ts';

const texts = ['первый пункт о заказе', 'второй пункт о сроках', 'третий пункт об отчёте'];
const clauses: readonly SeedClause[] = texts.map((ru, index) => ({
  id: clauseNumbered(index + 1),
  kind: 'operative' as const,
  body: { ru, kk: '' },
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

async function both(amina: Page, bo: Page, expected: readonly string[]): Promise<void> {
  await expect.poll(() => words(amina)).toEqual(expected);
  await expect.poll(() => words(bo)).toEqual(expected);
}

async function saved(page: Page): Promise<void> {
  await expect
    .poll(() =>
      page.evaluate(
        () => (window as never as { bench: { state: { writing: { is: string } } } }).bench.state.writing.is,
      ),
    )
    .toBe('saved');
}

test('the editor is a chunk of its own, and readers never load it', async () => {
  const { editor, first } = world.sizes;
  measured(
    `the editor's chunk: ${(editor / 1000).toFixed(1)} kB compressed; the page of a draft without it: ${(first / 1000).toFixed(1)} kB`,
  );
  expect(editor).toBeGreaterThan(20_000);
  expect(editor).toBeLessThan(180_000);
  const fay = await world.open('fay', { query: 'read' });
  await fay.getByText('Пока никто не написал').waitFor();
  expect(
    await fay.evaluate(
      () => performance.getEntriesByType('resource').filter(({ name }) => name.includes('open-editor')).length,
    ),
  ).toBe(0);
});

describe('keys', () => {
  test('Enter splits at the caret, and the caret stands at the beginning of the new clause', async () => {
    const [amina, bo] = [await world.open('amina'), await world.open('bo')];
    await caret(amina, 1, 6);
    await amina.keyboard.press('Enter');
    await amina.keyboard.type('X');
    await both(amina, bo, ['первый пункт о заказе', 'второй', 'X пункт о сроках', 'третий пункт об отчёте']);
    expect(await amina.locator('.number').allTextContents()).toEqual(['1.', '2.', '3.', '4.']);
  });

  test('Backspace at the beginning joins with the one before, Delete at the end with the one behind', async () => {
    const [amina, bo] = [await world.open('amina'), await world.open('bo')];
    await caret(amina, 1, 0);
    await amina.keyboard.press('Backspace');
    await amina.keyboard.type('+');
    await both(amina, bo, ['первый пункт о заказе+второй пункт о сроках', 'третий пункт об отчёте']);
    await caret(amina, 0, 43);
    await amina.keyboard.press('Delete');
    await amina.keyboard.type('-');
    await both(amina, bo, ['первый пункт о заказе+второй пункт о сроках-третий пункт об отчёте']);
  });

  test('arrows cross from clause to clause and keep the column', async () => {
    const amina = await world.open('amina');
    await caret(amina, 0, 21);
    await amina.keyboard.press('ArrowRight');
    await amina.keyboard.press('ArrowLeft');
    await amina.keyboard.type('B');
    await amina.keyboard.press('ArrowRight');
    await amina.keyboard.type('A');
    await caret(amina, 0, 6);
    await amina.keyboard.press('ArrowDown');
    await amina.keyboard.press('ArrowDown');
    await amina.keyboard.type('C');
    await amina.keyboard.press('ArrowUp');
    await amina.keyboard.type('D');
    const [first, second, third] = (await words(amina)) as [string, string, string];
    expect(first).toBe('первый пункт о заказеB');
    expect(second.startsWith('A')).toBe(true);
    for (const [text, mark] of [
      [third, 'C'],
      [second, 'D'],
    ] as const) {
      expect(Math.abs(text.indexOf(mark) - 6)).toBeLessThanOrEqual(2);
    }
  });

  test('bold and italic reach the other page', async () => {
    const [amina, bo] = [await world.open('amina'), await world.open('bo')];
    await caret(amina, 0, 0);
    for (let step = 0; step < 6; step++) await amina.keyboard.press('Shift+ArrowRight');
    await amina.keyboard.press('Control+b');
    await amina.keyboard.press('Control+i');
    await expect.poll(() => fields(bo).nth(0).locator('strong').textContent()).toBe('первый');
    await expect.poll(() => fields(bo).nth(0).locator('em').textContent()).toBe('первый');
    await expect
      .poll(() => amina.getByRole('button', { name: 'Полужирный' }).getAttribute('aria-pressed'))
      .toBe('true');
  });

  test('pasted paragraphs become clauses, and pasted looks are reduced to bold and italic', async () => {
    const [amina, bo] = [await world.open('amina'), await world.open('bo')];
    await caret(amina, 1, 6);
    await amina.evaluate(() => {
      const data = new DataTransfer();
      data.setData(
        'text/html',
        '<p style="color:red">один <b>жирный</b></p><script>alert(1)</script><ul><li>два</li><li>три</li></ul>',
      );
      document.activeElement!.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      );
    });
    await amina.keyboard.type('!');
    await both(amina, bo, [
      'первый пункт о заказе',
      'второйодин жирный',
      'два',
      'три! пункт о сроках',
      'третий пункт об отчёте',
    ]);
    expect(await fields(bo).nth(1).innerHTML()).toBe('<p>второйодин <strong>жирный</strong></p>');
  });
});

describe('undo', () => {
  test('of my typing leaves what a colleague typed into the same clause', async () => {
    const [amina, bo] = [await world.open('amina'), await world.open('bo')];
    await caret(amina, 0, 6);
    await amina.keyboard.type(' МОЁ');
    await both(amina, bo, ['первый МОЁ пункт о заказе', ...texts.slice(1)]);
    await caret(bo, 0, 8);
    await bo.keyboard.type('ЧУЖОЕ');
    await expect.poll(() => words(amina).then(([first]) => first)).toBe('первый МЧУЖОЕОЁ пункт о заказе');
    await amina.keyboard.press('Control+z');
    await both(amina, bo, ['первыйЧУЖОЕ пункт о заказе', ...texts.slice(1)]);
    await amina.keyboard.press('Control+Shift+z');
    await expect.poll(() => words(bo).then(([first]) => first)).toContain('ЧУЖОЕ');
  });

  test('of a split while a colleague types in the new clause: the words stay in it', async () => {
    const [amina, bo] = [await world.open('amina'), await world.open('bo')];
    await caret(amina, 1, 6);
    await amina.keyboard.press('Enter');
    await expect.poll(() => fields(bo).count()).toBe(4);
    await caret(bo, 2, 3);
    await bo.keyboard.type('ЧУЖОЕ');
    await expect.poll(() => fields(amina).nth(2).textContent()).toContain('ЧУЖОЕ');
    await amina.keyboard.press('Control+z');
    await both(amina, bo, ['первый пункт о заказе', 'второй пункт о сроках', 'ЧУЖОЕ', 'третий пункт об отчёте']);
    // Bo's caret is where it was.
    await bo.keyboard.type('+');
    await both(amina, bo, ['первый пункт о заказе', 'второй пункт о сроках', 'ЧУЖОЕ+', 'третий пункт об отчёте']);
  });

  test('of a join while a colleague types in the joined words: the words stay', async () => {
    const [amina, bo] = [await world.open('amina'), await world.open('bo')];
    await caret(amina, 1, 0);
    await amina.keyboard.press('Backspace');
    await expect.poll(() => fields(bo).count()).toBe(2);
    await caret(bo, 0, 23);
    await bo.keyboard.type('ЧУЖОЕ');
    await expect.poll(() => fields(amina).nth(0).textContent()).toContain('ЧУЖОЕ');
    await amina.keyboard.press('Control+z');
    await both(amina, bo, ['первый пункт о заказеЧУЖОЕ', 'второй пункт о сроках', 'третий пункт об отчёте']);
  });

  test('of a paste while a colleague types in a pasted clause: the words stay', async () => {
    const [amina, bo] = [await world.open('amina'), await world.open('bo')];
    await caret(amina, 0, 6);
    await amina.evaluate(() => {
      const data = new DataTransfer();
      data.setData('text/plain', 'раз\nдва\nтри');
      document.activeElement!.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      );
    });
    await expect.poll(() => fields(bo).count()).toBe(5);
    await caret(bo, 1, 1);
    await bo.keyboard.type('ЧУЖОЕ');
    await expect.poll(() => fields(amina).nth(1).textContent()).toContain('ЧУЖОЕ');
    await amina.keyboard.press('Control+z');
    await both(amina, bo, ['первый пункт о заказе', 'ЧУЖОЕ', 'второй пункт о сроках', 'третий пункт об отчёте']);
  });

  test('of a move while a colleague types in the clause: it goes back with the words', async () => {
    const [amina, bo] = [await world.open('amina'), await world.open('bo')];
    await caret(amina, 2, 0);
    await amina.keyboard.press('Alt+ArrowUp');
    await both(amina, bo, ['первый пункт о заказе', 'третий пункт об отчёте', 'второй пункт о сроках']);
    await caret(bo, 1, 6);
    await bo.keyboard.type('ЧУЖОЕ');
    await expect.poll(() => fields(amina).nth(1).textContent()).toContain('ЧУЖОЕ');
    await amina.keyboard.press('Control+z');
    await both(amina, bo, ['первый пункт о заказе', 'второй пункт о сроках', 'третийЧУЖОЕ пункт об отчёте']);
    await bo.keyboard.type('+');
    await both(amina, bo, ['первый пункт о заказе', 'второй пункт о сроках', 'третийЧУЖОЕ+ пункт об отчёте']);
  });
});

describe('the caret of somebody who types', () => {
  test('typed over selected words, the new ones stay whole when a colleague takes the old ones away', async () => {
    const line = new Line();
    const [amina, bo] = [await world.open('amina', { line }), await world.open('bo')];
    await caret(amina, 0, 15);
    line.cut();
    await amina.getByText('Нет связи').first().waitFor();
    await amina.keyboard.press('Shift+End');
    await amina.keyboard.type('е');
    await expect.poll(() => words(amina)).toContain('первый пункт о е');
    await caret(bo, 0, 21);
    await bo.keyboard.press('Backspace');
    await expect.poll(() => words(bo)).toContain('первый пункт о заказ');
    line.mend();
    await both(amina, bo, ['первый пункт о е', 'второй пункт о сроках', 'третий пункт об отчёте']);
  });

  test('stays in a clause that others move, and no character is lost', async () => {
    const [amina, bo] = [await world.open('amina'), await world.open('bo')];
    await caret(bo, 0, 6);
    await caret(amina, 0, 0);
    const typed = (async () => {
      for (const character of 'абвгдежзийклмнопрстуф') await bo.keyboard.type(character);
    })();
    for (let move = 0; move < 8; move++) await amina.keyboard.press(move % 4 < 2 ? 'Alt+ArrowDown' : 'Alt+ArrowUp');
    await typed;
    await both(amina, bo, [
      'первыйабвгдежзийклмнопрстуф пункт о заказе',
      'второй пункт о сроках',
      'третий пункт об отчёте',
    ]);
  });

  test('stays in the first part of a clause that somebody splits behind it', async () => {
    const [amina, bo] = [await world.open('amina'), await world.open('bo')];
    await caret(bo, 1, 6);
    await bo.keyboard.type('A');
    await expect.poll(() => fields(amina).nth(1).textContent()).toContain('A');
    await caret(amina, 1, 13);
    await amina.keyboard.press('Enter');
    await expect.poll(() => fields(bo).count()).toBe(4);
    await bo.keyboard.type('B');
    await both(amina, bo, ['первый пункт о заказе', 'второйAB пункт', ' о сроках', 'третий пункт об отчёте']);
  });

  test('stays in a clause that somebody takes out, which can be put back with its words', async () => {
    const [amina, bo] = [await world.open('amina'), await world.open('bo')];
    await caret(bo, 1, 6);
    await amina.getByRole('button', { name: /^пункт\s2: что можно/ }).click();
    await amina.getByRole('button', { name: 'Убрать пункт' }).click();
    await bo.getByText('Этот пункт только что убрали').waitFor();
    await bo.keyboard.type('ЖИВ');
    await bo.getByRole('button', { name: 'Вернуть' }).click();
    await both(amina, bo, ['первый пункт о заказе', 'второйЖИВ пункт о сроках', 'третий пункт об отчёте']);
  });
});

test('a proposed clause stands at the end and has the caret', async () => {
  const [amina, bo] = [await world.open('amina'), await world.open('bo')];
  await amina.getByRole('button', { name: 'Предложить пункт' }).click();
  await amina.keyboard.type('четвёртый');
  await both(amina, bo, [...texts, 'четвёртый']);
});

test('to whom and by when are set in a sheet and seen by the other', async () => {
  const [amina, bo] = [await world.open('amina'), await world.open('bo')];
  await amina.getByRole('button', { name: /^пункт\s2: что можно/ }).click();
  await amina.getByRole('button', { name: 'Кому и срок' }).click();
  await amina.getByLabel('Кому').fill('Управлению внутренней политики');
  await amina.getByLabel('Срок').fill('2026-12-01');
  await amina.getByRole('button', { name: 'Готово' }).click();
  await bo.getByText('Управлению внутренней политики').waitFor();
  await bo.getByText('до 1 декабря 2026 года').waitFor();
});

test('a clause closed while I write in it shows its frozen words and takes no more', async () => {
  const [amina, bo] = [await world.open('amina'), await world.open('bo')];
  await caret(bo, 1, 6);
  await bo.keyboard.type('ДО');
  await saved(bo);
  const { canonicalClause } = await import('../../shared/draft/canonical-text.ts');
  const { clauses: now } = (await world.texts.server.readClauses((await import('../text/text-world.ts')).textId))!;
  const bytes = canonicalClause(now[1]!, { number: '2' });
  await bo.evaluate(
    ([id, text]) =>
      (window as never as { bench: { setClosed(closed: object): void } }).bench.setClosed({
        [id]: {
          status: 'frozen',
          pollId: null,
          frozen: { bytes: text, clauseHash: '', paperHash: '', textSeq: 1, frozenAt: 0 },
        },
      }),
    [now[1]!.id as string, bytes] as const,
  );
  await expect.poll(() => fields(bo).count()).toBe(2);
  await bo.keyboard.type('ПОСЛЕ');
  expect(await bo.locator('[data-clause]').nth(1).locator('.words').textContent()).toContain('второйДО пункт о сроках');
  expect(await words(amina)).toEqual(['первый пункт о заказе', 'второйДО пункт о сроках', 'третий пункт об отчёте']);
});

test('of 80 clauses those near the view have fields, and the caret reaches the others', async () => {
  await world.close();
  world = await openEditorWorld(
    Array.from({ length: 80 }, (_, index) => ({
      id: clauseNumbered(index + 1),
      kind: 'operative' as const,
      body: {
        ru: `${'предусмотреть договоры на срок до трёх лет для социальных проектов '.repeat(3)}${index}`,
        kk: 'бір',
      },
    })),
  );
  const amina = await world.open('amina');
  const entries = amina.locator('[data-clause]');
  await expect.poll(() => entries.first().locator('.field').count()).toBe(1);
  await expect.poll(() => entries.count()).toBe(80);
  const last = entries.nth(79);
  expect(await last.locator('.field').count()).toBe(0);
  expect(await last.locator('.words').textContent()).toContain('проектов 79');
  const height = await last.locator('.words').evaluate((words) => words.getBoundingClientRect().height);
  // The caret goes from the first clause to the last, which becomes a field on the way and keeps its place.
  await fields(amina).first().click();
  await amina.keyboard.press('Control+End');
  await expect.poll(() => last.locator('.field').count()).toBe(1);
  expect(await last.locator('.words').evaluate((words) => words.getBoundingClientRect().height)).toBeCloseTo(height, 0);
  await amina.keyboard.type('!');
  await expect.poll(() => last.locator('.field').textContent()).toContain('проектов 79!');
  // It stays one while one writes in it, and those in between never were.
  await amina.evaluate(() => scrollTo(0, 0));
  await expect.poll(() => entries.first().locator('.field').count()).toBe(1);
  await amina.keyboard.type('?');
  await expect.poll(() => last.locator('.field').textContent()).toContain('проектов 79!?');
  await amina.getByRole('button', { name: 'казахский', exact: true }).click();
  await expect.poll(() => fields(amina).first().textContent()).toBe('бір');
  expect(await entries.nth(79).locator('.words').textContent()).toContain('бір');
});
