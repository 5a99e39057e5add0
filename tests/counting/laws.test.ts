/** What holds for every election, whatever the ballots: no name, no order and no place in a list counts; no vote is lost. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Ballot, Method, OptionId, Weighed } from '../../shared/counting/ballot.ts';
import { countElection } from '../../shared/counting/count.ts';
import { unitsOfVote } from '../../shared/counting/transferable-vote.ts';
import {
  choiceElection,
  countToTheEnd,
  drawBy,
  drawing,
  drawingFewer,
  marksElection,
  scoresElection,
  seed,
  strictElection,
  weakElection,
} from './elections.ts';

type DrawnElection = {
  readonly options: readonly OptionId[];
  readonly priority: OptionId[];
  readonly ballots: Weighed[];
  readonly seats: number;
};
type Kind = readonly [name: string, election: fc.Arbitrary<DrawnElection>, method: (seats: number) => Method];

const kinds: readonly Kind[] = [
  ['single choice', choiceElection, () => ({ kind: 'single-choice', required: null })],
  ['approval', marksElection, (seats) => ({ kind: 'approval', seats, maxMarks: null, required: null })],
  ['mean', scoresElection, () => ({ kind: 'score', lowest: 0, highest: 5, by: 'mean', minimumScores: 1 })],
  ['median', scoresElection, () => ({ kind: 'score', lowest: 0, highest: 5, by: 'median', minimumScores: 1 })],
  ['Borda', weakElection, () => ({ kind: 'borda', first: 'options', unranked: 'average' })],
  ['instant run-off', strictElection, () => ({ kind: 'instant-runoff' })],
  ['Schulze', weakElection, () => ({ kind: 'schulze', statusQuo: null })],
  ['transferable vote', strictElection, (seats) => ({ kind: 'transferable-vote', seats })],
];

function renamed(ballot: Ballot, name: (option: OptionId) => OptionId): Ballot {
  switch (ballot.kind) {
    case 'choice':
      return { ...ballot, option: ballot.option === null ? null : name(ballot.option) };
    case 'marks':
      return { ...ballot, options: ballot.options.map(name) };
    case 'scores':
      return { ...ballot, scores: ballot.scores.map(({ option, score }) => ({ option: name(option), score })) };
    case 'ranking':
      return { ...ballot, ranking: ballot.ranking.map((rank) => rank.map(name)) };
  }
}

describe.each(kinds)(`%s (ORTAQ_SEED=${String(seed)})`, { timeout: 600_000 }, (_name, election, methodOf) => {
  const shuffled = election.chain((drawn) =>
    fc.record({
      drawn: fc.constant(drawn),
      ballots: fc.shuffledSubarray([...drawn.ballots], { minLength: drawn.ballots.length }),
      options: fc.shuffledSubarray([...drawn.options], { minLength: drawn.options.length }),
    }),
  );

  test('[COUNT-1] the order of ballots changes no step, a weight cut in pieces no step either', () => {
    fc.assert(
      fc.property(shuffled, ({ drawn: { options, seats, ballots }, ballots: otherwise }) => {
        const method = methodOf(seats);
        const counted = countElection({ method, options, ballots });
        expect(countElection({ method, options, ballots: otherwise })).toEqual(counted);
        const pieces = ballots.flatMap(({ weight, ballot }) =>
          Array.from({ length: weight }, () => ({ weight: 1, ballot })),
        );
        expect(countElection({ method, options, ballots: pieces })).toEqual(counted);
      }),
      drawingFewer,
    );
  });

  test('[COUNT-2] other names in another order give the same, under those names', () => {
    fc.assert(
      fc.property(shuffled, ({ drawn: { options, seats, ballots, priority }, options: others }) => {
        const method = methodOf(seats);
        const name = (option: OptionId) => `new ${others[options.indexOf(option)]!}`;
        const first = countToTheEnd(method, options, ballots, drawBy(priority));
        const moved = ballots.map(({ weight, ballot }) => ({ weight, ballot: renamed(ballot, name) }));
        const second = countToTheEnd(
          method,
          others.map((other) => `new ${other}`),
          moved,
          drawBy(priority.map(name)),
        );
        const sorted = (list: readonly OptionId[]) => list.map(name).sort();
        expect(second).toEqual({
          elected: first.elected === 'none' ? 'none' : sorted(first.elected),
          ties: first.ties.map(({ among, take }) => ({ among: sorted(among), take })),
        });
      }),
      drawingFewer,
    );
  });

  test('[COUNT-3] whom a tie calls certain is chosen whatever the lot says, and of the others exactly those drawn decide', () => {
    let ties = 0;
    fc.assert(
      fc.property(election, ({ options, seats, ballots }) => {
        const method = methodOf(seats);
        const { outcome } = countElection({ method, options, ballots });
        if (outcome.kind !== 'tie') return;
        ties += 1;
        const { among, take } = outcome.tie;
        expect(take).toBeGreaterThan(0);
        expect(take).toBeLessThan(among.length);
        expect(among.every((option) => !outcome.elected.includes(option) || outcome.tie.at.what === 'surplus')).toBe(
          true,
        );
        for (const priority of [options, [...options].reverse()]) {
          const drawn = drawBy(priority)(among, take);
          const settled = countElection({ method, options, ballots, lots: [{ among, drawn }] });
          expect(settled.steps).toContainEqual({ step: 'lot', tie: outcome.tie, drawn });
          if (settled.outcome.kind === 'none') throw new Error('a lot leaves nobody');
          expect(settled.outcome.elected).toEqual(expect.arrayContaining([...outcome.elected]));
          const chosen = settled.outcome.elected;
          if (outcome.tie.at.what === 'seat') expect([...chosen].sort()).toEqual([...outcome.elected, ...drawn].sort());
          if (outcome.tie.at.what === 'exclusion') expect(chosen).not.toContain(drawn[0]);
        }
      }),
      drawing,
    );
    expect(ties).toBeGreaterThan(0);
  });

  test('[COUNT-4] blank ballots change nobody’s result', () => {
    const blanks: Readonly<Record<Ballot['kind'], Ballot>> = {
      choice: { kind: 'choice', option: null },
      marks: { kind: 'marks', options: [] },
      scores: { kind: 'scores', scores: [] },
      ranking: { kind: 'ranking', ranking: [] },
    };
    fc.assert(
      fc.property(election, ({ options, seats, ballots }) => {
        const kind = ballots[0]?.ballot.kind;
        if (kind === undefined) return;
        const method = methodOf(seats);
        const more = [...ballots, { weight: 7, ballot: blanks[kind] }];
        const [before, after] = [ballots, more].map((list) => countElection({ method, options, ballots: list }));
        expect(after!.outcome).toEqual(before!.outcome);
      }),
      drawingFewer,
    );
  });
});

const replaced = (ballots: readonly Weighed[], place: number, other: Weighed): Weighed[] =>
  ballots.map((weighed, at) => (at === place ? other : weighed));

describe(`monotony (ORTAQ_SEED=${String(seed)})`, { timeout: 600_000 }, () => {
  /** Instant run-off and transferable votes are not in this list: there, support more can cost the seat. */
  const winnersOf = (
    method: Method,
    options: readonly OptionId[],
    ballots: readonly Weighed[],
  ): readonly OptionId[] => {
    const { outcome } = countElection({ method, options, ballots });
    if (outcome.kind === 'none') return [];
    return outcome.kind === 'tie' ? [...outcome.elected, ...outcome.tie.among] : outcome.elected;
  };

  test('[COUNT-6] a mark more for a chosen option keeps it chosen', () => {
    fc.assert(
      fc.property(marksElection, ({ options, ballots, seats }) => {
        const method: Method = { kind: 'approval', seats, maxMarks: null, required: null };
        for (const winner of winnersOf(method, options, ballots)) {
          const place = ballots.findIndex(({ ballot }) => !ballot.options.includes(winner));
          if (place < 0) continue;
          const { weight, ballot } = ballots[place]!;
          const more = { weight, ballot: { ...ballot, options: [...ballot.options, winner] } };
          expect(winnersOf(method, options, replaced(ballots, place, more))).toContain(winner);
        }
      }),
      drawingFewer,
    );
  });

  test('[COUNT-6] who was not chosen and stands last can be taken off the list: the others stay as they are', () => {
    fc.assert(
      fc.property(marksElection, ({ options, ballots, seats }) => {
        const method: Method = { kind: 'approval', seats, maxMarks: null, required: null };
        const { outcome } = countElection({ method, options, ballots });
        const last = options.at(-1)!;
        if (options.length < 2 || outcome.kind !== 'chosen' || outcome.elected.includes(last)) return;
        const without = ballots.map(({ weight, ballot }) => ({
          weight,
          ballot: { ...ballot, options: ballot.options.filter((option) => option !== last) },
        }));
        expect(countElection({ method, options: options.slice(0, -1), ballots: without }).outcome).toEqual(outcome);
      }),
      drawingFewer,
    );
  });

  test.each<[string, Method]>([
    ['[COUNT-8] Borda', { kind: 'borda', first: 'options', unranked: 'average' }],
    ['[COUNT-10] Schulze', { kind: 'schulze', statusQuo: null }],
  ])('%s: a chosen option that is put first on a ballot stays chosen', (_name, method) => {
    fc.assert(
      fc.property(weakElection, ({ options, ballots }) => {
        for (const winner of winnersOf(method, options, ballots)) {
          for (const [place, { weight, ballot }] of ballots.entries()) {
            if (ballot.ranking.length === 0) continue;
            const rest = ballot.ranking.map((rank) => rank.filter((option) => option !== winner));
            const raised = { ...ballot, ranking: [[winner], ...rest.filter((rank) => rank.length > 0)] };
            expect(winnersOf(method, options, replaced(ballots, place, { weight, ballot: raised }))).toContain(winner);
          }
        }
      }),
      drawingFewer,
    );
  });
});

