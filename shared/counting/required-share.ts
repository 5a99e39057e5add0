/** How many votes must an option have to be chosen at all? */
import { assertNever } from '../lib/assert-never.ts';
import { votesNeeded } from '../poll/majority.ts';
import type { BallotsStep, RequiredShare } from './ballot.ts';

/** Weights of the deciding seats: here, and in all. Needed only where a share of them is asked for. */
export interface Electorate {
  readonly present: number;
  readonly entitled: number;
}

/** An option needs `needed` of `base`; 0: the base is empty and nothing can be chosen. */
export interface RequiredStep {
  readonly step: 'required';
  readonly required: RequiredShare;
  readonly base: number;
  readonly needed: number;
}

/** Throws where a share of the electorate is asked for and nobody said how large it is: our own fault. */
export function requiredStep(
  required: RequiredShare,
  ballots: BallotsStep,
  electorate: Electorate | null,
): RequiredStep {
  const base = baseOf(required, ballots, electorate);
  return { step: 'required', required, base, needed: votesNeeded(required.majority, base) };
}

function baseOf({ base }: RequiredShare, ballots: BallotsStep, electorate: Electorate | null): number {
  switch (base) {
    case 'yes-no':
      return ballots.counted;
    case 'cast':
      return ballots.cast;
    case 'present':
    case 'entitled':
      if (electorate === null) throw new Error(`a share of those ${base} is asked for, and their number is not known`);
      return electorate[base];
    default:
      return assertNever(base);
  }
}
