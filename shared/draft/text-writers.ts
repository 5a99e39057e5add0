/** Who writes in a draft's text now? One function, asked by the server at the door and by the page (so no schema stands here). */
import type { PersonId } from '../lib/ids.ts';
import type { Capacity } from '../people/capacity.ts';
import { mayDo } from '../people/permission.ts';
import { isWholeDecided, type Draft } from './draft.ts';

/** Named at once, at most: a panel has no more. */
export const writersMost = 500;

/** `everyone`: all with the right to write. `drafting`: the drafting group. `named`: these people. Who runs the sitting always may. */
export type Writers =
  | { readonly who: 'everyone' }
  | { readonly who: 'drafting' }
  | { readonly who: 'named'; readonly people: readonly PersonId[] };

const alwaysWriting: readonly Capacity[] = ['chair', 'moderator', 'secretary'];

/**
 * May this person write in the draft's text now (RULES, WRITE-1 …)? Whether sitting and clause are open is asked elsewhere. In a draft
 * that is closed as a whole the drafting group may, in the clauses that the chair opens; in one that is decided nobody.
 */
export function mayWriteText(
  draft: Pick<Draft, 'phase' | 'writers'>,
  personId: PersonId,
  capacities: ReadonlySet<Capacity>,
): boolean {
  if (isWholeDecided(draft) || !mayDo('text.edit', capacities)) return false;
  if (draft.phase === 'closed') return mayWriteReopened(capacities);
  if (alwaysWriting.some((capacity) => capacities.has(capacity))) return true;
  const { writers } = draft;
  switch (writers.who) {
    case 'everyone':
      return true;
    case 'drafting':
      return capacities.has('drafting');
    case 'named':
      return writers.people.includes(personId);
  }
}

/** May they write in a clause that the chair opened singly (WRITE-3)? Whoever else may write, writes around it. */
export function mayWriteReopened(capacities: ReadonlySet<Capacity>): boolean {
  return capacities.has('drafting') || alwaysWriting.some((capacity) => capacities.has(capacity));
}
