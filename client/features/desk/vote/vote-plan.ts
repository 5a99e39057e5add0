/** What does the desk want to put to the vote, what is missing in it, and which command is it? Pure: the sheet fills it in. */
import type { Borda, Method, RequiredShare, Score } from '../../../../shared/counting/ballot.ts';
import type { DecisionRule, Requirement, TieRule } from '../../../../shared/counting/decision-rule.ts';
import { quorumOfChoice, type MajorityBase, type QuorumChoice } from '../../../../shared/forum/voting-rule.ts';
import type { ConductWords } from '../../../../shared/i18n/conduct-words.ts';
import { assertNever } from '../../../../shared/lib/assert-never.ts';
import type { ClauseId, DraftId, ProposalId } from '../../../../shared/lib/ids.ts';
import { langs, type Lang, type Localized } from '../../../../shared/lib/lang.ts';
import type { CountsShown, DraftStage, PollForm } from '../../../../shared/poll/poll.ts';
import { hasPartialSums } from '../../../../shared/poll/counts-told.ts';
import type { PollOpening } from '../../../../shared/poll/poll-commands.ts';
import type { Proposal } from '../../../../shared/proposal/proposal.ts';
import { wordingsMost } from '../../../../shared/poll/wordings.ts';
import { rollCall } from '../../../../shared/sitting/next-step.ts';

export const voteKinds = [
  'question',
  'choice',
  'wordings',
  'consent',
  'clauses',
  'basis',
  'whole',
  'roll-call',
] as const;
export type VoteKind = (typeof voteKinds)[number];

/** Ways of choosing as a moderator tells them apart; which of them is counted how follows from the number of places. */
export const usualMethods = ['single-choice', 'approval', 'score', 'ranking'] as const;
export const otherMethods = ['borda', 'instant-runoff'] as const;
export type MethodName = (typeof usualMethods)[number] | (typeof otherMethods)[number];

export const highestScores = [3, 5, 10] as const;
/** From where points are given, by the highest: 0 to 3, 0 to 5, 1 to 10. */
export function lowestScore(highest: number): number {
  return highest === 10 ? 1 : 0;
}
/** Of whom the share of an option is taken: nobody is for or against in a choice. */
export const shareBases = ['cast', 'present', 'entitled'] as const satisfies readonly MajorityBase[];
export const scoresBy = ['mean', 'median', 'sum'] as const satisfies readonly Score['by'][];
export const lastPlaces = ['options-less-one', 'options'] as const satisfies readonly Borda['first'][];
export const unrankedPlaces = ['average', 'zero'] as const satisfies readonly Borda['unranked'][];
export const durations = [30, 60, 120, 300, 900] as const;
/** How long silence is waited for; a vote takes longer. */
export const silences = [15, 30, 60, 120] as const;
export const shareNames = ['simple', 'two-thirds', 'three-fifths', 'three-fourths'] as const;
export type ShareName = (typeof shareNames)[number];
export const majorityNames = [...shareNames, 'unanimous', 'no-objection'] as const;
export type MajorityName = (typeof majorityNames)[number];

export type Written = Partial<Record<Lang, string>>;

export interface PlannedOption {
  /** `o1`, `o2`, …: what a ballot names. */
  readonly id: string;
  readonly words: Written;
}

/** As it stands in the fields: numbers are what was typed. */
export interface VotePlan {
  readonly kind: VoteKind;
  readonly question: Written;
  readonly options: readonly PlannedOption[];
  readonly method: MethodName;
  readonly places: string;
  /** Empty: as many marks as one likes. */
  readonly marks: string;
  readonly highest: number;
  readonly scoreBy: Score['by'];
  /** So many must have scored an option. */
  readonly minimumScores: string;
  /** Points of a last place: 0, or 1. */
  readonly bordaFirst: Borda['first'];
  readonly unranked: Borda['unranked'];
  /** The share that an option needs beside having the most; `none`: it needs none. */
  readonly required: ShareName | 'none';
  readonly requiredBase: MajorityBase;
  readonly scale: 'five' | 'eight';
  readonly clauseIds: readonly ClauseId[];
  /** The clause whose wording is chosen; `null`: the first that there is. */
  readonly wordedId: ClauseId | null;
  /** Proposals that are not put, though they wait. */
  readonly leftOut: readonly ProposalId[];
  readonly wordingsBy: 'approval' | 'schulze';
  readonly form: PollForm;
  readonly isChangeable: boolean;
  readonly counts: CountsShown;
  readonly seconds: number;
  /** By a vote, or by silence: *no objection?* */
  readonly way: 'vote' | 'silence';
  readonly silenceSeconds: number;
  /** How long a roll call waits for everybody. */
  readonly rollCallSeconds: number;
  readonly isAnotherRule: boolean;
  readonly majority: MajorityName;
  readonly base: MajorityBase;
  readonly tie: TieRule;
  /** A second majority beside the first, on a base of its own. */
  readonly isPair: boolean;
  readonly secondMajority: ShareName;
  readonly secondBase: MajorityBase;
  /** Of all who are entitled, how many must have voted. */
  readonly turnout: QuorumChoice;
  /** Each group carries it by itself too. */
  readonly isInGroups: boolean;
}

