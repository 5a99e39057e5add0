/** What may a ballot say, how does it lie in the box, and what is wrong with this one? */
import { agreementProblem, type AgreementLevel, type AgreementProblemCode } from '../counting/agreement.ts';
import { ballotProblem, type Ballot, type BallotProblemCode } from '../counting/ballot.ts';
import { toCanonicalJson } from '../draft/canonical-text.ts';
import { assertNever } from '../lib/assert-never.ts';
import { refuse, type Refusal } from '../lib/result.ts';
import type { Choice, PollAsk } from './poll.ts';

/** One answer for each kind of asking. */
export type PollAnswer =
  | { readonly kind: 'decision'; readonly choice: Choice }
  | Ballot
  /** `reason`: words, `''` for none; a block is nothing without them. */
  | { readonly kind: 'consent'; readonly level: AgreementLevel; readonly reason: string }
  /** `reason`: words, `''` for none. */
  | { readonly kind: 'objection'; readonly reason: string }
  | { readonly kind: 'here' };

export type AnswerProblemCode = 'answer-of-another-kind' | BallotProblemCode | AgreementProblemCode;

/** What is wrong with an answer to this; `null`: nothing (RULES, BALLOT-4). */
export function answerProblem(ask: PollAsk, answer: PollAnswer): Refusal<AnswerProblemCode> | null {
  switch (ask.kind) {
    case 'decision':
    case 'here':
      return answer.kind === ask.kind ? null : refuse('answer-of-another-kind');
    case 'no-objection':
      return answer.kind === 'objection' ? null : refuse('answer-of-another-kind');
    case 'consent':
      return answer.kind === 'consent' ? agreementProblem(ask.scale, answer) : refuse('answer-of-another-kind');
    case 'choice': {
      if (!isBallot(answer)) return refuse('answer-of-another-kind');
      return ballotProblem(
        ask.method,
        ask.options.map(({ optionId }) => optionId),
        answer,
      );
    }
    default:
      return assertNever(ask);
  }
}

/**
 * The one string that the box keeps of an answer: who means the same leaves the same. So the order in which somebody ticked is no
 * mark by which an unnamed ballot could be known.
 */
export function toBoxed(answer: PollAnswer): string {
  switch (answer.kind) {
    case 'decision':
      return answer.choice;
    case 'here':
      return 'here';
    case 'choice':
    case 'consent':
    case 'objection':
      return toCanonicalJson(answer);
    case 'marks':
      return toCanonicalJson({ ...answer, options: [...answer.options].sort() });
    case 'scores': {
      const given = answer.scores.filter(({ score }) => score !== null);
      return toCanonicalJson({ ...answer, scores: given.sort((a, b) => (a.option < b.option ? -1 : 1)) });
    }
    case 'ranking': {
      const ranks = answer.ranking.filter((rank) => rank.length > 0).map((rank) => [...rank].sort());
      return toCanonicalJson({ ...answer, ranking: ranks });
    }
    default:
      return assertNever(answer);
  }
}

/** What the box says; only of what `toBoxed` made. */
export function fromBoxed(boxed: string): PollAnswer {
  if (boxed === 'yes' || boxed === 'no' || boxed === 'abstain') return { kind: 'decision', choice: boxed };
  if (boxed === 'here') return { kind: 'here' };
  return JSON.parse(boxed) as PollAnswer;
}

export function isBallot(answer: PollAnswer): answer is Ballot {
  return ['choice', 'marks', 'scores', 'ranking'].includes(answer.kind);
}
