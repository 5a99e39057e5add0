/** By which method is chosen among several options, what may a ballot say, and what is wrong with this one? */
import { assertNever } from '../lib/assert-never.ts';
import type { Majority, MajorityBase } from '../forum/voting-rule.ts';
import { refuse, type Refusal } from '../lib/result.ts';

export type OptionId = string;

/** Part of a base that an option must have to be chosen at all. `yes-no`: of those who named an option; `cast`: of all ballots. */
export interface RequiredShare {
  readonly majority: Exclude<Majority, 'unanimous'>;
  readonly base: MajorityBase;
}

export interface SingleChoice {
  readonly kind: 'single-choice';
  /** `null`: relative majority, the most votes are enough. */
  readonly required: RequiredShare | null;
}
export interface Approval {
  readonly kind: 'approval';
  readonly seats: number;
  /** `null`: as many as one likes. With as many marks as seats this is the block vote. */
  readonly maxMarks: number | null;
  readonly required: RequiredShare | null;
}
export interface Score {
  readonly kind: 'score';
  /** Whole numbers, both allowed. */
  readonly lowest: number;
  readonly highest: number;
  readonly by: 'mean' | 'sum' | 'median';
  /** An option needs the scores of so much weight to be ranked; never under 1. */
  readonly minimumScores: number;
}
export interface Borda {
  readonly kind: 'borda';
  /** Points of a first place among n: n − 1 (the last has 0), or n (the last has 1). */
  readonly first: 'options-less-one' | 'options';
  /** What those left out share: the mean of the places left, or nothing. */
  readonly unranked: 'average' | 'zero';
}
export interface InstantRunoff {
  readonly kind: 'instant-runoff';
}
export interface Schulze {
  readonly kind: 'schulze';
  /** The option that says *leave as it is*, or `null`. It is counted as every other. */
  readonly statusQuo: OptionId | null;
}
export interface TransferableVote {
  readonly kind: 'transferable-vote';
  readonly seats: number;
}
export type Method = SingleChoice | Approval | Score | Borda | InstantRunoff | Schulze | TransferableVote;

export interface ChoiceBallot {
  readonly kind: 'choice';
  /** `null`: blank. */
  readonly option: OptionId | null;
}
export interface MarksBallot {
  readonly kind: 'marks';
  readonly options: readonly OptionId[];
}
export interface ScoresBallot {
  readonly kind: 'scores';
  /** An option that is left out, or `null`: no opinion. */
  readonly scores: readonly { readonly option: OptionId; readonly score: number | null }[];
}
export interface RankingBallot {
  readonly kind: 'ranking';
  /** Best first; options in one inner list are equal. What is left out is behind everything. */
  readonly ranking: readonly (readonly OptionId[])[];
}
export type Ballot = ChoiceBallot | MarksBallot | ScoresBallot | RankingBallot;

/** `weight`: a whole number from 1; a ballot of weight 3 counts as three ballots of weight 1. */
export interface Weighed<B extends Ballot = Ballot> {
  readonly weight: number;
  readonly ballot: B;
}

export type MethodProblemCode =
  | 'options-missing'
  | 'option-twice'
  | 'seats-not-whole'
  | 'marks-not-whole'
  | 'scores-not-whole'
  | 'status-quo-unknown';

/** What is wrong with putting these options to the vote by this method; `null`: nothing. */
export function methodProblem(method: Method, options: readonly OptionId[]): Refusal<MethodProblemCode> | null {
  if (options.length === 0) return refuse('options-missing');
  const twice = firstTwice(options);
  if (twice !== null) return refuse('option-twice', { option: twice });
  switch (method.kind) {
    case 'single-choice':
    case 'borda':
    case 'instant-runoff':
      return null;
    case 'approval':
      if (!isCount(method.seats)) return refuse('seats-not-whole');
      return method.maxMarks === null || isCount(method.maxMarks) ? null : refuse('marks-not-whole');
    case 'score': {
      const { lowest, highest, minimumScores } = method;
      const isScale = Number.isSafeInteger(lowest) && Number.isSafeInteger(highest) && 0 <= lowest && lowest < highest;
      return isScale && isCount(minimumScores) ? null : refuse('scores-not-whole');
    }
    case 'schulze':
      return method.statusQuo === null || options.includes(method.statusQuo) ? null : refuse('status-quo-unknown');
    case 'transferable-vote':
      return isCount(method.seats) ? null : refuse('seats-not-whole');
    default:
      return assertNever(method);
  }
}

