/** Which comments stand beside which clause, and on which of the words that are read? */
import { mergeRuns, sliceRuns, type ClauseText, type Run } from '../../../shared/draft/clause-runs.ts';
import type { Thread } from '../../../shared/comment/comment.ts';
import {
  carriesThreads,
  placeThreads,
  type ShownClause,
  type ThreadPlace,
  type WordsRange,
} from '../../../shared/comment/thread-places.ts';
import type { ClauseId, ThreadId } from '../../../shared/lib/ids.ts';
import type { Lang } from '../../../shared/lib/lang.ts';
import type { Commenting } from './commenting.svelte.ts';

const none: readonly never[] = [];

interface Placed {
  readonly threads: readonly Thread[];
  /** The clauses that say where threads stand. */
  readonly on: readonly ShownClause[];
  readonly places: ReadonlyMap<ThreadId, ThreadPlace>;
}

function isShownSame(a: ShownClause, b: ShownClause | undefined): boolean {
  return a.clause === b?.clause && a.frozen === b.frozen;
}

export class CommentsOnPage {
  readonly commenting: Commenting;
  readonly #shown: () => readonly ShownClause[];

  /** `shown`: the clauses that stand on the page, in order. */
  constructor(commenting: Commenting, shown: () => readonly ShownClause[]) {
    this.commenting = commenting;
    this.#shown = shown;
  }

  /** Of clauses that were looked through: hundreds are the same from one letter to the next. */
  readonly #carrying = new WeakMap<ClauseText, boolean>();

  #carries(clause: ClauseText): boolean {
    const known = this.#carrying.get(clause) ?? carriesThreads(clause);
    this.#carrying.set(clause, known);
    return known;
  }

  #placed: Placed = { threads: none, on: none, places: new Map() };

  readonly places: ReadonlyMap<ThreadId, ThreadPlace> = $derived.by(() => {
    const { threads } = this.commenting;
    if (threads.length === 0) return new Map();
    const homes = new Set(threads.map(({ about }) => about.clauseId));
    const on = this.#shown().filter(({ clause }) => homes.has(clause.id) || this.#carries(clause));
    // With each letter of anybody the text is another one, and mostly elsewhere: then what hangs on places is left alone.
    const was = this.#placed;
    const isSame =
      was.threads === threads && was.on.length === on.length && on.every((one, at) => isShownSame(one, was.on[at]));
    if (!isSame) this.#placed = { threads, on, places: placeThreads(threads, on) };
    return this.#placed.places;
  });

  readonly #byClause: ReadonlyMap<ClauseId | null, readonly Thread[]> = $derived.by(() => {
    const found = new Map<ClauseId | null, Thread[]>();
    for (const thread of this.commenting.threads) {
      const home = this.places.get(thread.threadId)?.clauseId ?? null;
      const there = found.get(home);
      if (there === undefined) found.set(home, [thread]);
      else there.push(thread);
    }
    return found;
  });

  /** For each clause with threads a word that changes when what is said there, or the words that it stands on, are others. */
  readonly marksByClause: ReadonlyMap<ClauseId, string> = $derived.by(() => {
    const marks = new Map<ClauseId, string>();
    const add = (id: ClauseId, mark: string): void => void marks.set(id, `${marks.get(id) ?? ''}${mark};`);
    for (const { threadId, resolved } of this.commenting.threads) {
      const place = this.places.get(threadId);
      if (place === undefined || place.clauseId === null) continue;
      add(place.clauseId, `${threadId} ${resolved === null}`);
      if (place.is !== 'words') continue;
      for (const { clauseId, lang, from, to } of place.ranges) add(clauseId, `${lang} ${from} ${to}`);
    }
    return marks;
  });

  /** Beside this clause; oldest first. */
  of(clauseId: ClauseId): readonly Thread[] {
    return this.#byClause.get(clauseId) ?? none;
  }

  /** Those whose clause stands no more. */
  get withoutClause(): readonly Thread[] {
    return this.#byClause.get(null) ?? none;
  }

  openCountOf(clauseId: ClauseId): number {
    return this.of(clauseId).filter(({ resolved }) => resolved === null).length;
  }

  homeOf(threadId: ThreadId): ClauseId | null {
    return this.places.get(threadId)?.clauseId ?? null;
  }

  /** Words that open threads stand on, in one clause and language. */
  rangesIn(clauseId: ClauseId, lang: Lang): readonly (WordsRange & { readonly threadId: ThreadId })[] {
    const ranges: (WordsRange & { threadId: ThreadId })[] = [];
    for (const { threadId, resolved } of this.of(clauseId)) {
      const place = this.places.get(threadId);
      if (resolved !== null || place?.is !== 'words') continue;
      for (const range of place.ranges) {
        if (range.clauseId === clauseId && range.lang === lang) ranges.push({ ...range, threadId });
      }
    }
    return ranges;
  }

  /** The words as they are read: each run says which open threads stand on it, and no settled ones. */
  marked(clauseId: ClauseId, lang: Lang, runs: readonly Run[]): readonly Run[] {
    const bare = mergeRuns(runs.map(({ comments: _comments, ...run }) => run));
    const ranges = this.rangesIn(clauseId, lang);
    if (ranges.length === 0) return bare;
    const cuts = [...new Set([0, ...ranges.flatMap(({ from, to }) => [from, to]), Infinity])].sort((a, b) => a - b);
    return cuts.slice(1).flatMap((to, place) => {
      const from = cuts[place] ?? 0;
      const comments = ranges.filter((range) => range.from <= from && range.to >= to).map(({ threadId }) => threadId);
      const part = sliceRuns(bare, from, to);
      return comments.length === 0 ? part : part.map((run) => ({ ...run, comments }));
    });
  }
}
