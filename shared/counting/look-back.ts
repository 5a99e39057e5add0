/** Of those who are even now, who was ahead or behind the last time they were not? */
import type { OptionId } from './ballot.ts';

export interface LookedBack {
  /** One: settled. More: still even. */
  readonly left: readonly OptionId[];
  /** The earliest round that was needed to tell them apart (from 1); `null`: none told anything. */
  readonly toRound: number | null;
}

/**
 * Round by round backwards, from the one before this, keeps those with fewest (or most) votes until one is left.
 * `history`: the votes of each earlier round, first first. Source: RULES, COUNT-9, COUNT-11; Scottish Local Government Elections
 * Order 2011, schedule 1, rules 49 and 50.
 */
export function lookBack(
  tied: readonly OptionId[],
  history: readonly ReadonlyMap<OptionId, number | bigint>[],
  keep: 'fewest' | 'most',
): LookedBack {
  let left = tied;
  let toRound: number | null = null;
  for (let round = history.length; round >= 1 && left.length > 1; round -= 1) {
    const votes = history[round - 1]!;
    const of = (option: OptionId): number | bigint => votes.get(option) ?? 0;
    const edge = left.reduce((a, b) => ((keep === 'fewest' ? of(b) < of(a) : of(b) > of(a)) ? b : a));
    const kept = left.filter((option) => of(option) === of(edge));
    if (kept.length < left.length) toRound = round;
    left = kept;
  }
  return { left, toRound };
}
