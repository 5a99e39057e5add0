/** Does what a resolution says still hold? Of a vote made void since it was issued, of a clause opened again: what, when and why (RULES, PAPER-12). */
import { parseCanonicalClause } from '../draft/canonical-clause.ts';
import { frozenWords, type DraftState } from '../draft/draft.ts';
import type { DraftId } from '../lib/ids.ts';
import type { IssuedPaperNote, PapersState } from '../paper/paper.ts';
import { verdictOf, type DraftStage, type Poll, type PollState, type PutClause } from '../poll/poll.ts';

/** The number of a clause in the draft; `null`: it stands in the preamble. */
type ClauseNumber = string | null;

/** `at`: ms UTC; `reason`: as all were told it. */
export type SinceIssued =
  /** The vote on the whole that it rests on. */
  | { readonly what: 'whole-annulled'; readonly stage: DraftStage; readonly at: number; readonly reason: string }
  | {
      readonly what: 'clauses-annulled';
      readonly clauses: readonly ClauseNumber[];
      readonly at: number;
      readonly reason: string;
    }
  | {
      readonly what: 'clauses-reopened';
      readonly clauses: readonly ClauseNumber[];
      readonly at: number;
      readonly reason: string;
    };

interface Happened {
  readonly draft: DraftState;
  readonly poll: PollState;
}

/** In the order in which it happened; none of another kind of paper, and none where it holds. */
export function sinceIssued(
  { kind, of, issuedAt }: Pick<IssuedPaperNote, 'kind' | 'of' | 'issuedAt'>,
  { draft: state, poll: { polls } }: Happened,
): readonly SinceIssued[] {
  const draft = Object.values(state.drafts).find(({ draftId }) => draftId === of);
  if (kind !== 'resolution' || draft === undefined) return [];
  const { draftId, superseded } = draft;
  const votes = Object.values(polls).filter(({ subject }) => 'draftId' in subject && subject.draftId === draftId);
  const annulled = votes.flatMap((poll): readonly SinceIssued[] => {
    if (poll.annulled === null || !carriedAt(poll, issuedAt)) return [];
    const { at, reason } = poll.annulled;
    const { subject } = poll;
    // Over a clause's own vote, and over the basis, stands the whole.
    if (votes.some((other) => other !== poll && isWhole(other) && carriedAt(other, at))) return [];
    if (subject.of === 'draft') return [{ what: 'whole-annulled', stage: subject.stage, at, reason }];
    if (subject.of !== 'clauses') return [];
    return [{ what: 'clauses-annulled', clauses: numbersOf(state, draftId, subject.clauses), at, reason }];
  });
  const reopened = superseded.flatMap(({ clauseId, pollId, decided, at, reason }): readonly SinceIssued[] => {
    const poll = polls[pollId];
    const put = poll?.subject.of === 'clauses' ? poll.subject.clauses.filter((one) => one.clauseId === clauseId) : [];
    if (poll === undefined || decided === 'rejected' || at <= issuedAt || !wasClosedBy(poll, issuedAt)) return [];
    return [{ what: 'clauses-reopened', clauses: numbersOf(state, draftId, put), at, reason }];
  });
  return [...annulled, ...reopened].sort((a, b) => a.at - b.at);
}

/** The newest standing paper of the same, in whatever language, that was issued after all of this happened; `null`: there is none. */
export function issuedAfter(
  { issued }: PapersState,
  { kind, of }: Pick<IssuedPaperNote, 'kind' | 'of'>,
  since: readonly SinceIssued[],
): IssuedPaperNote | null {
  const last = since.at(-1)?.at;
  const newer = issued.filter(
    (note) => note.kind === kind && note.of === of && last !== undefined && note.issuedAt > last,
  );
  return newer.at(-1) ?? null;
}

function wasClosedBy({ closedAt }: Poll, at: number): boolean {
  return closedAt !== null && closedAt <= at;
}

/** Had it carried, and did it stand then? */
function carriedAt(poll: Poll, at: number): boolean {
  const hasCarried = poll.result !== null && verdictOf(poll.result) === 'carried';
  return hasCarried && wasClosedBy(poll, at) && (poll.annulled === null || poll.annulled.at > at);
}

function isWhole({ subject }: Poll): boolean {
  return subject.of === 'draft' && subject.stage === 'whole';
}

function numbersOf(state: DraftState, draftId: DraftId, clauses: readonly PutClause[]): readonly ClauseNumber[] {
  return clauses.flatMap((put) => {
    const frozen = frozenWords(state, draftId, put);
    return frozen === null ? [] : [parseCanonicalClause(frozen.bytes).number];
  });
}
