/** Is a draft read and written on a phone as it should be: no keyboard before *Write here*, no lost word, in every state a word for it? */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import type { SeedClause } from '../../shared/draft/clause-text-edit.ts';
import { clauseNumbered, textId } from '../text/text-world.ts';
import { closeBrowser, Line, openEditorWorld, type EditorWorld } from './editor-world.ts';

const clauses: readonly SeedClause[] = ['первый пункт', 'второй пункт', 'третий пункт', 'четвёртый пункт'].map(
  (ru, index) => ({
    id: clauseNumbered(index + 1),
    kind: 'operative' as const,
    addressee: { ru: 'Управлению внутренней политики' },
    body: { ru, kk: '' },
  }),
);
const phone = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };

let world: EditorWorld;
beforeEach(async () => {
  world = await openEditorWorld(clauses);
});
afterEach(async () => {
  expect(world.texts.faults).toEqual([]);
  await world.close();
});
afterAll(closeBrowser);

const clause = (page: Page, index: number) => page.locator('[data-clause]').nth(index);
const writable = (page: Page) => page.locator('[contenteditable=true]').count();

async function writeIn(page: Page, index: number): Promise<void> {
  await clause(page, index).locator('.body').tap();
  await page.getByRole('button', { name: 'Писать здесь' }).tap();
}

test('reading opens no keyboard; Write here does, and Done puts it away', async () => {
  const dara = await world.open('dara', phone);
  await clause(dara, 1).waitFor();
  expect(await writable(dara)).toBe(0);
  await clause(dara, 1).locator('.body').tap();
  await dara.getByRole('heading', { name: /^Пункт\s2$/ }).waitFor();
  expect(await writable(dara)).toBe(0);
  await dara.getByRole('button', { name: 'Писать здесь' }).tap();
  await expect
    .poll(() => dara.evaluate(() => document.activeElement?.getAttribute('aria-label')))
    .toBe('Текст: пункт\u00a02, русский');
  await dara.keyboard.type(' да');
  await dara.keyboard.press('Enter');
  await dara.keyboard.type('новый');
  await expect.poll(() => clause(dara, 2).locator('.field').textContent()).toBe('новый');
  await dara.getByRole('button', { name: 'Отменить моё' }).tap();
  await dara.getByRole('button', { name: 'Отменить моё' }).tap();
  await expect.poll(() => dara.locator('[data-clause]').count()).toBe(4);
  expect(await clause(dara, 1).locator('.words').textContent()).toBe('второй пункт да');
  await dara.getByRole('button', { name: 'Готово' }).tap();
  await expect.poll(() => writable(dara)).toBe(0);
  expect(await dara.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
});

test('Backspace at the beginning joins and the keyboard stays', async () => {
  const dara = await world.open('dara', phone);
  await writeIn(dara, 2);
  // As fast as a person: a caret at the very beginning right after focus is taken for a browser's mistake and put back.
  for (let step = 0; step < 'третий пункт'.length; step++) await dara.keyboard.press('ArrowLeft', { delay: 20 });
  await dara.keyboard.press('Backspace');
  await dara.keyboard.type('+');
  await expect.poll(() => clause(dara, 1).locator('.field').textContent()).toBe('второй пункт+третий пункт');
  await dara.getByRole('button', { name: 'Готово' }).waitFor();
});

test('what I may not do stands grey with its reason', async () => {
  const dara = await world.open('dara', { ...phone, query: 'read' });
  await dara.waitForFunction(() => 'bench' in window);
  await dara.evaluate(
    (next) => (window as never as { bench: { setClauses(next: object[]): void } }).bench.setClauses(next),
    [...(await world.texts.server.readClauses(textId))!.clauses],
  );
  await clause(dara, 0).locator('.body').tap();
  const write = dara.getByRole('button', { name: /Писать здесь/ });
  expect(await write.getAttribute('aria-disabled')).toBe('true');
  expect(await write.textContent()).toContain('место с голосом даёт модератор');
  await write.tap({ force: true });
  expect(await writable(dara)).toBe(0);
});

test('without a line words are kept here and counted, and go out on return', async () => {
  const line = new Line();
  const [dara, bo] = [await world.open('dara', { ...phone, line }), await world.open('bo')];
  await writeIn(dara, 1);
  line.cut();
  await dara.getByText('Нет связи').first().waitFor();
  await dara.keyboard.type(' офлайн');
  await dara
    .getByText(/Нет связи · сохранено здесь: [1-9]/)
    .first()
    .waitFor();
  await bo.locator('.field').nth(1).click();
  await bo.keyboard.press('Home');
  await bo.keyboard.type('тем временем ');
  line.mend();
  await expect.poll(() => clause(bo, 1).locator('.field').textContent()).toBe('тем временем второй пункт офлайн');
  await expect.poll(() => clause(dara, 1).locator('.field').textContent()).toBe('тем временем второй пункт офлайн');
  await dara.getByText('сохранено', { exact: true }).first().waitFor();
  await dara.keyboard.type('!');
  await expect.poll(() => clause(bo, 1).locator('.field').textContent()).toBe('тем временем второй пункт офлайн!');
});

test('words written without a line into a clause that was closed meanwhile come back in a card', async () => {
  const line = new Line();
  const dara = await world.open('dara', { ...phone, line });
  await writeIn(dara, 1);
  line.cut();
  await dara.getByText('Нет связи').first().waitFor();
  await dara.keyboard.type(' мои слова');
  const clauseId = clauseNumbered(2);
  const hold = await world.texts.server.texts.holdClause(textId, clauseId, {});
  const locking = [{ textId, clauseId, locked: true, expectedTextSeq: 'any' as const }];
  expect(await world.texts.store.commit({ textLocks: locking })).toMatchObject({ ok: true });
  hold.release('locked');
  line.mend();
  const card = dara.getByRole('region', { name: 'Сохранено: ваш текст' });
  await card.waitFor();
  expect(await card.textContent()).toContain('мои слова');
  expect(await card.textContent()).toContain('пункт\u00a02 закрыли для правок');
  await expect.poll(() => clause(dara, 1).locator('.words').textContent()).toBe('второй пункт');
  await card.getByRole('button', { name: 'Закрыть' }).tap();
  await expect.poll(() => card.count()).toBe(0);
});

test('nothing that axe finds, read and written, on a phone and a laptop', async () => {
  const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  const findings = async (page: Page): Promise<string[]> => {
    await page.evaluate(axe);
    return page.evaluate(async () => {
      const found = await (
        window as never as {
          axe: { run(): Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }> };
        }
      ).axe.run();
      return found.violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`),
      );
    });
  };
  const bo = await world.open('bo');
  await bo.locator('.field').nth(1).click();
  await bo.keyboard.type('x');
  for (const options of [phone, { ...phone, query: 'theme=dark' }, {}, { query: 'theme=contrast' }]) {
    const dara = await world.open('dara', options);
    const isPhone = 'isMobile' in options;
    if (isPhone) await clause(dara, 1).locator('.body').tap();
    else await clause(dara, 2).locator('.field').click();
    expect(await findings(dara)).toEqual([]);
    if (isPhone) {
      await dara.getByRole('button', { name: 'Писать здесь' }).tap();
      expect(await findings(dara)).toEqual([]);
    }
    await dara.context().close();
  }
});
