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

/** Taken out of a list of this draft. */
export interface WaitsAlone extends TakenOut {
  readonly draftId: DraftId;
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
  /** Taken out of lists before this one, and not put forward again with it; left out: nothing was. */
  readonly earlier?: readonly WaitsAlone[];
}

/** The list that waits for its vote; `null`: there is none. */
export function waitingList({ forward }: { readonly forward?: ListForward }): ListForward | null {
  return forward?.stands === 'waiting' ? forward : null;
}

/** What is still in it. */
export function leftIn({ clauses, takenOut }: Pick<ListForward, 'clauses' | 'takenOut'>): readonly PutClause[] {
  return clauses.filter(({ clauseId }) => takenOut.every((out) => out.clauseId !== clauseId));
}

/** What was taken out of this list and of those before it, and is still to be voted on: it waits for a vote of its own (TAKE-2). */
export function stillTakenOut(forward: ListForward | undefined, { drafts }: DraftState): readonly WaitsAlone[] {
  return everTakenOut(forward).filter(
    ({ draftId, clauseId }) => drafts[draftId]?.clauses[clauseId]?.status === 'frozen',
  );
}

/** A new list. Whoever took a clause out of one before wanted it to be voted on by itself, whatever else is put together since. */
export function newList(
  before: ListForward | undefined,
  { draftId, opening, clauses }: Pick<ListForward, 'draftId' | 'opening' | 'clauses'>,
): ListForward {
  const isIn = (out: WaitsAlone): boolean =>
    out.draftId === draftId && clauses.some(({ clauseId }) => clauseId === out.clauseId);
  const earlier = everTakenOut(before).filter((out) => !isIn(out));
  return { draftId, opening, clauses, takenOut: [], stands: 'waiting', ...(earlier.length > 0 && { earlier }) };
}

function everTakenOut(forward: ListForward | undefined): readonly WaitsAlone[] {
  if (forward === undefined) return [];
  const { draftId, takenOut, earlier = [] } = forward;
  return [...earlier, ...takenOut.map((out) => ({ ...out, draftId }))];
}
