/** May this ballot go into the box? Apart from the other rules: only who keeps the box asks, and no page carries it. */
import { ok, refuse, type Refusal, type Result } from '../lib/result.ts';
import type { PersonId, SeatId } from '../lib/ids.ts';
import { inHallMark, recusedMark, releasedMark } from './box-mark.ts';
import type { Elector, Poll, PollState } from './poll.ts';
import { isCountedInHall } from './hall-count.ts';
import { answerProblem, type AnswerProblemCode } from './poll-answer.ts';
import type { BallotMessage } from './poll-commands.ts';
import { answersAs, electorOf, mayAnswer } from './poll-electors.ts';

export type BallotRefusalCode =
  | 'poll-unknown'
  | 'poll-not-open'
  | 'not-entitled'
  | 'already-counted-in-hall'
  | 'text-differs'
  | AnswerProblemCode;

/**
 * May this person's ballot go into the box, and for which seat? Their own, or the one it names, entrusted to them (PROXY-4). Entitled before open, so that who may not vote learns nothing else.
 * The box itself checks the close again, by its own clock, when it commits (RULES, BALLOT-1, BALLOT-2, BALLOT-4).
 */
export function admitBallot(
  state: PollState,
  ballot: Pick<BallotMessage, 'pollId' | 'seatId' | 'paperHash' | 'answer'>,
  personId: PersonId,
): Result<Elector, BallotRefusalCode> {
  const poll = state.polls[ballot.pollId];
  if (poll === undefined) return refuse('poll-unknown');
  const elector = seatOf(poll, ballot.seatId, personId);
  if (elector === null || !mayAnswer(poll.ask, elector)) return refuse('not-entitled');
  if (poll.closedAt !== null) return refuse('poll-not-open');
  if (isCountedInHall(poll, elector.seatId)) return refuse('already-counted-in-hall');
  if (poll.paperHash !== ballot.paperHash) return refuse('text-differs');
  const problem: Refusal<AnswerProblemCode> | null = answerProblem(poll.ask, ballot.answer);
  return problem ?? ok(elector);
}

function seatOf(poll: Poll, seatId: SeatId | undefined, personId: PersonId): Elector | null {
  if (seatId === undefined) return electorOf(poll, personId);
  const named = poll.electors === 'hidden' ? undefined : poll.electors.find((elector) => elector.seatId === seatId);
  return named === undefined || answersAs(poll, named, personId) === null ? null : named;
}

export type ReplaceRefusalCode = 'already-counted-in-hall' | 'not-entitled' | 'voted-otherwise' | 'already-voted';

/** What lies in the box in a seat's name; `personId`: who cast or marked it. */
export interface HeldInBox {
  readonly choice: string;
  readonly personId: PersonId;
}

/**
 * May this person's ballot take the place of what lies in the box in the seat's name? `held` `null`: it is not there any more, and no
 * more is known than that something was. `null`: it may.
 */
export function replaceProblem(
  { isChangeable, byHand }: Pick<Poll, 'isChangeable' | 'byHand'>,
  { seatId, personId: holder }: Pick<Elector, 'seatId' | 'personId'>,
  held: HeldInBox | null,
  personId: PersonId,
): Refusal<ReplaceRefusalCode> | null {
  if (held?.choice === inHallMark) return refuse('already-counted-in-hall');
  if (held?.choice === recusedMark) return refuse('not-entitled');
  const isReleased = held?.choice === releasedMark;
  // Whose vote it is decides: what they cast, or had entered, nobody changes for them (PROXY-4).
  const isOthers = held !== null && !isReleased && held.personId !== personId;
  if ((isOthers || byHand.includes(seatId)) && holder !== personId) return refuse('voted-otherwise');
  return isChangeable || isReleased ? null : refuse('already-voted');
}
