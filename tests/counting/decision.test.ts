/** Is a yes-or-no question carried exactly when its rule says so, and is an even vote settled by nobody else than who the rule names? */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { absoluteMajority, relativeMajority, tieRules } from '../../shared/counting/decision-rule.ts';
import type { DecisionRule, Requirement } from '../../shared/counting/decision-rule.ts';
import { decideVote, requirementStep, settlementProblem } from '../../shared/counting/vote-decision.ts';
import type { TieSettlement } from '../../shared/counting/vote-decision.ts';
import { countProblem, sheetOf } from '../../shared/counting/vote-sheet.ts';
import type { AnsweredSeat, VoteCount, VoteSheet } from '../../shared/counting/vote-sheet.ts';
import { majorityBases } from '../../shared/forum/voting-rule.ts';
import { drawing, seed } from './elections.ts';
import { baseIn, neededByTrying, secondDecision, wouldCarry } from './second-decision.ts';

const shares = (['simple', 'two-thirds', 'three-fifths', 'three-fourths'] as const).flatMap((majority) =>
  majorityBases.map((base): Requirement => ({ kind: 'share', majority, base })),
);
const requirements: readonly Requirement[] = [...shares, { kind: 'unanimous' }, { kind: 'no-objection' }];
const nobodyAdvises = { yes: 0, no: 0, abstain: 0, invalid: 0 };

function sheet(counts: Partial<VoteCount>): VoteSheet {
  const { yes = 0, no = 0, abstain = 0, invalid = 0 } = counts;
  const present = counts.present ?? yes + no + abstain + invalid;
  return {
    whole: { yes, no, abstain, invalid, present, entitled: counts.entitled ?? present },
    groups: [],
    advisory: nobodyAdvises,
  };
}
function ruleOf(first: Requirement, change: Partial<DecisionRule> = {}): DecisionRule {
  return { requirements: [first], inEachGroup: [], tie: 'rejected', quorum: null, turnout: null, ...change };
}
const nameOf = (one: Requirement) => (one.kind === 'share' ? `${one.majority} of ${one.base}` : one.kind);

describe.each(requirements.map((one) => [nameOf(one), one] as const))('%s', (_name, requirement) => {
  test('[VOTE-1] what is needed carries and one less fails, for every base from 1 to 1,000', () => {
    const wrong: unknown[] = [];
    for (let base = 1; base <= 1000; base += 1) {
      const of = (yes: number) => sheet({ yes, no: base - yes }).whole;
      // Everybody answered for or against, so that every base is this one.
      const { needed } = requirementStep(requirement, of(base), null);
      const less = requirementStep(requirement, of((needed ?? 0) - 1), null);
      const enough = requirementStep(requirement, of(needed ?? 0), null);
      const told = decideVote(sheet({ yes: needed ?? 0, no: base - (needed ?? 0) }), ruleOf(requirement));
      const fits = needed !== null && enough.isMet && !less.isMet && enough.base === base;
      if (!fits || told.outcome !== 'carried' || told.needed !== needed) wrong.push({ base, needed, told });
      if (!wouldCarry(requirement, of(needed ?? 0), needed ?? 0)) wrong.push({ base, needed });
    }
    expect(wrong).toEqual([]);
  });

  test('[VOTE-1] an empty base carries nothing and needs no number', () => {
    const empty = decideVote(sheet({ present: 0, entitled: 0 }), ruleOf(requirement));
    expect(empty).toMatchObject({ outcome: 'rejected', needed: null });
  });
});

const anySeat: fc.Arbitrary<AnsweredSeat> = fc.record({
  weight: fc.integer({ min: 1, max: 4 }),
  right: fc.constantFrom('deciding' as const, 'deciding' as const, 'deciding' as const, 'advisory' as const),
  present: fc.boolean(),
  group: fc.constantFrom('media', 'associations', null),
  answer: fc.constantFrom('yes', 'yes', 'no', 'no', 'abstain', 'invalid', null),
});
const anySeats = fc.array(anySeat, { maxLength: 24, size: 'max' });
const anyQuorum = fc.option(
  fc.constantFrom({ numerator: 1, denominator: 2, strict: true }, { numerator: 2, denominator: 3, strict: false }),
  { freq: 2 },
);
const anyRequirement = fc.constantFrom(...requirements, relativeMajority, absoluteMajority);
const anyRule: fc.Arbitrary<DecisionRule> = fc.record({
  requirements: fc.oneof(fc.tuple(anyRequirement), fc.tuple(anyRequirement, anyRequirement)),
  inEachGroup: fc.oneof(fc.constant([]), fc.array(anyRequirement, { minLength: 1, maxLength: 2 })),
  tie: fc.constantFrom(...tieRules),
  quorum: anyQuorum,
  turnout: anyQuorum,
});

