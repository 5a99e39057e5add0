/** Which wording is preferred, pair by pair, along the strongest paths? */
import {
  ballotsStep,
  type BallotsStep,
  type OptionId,
  type RankingBallot,
  type Schulze,
  type Weighed,
} from './ballot.ts';
import { lotsInOrder, type Counted, type Lot, type LotStep } from './outcome.ts';
import { takeTopPlaces, type PlacesStep } from './top-places.ts';

/** A table of options against options, both in the order of the options; its diagonal is 0. */
export type PairTable = readonly (readonly number[])[];

export type SchulzeStep =
  | BallotsStep
  /** `preferred[a][b]`: weight that has a before b. */
  | { readonly step: 'pairs'; readonly options: readonly OptionId[]; readonly preferred: PairTable }
  /** `strength[a][b]`: the weakest link of the strongest path from a to b; 0: there is none. */
  | { readonly step: 'paths'; readonly options: readonly OptionId[]; readonly strength: PairTable }
  /** Best first; those in one list beat each other by no path. `againstStatusQuo` has its two strengths for each other option. */
  | {
      readonly step: 'order';
      readonly order: readonly (readonly OptionId[])[];
      readonly againstStatusQuo:
        | readonly { readonly option: OptionId; readonly over: number; readonly under: number }[]
        | null;
    }
  | LotStep
  | PlacesStep;

/**
 * Winning votes: a beats b with the weight that prefers it, if that is more than prefers b; a path is as strong as its weakest link.
 * Who is beaten along no path is ahead; several are tied. Unranked is last, equal ranks prefer nobody. One seat; valid ballots.
 * Source: RULES, COUNT-10; M. Schulze, "A new monotonic, clone-independent, reversal symmetric … method", 2011.
 */
export function countSchulze(
  method: Schulze,
  options: readonly OptionId[],
  ballots: readonly Weighed<RankingBallot>[],
  lots: readonly Lot[] = [],
): Counted<SchulzeStep> {
  const preferred = preferencesOf(options, ballots);
  const strength = strongestPaths(preferred);
  const isBeaten = (a: number, b: number): boolean => strength[b]![a]! > strength[a]![b]!;
  const order = levels(options.length, isBeaten);
  const statusQuo = method.statusQuo === null ? null : options.indexOf(method.statusQuo);
  const againstStatusQuo =
    statusQuo === null
      ? null
      : options.flatMap((option, place) =>
          place === statusQuo
            ? []
            : [{ option, over: strength[place]![statusQuo]!, under: strength[statusQuo]![place]! }],
        );
  const counted = ballotsStep(ballots);
  const steps: readonly SchulzeStep[] = [
    counted,
    { step: 'pairs', options, preferred },
    { step: 'paths', options, strength },
    { step: 'order', order: order.map((level) => level.map((place) => options[place]!)), againstStatusQuo },
  ];
  if (counted.counted === 0) return { outcome: { kind: 'none', why: 'no-votes' }, steps };
  const winners = (order[0] ?? []).map((place) => ({ option: options[place]! }));
  const places = takeTopPlaces(winners, () => 0, 1, lotsInOrder(lots));
  return { outcome: places.outcome, steps: [...steps, ...places.steps] };
}

function preferencesOf(options: readonly OptionId[], ballots: readonly Weighed<RankingBallot>[]): PairTable {
  const preferred = options.map(() => options.map(() => 0));
  for (const { weight, ballot } of ballots) {
    const rankOf = new Map<OptionId, number>();
    ballot.ranking.forEach((rank, place) => rank.forEach((option) => rankOf.set(option, place)));
    const ranks = options.map((option) => rankOf.get(option) ?? Number.POSITIVE_INFINITY);
    for (const [a, row] of preferred.entries()) {
      for (let b = 0; b < row.length; b += 1) if (ranks[a]! < ranks[b]!) row[b]! += weight;
    }
  }
  return preferred;
}

/** Floyd–Warshall over the greatest smallest link. */
function strongestPaths(preferred: PairTable): PairTable {
  const strength = preferred.map((row, a) => row.map((votes, b) => (votes > preferred[b]![a]! ? votes : 0)));
  for (let via = 0; via < strength.length; via += 1) {
    for (const [from, row] of strength.entries()) {
      if (from === via) continue;
      for (let to = 0; to < row.length; to += 1) {
        if (to !== from && to !== via) row[to] = Math.max(row[to]!, Math.min(row[via]!, strength[via]![to]!));
      }
    }
  }
  return strength;
}

/** Those whom nobody left beats, then the same of the rest. The relation has no circles, so each level has somebody. */
function levels(size: number, isBeaten: (a: number, b: number) => boolean): number[][] {
  const found: number[][] = [];
  let left = Array.from({ length: size }, (_, place) => place);
  while (left.length > 0) {
    const level = left.filter((a) => !left.some((b) => isBeaten(a, b)));
    if (level.length === 0) throw new Error('the strongest paths go in a circle');
    found.push(level);
    left = left.filter((place) => !level.includes(place));
  }
  return found;
}