test(`[COUNT-10] who beats everybody in pairs is chosen, who loses every pair is not, and the paths say why (ORTAQ_SEED=${String(seed)})`, () => {
  let champions = 0;
  fc.assert(
    fc.property(weakElection, ({ options, ballots }) => {
      const { outcome, steps } = countElection({
        method: { kind: 'schulze', statusQuo: options[0]! },
        options,
        ballots,
      });
      const pairs = steps.find((step) => step.step === 'pairs')!.preferred;
      const paths = steps.find((step) => step.step === 'paths')!.strength;
      const { order, againstStatusQuo } = steps.find((step) => step.step === 'order')!;
      expect(order.flat().sort()).toEqual([...options].sort());
      expect(againstStatusQuo).toEqual(
        options.slice(1).map((option, place) => ({ option, over: paths[place + 1]![0], under: paths[0]![place + 1] })),
      );
      const champion = options.findIndex((_, a) => options.every((__, b) => a === b || pairs[a]![b]! > pairs[b]![a]!));
      if (champion >= 0 && outcome.kind !== 'none') {
        champions += 1;
        expect(outcome).toEqual({ kind: 'chosen', elected: [options[champion]] });
      }
      const loser = options.findIndex((_, a) => options.every((__, b) => a === b || pairs[a]![b]! < pairs[b]![a]!));
      if (options.length > 1 && loser >= 0) expect(order[0]).not.toContain(options[loser]);
    }),
    drawingFewer,
  );
  expect(champions).toBeGreaterThan(drawingFewer.numRuns / 10);
}, 600_000);