describe(`laws (ORTAQ_SEED=${String(seed)})`, { timeout: 600_000 }, () => {
  test('[VOTE-2, VOTE-3, VOTE-4, VOTE-6, COUNT-14] a second reckoning by fractions and by trying agrees, on any rule', () => {
    const seen: Record<string, number> = {};
    fc.assert(
      fc.property(anySeats, anyRule, (seats, rule) => {
        const votes = sheetOf(seats);
        const decision = decideVote(votes, rule);
        expect(decision.outcome).toBe(secondDecision(votes, rule));
        const byTrying = rule.requirements.map((one) => neededByTrying([one], votes.whole));
        const needed = byTrying.includes(null) ? null : Math.max(...byTrying.map(Number));
        expect(decision.needed).toBe(needed);
        seen[decision.outcome] = (seen[decision.outcome] ?? 0) + 1;
      }),
      drawing,
    );
    expect(Object.keys(seen)).toEqual(expect.arrayContaining(['carried', 'rejected', 'no-quorum', 'no-turnout']));
  });

  test('[VOTE-4] with an odd number for and against, a simple majority never ties; nothing ties when more are for than against', () => {
    fc.assert(
      fc.property(anySeats, anyRule, (seats, rule) => {
        const votes = sheetOf(seats);
        const { yes, no } = votes.whole;
        if ((yes + no) % 2 === 1 || yes !== no) expect(decideVote(votes, rule).outcome).not.toBe('tie');
      }),
      drawing,
    );
  });

  test('[VOTE-8] the order of seats, a weight cut in pieces, and advisory seats change no decision', () => {
    const cases = anySeats.chain((seats) =>
      fc.tuple(fc.constant(seats), fc.shuffledSubarray(seats, { minLength: seats.length })),
    );
    fc.assert(
      fc.property(cases, anyRule, ([seats, shuffled], rule) => {
        const decision = decideVote(sheetOf(seats), rule);
        expect(decideVote(sheetOf(shuffled), rule)).toEqual(decision);
        const pieces = seats.flatMap((seat) => Array.from({ length: seat.weight }, () => ({ ...seat, weight: 1 })));
        expect(decideVote(sheetOf(pieces), rule)).toEqual(decision);
        const deciding = decideVote(sheetOf(seats.filter(({ right }) => right === 'deciding')), rule);
        expect(deciding).toEqual({ ...decision, steps: decision.steps.filter(({ step }) => step !== 'advisory') });
      }),
      drawing,
    );
  });

  test('[VOTE-1] an abstention more changes nothing where the base is those for and against', () => {
    fc.assert(
      fc.property(
        anySeats,
        fc.constantFrom(...shares.filter((one) => nameOf(one).endsWith('yes-no'))),
        (seats, one) => {
          const abstained: AnsweredSeat = {
            weight: 1,
            right: 'deciding',
            present: true,
            group: null,
            answer: 'abstain',
          };
          const rule = ruleOf(one, { tie: 'lot' });
          const before = decideVote(sheetOf(seats), rule);
          const after = decideVote(sheetOf([...seats, abstained]), rule);
          expect({ ...after, steps: [] }).toEqual({ ...before, steps: [] });
        },
      ),
      drawing,
    );
  });

  test('[VOTE-1] a vote changed from against to for never turns a carried question into a rejected one', () => {
    fc.assert(
      fc.property(anySeats, anyRule, (seats, rule) => {
        if (decideVote(sheetOf(seats), rule).outcome !== 'carried') return;
        for (const [place, seat] of seats.entries()) {
          if (seat.answer !== 'no') continue;
          expect(
            decideVote(
              sheetOf(seats.map((one, at) => (at === place ? { ...seat, answer: 'yes' as const } : one))),
              rule,
            ).outcome,
          ).toBe('carried');
        }
      }),
      drawing,
    );
  });
});

