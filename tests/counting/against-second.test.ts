/** Do two counters, written apart, agree on elections that nobody chose? */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Method } from '../../shared/counting/ballot.ts';
import { measured } from '../measured.ts';
import {
  choiceElection,
  countToTheEnd,
  countWithSteps,
  drawBy,
  marksElection,
  oneByOne,
  runs,
  scoresElection,
  seed,
  strictElection,
  weakElection,
  type Ended,
} from './elections.ts';
import { secondBorda } from './second-borda.ts';
import { secondMarks } from './second-marks.ts';
import { secondRunoff } from './second-runoff.ts';
import { secondSchulze } from './second-schulze.ts';
import { secondScores } from './second-score.ts';
import { secondTransferable } from './second-transferable.ts';

/** Compared as JSON, for both have the same keys in the same order; `expect` only tells the difference: to ask it each time took longer than all the counting. */
function same(first: unknown, second: unknown): void {
  if (JSON.stringify(first) !== JSON.stringify(second)) expect(first).toEqual(second);
}

/** Draws the elections, and a way of the method for each; `count` says how it ended, by both counters alike. */
function counted<Drawn, Way>(
  elections: fc.Arbitrary<Drawn>,
  ways: readonly Way[],
  count: (drawn: Drawn, way: Way) => Ended,
): Map<Way, Ended[]> {
  const ended = new Map<Way, Ended[]>(ways.map((way) => [way, []]));
  const property = fc.property(elections, fc.constantFrom(...ways), (drawn, way) => {
    ended.get(way)!.push(count(drawn, way));
  });
  fc.assert(property, { seed, numRuns: runs });
  return ended;
}

/** A comparison of nothing with nothing proves nothing: how often was somebody chosen, and how often drawn for? */
function tellKinds(name: string, ended: readonly Ended[]): void {
  const drawn = ended.filter(({ ties }) => ties.length > 0).length;
  const nobody = ended.filter(({ elected }) => elected === 'none').length;
  measured(`${name}: ${ended.length} random elections counted twice, ${drawn} with a lot, ${nobody} without a result`);
  expect(drawn).toBeGreaterThan(0);
  expect(ended.length - drawn - nobody).toBeGreaterThan(ended.length / 10);
}

const only = ['alone'] as const;

