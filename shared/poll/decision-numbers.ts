/** Which numbers of a yes-or-no vote do a screen and a paper show? Those of the whole, on the base of the majority that decided it. */
import type { MajorityBase } from '../forum/voting-rule.ts';
import type { Requirement } from '../counting/decision-rule.ts';
import type { RequirementStep, VoteDecision, VoteOutcome } from '../counting/vote-decision.ts';
import { baseOf } from './majority.ts';
import type { Poll } from './poll.ts';

/** Weights, whole numbers. yes + no + abstain + notVoted = entitled. */
export interface DecisionNumbers {
  readonly outcome: VoteOutcome;
  readonly yes: number;
  readonly no: number;
  readonly abstain: number;
  readonly notVoted: number;
  readonly present: number;
  readonly entitled: number;
  /** In no sum. */
  readonly advisory: { readonly yes: number; readonly no: number; readonly abstain: number };
  /** The smallest number of votes for that carries; 0: none would. */
  readonly needed: number;
  /** Of whom the majority is taken; `null` where no share of anybody is asked for: unanimity, no objection. */
  readonly base: MajorityBase | null;
  /** How many they are; without a base, all who cast. */
  readonly baseVotes: number;
}

/** `null`: the poll is open, not published, or asks something else. */
export function decisionNumbers(poll: Pick<Poll, 'ask' | 'result'>): DecisionNumbers | null {
  const { ask, result } = poll;
  if (ask.kind !== 'decision' || result?.kind !== 'decision') return null;
  const { whole, advisory } = result.sheet;
  const { yes, no, abstain, invalid, present, entitled } = whole;
  const leading = leadingStep(result.decision.steps);
  const base = baseOfFirst(leading === undefined ? ask.rule.requirements : [leading.requirement]);
  return {
    outcome: result.decision.outcome,
    yes,
    no,
    abstain,
    notVoted: entitled - yes - no - abstain - invalid,
    present,
    entitled,
    advisory,
    needed: (leading ?? result.decision).needed ?? 0,
    base,
    baseVotes: baseOf(whole, base ?? 'cast'),
  };
}

/** Of a pair, the one that was missed; else the one that asks for more: its number and its base belong together (RULES, VOTE-2). */
function leadingStep(steps: VoteDecision['steps']): RequirementStep | undefined {
  return steps
    .flatMap((step) => (step.step === 'requirement' && step.group === null ? [step] : []))
    .sort((a, b) => Number(a.isMet) - Number(b.isMet) || (b.needed ?? 0) - (a.needed ?? 0))[0];
}

/** The base of the first share that is asked for; `null`: none is. */
function baseOfFirst(requirements: readonly Requirement[]): MajorityBase | null {
  const share = requirements.find((requirement) => requirement.kind === 'share');
  return share?.kind === 'share' ? share.base : null;
}
