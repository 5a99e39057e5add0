/** Which clauses does the page show, each as it is told of itself alone, and how many of them are drawn already? */
import { untrack } from 'svelte';
import type { ClauseText } from '../../../shared/draft/clause-runs.ts';
import type { ClosedClause, Draft } from '../../../shared/draft/draft.ts';
import type { ClauseId } from '../../../shared/lib/ids.ts';
import { inGroups, type ClauseGroup } from './clause-groups.ts';
import { clauseAsClosed } from './closed-clause.ts';
import { gradually, type Gradually } from './gradually.svelte.ts';
import { Keyed } from './keyed.svelte.ts';
import { isSameClause } from './same-clause.ts';
import { seldom } from './seldom.svelte.ts';
import { steadyList } from './steady-list.ts';

export interface ShownClause {
  readonly id: ClauseId;
  readonly closed: ClosedClause | undefined;
  /** A closed one in the words it was closed with. */
  readonly clause: ClauseText;
}

export interface ShownClauses {
  /** In the order of the text; another list with each letter. */
  readonly all: readonly ShownClause[];
  /** Their ids: the same list while only words change. */
  readonly ids: readonly ClauseId[];
  /** For the part of the page that shows this clause: told anew when it is another one. */
  of(id: ClauseId): ShownClause | undefined;
  readonly gradual: Gradually<ClauseId>;
  /** What is drawn, as the browser goes by it together. */
  readonly groups: readonly ClauseGroup<ClauseId>[];
}

/** For the script of a component. `standing`: the clauses that stand in the text, in order. */
export function shownClauses(standing: () => readonly ClauseText[], draft: () => Draft): ShownClauses {
  /** Remembered by clause: one that has not changed is shown as it was. */
  const known = new WeakMap<ClauseText, ShownClause>();
  function shownAs(clause: ClauseText, closed: ClosedClause | undefined): ShownClause {
    const before = known.get(clause);
    if (before !== undefined && before.closed === closed) return before;
    const one = { id: clause.id, closed, clause: closed === undefined ? clause : clauseAsClosed(clause, closed) };
    known.set(clause, one);
    return one;
  }
  const all = $derived.by(() => {
    const { clauses: closedOnes } = draft();
    return standing().map((clause) => shownAs(clause, closedOnes[clause.id]));
  });

  // Words change with each letter of anybody, places seldom: each clause is told of itself alone.
  const byId = new Keyed<ClauseId, ShownClause>(
    (a, b) => a === b || (a.closed === b.closed && isSameClause(a.clause, b.clause)),
  );
  $effect.pre(() => {
    const now = all;
    untrack(() => byId.setList(now, ({ id }) => id));
  });
  const keepIds = steadyList<ClauseId>(Object.is);
  const ids = seldom(() => keepIds(all.map(({ id }) => id)));
  const gradual = gradually(() => ids.now);
  const group = inGroups<ClauseId>();
  const groups = $derived(group(gradual.drawn));
  return {
    get all() {
      return all;
    },
    get ids() {
      return ids.now;
    },
    of: (id) => byId.get(id),
    gradual,
    get groups() {
      return groups;
    },
  };
}
