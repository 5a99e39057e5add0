/** Was it carried? By the vectors, at every edge, and by its laws. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DecisionRule, Requirement } from '../../shared/counting/decision-rule.ts';
import { decideVote } from '../../shared/counting/vote-decision.ts';
import type { VoteCount } from '../../shared/counting/vote-sheet.ts';
import {
  majorities,
  majorityBases,
  type Majority,
  type MajorityBase,
  type Quorum,
} from '../../shared/forum/voting-rule.ts';
import { baseOf, votesNeeded } from '../../shared/poll/majority.ts';
import { majorityVectors as vectors, type MajorityVector } from '../voting-vectors.ts';

/** Where what comes out of a tie is more than a rejection: counted with their settlements in tests/counting. */
const otherTies: Readonly<Record<string, string>> = { M05: 'chair_casting', M06: 'revote' };

const outcomes: Readonly<Record<string, string>> = {
  adopted: 'carried',
  rejected: 'rejected',
  no_quorum: 'no-quorum',
};

function ruleFor(majority: Majority, base: MajorityBase, quorum: Quorum | null = null): DecisionRule {
  const requirement: Requirement = majority === 'unanimous' ? { kind: 'unanimous' } : { kind: 'share', majority, base };
  return { requirements: [requirement], inEachGroup: [], tie: 'rejected', quorum, turnout: null };
}

function ruleOf(vector: MajorityVector): DecisionRule {
  const majority = majorities.find((name) => name === vector.rule.replace('_', '-'));
  const base = majorityBases.find((name) => name === vector.base.replace('_', '-'));
  if (majority === undefined || base === undefined) throw new Error(`${vector.id}: ${vector.rule}, ${vector.base}`);
  const quorum =
    vector.quorum === null
      ? null
      : { numerator: vector.quorum[0], denominator: vector.quorum[1], strict: vector.quorum[2] === 'gt' };
  return ruleFor(majority, base, quorum);
}

type Counts = Omit<VoteCount, 'invalid'>;

function decide(counts: Counts, rule: DecisionRule) {
  const advisory = { yes: 0, no: 0, abstain: 0, invalid: 0 };
  const { outcome, needed } = decideVote({ whole: { ...counts, invalid: 0 }, groups: [], advisory }, rule);
  return { outcome, needed: needed ?? 0 };
}

test('the vectors that are left out are exactly those of other tie rules', () => {
  const other = vectors.filter(({ tie }) => tie !== 'rejected').map(({ id, tie }) => [id, tie]);
  expect(Object.fromEntries(other)).toEqual(otherTies);
  expect(vectors.length).toBe(24);
});

test.each(vectors.filter(({ id }) => otherTies[id] === undefined))(
  '[MAJ-1, MAJ-2, MAJ-3, MAJ-4] vector $id: $desc',
  (vector) => {
    const { yes, no, abstain, present, entitled, needed, expected } = vector;
    const decision = decide({ yes, no, abstain, present, entitled }, ruleOf(vector));
    expect(decision).toMatchObject({ outcome: outcomes[expected], needed: needed ?? 0 });
  },
);

const byFraction = {
  simple: (yes: number, base: number) => 2 * yes > base,
  'two-thirds': (yes: number, base: number) => 3 * yes >= 2 * base,
  'three-fifths': (yes: number, base: number) => 5 * yes >= 3 * base,
  'three-fourths': (yes: number, base: number) => 4 * yes >= 3 * base,
} as const;

describe.each(Object.keys(byFraction) as (keyof typeof byFraction)[])('%s', (majority) => {
  test('[MAJ-1, MAJ-2] needed is the smallest number that carries, for every base from 1 to 1,000', () => {
    const wrong: number[] = [];
    for (let base = 1; base <= 1000; base += 1) {
      const needed = votesNeeded(majority, base);
      if (!byFraction[majority](needed, base) || byFraction[majority](needed - 1, base)) wrong.push(base);
    }
    expect(wrong).toEqual([]);
  });

  test('[MAJ-3, MAJ-4] a decision with it carries, with one less it fails, for every base from 1 to 1,000 and every kind of base', () => {
    const wrong: unknown[] = [];
    for (let base = 1; base <= 1000; base += 1) {
      const needed = votesNeeded(majority, base);
      for (const kind of majorityBases) {
        const rule = ruleFor(majority, kind);
        const decided = (yes: number) =>
          decide({ yes, no: base - yes, abstain: 0, present: base, entitled: base }, rule);
        const [enough, less] = [decided(needed), decided(needed - 1)];
        const fits = enough.outcome === 'carried' && enough.needed === needed;
        if (!fits || less.outcome !== 'rejected') wrong.push({ kind, base, enough, less });
      }
    }
    expect(wrong).toEqual([]);
  });

  test('[MAJ-3] an empty base carries nothing', () => {
    expect(votesNeeded(majority, 0)).toBe(0);
    const nobody = { yes: 0, no: 0, abstain: 12, present: 12, entitled: 12 };
    expect(decide(nobody, ruleFor(majority, 'yes-no'))).toEqual({ outcome: 'rejected', needed: 0 });
  });
});

