/**
 * Which clause stands under which, and in what order is a text read? Top-level clauses, each with its sub-clauses behind it.
 *
 * Keys of order are one space for all clauses: what stands under a clause has keys behind it and before the next. So when a clause is
 * removed or turned into preamble, its sub-clauses come up to where it stood, and nothing need be written.
 */
import type { ClauseId } from '../lib/ids.ts';
import type { Lang } from '../lib/lang.ts';
import { byOrder } from './clause-order.ts';
import type { ClauseKind } from './clause-number.ts';

/** What must be known of a clause to tell its place. */
export interface ClausePlace<Id extends string = string> {
  readonly id: Id;
  readonly order: string;
  /** As it was written; whether the clause stands under it, `parentsIn` says. */
  readonly parent: Id | null;
  readonly kind: ClauseKind;
  readonly removed: boolean;
}

/** A clause without its words: where it stands, and in which languages it has any. */
export interface OutlineClause extends ClausePlace<ClauseId> {
  readonly langs: readonly Lang[];
}

/** Do two say the same of where a clause stands? */
export function isSamePlace(a: ClausePlace, b: ClausePlace): boolean {
  return a.id === b.id && a.order === b.order && a.parent === b.parent && a.kind === b.kind && a.removed === b.removed;
}

/**
 * The clause under which each stands; `null`: at the top. An operative clause stands under its `parent` when that is a standing
 * operative clause at the top; with any other parent (missing, removed, of the preamble, itself below another) it is at the top.
 * Where parents go round in a circle, those in the circle are at the top.
 */
export function parentsIn<C extends ClausePlace>(clauses: readonly C[]): ReadonlyMap<C['id'], C['id'] | null> {
  const byId = new Map<string, C>(clauses.map((clause) => [clause.id, clause]));
  const parents = new Map<C['id'], C['id'] | null>();
  for (const clause of clauses) {
    // Up the line of parents to one that is settled, then down again: no depth is too deep.
    const line: C[] = [];
    const seen = new Set<string>();
    let at: C | undefined = clause;
    while (at !== undefined && !parents.has(at.id) && !seen.has(at.id)) {
      line.push(at);
      seen.add(at.id);
      at = canStandUnder(at, byId);
    }
    if (at !== undefined && !parents.has(at.id)) {
      for (const one of line.splice(line.indexOf(at))) parents.set(one.id, null);
    }
    for (const one of line.reverse()) {
      const above = canStandUnder(one, byId);
      parents.set(one.id, above !== undefined && parents.get(above.id) === null ? above.id : null);
    }
  }
  return parents;
}

function canStandUnder<C extends ClausePlace>(clause: C, byId: ReadonlyMap<string, C>): C | undefined {
  if (clause.kind !== 'operative' || clause.parent === null) return undefined;
  const parent = byId.get(clause.parent);
  return parent?.kind === 'operative' && !parent.removed ? parent : undefined;
}

/** A clause at the top with what stands under it, both in order. Removed clauses stand where they stood. */
export interface ClauseBlock<C> {
  readonly clause: C;
  readonly under: readonly C[];
}

/** The text as blocks, in order. */
export function blocksOf<C extends ClausePlace>(clauses: readonly C[]): ClauseBlock<C>[] {
  const parents = parentsIn(clauses);
  const under = new Map<C['id'], C[]>();
  const top: C[] = [];
  for (const clause of [...clauses].sort(byOrder)) {
    const parent = parents.get(clause.id) ?? null;
    if (parent === null) top.push(clause);
    else under.set(parent, [...(under.get(parent) ?? []), clause]);
  }
  return top.map((clause) => ({ clause, under: under.get(clause.id) ?? [] }));
}

/** The clauses as they are read: each top-level clause, then what stands under it. */
export function inTextOrder<C extends ClausePlace>(clauses: readonly C[]): C[] {
  return blocksOf(clauses).flatMap(({ clause, under }) => [clause, ...under]);
}

/**
 * Behind which clause does one come that is moved a step up or down (`null`: to the beginning)? A clause at the top steps over whole
 * blocks; a sub-clause over its neighbours, and from the edge of its block under the next clause. `undefined`: there is no further
 * place. Of standing clauses; for `moveClause`.
 */
export function stepTarget<C extends ClausePlace>(
  clauses: readonly C[],
  id: C['id'],
  by: -1 | 1,
): C['id'] | null | undefined {
  const blocks = blocksOf(clauses);
  const at = blocks.findIndex(({ clause, under }) => clause.id === id || under.some((sub) => sub.id === id));
  const block = blocks[at];
  if (block === undefined) return undefined;
  if (block.clause.id === id) {
    if (by === 1) return blocks[at + 1]?.clause.id;
    return at === 0 ? undefined : (blocks[at - 2]?.clause.id ?? null);
  }
  const place = block.under.findIndex((sub) => sub.id === id);
  const neighbour = blocks[at + by];
  if (by === 1 && place < block.under.length - 1) return block.under[place + 1]?.id;
  if (by === -1 && place > 0) return block.under[place - 2]?.id ?? block.clause.id;
  if (neighbour === undefined || neighbour.clause.kind !== 'operative') return undefined;
  return by === 1 ? neighbour.clause.id : (neighbour.under.at(-1)?.id ?? neighbour.clause.id);
}
