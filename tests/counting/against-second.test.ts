/** Do two counters, written apart, agree on elections that nobody chose? */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Method } from '../../shared/counting/ballot.ts';
import { countElection } from '../../shared/counting/count.ts';
import { measured } from '../measured.ts';
import {
  choiceElection,
  countToTheEnd,
  drawBy,
  drawing,
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

/** A comparison of nothing with nothing proves nothing: how often was somebody chosen, and how often drawn for? */
function tellKinds(name: string, ended: readonly Ended[]): void {
  const drawn = ended.filter(({ ties }) => ties.length > 0).length;
  const nobody = ended.filter(({ elected }) => elected === 'none').length;
  measured(`${name}: ${ended.length} random elections counted twice, ${drawn} with a lot, ${nobody} without a result`);
  expect(drawn).toBeGreaterThan(0);
  expect(ended.length - drawn - nobody).toBeGreaterThan(runs / 10);
}

describe(
  `first and second counter (ORTAQ_SEED=${String(seed)}, ${String(runs)} elections each)`,
  { timeout: 600_000 },
  () => {
    test.each([null, 'simple', 'two-thirds'] as const)(
      '[COUNT-5, COUNT-14] single choice, required: %s',
      (majority) => {
        const ended: Ended[] = [];
        fc.assert(
          fc.property(choiceElection, fc.constantFrom('yes-no', 'cast'), ({ options, priority, ballots }, base) => {
            const method: Method = { kind: 'single-choice', required: majority === null ? null : { majority, base } };
            const papers = oneByOne(ballots).map(({ option }) => (option === null ? [] : [option]));
            const size = base === 'cast' ? papers.length : papers.filter((paper) => paper.length > 0).length;
            let least = 1;
            const isEnough = (votes: number) => (majority === 'simple' ? 2 * votes > size : 3 * votes >= 2 * size);
            while (majority !== null && !isEnough(least)) least += 1;
            const draw = drawBy(priority);
            const first = countToTheEnd(method, options, ballots, draw);
            expect(first).toEqual(secondMarks(papers, 1, least, draw));
            ended.push(first);
          }),
          drawing,
        );
        if (majority === null) tellKinds('single choice', ended);
      },
    );

    test('[COUNT-6, COUNT-14] approval, several seats', () => {
      const ended: Ended[] = [];
      fc.assert(
        fc.property(marksElection, ({ options, priority, ballots, seats }) => {
          const draw = drawBy(priority);
          const method: Method = { kind: 'approval', seats, maxMarks: null, required: null };
          const first = countToTheEnd(method, options, ballots, draw);
          const papers = oneByOne(ballots).map((ballot) => ballot.options);
          expect(first).toEqual(secondMarks(papers, seats, 1, draw));
          ended.push(first);
        }),
        drawing,
      );
      tellKinds('approval', ended);
    });

    test.each(['mean', 'sum', 'median'] as const)('[COUNT-7, COUNT-14] score, by %s', (by) => {
      const ended: Ended[] = [];
      fc.assert(
        fc.property(scoresElection, fc.integer({ min: 1, max: 4 }), ({ options, priority, ballots }, minimumScores) => {
          const draw = drawBy(priority);
          const method: Method = { kind: 'score', lowest: 0, highest: 5, by, minimumScores };
          const first = countToTheEnd(method, options, ballots, draw);
          const papers = oneByOne(ballots).map(({ scores }) => scores);
          expect(first).toEqual(secondScores(papers, options, by, minimumScores, draw));
          ended.push(first);
        }),
        drawing,
      );
      tellKinds(`score by ${by}`, ended);
    });

    test.each([
      ['options', 'average'],
      ['options', 'zero'],
      ['options-less-one', 'average'],
      ['options-less-one', 'zero'],
    ] as const)('[COUNT-8, COUNT-14] Borda, first place worth %s, unranked %s', (firstPlace, unranked) => {
      const ended: Ended[] = [];
      fc.assert(
        fc.property(weakElection, ({ options, priority, ballots }) => {
          const draw = drawBy(priority);
          const first = countToTheEnd({ kind: 'borda', first: firstPlace, unranked }, options, ballots, draw);
          const papers = oneByOne(ballots).map(({ ranking }) => ranking);
          expect(first).toEqual(secondBorda(papers, options, firstPlace === 'options', unranked === 'zero', draw));
          ended.push(first);
        }),
        drawing,
      );
      tellKinds(`Borda ${firstPlace} ${unranked}`, ended);
    });

    test('[COUNT-9, COUNT-14] instant run-off', () => {
      const ended: Ended[] = [];
      fc.assert(
        fc.property(strictElection, ({ options, priority, ballots }) => {
          const draw = drawBy(priority);
          const first = countToTheEnd({ kind: 'instant-runoff' }, options, ballots, draw);
          const papers = oneByOne(ballots).map(({ ranking }) => ranking.flat());
          expect(first).toEqual(secondRunoff(papers, options, draw));
          ended.push(first);
        }),
        drawing,
      );
      tellKinds('instant run-off', ended);
    });

    test('[COUNT-10, COUNT-14] Schulze', () => {
      const ended: Ended[] = [];
      fc.assert(
        fc.property(weakElection, ({ options, priority, ballots }) => {
          const draw = drawBy(priority);
          const first = countToTheEnd({ kind: 'schulze', statusQuo: null }, options, ballots, draw);
          const papers = oneByOne(ballots).map(({ ranking }) => ranking);
          expect(first).toEqual(secondSchulze(papers, options, draw));
          ended.push(first);
        }),
        drawing,
      );
      tellKinds('Schulze', ended);
    });

    test('[COUNT-11, COUNT-14] single transferable vote: who is elected, every lot, the quota, and each vote to the fifth decimal', () => {
      const ended: Ended[] = [];
      const seen = { surplus: 0, lookedBack: 0, lost: 0 };
      fc.assert(
        fc.property(strictElection, ({ options, priority, ballots, seats }) => {
          const draw = drawBy(priority);
          const method: Method = { kind: 'transferable-vote', seats };
          const first = countToTheEnd(method, options, ballots, draw);
          const papers = oneByOne(ballots).map(({ ranking }) => ranking.flat());
          const { quota, held, ...second } = secondTransferable(papers, options, seats, draw);
          expect(first).toEqual(second);
          ended.push(first);
          if (first.elected === 'none') return;
          const lots = first.ties.map(({ among, take }) => ({ among, drawn: draw(among, take) }));
          const { steps } = countElection({ method, options, ballots, lots });
          const quotaStep = steps.find((step) => step.step === 'quota');
          expect(quotaStep?.quota).toBe(quota);
          const last = steps.filter((step) => step.step === 'round' && 'lost' in step).at(-1);
          if (last?.step !== 'round' || !('lost' in last)) throw new Error('a count without a round');
          expect(Object.fromEntries(last.votes.map((row) => [row.option, row.votes]))).toEqual(held);
          seen.lost += last.lost > 0 ? 1 : 0;
          seen.surplus += steps.some(({ step }) => step === 'surplus') ? 1 : 0;
          seen.lookedBack += steps.some((step) => 'lookedBackTo' in step && step.lookedBackTo !== null) ? 1 : 0;
        }),
        drawing,
      );
      tellKinds('single transferable vote', ended);
      const { surplus, lookedBack, lost } = seen;
      measured(`of them with a surplus ${surplus}, looked back ${lookedBack}, with something cut off ${lost}`);
      expect(Math.min(surplus, lost)).toBeGreaterThan(runs / 10);
    });
  },
);
