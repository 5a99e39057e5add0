/**
 * Where does each thread stand in the text as it is now? By its marks where it has any, wherever they have gone, and of the marked words on
 * those alone that are its quote's; on a closed clause by its place in the frozen words; else where the same words are found again. Words
 * that are nowhere are gone, and nothing else is pointed to.
 */
import type { ClauseText, Run } from '../draft/clause-runs.ts';
import { plainText } from '../draft/clause-runs.ts';
import type { ClauseId, ThreadId } from '../lib/ids.ts';
import { langs, type Lang } from '../lib/lang.ts';
import type { CommentAbout, Thread } from './comment.ts';
import { findQuote, quotedPart, type QuotePlace } from './quote-place.ts';

/** UTF-16 units of the words of a clause in one language. */
export interface WordsRange {
  readonly clauseId: ClauseId;
  readonly lang: Lang;
  readonly from: number;
  readonly to: number;
}

export type ThreadPlace =
  /** Beside the clause as a whole. */
  | { readonly is: 'clause'; readonly clauseId: ClauseId }
  /** On these words, in the order of the text: one range, or several where the words were torn apart. */
  | {
      readonly is: 'words';
      readonly clauseId: ClauseId;
      readonly ranges: readonly WordsRange[];
      /** The words as they are now. */
      readonly words: string;
    }
  /** The words are gone. `clauseId`: the clause they stood in, while it stands. */
  | { readonly is: 'gone'; readonly clauseId: ClauseId | null };

/** A clause as it is shown, and, when it is closed, the runs that are frozen: those have no marks. */
export interface ShownClause {
  /** As it lies in the text, marks included. */
  readonly clause: ClauseText;
  /** What is shown in its place while it is closed; `null`: it is open. */
  readonly frozen: Readonly<Partial<Record<Lang, readonly Run[]>>> | null;
}

type Marks = ReadonlyMap<ThreadId, readonly WordsRange[]>;
const marksOfClause = new WeakMap<ClauseText, Marks>();

/** `shown`: the clauses that stand in the text, in order. */
export function placeThreads(
  threads: readonly Thread[],
  shown: readonly ShownClause[],
): ReadonlyMap<ThreadId, ThreadPlace> {
  const standing = new Map<ClauseId, ShownClause>();
  const marked = new Map<ThreadId, WordsRange[]>();
  for (const one of shown) {
    const { clause } = one;
    if (clause.removed) continue;
    standing.set(clause.id, one);
    for (const [threadId, ranges] of marksIn(clause)) {
      marked.set(threadId, [...(marked.get(threadId) ?? []), ...ranges]);
    }
  }
  const places = new Map<ThreadId, ThreadPlace>();
  for (const thread of threads) {
    const ranges = marked.get(thread.threadId) ?? [];
    places.set(thread.threadId, placeOf(thread, ranges, standing));
  }
  return places;
}

/** Do words of the clause carry threads? Of all others, only those that threads were begun on say where one stands. */
export function carriesThreads(clause: ClauseText): boolean {
  return marksIn(clause).size > 0;
}

function placeOf(
  { about }: Thread,
  marked: readonly WordsRange[],
  standing: ReadonlyMap<ClauseId, ShownClause>,
): ThreadPlace {
  const home = standing.get(about.clauseId);
  const gone = { is: 'gone', clauseId: home === undefined ? null : about.clauseId } as const;
  if (about.is === 'clause') return home === undefined ? gone : { is: 'clause', clauseId: about.clauseId };
  const ranges = about.marked
    ? marked.flatMap((range) => inFrozen(ownPart(range, about, standing), standing))
    : again(about, home);
  const [first] = ranges;
  if (first === undefined) return gone;
  const words = ranges.map((range) => wordsAt(range, standing.get(range.clauseId))).join(' … ');
  return { is: 'words', clauseId: first.clauseId, ranges, words };
}

type AboutWords = Extract<CommentAbout, { is: 'words' }>;

/** Of marked words, those that are the thread's. */
function ownPart(
  range: WordsRange,
  about: AboutWords,
  standing: ReadonlyMap<ClauseId, ShownClause>,
): WordsRange | null {
  const clause = standing.get(range.clauseId)?.clause;
  const part = partOfQuote(wordsOf(clause?.body[range.lang]).slice(range.from, range.to), about);
  return part === null ? null : { ...range, from: range.from + part.from, to: range.from + part.to };
}

const partsOfQuotes = new WeakMap<AboutWords, { readonly marked: string; readonly part: QuotePlace | null }>();

/** Remembered: in long words that were edited it takes tens of milliseconds to find, and is asked at each letter that anybody types. */
function partOfQuote(marked: string, about: AboutWords): QuotePlace | null {
  const known = partsOfQuotes.get(about);
  if (known?.marked === marked) return known.part;
  const part = quotedPart(marked, about.quote);
  partsOfQuotes.set(about, { marked, part });
  return part;
}

/** A range of the text, in the frozen words that are shown in its place: those were put into canonical form and may have moved a little. */
function inFrozen(range: WordsRange | null, standing: ReadonlyMap<ClauseId, ShownClause>): readonly WordsRange[] {
  const shown = range === null ? undefined : standing.get(range.clauseId);
  if (range === null || shown === undefined) return [];
  if (shown.frozen === null) return [range];
  const words = wordsOf(shown.clause.body[range.lang]).slice(range.from, range.to);
  const found = findQuote(wordsOf(shown.frozen[range.lang]), words, range.from);
  return found === null ? [] : [{ ...range, ...found }];
}

/** The same words, as near as may be to where they stood. */
function again(about: AboutWords, home: ShownClause | undefined): readonly WordsRange[] {
  const { clauseId, lang, quote, from } = about;
  const found = home === undefined ? null : findQuote(wordsOf(runsOf(home, lang)), quote, from);
  return found === null ? [] : [{ clauseId, lang, ...found }];
}

function wordsAt({ lang, from, to }: WordsRange, shown: ShownClause | undefined): string {
  return shown === undefined ? '' : wordsOf(runsOf(shown, lang)).slice(from, to);
}

const plainWords = new WeakMap<readonly Run[], string>();

/** Remembered by runs: many threads may stand on the same words. */
function wordsOf(runs: readonly Run[] | undefined): string {
  if (runs === undefined) return '';
  const known = plainWords.get(runs);
  if (known !== undefined) return known;
  const words = plainText(runs);
  plainWords.set(runs, words);
  return words;
}

function runsOf({ clause, frozen }: ShownClause, lang: Lang): readonly Run[] {
  return (frozen ?? clause.body)[lang] ?? [];
}

/** Neighbouring runs of one thread are one range. Remembered by clause: one that did not change is not read again. */
function marksIn(clause: ClauseText): Marks {
  const known = marksOfClause.get(clause);
  if (known !== undefined) return known;
  const marks = new Map<ThreadId, WordsRange[]>();
  for (const lang of langs) {
    let from = 0;
    for (const run of clause.body[lang] ?? []) {
      const to = from + run.text.length;
      for (const threadId of run.comments ?? []) {
        const ranges = marks.get(threadId) ?? [];
        const last = ranges.at(-1);
        if (last?.lang === lang && last.to === from) ranges[ranges.length - 1] = { ...last, to };
        else ranges.push({ clauseId: clause.id, lang, from, to });
        marks.set(threadId, ranges);
      }
      from = to;
    }
  }
  marksOfClause.set(clause, marks);
  return marks;
}
