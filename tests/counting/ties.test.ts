/** Counts small enough to be followed by hand: who is even, what earlier rounds say of it, and what a lot changes. */
import { describe, expect, test } from 'vitest';
import type { Ballot, Method, Weighed } from '../../shared/counting/ballot.ts';
import { countElection } from '../../shared/counting/count.ts';
import { lookBack } from '../../shared/counting/look-back.ts';
import { unitsOfVote } from '../../shared/counting/transferable-vote.ts';

const letters = (names: string): string[] => names.split('');

/** `5 A>C` is five ballots with A before C; `2 A=B>C` ranks A and B alike. */
function rankings(...lines: string[]): Weighed[] {
  return lines.map((line) => {
    const [weight, order = ''] = line.split(' ');
    const ranking = order.split('>').map((rank) => rank.split('='));
    return { weight: Number(weight), ballot: { kind: 'ranking', ranking } };
  });
}
function marked(...lines: string[]): Weighed[] {
  return lines.map((line) => {
    const [weight, marks = ''] = line.split(' ');
    return { weight: Number(weight), ballot: { kind: 'marks', options: letters(marks) } satisfies Ballot };
  });
}

describe('instant run-off', () => {
  const method: Method = { kind: 'instant-runoff' };

  test('[COUNT-9] the weakest who are even are told apart by the round before', () => {
    const ballots = rankings('6 A', '4 B>A', '3 C>A', '1 D>C');
    const { outcome, steps } = countElection({ method, options: letters('ABCD'), ballots });
    expect(steps.filter(({ step }) => step === 'excluded')).toEqual([
      { step: 'excluded', round: 1, options: ['D'], lookedBackTo: null },
      { step: 'excluded', round: 2, options: ['C'], lookedBackTo: 1 },
    ]);
    expect(steps.at(-2)).toMatchObject({ step: 'round', round: 3, exhausted: 1, continuing: 13, needed: 7 });
    expect(outcome).toEqual({ kind: 'chosen', elected: ['A'] });
  });

  test('[COUNT-9] who has no vote at all leaves together with the others who have none, without a lot', () => {
    const ballots = rankings('3 A', '3 B', '2 C>B');
    const { outcome, steps } = countElection({ method, options: letters('FAEBDC'), ballots });
    expect(steps.find(({ step }) => step === 'excluded')).toMatchObject({ round: 1, options: ['F', 'E', 'D'] });
    expect(outcome).toEqual({ kind: 'chosen', elected: ['B'] });
  });

  test('[COUNT-3, COUNT-9] the last two are even from the beginning: a lot says who leaves', () => {
    const election = { method, options: ['A', 'B'], ballots: rankings('5 A', '5 B') };
    const tie = { among: ['A', 'B'], at: { what: 'exclusion', round: 1 }, take: 1 };
    expect(countElection(election).outcome).toEqual({ kind: 'tie', elected: [], tie });
    const settled = countElection({ ...election, lots: [{ among: ['A', 'B'], drawn: ['A'] }] });
    expect(settled.outcome).toEqual({ kind: 'chosen', elected: ['B'] });
    expect(settled.steps).toContainEqual({ step: 'lot', tie, drawn: ['A'] });
  });
});

