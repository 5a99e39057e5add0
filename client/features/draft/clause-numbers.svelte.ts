/** How is each clause of the page called now? Places change seldom, words with each key: what hangs on places is kept until they change. */
import { entriesOf } from '../../../shared/draft/clause-number.ts';
import type { ClauseText } from '../../../shared/draft/clause-runs.ts';
import { isSamePlace, type ClausePlace } from '../../../shared/draft/clause-tree.ts';
import type { Draft } from '../../../shared/draft/draft.ts';
import type { ClauseId } from '../../../shared/lib/ids.ts';
import { isSameMap, seldom } from './seldom.svelte.ts';
import { steadyList } from './steady-list.ts';

export interface ClauseNumbers {
  /** `null`: it stands in the preamble. */
  readonly numbers: ReadonlyMap<ClauseId, string | null>;
  /** How many clauses are numbered and stand. */
  readonly count: number;
  /** The excluded numbers that stand before a clause; under `null` those behind the last. */
  readonly excludedBefore: ReadonlyMap<ClauseId | null, readonly string[]>;
}

/** For the script of a component. `shown`: the clauses on the page; `followed`: all that followers have, removed ones among them. */
export function clauseNumbers(
  shown: () => readonly ClauseText[],
  followed: () => readonly ClauseText[],
  draft: () => Draft,
): ClauseNumbers {
  const keepPlaces = steadyList<ClausePlace<ClauseId>>(isSamePlace);
  const places = $derived(keepPlaces(shown()));
  const keepExcluded = steadyList<ClausePlace<ClauseId>>(isSamePlace);
  /** Removed clauses whose numbers are on paper: their places stay. */
  const excluded = $derived.by(() => {
    const here = new Set(places.map(({ id }) => id));
    return keepExcluded(
      followed().filter(({ id, removed }) => removed && draft().numbers[id] !== undefined && !here.has(id)),
    );
  });
  const entries = $derived(entriesOf([...places, ...excluded], draft().numbers));
  const numbering = seldom<ReadonlyMap<ClauseId, string | null>>(
    () => new Map(entries.map(({ clause, number }) => [clause.id, number])),
    isSameMap,
  );
  const count = $derived(places.filter(({ removed, kind }) => !removed && kind === 'operative').length);
  const excludedBefore = seldom(
    () => {
      const found = new Map<ClauseId | null, string[]>();
      const isExcluded = new Set(excluded.map(({ id }) => id));
      let waiting: string[] = [];
      for (const { clause, number } of entries) {
        if (isExcluded.has(clause.id)) waiting.push(number ?? '');
        else {
          if (waiting.length > 0) found.set(clause.id, waiting);
          waiting = [];
        }
      }
      return found.set(null, waiting);
    },
    (a, b) => JSON.stringify([...a]) === JSON.stringify([...b]),
  );
  return {
    get numbers() {
      return numbering.now;
    },
    get count() {
      return count;
    },
    get excludedBefore() {
      return excludedBefore.now;
    },
  };
}
