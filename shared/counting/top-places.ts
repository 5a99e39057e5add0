/** Who has the first places, and who is even at the border? */
import type { OptionId } from './ballot.ts';
import type { LotsInOrder, LotStep, Outcome, Tie } from './outcome.ts';

/** Somebody got the places. */
export interface PlacesStep {
  readonly step: 'places';
  readonly elected: readonly OptionId[];
  /** Seats that nobody had votes enough for. */
  readonly vacant: number;
}

/**
 * The best `seats` rows by `compare` (above 0: the first is ahead). Where the last place is shared by more than it holds, those clearly
 * ahead are chosen and the others tied; the order of the rows never decides (RULES, COUNT-2, COUNT-3).
 */
export function takeTopPlaces<Row extends { readonly option: OptionId }>(
  rows: readonly Row[],
  compare: (a: Row, b: Row) => number,
  seats: number,
  lots: LotsInOrder,
): { readonly outcome: Outcome; readonly steps: readonly (PlacesStep | LotStep)[] } {
  const sorted = [...rows].sort((a, b) => compare(b, a));
  const border = sorted[seats - 1];
  const next = sorted[seats];
  if (border === undefined || next === undefined || compare(border, next) !== 0) {
    return chosen(
      sorted.slice(0, seats).map(({ option }) => option),
      seats,
      [],
    );
  }
  const ahead = sorted.filter((row) => compare(row, border) > 0).map(({ option }) => option);
  const among = rows.filter((row) => compare(row, border) === 0).map(({ option }) => option);
  const tie: Tie = { among, at: { what: 'seat' }, take: seats - ahead.length };
  const lot = lots.next(tie);
  return lot === null
    ? { outcome: { kind: 'tie', elected: ahead, tie }, steps: [] }
    : chosen([...ahead, ...lot.drawn], seats, [lot]);
}

function chosen(elected: readonly OptionId[], seats: number, steps: readonly LotStep[]) {
  const places: PlacesStep = { step: 'places', elected, vacant: seats - elected.length };
  return { outcome: { kind: 'chosen' as const, elected }, steps: [...steps, places] };
}
