/** What came out of a choice, and what is to be done where it came out even? */
import { refuse, type Refusal } from '../lib/result.ts';
import type { OptionId } from './ballot.ts';

/** Votes by weight. In the order of the options, which decides nothing. */
export interface OptionVotes {
  readonly option: OptionId;
  readonly votes: number;
}

/**
 * Where a count cannot go on by itself. `seat`: who is chosen. `exclusion`: who leaves the count in this round. `surplus`: whose surplus
 * is transferred first in this round. Rounds from 1.
 */
export type TieAt = { readonly what: 'seat' } | { readonly what: 'exclusion' | 'surplus'; readonly round: number };

/** `take`: how many of `among` a lot has to name. Where a second vote is preferred to a lot, it is a new one, on `among`, for `take` seats. */
export interface Tie {
  readonly among: readonly OptionId[];
  readonly at: TieAt;
  readonly take: number;
}

/** A lot drawn in public and typed in: from whom, and who was named. */
export interface Lot {
  readonly among: readonly OptionId[];
  readonly drawn: readonly OptionId[];
}

/**
 * `chosen`: one for each seat, or fewer where nobody voted for more. `tie`: who is chosen whatever the lot says, and what it must say.
 * `none`: nobody voted, or nobody had the majority that is asked for.
 */
export type Outcome =
  | { readonly kind: 'chosen'; readonly elected: readonly OptionId[] }
  | { readonly kind: 'tie'; readonly elected: readonly OptionId[]; readonly tie: Tie }
  | { readonly kind: 'none'; readonly why: 'no-votes' | 'majority-not-reached' };

/** What came out, and each step of how, as data from which sentences are made. */
export interface Counted<Step> {
  readonly outcome: Outcome;
  readonly steps: readonly Step[];
}

/** A tie was settled by a lot. */
export interface LotStep {
  readonly step: 'lot';
  readonly tie: Tie;
  readonly drawn: readonly OptionId[];
}

export type LotProblemCode = 'nothing-tied' | 'lot-of-others' | 'lot-of-another-number';

/** May this lot be typed in where a count stands? `null`: yes. Source: RULES, COUNT-3. */
export function lotProblem(outcome: Outcome, lot: Lot): Refusal<LotProblemCode> | null {
  return outcome.kind === 'tie' ? lotProblemAt(outcome.tie, lot) : refuse('nothing-tied');
}

function lotProblemAt(tie: Tie, lot: Lot): Refusal<LotProblemCode> | null {
  if (!isSameSet(tie.among, lot.among)) return refuse('lot-of-others');
  const drawn = new Set(lot.drawn);
  if (drawn.size !== lot.drawn.length || drawn.size !== tie.take) {
    return refuse('lot-of-another-number', { take: tie.take });
  }
  return lot.drawn.every((option) => tie.among.includes(option)) ? null : refuse('lot-of-others');
}

function isSameSet(some: readonly OptionId[], others: readonly OptionId[]): boolean {
  const set = new Set(others);
  return some.length === others.length && set.size === others.length && some.every((option) => set.has(option));
}

export interface LotsInOrder {
  /** The step that settles this tie, or `null`: no lot was drawn yet. */
  readonly next: (tie: Tie) => LotStep | null;
}

/**
 * The lots in the order in which the count met the ties. A lot that does not fit was let in without `lotProblem`: our own fault, it throws.
 * So that nothing is settled by what was drawn for something else.
 */
export function lotsInOrder(lots: readonly Lot[]): LotsInOrder {
  let used = 0;
  return {
    next: (tie) => {
      const lot = lots[used];
      if (lot === undefined) return null;
      const problem = lotProblemAt(tie, lot);
      if (problem !== null) throw new Error(`lot ${used + 1} does not fit its tie: ${problem.code}`);
      used += 1;
      return { step: 'lot', tie, drawn: lot.drawn };
    },
  };
}