describe('transferable votes', () => {
  const twoRich = {
    method: { kind: 'transferable-vote', seats: 3 } as const,
    options: letters('ABCD'),
    ballots: rankings('5 A>C', '5 B>D', '1 C', '1 D'),
  };

  test('[COUNT-3, COUNT-11] of two equal surpluses a lot says which goes first, and the last seat hangs on it', () => {
    const tie = { among: ['A', 'B'], at: { what: 'surplus', round: 2 }, take: 1 };
    expect(countElection(twoRich).outcome).toEqual({ kind: 'tie', elected: ['A', 'B'], tie });
    const last = (drawn: string) => {
      const { outcome, steps } = countElection({ ...twoRich, lots: [{ among: ['A', 'B'], drawn: [drawn] }] });
      expect(steps.find(({ step }) => step === 'surplus')).toMatchObject({ option: drawn, surplus: unitsOfVote });
      // Both have two votes in the end; in round 2 the one whose votes came later had one.
      expect(steps.find(({ step }) => step === 'excluded')).toMatchObject({ round: 4, lookedBackTo: 2 });
      return outcome.kind === 'chosen' ? outcome.elected : [];
    };
    expect(last('B')).toEqual(['A', 'B', 'D']);
    expect(last('A')).toEqual(['A', 'B', 'C']);
  });

  test('[COUNT-11] of two equal surpluses the one of who had more in the round that tells them apart goes first', () => {
    const ballots = rankings('8 A>C', '7 B>E', '2 X>A', '3 X>B', '6 C', '6 E');
    const method: Method = { kind: 'transferable-vote', seats: 3 };
    const { outcome, steps } = countElection({ method, options: letters('BACEX'), ballots });
    // Quota 32 / 4 + 1 = 9. When X leaves, A and B have ten each.
    expect(steps.filter(({ step }) => step === 'surplus')).toMatchObject([
      { round: 3, option: 'A', votes: 10 * unitsOfVote, surplus: unitsOfVote, lookedBackTo: 1 },
      { round: 4, option: 'B', lookedBackTo: null },
    ]);
    expect(outcome).toEqual({ kind: 'chosen', elected: ['B', 'A', 'C'] });
  });

  test('[COUNT-11, COUNT-12] a transfer is told with ballots, value and votes; what is cut off is told too', () => {
    const ballots = rankings('7 A>B', '3 A>C', '2 A', '3 B', '3 C');
    const method: Method = { kind: 'transferable-vote', seats: 2 };
    const { steps } = countElection({ method, options: letters('ABC'), ballots });
    // Quota 18 / 3 + 1 = 7, surplus 5 of 12: each ballot goes on at 0.41666.
    expect(steps.find(({ step }) => step === 'surplus')).toEqual({
      step: 'surplus',
      round: 2,
      option: 'A',
      votes: 12 * unitsOfVote,
      surplus: 5 * unitsOfVote,
      lookedBackTo: null,
      transfers: [
        { from: 'A', to: 'B', ballots: 7, value: 41_666, votes: 291_662 },
        { from: 'A', to: 'C', ballots: 3, value: 41_666, votes: 124_998 },
        { from: 'A', to: null, ballots: 2, value: 41_666, votes: 83_332 },
      ],
    });
    expect(steps.filter(({ step }) => step === 'round')[1]).toMatchObject({ nonTransferable: 83_332, lost: 8 });
  });

  test('[COUNT-11] of those without a vote a lot decides who stays where one of them must', () => {
    const method: Method = { kind: 'transferable-vote', seats: 2 };
    const { outcome } = countElection({ method, options: letters('ABC'), ballots: rankings('5 A') });
    const tie = { among: ['B', 'C'], at: { what: 'exclusion', round: 3 }, take: 1 };
    expect(outcome).toEqual({ kind: 'tie', elected: ['A'], tie });
  });

  test('[COUNT-11] as many options as seats: all are elected, without a transfer', () => {
    const method: Method = { kind: 'transferable-vote', seats: 3 };
    const { outcome, steps } = countElection({ method, options: ['A', 'B'], ballots: rankings('5 A', '1 B') });
    expect(outcome).toEqual({ kind: 'chosen', elected: ['A', 'B'] });
    expect(steps.at(-1)).toEqual({ step: 'elected', round: 1, options: ['B'], by: 'last-seats' });
  });
});

test('[COUNT-9, COUNT-11] looking back goes from the latest round to the first, and on with those still even', () => {
  const rounds = [
    { A: 1, B: 2, C: 3 },
    { A: 2, B: 2, C: 3 },
    { A: 4, B: 4, C: 4 },
  ].map((votes) => new Map(Object.entries(votes)));
  expect(lookBack(letters('ABC'), rounds, 'fewest')).toEqual({ left: ['A'], toRound: 1 });
  expect(lookBack(letters('ABC'), rounds, 'most')).toEqual({ left: ['C'], toRound: 2 });
  expect(lookBack(letters('ABC'), rounds.slice(2), 'fewest')).toEqual({ left: letters('ABC'), toRound: null });
});