/** What the plan is about. */
export interface PlanGround {
  readonly draftId: DraftId | null;
  /** Clauses that are closed for edits and not decided, in the order of the text. */
  readonly frozen: readonly ClauseId[];
  /** Of those for which other words are proposed, see `clauseWordings`. */
  readonly wordings: readonly ClauseWordings[];
  /** The sitting's. */
  readonly rule: DecisionRule;
}

/** Other words for a clause that wait for an answer: each wording of one person's proposals, one in a language. */
export interface ClauseWordings {
  readonly clauseId: ClauseId;
  readonly wordings: readonly (readonly Proposal[])[];
}

/** In the order of the clauses, and in each in the order in which they were shown. */
export function clauseWordings(shown: readonly Proposal[], clauses: readonly ClauseId[]): readonly ClauseWordings[] {
  return clauses.flatMap((clauseId) => {
    const wordings: Proposal[][] = [];
    for (const proposal of shown) {
      const { about, author } = proposal;
      if (about.is !== 'words-for' || about.clauseId !== clauseId) continue;
      const own = wordings.find(
        (wording) =>
          wording[0]?.author === author &&
          wording.every((other) => other.about.is === 'words-for' && other.about.lang !== about.lang),
      );
      if (own === undefined) wordings.push([proposal]);
      else own.push(proposal);
    }
    return wordings.length === 0 ? [] : [{ clauseId, wordings }];
  });
}

/** The clause whose wording the plan is about; `null`: no words are proposed for any. */
export function wordedClause({ wordedId }: Pick<VotePlan, 'wordedId'>, ground: PlanGround): ClauseWordings | null {
  return ground.wordings.find(({ clauseId }) => clauseId === wordedId) ?? ground.wordings[0] ?? null;
}

/** Those that are put. */
function wordingsPut(plan: VotePlan, ground: PlanGround): readonly (readonly Proposal[])[] {
  const all = wordedClause(plan, ground)?.wordings ?? [];
  return all.filter(([first]) => first !== undefined && !plan.leftOut.includes(first.proposalId));
}

export type PlanProblem = keyof ConductWords['problems'];

export type PlannedVote =
  | { readonly is: 'ready'; readonly command: PollOpening }
  | { readonly is: 'wrong'; readonly problems: readonly PlanProblem[] };

/** The command, or what is to be mended first; only what would be refused anyway is called wrong. */
export function plannedVote(plan: VotePlan, ground: PlanGround): PlannedVote {
  const problems = planProblems(plan, ground);
  return problems.length > 0 ? { is: 'wrong', problems } : { is: 'ready', command: openingOf(plan, ground) };
}

function planProblems(plan: VotePlan, ground: PlanGround): readonly PlanProblem[] {
  const problems: PlanProblem[] = [];
  const isAsked = plan.kind === 'question' || plan.kind === 'choice' || plan.kind === 'consent';
  if (isAsked && Object.keys(localized(plan.question)).length === 0) problems.push('question');
  if (plan.kind === 'clauses' && clausesOf(plan, ground).length === 0) problems.push('clauses');
  if (plan.kind === 'wordings') {
    const count = wordingsPut(plan, ground).length;
    if (count === 0 || count > wordingsMost) problems.push('wordings');
  }
  if (plan.kind !== 'choice') return problems;
  const options = optionsOf(plan);
  if (options.length < 2) problems.push('options');
  else if (sayTheSame(options.map(({ words }) => words))) problems.push('optionSame');
  const most = mostPlaces(plan);
  if (hasPlaces(plan.method) && !isCount(plan.places, most)) problems.push('places');
  if (plan.method === 'approval' && plan.marks.trim() !== '' && !isCount(plan.marks, most)) problems.push('marks');
  if (plan.method === 'score' && !isCount(plan.minimumScores, scoresMost)) problems.push('minimumScores');
  return problems;
}

/** As many as there are options written, and never none. */
export function mostPlaces(plan: Pick<VotePlan, 'options'>): number {
  return Math.max(1, optionsOf(plan).length);
}

