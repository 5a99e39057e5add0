/** Does what is copied, cut and pasted arrive as what it was, in a real browser: within a clause, over several, from other programs? */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SeedClause } from '../../shared/draft/clause-text-edit.ts';
import { clipboards } from '../dom/draft/clipboards.ts';
import { clauseNumbered } from '../text/text-world.ts';
import { closeBrowser, openEditorWorld, type EditorWorld } from './editor-world.ts';

const texts = ['первый пункт', 'второй пункт', 'третий пункт'];
const clauses: readonly SeedClause[] = texts.map((ru, index) => ({
  id: clauseNumbered(index + 1),
  kind: 'operative' as const,
  ...(index === 1 ? { addressee: { ru: 'Акимату', kk: 'Әкімдікке' }, due: '2026-12-01' } : {}),
  body: { ru, kk: `қазақша ${index + 1}` },
}));

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

const fields = (page: Page) => page.locator('.field');
/** The words of every clause, whether it has a field now or stands too far from the view for one. */
const words = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('[data-words]')].map((place) => {
      const field = place.querySelector('.field');
      if (field !== null) return field.textContent;
      return place.querySelector('.nothing') === null ? (place.querySelector('p')?.textContent ?? '') : '';
    }),
  );

async function select(page: Page, field: number, from: number, to: number): Promise<void> {
  await fields(page).nth(field).click();
  await page.keyboard.press('Control+a');
  await page.keyboard.press('ArrowLeft');
  for (let step = 0; step < from; step++) await page.keyboard.press('ArrowRight');
  for (let step = from; step < to; step++) await page.keyboard.press('Shift+ArrowRight');
}

type Kinds = Readonly<Record<string, string>>;

/** Copies or cuts by the event that a key makes, and answers what is on the clipboard then. */
async function take(page: Page, kind: 'copy' | 'cut'): Promise<Kinds> {
  return page.evaluate((type) => {
    const data = new DataTransfer();
    document.activeElement!.dispatchEvent(
      new ClipboardEvent(type, { clipboardData: data, bubbles: true, cancelable: true }),
    );
    return Object.fromEntries([...data.types].map((of) => [of, data.getData(of)]));
  }, kind);
}

async function paste(page: Page, kinds: Kinds): Promise<void> {
  await page.evaluate((given) => {
    const data = new DataTransfer();
    for (const [of, value] of Object.entries(given)) data.setData(of, value);
    document.activeElement!.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  }, kinds);
}

async function both(amina: Page, bo: Page, expected: readonly string[]): Promise<void> {
  await expect.poll(() => words(amina)).toEqual(expected);
  await expect.poll(() => words(bo)).toEqual(expected);
}

describe('out', () => {
  test('[PASTE-3] a few words of one clause are words and no more', async () => {
    const amina = await world.open('amina');
    await select(amina, 0, 0, 6);
    await amina.keyboard.press('Control+b');
    const taken = await take(amina, 'copy');
    expect(taken['text/plain']).toBe('первый');
    expect(taken['text/html']).toBe('<p lang="ru"><strong>первый</strong></p>');
  });

  test('[PASTE-3] whole clauses carry their numbers, to whom and by when, and that they are a draft', async () => {
    const amina = await world.open('amina');
    await select(amina, 1, 0, 13 + 6);
    const taken = await take(amina, 'copy');
    expect(taken['text/plain']!.split('\n')).toEqual([
      expect.stringMatching(/^ПРОЕКТ · не принят/),
      '',
      '2. второй пункт',
      'Акимату · до 1 декабря 2026 года',
      'третий',
    ]);
    expect(taken['text/html']).toContain('<p>2. второй пункт</p>');
    await select(amina, 2, 0, 12);
    expect((await take(amina, 'copy'))['text/plain']).toMatch(/^ПРОЕКТ[^\n]*\n\n3\. третий пункт$/);
  });
});