describe(
  `first and second counter (ORTAQ_SEED=${String(seed)}, ${String(runs)} elections each)`,
  { timeout: 600_000 },
  () => {
    test('[COUNT-5, COUNT-14] single choice, with and without a share that is required', () => {
      const shares = (['simple', 'two-thirds'] as const).flatMap((majority) =>
        (['yes-no', 'cast'] as const).map((base) => ({ majority, base })),
      );
      const ended = counted(choiceElection, [null, ...shares], ({ options, priority, ballots }, required) => {
        const papers = oneByOne(ballots).map(({ option }) => (option === null ? [] : [option]));
        const size = required?.base === 'cast' ? papers.length : papers.filter((paper) => paper.length > 0).length;
        let least = 1;
        const isEnough = (votes: number) =>
          required?.majority === 'simple' ? 2 * votes > size : 3 * votes >= 2 * size;
        while (required !== null && !isEnough(least)) least += 1;
        const draw = drawBy(priority);
        const first = countToTheEnd({ kind: 'single-choice', required }, options, ballots, draw);
        same(first, secondMarks(papers, 1, least, draw));
        return first;
      });
      tellKinds('single choice', ended.get(null)!);
    });

    test('[COUNT-6, COUNT-14] approval, several seats', () => {
      const ended = counted(marksElection, only, ({ options, priority, ballots, seats }) => {
        const draw = drawBy(priority);
        const method: Method = { kind: 'approval', seats, maxMarks: null, required: null };
        const first = countToTheEnd(method, options, ballots, draw);
        const papers = oneByOne(ballots).map((ballot) => ballot.options);
        same(first, secondMarks(papers, seats, 1, draw));
        return first;
      });
      tellKinds('approval', ended.get('alone')!);
    });

    test('[COUNT-7, COUNT-14] score, by mean, sum and median', () => {
      const election = fc.tuple(scoresElection, fc.integer({ min: 1, max: 4 }));
      const ways = ['mean', 'sum', 'median'] as const;
      const ended = counted(election, ways, ([{ options, priority, ballots }, minimumScores], by) => {
        const draw = drawBy(priority);
        const method: Method = { kind: 'score', lowest: 0, highest: 5, by, minimumScores };
        const first = countToTheEnd(method, options, ballots, draw);
        const papers = oneByOne(ballots).map(({ scores }) => scores);
        same(first, secondScores(papers, options, by, minimumScores, draw));
        return first;
      });
      for (const by of ways) tellKinds(`score by ${by}`, ended.get(by)!);
    });

    test('[COUNT-8, COUNT-14] Borda, whatever a first place and unranked ones are worth', () => {
      const ways = (['options', 'options-less-one'] as const).flatMap((first) =>
        (['average', 'zero'] as const).map((unranked) => ({ kind: 'borda', first, unranked }) as const),
      );
      const ended = counted(weakElection, ways, ({ options, priority, ballots }, method) => {
        const draw = drawBy(priority);
        const first = countToTheEnd(method, options, ballots, draw);
        const papers = oneByOne(ballots).map(({ ranking }) => ranking);
        same(first, secondBorda(papers, options, method.first === 'options', method.unranked === 'zero', draw));
        return first;
      });
      for (const way of ways) tellKinds(`Borda ${way.first} ${way.unranked}`, ended.get(way)!);
    });

    test('[COUNT-9, COUNT-14] instant run-off', () => {
      const ended = counted(strictElection, only, ({ options, priority, ballots }) => {
        const draw = drawBy(priority);
        const first = countToTheEnd({ kind: 'instant-runoff' }, options, ballots, draw);
        const papers = oneByOne(ballots).map(({ ranking }) => ranking.flat());
        same(first, secondRunoff(papers, options, draw));
        return first;
      });
      tellKinds('instant run-off', ended.get('alone')!);
    });

    test('[COUNT-10, COUNT-14] Schulze', () => {
      const ended = counted(weakElection, only, ({ options, priority, ballots }) => {
        const draw = drawBy(priority);
        const first = countToTheEnd({ kind: 'schulze', statusQuo: null }, options, ballots, draw);
        const papers = oneByOne(ballots).map(({ ranking }) => ranking);
        same(first, secondSchulze(papers, options, draw));
        return first;
      });
      tellKinds('Schulze', ended.get('alone')!);
    });

    test('[COUNT-11, COUNT-14] single transferable vote: who is elected, every lot, the quota, and each vote to the fifth decimal', () => {
      const seen = { surplus: 0, lookedBack: 0, lost: 0 };
      const ended = counted(strictElection, only, ({ options, priority, ballots, seats }) => {
        const draw = drawBy(priority);
        const method: Method = { kind: 'transferable-vote', seats };
        const { ended: first, steps } = countWithSteps(method, options, ballots, draw);
        const papers = oneByOne(ballots).map(({ ranking }) => ranking.flat());
        const { quota, held, ...second } = secondTransferable(papers, options, seats, draw);
        same(first, second);
        if (first.elected === 'none') return first;
        const quotaStep = steps.find((step) => step.step === 'quota');
        same(quotaStep?.quota, quota);
        const last = steps.filter((step) => step.step === 'round' && 'lost' in step).at(-1);
        if (last?.step !== 'round' || !('lost' in last)) throw new Error('a count without a round');
        const rows = Object.fromEntries(last.votes.map((row) => [row.option, row.votes]));
        for (const name of options) same([name, rows[name]], [name, held[name]]);
        seen.lost += last.lost > 0 ? 1 : 0;
        seen.surplus += steps.some(({ step }) => step === 'surplus') ? 1 : 0;
        seen.lookedBack += steps.some((step) => 'lookedBackTo' in step && step.lookedBackTo !== null) ? 1 : 0;
        return first;
      });
      tellKinds('single transferable vote', ended.get('alone')!);
      const { surplus, lookedBack, lost } = seen;
      measured(`of them with a surplus ${surplus}, looked back ${lookedBack}, with something cut off ${lost}`);
      expect(Math.min(surplus, lost)).toBeGreaterThan(runs / 10);
      expect(lookedBack).toBeGreaterThan(0);
    });
  },
);
