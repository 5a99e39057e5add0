/** Was it carried? Integer arithmetic only; a percentage decides nothing. */
import { assertNever } from '../lib/assert-never.ts';
import type { Majority, MajorityBase, VotingRule } from '../forum/voting-rule.ts';
import { countQuorum } from '../sitting/quorum.ts';

/** Weights, whole numbers. Advisory votes stand apart and enter no sum. */
export interface Tally {
  readonly yes: number;
  readonly no: number;
  readonly abstain: number;
  /** Deciding seats that did not cast. yes + no + abstain + notVoted = entitled. */
  readonly notVoted: number;
  /** Deciding weight present at opening or cast since. */
  readonly present: number;
  readonly entitled: number;
  readonly advisory: { readonly yes: number; readonly no: number; readonly abstain: number };
}

export type Outcome = 'carried' | 'rejected' | 'no-quorum';

export interface Decision {
  readonly outcome: Outcome;
  /** The smallest `yes` that would have carried with everything else as it was; 0: no number would. */
  readonly needed: number;
  /** The sum of which the majority was taken. */
  readonly base: number;
}

/** A threshold of `numerator/denominator` of the base; `strict`: more than it, else at least it. */
export interface Threshold {
  readonly numerator: number;
  readonly denominator: number;
  readonly strict: boolean;
}

/** The fraction behind a majority's name (RULES, MAJ-1, MAJ-2). */
export function thresholdOf(majority: Exclude<Majority, 'unanimous'>): Threshold {
  switch (majority) {
    case 'simple':
      return { numerator: 1, denominator: 2, strict: true };
    case 'two-thirds':
      return { numerator: 2, denominator: 3, strict: false };
    case 'three-fifths':
      return { numerator: 3, denominator: 5, strict: false };
    case 'three-fourths':
      return { numerator: 3, denominator: 4, strict: false };
    default:
      return assertNever(majority);
  }
}

/**
 * The smallest number of votes for that carries against a base: strict floor(n·base/d)+1, else ceil(n·base/d), and never under 1.
 * Source: RULES, MAJ-1 … MAJ-3. An empty base carries nothing: 0.
 */
export function votesNeeded(majority: Exclude<Majority, 'unanimous'>, base: number): number {
  if (base <= 0) return 0;
  const { numerator, denominator, strict } = thresholdOf(majority);
  const product = numerator * base;
  const whole = Math.floor(product / denominator);
  return Math.max(1, strict ? whole + 1 : product % denominator === 0 ? whole : whole + 1);
}

/** What a majority can be taken of. `invalid`: cast, and for nobody; where none can be cast there are none. */
type BaseCount = Pick<Tally, 'yes' | 'no' | 'abstain' | 'present' | 'entitled'> & { readonly invalid?: number };

/** The sum of which a majority is taken. */
export function baseOf(count: BaseCount, base: MajorityBase): number {
  switch (base) {
    case 'yes-no':
      return count.yes + count.no;
    case 'cast':
      return count.yes + count.no + count.abstain + (count.invalid ?? 0);
    case 'present':
      return count.present;
    case 'entitled':
      return count.entitled;
    default:
      return assertNever(base);
  }
}

/**
 * The decision of a poll. Quorum first (QUO-4: the one at opening is checked again with everybody who cast), then the majority;
 * unanimous: nobody against, nobody abstained, and at least one for (MAJ-5).
 */
export function decideMajority(tally: Tally, rule: VotingRule): Decision {
  const base = baseOf(tally, rule.base);
  const needed = rule.majority === 'unanimous' ? unanimousNeeded(tally) : votesNeeded(rule.majority, base);
  if (!countQuorum(tally.present, tally.entitled, rule.quorum).reached) return { outcome: 'no-quorum', needed, base };
  const carried = needed > 0 && tally.yes >= needed;
  return { outcome: carried ? 'carried' : 'rejected', needed, base };
}

function unanimousNeeded(tally: Tally): number {
  return tally.no === 0 && tally.abstain === 0 ? 1 : 0;
}
