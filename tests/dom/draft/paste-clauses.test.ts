/** Do pasted clauses come into the text in their order, in updates that the server takes, and go again by one undo? */
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { pasteClauses, type PasteItem } from '../../../client/features/draft/editor/paste-clauses.ts';
import { openDraftUndo } from '../../../client/features/draft/editor/draft-undo.ts';
import { findWords } from '../../../client/features/draft/editor/find-words.ts';
import { plainText } from '../../../shared/draft/clause-runs.ts';
import { orderMaxLength } from '../../../shared/draft/clause-order.ts';
import { clausesOf, openTextDoc } from '../../../shared/draft/clause-text.ts';
import { seedDraft } from '../../../shared/draft/clause-text-edit.ts';
import { parentsIn } from '../../../shared/draft/clause-tree.ts';
import { idFromBytes, type ClauseId } from '../../../shared/lib/ids.ts';

const idOf = (number: number): ClauseId =>
  idFromBytes('clause', new Uint8Array([7, 0, 0, 0, 0, 0, 0, 0, number >> 8, number & 255]));
const item = (text: string, level: 0 | 1 = 0): PasteItem => ({ runs: [{ text }], kind: 'operative', level, sign: '' });

function openText(...texts: readonly string[]): Y.Doc {
  const doc = openTextDoc();
  const clauses = texts.map((ru, index) => ({ id: idOf(index), kind: 'operative' as const, body: { ru } }));
  Y.applyUpdate(doc, seedDraft({ langs: ['kk', 'ru'], clauses }).update);
  return doc;
}
const wordsOf = (doc: Y.Doc): string[] => clausesOf(doc).map(({ body }) => plainText(body.ru ?? []));

function paste(doc: Y.Doc, at: number, items: readonly PasteItem[], isOwnFirst = false): void {
  let next = 100;
  pasteClauses(doc, { id: idOf(0), lang: 'ru', at, items, isOwnFirst, newId: () => idOf(next++) });
}

test('three hundred clauses between two stand in their order, with keys and updates that pass the gate; one undo', () => {
  const doc = openText('начало конец', 'следующий');
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  const undo = openDraftUndo(doc, { place: () => null, goTo: () => undefined });
  const items = Array.from({ length: 300 }, (_, index) => item(`пункт ${index}`, index % 7 === 3 ? 1 : 0));
  undo.together(() => paste(doc, 7, items));
  const expected = items.map(({ runs }) => plainText(runs));
  expect(wordsOf(doc)).toEqual([
    `начало ${expected[0]}`,
    ...expected.slice(1, -1),
    `${expected.at(-1)}конец`,
    'следующий',
  ]);
  expect(Math.max(...clausesOf(doc).map(({ order }) => order.length))).toBeLessThan(orderMaxLength / 2);
  expect(Math.max(...updates.map((update) => update.length))).toBeLessThan(64 * 1024);
  expect(undo.undo()).toBe(true);
  expect(wordsOf(doc)).toEqual(['начало конец', 'следующий']);
  undo.close();
});

test('one paragraph of 100,000 letters goes in whole, in several updates', () => {
  const doc = openText('начало');
  const updates: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => updates.push(update));
  const long = 'ә'.repeat(100_000);
  paste(doc, 6, [item('раз'), item(long)]);
  expect(wordsOf(doc)).toEqual(['началораз', long]);
  expect(Math.max(...updates.map((update) => update.length))).toBeLessThan(64 * 1024);
});

test('sub-clauses stand under the clause before them, also under the one into which is pasted', () => {
  const doc = openText('начало', 'следующий');
  paste(doc, 6, [item(''), item('под ним', 1), item('второй'), item('под вторым', 1), item('и это', 1)]);
  expect(wordsOf(doc)).toEqual(['начало', 'под ним', 'второй', 'под вторым', 'и это', 'следующий']);
  const parents = parentsIn(clausesOf(doc));
  expect(clausesOf(doc).map(({ id }) => (parents.get(id) === null ? 0 : 1))).toEqual([0, 1, 0, 1, 1, 0]);
});

test('a clause of its own goes behind, and into an empty one', () => {
  const doc = openText('начало', 'следующий');
  paste(doc, 6, [item('раз'), item('два')], true);
  expect(wordsOf(doc)).toEqual(['начало', 'раз', 'два', 'следующий']);
  const empty = openText('', 'следующий');
  paste(empty, 0, [item('раз'), item('два')], true);
  expect(wordsOf(empty)).toEqual(['раз', 'два', 'следующий']);
});

test('words are found whatever their case, ё by е, and places are places of the text', () => {
  expect(findWords('Ещё раз, ЕЩЕ', 'еще')).toEqual([
    { from: 0, to: 3 },
    { from: 9, to: 12 },
  ]);
  expect(findWords('İ и аа', 'аа')).toEqual([{ from: 4, to: 6 }]);
  expect(findWords('ааа', 'аа')).toEqual([{ from: 0, to: 2 }]);
  expect(findWords('слова', ' ')).toEqual([]);
});