test('[VOTE-2] a threshold pair: a majority of those present and two thirds of those for and against', () => {
  const pair: DecisionRule = {
    ...ruleOf({ kind: 'share', majority: 'simple', base: 'present' }),
    requirements: [
      { kind: 'share', majority: 'simple', base: 'present' },
      { kind: 'share', majority: 'two-thirds', base: 'yes-no' },
    ],
  };
  // 7-4-2 of 13: seven are a majority of those present, and eight of eleven would be two thirds.
  expect(decideVote(sheet({ yes: 7, no: 4, abstain: 2 }), pair)).toMatchObject({ outcome: 'rejected', needed: 8 });
  expect(decideVote(sheet({ yes: 8, no: 4, abstain: 1 }), pair)).toMatchObject({ outcome: 'carried', needed: 8 });
  // 2-1-10: two thirds, and far from those present.
  expect(decideVote(sheet({ yes: 2, no: 1, abstain: 10 }), pair)).toMatchObject({ outcome: 'rejected', needed: 7 });
});

test('[VOTE-3] a double majority: the whole and each group on its own numbers; a group that did not vote carries nothing', () => {
  const seat = { weight: 1, right: 'deciding', present: true } as const;
  const voted = (group: string | null, yes: number, no: number): AnsweredSeat[] => [
    ...Array.from({ length: yes }, () => ({ ...seat, group, answer: 'yes' as const })),
    ...Array.from({ length: no }, () => ({ ...seat, group, answer: 'no' as const })),
  ];
  const rule = ruleOf(relativeMajority, { inEachGroup: [relativeMajority] });
  const decide = (seats: AnsweredSeat[]) => decideVote(sheetOf(seats), rule);
  expect(decide([...voted('associations', 9, 1), ...voted('media', 2, 1)]).outcome).toBe('carried');
  const oneSided = decide([...voted('associations', 9, 1), ...voted('media', 1, 2)]);
  expect(oneSided.outcome).toBe('rejected');
  expect(oneSided.steps).toMatchObject([
    { group: null, yes: 10, needed: 7, isMet: true },
    { group: 'associations', yes: 9, needed: 6, isMet: true },
    { group: 'media', yes: 1, needed: 2, isMet: false },
  ]);
  const silent: AnsweredSeat = { ...seat, group: 'media', answer: null };
  expect(decide([...voted('associations', 9, 1), silent]).outcome).toBe('rejected');
  expect(decide(voted(null, 9, 1)).outcome).toBe('rejected');
});

describe('an even vote', () => {
  const even = sheet({ yes: 22, no: 22, abstain: 3 });
  const rule = (tie: DecisionRule['tie']) => ruleOf(relativeMajority, { tie });
  const settle = (tie: DecisionRule['tie'], settlement: TieSettlement) => {
    const open = decideVote(even, rule(tie));
    expect(open.outcome).toBe('tie');
    expect(settlementProblem(open, settlement)).toBeNull();
    const settled = decideVote(even, rule(tie), settlement);
    expect(settled.steps.at(-1)).toEqual({ step: 'settled', settlement });
    return settled.outcome;
  };

  test('[VOTE-5] is rejected where the rule says so, and the tie is told', () => {
    const decision = decideVote(even, rule('rejected'));
    expect(decision.outcome).toBe('rejected');
    expect(decision.steps.at(-1)).toEqual({ step: 'tie', votes: 22, rule: 'rejected' });
  });

  test('[VOTE-5] waits for the chair, for a second vote, or for a lot that was drawn', () => {
    expect(settle('chair-casting', { by: 'chair-casting', vote: 'yes' })).toBe('carried');
    expect(settle('chair-casting', { by: 'chair-casting', vote: 'no' })).toBe('rejected');
    expect(settle('revote', { by: 'revote' })).toBe('rejected');
    expect(settle('lot', { by: 'lot', drawn: 'yes' })).toBe('carried');
    expect(settle('lot', { by: 'lot', drawn: 'no' })).toBe('rejected');
  });

  test('[VOTE-5] is settled by nothing that its rule does not name, and what is not even by nothing', () => {
    const lot: TieSettlement = { by: 'lot', drawn: 'yes' };
    expect(settlementProblem(decideVote(even, rule('revote')), lot)?.code).toBe('settled-otherwise');
    expect(() => decideVote(even, rule('revote'), lot)).toThrow('its rule is revote');
    const decided = sheet({ yes: 23, no: 22 });
    expect(settlementProblem(decideVote(decided, rule('lot')), lot)?.code).toBe('nothing-tied');
    expect(() => decideVote(decided, rule('lot'), lot)).toThrow('nothing was tied');
    expect(settlementProblem(decideVote(even, rule('rejected')), lot)?.code).toBe('nothing-tied');
  });

  test('[VOTE-4] is a tie only where one vote more would carry', () => {
    const outcome = (counts: Partial<VoteCount>, one: Requirement) =>
      decideVote(sheet(counts), ruleOf(one, { tie: 'chair-casting' })).outcome;
    const present: Requirement = { kind: 'share', majority: 'simple', base: 'present' };
    expect(outcome({ yes: 10, no: 10 }, present)).toBe('tie');
    // The chair, who votes at a tie only, is the twenty-first of those present.
    expect(outcome({ yes: 10, no: 10, present: 21 }, present)).toBe('tie');
    expect(outcome({ yes: 10, no: 10, abstain: 2 }, present)).toBe('rejected');
    expect(outcome({ yes: 10, no: 10, entitled: 30 }, absoluteMajority)).toBe('rejected');
    expect(outcome({ yes: 1, no: 1 }, { kind: 'share', majority: 'two-thirds', base: 'yes-no' })).toBe('rejected');
    expect(outcome({ abstain: 5 }, relativeMajority)).toBe('rejected');
  });
});

