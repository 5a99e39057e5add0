/** Which clauses are to be voted on at once, unless somebody takes one out? A list on everybody's screen, until its vote opens. */
import type { DraftState } from '../draft/draft.ts';
import type { ClauseId, DraftId, PersonId } from '../lib/ids.ts';
import { ok, refuse } from '../lib/result.ts';
import type { PutClause } from './poll.ts';
import type { PollCommand, PollOpening } from './poll-commands.ts';
import type { PollContext, PollDecided } from './poll-rules.ts';

/** Somebody wants this clause to be voted on by itself. */
export interface TakenOut {
  readonly clauseId: ClauseId;
  readonly personId: PersonId;
  readonly at: number;
}

export interface ListForward {
  readonly draftId: DraftId;
  /** How it is to be opened; what was taken out is left out then. */
  readonly opening: PollOpening;
  /** All of them, by their frozen bytes. */
  readonly clauses: readonly PutClause[];
  readonly takenOut: readonly TakenOut[];
  /** `waiting`: clauses may be taken out. What was taken out of a list that is over is what the desk puts singly. */
  readonly stands: 'waiting' | 'opened' | 'withdrawn';
}

export type ForwardRefusalCode =
  'list-is-forward' | 'nothing-forward' | 'list-of-one' | 'not-in-list' | 'clause-unknown' | 'not-entitled';

/** The list that waits for its vote; `null`: there is none. */
export function waitingList({ forward }: { readonly forward?: ListForward }): ListForward | null {
  return forward?.stands === 'waiting' ? forward : null;
}

/** What is still in it. */
export function leftIn({ clauses, takenOut }: Pick<ListForward, 'clauses' | 'takenOut'>): readonly PutClause[] {
  return clauses.filter(({ clauseId }) => takenOut.every((out) => out.clauseId !== clauseId));
}

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

/** A clause leaves the list by the word of one seat that decides, until its vote opens (TAKE-1, TAKE-2). */
export function takeOut(
  list: ListForward | null,
  { clauseId }: Extract<PollCommand, { type: 'poll.take-out' }>,
  { actor, sitting }: PollContext,
): PollDecided {
  if (list === null) return refuse('nothing-forward');
  if (actor === 'server') return refuse('not-entitled');
  const seats = Object.values(sitting.seats);
  if (!seats.some(({ holder, right }) => holder === actor.personId && right === 'deciding'))
    return refuse('not-entitled');
  if (leftIn(list).every((left) => left.clauseId !== clauseId)) return refuse('not-in-list');
  return ok([{ type: 'poll.clause-taken-out', clauseId, personId: actor.personId }]);
}

/** What was taken out of the last list and is still to be voted on. */
export function stillTakenOut(forward: ListForward | undefined, { drafts }: DraftState): readonly TakenOut[] {
  if (forward === undefined) return [];
  const closed = drafts[forward.draftId]?.clauses ?? {};
  return forward.takenOut.filter(({ clauseId }) => closed[clauseId]?.status === 'frozen');
}
