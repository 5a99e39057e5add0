/** Is a yes-or-no question carried, by which arithmetic, and who has to settle it where it came out even? */
import { assertNever } from '../lib/assert-never.ts';
import type { Quorum } from '../forum/voting-rule.ts';
import { refuse, type Refusal } from '../lib/result.ts';
import { baseOf, thresholdOf, votesNeeded, type Threshold } from '../poll/majority.ts';
import { countQuorum } from '../sitting/quorum.ts';
import type { DecisionRule, Requirement, TieRule } from './decision-rule.ts';
import { castOf, countProblem, type VoteCount, type VoteSheet } from './vote-sheet.ts';

export type VoteOutcome = 'carried' | 'rejected' | 'no-quorum' | 'no-turnout' | 'tie';

/** What was done about a tie: the chair's casting vote, that this was the second vote already, or a lot typed in. */
export type TieSettlement =
  | { readonly by: 'chair-casting'; readonly vote: 'yes' | 'no' }
  | { readonly by: 'revote' }
  | { readonly by: 'lot'; readonly drawn: 'yes' | 'no' };

/** One requirement on one set of numbers. `needed: null`: on an empty base nothing carries. */
export interface RequirementStep {
  readonly step: 'requirement';
  /** `null`: the whole; else the group's name. */
  readonly group: string | null;
  readonly requirement: Requirement;
  /** The fraction of the base, and whether more than it is needed; `null`: no share is asked for. */
  readonly threshold: Threshold | null;
  readonly yes: number;
  readonly base: number;
  readonly needed: number | null;
  readonly isMet: boolean;
}

export type DecisionStep =
  | {
      readonly step: 'quorum' | 'turnout';
      readonly quorum: Quorum;
      /** Weight present, or cast. */
      readonly here: number;
      readonly entitled: number;
      readonly needed: number;
      readonly isReached: boolean;
    }
  | RequirementStep
  | { readonly step: 'tie'; readonly votes: number; readonly rule: TieRule }
  | { readonly step: 'settled'; readonly settlement: TieSettlement }
  | ({ readonly step: 'advisory' } & VoteSheet['advisory']);

export interface VoteDecision {
  readonly outcome: VoteOutcome;
  /**
   * The smallest number of votes for that carries the whole on its base (the greater one of a pair, each on its own base); `null`: the
   * base is empty and none would. What groups need stands in their steps.
   */
  readonly needed: number | null;
  readonly steps: readonly DecisionStep[];
}

/**
 * Quorum, then turnout, then every requirement, then the tie. The sheet was let in by `countProblem`, the settlement by
 * `settlementProblem`; what was not is our own fault and throws. Source: RULES, VOTE-1 … VOTE-8.
 */
export function decideVote(
  sheet: VoteSheet,
  rule: DecisionRule,
  settlement: TieSettlement | null = null,
): VoteDecision {
  for (const count of [sheet.whole, ...sheet.groups.map((group) => group.count)]) {
    const problem = countProblem(count);
    if (problem !== null) throw new Error(`numbers that cannot be are decided on: ${problem.code}`);
  }
  const { present, entitled } = sheet.whole;
  const steps: DecisionStep[] = [];
  const { recused = { present: 0, entitled: 0 } } = sheet;
  const here = present + recused.present;
  const quorum = rule.quorum === null ? null : quorumStep('quorum', here, entitled + recused.entitled, rule.quorum);
  const turnout = rule.turnout === null ? null : quorumStep('turnout', castOf(sheet.whole), entitled, rule.turnout);
  const inWhole = rule.requirements.map((requirement) => requirementStep(requirement, sheet.whole, null));
  const inGroups = sheet.groups.flatMap(({ group, count }) =>
    rule.inEachGroup.map((requirement) => requirementStep(requirement, count, group)),
  );
  if (quorum !== null) steps.push(quorum);
  if (turnout !== null) steps.push(turnout);
  steps.push(...inWhole, ...inGroups);
  const outcome = outcomeOf();
  if (sheet.advisory.yes + sheet.advisory.no + sheet.advisory.abstain + sheet.advisory.invalid > 0) {
    steps.push({ step: 'advisory', ...sheet.advisory });
  }
  return { outcome, needed: greatest(inWhole.map(({ needed }) => needed)), steps };

  function outcomeOf(): VoteOutcome {
    if (quorum?.isReached === false) return notSettled('no-quorum');
    if (turnout?.isReached === false) return notSettled('no-turnout');
    const areGroupsMet = rule.inEachGroup.length === 0 || (inGroups.length > 0 && inGroups.every(({ isMet }) => isMet));
    if (areGroupsMet && inWhole.every(({ isMet }) => isMet)) return notSettled('carried');
    if (!areGroupsMet || !isTie(sheet.whole, rule)) return notSettled('rejected');
    steps.push({ step: 'tie', votes: sheet.whole.yes, rule: rule.tie });
    if (rule.tie === 'rejected') return notSettled('rejected');
    if (settlement === null) return 'tie';
    if (settlement.by !== rule.tie) throw new Error(`a tie is settled by ${settlement.by}, its rule is ${rule.tie}`);
    steps.push({ step: 'settled', settlement });
    return settledOutcome(settlement);
  }

  function notSettled(outcome: VoteOutcome): VoteOutcome {
    if (settlement !== null) throw new Error(`settled by ${settlement.by} where nothing was tied`);
    return outcome;
  }
}