test('[VOTE-6] quorum, then turnout, then majority', () => {
  const twoThirds = { numerator: 2, denominator: 3, strict: false };
  const half = { numerator: 1, denominator: 2, strict: true };
  const rule = ruleOf(relativeMajority, { quorum: twoThirds, turnout: half });
  const votes = { yes: 12, entitled: 30 };
  expect(decideVote(sheet({ ...votes, present: 19 }), rule).outcome).toBe('no-quorum');
  expect(decideVote(sheet({ ...votes, present: 20 }), rule).outcome).toBe('no-turnout');
  const carried = decideVote(sheet({ yes: 12, abstain: 3, invalid: 1, present: 20, entitled: 30 }), rule);
  expect(carried.outcome).toBe('carried');
  expect(carried.steps.slice(0, 2)).toMatchObject([
    { step: 'quorum', here: 20, needed: 20, isReached: true },
    { step: 'turnout', here: 16, needed: 16, isReached: true },
  ]);
});

test('[VOTE-7] unanimous and without objection', () => {
  const outcome = (kind: 'unanimous' | 'no-objection', counts: Partial<VoteCount>) =>
    decideVote(sheet(counts), ruleOf({ kind })).outcome;
  expect(outcome('unanimous', { yes: 1 })).toBe('carried');
  expect(outcome('unanimous', { yes: 8, abstain: 1 })).toBe('rejected');
  expect(outcome('unanimous', { yes: 8, no: 1 })).toBe('rejected');
  expect(outcome('unanimous', { abstain: 3 })).toBe('rejected');
  expect(outcome('no-objection', { yes: 8, abstain: 1 })).toBe('carried');
  expect(outcome('no-objection', { abstain: 1 })).toBe('carried');
  expect(outcome('no-objection', { yes: 8, no: 1 })).toBe('rejected');
  expect(outcome('no-objection', { invalid: 3 })).toBe('rejected');
});

test('[VOTE-9] numbers that cannot be are refused where they are typed in, and never decided on', () => {
  const code = (counts: Partial<VoteCount>) => countProblem(sheet(counts).whole)?.code ?? null;
  expect(code({ yes: 3, no: 2, present: 5, entitled: 9 })).toBeNull();
  expect(code({ yes: 3, no: 2, present: 4, entitled: 9 })).toBe('more-cast-than-present');
  expect(code({ yes: 3, present: 10, entitled: 9 })).toBe('more-present-than-entitled');
  expect(code({ yes: 1.5 })).toBe('count-not-whole');
  expect(code({ yes: 3, no: -1 })).toBe('count-not-whole');
  expect(() => decideVote(sheet({ yes: 3, present: 2 }), ruleOf(relativeMajority))).toThrow('more-cast-than-present');
});

test('the base is what its name says', () => {
  const { whole } = sheet({ yes: 1, no: 2, abstain: 4, invalid: 8, present: 16, entitled: 32 });
  const bases = majorityBases.map(
    (base) => requirementStep({ ...relativeMajority, base } as Requirement, whole, null).base,
  );
  expect(bases).toEqual([3, 15, 16, 32]);
  expect(majorityBases.map((base) => baseIn(whole, base))).toEqual(bases);
});
