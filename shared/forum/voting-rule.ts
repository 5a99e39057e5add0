/** Of what are rules of deciding made? Majorities, what they are taken of, and quorums. */

export const majorities = ['simple', 'two-thirds', 'three-fifths', 'three-fourths', 'unanimous'] as const;
export type Majority = (typeof majorities)[number];

/**
 * Of whom the majority is taken. `yes-no`: those who voted for or against. `cast`: all ballots. `present`: seats present at
 * opening and every seat that cast. `entitled`: all deciding seats. In all but the first an abstention works like a vote against.
 */
export const majorityBases = ['yes-no', 'cast', 'present', 'entitled'] as const;
export type MajorityBase = (typeof majorityBases)[number];

/** `at-least` n/d of the seats, or `more-than`. */
export interface Quorum {
  readonly numerator: number;
  readonly denominator: number;
  readonly strict: boolean;
}

/** The quorums that are offered to who makes a forum. */
export const quorumChoices = ['none', 'more-than-half', 'two-thirds'] as const;
export type QuorumChoice = (typeof quorumChoices)[number];

export const quorumOfChoice: Readonly<Record<QuorumChoice, Quorum | null>> = {
  none: null,
  'more-than-half': { numerator: 1, denominator: 2, strict: true },
  'two-thirds': { numerator: 2, denominator: 3, strict: false },
};
