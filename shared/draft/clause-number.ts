/** Which number does a clause carry? It is computed from the order each time, never stored. */

/** A preamble clause says why and has no number; an operative one says what shall be done. */
export const clauseKinds = ['preamble', 'operative'] as const;
export type ClauseKind = (typeof clauseKinds)[number];

/**
 * The number of each clause that stands in the text, in the given order: operative clauses count 1, 2, 3 …, preamble clauses
 * have `null`. Removed clauses have none and are skipped.
 */
export function numberClauses<Id extends string>(
  clauses: readonly { readonly id: Id; readonly kind: ClauseKind; readonly removed: boolean }[],
): ReadonlyMap<Id, number | null> {
  const numbers = new Map<Id, number | null>();
  let next = 1;
  for (const clause of clauses) {
    if (clause.removed) continue;
    numbers.set(clause.id, clause.kind === 'operative' ? next++ : null);
  }
  return numbers;
}
