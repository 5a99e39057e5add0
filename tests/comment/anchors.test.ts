/**
 * Does a comment ever point to other words than its own, whatever is edited? Every character is one of a kind, so that it is known again
 * wherever it goes. *Other words* are characters that were neither marked when the thread began nor typed within or at the edge of
 * the marked words: beside a marked character, or, by a page that had not heard of the comment yet, in one go with such ones.
 */
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Thread } from '../../shared/comment/comment.ts';
import { findQuote } from '../../shared/comment/quote-place.ts';
import { placeThreads } from '../../shared/comment/thread-places.ts';
import { plainText, sliceRuns, type Run } from '../../shared/draft/clause-runs.ts';
import { clauseRuns, clausesOf, openTextDoc, openUndo, outlineOf } from '../../shared/draft/clause-text.ts';
import {
  commentWords,
  createClause,
  deleteWords,
  insertWords,
  joinClauses,
  markWords,
  moveClause,
  parentToIndent,
  pasteParagraphs,
  removeClause,
  restoreClause,
  seedDraft,
  setParent,
  setText,
  splitClause,
} from '../../shared/draft/clause-text-edit.ts';
import type { ClauseId, ThreadId } from '../../shared/lib/ids.ts';
import type { Lang } from '../../shared/lib/lang.ts';
import { draftId, idNumber, people } from '../rule-world.ts';
import { randomFrom } from '../text/text-world.ts';

const seed = Number(process.env['ORTAQ_SEED'] ?? Date.now() % 1_000_000);
const edits = Number(process.env['ORTAQ_EDITS'] ?? 10_000);
const random = randomFrom(seed);

// --------------------------------------------------------------------------------------------------- characters, one of a kind

/** Letters of scripts without cases, forms or pairs; what the rules trim or clean is not among them. */
const letters = [
  [0x4e00, 0x9fff],
  [0xac00, 0xd7a3],
  [0x3400, 0x4dbf],
  [0xa000, 0xa48c],
] as const;
let used = 0;
function letter(): string {
  let place = used++;
  for (const [from, to] of letters) {
    if (place <= to - from) return String.fromCharCode(from + place);
    place -= to - from + 1;
  }
  throw new Error('no letters are left: fewer edits, or more scripts');
}

interface Typed {
  readonly by: Page;
  /** How many threads its page had seen by then. */
  readonly seen: number;
  readonly beside: readonly string[];
  /** Threads on the characters beside it. */
  readonly threads: ReadonlySet<ThreadId>;
}
/** Each time that it was put somewhere: typed, put back after a cut, copied. */
const typed = new Map<string, Typed[]>();

// ------------------------------------------------------------------------------------------------------------ pages and server

interface Page {
  readonly doc: Y.Doc;
  readonly undo: Y.UndoManager | null;
  /** Updates that are on their way to it. */
  readonly inbox: Uint8Array[];
  readonly seenAt: Map<ThreadId, number>;
}
const threads: { readonly thread: Thread; readonly marked: ReadonlySet<string> }[] = [];

const seedClauses = Array.from({ length: 6 }, (_, place) => ({
  id: idNumber('clause', place + 1),
  kind: 'operative' as const,
  body: { ru: fresh(30), kk: fresh(20) },
}));
let clauseCount = seedClauses.length;
const newId = (): ClauseId => idNumber('clause', ++clauseCount);

function fresh(length: number): string {
  return Array.from({ length }, letter).join('');
}

const start = seedDraft({ langs: ['ru', 'kk'], clauses: seedClauses }).update;
function openPage(isServer: boolean): Page {
  const doc = openTextDoc();
  // Of two things done at once the smaller id comes first: ids are the seed's too.
  doc.clientID = isServer ? 1 : 1_000 + random.below(1_000_000_000);
  Y.applyUpdate(doc, start);
  return { doc, undo: isServer ? null : openUndo(doc, [], 0), inbox: [], seenAt: new Map() };
}
const server = openPage(true);
const pages = Array.from({ length: 4 }, () => openPage(false));
for (const page of [server, ...pages]) {
  page.doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin === 'line') return;
    // All goes over the server: a page's to it, the server's and what it hears on to the pages.
    if (page === server) for (const other of pages) other.inbox.push(update);
    else server.inbox.push(update);
  });
}

function hear(page: Page, most: number): void {
  for (const update of page.inbox.splice(0, most)) {
    Y.applyUpdate(page.doc, update, 'line');
    if (page === server) for (const other of pages) other.inbox.push(update);
  }
  for (const { thread } of threads) {
    if (!page.seenAt.has(thread.threadId)) page.seenAt.set(thread.threadId, page.seenAt.size);
  }
}

// ---------------------------------------------------------------------------------------------------------------- what is done

