/** Do a peer's words stay when a split, a join, a paste or a move is undone while the peer types? And in a clause that moves? */
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import {
  allClausesOf,
  clauseRuns,
  clausesMap,
  clausesOf,
  openTextDoc,
  openUndo,
} from '../../shared/draft/clause-text.ts';
import {
  insertWords,
  joinClauses,
  moveClause,
  pasteParagraphs,
  removeClause,
  restoreClause,
  seedDraft,
  setKind,
  splitClause,
} from '../../shared/draft/clause-text-edit.ts';
import { plainText } from '../../shared/draft/clause-runs.ts';
import { idFromBytes, type ClauseId } from '../../shared/lib/ids.ts';

const id = (number: number): ClauseId => idFromBytes('clause', new Uint8Array([0, 0, 0, 0, 0, 0, 0, 0, 0, number]));

/** Two pages of one text; `meet` carries all that each has written to the other. */
function twoPages() {
  const seed = seedDraft({
    langs: ['kk', 'ru'],
    clauses: [
      { id: id(1), kind: 'operative', body: { ru: 'Поддержать сёла области', kk: 'Ауылдарды қолдау' } },
      { id: id(2), kind: 'operative', body: { ru: 'Провести форум', kk: 'Форум өткізу' } },
    ],
  });
  const [amina, dara] = [openTextDoc(), openTextDoc()];
  for (const doc of [amina, dara]) Y.applyUpdate(doc, seed.update);
  const undo = openUndo(amina, [], 0);
  const meet = (): void => {
    Y.applyUpdate(amina, Y.encodeStateAsUpdate(dara));
    Y.applyUpdate(dara, Y.encodeStateAsUpdate(amina));
    expect(allClausesOf(amina)).toEqual(allClausesOf(dara));
  };
  const standing = (): string[] => clausesOf(amina).map(({ body }) => plainText(body.ru ?? []));
  const words = (clause: ClauseId): string => plainText(clauseRuns(amina, clause, 'ru'));
  return { amina, dara, undo, meet, standing, words };
}

describe('[TEXT-9] undone while a colleague types, the colleague’s words stay', () => {
  test('split: what was typed into the new clause is kept in it, removed', () => {
    const { amina, dara, undo, meet, standing, words } = twoPages();
    splitClause(amina, { id: id(1), newId: id(3), lang: 'ru', at: 11 });
    meet();
    expect(standing()).toEqual(['Поддержать ', 'сёла области', 'Провести форум']);
    insertWords(dara, id(3), 'ru', 4, ' и аулы');
    insertWords(dara, id(1), 'ru', 0, 'Всемерно ');
    undo.undo();
    meet();
    expect(standing()).toEqual(['Всемерно Поддержать сёла области', 'Провести форум']);
    expect(words(id(3))).toBe(' и аулы');
    undo.redo();
    meet();
    expect(standing().slice(0, 2).join('|')).toMatch(/^Всемерно Поддержать \|.*и аулы/);
  });

  test('split: what was typed into the tail meanwhile stays at the end of the first clause', () => {
    const { amina, dara, meet, standing } = twoPages();
    splitClause(amina, { id: id(1), newId: id(3), lang: 'ru', at: 11 });
    insertWords(dara, id(1), 'ru', 15, ' и аулы');
    meet();
    expect(standing()).toEqual(['Поддержать  и аулы', 'сёла области', 'Провести форум']);
  });

  test('join: what was typed into either clause stays', () => {
    const { amina, dara, undo, meet, standing } = twoPages();
    expect(joinClauses(amina, { first: id(1), second: id(2), lang: 'ru' })).toBe(23);
    insertWords(dara, id(2), 'ru', 14, ' осенью');
    meet();
    insertWords(dara, id(1), 'ru', 23, ', ');
    expect(standing()).toEqual(['Поддержать сёла областиПровести форум']);
    undo.undo();
    meet();
    expect(standing()).toEqual(['Поддержать сёла области, ', 'Провести форум осенью']);
  });

  test('paste: what was typed into the pasted clauses is kept in them', () => {
    const { amina, dara, undo, meet, standing, words } = twoPages();
    pasteParagraphs(amina, { id: id(1), lang: 'ru', at: 10, paragraphs: ['!', 'Раз', 'Два'], newIds: [id(3), id(4)] });
    meet();
    expect(standing()).toEqual(['Поддержать!', 'Раз', 'Два сёла области', 'Провести форум']);
    insertWords(dara, id(3), 'ru', 3, ' и навсегда');
    undo.undo();
    meet();
    expect(standing()).toEqual(['Поддержать сёла области', 'Провести форум']);
    expect(words(id(3))).toBe(' и навсегда');
  });

  test('move: the clause goes back with what was typed into it', () => {
    const { amina, dara, undo, meet, standing } = twoPages();
    moveClause(amina, id(2), null);
    insertWords(dara, id(2), 'ru', 14, ' осенью');
    meet();
    expect(standing()).toEqual(['Провести форум осенью', 'Поддержать сёла области']);
    undo.undo();
    meet();
    expect(standing()).toEqual(['Поддержать сёла области', 'Провести форум осенью']);
  });

  test('remove: what was typed meanwhile comes back with the clause', () => {
    const { amina, dara, meet, standing } = twoPages();
    removeClause(amina, id(2));
    insertWords(dara, id(2), 'ru', 14, ' осенью');
    meet();
    expect(standing()).toEqual(['Поддержать сёла области']);
    restoreClause(amina, id(2));
    meet();
    expect(standing()).toEqual(['Поддержать сёла области', 'Провести форум осенью']);
  });
});

