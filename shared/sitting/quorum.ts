/** Are enough here to decide? */
import type { Quorum } from '../forum/voting-rule.ts';
import type { SittingState } from './sitting.ts';

/** Weights of deciding seats: here, in all, and how many are needed. Whole numbers. */
export interface QuorumCount {
  readonly present: number;
  readonly entitled: number;
  /** The smallest presence that makes a quorum; 0 where the rule asks for none. */
  readonly needed: number;
  readonly reached: boolean;
}

/**
 * The quorum of a sitting now: deciding seats whose holder is present, by weight. Advisory seats, roles and guests do not count.
 * Source: RULES, QUO-1 … QUO-3.
 */
export function quorumOf(sitting: Pick<SittingState, 'seats' | 'present' | 'rule'>): QuorumCount {
  let present = 0;
  let entitled = 0;
  for (const seat of Object.values(sitting.seats)) {
    if (seat.right !== 'deciding') continue;
    entitled += seat.weight;
    if (sitting.present[seat.holder] !== undefined) present += seat.weight;
  }
  return countQuorum(present, entitled, sitting.rule.quorum);
}

/**
 * Integer arithmetic only: `at least n/d` needs ceil(n·entitled/d), `more than n/d` needs floor(n·entitled/d)+1.
 * A rule without a quorum is always reached; with one, an empty list of seats never is.
 */
export function countQuorum(present: number, entitled: number, quorum: Quorum | null): QuorumCount {
  if (quorum === null) return { present, entitled, needed: 0, reached: true };
  const product = quorum.numerator * entitled;
  const whole = Math.floor(product / quorum.denominator);
  const needed = quorum.strict ? whole + 1 : product % quorum.denominator === 0 ? whole : whole + 1;
  return { present, entitled, needed: Math.max(needed, 1), reached: present >= Math.max(needed, 1) };
}