/** Is it asked how many are chosen? The others choose one. */
export function hasPlaces(method: MethodName): boolean {
  return method === 'approval' || method === 'ranking';
}

/** Is it answered for and against? */
export function isDecision(kind: VoteKind): boolean {
  return kind === 'question' || kind === 'clauses' || isWhole(kind);
}

/** The draft, as a basis or as a whole. */
export function isWhole(kind: VoteKind): kind is DraftStage {
  return kind === 'basis' || kind === 'whole';
}

/** When the numbers may be seen of what is planned; what was chosen and cannot be is at the close. */
export function countsOffered(plan: VotePlan, ground: PlanGround): readonly CountsShown[] {
  const isAsked = plan.kind === 'question' || plan.kind === 'choice' || plan.kind === 'consent';
  const ask = askOf(plan, ground);
  const isTold = plan.form === 'named' && hasPartialSums(ask);
  return [...(isTold ? (['live', 'after-mine'] as const) : []), 'at-close', ...(isAsked ? (['later'] as const) : [])];
}

function countsOf(plan: VotePlan, ground: PlanGround): CountsShown {
  return countsOffered(plan, ground).includes(plan.counts) ? plan.counts : 'at-close';
}

/** Is it carried unless somebody objects? Asked where it can be: of what is decided for or against. */
export function isBySilence({ kind, way }: Pick<VotePlan, 'kind' | 'way'>): boolean {
  return way === 'silence' && isDecision(kind);
}

function openingOf(plan: VotePlan, ground: PlanGround): PollOpening {
  const { seconds } = plan;
  if (plan.kind === 'roll-call') return { ...rollCall, seconds: plan.rollCallSeconds };
  if (isBySilence(plan)) {
    const { silenceSeconds } = plan;
    const silence = { type: 'poll.open', ask: { kind: 'no-objection' }, seconds: silenceSeconds } as const;
    if (plan.kind === 'question')
      return { ...silence, subject: { of: 'question', question: localized(plan.question) } };
    if (isWhole(plan.kind) && ground.draftId !== null) {
      return { ...silence, subject: { of: 'draft', draftId: ground.draftId, stage: plan.kind } };
    }
    if (ground.draftId !== null) {
      return {
        ...silence,
        subject: { of: 'clauses', draftId: ground.draftId, clauseIds: [...clausesOf(plan, ground)] },
      };
    }
  }
  const { form, isChangeable } = plan;
  const counts = countsOf(plan, ground);
  const worded = plan.kind === 'wordings' ? wordedClause(plan, ground) : null;
  if (worded !== null && ground.draftId !== null) {
    const subject = {
      of: 'wordings' as const,
      draftId: ground.draftId,
      clauseId: worded.clauseId,
      wordings: wordingsPut(plan, ground).map((wording) => wording.map(({ proposalId }) => proposalId)),
    };
    return { type: 'poll.open', subject, ask: askOf(plan, ground), form, isChangeable, counts, seconds };
  }
  if (plan.kind === 'clauses' && ground.draftId !== null) {
    const subject = { of: 'clauses' as const, draftId: ground.draftId, clauseIds: [...clausesOf(plan, ground)] };
    return { type: 'poll.open', subject, ask: askOf(plan, ground), form, isChangeable, counts, seconds };
  }
  if (isWhole(plan.kind) && ground.draftId !== null) {
    const subject = { of: 'draft' as const, draftId: ground.draftId, stage: plan.kind };
    return { type: 'poll.open', subject, ask: askOf(plan, ground), form, isChangeable, counts, seconds };
  }
  const subject = { of: 'question' as const, question: localized(plan.question) };
  return { type: 'poll.open', subject, ask: askOf(plan, ground), form, isChangeable, counts, seconds };
}

function askOf(plan: VotePlan, { rule }: PlanGround): PollOpening['ask'] {
  switch (plan.kind) {
    case 'question':
    case 'clauses':
    case 'basis':
    case 'whole':
      return plan.isAnotherRule ? { kind: 'decision', rule: ruleOf(plan, rule) } : { kind: 'decision' };
    case 'choice':
      return {
        kind: 'choice',
        method: methodOf(plan),
        options: optionsOf(plan).map(({ id, words }) => ({ optionId: id, words })),
      };
    case 'wordings':
      return { kind: 'wordings', by: plan.wordingsBy };
    case 'consent':
      return { kind: 'consent', scale: plan.scale };
    case 'roll-call':
      return { kind: 'here' };
    default:
      return assertNever(plan.kind);
  }
}

/** Is a share of somebody asked for, and not that all or none of them answer so? */
export function isShare(majority: MajorityName): majority is ShareName {
  return majority !== 'unanimous' && majority !== 'no-objection';
}

