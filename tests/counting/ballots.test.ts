/** Is every ballot that cannot be counted refused with its reason, and nothing refused that can? */
import { describe, expect, test } from 'vitest';
import { ballotProblem, isBlank, methodProblem } from '../../shared/counting/ballot.ts';
import type { Ballot, Method } from '../../shared/counting/ballot.ts';
import { countElection } from '../../shared/counting/count.ts';
import { lotProblem } from '../../shared/counting/outcome.ts';

const options = ['first wording', 'second wording', 'as it is'];
const [first, second, asItIs] = options as [string, string, string];
const singleChoice: Method = { kind: 'single-choice', required: null };
const approval: Method = { kind: 'approval', seats: 1, maxMarks: 2, required: null };
const score: Method = { kind: 'score', lowest: 1, highest: 5, by: 'mean', minimumScores: 1 };
const borda: Method = { kind: 'borda', first: 'options', unranked: 'average' };
const runoff: Method = { kind: 'instant-runoff' };
const schulze: Method = { kind: 'schulze', statusQuo: asItIs };
const transferable: Method = { kind: 'transferable-vote', seats: 2 };

const choice = (option: string | null): Ballot => ({ kind: 'choice', option });
const marks = (...marked: string[]): Ballot => ({ kind: 'marks', options: marked });
const scored = (...scores: [string, number | null][]): Ballot => {
  return { kind: 'scores', scores: scores.map(([option, given]) => ({ option, score: given })) };
};
const ranked = (...ranking: string[][]): Ballot => ({ kind: 'ranking', ranking });

test.each<[string, Method, Ballot]>([
  ['option-unknown', singleChoice, choice('a fourth wording')],
  ['ballot-of-another-method', singleChoice, marks(first)],
  ['option-unknown', approval, marks('a fourth wording')],
  ['option-twice', approval, marks(first, first)],
  ['too-many-marks', approval, marks(...options)],
  ['option-unknown', score, scored(['a fourth wording', 3])],
  ['option-twice', score, scored([first, 3], [first, 4])],
  ['score-not-on-scale', score, scored([first, 0])],
  ['score-not-on-scale', score, scored([first, 6])],
  ['score-not-on-scale', score, scored([first, 2.5])],
  ['option-twice', borda, ranked([first], [second, first])],
  ['option-unknown', runoff, ranked([first], ['a fourth wording'])],
  ['option-twice', runoff, ranked([first], [first])],
  ['equal-ranks', runoff, ranked([first, second])],
  ['option-twice', schulze, ranked([first, first])],
  ['ballot-of-another-method', schulze, choice(first)],
  ['equal-ranks', transferable, ranked([first], [second, asItIs])],
])('[COUNT-4] %s: %j refuses %j, and it is counted nowhere', (code, method, ballot) => {
  expect(ballotProblem(method, options, ballot)?.code).toBe(code);
  expect(() => countElection({ method, options, ballots: [{ weight: 1, ballot }] })).toThrow(code);
});

test.each<[Method, Ballot[]]>([
  [singleChoice, [choice(null), choice(first)]],
  [approval, [marks(), marks(first), marks(second, first)]],
  [score, [scored(), scored([first, null]), scored([first, 1], [second, 5])]],
  [borda, [ranked(), ranked([first]), ranked([first, second], [asItIs])]],
  [runoff, [ranked(), ranked([asItIs]), ranked([second], [first])]],
  [schulze, [ranked(), ranked([first, second]), ranked([first], [second, asItIs])]],
  [transferable, [ranked(), ranked([second]), ranked([second], [first], [asItIs])]],
])('[COUNT-4] %j takes whole, partial and blank ballots', (method, ballots) => {
  expect(ballots.map((ballot) => ballotProblem(method, options, ballot))).toEqual(ballots.map(() => null));
  expect(isBlank(ballots[0]!) || isBlank(ballots[1]!)).toBe(true);
  expect(isBlank(ballots.at(-1)!)).toBe(false);
  const blank = ballots.filter(isBlank).map((ballot) => ({ weight: 2, ballot }));
  const counted = countElection({ method, options, ballots: blank });
  expect(counted.outcome).toEqual({ kind: 'none', why: 'no-votes' });
  const sum = 2 * blank.length;
  expect(counted.steps[0]).toEqual({ step: 'ballots', cast: sum, blank: sum, counted: 0 });
  expect(countElection({ method, options, ballots: [] }).outcome.kind).toBe('none');
});

test.each<[string, Method, string[]]>([
  ['options-missing', singleChoice, []],
  ['option-twice', runoff, [first, second, first]],
  ['seats-not-whole', { ...approval, seats: 0 }, options],
  ['marks-not-whole', { ...approval, maxMarks: 1.5 }, options],
  ['scores-not-whole', { ...score, lowest: 5 }, options],
  ['scores-not-whole', { ...score, minimumScores: 0 }, options],
  ['status-quo-unknown', { ...schulze, statusQuo: 'something else' }, options],
  ['seats-not-whole', { ...transferable, seats: -1 }, options],
])('[COUNT-4] %s: %j is no method for %j', (code, method, list) => {
  expect(methodProblem(method, list)?.code).toBe(code);
  expect(() => countElection({ method, options: list, ballots: [] })).toThrow(code);
});

test('[COUNT-4] a ballot weighs a whole number from one', () => {
  for (const weight of [0, -1, 1.5, Number.NaN]) {
    expect(() =>
      countElection({ method: singleChoice, options, ballots: [{ weight, ballot: choice(first) }] }),
    ).toThrow('weighs');
  }
});

describe('a lot', () => {
  const even = [first, second].map((option) => ({ weight: 3, ballot: choice(option) }));
  const among = [first, second];
  const count = (...lots: { among: string[]; drawn: string[] }[]) =>
    countElection({ method: singleChoice, options, ballots: even, lots });

  test('[COUNT-3] is taken where it is of those tied and names as many as are asked for', () => {
    const { outcome } = count();
    expect(outcome).toEqual({ kind: 'tie', elected: [], tie: { among, at: { what: 'seat' }, take: 1 } });
    expect(lotProblem(outcome, { among: [second, first], drawn: [second] })).toBeNull();
    expect(count({ among, drawn: [second] }).outcome).toEqual({ kind: 'chosen', elected: [second] });
  });

  test.each([
    ['lot-of-others', [first, asItIs], [first]],
    ['lot-of-others', options, [first]],
    ['lot-of-others', among, [asItIs]],
    ['lot-of-another-number', among, [first, second]],
    ['lot-of-another-number', among, []],
    ['lot-of-another-number', among, [first, first]],
  ])('[COUNT-3] %s: of %j, drawn %j', (code, others, drawn) => {
    const lot = { among: others, drawn };
    expect(lotProblem(count().outcome, lot)?.code).toBe(code);
    expect(() => count(lot)).toThrow(code);
  });

  test('[COUNT-3] settles nothing where nothing is tied', () => {
    const lot = { among, drawn: [first] };
    const settled = count(lot);
    expect(lotProblem(settled.outcome, lot)?.code).toBe('nothing-tied');
    expect(() => count(lot, lot)).toThrow('nothing was tied');
  });
});
