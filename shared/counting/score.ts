/** Which option is scored best? By mean, sum or median of the scores given; no opinion is no score. */
import { assertNever } from '../lib/assert-never.ts';
import { ballotsStep, type BallotsStep, type OptionId, type Score, type ScoresBallot, type Weighed } from './ballot.ts';
import { lotsInOrder, type Counted, type Lot, type LotStep } from './outcome.ts';
import { takeTopPlaces, type PlacesStep } from './top-places.ts';

/** The mean is the fraction `sum` / `scores`; it is not divided, so that nothing is rounded. */
export interface OptionScores {
  readonly option: OptionId;
  readonly sum: number;
  /** Weight that scored it. 0: no mean and no median. */
  readonly scores: number;
  /** The median in halves: between two middle scores it is their mean. `null` without scores. */
  readonly medianHalves: number | null;
  /** Scored by the weight that the method asks for? */
  readonly isRanked: boolean;
}

export type ScoreStep =
  | BallotsStep
  | { readonly step: 'scores'; readonly by: Score['by']; readonly rows: readonly OptionScores[] }
  | LotStep
  | PlacesStep;

/** One option is chosen. Valid ballots, whole weights: a score counts as often as its ballot weighs. Source: RULES, COUNT-7. */
export function countScores(
  method: Score,
  options: readonly OptionId[],
  ballots: readonly Weighed<ScoresBallot>[],
  lots: readonly Lot[] = [],
): Counted<ScoreStep> {
  const given = new Map<OptionId, { score: number; weight: number }[]>(options.map((option) => [option, []]));
  for (const { weight, ballot } of ballots) {
    for (const { option, score } of ballot.scores) if (score !== null) given.get(option)?.push({ score, weight });
  }
  const rows = options.map((option): OptionScores => {
    const list = given.get(option) ?? [];
    const scores = list.reduce((total, { weight }) => total + weight, 0);
    const sum = list.reduce((total, { score, weight }) => total + score * weight, 0);
    const isRanked = scores >= Math.max(1, method.minimumScores);
    return { option, sum, scores, medianHalves: medianHalves(list, scores), isRanked };
  });
  const steps: readonly ScoreStep[] = [ballotsStep(ballots), { step: 'scores', by: method.by, rows }];
  const ranked = rows.filter(({ isRanked }) => isRanked);
  if (ranked.length === 0) return { outcome: { kind: 'none', why: 'no-votes' }, steps };
  const places = takeTopPlaces(ranked, (a, b) => compareScores(a, b, method.by), 1, lotsInOrder(lots));
  return { outcome: places.outcome, steps: [...steps, ...places.steps] };
}

/** Above 0: the first is ahead. Means are compared as sum·scores crosswise, in whole numbers without limit. */
function compareScores(a: OptionScores, b: OptionScores, by: Score['by']): number {
  switch (by) {
    case 'mean': {
      const difference = BigInt(a.sum) * BigInt(b.scores) - BigInt(b.sum) * BigInt(a.scores);
      return difference === 0n ? 0 : difference > 0n ? 1 : -1;
    }
    case 'sum':
      return a.sum - b.sum;
    case 'median':
      return (a.medianHalves ?? 0) - (b.medianHalves ?? 0);
    default:
      return assertNever(by);
  }
}

function medianHalves(list: readonly { score: number; weight: number }[], total: number): number | null {
  if (total === 0) return null;
  const sorted = [...list].sort((a, b) => a.score - b.score);
  const scoreAt = (place: number): number => {
    let before = 0;
    for (const { score, weight } of sorted) {
      before += weight;
      if (place < before) return score;
    }
    throw new Error('a median is looked for beyond the last score');
  };
  return scoreAt(Math.floor((total - 1) / 2)) + scoreAt(Math.floor(total / 2));
}