/** Can votes be even at all? Only where more than half is asked for, and nothing else (RULES, VOTE-4). */
export function mayBeEven({ majority, isPair, secondMajority }: MajorityPlan): boolean {
  return majority === 'simple' && (!isPair || secondMajority === 'simple');
}

type MajorityPlan = Pick<VotePlan, 'majority' | 'isPair' | 'secondMajority'>;

/** Another majority, or a pair of them, and a turnout; who must be present stays as the sitting has it. */
export function ruleOf(
  plan: MajorityPlan & Pick<VotePlan, 'base' | 'tie' | 'secondBase' | 'turnout' | 'isInGroups'>,
  sitting: DecisionRule,
): DecisionRule {
  const { majority, base, tie, isPair, secondMajority, secondBase, isInGroups } = plan;
  const first: Requirement = isShare(majority) ? { kind: 'share', majority, base } : { kind: majority };
  // The same twice asks for nothing more.
  const isMore = isPair && isShare(majority) && (majority !== secondMajority || base !== secondBase);
  const requirements: readonly [Requirement, ...Requirement[]] = isMore
    ? [first, { kind: 'share', majority: secondMajority, base: secondBase }]
    : [first];
  return {
    ...sitting,
    requirements,
    inEachGroup: isInGroups ? requirements : [],
    tie: mayBeEven({ majority, isPair: isMore, secondMajority }) ? tie : 'rejected',
    turnout: quorumOfChoice[plan.turnout] ?? sitting.turnout,
  };
}

type MethodPlan = Pick<
  VotePlan,
  | 'method'
  | 'places'
  | 'marks'
  | 'highest'
  | 'scoreBy'
  | 'minimumScores'
  | 'bordaFirst'
  | 'unranked'
  | 'required'
  | 'requiredBase'
>;

/** One ranking for one place, another for several: Schulze, and the transferable vote. Numbers that are not yet whole count as 1. */
export function methodOf(plan: MethodPlan): Method {
  const seats = Math.max(1, Number.parseInt(plan.places, 10) || 1);
  const marks = plan.marks.trim();
  switch (plan.method) {
    case 'single-choice':
      return { kind: 'single-choice', required: requiredOf(plan) };
    case 'approval': {
      const maxMarks = marks === '' ? null : Math.max(1, Number.parseInt(marks, 10) || 1);
      return { kind: 'approval', seats, maxMarks, required: requiredOf(plan) };
    }
    case 'score':
      return {
        kind: 'score',
        lowest: lowestScore(plan.highest),
        highest: plan.highest,
        by: plan.scoreBy,
        minimumScores: Math.max(1, Number.parseInt(plan.minimumScores, 10) || 1),
      };
    case 'ranking':
      return seats === 1 ? { kind: 'schulze', statusQuo: null } : { kind: 'transferable-vote', seats };
    case 'borda':
      return { kind: 'borda', first: plan.bordaFirst, unranked: plan.unranked };
    case 'instant-runoff':
      return { kind: 'instant-runoff' };
    default:
      return assertNever(plan.method);
  }
}

function requiredOf({ required, requiredBase }: Pick<VotePlan, 'required' | 'requiredBase'>): RequiredShare | null {
  return required === 'none' ? null : { majority: required, base: requiredBase };
}

/** A line left empty in every language is no option. */
function optionsOf(plan: Pick<VotePlan, 'options'>): readonly { readonly id: string; readonly words: Localized }[] {
  return plan.options
    .map(({ id, words }) => ({ id, words: localized(words) }))
    .filter(({ words }) => Object.keys(words).length > 0);
}

/** In the order of the text, and only those that may still be put. */
function clausesOf(plan: VotePlan, { frozen }: PlanGround): readonly ClauseId[] {
  return frozen.filter((id) => plan.clauseIds.includes(id));
}

function localized(written: Written): Localized {
  const said = langs.flatMap((lang) => {
    const words = (written[lang] ?? '').replace(/\s+/g, ' ').trim();
    return words === '' ? [] : [[lang, words] as const];
  });
  return Object.fromEntries(said);
}

/** Two that cannot be told apart in a language in which both are written. */
function sayTheSame(all: readonly Localized[]): boolean {
  return langs.some((lang) => {
    const written = all.flatMap((words) => (words[lang] === undefined ? [] : [words[lang].toLowerCase()]));
    return new Set(written).size < written.length;
  });
}

/** More than any sitting has. */
export const scoresMost = 999;

function isCount(typed: string, most: number): boolean {
  const text = typed.trim();
  return /^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= most;
}
