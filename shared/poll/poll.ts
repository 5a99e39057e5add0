/** What is a poll? A question on exact words, who may answer, until when, and what came out. */
import type { ClauseId, DraftId, PersonId, PollId, SeatId } from '../lib/ids.ts';
import type { SeatRight } from '../people/capacity.ts';
import type { VotingRule } from '../forum/voting-rule.ts';
import type { Outcome, Tally } from './majority.ts';

/** The order is the order on every screen and paper. */
export const choices = ['yes', 'no', 'abstain'] as const;
export type Choice = (typeof choices)[number];

/** One seat that may answer, as it stood when the poll opened. */
export interface Elector {
  readonly seatId: SeatId;
  readonly personId: PersonId;
  readonly weight: number;
  readonly right: SeatRight;
  /** Was the holder present when the poll opened? */
  readonly present: boolean;
}

/** The words voted on: a clause by its frozen bytes. */
export interface PollSubject {
  readonly draftId: DraftId;
  readonly clauseId: ClauseId;
  readonly paperHash: string;
}

/** What came out, with what it was computed from: anyone can do the sum again. */
export interface PollResult {
  readonly closedAt: number;
  readonly tally: Tally;
  readonly outcome: Outcome;
  /** The smallest number of votes for that carries; 0 where the base was empty or no number would do. */
  readonly needed: number;
  /** SHA-256 (hex) over the sealed ballots. */
  readonly sealHash: string;
}

export interface Poll {
  readonly pollId: PollId;
  readonly subject: PollSubject;
  /** Everyone sees who voted how, after closing. */
  readonly form: 'named';
  readonly rule: VotingRule;
  readonly openedAt: number;
  readonly closesAt: number;
  /** Seats at opening. `hidden`: counted, not listed, for whom the list is not. */
  readonly electors: readonly Elector[] | 'hidden';
  /** Deciding weight in all, and of it present at opening. */
  readonly entitled: number;
  readonly presentAtOpening: number;
  /** How many seats may answer, deciding and advisory. */
  readonly seats: number;
  /** `null` while open. */
  readonly result: PollResult | null;
}

export interface PollState {
  readonly polls: Readonly<Record<PollId, Poll>>;
}

export const initialPolls: PollState = { polls: {} };

/** The one open poll of a sitting, or `null`. Only one decision is taken at a time. */
export function openPoll(state: PollState): Poll | null {
  return Object.values(state.polls).find((poll) => poll.result === null) ?? null;
}

/** The poll that closed last, or `null`. */
export function lastClosedPoll(state: PollState): Poll | null {
  let last: Poll | null = null;
  for (const poll of Object.values(state.polls)) {
    if (poll.result === null) continue;
    if (last === null || poll.result.closedAt >= (last.result?.closedAt ?? 0)) last = poll;
  }
  return last;
}
