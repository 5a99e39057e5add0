/** What stands in the sheet's fields? Kept while the page is open: who puts the sheet away finds it as it was. */
import type { Borda, Score } from '../../../../shared/counting/ballot.ts';
import type { MajorityBase, QuorumChoice } from '../../../../shared/forum/voting-rule.ts';
import type { TieRule } from '../../../../shared/counting/decision-rule.ts';
import type { ClauseId, ProposalId } from '../../../../shared/lib/ids.ts';
import type { CountsShown, PollForm } from '../../../../shared/poll/poll.ts';
import { rollCallSeconds, usualVoteSeconds } from '../../../../shared/sitting/next-step.ts';
import type { MajorityName, MethodName, PlannedOption, ShareName, VoteKind, VotePlan, Written } from './vote-plan.ts';

export class PlanInFields implements VotePlan {
  kind = $state<VoteKind>('question');
  question = $state.raw<Written>({});
  options = $state.raw<readonly PlannedOption[]>([]);
  method = $state<MethodName>('single-choice');
  places = $state('1');
  marks = $state('');
  highest = $state(5);
  scoreBy = $state<Score['by']>('mean');
  minimumScores = $state('1');
  bordaFirst = $state<Borda['first']>('options-less-one');
  unranked = $state<Borda['unranked']>('average');
  required = $state<ShareName | 'none'>('none');
  requiredBase = $state<MajorityBase>('cast');
  scale = $state<'five' | 'eight'>('five');
  clauseIds = $state.raw<readonly ClauseId[]>([]);
  wordedId = $state<ClauseId | null>(null);
  leftOut = $state.raw<readonly ProposalId[]>([]);
  wordingsBy = $state<'approval' | 'schulze'>('schulze');
  form = $state<PollForm>('named');
  isChangeable = $state(true);
  counts = $state<CountsShown>('at-close');
  seconds = $state<number>(usualVoteSeconds);
  way = $state<'vote' | 'silence'>('vote');
  silenceSeconds = $state(15);
  rollCallSeconds = $state<number>(rollCallSeconds);
  isAnotherRule = $state(false);
  majority = $state<MajorityName>('two-thirds');
  base = $state<MajorityBase>('present');
  tie = $state<TieRule>('rejected');
  isPair = $state(false);
  secondMajority = $state<ShareName>('two-thirds');
  secondBase = $state<MajorityBase>('yes-no');
  turnout = $state<QuorumChoice>('none');
  isInGroups = $state(false);
  #named = 0;

  constructor() {
    this.addOption();
    this.addOption();
  }

  addOption(): void {
    this.#named += 1;
    this.options = [...this.options, { id: `o${String(this.#named)}`, words: {} }];
  }

  takeOption(id: string): void {
    this.options = this.options.filter((option) => option.id !== id);
  }
}

const plans = new WeakMap<object, PlanInFields>();

/** What is to be chosen next is the wording of this clause. */
export function planWordings(owner: object, clauseId: ClauseId): void {
  const plan = planOf(owner);
  plan.kind = 'wordings';
  plan.wordedId = clauseId;
}

/** The plan of whoever owns it, e.g. an open sitting. */
export function planOf(owner: object): PlanInFields {
  let plan = plans.get(owner);
  if (plan === undefined) plans.set(owner, (plan = new PlanInFields()));
  return plan;
}

/** It has been put to the vote: the next one begins anew. */
export function forgetPlan(owner: object): void {
  plans.delete(owner);
}