/** Types `length` new characters, and notes beside which they stand. */
function typedAt(page: Page, runs: readonly Run[], at: number, length: number): string {
  const text = fresh(length);
  note(page, text, [...sliceRuns(runs, Math.max(0, at - 1), at), ...sliceRuns(runs, at, at + 1)]);
  return text;
}

function note(page: Page, text: string, beside: readonly Run[]): void {
  const threadsThere = new Set(beside.flatMap(({ comments }) => comments ?? []));
  for (const character of text) {
    const times = typed.get(character) ?? [];
    times.push({ by: page, seen: page.seenAt.size, beside: beside.map((run) => run.text), threads: threadsThere });
    typed.set(character, times);
  }
}

let cut: readonly Run[] = [];
const counted: Record<string, number> = {};

function edit(page: Page): void {
  const { doc } = page;
  const outline = outlineOf(doc);
  const standing = outline.filter(({ removed }) => !removed);
  const { id } = random.pick(standing.length > 0 ? standing : outline);
  const lang: Lang = random.below(5) === 0 ? 'kk' : 'ru';
  const runs = clauseRuns(doc, id, lang);
  const length = plainText(runs).length;
  const at = random.below(length + 1);
  const some = 1 + random.below(6);
  const neighbour = standing[standing.findIndex((clause) => clause.id === id) + 1];
  const isFull = standing.length > 30 || outline.length > 100;
  const deeds: readonly (readonly [string, number, () => void])[] = [
    ['type', 30, () => insertWords(doc, id, lang, at, typedAt(page, runs, at, 1 + random.below(3)))],
    ['delete', 14, () => deleteWords(doc, id, lang, at, some)],
    ['look', 5, () => markWords(doc, id, lang, at, some, random.pick(['strong', 'em']), random.below(2) === 0)],
    ['split', isFull ? 0 : 8, () => splitClause(doc, { id, newId: newId(), lang, at })],
    ['join', 8, () => neighbour !== undefined && joinClauses(doc, { first: id, second: neighbour.id, lang })],
    ['move', 7, () => moveClause(doc, id, random.below(6) === 0 ? null : random.pick(outline).id)],
    ['indent', 4, () => setParent(doc, id, random.below(2) === 0 ? null : parentToIndent(doc, id))],
    [
      'paste',
      isFull ? 0 : 3,
      () => {
        const [first, middle, last] = [fresh(2), fresh(2), fresh(2)];
        note(page, first, sliceRuns(runs, Math.max(0, at - 1), at));
        note(page, middle, []);
        note(page, last, sliceRuns(runs, at, at + 1));
        pasteParagraphs(doc, { id, lang, at, paragraphs: [first, middle, last], newIds: [newId(), newId()] });
      },
    ],
    [
      'cut',
      5,
      () => {
        cut = sliceRuns(runs, at, at + some);
        deleteWords(doc, id, lang, at, some);
      },
    ],
    [
      'put',
      5,
      () => {
        noteAt(plainText(cut));
        pasteParagraphs(doc, { id, lang, at, paragraphs: [cut], newIds: [] });
        cut = [];
      },
    ],
    // Out of the page and back: words alone, without comments.
    [
      'copy',
      2,
      () => {
        const copied = plainText(sliceRuns(runs, at, at + 2));
        noteAt(copied);
        insertWords(doc, id, lang, at, copied);
      },
    ],
    ['remove', standing.length > 4 ? 3 : 0, () => removeClause(doc, id)],
    ['restore', 2, () => restoreClause(doc, random.pick(outline).id)],
    [
      'create',
      isFull ? 0 : 2,
      () => createClause(doc, { id: newId(), kind: 'operative', after: id, body: { ru: noted(page) } }),
    ],
    // As an admitted proposal does: other words, of which some are the same.
    [
      'replace',
      1,
      () => setText(doc, id, lang, plainText(runs).slice(0, at) + noted(page) + plainText(runs).slice(at + some)),
    ],
    ['undo', 8, () => page.undo?.undo()],
    ['redo', 3, () => page.undo?.redo()],
  ];
  const total = deeds.reduce((sum, [, weight]) => sum + weight, 0);
  let roll = random.below(total);
  for (const [name, weight, deed] of deeds) {
    roll -= weight;
    if (roll >= 0) continue;
    deed();
    counted[name] = (counted[name] ?? 0) + 1;
    break;
  }
  if (length > 300) deleteWords(doc, id, lang, 0, 120);

  function noteAt(text: string): void {
    note(page, text, [...sliceRuns(runs, Math.max(0, at - 1), at), ...sliceRuns(runs, at, at + 1)]);
  }
  function noted(by: Page): string {
    return typedAt(by, runs, at, 2);
  }
}