describe('within the text', () => {
  test('[PASTE-4] clauses that are cut come back whole, in both languages, with to whom and by when; one undo a deed', async () => {
    const [amina, bo] = [await world.open('amina'), await world.open('bo')];
    await select(amina, 1, 0, 13 + 12);
    const taken = await take(amina, 'cut');
    await both(amina, bo, ['первый пункт']);
    await paste(amina, taken);
    await both(amina, bo, texts);
    await bo.getByText('Акимату').waitFor();
    await bo.getByRole('button', { name: 'казахский' }).click();
    await expect.poll(() => words(bo).then((all) => all.slice(0, 3))).toEqual(['қазақша 1', 'қазақша 2', 'қазақша 3']);
    await bo.getByRole('button', { name: 'русский' }).click();
    await amina.keyboard.press('Control+z');
    await both(amina, bo, ['первый пункт']);
    await amina.keyboard.press('Control+z');
    await both(amina, bo, texts);
  });

  test('words keep bold and links, and go into the sentence', async () => {
    const [amina, bo] = [await world.open('amina'), await world.open('bo')];
    await select(amina, 0, 0, 6);
    await amina.keyboard.press('Control+b');
    const taken = await take(amina, 'cut');
    await select(amina, 2, 6, 6);
    await paste(amina, taken);
    await both(amina, bo, [' пункт', 'второй пункт', 'третийпервый пункт']);
    expect(await fields(bo).nth(2).locator('strong').textContent()).toBe('первый');
  });

  test('a paste over several clauses takes their place', async () => {
    const [amina, bo] = [await world.open('amina'), await world.open('bo')];
    await select(amina, 0, 6, 12 + 1 + 6);
    await paste(amina, { 'text/plain': '!' });
    await both(amina, bo, ['первый! пункт', 'третий пункт']);
    await amina.keyboard.press('Control+z');
    await both(amina, bo, texts);
  });
});

describe('in', () => {
  test('an address pasted over words makes them a link, and anything else does not', async () => {
    const [amina, bo] = [await world.open('amina'), await world.open('bo')];
    await select(amina, 0, 0, 6);
    await paste(amina, { 'text/plain': 'https://example.org/закон' });
    await expect.poll(() => fields(bo).nth(0).locator('.link').textContent()).toBe('первый');
    await select(amina, 1, 0, 6);
    await paste(amina, { 'text/plain': 'javascript:alert(1)' });
    await expect.poll(() => words(bo).then((all) => all[1])).toBe('javascript:alert(1) пункт');
    expect(await fields(bo).nth(1).locator('.link').count()).toBe(0);
  });

  test('[PASTE-2] over 200 kB nothing is put in, nothing is lost, and a sentence says so', async () => {
    const amina = await world.open('amina');
    await select(amina, 0, 0, 6);
    await paste(amina, { 'text/plain': 'слово '.repeat(20_000) });
    await amina.locator('.notice', { hasText: 'Слишком длинно' }).waitFor();
    expect(await words(amina)).toEqual(texts);
  });

  test('[PASTE-1] thirty clipboards: the clauses that a reader would see, nothing run, nothing fetched', async () => {
    const [amina, bo] = [await world.open('amina', { query: 'robot' }), await world.open('bo')];
    const fetched: string[] = [];
    amina.on('request', (request) => fetched.push(request.url()));
    for (const { name, type, data, expected } of clipboards) {
      await fields(amina).nth(0).click();
      await amina.keyboard.press('Control+a');
      await amina.keyboard.press('Control+a');
      await amina.keyboard.press('Backspace');
      await amina.keyboard.press('Backspace');
      await expect.poll(() => words(amina), { message: name }).toEqual(['']);
      // A new clause has no words in any language: the first pasted one is taken whole.
      await amina.keyboard.press('Enter');
      await paste(amina, { [type]: data });
      const wanted = expected.map((line) =>
        line.replace(/^(- )?[PO?] /, '').replace(/\*\*|_(?=[^_]*_)|_$|_(?=\W)|\[([^\]]+)\]\(([^)]*)\)/g, '$1'),
      );
      await expect.poll(() => words(amina).then((all) => all.slice(1)), { message: name }).toEqual(wanted);
      const looks = await amina.evaluate(() =>
        (
          window as never as { bench: { editor: { clauses: { kind: string; parent: string | null }[] } } }
        ).bench.editor.clauses
          .slice(1)
          .map(({ kind, parent }) => `${parent === null ? '' : '- '}${kind}`),
      );
      const kinds = expected.map((line) =>
        line.replace(
          /^(- )?([PO?]) .*$/,
          (_all, sub: string | undefined, kind) => `${sub ?? ''}${kind === 'P' ? 'preamble' : 'operative'}`,
        ),
      );
      expect(looks, name).toEqual(kinds);
      expect(await amina.evaluate(() => (window as { hacked?: unknown }).hacked), name).toBeUndefined();
    }
    await expect.poll(() => words(bo)).toEqual(await words(amina));
    expect(fetched.filter((url) => !url.startsWith(world.address) && !url.startsWith('blob:'))).toEqual([]);
  });
});
