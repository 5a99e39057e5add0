/** May this be put to the vote now, and what does the outcome mean for it? */
import { assertNever } from '../lib/assert-never.ts';
import { ok, refuse, type Refusal, type Result } from '../lib/result.ts';
import type { PollId } from '../lib/ids.ts';
import { closedClause, isWholeDecided, type Draft, type DraftState } from '../draft/draft.ts';
import type { DraftEvent } from '../draft/draft-events.ts';
import { verdictOf, type DraftStage, type Poll, type PollOutcome, type PollSubject, type PutClause } from './poll.ts';
import { hasPartialSums, isToldOpen } from './counts-told.ts';
import type { ProposalsState } from '../proposal/proposal.ts';
import type { ProposalEvent } from '../proposal/proposal-events.ts';
import type { PollOpening } from './poll-commands.ts';
import { wordingsDecided, wordingsOf, wordingsPut, wordingsUndone, type WordingsRefusalCode } from './wordings.ts';

export type SubjectRefusalCode =
  | 'clause-not-frozen'
  | 'draft-unknown'
  | 'draft-not-closed'
  | 'draft-empty'
  | 'draft-in-vote'
  | 'draft-decided'
  | 'draft-basis-already'
  | 'asked-otherwise'
  | 'counts-of-unnamed'
  | 'counts-not-partial'
  | WordingsRefusalCode;

/** The subject as it stands, with the hashes of the words; refused where it cannot be put, or not be asked so. */
export function subjectOf(
  opening: PollOpening,
  state: DraftState,
  proposals: ProposalsState,
): Result<PollSubject, SubjectRefusalCode> {
  const { subject, ask } = opening;
  const isHere = ask.kind === 'here';
  // Of an objection it is known that it is one as soon as it is known who answered; and what came out is there to be heard.
  const isOpenly = isHere || ask.kind === 'no-objection';
  const isYesOrNo = ask.kind === 'decision' || ask.kind === 'no-objection';
  if (ask.kind === 'no-objection' && opening.counts === 'later') return refuse('asked-otherwise');
  const told = countsProblem(opening);
  if (told !== null) return told;
  // What is adopted is seen by all at once; who is here is no secret.
  if (opening.counts === 'later' && subject.of !== 'question') return refuse('asked-otherwise');
  if (opening.form === 'unnamed' && isOpenly) return refuse('asked-otherwise');
  if ((ask.kind === 'wordings') !== (subject.of === 'wordings')) return refuse('asked-otherwise');
  switch (subject.of) {
    case 'clauses': {
      if (!isYesOrNo) return refuse('asked-otherwise');
      const { draftId } = subject;
      const barred = wholeProblem(state.drafts[draftId]);
      if (barred !== null) return barred;
      const clauses: PutClause[] = [];
      for (const clauseId of new Set(subject.clauseIds)) {
        const clause = closedClause(state, draftId, clauseId);
        if (clause?.status !== 'frozen') return refuse('clause-not-frozen');
        clauses.push({ clauseId, paperHash: clause.frozen.paperHash });
      }
      return ok({ of: 'clauses', draftId, clauses });
    }
    case 'wordings': {
      const { draftId, clauseId } = subject;
      const barred = wholeProblem(state.drafts[draftId]);
      if (barred !== null) return barred;
      const clause = closedClause(state, draftId, clauseId);
      if (clause?.status !== 'frozen') return refuse('clause-not-frozen');
      const wordings = wordingsOf(subject, clause.frozen, proposals);
      if (!wordings.ok) return wordings;
      const { paperHash } = clause.frozen;
      return ok({ of: 'clauses', draftId, clauses: [{ clauseId, paperHash }], wordings: wordings.value });
    }
    case 'draft':
      return isYesOrNo ? wholeOf(subject, state) : refuse('asked-otherwise');
    case 'question':
      return isHere ? refuse('asked-otherwise') : ok(subject);
    case 'roll-call':
      return isHere ? ok(subject) : refuse('asked-otherwise');
    default:
      return assertNever(subject);
  }
}

/** In a draft that is decided, or voted on, as a whole nothing is put singly; `null`: it is neither. */
function wholeProblem(whole: Draft | undefined): Refusal<'draft-decided' | 'draft-in-vote'> | null {
  if (whole === undefined) return null;
  if (isWholeDecided(whole)) return refuse('draft-decided');
  return whole.inVote === null ? null : refuse('draft-in-vote');
}

/** Sums that change while somebody votes tell how they voted, where they are not named anyway; and not every method has any (SEE-4, SEE-5). */
function countsProblem({ counts = 'at-close', form, ask }: PollOpening): Refusal<SubjectRefusalCode> | null {
  if (!isToldOpen(counts)) return null;
  if (form === 'unnamed') return refuse('counts-of-unnamed');
  return hasPartialSums(ask) ? null : refuse('counts-not-partial');
}