/** A page comments on words as it has them; the server marks those that are nearest in its own text, or says that they are gone. */
function comment(page: Page): void {
  const clauses = clausesOf(page.doc).filter(({ body }) => plainText(body.ru ?? []).length > 2);
  if (clauses.length === 0) return;
  const { id, body } = random.pick(clauses);
  const words = plainText(body.ru ?? []);
  const from = random.below(words.length - 1);
  const quote = words.slice(from, from + 1 + random.below(8));
  const here = plainText(clauseRuns(server.doc, id, 'ru'));
  const found =
    outlineOf(server.doc).find((clause) => clause.id === id)?.removed === false ? findQuote(here, quote, from) : null;
  if (found === null) return;
  const threadId = idNumber('thread', threads.length + 1);
  const about = { is: 'words', clauseId: id, lang: 'ru', quote, ...found, marked: true } as const;
  const notes = [{ noteId: idNumber('note', 1), by: people.chen, at: threads.length, text: '?', mentions: [] }];
  threads.push({ thread: { threadId, draftId, about, notes, resolved: null }, marked: new Set(quote) });
  server.seenAt.set(threadId, server.seenAt.size);
  commentWords(server.doc, id, 'ru', found.from, found.to - found.from, threadId);
}

// ------------------------------------------------------------------------------------------------------------------- the law

/** May this thread stand on this character? */
function isItsOwn(
  character: string,
  threadId: ThreadId,
  marked: ReadonlySet<string>,
  met = new Set<string>(),
): boolean {
  if (marked.has(character)) return true;
  if (met.has(character)) return false;
  met.add(character);
  return (typed.get(character) ?? []).some((how) => {
    if (how.threads.has(threadId)) return true;
    // A page that knew of the comment types beside its words or elsewhere; one that did not may have gone on typing.
    const seenAt = how.by.seenAt.get(threadId);
    if (seenAt !== undefined && seenAt < how.seen) return false;
    return how.beside.some((other) => isItsOwn(other, threadId, marked, met));
  });
}

function look(doc: Y.Doc): { readonly words: number; readonly gone: number; readonly lost: number } {
  const clauses = clausesOf(doc);
  const shown = clauses.map((clause) => ({ clause, frozen: null }));
  const places = placeThreads(
    threads.map(({ thread }) => thread),
    shown,
  );
  const here = new Set(clauses.flatMap(({ body }) => Array.from(plainText(body.ru ?? []) + plainText(body.kk ?? []))));
  const count = { words: 0, gone: 0, lost: 0 };
  for (const { thread, marked } of threads) {
    const place = places.get(thread.threadId);
    if (place?.is === 'gone') {
      count.gone += 1;
      if ([...marked].every((character) => here.has(character))) count.lost += 1;
      continue;
    }
    if (place?.is !== 'words') throw new Error(`${thread.threadId} stands nowhere and does not say so`);
    count.words += 1;
    for (const { clauseId, lang, from, to } of place.ranges) {
      const clause = clauses.find(({ id }) => id === clauseId);
      for (const character of plainText(clause?.body[lang] ?? []).slice(from, to)) {
        // Joining puts a space between two texts; it is no character of anybody's.
        if (character === ' ' || isItsOwn(character, thread.threadId, marked)) continue;
        throw new Error(
          `${thread.threadId} on “${thread.about.is === 'words' ? thread.about.quote : ''}” points to ${character}`,
        );
      }
    }
  }
  return count;
}

describe(`comments and their words (ORTAQ_SEED=${String(seed)})`, () => {
  test(
    `[COMM-6] ${String(edits)} random edits by four pages and a server: no comment points to other words, and those whose words are gone say so`,
    { timeout: 600_000 },
    () => {
      /** How often a comment was found on its words, over all looks. */
      let stood = 0;
      for (let done = 0; done < edits; done += 1) {
        const page = random.pick(pages);
        edit(page);
        if (random.below(25) === 0) comment(random.pick(pages));
        // Lines are of different speed, and stand still now and then.
        if (random.below(3) > 0) hear(server, random.below(12));
        const listening = random.pick(pages);
        if (random.below(4) > 0) hear(listening, random.below(30));
        if (done % 50 === 0) for (const one of [server, random.pick(pages)]) stood += look(one.doc).words;
      }
      for (let round = 0; round < 3; round += 1) for (const page of [server, ...pages]) hear(page, Infinity);
      const counts = [server, ...pages].map(({ doc }) => look(doc));
      expect(new Set(counts.map((count) => JSON.stringify(count))).size).toBe(1);
      const [count] = counts;
      console.info(
        `${String(threads.length)} comments, found on their words ${String(stood)} times: ${JSON.stringify(count)}; ${JSON.stringify(counted)}`,
      );
      // The test would show nothing where nothing stands, or nothing goes.
      expect(threads.length).toBeGreaterThan(edits / 50);
      expect(stood).toBeGreaterThan(threads.length);
      expect(count?.words).toBeGreaterThan(0);
      expect(count?.gone).toBeGreaterThan(threads.length / 20);
    },
  );
});

