/** Whom do most marks go to? Single choice (one mark) and approval (several), for one seat or more. */
import {
  ballotsStep,
  type Approval,
  type BallotsStep,
  type ChoiceBallot,
  type MarksBallot,
  type OptionId,
  type SingleChoice,
  type Weighed,
} from './ballot.ts';
import { lotsInOrder, type Counted, type Lot, type LotStep, type OptionVotes } from './outcome.ts';
import { requiredStep, type Electorate, type RequiredStep } from './required-share.ts';
import { takeTopPlaces, type PlacesStep } from './top-places.ts';

export type MarksStep =
  | BallotsStep
  | RequiredStep
  | { readonly step: 'votes'; readonly votes: readonly OptionVotes[] }
  | LotStep
  | PlacesStep;

/**
 * The option with most votes; with `required`, only one that has that share. Valid ballots, whole weights; `electorate` where the share
 * is of those present or entitled. Source: RULES, COUNT-5.
 */
export function countSingleChoice(
  method: SingleChoice,
  options: readonly OptionId[],
  ballots: readonly Weighed<ChoiceBallot>[],
  lots: readonly Lot[] = [],
  electorate: Electorate | null = null,
): Counted<MarksStep> {
  const marks = ballots.map(({ weight, ballot }): Weighed<MarksBallot> => {
    return { weight, ballot: { kind: 'marks', options: ballot.option === null ? [] : [ballot.option] } };
  });
  const approval: Approval = { kind: 'approval', seats: 1, maxMarks: 1, required: method.required };
  return countApproval(approval, options, marks, lots, electorate);
}

/** The options with most marks, one for each seat; nobody is chosen without a mark. Source: RULES, COUNT-6. */
export function countApproval(
  method: Approval,
  options: readonly OptionId[],
  ballots: readonly Weighed<MarksBallot>[],
  lots: readonly Lot[] = [],
  electorate: Electorate | null = null,
): Counted<MarksStep> {
  const sums = new Map<OptionId, number>();
  for (const { weight, ballot } of ballots) {
    for (const option of ballot.options) sums.set(option, (sums.get(option) ?? 0) + weight);
  }
  const votes = options.map((option): OptionVotes => ({ option, votes: sums.get(option) ?? 0 }));
  const counted = ballotsStep(ballots);
  const required = method.required === null ? null : requiredStep(method.required, counted, electorate);
  const steps: readonly MarksStep[] = [counted, { step: 'votes', votes }, ...(required === null ? [] : [required])];

  const marked = votes.filter((row) => row.votes > 0);
  if (marked.length === 0) return { outcome: { kind: 'none', why: 'no-votes' }, steps };
  const enough = marked.filter((row) => required === null || row.votes >= required.needed);
  if (enough.length === 0) return { outcome: { kind: 'none', why: 'majority-not-reached' }, steps };
  const places = takeTopPlaces(enough, (a, b) => a.votes - b.votes, method.seats, lotsInOrder(lots));
  return { outcome: places.outcome, steps: [...steps, ...places.steps] };
}
