/**
 * What do four pages and a server do to a text and the comments on it, of one seed? Every character is one of a kind, so that it is known
 * again wherever it goes, and it is noted beside what it was put. *Other words* than a comment's are characters that were neither marked
 * when the thread began nor put
 * - beside a character that carried the mark at that moment, or
 * - by a page whose text did not hold the mark yet, beside one of its characters, or in one go with such ones: it typed into those words, or
 * - by undoing, between two characters that are the comment's: there they stand within its words, wherever they were written first.
 * - by a page whose text did not hold the mark yet, and which came to stand between two characters that are the comment's: several pages
 *   write at one place at once, and two of them are what the comment is on.
 * Did a page's text hold the mark? That is what its text says, not what was on its way to it: see `heardOf`.
 */
import * as Y from 'yjs';
import type { Thread } from '../../shared/comment/comment.ts';
import { findQuote } from '../../shared/comment/quote-place.ts';
import { placeThreads } from '../../shared/comment/thread-places.ts';
import { plainText, sliceRuns, type Run } from '../../shared/draft/clause-runs.ts';
import {
  clauseRuns,
  clausesOf,
  openTextDoc,
  openUndo,
  outlineOf,
  runsOf,
  seedClientId,
} from '../../shared/draft/clause-text.ts';
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
import type { OutlineClause } from '../../shared/draft/clause-tree.ts';
import type { ClauseId, ThreadId } from '../../shared/lib/ids.ts';
import type { Lang } from '../../shared/lib/lang.ts';
import { draftId, idNumber, people } from '../rule-world.ts';
import { randomFrom } from '../text/text-world.ts';

/** Threads at the end: found on their words, gone, and of these the ones whose words stand somewhere, all of them. */
export interface CommentCount {
  readonly words: number;
  readonly gone: number;
  readonly lost: number;
}

export interface CommentPlay {
  /** What the first comment that points to other words points to; `null`: none does. */
  readonly wrong: string | null;
  readonly threads: number;
  /** How often a comment was found on its words, over all looks. */
  readonly stood: number;
  /** In the text of the server and of each page, when all have heard all. */
  readonly counts: readonly CommentCount[];
  readonly deeds: Readonly<Record<string, number>>;
}

/** A text has so many clauses at most: with more of them only outlines are read. */
const clausesMost = 40;
const standingMost = 15;
/** All comments are looked at after so many edits. */
const looksEvery = 50;

/** Plays `edits` edits on one text. The same seed and count do the same. */
export function playComments(seed: number, edits: number): CommentPlay {
  const world = openCommentWorld(seed);
  let stood = 0;
  let wrong: string | null = null;
  for (let done = 1; done <= edits && wrong === null; done += 1) {
    world.step();
    if (done % looksEvery > 0) continue;
    for (const doc of world.someDocs()) {
      const { count, other } = world.look(doc);
      stood += count.words;
      if (other !== null) wrong ??= `${other}, after ${String(done)} edits`;
    }
  }
  const looks = wrong === null ? world.atTheEnd() : [];
  wrong ??= looks.find(({ other }) => other !== null)?.other ?? null;
  return { wrong, threads: world.threads.length, stood, counts: looks.map(({ count }) => count), deeds: world.deeds };
}

interface Page {
  readonly doc: Y.Doc;
  readonly undo: Y.UndoManager | null;
  /** Updates that are on their way to it. */
  readonly inbox: Uint8Array[];
  /** Read again only when a clause came or was put elsewhere. */
  outline: readonly OutlineClause[] | null;
}

/** One time that a character was put somewhere: typed, put back after a cut, copied. */
interface Typed {
  /** How much of the server's own edits, and so of the marks, the page's text held. */
  readonly heard: number;
  readonly beside: readonly string[];
  /** Threads on the characters beside it. */
  readonly threads: ReadonlySet<ThreadId>;
  /** It came back by undoing: then it is one of theirs only where it stands between two that are. */
  readonly isBack?: true;
}

interface Commented {
  readonly thread: Thread;
  readonly marked: ReadonlySet<string>;
  /** A text that holds so much of the server's own edits holds the mark. */
  readonly heard: number;
}

interface Look {
  readonly count: CommentCount;
  readonly other: string | null;
}

