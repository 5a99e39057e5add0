/** Do a peer's words stay when a split, a join, a paste or a move is undone while the peer types? And in a clause that moves? */
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import {
  allClausesOf,
  bodyText,
  clauseRuns,
  clausesMap,
  clausesOf,
  openTextDoc,
  openUndo,
} from '../../shared/draft/clause-text.ts';
import {
  commentWords,
  createClause,
  deleteWords,
  insertReference,
  insertWords,
  joinClauses,
  linkWords,
  moveClause,
  parentToIndent,
  pasteParagraphs,
  removeClause,
  restoreClause,
  seedDraft,
  setKind,
  setParent,
  setText,
  splitClause,
} from '../../shared/draft/clause-text-edit.ts';
import { plainText, refCharacter, sliceRuns } from '../../shared/draft/clause-runs.ts';
import { blocksOf, stepTarget } from '../../shared/draft/clause-tree.ts';
import { idFromBytes, type ClauseId, type ThreadId } from '../../shared/lib/ids.ts';

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

// ---------------------------------------------------------------------------------------------------------- sub-clauses

/** As it is read: `1 2(3 4) 5`. */
function shape(doc: Y.Doc): string {
  return blocksOf(allClausesOf(doc))
    .filter(({ clause }) => !clause.removed)
    .map(({ clause, under }) => {
      const below = under.filter(({ removed }) => !removed).map(numberOf);
      return `${numberOf(clause)}${below.length > 0 ? `(${below.join(' ')})` : ''}`;
    })
    .join(' ');
}
const numberOf = (clause: { readonly id: ClauseId }): number =>
  Array.from({ length: 32 }, (_, number) => number).find((number) => id(number) === clause.id) ?? -1;

/** Two pages of `1 2(3 4) 5`. */
function twoPagesWithSubClauses() {
  const seed = seedDraft({
    langs: ['kk', 'ru'],
    clauses: [1, 2, 3, 4, 5].map((number) => ({
      id: id(number),
      kind: 'operative' as const,
      parent: number === 3 || number === 4 ? id(2) : null,
      body: { ru: `слова ${number}` },
    })),
  });
  const [amina, dara] = [openTextDoc(), openTextDoc()];
  for (const doc of [amina, dara]) Y.applyUpdate(doc, seed.update);
  const undo = openUndo(amina, [], 0);
  const meet = (): void => {
    Y.applyUpdate(amina, Y.encodeStateAsUpdate(dara));
    Y.applyUpdate(dara, Y.encodeStateAsUpdate(amina));
    expect(allClausesOf(amina)).toEqual(allClausesOf(dara));
  };
  const words = (clause: number): string => plainText(clauseRuns(amina, id(clause), 'ru'));
  return { amina, dara, undo, meet, words };
}

