/** Which option has most points for its places? */
import {
  ballotsStep,
  type BallotsStep,
  type Borda,
  type OptionId,
  type RankingBallot,
  type Weighed,
} from './ballot.ts';
import { lotsInOrder, type Counted, type Lot, type LotStep } from './outcome.ts';
import { takeTopPlaces, type PlacesStep } from './top-places.ts';

/** In halves of a point: equals share the mean of their places, and the mean of whole numbers in a row is whole or a half. */
export interface OptionPoints {
  readonly option: OptionId;
  readonly halfPoints: number;
}

export type BordaStep =
  | BallotsStep
  /** What the places are worth on a full ballot, best first, in whole points. */
  | { readonly step: 'points-of-places'; readonly points: readonly number[]; readonly unranked: Borda['unranked'] }
  | { readonly step: 'points'; readonly rows: readonly OptionPoints[] }
  | LotStep
  | PlacesStep;

/** Valid ballots, whole weights; equals and unranked as the method says; a blank ballot gives no points. Source: RULES, COUNT-8. */
export function countBorda(
  method: Borda,
  options: readonly OptionId[],
  ballots: readonly Weighed<RankingBallot>[],
  lots: readonly Lot[] = [],
): Counted<BordaStep> {
  const best = method.first === 'options' ? options.length : options.length - 1;
  const sums = new Map<OptionId, number>(options.map((option) => [option, 0]));
  const counted = ballotsStep(ballots);
  for (const { weight, ballot } of ballots) {
    const ranks = ballot.ranking.filter((rank) => rank.length > 0);
    if (ranks.length === 0) continue;
    const ranked = new Set(ranks.flat());
    const unranked = options.filter((option) => !ranked.has(option));
    let points = best;
    for (const rank of method.unranked === 'average' ? [...ranks, unranked] : ranks) {
      // The mean of points, points − 1 … points − size + 1, twice: the first and the last of them.
      const halves = 2 * points - (rank.length - 1);
      for (const option of rank) sums.set(option, (sums.get(option) ?? 0) + weight * halves);
      points -= rank.length;
    }
  }
  const rows = options.map((option): OptionPoints => ({ option, halfPoints: sums.get(option) ?? 0 }));
  const points = options.map((_, place) => best - place);
  const steps: readonly BordaStep[] = [
    counted,
    { step: 'points-of-places', points, unranked: method.unranked },
    { step: 'points', rows },
  ];
  if (counted.counted === 0) return { outcome: { kind: 'none', why: 'no-votes' }, steps };
  const places = takeTopPlaces(rows, (a, b) => a.halfPoints - b.halfPoints, 1, lotsInOrder(lots));
  return { outcome: places.outcome, steps: [...steps, ...places.steps] };
}
