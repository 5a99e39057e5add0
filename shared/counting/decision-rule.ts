/** By what is a yes-or-no question carried, and what does an even vote mean? */
import type { Majority, MajorityBase, Quorum } from '../forum/voting-rule.ts';

/**
 * `share`: more than half, or at least 2/3, 3/5 or 3/4, of a base. `unanimous`: nobody against, nobody abstained, somebody for.
 * `no-objection`: somebody voted and nobody against.
 */
export type Requirement =
  | { readonly kind: 'share'; readonly majority: Exclude<Majority, 'unanimous'>; readonly base: MajorityBase }
  | { readonly kind: 'unanimous' }
  | { readonly kind: 'no-objection' };

/** More for than against. */
export const relativeMajority: Requirement = { kind: 'share', majority: 'simple', base: 'yes-no' };
/** More than half of all who are entitled. */
export const absoluteMajority: Requirement = { kind: 'share', majority: 'simple', base: 'entitled' };

/** What an even vote leads to: nothing, the chair's casting vote, one second vote, or a lot drawn in public and typed in. */
export const tieRules = ['rejected', 'chair-casting', 'revote', 'lot'] as const;
export type TieRule = (typeof tieRules)[number];

/** Source of all of it: RULES, VOTE-1 … VOTE-9. */
export interface DecisionRule {
  /** All of them are to be met; two are a threshold pair. */
  readonly requirements: readonly [Requirement, ...Requirement[]];
  /** What each group is to meet as well, on its own numbers: the double majority. Empty: groups have no say. */
  readonly inEachGroup: readonly Requirement[];
  readonly tie: TieRule;
  /** Of the weight entitled, how much must be present; `null`: no matter. */
  readonly quorum: Quorum | null;
  /** Of the weight entitled, how much must have cast; `null`: no matter. */
  readonly turnout: Quorum | null;
}

/** What an assembly decides by when it says nothing else: more than half of those present, and a tie is a rejection. */
export function usualRule(quorum: Quorum | null): DecisionRule {
  return {
    requirements: [{ kind: 'share', majority: 'simple', base: 'present' }],
    inEachGroup: [],
    tie: 'rejected',
    quorum,
    turnout: null,
  };
}
