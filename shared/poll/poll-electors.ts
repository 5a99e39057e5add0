/** Who may answer in a poll, and may this ballot go into the box? */
import { ok, refuse, type Refusal, type Result } from '../lib/result.ts';
import type { PersonId } from '../lib/ids.ts';
import type { SittingState } from '../sitting/sitting.ts';
import type { Elector, Poll, PollState } from './poll.ts';
import { answerProblem, type AnswerProblemCode } from './poll-answer.ts';
import type { BallotMessage } from './poll-commands.ts';

/** The electorate: every seat as it stands now; who comes later votes from the next poll on (POLL-3). */
export function electorsOf(sitting: SittingState): readonly Elector[] {
  return Object.values(sitting.seats)
    .map(({ seatId, holder, weight, right }) => {
      return { seatId, personId: holder, weight, right, present: sitting.present[holder] !== undefined };
    })
    .sort((a, b) => (a.seatId < b.seatId ? -1 : 1));
}

/** The seat a person answers for in this poll, or `null`; also `null` where the list is hidden. */
export function electorOf(poll: Poll, personId: PersonId): Elector | null {
  if (poll.electors === 'hidden') return null;
  return poll.electors.find((elector) => elector.personId === personId) ?? null;
}

export type BallotRefusalCode = 'poll-unknown' | 'poll-not-open' | 'not-entitled' | 'text-differs' | AnswerProblemCode;

/**
 * May this person's ballot go into the box, and for which seat? Entitled before open, so that who may not vote learns nothing else.
 * The box itself checks the close again, by its own clock, when it commits (RULES, BALLOT-1, BALLOT-2, BALLOT-4).
 */
export function admitBallot(
  state: PollState,
  ballot: Pick<BallotMessage, 'pollId' | 'paperHash' | 'answer'>,
  personId: PersonId,
): Result<Elector, BallotRefusalCode> {
  const poll = state.polls[ballot.pollId];
  if (poll === undefined) return refuse('poll-unknown');
  const elector = electorOf(poll, personId);
  if (elector === null) return refuse('not-entitled');
  if (poll.closedAt !== null) return refuse('poll-not-open');
  if (poll.paperHash !== ballot.paperHash) return refuse('text-differs');
  const problem: Refusal<AnswerProblemCode> | null = answerProblem(poll.ask, ballot.answer);
  return problem ?? ok(elector);
}