/** The whole text that is shown: what stands closed in it, in its order; what was rejected is no part of it (RULES, DRAFT-9). */
function wholeOf(
  { draftId, stage }: Extract<PollOpening['subject'], { of: 'draft' }>,
  state: DraftState,
): Result<PollSubject, SubjectRefusalCode> {
  const draft = state.drafts[draftId];
  if (draft === undefined) return refuse('draft-unknown');
  if (isWholeDecided(draft)) return refuse('draft-decided');
  if (draft.inVote !== null) return refuse('draft-in-vote');
  const isVoting = Object.values(draft.clauses).some(({ status }) => status === 'voting');
  if (draft.phase !== 'closed' || draft.reopened.length > 0) return refuse('draft-not-closed');
  if (isVoting) return refuse('draft-in-vote');
  if (stage === 'basis' && draft.basis !== null) return refuse('draft-basis-already');
  const clauses = draft.order.flatMap((clauseId): PutClause[] => {
    const clause = draft.clauses[clauseId];
    if (clause === undefined || clause.status === 'rejected') return [];
    return [{ clauseId, paperHash: clause.frozen.paperHash }];
  });
  return clauses.length === 0 ? refuse('draft-empty') : ok({ of: 'draft', draftId, stage, clauses });
}

/** What is noted beside `poll.opened`: the clauses, or the draft as a whole, are in a vote. */
export function putEvents(pollId: PollId, subject: PollSubject): readonly DraftEvent[] {
  if (subject.of === 'draft') return [{ type: 'draft.put', draftId: subject.draftId, pollId }];
  if (subject.of !== 'clauses') return [];
  const { draftId } = subject;
  return subject.clauses.map(({ clauseId }) => ({ type: 'draft.clause-put', draftId, clauseId, pollId }));
}

/** What the outcome means for what was voted on. A tie that waits for its settlement leaves it where it is. */
export function consequencesOf(
  poll: Pick<Poll, 'pollId' | 'subject'>,
  outcome: PollOutcome,
): readonly (DraftEvent | ProposalEvent)[] {
  const { pollId, subject } = poll;
  if (wordingsPut(poll) !== null) return wordingsDecided(poll, outcome);
  const verdict = verdictOf(outcome);
  if (verdict === null || verdict === 'tie') return [];
  if (subject.of === 'draft') return [{ type: wholeEvent(subject.stage, verdict), draftId: subject.draftId, pollId }];
  if (subject.of !== 'clauses') return [];
  const { draftId } = subject;
  const type = clauseEvents[verdict];
  return subject.clauses.map(({ clauseId }) => ({ type, draftId, clauseId, pollId }));
}

/** A basis that is not carried leaves the draft as it is; the whole, put to the vote, is adopted or rejected by it. */
function wholeEvent(stage: DraftStage, verdict: keyof typeof clauseEvents) {
  if (verdict === 'carried') return stage === 'basis' ? 'draft.basis-adopted' : 'draft.adopted';
  return verdict === 'rejected' && stage === 'whole' ? 'draft.rejected' : 'draft.left';
}

/** The poll is void: what it held or decided stands as before it. What another vote has decided since stays. */
export function annulledEvents(poll: Poll, state: DraftState): readonly (DraftEvent | ProposalEvent)[] {
  const { pollId, subject } = poll;
  if (subject.of !== 'clauses' && subject.of !== 'draft') return [];
  const { draftId } = subject;
  const draft = state.drafts[draftId];
  if (draft === undefined) return [];
  if (subject.of === 'draft') {
    const isMine = [draft.inVote, draft.basis?.pollId, draft.decision?.pollId].includes(pollId);
    return isMine ? [{ type: 'draft.left', draftId, pollId }] : [];
  }
  // A clause of a draft that was decided as a whole is decided with it.
  if (isWholeDecided(draft)) return [];
  const left = subject.clauses
    .filter(({ clauseId }) => closedClause(state, draftId, clauseId)?.pollId === pollId)
    .map(({ clauseId }): DraftEvent => ({ type: 'draft.clause-left', draftId, clauseId, pollId }));
  return left.length === 0 ? [] : [...wordingsUndone(poll, state), ...left];
}

const clauseEvents = {
  objected: 'draft.clause-left',
  carried: 'draft.clause-adopted',
  rejected: 'draft.clause-rejected',
  'no-quorum': 'draft.clause-left',
  'no-turnout': 'draft.clause-left',
} as const;
