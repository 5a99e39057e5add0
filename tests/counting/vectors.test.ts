/** Do all the counts that were written down by hand come out as written? */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { agreementHistogram, agreementProblem, agreementScales } from '../../shared/counting/agreement.ts';
import type { AgreementAnswer } from '../../shared/counting/agreement.ts';
import { ballotProblem, type Ballot, type Method, type Weighed } from '../../shared/counting/ballot.ts';
import { countElection, type CountStep } from '../../shared/counting/count.ts';
import type { DecisionRule, TieRule } from '../../shared/counting/decision-rule.ts';
import { unitsOfVote } from '../../shared/counting/transferable-vote.ts';
import { decideVote, settlementProblem, type TieSettlement } from '../../shared/counting/vote-decision.ts';
import { sheetOf } from '../../shared/counting/vote-sheet.ts';
import { majorities, majorityBases } from '../../shared/forum/voting-rule.ts';
import { majorityVectors, type MajorityVector } from '../voting-vectors.ts';

const vectors = JSON.parse(readFileSync(join(import.meta.dirname, '..', 'fixtures', 'voting-vectors.json'), 'utf8'));

// ------------------------------------------------------------------------------------------- yes, no and abstained

const outcomes: Readonly<Record<string, string>> = {
  adopted: 'carried',
  rejected: 'rejected',
  no_quorum: 'no-quorum',
  tie_revote: 'tie',
};
const tieRuleOf: Readonly<Record<string, TieRule>> = {
  rejected: 'rejected',
  chair_casting: 'chair-casting',
  revote: 'revote',
};

function quorumOf(quorum: MajorityVector['quorum']) {
  if (quorum === null) return null;
  const [numerator, denominator, comparison] = quorum;
  return { numerator, denominator, strict: comparison === 'gt' };
}

test.each(majorityVectors)('[VOTE-1, VOTE-5, VOTE-6] vector $id: $desc', (vector) => {
  const majority = majorities.find((name) => name === vector.rule.replace('_', '-'));
  const base = majorityBases.find((name) => name === vector.base.replace('_', '-'));
  if (majority === undefined || majority === 'unanimous' || base === undefined) throw new Error(vector.id);
  const rule: DecisionRule = {
    requirements: [{ kind: 'share', majority, base }],
    inEachGroup: [],
    tie: tieRuleOf[vector.tie]!,
    quorum: quorumOf(vector.quorum),
    turnout: null,
  };
  const { yes, no, abstain, present, entitled } = vector;
  const sheet = {
    whole: { yes, no, abstain, invalid: 0, present, entitled },
    groups: [],
    advisory: { yes: 0, no: 0, abstain: 0, invalid: 0 },
  };
  const settlement: TieSettlement | null = vector.chair === null ? null : { by: 'chair-casting', vote: vector.chair };
  if (settlement !== null) expect(settlementProblem(decideVote(sheet, rule), settlement)).toBeNull();
  const decision = decideVote(sheet, rule, settlement);
  expect(decision).toMatchObject({ outcome: outcomes[vector.expected], needed: vector.needed });
});

test('[VOTE-8] vector B11: advisory voter', () => {
  const seat = { weight: 1, present: true, group: null } as const;
  const sheet = sheetOf([
    { ...seat, right: 'advisory', answer: 'yes' },
    { ...seat, right: 'deciding', answer: null },
  ]);
  expect(sheet.whole.yes).toBe(0);
  expect(sheet.advisory.yes).toBe(1);
});

// ------------------------------------------------------------------------------------------------------ preferences

const preferenceOf = (id: string) => vectors.preference.find((vector: { id: string }) => vector.id === id);

test('every vector of a preference is counted here', () => {
  const here = 'R01 R02 R03 R04 R05 R08 R10 R11 R12 R14 R16 R18 R20 R22 R23 R24 R26 R27 R28 R30';
  expect(vectors.preference.map(({ id }: { id: string }) => id).join(' ')).toBe(here);
  expect(majorityVectors).toHaveLength(24);
});

type Steps = readonly CountStep[];
const stepOf = <Name extends CountStep['step']>(steps: Steps, name: Name) =>
  steps.find((step): step is Extract<CountStep, { step: Name }> => step.step === name)!;
const byOption = (rows: readonly { readonly option: string; readonly votes: number }[]) =>
  Object.fromEntries(rows.map(({ option, votes }) => [option, votes]));