function openCommentWorld(seed: number) {
  const random = randomFrom(seed);
  const letter = openLetters();
  const typed = new Map<string, Typed[]>();
  const threads: Commented[] = [];
  const deeds: Record<string, number> = {};
  let cut: readonly Run[] = [];

  const clauseIds = Array.from({ length: 6 }, (_, place) => idNumber('clause', place + 1));
  let clauseCount = clauseIds.length;
  const newId = (): ClauseId => idNumber('clause', ++clauseCount);
  const start = seedDraft({
    langs: ['ru', 'kk'],
    clauses: clauseIds.map((id) => ({ id, kind: 'operative', body: { ru: fresh(30), kk: fresh(20) } })),
  }).update;

  const server = openPage(true);
  const pages = Array.from({ length: 4 }, () => openPage(false));
  const everybody = [server, ...pages];
  for (const page of everybody) {
    page.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (origin === 'line') return;
      // All goes over the server: a page's to it, the server's and what it hears on to the pages.
      if (page === server) for (const other of pages) other.inbox.push(update);
      else server.inbox.push(update);
    });
  }

  function openPage(isServer: boolean): Page {
    const doc = openTextDoc();
    Y.applyUpdate(doc, start);
    // Of two things done at once the smaller id comes first: ids are the seed's too. Set last: Yjs takes another when it hears of its own.
    doc.clientID = isServer ? seedClientId : 1_000 + random.below(1_000_000_000);
    const page: Page = { doc, undo: isServer ? null : openUndo(doc, [], 0), inbox: [], outline: null };
    doc.on('afterTransaction', ({ changed }: Y.Transaction) => {
      for (const type of changed.keys()) if (type instanceof Y.Map) page.outline = null;
    });
    doc.on('afterTransaction', ({ changed, beforeState, origin }: Y.Transaction) => {
      if (!(origin instanceof Y.UndoManager)) return;
      for (const type of changed.keys()) if (type instanceof Y.XmlText) noteBack(page, type, beforeState);
    });
    return page;
  }

  function outlineIn(page: Page): readonly OutlineClause[] {
    return (page.outline ??= outlineOf(page.doc));
  }

  function hear(page: Page, most: number): void {
    for (const update of page.inbox.splice(0, most)) {
      Y.applyUpdate(page.doc, update, 'line');
      if (page === server) for (const other of pages) other.inbox.push(update);
    }
  }

  // -------------------------------------------------------------------------------------------------------------- what is done

  function fresh(length: number): string {
    return Array.from({ length }, letter).join('');
  }

  /** `length` new characters that `page` puts at an offset of these runs. */
  function typedAt(page: Page, runs: readonly Run[], at: number, length: number): string {
    return noted(page, fresh(length), sliceRuns(runs, Math.max(0, at - 1), at + 1));
  }

  function noted(page: Page, text: string, beside: readonly Run[]): string {
    const how: Typed = {
      heard: heardOf(page.doc),
      beside: Array.from(plainText(beside)),
      threads: new Set(beside.flatMap(({ comments }) => comments ?? [])),
    };
    for (const character of text) typed.set(character, [...(typed.get(character) ?? []), how]);
    return text;
  }

  /** Words that undoing brought back, between the characters that had stayed. */
  function noteBack(page: Page, text: Y.XmlText, before: ReadonlyMap<number, number>): void {
    const runs = runsOf(text);
    let at = 0;
    let back = '';
    for (let item = text._start; item !== null; item = item.right) {
      if (item.deleted || !item.countable) continue;
      const isNew = item.id.clock >= (before.get(item.id.client) ?? 0);
      if (!isNew && back !== '') putBack(at - back.length, at);
      back = isNew ? back + plainText(sliceRuns(runs, at, at + item.length)) : '';
      at += item.length;
    }

    /** At the end of a text nothing stands between two. */
    function putBack(from: number, to: number): void {
      const [left, right] = [sliceRuns(runs, Math.max(0, from - 1), from)[0], sliceRuns(runs, to, to + 1)[0]];
      if (left === undefined || right === undefined) return;
      const both = (left.comments ?? []).filter((threadId) => right.comments?.includes(threadId));
      const beside = [left.text, right.text];
      const how: Typed = { heard: heardOf(page.doc), beside, threads: new Set(both), isBack: true };
      for (const character of back) typed.set(character, [...(typed.get(character) ?? []), how]);
    }
  }

  function edit(page: Page): void {
    const { doc } = page;
    const outline = outlineIn(page);
    const standing = outline.filter(({ removed }) => !removed);
    const { id } = random.pick(standing.length > 0 ? standing : outline);
    const lang: Lang = random.below(5) === 0 ? 'kk' : 'ru';
    const runs = clauseRuns(doc, id, lang);
    const words = plainText(runs);
    const at = random.below(words.length + 1);
    const some = 1 + random.below(6);
    const neighbour = standing[standing.findIndex((clause) => clause.id === id) + 1];
    const isFull = standing.length > standingMost || outline.length > clausesMost;
    const beside = sliceRuns(runs, Math.max(0, at - 1), at + 1);
    const choices: readonly (readonly [string, number, () => unknown])[] = [
      ['type', 30, () => insertWords(doc, id, lang, at, typedAt(page, runs, at, 1 + random.below(3)))],
      ['delete', 14, () => deleteWords(doc, id, lang, at, some)],
      ['look', 5, () => markWords(doc, id, lang, at, some, random.pick(['strong', 'em']), random.below(2) === 0)],
      ['split', isFull ? 0 : 4, () => splitClause(doc, { id, newId: newId(), lang, at })],
      [
        'join',
        standing.length > 3 ? 4 : 0,
        () => neighbour !== undefined && joinClauses(doc, { first: id, second: neighbour.id, lang }),
      ],
      ['move', 5, () => moveClause(doc, id, random.below(6) === 0 ? null : random.pick(outline).id)],
      ['indent', 3, () => setParent(doc, id, random.below(2) === 0 ? null : parentToIndent(doc, id))],
      [
        'paste',
        isFull ? 0 : 1,
        () => {
          const first = noted(page, fresh(2), sliceRuns(runs, Math.max(0, at - 1), at));
          const middle = noted(page, fresh(2), []);
          const last = noted(page, fresh(2), sliceRuns(runs, at, at + 1));
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
          noted(page, plainText(cut), beside);
          pasteParagraphs(doc, { id, lang, at, paragraphs: [cut], newIds: [] });
          cut = [];
        },
      ],
      // Out of the page and back: words alone, without comments.
      ['copy', 2, () => insertWords(doc, id, lang, at, noted(page, words.slice(at, at + 2), beside))],
      ['remove', standing.length > 4 ? 3 : 0, () => removeClause(doc, id)],
      ['restore', 2, () => restoreClause(doc, random.pick(outline).id)],
      [
        'create',
        isFull ? 0 : 1,
        () => createClause(doc, { id: newId(), kind: 'operative', after: id, body: { ru: noted(page, fresh(2), []) } }),
      ],
      // As an admitted proposal does: other words, of which some are the same.
      [
        'replace',
        1,
        () => setText(doc, id, lang, words.slice(0, at) + typedAt(page, runs, at, 2) + words.slice(at + some)),
      ],
      ['undo', 8, () => page.undo?.undo()],
      ['redo', 3, () => page.undo?.redo()],
    ];
    const total = choices.reduce((sum, [, weight]) => sum + weight, 0);
    let roll = random.below(total);
    const choice = choices.find(([, weight]) => (roll -= weight) < 0);
    choice?.[2]();
    if (choice !== undefined) deeds[choice[0]] = (deeds[choice[0]] ?? 0) + 1;
    if (words.length > 300) deleteWords(doc, id, lang, 0, 120);
  }

  /** A page comments on words as it has them; the server marks those that are nearest in its own text, or says that they are gone. */
  function comment(page: Page): void {
    const standing = outlineIn(page).filter(({ removed }) => !removed);
    if (standing.length === 0) return;
    const { id } = random.pick(standing);
    const words = plainText(clauseRuns(page.doc, id, 'ru'));
    if (words.length < 3) return;
    const from = random.below(words.length - 1);
    const quote = words.slice(from, from + 1 + random.below(8));
    const stands = outlineIn(server).some((clause) => clause.id === id && !clause.removed);
    const found = stands ? findQuote(plainText(clauseRuns(server.doc, id, 'ru')), quote, from) : null;
    if (found === null) return;
    const threadId = idNumber('thread', threads.length + 1);
    commentWords(server.doc, id, 'ru', found.from, found.to - found.from, threadId);
    const about = { is: 'words', clauseId: id, lang: 'ru', quote, ...found, marked: true } as const;
    const notes = [{ noteId: idNumber('note', 1), by: people.chen, at: threads.length, text: '?', mentions: [] }];
    const thread: Thread = { threadId, draftId, about, notes, resolved: null };
    threads.push({ thread, marked: new Set(quote), heard: heardOf(server.doc) });
  }

  // ------------------------------------------------------------------------------------------------------------------- the law

  /** May this thread stand on this character? */
  function isItsOwn(character: string, comment: Commented, met = new Set<string>()): boolean {
    if (comment.marked.has(character)) return true;
    if (met.has(character)) return false;
    met.add(character);
    return (typed.get(character) ?? []).some(({ heard, beside, threads: there, isBack }) => {
      if (there.has(comment.thread.threadId)) return true;
      if (heard >= comment.heard) return false;
      return isBack === true
        ? beside.every((other) => isItsOwn(other, comment, new Set(met)))
        : beside.some((other) => isItsOwn(other, comment, met));
    });
  }

  /** The first character of these words that is not the thread's. */
  function otherIn(words: readonly string[], comment: Commented): string | undefined {
    const own = words.map((character) => isItsOwn(character, comment));
    return words.find((character, at) => {
      // Joining puts a space between two texts; it is no character of anybody's.
      if (character === ' ' || own[at] === true) return false;
      const isUnheard = (typed.get(character) ?? []).some(({ heard }) => heard < comment.heard);
      return !(isUnheard && own.slice(0, at).includes(true) && own.slice(at).includes(true));
    });
  }

  function look(doc: Y.Doc): Look {
    const clauses = clausesOf(doc);
    const bodies = new Map(clauses.map(({ id, body }) => [id, body]));
    const shown = clauses.map((clause) => ({ clause, frozen: null }));
    const places = placeThreads(
      threads.map(({ thread }) => thread),
      shown,
    );
    const here = new Set(
      clauses.flatMap(({ body }) => Object.values(body).flatMap((runs) => Array.from(plainText(runs)))),
    );
    const count = { words: 0, gone: 0, lost: 0 };
    for (const one of threads) {
      const { threadId, about } = one.thread;
      const place = places.get(threadId);
      if (place?.is === 'gone') {
        count.gone += 1;
        if ([...one.marked].every((character) => here.has(character))) count.lost += 1;
        continue;
      }
      if (place?.is !== 'words') return { count, other: `${threadId} stands nowhere and does not say so` };
      count.words += 1;
      for (const { clauseId, lang, from, to } of place.ranges) {
        const words = plainText(bodies.get(clauseId)?.[lang] ?? []).slice(from, to);
        const other = otherIn(Array.from(words), one);
        if (other === undefined) continue;
        const quote = about.is === 'words' ? about.quote : '';
        return { count, other: `${threadId} on “${quote}” points to ${other} in “${words}”` };
      }
    }
    return { count, other: null };
  }

  return {
    threads,
    deeds,
    look,
    someDocs: () => [server.doc, random.pick(pages).doc],
    step: () => {
      edit(random.pick(pages));
      if (random.below(25) === 0) comment(random.pick(pages));
      // Lines are of different speed, and stand still now and then.
      if (random.below(3) > 0) hear(server, random.below(12));
      const listening = random.pick(pages);
      if (random.below(4) > 0) hear(listening, random.below(30));
    },
    atTheEnd: () => {
      for (let round = 0; round < 3; round += 1) for (const page of everybody) hear(page, Infinity);
      return everybody.map(({ doc }) => look(doc));
    },
  };
}

/** The server writes under one id, and its edits come in order: how many of them a text holds says which marks it holds. */
function heardOf(doc: Y.Doc): number {
  return Y.getState(doc.store, seedClientId);
}

/** Letters of scripts without cases, forms or pairs; what the rules trim or clean is not among them. */
const letters = [
  [0x4e00, 0x9fff],
  [0xac00, 0xd7a3],
  [0x3400, 0x4dbf],
  [0xa000, 0xa48c],
] as const;

function openLetters(): () => string {
  let used = 0;
  return () => {
    let place = used++;
    for (const [from, to] of letters) {
      if (place <= to - from) return String.fromCharCode(from + place);
      place -= to - from + 1;
    }
    throw new Error('no letters are left: fewer edits, or more scripts');
  };
}
