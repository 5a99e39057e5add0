/**
 * How does an answer to a live poll get into the box, and how is it taken out? The box of ballots keeps them: the poll for a vote, the person
 * for a seat. So one answer a person, committed before it is acknowledged, is what the box gives (docs/decisions/0030).
 */
import type { PersonId, PollId, SeatId, SittingId, SurveyId } from '../../shared/lib/ids.ts';
import { ok, refuse, type Result } from '../../shared/lib/result.ts';
import type { Survey } from '../../shared/survey/survey.ts';
import type { AnswerMessage } from '../../shared/survey/answer-message.ts';
import { fromKept, toKept, type SurveyAnswer } from '../../shared/survey/survey-answer.ts';
import { admitAnswer, type KeptAnswers } from '../../shared/survey/survey-rules.ts';
import type { SurveyReceipt } from '../../shared/protocol/messages.ts';
import { capacitiesOf, type Assemblies } from './assemblies.ts';
import type { BallotAnswer, BallotBox, PollChange, Store } from './ports.ts';

const triesAtMost = 4;

/** The vote that a live poll's answers lie under. */
export function boxOfSurvey(surveyId: SurveyId): PollId {
  return surveyId as string as PollId;
}

/** The place of a person in it. */
function placeOf(personId: PersonId): SeatId {
  return personId as string as SeatId;
}

/** Idempotent by (person, request id), as a ballot is. A later answer takes the place of an earlier one until the close. */
export async function answerSurvey(
  store: Pick<Store, 'commit'> & BallotBox,
  assemblies: Assemblies,
  sittingId: SittingId,
  message: AnswerMessage,
  personId: PersonId,
): Promise<Result<SurveyReceipt>> {
  const assembly = await assemblies.sitting(sittingId);
  if (assembly?.forum.state.forum.members[personId] === undefined) return refuse('not-found');
  const { surveyId, requestId, answer } = message;
  const admitted = admitAnswer(assembly.sitting.state.survey, message, capacitiesOf(assembly, personId));
  if (!admitted.ok) {
    const known = await store.readAnswer(personId, requestId);
    return known === null ? admitted : receiptOf(known.answer, surveyId);
  }
  if (assembly.sitting.state.sitting.phase === 'closed') return refuse('sitting-closed');
  const pollId = boxOfSurvey(surveyId);
  const seatId = placeOf(personId);
  let expectedRevision = 0;
  for (let attempt = 0; attempt < triesAtMost; attempt += 1) {
    const ballots = [{ pollId, seatId, personId, requestId, choice: toKept(answer), expectedRevision }];
    const committed = await store.commit({ ballots });
    if (committed.ok) return receiptOf(committed.value.answer, surveyId);
    if (committed.code === 'poll-not-open') return refuse('survey-not-open');
    if (committed.code !== 'ballot-revised') return committed;
    expectedRevision = (await store.readBallot(pollId, seatId))?.revision ?? 0;
  }
  return refuse('busy');
}

/** A request id that was something else's is no answer's. */
function receiptOf(stored: unknown, surveyId: SurveyId): Result<SurveyReceipt> {
  const ballot = Array.isArray(stored) ? (stored as readonly BallotAnswer[])[0] : undefined;
  if (ballot?.pollId !== boxOfSurvey(surveyId)) return refuse('malformed');
  return ok({ surveyId, answer: ballot.choice === null ? null : fromKept(ballot.choice), at: ballot.at });
}

/** What this person answered to one that is open; `null`: nothing yet. */
export async function answerOf(
  box: Pick<BallotBox, 'readBallot'>,
  surveyId: SurveyId,
  personId: PersonId,
): Promise<SurveyReceipt | null> {
  const stored = await box.readBallot(boxOfSurvey(surveyId), placeOf(personId));
  return stored === null ? null : { surveyId, answer: fromKept(stored.choice), at: stored.at };
}

/** All answers that lie in an open box, in no order that tells when they came. */
export async function answersIn(
  box: Pick<BallotBox, 'readBallots'>,
  surveyId: SurveyId,
): Promise<readonly SurveyAnswer[]> {
  return (await box.readBallots(boxOfSurvey(surveyId))).map(({ choice }) => fromKept(choice));
}

export interface OpenedSurveyBox {
  readonly answers: Exclude<KeptAnswers, 'ask-server'>;
  /** What takes the people from the answers, in the unit that ends one without names; `null`: there is nothing to take. */
  readonly unlinking: Extract<PollChange, { change: 'unlink' }> | null;
}

/** Seals it: from here no answer is taken, so what is counted is what there is. Again it is the same. */
export async function openSurveyBox(
  store: Pick<Store, 'commit'> & BallotBox,
  { surveyId, isNameless }: Survey,
): Promise<Result<OpenedSurveyBox>> {
  const pollId = boxOfSurvey(surveyId);
  const sealing = await store.commit({ polls: [{ change: 'seal', pollId }] });
  if (!sealing.ok) return refuse('survey-not-open');
  const [row, loose, ballots] = await Promise.all([
    store.readPoll(pollId),
    store.readLooseBallots(pollId),
    store.readBallots(pollId),
  ]);
  if (row?.sealedAt == null) throw new Error(`${pollId} is not sealed`);
  const kept = (loose?.ballots ?? ballots).map(({ choice }) => choice).sort();
  const answers = { sealedAt: Math.min(row.sealedAt, row.closesAt), answers: kept.map(fromKept) };
  if (!isNameless || loose !== null) return ok({ answers, unlinking: null });
  const voters = ballots.map(({ seatId, personId }) => ({ seatId, personId }));
  const box = {
    voted: voters.map(({ seatId }) => seatId).sort(),
    ballots: kept.map((choice) => ({ choice, weight: 1, right: 'advisory' as const })),
  };
  return ok({ answers, unlinking: { change: 'unlink', pollId, box, voters } });
}