export type BallotProblemCode =
  | 'ballot-of-another-method'
  | 'option-unknown'
  | 'option-twice'
  | 'too-many-marks'
  | 'score-not-on-scale'
  | 'equal-ranks';

/**
 * What is wrong with a ballot; `null`: it is valid. A blank one is valid and counts for nobody; one with a mark too many is invalid as
 * a whole (RULES, COUNT-4). Equal ranks are for Borda and Schulze; the two methods that move whole ballots cannot have them.
 */
export function ballotProblem(
  method: Method,
  options: readonly OptionId[],
  ballot: Ballot,
): Refusal<BallotProblemCode> | null {
  if (ballot.kind !== ballotKinds[method.kind]) return refuse('ballot-of-another-method');
  const named = optionsNamed(ballot);
  const known = new Set(options);
  const unknown = named.find((option) => !known.has(option));
  if (unknown !== undefined) return refuse('option-unknown', { option: unknown });
  const twice = firstTwice(named);
  if (twice !== null) return refuse('option-twice', { option: twice });

  if (method.kind === 'approval' && method.maxMarks !== null && named.length > method.maxMarks) {
    return refuse('too-many-marks', { marks: named.length, most: method.maxMarks });
  }
  if (method.kind === 'score' && ballot.kind === 'scores') {
    const { lowest, highest } = method;
    const isOnScale = (score: number) => Number.isSafeInteger(score) && score >= lowest && score <= highest;
    const odd = ballot.scores.find(({ score }) => score !== null && !isOnScale(score));
    if (odd !== undefined) return refuse('score-not-on-scale', { option: odd.option, lowest, highest });
  }
  const movesBallots = method.kind === 'instant-runoff' || method.kind === 'transferable-vote';
  if (movesBallots && ballot.kind === 'ranking' && ballot.ranking.some((rank) => rank.length > 1)) {
    return refuse('equal-ranks');
  }
  return null;
}

const ballotKinds = {
  'single-choice': 'choice',
  approval: 'marks',
  score: 'scores',
  borda: 'ranking',
  'instant-runoff': 'ranking',
  schulze: 'ranking',
  'transferable-vote': 'ranking',
} as const satisfies Record<Method['kind'], Ballot['kind']>;

function optionsNamed(ballot: Ballot): readonly OptionId[] {
  switch (ballot.kind) {
    case 'choice':
      return ballot.option === null ? [] : [ballot.option];
    case 'marks':
      return ballot.options;
    case 'scores':
      return ballot.scores.map(({ option }) => option);
    case 'ranking':
      return ballot.ranking.flat();
    default:
      return assertNever(ballot);
  }
}

/** Says it nothing? Scores that are all *no opinion* say nothing either. */
export function isBlank(ballot: Ballot): boolean {
  if (ballot.kind === 'scores') return ballot.scores.every(({ score }) => score === null);
  return optionsNamed(ballot).length === 0;
}

/** Ballots by weight: all, those that say nothing, and those that are counted. */
export interface BallotsStep {
  readonly step: 'ballots';
  readonly cast: number;
  readonly blank: number;
  readonly counted: number;
}

export function ballotsStep(ballots: readonly Weighed[]): BallotsStep {
  let cast = 0;
  let blank = 0;
  for (const { weight, ballot } of ballots) {
    cast += weight;
    if (isBlank(ballot)) blank += weight;
  }
  return { step: 'ballots', cast, blank, counted: cast - blank };
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 1;
}

function firstTwice(options: readonly OptionId[]): OptionId | null {
  const seen = new Set<OptionId>();
  for (const option of options) {
    if (seen.has(option)) return option;
    seen.add(option);
  }
  return null;
}