const seed = Number(process.env['ORTAQ_SEED'] ?? Date.now() % 1_000_000);
const anyRule = fc.record({
  majority: fc.constantFrom(...majorities),
  base: fc.constantFrom(...majorityBases),
});
const anyTally = fc
  .tuple(fc.nat(300), fc.nat(300), fc.nat(300), fc.nat(300), fc.nat(300))
  .map(([yes, no, abstain, silentHere, silentAway]) => {
    const cast = yes + no + abstain;
    return { yes, no, abstain, present: cast + silentHere, entitled: cast + silentHere + silentAway };
  });

describe(`laws (ORTAQ_SEED=${String(seed)})`, () => {
  test('[MAJ-4] one more abstention never changes a decision of those who voted for or against', () => {
    fc.assert(
      fc.property(anyTally, anyRule, (tally, { majority, base }) => {
        if (base !== 'yes-no' || majority === 'unanimous') return;
        const rule = ruleFor(majority, base);
        const more = { ...tally, abstain: tally.abstain + 1, present: tally.present + 1, entitled: tally.entitled + 1 };
        expect(decide(more, rule)).toEqual(decide(tally, rule));
      }),
      { seed, numRuns: 500 },
    );
  });

  test('[MAJ-4] in every other base one more abstention never helps', () => {
    fc.assert(
      fc.property(anyTally, anyRule, (tally, { majority, base }) => {
        if (base === 'yes-no') return;
        const rule = ruleFor(majority, base);
        const more = { ...tally, abstain: tally.abstain + 1, present: tally.present + 1, entitled: tally.entitled + 1 };
        if (decide(tally, rule).outcome === 'rejected') {
          expect(decide(more, rule).outcome).toBe('rejected');
        }
      }),
      { seed, numRuns: 500 },
    );
  });

  test('[MAJ-6] as many against as for never carries, whatever the rule', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(50), anyRule, (votes, abstain, { majority, base }) => {
        const sum = 2 * votes + abstain;
        const tie = { yes: votes, no: votes, abstain, present: sum, entitled: sum };
        expect(decide(tie, ruleFor(majority, base)).outcome).toBe('rejected');
      }),
      { seed, numRuns: 500 },
    );
  });

  test('the base is what its name says', () => {
    const tally = { yes: 1, no: 2, abstain: 4, present: 8, entitled: 16 };
    const bases = majorityBases.map((base) => baseOf(tally, base));
    expect(bases).toEqual([3, 7, 8, 16]);
  });
});

test('[MAJ-5] unanimous: nobody against, nobody abstained, at least one for', () => {
  const outcome = (yes: number, no: number, abstain: number) =>
    decide({ yes, no, abstain, present: 9, entitled: 9 }, ruleFor('unanimous', 'present'));
  expect(outcome(1, 0, 0)).toEqual({ outcome: 'carried', needed: 1 });
  expect(outcome(8, 1, 0)).toEqual({ outcome: 'rejected', needed: 9 });
  expect(outcome(8, 0, 1)).toEqual({ outcome: 'rejected', needed: 9 });
  expect(outcome(0, 0, 0)).toEqual({ outcome: 'rejected', needed: 0 });
});

test('[QUO-4] the quorum comes before the majority, and counts those present at opening and everybody who cast', () => {
  const rule = ruleFor('simple', 'present', { numerator: 2, denominator: 3, strict: false });
  const counts = { yes: 19, no: 0, abstain: 0, entitled: 30 };
  expect(decide({ ...counts, present: 19 }, rule).outcome).toBe('no-quorum');
  expect(decide({ ...counts, present: 20 }, rule).outcome).toBe('carried');
});