function count(id: string, method: Method, ballotOf: (content: never) => Ballot) {
  const vector = preferenceOf(id);
  const ballots: Weighed[] = vector.ballots.map(([weight, content]: [number, never]) => {
    return { weight, ballot: ballotOf(content) };
  });
  return { ...countElection({ method, options: vector.candidates, ballots }), expected: vector.expected };
}
const ranking = (content: readonly string[]): Ballot => ({ kind: 'ranking', ranking: content.map((name) => [name]) });
const marks = (content: readonly string[]): Ballot => ({ kind: 'marks', options: content });
const scores = (content: Record<string, number | null>): Ballot => {
  return { kind: 'scores', scores: Object.entries(content).map(([option, score]) => ({ option, score })) };
};

describe('choices', () => {
  test('[COUNT-5] vector R01: most first places, and no majority', () => {
    const first = (content: readonly string[]): Ballot => ({ kind: 'choice', option: content[0]! });
    const { outcome, steps, expected } = count('R01', { kind: 'single-choice', required: null }, first);
    expect(outcome).toEqual({ kind: 'chosen', elected: [expected.winner] });
    const rows = steps.flatMap((step) => (step.step === 'votes' ? step.votes : []));
    expect(byOption(rows)).toEqual(expected.counts);
    const simple: Method = { kind: 'single-choice', required: { majority: 'simple', base: 'yes-no' } };
    expect(count('R01', simple, first).outcome).toEqual({ kind: 'none', why: 'majority-not-reached' });
    expect(expected.majorityReached).toBe(false);
  });

  test.each(['R02', 'R10', 'R11'])('[COUNT-9] vector %s: instant run-off, round by round', (id) => {
    const { outcome, steps, expected } = count(id, { kind: 'instant-runoff' }, ranking);
    expect(outcome).toEqual({ kind: 'chosen', elected: [expected.winner] });
    const rounds = steps.flatMap((step) =>
      step.step === 'round' && 'exhausted' in step ? [{ ...byOption(step.votes), _exhausted: step.exhausted }] : [],
    );
    expect(rounds).toEqual(expected.rounds);
    const last = steps.filter((step) => step.step === 'round' && 'exhausted' in step).at(-1);
    if (expected.continuing !== undefined) {
      expect(last).toMatchObject({ continuing: expected.continuing, exhausted: expected.exhausted });
    }
  });

  test('[COUNT-3, COUNT-9] vector R12: a tie in the first round is told, not broken', () => {
    const { outcome, expected } = count('R12', { kind: 'instant-runoff' }, ranking);
    const tie = { among: expected.tieForElimination, at: { what: 'exclusion', round: 1 }, take: 1 };
    expect(outcome).toEqual({ kind: 'tie', elected: [], tie });
  });

  test.each([
    ['R03', 'options-less-one', 'zero'],
    ['R04', 'options', 'zero'],
    ['R24', 'options', 'average'],
  ] as const)('[COUNT-8] vector %s: Borda, first place worth %s, unranked %s', (id, first, unranked) => {
    const { outcome, steps, expected } = count(id, { kind: 'borda', first, unranked }, ranking);
    const { rows } = stepOf(steps, 'points');
    expect(Object.fromEntries(rows.map(({ option, halfPoints }) => [option, halfPoints / 2]))).toEqual(expected.scores);
    if (expected.winner !== undefined) expect(outcome).toEqual({ kind: 'chosen', elected: [expected.winner] });
  });

  test('[COUNT-10] vector R05: Schulze, the whole order', () => {
    const { outcome, steps, expected } = count('R05', { kind: 'schulze', statusQuo: null }, ranking);
    expect(stepOf(steps, 'order').order.flat()).toEqual(expected.order);
    expect(outcome).toEqual({ kind: 'chosen', elected: [expected.order[0]] });
  });

  test('[COUNT-3, COUNT-10] vector R08: Schulze, a tie', () => {
    const { outcome, expected } = count('R08', { kind: 'schulze', statusQuo: null }, ranking);
    expect(outcome).toEqual({
      kind: 'tie',
      elected: [],
      tie: { among: expected.winners, at: { what: 'seat' }, take: 1 },
    });
  });

  test.each(['R14', 'R16', 'R18'])('[COUNT-11] vector %s: single transferable vote, to the fifth decimal', (id) => {
    const { seats } = preferenceOf(id);
    const { outcome, steps, expected } = count(id, { kind: 'transferable-vote', seats }, ranking);
    expect(outcome.kind).toBe('chosen');
    expect(outcome.kind === 'chosen' && [...outcome.elected].sort()).toEqual([...expected.elected].sort());
    expect(stepOf(steps, 'quota').quota).toBe(expected.quota * unitsOfVote);
    const told = steps.flatMap((step) => {
      if (step.step === 'surplus') return [['surplus', step.option]];
      return step.step === 'excluded' ? step.options.map((option) => ['exclude', option]) : [];
    });
    expect(told).toEqual(expected.steps);
    const last = steps.filter((step) => step.step === 'round' && 'lost' in step).at(-1);
    if (last?.step !== 'round' || !('lost' in last)) throw new Error('a count without a round');
    const inVotes = last.votes.map(({ option, votes }) => [option, votes / unitsOfVote]);
    expect(Object.fromEntries(inVotes)).toEqual(expected.finalVotes);
    expect(last.nonTransferable).toBe(expected.nonTransferable * unitsOfVote);
  });

  test('[COUNT-4, COUNT-6] vector R20: approval, two prizes, blank ballots', () => {
    const method: Method = { kind: 'approval', seats: 2, maxMarks: null, required: null };
    const { outcome, steps, expected } = count('R20', method, marks);
    expect(outcome).toEqual({ kind: 'chosen', elected: expected.winners });
    expect(byOption(stepOf(steps, 'votes').votes)).toEqual(expected.counts);
    expect(stepOf(steps, 'ballots')).toMatchObject({ cast: expected.voters, blank: expected.blank });
  });

  test('[COUNT-7] vector R22: score by mean, no opinion left out', () => {
    const method: Method = { kind: 'score', lowest: 1, highest: 5, by: 'mean', minimumScores: 1 };
    const { outcome, steps, expected } = count('R22', method, scores);
    const { rows } = stepOf(steps, 'scores');
    const told = (of: (row: (typeof rows)[number]) => unknown) =>
      Object.fromEntries(rows.map((row) => [row.option, of(row)]));
    expect(told((row) => row.sum)).toEqual(expected.sum);
    expect(told((row) => row.scores)).toEqual(expected.n);
    expect(told((row) => `${row.sum}/${row.scores}`)).toEqual(expected.mean);
    expect(outcome).toEqual({ kind: 'chosen', elected: [expected.winnerByMean] });
  });

  test('[COUNT-7] vector R23: score by sum', () => {
    const method: Method = { kind: 'score', lowest: 1, highest: 5, by: 'sum', minimumScores: 1 };
    const { outcome, steps, expected } = count('R23', method, scores);
    expect(Object.fromEntries(stepOf(steps, 'scores').rows.map(({ option, sum }) => [option, sum]))).toEqual(
      expected.sum,
    );
    expect(outcome).toEqual({ kind: 'chosen', elected: [expected.winnerBySum] });
  });

  test('[COUNT-4, COUNT-6] vector R30: thirteen of fifty-two; fourteen marks are invalid as a whole', () => {
    const { params, expected } = preferenceOf('R30');
    const { seats, maxMarks } = params;
    const options = Array.from({ length: params.candidates }, (_, place) => `candidate ${place + 1}`);
    const method: Method = { kind: 'approval', seats, maxMarks, required: null };
    const full = marks(options.slice(0, maxMarks));
    const ballots = Array.from({ length: 26 }, () => ({ weight: 1, ballot: full }));
    const { outcome, steps } = countElection({ method, options, ballots });
    const total = stepOf(steps, 'votes').votes.reduce((sum, { votes }) => sum + votes, 0);
    expect(total).toBe(expected.maxTotalMarks);
    expect(outcome).toEqual({ kind: 'chosen', elected: options.slice(0, seats) });
    const over = marks(options.slice(0, Number(maxMarks) + 1));
    expect(ballotProblem(method, options, over)).toMatchObject({ code: 'too-many-marks' });
  });
});