describe('[NUM-4] sub-clauses go where their clause goes', () => {
  test.each([
    ['as it was seeded', () => undefined, '1 2(3 4) 5'],
    ['a clause with sub-clauses moves as one', (doc: Y.Doc) => moveClause(doc, id(2), id(5)), '1 5 2(3 4)'],
    ['behind a sub-clause is behind its block', (doc: Y.Doc) => moveClause(doc, id(1), id(3)), '2(3 4) 1 5'],
    ['to the beginning', (doc: Y.Doc) => moveClause(doc, id(2), null), '2(3 4) 1 5'],
    ['a sub-clause moves among its own', (doc: Y.Doc) => moveClause(doc, id(4), id(2)), '1 2(4 3) 5'],
    [
      'a sub-clause moves under the clause that it follows',
      (doc: Y.Doc) => moveClause(doc, id(3), id(1)),
      '1(3) 2(4) 5',
    ],
    ['a sub-clause moves to the top', (doc: Y.Doc) => moveClause(doc, id(3), id(5), null), '1 2(4) 5 3'],
    ['a clause moves under another, at its place', (doc: Y.Doc) => moveClause(doc, id(5), id(3), id(2)), '1 2(3 5 4)'],
    ['with its own it stands beside them', (doc: Y.Doc) => moveClause(doc, id(2), id(1), id(1)), '1(2 3 4) 5'],
    ['indented it stands under the one before', (doc: Y.Doc) => setParent(doc, id(5), id(2)), '1 2(3 4 5)'],
    ['indented with sub-clauses, there is one level', (doc: Y.Doc) => setParent(doc, id(2), id(1)), '1(2 3 4) 5'],
    ['outdented it stands behind its clause', (doc: Y.Doc) => setParent(doc, id(3), null), '1 2(4) 3 5'],
    ['not under a sub-clause', (doc: Y.Doc) => setParent(doc, id(5), id(3)), '1 2(3 4) 5'],
    ['not under its own sub-clause', (doc: Y.Doc) => setParent(doc, id(2), id(3)), '1 2(3 4) 5'],
    ['removed, its sub-clauses come up', (doc: Y.Doc) => removeClause(doc, id(2)), '1 3 4 5'],
    ['of the preamble, it has none', (doc: Y.Doc) => setKind(doc, id(2), 'preamble'), '1 2 3 4 5'],
    [
      'a new one follows on its level',
      (doc: Y.Doc) => createClause(doc, { id: id(9), kind: 'operative', after: id(3) }),
      '1 2(3 9 4) 5',
    ],
    [
      'a new one behind a clause with sub-clauses stands behind these',
      (doc: Y.Doc) => createClause(doc, { id: id(9), kind: 'operative', after: id(2) }),
      '1 2(3 4) 9 5',
    ],
    [
      'a new first sub-clause',
      (doc: Y.Doc) => createClause(doc, { id: id(9), kind: 'operative', after: null, parent: id(2) }),
      '1 2(9 3 4) 5',
    ],
    [
      'split in its words, it gives its sub-clauses on',
      (doc: Y.Doc) => splitClause(doc, { id: id(2), newId: id(9), lang: 'ru', at: 3 }),
      '1 2 9(3 4) 5',
    ],
    [
      'split at its end, it has a new first one',
      (doc: Y.Doc) => splitClause(doc, { id: id(2), newId: id(9), lang: 'ru', at: 7 }),
      '1 2(9 3 4) 5',
    ],
    [
      'a sub-clause split is two sub-clauses',
      (doc: Y.Doc) => splitClause(doc, { id: id(3), newId: id(9), lang: 'ru', at: 3 }),
      '1 2(3 9 4) 5',
    ],
    [
      'several paragraphs put into a clause with sub-clauses',
      (doc: Y.Doc) =>
        pasteParagraphs(doc, { id: id(2), lang: 'ru', at: 3, paragraphs: ['а', 'б', 'в'], newIds: [id(8), id(9)] }),
      '1 2 8 9(3 4) 5',
    ],
    [
      'joined with the clause before, its sub-clauses follow the words',
      (doc: Y.Doc) => void joinClauses(doc, { first: id(1), second: id(2), lang: 'ru' }),
      '1(3 4) 5',
    ],
    [
      'joined with a sub-clause before',
      (doc: Y.Doc) => {
        setParent(doc, id(5), null);
        createClause(doc, { id: id(9), kind: 'operative', after: null, parent: id(5) });
        joinClauses(doc, { first: id(4), second: id(5), lang: 'ru' });
      },
      '1 2(3 4 9)',
    ],
    [
      'joined with its own first sub-clause',
      (doc: Y.Doc) => void joinClauses(doc, { first: id(2), second: id(3), lang: 'ru' }),
      '1 2(4) 5',
    ],
  ])('%s', (_title, edit, wanted) => {
    const { amina, undo, meet, words } = twoPagesWithSubClauses();
    const before = shape(amina);
    const said = [1, 2, 3, 4, 5].map(words);
    edit(amina);
    expect(shape(amina)).toBe(wanted);
    meet();
    // Undone, all is as it was.
    while (undo.undoStack.length > 0) undo.undo();
    meet();
    expect(shape(amina)).toBe(before);
    expect([1, 2, 3, 4, 5].map(words)).toEqual(said);
    while (undo.redoStack.length > 0) undo.redo();
    meet();
    expect(shape(amina)).toBe(wanted);
  });

  test('a step moves a clause over whole blocks, and a sub-clause on under the next clause', () => {
    const steps: readonly (readonly [number, -1 | 1, string])[] = [
      [1, 1, '2(3 4) 1 5'],
      [5, -1, '1 5 2(3 4)'],
      [2, -1, '2(3 4) 1 5'],
      [2, 1, '1 5 2(3 4)'],
      [4, -1, '1 2(4 3) 5'],
      [3, -1, '1(3) 2(4) 5'],
      [4, 1, '1 2(3) 5(4)'],
      [1, -1, '1 2(3 4) 5'],
      [5, 1, '1 2(3 4) 5'],
    ];
    for (const [number, by, wanted] of steps) {
      const { amina } = twoPagesWithSubClauses();
      const target = stepTarget(clausesOf(amina), id(number), by);
      if (target !== undefined) moveClause(amina, id(number), target);
      expect(shape(amina), `${number} by ${by}`).toBe(wanted);
    }
  });

  test('a removed clause that is put back has its sub-clauses again, and one written under it meanwhile', () => {
    const { amina, dara, meet } = twoPagesWithSubClauses();
    removeClause(amina, id(2));
    createClause(dara, { id: id(9), kind: 'operative', after: id(4) });
    meet();
    expect(shape(amina)).toBe('1 3 4 9 5');
    restoreClause(amina, id(2));
    meet();
    expect(shape(amina)).toBe('1 2(3 4 9) 5');
  });

  test('[TEXT-9] a split is undone while a colleague writes a sub-clause: both stand', () => {
    const { amina, dara, undo, meet, words } = twoPagesWithSubClauses();
    splitClause(amina, { id: id(2), newId: id(9), lang: 'ru', at: 3 });
    insertWords(dara, id(3), 'ru', 0, 'Новые ');
    createClause(dara, { id: id(10), kind: 'operative', after: id(4), body: { ru: 'Ещё' } });
    meet();
    undo.undo();
    meet();
    expect(shape(amina)).toBe('1 2(3 4 10) 5');
    expect(words(3)).toBe('Новые слова 3');
    expect(words(10)).toBe('Ещё');
  });

  test('indenting writes one key: a colleague who moves the same clause meanwhile has their way', () => {
    const { amina, dara, meet } = twoPagesWithSubClauses();
    expect(parentToIndent(amina, id(5))).toBe(id(2));
    expect(parentToIndent(amina, id(1))).toBeNull();
    expect(parentToIndent(amina, id(3))).toBeNull();
    setParent(amina, id(5), id(2));
    moveClause(dara, id(5), null);
    meet();
    expect(shape(amina)).toBe('1 2(5 3 4)');
  });

  test('a sub-clause that is closed is not written: it stays as it is, under its clause or in its place', () => {
    const closed = (one: ClauseId): boolean => one !== id(3);
    const edits: readonly (readonly [(doc: Y.Doc) => void, string])[] = [
      [(doc) => moveClause(doc, id(2), id(5), null, closed), '1 5 2(3 4)'],
      [(doc) => setParent(doc, id(2), id(1), closed), '1(2 4) 3 5'],
      [(doc) => splitClause(doc, { id: id(2), newId: id(9), lang: 'ru', at: 3 }, closed), '1 2(3) 9(4) 5'],
      [(doc) => void joinClauses(doc, { first: id(1), second: id(2), lang: 'ru' }, closed), '1(4) 3 5'],
    ];
    for (const [edit, wanted] of edits) {
      const { amina } = twoPagesWithSubClauses();
      const map = clausesMap(amina).get(id(3))!;
      const before = JSON.stringify([map.get('order'), map.get('parent')]);
      edit(amina);
      expect(shape(amina)).toBe(wanted);
      expect(JSON.stringify([map.get('order'), map.get('parent')])).toBe(before);
    }
  });

  test('what changes nothing writes nothing', () => {
    const { amina } = twoPagesWithSubClauses();
    let updates = 0;
    amina.on('update', () => updates++);
    moveClause(amina, id(2), id(1));
    moveClause(amina, id(4), id(3));
    moveClause(amina, id(3), id(2));
    moveClause(amina, id(2), id(4));
    moveClause(amina, id(5), id(4));
    setParent(amina, id(3), id(2));
    setParent(amina, id(1), null);
    setParent(amina, id(1), id(1));
    setParent(amina, id(9), id(1));
    expect(updates).toBe(0);
  });
});

