/** How much of what is a majority? Integer arithmetic only; a percentage decides nothing. */
import { assertNever } from '../lib/assert-never.ts';
import type { Majority, MajorityBase } from '../forum/voting-rule.ts';

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
interface BaseCount {
  readonly yes: number;
  readonly no: number;
  readonly abstain: number;
  readonly invalid?: number;
  readonly present: number;
  readonly entitled: number;
}

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
