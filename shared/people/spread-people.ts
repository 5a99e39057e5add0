/** Who goes into which of several panels held at once, so that each has as many, of every kind of organisation? */
import type { PersonId, SittingId } from '../lib/ids.ts';

export interface PersonToSpread {
  readonly personId: PersonId;
  /** People of the same are spread one after the other: so each panel gets its share of every kind. */
  readonly kind: string;
}

/** Each goes where the fewest are, the first of the panels where as many are in several. `already`: those who sit there now. */
export function spreadPeople(
  people: readonly PersonToSpread[],
  already: ReadonlyMap<SittingId, number>,
): ReadonlyMap<PersonId, SittingId> {
  const counts = new Map(already);
  const ordered = [...people].sort((a, b) => (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : 0));
  const placed = new Map<PersonId, SittingId>();
  for (const { personId } of ordered) {
    const [least] = [...counts].sort(([, a], [, b]) => a - b);
    if (least === undefined) break;
    const [sittingId, count] = least;
    counts.set(sittingId, count + 1);
    placed.set(personId, sittingId);
  }
  return placed;
}
