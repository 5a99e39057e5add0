/** What is locked in a text, as its head tells it? The rows hold clauses, and the text as a whole among them. */
import type { ClauseId } from '../../shared/lib/ids.ts';
import { everyClause, type EveryClause } from '../../shared/protocol/text-wire.ts';
import type { TextHead } from '../engine/ports.ts';

export function locksOf(locked: readonly (ClauseId | EveryClause)[]): Pick<TextHead, 'lockedClauses' | 'isLocked'> {
  return {
    lockedClauses: locked.filter((one): one is ClauseId => one !== everyClause),
    isLocked: locked.includes(everyClause),
  };
}
