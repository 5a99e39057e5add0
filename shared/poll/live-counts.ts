/** How does a vote stand while it is open, where that may be seen? Sums of the ballots so far, and never whose they are. */
import type { AgreementLevel } from '../counting/agreement.ts';
import type { OptionVotes } from '../counting/outcome.ts';
import { hasPartialSums } from './counts-told.ts';
import type { Poll } from './poll.ts';
import { boxOf, nothingSettled, outcomeOf, type CountedBallot } from './poll-box.ts';
import { fromBoxed } from './poll-answer.ts';

/** Weights of deciding seats; advisory ones apart, where there are any. */
export type LiveCounts =
  | {
      readonly kind: 'decision';
      readonly yes: number;
      readonly no: number;
      readonly abstain: number;
      readonly advisory: { readonly yes: number; readonly no: number; readonly abstain: number };
    }
  /** In the order of the options. */
  | { readonly kind: 'choice'; readonly votes: readonly OptionVotes[] }
  | {
      readonly kind: 'consent';
      readonly levels: readonly { readonly level: AgreementLevel; readonly weight: number }[];
    };

/** The sums of these ballots; `null`: of such a vote there are none. */
export function liveCounts(poll: Pick<Poll, 'ask' | 'electors'>, ballots: readonly CountedBallot[]): LiveCounts | null {
  const { ask, electors } = poll;
  if (electors === 'hidden' || !hasPartialSums(ask)) return null;
  const box = boxOf(electors, ballots);
  if (ask.kind === 'choice') {
    const votes = new Map(ask.options.map(({ optionId }) => [optionId, 0]));
    for (const { right, weight, choice } of box.ballots) {
      if (right !== 'deciding') continue;
      for (const option of optionsIn(choice)) votes.set(option, (votes.get(option) ?? 0) + weight);
    }
    return { kind: 'choice', votes: [...votes].map(([option, sum]) => ({ option, votes: sum })) };
  }
  const outcome = outcomeOf(poll, box, nothingSettled);
  if (outcome.kind === 'consent') {
    return { kind: 'consent', levels: outcome.histogram.rows.map(({ level, weight }) => ({ level, weight })) };
  }
  if (outcome.kind !== 'decision') return null;
  const { whole, advisory } = outcome.sheet;
  return {
    kind: 'decision',
    ...{ yes: whole.yes, no: whole.no, abstain: whole.abstain },
    advisory: { yes: advisory.yes, no: advisory.no, abstain: advisory.abstain },
  };
}

function optionsIn(choice: string): readonly string[] {
  const answer = fromBoxed(choice);
  if (answer.kind === 'choice') return answer.option === null ? [] : [answer.option];
  return answer.kind === 'marks' ? answer.options : [];
}
