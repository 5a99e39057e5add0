/** What comes out of these ballots by this method? The one door to all of them. */
import { assertNever } from '../lib/assert-never.ts';
import { ballotProblem, methodProblem, type Ballot, type Method, type OptionId, type Weighed } from './ballot.ts';
import { countBorda, type BordaStep } from './borda.ts';
import { countInstantRunoff, type InstantRunoffStep } from './instant-runoff.ts';
import { countApproval, countSingleChoice, type MarksStep } from './marks.ts';
import type { Counted, Lot } from './outcome.ts';
import type { Electorate } from './required-share.ts';
import { countSchulze, type SchulzeStep } from './schulze.ts';
import { countScores, type ScoreStep } from './score.ts';
import { countTransferableVotes, type TransferableVoteStep } from './transferable-vote.ts';

export interface Election {
  readonly method: Method;
  /** Their order is the order on screen and paper; it decides nothing. */
  readonly options: readonly OptionId[];
  /** Of deciding seats. Those of advisory seats are counted apart, by a second call. */
  readonly ballots: readonly Weighed[];
  /** Drawn in public and typed in, in the order in which the count met its ties; each let in by `lotProblem`. */
  readonly lots?: readonly Lot[];
  /** Needed where a share of those present or entitled is required. */
  readonly electorate?: Electorate;
}

export type CountStep = MarksStep | ScoreStep | BordaStep | InstantRunoffStep | SchulzeStep | TransferableVoteStep;

/**
 * A pure function of method, options, ballots and lots, whatever the order of ballots. Ballots and method were let in by `ballotProblem`
 * and `methodProblem`; what was not is our own fault and throws, and so does a lot that settles nothing.
 */
export function countElection(election: Election): Counted<CountStep> {
  const { method, options, ballots, lots = [] } = election;
  const problem = methodProblem(method, options);
  if (problem !== null) throw new Error(`counted by a method that is refused: ${problem.code}`);
  for (const { weight, ballot } of ballots) {
    const wrong = ballotProblem(method, options, ballot);
    if (wrong !== null) throw new Error(`an invalid ballot is counted: ${wrong.code}`);
    if (!Number.isSafeInteger(weight) || weight < 1) throw new Error(`a ballot weighs ${weight}`);
  }
  const counted = countBy(election);
  const settled = counted.steps.filter(({ step }) => step === 'lot').length;
  if (settled !== lots.length) throw new Error(`${lots.length - settled} lots were drawn where nothing was tied`);
  return counted;
}

function countBy({ method, options, ballots, lots = [], electorate }: Election): Counted<CountStep> {
  switch (method.kind) {
    case 'single-choice':
      return countSingleChoice(method, options, ofKind(ballots, 'choice'), lots, electorate ?? null);
    case 'approval':
      return countApproval(method, options, ofKind(ballots, 'marks'), lots, electorate ?? null);
    case 'score':
      return countScores(method, options, ofKind(ballots, 'scores'), lots);
    case 'borda':
      return countBorda(method, options, ofKind(ballots, 'ranking'), lots);
    case 'instant-runoff':
      return countInstantRunoff(method, options, ofKind(ballots, 'ranking'), lots);
    case 'schulze':
      return countSchulze(method, options, ofKind(ballots, 'ranking'), lots);
    case 'transferable-vote':
      return countTransferableVotes(method, options, ofKind(ballots, 'ranking'), lots);
    default:
      return assertNever(method);
  }
}

/** All of them are: `ballotProblem` said so. The compiler is told. */
function ofKind<Kind extends Ballot['kind']>(
  ballots: readonly Weighed[],
  kind: Kind,
): readonly Weighed<Extract<Ballot, { kind: Kind }>>[] {
  return ballots.filter((weighed): weighed is Weighed<Extract<Ballot, { kind: Kind }>> => weighed.ballot.kind === kind);
}