describe('marks', () => {
  const approval = (seats: number): Method => ({ kind: 'approval', seats, maxMarks: null, required: null });

  test('[COUNT-3, COUNT-6] even ones at the border of the seats are told, and who is clearly ahead is certain', () => {
    const election = { method: approval(2), options: letters('CBAD'), ballots: marked('2 AB', '1 AC', '1 C', '1 D') };
    const tie = { among: ['C', 'B'], at: { what: 'seat' }, take: 1 };
    expect(countElection(election).outcome).toEqual({ kind: 'tie', elected: ['A'], tie });
    const settled = countElection({ ...election, lots: [{ among: ['B', 'C'], drawn: ['B'] }] });
    expect(settled.outcome).toEqual({ kind: 'chosen', elected: ['A', 'B'] });
  });

  test('[COUNT-6] a seat that nobody has marks for stays vacant', () => {
    const { outcome, steps } = countElection({ method: approval(3), options: letters('ABC'), ballots: marked('2 B') });
    expect(outcome).toEqual({ kind: 'chosen', elected: ['B'] });
    expect(steps.at(-1)).toEqual({ step: 'places', elected: ['B'], vacant: 2 });
  });

  test('[COUNT-5] a share of all who are entitled is of those entitled', () => {
    const options = ['A', 'B'];
    const method: Method = { kind: 'single-choice', required: { majority: 'simple', base: 'entitled' } };
    const ballots = (votes: number): Weighed[] => [
      { weight: votes, ballot: { kind: 'choice', option: 'A' } },
      { weight: 1, ballot: { kind: 'choice', option: null } },
    ];
    const electorate = { present: 20, entitled: 30 };
    const of = (votes: number) => countElection({ method, options, ballots: ballots(votes), electorate });
    expect(of(15).outcome).toEqual({ kind: 'none', why: 'majority-not-reached' });
    expect(of(16).outcome).toEqual({ kind: 'chosen', elected: ['A'] });
    expect(of(16).steps).toContainEqual({ step: 'required', required: method.required, base: 30, needed: 16 });
    expect(() => countElection({ method, options, ballots: ballots(16) })).toThrow('entitled');
  });
});

test('[COUNT-10] three wordings and leaving it as it is: pairs, paths and order are told', () => {
  const options = ['first', 'second', 'as-it-is'];
  const ballots = rankings('4 first>as-it-is', '3 second>first', '2 as-it-is=second');
  const { outcome, steps } = countElection({ method: { kind: 'schulze', statusQuo: 'as-it-is' }, options, ballots });
  const tables = steps.flatMap((step) => {
    if (step.step === 'pairs') return [step.preferred];
    return step.step === 'paths' ? [step.strength] : [];
  });
  // first over second 4, second over first 5; first over as it is 7, under 2; second over as it is 3, under 4.
  expect(tables).toEqual([
    [
      [0, 4, 7],
      [5, 0, 3],
      [2, 4, 0],
    ],
    [
      [0, 4, 7],
      [5, 0, 5],
      [4, 4, 0],
    ],
  ]);
  expect(steps.find(({ step }) => step === 'order')).toEqual({
    step: 'order',
    order: [['second'], ['first'], ['as-it-is']],
    againstStatusQuo: [
      { option: 'first', over: 7, under: 4 },
      { option: 'second', over: 5, under: 4 },
    ],
  });
  expect(outcome).toEqual({ kind: 'chosen', elected: ['second'] });
});

test('[COUNT-8] equals share the mean of their places; of a ballot of three, two equals behind the first have a point and a half', () => {
  const method: Method = { kind: 'borda', first: 'options', unranked: 'zero' };
  const { steps } = countElection({ method, options: letters('ABC'), ballots: rankings('1 A>B=C', '2 B') });
  const rows = steps.flatMap((step) => (step.step === 'points' ? step.rows : []));
  expect(rows.map(({ halfPoints }) => halfPoints)).toEqual([6, 3 + 12, 3]);
});

test('[COUNT-7] an option with fewer scores than are asked for is shown and not ranked; the median of two is between them', () => {
  const method: Method = { kind: 'score', lowest: 0, highest: 5, by: 'median', minimumScores: 2 };
  const ballot = (...scores: [string, number][]): Ballot => {
    return { kind: 'scores', scores: scores.map(([option, score]) => ({ option, score })) };
  };
  const ballots = [
    { weight: 1, ballot: ballot(['A', 5], ['B', 2]) },
    { weight: 1, ballot: ballot(['B', 3]) },
  ];
  const { outcome, steps } = countElection({ method, options: ['A', 'B'], ballots });
  expect(steps.flatMap((step) => (step.step === 'scores' ? step.rows : []))).toEqual([
    { option: 'A', sum: 5, scores: 1, medianHalves: 10, isRanked: false },
    { option: 'B', sum: 5, scores: 2, medianHalves: 5, isRanked: true },
  ]);
  expect(outcome).toEqual({ kind: 'chosen', elected: ['B'] });
});
