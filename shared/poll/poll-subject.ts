/** May this be put to the vote now, and what does the outcome mean for it? */
import { assertNever } from '../lib/assert-never.ts';
import { ok, refuse, type Result } from '../lib/result.ts';
import type { PollId } from '../lib/ids.ts';
import type { DraftState } from '../draft/draft.ts';
import type { DraftEvent } from '../draft/draft-events.ts';
import { closedClause } from '../draft/draft-rules.ts';
import { verdictOf, type Poll, type PollOutcome, type PollSubject, type PutClause } from './poll.ts';
import type { PollOpening } from './poll-commands.ts';

export type SubjectRefusalCode = 'clause-not-frozen' | 'draft-not-closed' | 'asked-otherwise';

/** The subject as it stands, with the hashes of the words; refused where it cannot be put, or not be asked so. */
export function subjectOf(opening: PollOpening, state: DraftState): Result<PollSubject, SubjectRefusalCode> {
  const { subject, ask } = opening;
  const isHere = ask.kind === 'here';
  // Of an objection it is known that it is one as soon as it is known who answered; and what came out is there to be heard.
  const isOpenly = isHere || ask.kind === 'no-objection';
  const isYesOrNo = ask.kind === 'decision' || ask.kind === 'no-objection';
  if (ask.kind === 'no-objection' && opening.counts === 'later') return refuse('asked-otherwise');
  // What is adopted is seen by all at once; who is here is no secret.
  if (opening.counts === 'later' && subject.of !== 'question') return refuse('asked-otherwise');
  if (opening.form === 'unnamed' && isOpenly) return refuse('asked-otherwise');
  switch (subject.of) {
    case 'clauses': {
      if (!isYesOrNo) return refuse('asked-otherwise');
      const { draftId } = subject;
      const clauses: PutClause[] = [];
      for (const clauseId of new Set(subject.clauseIds)) {
        const clause = closedClause(state, draftId, clauseId);
        if (clause?.status !== 'frozen') return refuse('clause-not-frozen');
        clauses.push({ clauseId, paperHash: clause.frozen.paperHash });
      }
      return ok({ of: 'clauses', draftId, clauses });
    }
    case 'draft':
      return refuse(isYesOrNo ? 'draft-not-closed' : 'asked-otherwise');
    case 'question':
      return isHere ? refuse('asked-otherwise') : ok(subject);
    case 'roll-call':
      return isHere ? ok(subject) : refuse('asked-otherwise');
    default:
      return assertNever(subject);
  }
}

/** What is noted beside `poll.opened`: the clauses are in a vote. */
export function putEvents(pollId: PollId, subject: PollSubject): readonly DraftEvent[] {
  if (subject.of !== 'clauses') return [];
  const { draftId } = subject;
  return subject.clauses.map(({ clauseId }) => ({ type: 'draft.clause-put', draftId, clauseId, pollId }));
}

/** What the outcome means for what was voted on. A tie that waits for its settlement leaves it where it is. */
export function consequencesOf(poll: Pick<Poll, 'pollId' | 'subject'>, outcome: PollOutcome): readonly DraftEvent[] {
  const { pollId, subject } = poll;
  const verdict = verdictOf(outcome);
  if (subject.of !== 'clauses' || verdict === null) return [];
  const { draftId } = subject;
  const type = clauseEvents[verdict];
  return type === null ? [] : subject.clauses.map(({ clauseId }) => ({ type, draftId, clauseId, pollId }));
}

/** The poll is void: what it held or decided stands as before it. What another vote has decided since stays. */
export function annulledEvents({ pollId, subject }: Poll, state: DraftState): readonly DraftEvent[] {
  if (subject.of !== 'clauses') return [];
  const { draftId } = subject;
  return subject.clauses
    .filter(({ clauseId }) => closedClause(state, draftId, clauseId)?.pollId === pollId)
    .map(({ clauseId }) => ({ type: 'draft.clause-left', draftId, clauseId, pollId }));
}

const clauseEvents = {
  objected: 'draft.clause-left',
  carried: 'draft.clause-adopted',
  rejected: 'draft.clause-rejected',
  'no-quorum': 'draft.clause-left',
  'no-turnout': 'draft.clause-left',
  tie: null,
} as const;
