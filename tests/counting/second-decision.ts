/** Is it carried, decided a second time: shares as fractions, what is needed by trying every number from none upward. */
import type { DecisionRule, Requirement } from '../../shared/counting/decision-rule.ts';
import type { VoteCount, VoteSheet } from '../../shared/counting/vote-sheet.ts';

const parts: Record<string, readonly [bigint, bigint]> = {
  simple: [1n, 2n],
  'two-thirds': [2n, 3n],
  'three-fifths': [3n, 5n],
  'three-fourths': [3n, 4n],
};

export function baseIn(count: VoteCount, base: string): number {
  if (base === 'entitled') return count.entitled;
  if (base === 'present') return count.present;
  return count.yes + count.no + (base === 'cast' ? count.abstain + count.invalid : 0);
}

/** Would so many for carry, with the base as it is? */
export function wouldCarry(requirement: Requirement, count: VoteCount, yes: number): boolean {
  const answered = count.yes + count.no + count.abstain;
  if (requirement.kind === 'unanimous') return answered > 0 && yes === answered;
  if (requirement.kind === 'no-objection') return answered > 0 && yes >= answered - count.abstain;
  const base = BigInt(baseIn(count, requirement.base));
  const [n, d] = parts[requirement.majority]!;
  if (base === 0n || yes === 0) return false;
  const excess = BigInt(yes) * d - n * base;
  return requirement.majority === 'simple' ? excess > 0n : excess >= 0n;
}

export function neededByTrying(requirements: readonly Requirement[], count: VoteCount): number | null {
  for (let yes = 0; yes <= 2 * count.entitled + 2; yes++) {
    if (requirements.every((requirement) => wouldCarry(requirement, count, yes))) return yes;
  }
  return null;
}

/** Without what settles a tie. */
export function secondDecision({ whole, groups }: VoteSheet, rule: DecisionRule): string {
  const part = (n: number, quorum: NonNullable<DecisionRule['quorum']>) => {
    const difference = n * quorum.denominator - quorum.numerator * whole.entitled;
    return n > 0 && (quorum.strict ? difference > 0 : difference >= 0);
  };
  if (rule.quorum && !part(whole.present, rule.quorum)) return 'no-quorum';
  const cast = whole.yes + whole.no + whole.abstain + whole.invalid;
  if (rule.turnout && !part(cast, rule.turnout)) return 'no-turnout';
  const passes = (list: readonly Requirement[], count: VoteCount) =>
    list.every((one) => wouldCarry(one, count, count.yes));
  const groupsPass =
    rule.inEachGroup.length === 0 ||
    (groups.length > 0 && groups.every(({ count }) => passes(rule.inEachGroup, count)));
  if (!groupsPass) return 'rejected';
  if (passes(rule.requirements, whole)) return 'carried';
  if (whole.yes !== whole.no || whole.yes === 0 || rule.tie === 'rejected') return 'rejected';
  if (rule.requirements.some((one) => one.kind !== 'share' || one.majority !== 'simple')) return 'rejected';
  // Somebody comes and votes for: in the numbers of those who answered they are new, in the others they were already.
  const more = { ...whole, yes: whole.yes + 1 };
  return passes(rule.requirements, more) ? 'tie' : 'rejected';
}
