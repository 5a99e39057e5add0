/** How are elections made up at random, and counted to their end by a first and a second counter that draw the same lots? */
import fc from 'fast-check';
import type {
  Ballot,
  ChoiceBallot,
  MarksBallot,
  Method,
  OptionId,
  RankingBallot,
  ScoresBallot,
  Weighed,
} from '../../shared/counting/ballot.ts';
import { countElection, type CountStep } from '../../shared/counting/count.ts';
import { lotProblem, type Lot } from '../../shared/counting/outcome.ts';
import type { Electorate } from '../../shared/counting/required-share.ts';

export const seed = Number(process.env['ORTAQ_SEED'] ?? Date.now() % 1_000_000);
const isSoak = process.env['ORTAQ_SOAK'] === '1';
/** How many elections of each method are counted twice. */
export const runs = isSoak ? 100_000 : 10_000;
/** Laws are asked of fewer: most of what they could find, the second counter finds too. */
export const drawing = { seed, numRuns: isSoak ? 10_000 : 500 };
export const drawingFewer = { seed, numRuns: Math.floor(drawing.numRuns / 3) };

/** A count from beginning to end: who was chosen (sorted; `none`: nobody), and each tie that had to be drawn for, in order. */
export interface Ended {
  readonly elected: readonly OptionId[] | 'none';
  readonly ties: readonly { readonly among: readonly OptionId[]; readonly take: number }[];
}

/** Whom the lot names: the first of them in an order that the test made up. */
export function drawBy(priority: readonly OptionId[]) {
  return (among: readonly OptionId[], take: number): OptionId[] =>
    [...among].sort((a, b) => priority.indexOf(a) - priority.indexOf(b)).slice(0, take);
}
export type Draw = ReturnType<typeof drawBy>;

/** Counts, draws where it is even, and counts again with what was drawn. */
export function countToTheEnd(
  method: Method,
  options: readonly OptionId[],
  ballots: readonly Weighed[],
  draw: Draw,
  electorate: Electorate | null = null,
): Ended {
  return countWithSteps(method, options, ballots, draw, electorate).ended;
}

/** The same, with the steps of the last count. */
export function countWithSteps(
  method: Method,
  options: readonly OptionId[],
  ballots: readonly Weighed[],
  draw: Draw,
  electorate: Electorate | null = null,
): { readonly ended: Ended; readonly steps: readonly CountStep[] } {
  const lots: Lot[] = [];
  const ties: { among: OptionId[]; take: number }[] = [];
  for (;;) {
    const election = { method, options, ballots, lots, ...(electorate === null ? {} : { electorate }) };
    const { outcome, steps } = countElection(election);
    if (outcome.kind === 'none') return { ended: { elected: 'none', ties }, steps };
    if (outcome.kind === 'chosen') return { ended: { elected: [...outcome.elected].sort(), ties }, steps };
    const { among, take } = outcome.tie;
    const lot = { among, drawn: draw(among, take) };
    if (lotProblem(outcome, lot) !== null) throw new Error('a lot drawn as the tie asks is refused');
    lots.push(lot);
    ties.push({ among: [...among].sort(), take });
  }
}

/** Each ballot as often as it weighs. */
export function oneByOne<B extends Ballot>(ballots: readonly Weighed<B>[]): B[] {
  const papers: B[] = [];
  for (const { weight, ballot } of ballots) for (let left = weight; left > 0; left -= 1) papers.push(ballot);
  return papers;
}

const names = ['P', 'Q', 'R', 'S', 'T', 'U'];
/** Mostly light, so that ties are frequent; at times heavy, so that fractions are crooked. */
const weight = fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 1, max: 2 }) }, fc.integer({ min: 1, max: 60 }));

/** Mostly enough options and ballots for something to happen, at times one option or no ballot at all; few of either are counted soonest. */
const size = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 3, max: 4 }) },
  { weight: 2, arbitrary: fc.integer({ min: 5, max: 6 }) },
  fc.integer({ min: 1, max: 2 }),
);

function electionOf<B extends Ballot>(ballotOf: (options: readonly OptionId[]) => fc.Arbitrary<B>) {
  return size.chain((count) => {
    const options = names.slice(0, count);
    const ballot = fc.record({ weight, ballot: ballotOf(options) });
    return fc.record({
      options: fc.constant<readonly OptionId[]>(options),
      priority: fc.shuffledSubarray(options, { minLength: count }),
      ballots: fc.oneof(
        { weight: 9, arbitrary: fc.array(ballot, { minLength: 3, maxLength: 6, size: 'max' }) },
        { weight: 3, arbitrary: fc.array(ballot, { minLength: 7, maxLength: 12, size: 'max' }) },
        fc.array(ballot, { maxLength: 2 }),
      ),
      seats: fc.integer({ min: 1, max: 4 }),
    });
  });
}

export const choiceElection = electionOf((options) =>
  fc.option(fc.constantFrom(...options), { freq: 8 }).map((option): ChoiceBallot => ({ kind: 'choice', option })),
);
export const marksElection = electionOf((options) =>
  fc.shuffledSubarray([...options]).map((marked): MarksBallot => ({ kind: 'marks', options: marked })),
);
export const scoresElection = electionOf((options) =>
  fc
    .tuple(...options.map((option) => fc.record({ option: fc.constant(option), score: fc.option(fc.nat(5)) })))
    .map((scores): ScoresBallot => ({ kind: 'scores', scores })),
);
/** Some leave options out; nobody ranks two alike. */
export const strictElection = electionOf((options) =>
  fc
    .shuffledSubarray([...options])
    .map((order): RankingBallot => ({ kind: 'ranking', ranking: order.map((option) => [option]) })),
);
/** Some leave options out, some rank several alike. */
export const weakElection = electionOf((options) =>
  fc
    .tuple(
      fc.shuffledSubarray([...options]),
      fc.array(fc.boolean(), { minLength: options.length, maxLength: options.length }),
    )
    .map(([order, cuts]): RankingBallot => {
      const ranking: OptionId[][] = [];
      order.forEach((option, place) => {
        if (place === 0 || cuts[place] === true) ranking.push([option]);
        else ranking.at(-1)!.push(option);
      });
      return { kind: 'ranking', ranking };
    }),
);
