/** When does a clause leave a list that was put forward, and what opens the list? */
import { ok, refuse } from '../lib/result.ts';
import type { PollCommand, PollOpening } from './poll-commands.ts';
import type { PollContext, PollDecided } from './poll-rules.ts';
import { leftIn, type ListForward } from './put-forward.ts';

export type ForwardRefusalCode =
  | 'list-is-forward'
  | 'taken-out-alone'
  | 'nothing-forward'
  | 'list-of-one'
  | 'not-in-list'
  | 'clause-unknown'
  | 'not-entitled';

/** Does this opening open the list? Then what was taken out meanwhile is left out of it, also when it was announced before (TAKE-3). */
export function asOpened(list: ListForward | null, opening: PollOpening): PollOpening | 'empty' {
  if (list === null || !isOfList(list, opening)) return opening;
  const left = leftIn(list).map(({ clauseId }) => clauseId);
  if (left.length === 0) return 'empty';
  return { ...opening, subject: { of: 'clauses', draftId: list.draftId, clauseIds: left } };
}

export function isOfList(list: ListForward, { subject }: PollOpening): boolean {
  if (subject.of !== 'clauses' || subject.draftId !== list.draftId) return false;
  const named = new Set(subject.clauseIds);
  const isWithin = subject.clauseIds.every((id) => list.clauses.some(({ clauseId }) => clauseId === id));
  return isWithin && leftIn(list).every(({ clauseId }) => named.has(clauseId)) && named.size > 1;
}

/**
 * A clause leaves the list by the word of one seat, until its vote opens (TAKE-1, TAKE-2). An advisory one too, as permission has it: to be
 * voted on by itself decides nothing of a clause.
 */
export function takeOut(
  list: ListForward | null,
  { clauseId }: Extract<PollCommand, { type: 'poll.take-out' }>,
  { actor }: PollContext,
): PollDecided {
  if (list === null) return refuse('nothing-forward');
  if (actor === 'server') return refuse('not-entitled');
  if (leftIn(list).every((left) => left.clauseId !== clauseId)) return refuse('not-in-list');
  return ok([{ type: 'poll.clause-taken-out', clauseId, personId: actor.personId }]);
}
