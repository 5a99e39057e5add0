/** Which clauses stay on my page after somebody has taken them out? */
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { TakenOutClauses } from '../../../client/features/draft/editor/taken-out.ts';
import { clausesMap, openTextDoc } from '../../../shared/draft/clause-text.ts';
import {
  insertWords,
  joinClauses,
  removeClause,
  restoreClause,
  seedDraft,
} from '../../../shared/draft/clause-text-edit.ts';
import type { ClauseId } from '../../../shared/lib/ids.ts';

const [first, second] = ['cla_0000000000000001', 'cla_0000000000000002'] as [ClauseId, ClauseId];

/** Two pages of one text; `mine` is watched, and hears of the other's edits by `hear`. */
function openPages() {
  const seed = seedDraft({
    langs: ['ru'],
    clauses: [first, second].map((id) => ({ id, kind: 'operative' as const, body: { ru: `слова ${id.slice(-1)}` } })),
  });
  const [mine, other] = [openTextDoc(), openTextDoc()];
  for (const doc of [mine, other]) Y.applyUpdate(doc, seed.update);
  const takenOut = new TakenOutClauses();
  clausesMap(mine).observeDeep((events, { local }) => takenOut.note(mine, events, local));
  const hear = (): void => {
    Y.applyUpdate(other, Y.encodeStateAsUpdate(mine, Y.encodeStateVector(other)));
    Y.applyUpdate(mine, Y.encodeStateAsUpdate(other, Y.encodeStateVector(mine)));
  };
  return { mine, other, takenOut, hear };
}

test('[KEEP-12] a clause that I wrote in and another takes out stays, until it is put back or let go', () => {
  const { mine, other, takenOut, hear } = openPages();
  insertWords(mine, second, 'ru', 0, 'мои ');
  removeClause(other, second);
  hear();
  expect([takenOut.has(first), takenOut.has(second)]).toEqual([false, true]);
  restoreClause(mine, second);
  expect(takenOut.has(second)).toBe(false);
  hear();
  removeClause(other, second);
  hear();
  expect(takenOut.has(second)).toBe(true);
  takenOut.letGo(second);
  expect(takenOut.has(second)).toBe(false);
});

test('[KEEP-12] what I never wrote in, what I take out myself, and what is joined to another clause goes', () => {
  const { mine, other, takenOut, hear } = openPages();
  removeClause(other, first);
  hear();
  expect(takenOut.has(first)).toBe(false);
  restoreClause(other, first);
  insertWords(mine, second, 'ru', 0, 'мои ');
  removeClause(mine, second);
  expect(takenOut.has(second)).toBe(false);
  restoreClause(mine, second);
  hear();
  joinClauses(other, { first, second, lang: 'ru' });
  hear();
  expect(takenOut.has(second)).toBe(false);
});

test('[KEEP-12] joined while I went on writing, it stays: the new words are in it alone', () => {
  const { mine, other, takenOut, hear } = openPages();
  insertWords(mine, second, 'ru', 0, 'мои ');
  hear();
  insertWords(mine, second, 'ru', 0, 'ещё ');
  joinClauses(other, { first, second, lang: 'ru' });
  hear();
  expect(takenOut.has(second)).toBe(true);
});