test('[TEXT-9] undoing a value that a colleague set at the same time leaves the clause with one', () => {
  for (const higher of ['amina', 'dara'] as const) {
    const { amina, dara, undo, meet } = twoPages();
    amina.clientID = higher === 'amina' ? 2_000 : 1_000;
    dara.clientID = 1_500;
    setKind(amina, id(2), 'preamble');
    setKind(dara, id(2), 'preamble');
    moveClause(amina, id(2), null);
    moveClause(dara, id(2), null);
    meet();
    undo.undo();
    undo.undo();
    meet();
    const map = clausesMap(amina).get(id(2))!;
    expect([...map.keys()].sort()).toEqual(['addressee', 'body', 'due', 'kind', 'order', 'parent', 'removed']);
  }
});

test('[TEXT-10] a clause moved a hundred times while a colleague types in it loses no character', () => {
  const { amina, dara, meet, words } = twoPages();
  let typed = '';
  for (let index = 0; index < 100; index++) {
    moveClause(amina, id(2), index % 2 === 0 ? null : id(1));
    const letter = String.fromCharCode(0x430 + (index % 32));
    insertWords(dara, id(2), 'ru', typed.length, letter);
    typed += letter;
    if (index % 3 === 0) meet();
  }
  meet();
  expect(words(id(2))).toBe(`${typed}Провести форум`);
});

test('reading and opening write nothing', () => {
  const { amina, dara } = twoPages();
  let updates = 0;
  for (const doc of [amina, dara]) doc.on('update', () => updates++);
  clausesOf(amina);
  allClausesOf(amina);
  clauseRuns(amina, id(9), 'en');
  moveClause(amina, id(2), id(1));
  restoreClause(amina, id(2));
  expect(updates).toBe(0);
});

test('a page that receives marks does not tidy them: it would write', () => {
  const { amina, dara } = twoPages();
  const written: unknown[] = [];
  dara.on('update', (_update: Uint8Array, origin: unknown) => written.push(origin));
  insertWords(amina, id(1), 'ru', 3, 'жирно', { strong: true });
  insertWords(amina, id(1), 'ru', 5, 'жирно', { strong: true, em: true });
  Y.applyUpdate(dara, Y.encodeStateAsUpdate(amina), 'server');
  expect(written).toEqual(['server']);
});