describe('[TEXT-17] what stands on words goes with them', () => {
  const thread = 'thr_0000000000000001' as ThreadId;

  test('split, join and paste carry references and comments along; deletion takes them, undo brings them back', () => {
    const { amina, undo, meet } = twoPagesWithSubClauses();
    insertReference(amina, id(1), 'ru', 5, id(5));
    linkWords(amina, id(1), 'ru', 0, 2, 'https://example.org/');
    commentWords(amina, id(1), 'ru', 3, 5, thread);
    const whole = clauseRuns(amina, id(1), 'ru');
    expect(whole).toEqual([
      { text: 'сл', link: 'https://example.org/' },
      { text: 'о' },
      { text: 'ва', comments: [thread] },
      { text: refCharacter, ref: id(5), comments: [thread] },
      { text: ' 1', comments: [thread] },
    ]);
    undo.clear();
    splitClause(amina, { id: id(1), newId: id(9), lang: 'ru', at: 4 });
    expect(clauseRuns(amina, id(9), 'ru')).toEqual(sliceRuns(whole, 4));
    joinClauses(amina, { first: id(1), second: id(9), lang: 'ru' });
    expect(clauseRuns(amina, id(1), 'ru')).toEqual(whole);
    deleteWords(amina, id(1), 'ru', 2, 6);
    expect(clauseRuns(amina, id(1), 'ru')).toEqual(whole.slice(0, 1));
    while (undo.undoStack.length > 0) undo.undo();
    expect(clauseRuns(amina, id(1), 'ru')).toEqual(whole);
    meet();
    // New words that say the same leave the comment where it is.
    setText(amina, id(1), 'ru', [
      ...whole.slice(0, 2),
      { text: 'ва' },
      { text: refCharacter, ref: id(5) },
      { text: ' один' },
    ]);
    expect(clauseRuns(amina, id(1), 'ru').slice(2, 4)).toEqual(whole.slice(2, 4));
  });

  test('two references side by side are two, and one over words is none', () => {
    const { amina } = twoPagesWithSubClauses();
    insertReference(amina, id(1), 'ru', 0, id(5));
    insertReference(amina, id(1), 'ru', 1, id(5));
    expect(clauseRuns(amina, id(1), 'ru').filter(({ ref }) => ref !== undefined)).toHaveLength(2);
    amina.transact(() => bodyText(amina, id(2), 'ru')!.format(0, 3, { ref: { id: id(5) } }));
    expect(clauseRuns(amina, id(2), 'ru')).toEqual([{ text: 'слова 2' }]);
  });
});