describe(`transferable votes (ORTAQ_SEED=${String(seed)})`, { timeout: 600_000 }, () => {
  test('[COUNT-11] as many are elected as there are seats, or all where there are fewer', () => {
    fc.assert(
      fc.property(strictElection, ({ options, ballots, seats, priority }) => {
        const ended = countToTheEnd({ kind: 'transferable-vote', seats }, options, ballots, drawBy(priority));
        if (ended.elected === 'none') expect(ballots.every(({ ballot }) => ballot.ranking.length === 0)).toBe(true);
        else expect(ended.elected).toHaveLength(Math.min(seats, options.length));
      }),
      drawingFewer,
    );
  });

  test('[COUNT-12] in every round no vote is lost, none is made, and each transfer is ballots times value', () => {
    fc.assert(
      fc.property(strictElection, ({ options, ballots, seats }) => {
        const { steps } = countElection({ method: { kind: 'transferable-vote', seats }, options, ballots });
        const quota = steps.find((step) => step.step === 'quota');
        const cast = ballots.reduce((sum, { weight, ballot }) => (ballot.ranking.length > 0 ? sum + weight : sum), 0);
        expect(quota?.valid ?? 0).toBe(cast * unitsOfVote);
        let before = new Map<OptionId, number>();
        let moved: { from: OptionId; to: OptionId | null; ballots: number; value: number; votes: number }[] = [];
        for (const step of steps) {
          if (step.step === 'surplus' || (step.step === 'excluded' && 'transfers' in step)) moved = [...step.transfers];
          if (step.step !== 'round' || !('lost' in step)) continue;
          const lying = step.votes.reduce((sum, { votes }) => sum + votes, 0);
          expect(lying + step.nonTransferable + step.lost).toBe(quota!.valid);
          expect(step.votes.every(({ votes }) => Number.isSafeInteger(votes) && votes >= 0)).toBe(true);
          for (const { option, votes } of step.votes) {
            if (step.round === 1 || moved.some(({ from }) => from === option)) continue;
            const came = moved.filter(({ to }) => to === option).reduce((sum, transfer) => sum + transfer.votes, 0);
            expect(votes).toBe((before.get(option) ?? 0) + came);
          }
          expect(moved.every((transfer) => transfer.votes === transfer.ballots * transfer.value)).toBe(true);
          before = new Map(step.votes.map(({ option, votes }) => [option, votes]));
        }
        const elected = steps.flatMap((step) => (step.step === 'elected' && 'by' in step ? [step] : []));
        for (const { by, options: names, round } of elected) {
          const table = steps.find((step) => step.step === 'round' && 'lost' in step && step.round === round);
          if (by !== 'quota' || table?.step !== 'round') continue;
          for (const { option, votes } of table.votes) {
            if (names.includes(option)) expect(votes).toBeGreaterThanOrEqual(quota!.quota);
          }
        }
      }),
      drawingFewer,
    );
  });
});