// -------------------------------------------------------------------------------------------------------- agreement

describe('agreement', () => {
  const voices = (level: AgreementAnswer['level'], weight: number) =>
    weight === 0 ? [] : [{ weight, answer: { level, reason: 'a reason' } }];

  test.each([
    ['R26', 'discuss'],
    ['R27', 'adopted'],
  ])('[COUNT-13] vector %s: a round of consent', (id, label) => {
    const { ballots, expected } = preferenceOf(id);
    const answers = (['consent', 'concern', 'objection'] as const).flatMap((level) => voices(level, ballots[level]));
    expect(agreementHistogram('round', answers).reading).toEqual({ scale: 'round', label });
    expect(expected).toBe({ discuss: 'not_adopted_discuss', adopted: 'adopted' }[label]);
    expect(agreementProblem('round', { level: 'objection', reason: ' ' })?.code).toBe('reason-missing');
  });

  test('[COUNT-13] vector R28: gradients of agreement', () => {
    const { ballots, expected } = preferenceOf('R28');
    const answers = agreementScales.eight.flatMap((level, place) => voices(level, ballots[place]));
    const { rows, weight, reading } = agreementHistogram('eight', answers);
    expect(rows.map((row) => row.weight)).toEqual(ballots);
    expect(weight).toBe(expected.n);
    expect(reading).toMatchObject({ label: expected.label });
    expect(reading.scale === 'eight' && `${reading.inFirstThree}/${weight}`).toBe(expected.share123);
  });
});