describe('one page, one server', () => {
  function openOne(words: string): {
    readonly doc: Y.Doc;
    readonly undo: Y.UndoManager;
    readonly id: ClauseId;
    thread: Thread;
  } {
    const doc = openTextDoc();
    const id = idNumber('clause', 9_001);
    Y.applyUpdate(doc, seedDraft({ langs: ['ru'], clauses: [{ id, kind: 'operative', body: { ru: words } }] }).update);
    const threadId = idNumber('thread', 9_001);
    const quote = 'площадку';
    const from = words.indexOf(quote);
    const about = {
      is: 'words',
      clauseId: id,
      lang: 'ru',
      quote,
      from,
      to: from + quote.length,
      marked: true,
    } as const;
    const undo = openUndo(doc, [], 0);
    commentWords(doc, id, 'ru', from, quote.length, threadId);
    return { doc, undo, id, thread: { threadId, draftId, about, notes: [], resolved: null } };
  }
  const placeIn = (doc: Y.Doc, thread: Thread) =>
    placeThreads(
      [thread],
      clausesOf(doc).map((clause) => ({ clause, frozen: null })),
    ).get(thread.threadId);
  const words = 'создать постоянную площадку для диалога';

  test('[COMM-6] split before, within and behind its words, joined again, moved: it stays at them', () => {
    for (const at of [0, 8, words.indexOf('площадку'), words.indexOf('площадку') + 4, words.length]) {
      const { doc, id, thread } = openOne(words);
      const next = idNumber('clause', 9_002);
      splitClause(doc, { id, newId: next, lang: 'ru', at });
      const torn = placeIn(doc, thread);
      expect(torn).toMatchObject({ is: 'words' });
      expect(torn?.is === 'words' ? torn.words.replace(' … ', '') : '').toBe('площадку');
      moveClause(doc, next, null);
      moveClause(doc, next, id);
      joinClauses(doc, { first: id, second: next, lang: 'ru' });
      expect(placeIn(doc, thread)).toMatchObject({ is: 'words', clauseId: id, words: 'площадку' });
    }
  });

  test('[COMM-6] its words deleted, it says so; undone, it has them again', () => {
    const { doc, undo, id, thread } = openOne(words);
    deleteWords(doc, id, 'ru', words.indexOf('площадку'), 8);
    expect(placeIn(doc, thread)).toEqual({ is: 'gone', clauseId: id });
    // The same word elsewhere is another one.
    insertWords(doc, id, 'ru', 0, 'площадку ');
    expect(placeIn(doc, thread)).toEqual({ is: 'gone', clauseId: id });
    undo.undo();
    undo.undo();
    expect(placeIn(doc, thread)).toMatchObject({ is: 'words', words: 'площадку' });
  });

  test('[COMM-6] its clause removed, it says so; put back, it stands again', () => {
    const { doc, id, thread } = openOne(words);
    removeClause(doc, id);
    expect(placeIn(doc, thread)).toEqual({ is: 'gone', clauseId: null });
    restoreClause(doc, id);
    expect(placeIn(doc, thread)).toMatchObject({ is: 'words', words: 'площадку' });
  });

  test('[COMM-6] half of its words deleted, it keeps the other half; what is typed within is its own', () => {
    const { doc, id, thread } = openOne(words);
    deleteWords(doc, id, 'ru', words.indexOf('площадку'), 2);
    expect(placeIn(doc, thread)).toMatchObject({ words: 'ощадку' });
    insertWords(doc, id, 'ru', words.indexOf('площадку') + 3, 'XX');
    expect(placeIn(doc, thread)).toMatchObject({ words: 'ощаXXдку' });
  });

  test('[COMM-7] on a closed clause it stands in the frozen words; opened again, where the same words are', () => {
    const { doc, id, thread } = openOne(`  ${words}`);
    const frozen = { ru: [{ text: words }] };
    const [clause] = clausesOf(doc);
    const shown = [{ clause: clause!, frozen }];
    expect(placeThreads([thread], shown).get(thread.threadId)).toMatchObject({ words: 'площадку' });
    const about = { is: 'words', clauseId: id, lang: 'ru', quote: 'диалога', from: 32, to: 39, marked: false } as const;
    const other = { ...thread, threadId: idNumber('thread', 9_002), about };
    expect(placeThreads([other], shown).get(other.threadId)).toMatchObject({ words: 'диалога' });
    expect(placeIn(doc, other)).toMatchObject({ words: 'диалога' });
    deleteWords(doc, id, 'ru', plainText(clauseRuns(doc, id, 'ru')).indexOf('диалога'), 3);
    expect(placeIn(doc, other)).toEqual({ is: 'gone', clauseId: id });
  });
});