export type SettlementProblemCode = 'nothing-tied' | 'settled-otherwise';

/** May a vote that came out so be settled so? `null`: yes. Source: RULES, VOTE-5. */
export function settlementProblem(
  decision: VoteDecision,
  settlement: TieSettlement,
): Refusal<SettlementProblemCode> | null {
  const tie = decision.steps.find((step) => step.step === 'tie');
  if (decision.outcome !== 'tie' || tie === undefined) return refuse('nothing-tied');
  return tie.rule === settlement.by ? null : refuse('settled-otherwise');
}

function settledOutcome(settlement: TieSettlement): 'carried' | 'rejected' {
  switch (settlement.by) {
    case 'chair-casting':
      return settlement.vote === 'yes' ? 'carried' : 'rejected';
    case 'revote':
      return 'rejected';
    case 'lot':
      return settlement.drawn === 'yes' ? 'carried' : 'rejected';
    default:
      return assertNever(settlement);
  }
}

function quorumStep(step: 'quorum' | 'turnout', here: number, entitled: number, quorum: Quorum) {
  const { needed, reached } = countQuorum(here, entitled, quorum);
  return { step, quorum, here, entitled, needed, isReached: reached };
}

/** What one requirement asks of one set of numbers. Source: RULES, VOTE-1, VOTE-7. */
export function requirementStep(requirement: Requirement, count: VoteCount, group: string | null): RequirementStep {
  const { yes, no, abstain } = count;
  const step = { step: 'requirement' as const, group, requirement, yes };
  switch (requirement.kind) {
    case 'share': {
      const base = baseOf(count, requirement.base);
      const needed = base > 0 ? votesNeeded(requirement.majority, base) : null;
      const isMet = needed !== null && yes >= needed;
      return { ...step, threshold: thresholdOf(requirement.majority), base, needed, isMet };
    }
    case 'unanimous': {
      const base = yes + no + abstain;
      return { ...step, threshold: null, base, needed: base > 0 ? base : null, isMet: base > 0 && yes === base };
    }
    case 'no-objection': {
      const base = yes + no + abstain;
      return { ...step, threshold: null, base, needed: base > 0 ? yes + no : null, isMet: base > 0 && no === 0 };
    }
    default:
      return assertNever(requirement);
  }
}

/**
 * As many for as against, somebody, under rules of more than half alone, and one vote more for would carry: only then is there anything
 * that a casting vote or a lot could decide. Even votes that are far from a majority of their base are rejected. Source: RULES, VOTE-4.
 */
function isTie(count: VoteCount, rule: DecisionRule): boolean {
  const { yes, no } = count;
  if (yes !== no || yes === 0) return false;
  return rule.requirements.every((requirement) => {
    if (requirement.kind !== 'share' || requirement.majority !== 'simple') return false;
    const base = baseOf(count, requirement.base);
    // Who casts the deciding vote is among those present and entitled already; among those who cast, it is one more.
    const isOneMore = requirement.base === 'yes-no' || requirement.base === 'cast';
    return yes + 1 >= votesNeeded('simple', isOneMore ? base + 1 : base);
  });
}

function greatest(numbers: readonly (number | null)[]): number | null {
  let most = 0;
  for (const number of numbers) {
    if (number === null) return null;
    most = Math.max(most, number);
  }
  return most;
}
