/** How does a ballot get into the box? Entitled, open, the same words; committed, and only then acknowledged. */
import type { PersonId, PollId, SeatId, SittingId } from '../../shared/lib/ids.ts';
import { ok, refuse, type Result } from '../../shared/lib/result.ts';
import { fromBoxed, toBoxed } from '../../shared/poll/poll-answer.ts';
import type { BallotMessage } from '../../shared/poll/poll-commands.ts';
import { admitBallot, replaceProblem } from '../../shared/poll/ballot-admission.ts';
import type { BallotReceipt } from '../../shared/protocol/messages.ts';
import type { Assemblies, Assembly } from './assemblies.ts';
import type { BallotAnswer, BallotBox, Clock, DeadlineChange, Store, StoredBallot } from './ports.ts';
import { pollDeadlineKey } from './unit-parts.ts';

const triesAtMost = 4;

/** What became of a ballot, for the one who counts turnout. */
export interface CastOutcome {
  readonly answer: Result<BallotReceipt>;
  /** The seat whose ballot lies in the box now; `null`: none was put there. */
  readonly seatId: SeatId | null;
  /** What was committed with it: an objection ends its poll at once. */
  readonly deadlines: readonly DeadlineChange[];
}

/**
 * Casts or changes a ballot. Idempotent by (person, request id): the same id again gives the same answer, whatever happened
 * since. Refused late by the store's clock, not by ours. Never says anything about a poll to who may not see it.
 */
export async function castBallot(
  store: Pick<Store, 'commit'> & BallotBox,
  assemblies: Assemblies,
  clock: Pick<Clock, 'now'>,
  sittingId: SittingId,
  ballot: BallotMessage,
  personId: PersonId,
): Promise<CastOutcome> {
  const assembly = await assemblies.sitting(sittingId);
  if (assembly?.forum.state.forum.members[personId] === undefined) return refused('not-found');
  const admitted = admitBallot(assembly.sitting.state.poll, ballot, personId);
  if (!admitted.ok) {
    // A ballot that was taken and comes again after the close is told what it was told then.
    const known = await store.readAnswer(personId, ballot.requestId);
    const told = known === null ? admitted : receiptOf(known.answer, ballot);
    return { answer: told, seatId: null, deadlines: [] };
  }
  const { seatId } = admitted.value;
  const poll = assembly.sitting.state.poll.polls[ballot.pollId]!;
  // The first try takes it that the seat has not voted, which is nearly always so; only a change costs a second look.
  let held: StoredBallot | null = null;
  for (let attempt = 0; attempt < triesAtMost; attempt += 1) {
    const { pollId, requestId } = ballot;
    const choice = toBoxed(ballot.answer);
    const expectedRevision = held?.revision ?? 0;
    const deadlines = endedBy(assembly, pollId, clock.now());
    const committed = await store.commit({
      ballots: [{ pollId, seatId, personId, requestId, choice, expectedRevision }],
      deadlines,
    });
    if (committed.ok) {
      const answer = receiptOf(committed.value.answer, { pollId, seatId });
      return answer.ok ? { answer, seatId, deadlines } : refused(answer.code);
    }
    if (committed.code !== 'ballot-revised') return refused(committed.code);
    held = await store.readBallot(ballot.pollId, seatId);
    const problem = replaceProblem(poll, admitted.value, held, personId);
    if (problem !== null) return refused(problem.code);
  }
  return refused('busy');
}

/**
 * Where silence consents, the first ballot is an objection, and the poll's deadline is now: in the ballot's own unit, so that the server
 * may end in between and nobody is taken to have been silent for longer.
 */
export function endedBy(assembly: Assembly, pollId: PollId, now: number): readonly DeadlineChange[] {
  const poll = assembly.sitting.state.poll.polls[pollId];
  if (poll?.ask.kind !== 'no-objection') return [];
  const { stream } = assembly.sitting;
  return [{ change: 'set', key: pollDeadlineKey(pollId), stream, at: now, command: { type: 'poll.close', pollId } }];
}

/**
 * The store answers a unit with the list of its ballots; ours has one. A request id that was a command's is no ballot's, nor is one of
 * another vote or another seat this one's: nothing was put into the box by it.
 */
function receiptOf(
  answer: unknown,
  { pollId, seatId }: { readonly pollId: PollId; readonly seatId?: SeatId | undefined },
): Result<BallotReceipt> {
  const ballot = Array.isArray(answer) ? (answer as readonly BallotAnswer[])[0] : undefined;
  // Of an unnamed vote that is over all ballots of a person were forgotten together, and so for which seat each was.
  const isOfSeat = seatId === undefined || ballot?.choice === null || ballot?.seatId === seatId;
  const isOfThis = ballot?.pollId === pollId && isOfSeat;
  return ballot === undefined || !isOfThis ? refuse('malformed') : ok(toReceipt(ballot));
}

function refused(code: string): CastOutcome {
  return { answer: refuse(code), seatId: null, deadlines: [] };
}

/** What the voter is told of a ballot that lies in the box. */
export function toReceipt(stored: BallotAnswer): BallotReceipt {
  const { pollId, choice, at, revision, receipt } = stored;
  return { pollId, answer: choice === null ? null : fromBoxed(choice), at, revision, receipt };
}

/** What is told of a ballot in an unnamed vote that is over: that it was counted, and nothing else is known any more. */
export function forgottenReceipt(pollId: BallotReceipt['pollId'], closedAt: number): BallotReceipt {
  return { pollId, answer: null, at: closedAt, revision: 0, receipt: '' };
}
