/** Which clauses are to be voted on at once, unless somebody takes one out? A list on everybody's screen, until its vote opens. */
import type { DraftState } from '../draft/draft.ts';
import type { ClauseId, DraftId, PersonId } from '../lib/ids.ts';
import type { PutClause } from './poll.ts';
import type { PollOpening } from './poll-commands.ts';

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

/** The list that waits for its vote; `null`: there is none. */
export function waitingList({ forward }: { readonly forward?: ListForward }): ListForward | null {
  return forward?.stands === 'waiting' ? forward : null;
}

/** What is still in it. */
export function leftIn({ clauses, takenOut }: Pick<ListForward, 'clauses' | 'takenOut'>): readonly PutClause[] {
  return clauses.filter(({ clauseId }) => takenOut.every((out) => out.clauseId !== clauseId));
}

/** What was taken out of the last list and is still to be voted on. */
export function stillTakenOut(forward: ListForward | undefined, { drafts }: DraftState): readonly TakenOut[] {
  if (forward === undefined) return [];
  const closed = drafts[forward.draftId]?.clauses ?? {};
  return forward.takenOut.filter(({ clauseId }) => closed[clauseId]?.status === 'frozen');
}
