/** Is a large election counted at once? Two hundred seats and fifty-two candidates, told and not judged. */
import { expect, test } from 'vitest';
import type { Ballot, Method, OptionId } from '../../shared/counting/ballot.ts';
import { measured } from '../measured.ts';
import { countToTheEnd, drawBy, seed } from './elections.ts';

const options = Array.from({ length: 52 }, (_, place) => `candidate-${place + 1}`);

/** The same numbers for the same seed (a linear congruence of 32 bits). */
function numbersFrom(start: number): (below: number) => number {
  let state = start >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function shuffled(below: (limit: number) => number): OptionId[] {
  const left = [...options];
  return options.map(() => left.splice(below(left.length), 1)[0]!);
}

const ballotOf: Readonly<Record<Method['kind'], (below: (limit: number) => number) => Ballot>> = {
  'single-choice': (below) => ({ kind: 'choice', option: options[below(52)]! }),
  approval: (below) => ({ kind: 'marks', options: shuffled(below).slice(0, 13) }),
  score: (below) => ({ kind: 'scores', scores: options.map((option) => ({ option, score: below(6) })) }),
  borda: (below) => ({ kind: 'ranking', ranking: shuffled(below).map((option) => [option]) }),
  'instant-runoff': (below) => ({ kind: 'ranking', ranking: shuffled(below).map((option) => [option]) }),
  schulze: (below) => ({ kind: 'ranking', ranking: shuffled(below).map((option) => [option]) }),
  'transferable-vote': (below) => ({ kind: 'ranking', ranking: shuffled(below).map((option) => [option]) }),
};

test.each<[Method, number]>([
  [{ kind: 'single-choice', required: null }, 1],
  [{ kind: 'approval', seats: 13, maxMarks: 13, required: null }, 13],
  [{ kind: 'score', lowest: 0, highest: 5, by: 'median', minimumScores: 1 }, 1],
  [{ kind: 'borda', first: 'options', unranked: 'average' }, 1],
  [{ kind: 'instant-runoff' }, 1],
  [{ kind: 'schulze', statusQuo: options[0]! }, 1],
  [{ kind: 'transferable-vote', seats: 13 }, 13],
])(`%j (ORTAQ_SEED=${String(seed)})`, (method, places) => {
  const below = numbersFrom(seed);
  const ballots = Array.from({ length: 200 }, () => ({ weight: 1 + below(3), ballot: ballotOf[method.kind](below) }));
  const start = performance.now();
  const { elected, ties } = countToTheEnd(method, options, ballots, drawBy(options));
  const milliseconds = Math.round(performance.now() - start);
  expect(elected).toHaveLength(places);
  // A lot means counting again from the beginning.
  const told = `${ties.length + 1} times from the beginning, ${milliseconds} ms`;
  measured(`200 ballots, 52 candidates, ${method.kind}: counted ${told}`);
});
