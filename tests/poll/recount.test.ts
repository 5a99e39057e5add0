/** Does the stranger's script come to what we published, whatever seats weigh, and by whichever rule and base it is decided? One start of it, many votes. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DecisionRule, Requirement } from '../../shared/counting/decision-rule.ts';
import { decideVote, type TieSettlement } from '../../shared/counting/vote-decision.ts';
import { majorityBases, type Quorum } from '../../shared/forum/voting-rule.ts';
import { tieRules } from '../../shared/counting/decision-rule.ts';
import { boxOf, nothingSettled, outcomeOf } from '../../shared/poll/poll-box.ts';
import { choices, type Elector, type PollAsk } from '../../shared/poll/poll.ts';
import type { VoteTold } from '../../shared/papers/sitting-votes.ts';
import { idNumber } from '../rule-world.ts';

const seed = Number(process.env['ORTAQ_SEED'] ?? Date.now() % 1_000_000);
const randomVotes = 400;

const share = fc.record({
  kind: fc.constant('share' as const),
  majority: fc.constantFrom(
    'simple' as const,
    'two-thirds' as const,
    'three-fifths' as const,
    'three-fourths' as const,
  ),
  base: fc.constantFrom(...majorityBases),
});
const requirement: fc.Arbitrary<Requirement> = fc.oneof(
  { weight: 6, arbitrary: share },
  { weight: 1, arbitrary: fc.constantFrom({ kind: 'unanimous' as const }, { kind: 'no-objection' as const }) },
);
const part: fc.Arbitrary<Quorum | null> = fc.constantFrom(
  null,
  null,
  null,
  { numerator: 1, denominator: 2, strict: true },
  { numerator: 2, denominator: 3, strict: false },
);
const rule: fc.Arbitrary<DecisionRule> = fc.record({
  requirements: fc.oneof(fc.tuple(requirement), fc.tuple(requirement, requirement)),
  inEachGroup: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.tuple(requirement) }),
  tie: fc.constantFrom(...tieRules),
  quorum: part,
  turnout: part,
});
/** Weights are mostly one, so that votes come out even too. */
const elector = fc.record({
  weight: fc.oneof(
    { weight: 3, arbitrary: fc.constant(1) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 1000 }) },
  ),
  right: fc.constantFrom('deciding' as const, 'deciding' as const, 'advisory' as const),
  present: fc.boolean(),
  group: fc.constantFrom('ngo', 'media', undefined),
  choice: fc.constantFrom(...choices, 'yes' as const, 'no' as const, null),
});
const vote = fc.record({
  rule,
  seats: fc.array(elector, { maxLength: 14 }),
  settledFor: fc.constantFrom('yes' as const, 'no' as const, null),
});

/** As `votes.json` tells it. */
function told({ rule: its, seats, settledFor }: ReturnType<typeof drawn>[number], place: number): Partial<VoteTold> {
  const electors = seats.map(({ group, weight, right, present }, at): Elector => {
    const seatId = idNumber('seat', at);
    return { seatId, personId: idNumber('person', at), weight, right, present, ...(group !== undefined && { group }) };
  });
  const ballots = seats.flatMap(({ choice }, at) =>
    choice === null ? [] : [{ seatId: idNumber('seat', at), choice }],
  );
  const ask: PollAsk = { kind: 'decision', rule: its };
  const poll = { ask, electors, form: 'named' as const };
  const box = boxOf(electors, ballots);
  const first = outcomeOf(poll, box, nothingSettled);
  if (first.kind !== 'decision') throw new Error('a decision is asked for');
  const settlement = first.decision.outcome === 'tie' ? settlementOf(its, settledFor) : null;
  const decision = settlement === null ? first.decision : decideVote(first.sheet, its, settlement);
  const lines = ballots.map(({ seatId, choice }) => `${seatId} ${choice} 1 r${seatId}\n`);
  const sealHash = createHash('sha256').update(lines.join('')).digest('hex');
  const cast = new Map(ballots.map(({ seatId, choice }) => [seatId, { choice, revision: 1, receipt: `r${seatId}` }]));
  return {
    question: `Vote ${String(place)}`,
    form: 'named',
    ask,
    recused: [],
    electors: electors.map(({ personId: _person, ...one }) => ({
      ...one,
      name: '',
      ballot: cast.get(one.seatId) ?? null,
    })),
    result: { ...first, decision, settlement, closedAt: 0, cast: ballots.length, sealHash },
  };
}

function settlementOf({ tie }: DecisionRule, settledFor: 'yes' | 'no' | null): TieSettlement | null {
  if (settledFor === null) return null;
  if (tie === 'chair-casting') return { by: 'chair-casting', vote: settledFor };
  return tie === 'lot' ? { by: 'lot', drawn: settledFor } : null;
}

/** Five that come to everything there is, by hand, and the others at random. */
const plain = { requirements: [{ kind: 'share', majority: 'simple', base: 'yes-no' }], inEachGroup: [] } as const;
const half: Quorum = { numerator: 1, denominator: 2, strict: true };
const sits = { weight: 3, right: 'deciding', present: false, group: undefined } as const;
const byHand = [
  { rule: { ...plain, tie: 'revote', quorum: null, turnout: null }, answers: ['yes', 'no', null] },
  { rule: { ...plain, tie: 'lot', quorum: null, turnout: null }, answers: ['yes', 'abstain', null] },
  { rule: { ...plain, tie: 'lot', quorum: null, turnout: null }, answers: ['no', 'abstain', null] },
  { rule: { ...plain, tie: 'lot', quorum: half, turnout: null }, answers: ['yes', null, null] },
  { rule: { ...plain, tie: 'lot', quorum: null, turnout: half }, answers: ['yes', null, null] },
] as const;
const drawn = () => [
  ...byHand.map(({ rule: its, answers }) => {
    return { rule: its, seats: answers.map((choice) => ({ ...sits, choice })), settledFor: null };
  }),
  ...fc.sample(vote, { seed, numRuns: randomVotes }),
];

function recount(votes: readonly Partial<VoteTold>[]): Promise<{ readonly code: number; readonly said: string }> {
  return new Promise((resolve) => {
    const script = join(import.meta.dirname, '../../docs/recount.mjs');
    const child = execFile(process.execPath, [script], { maxBuffer: 1 << 24 }, (fault, said) => {
      resolve({ code: typeof fault?.code === 'number' ? fault.code : 0, said });
    });
    child.stdin?.end(JSON.stringify({ votes }));
  });
}

test(`[PAPER-8] [VOTE-1] weights, thresholds, bases, groups, quorum and what settles a tie: the script comes to each result (seed ${String(seed)})`, async () => {
  const votes = drawn().map(told);
  const outcomes = votes.map(({ result }) => (result?.kind === 'decision' ? result.decision.outcome : ''));
  expect([...new Set(outcomes)].sort()).toEqual(['carried', 'no-quorum', 'no-turnout', 'rejected', 'tie']);
  const { code, said } = await recount(votes);
  const verdicts = said.split('\n').filter((line) => line.includes('The ballots'));
  expect(verdicts).toHaveLength(votes.length);
  const wrong = verdicts.flatMap((line, place) => (line.includes('DO NOT') ? [JSON.stringify(votes[place])] : []));
  expect(wrong).toEqual([]);
  expect(code).toBe(0);
  for (const [place, block] of said.trim().split('\n\n').entries())
    expect(block).toContain(`: ${outcomes[place] ?? ''}`);
});

test('[PAPER-8] a weight that is one more, and an outcome that is another, are found in that vote and no other', async () => {
  const votes = drawn().slice(0, 2).map(told);
  const heavier = votes.map((one, place) => {
    if (place !== 1) return one;
    const at = one.electors?.findIndex(({ ballot, right }) => ballot != null && right === 'deciding');
    return { ...one, electors: one.electors?.map((its, of) => (of === at ? { ...its, weight: its.weight + 1 } : its)) };
  }) as Partial<VoteTold>[];
  const { code, said } = await recount(heavier);
  expect(code).toBe(1);
  expect(said.match(/DO NOT GIVE/g)).toHaveLength(1);
  expect(said.lastIndexOf('DO NOT GIVE')).toBeGreaterThan(said.indexOf('The ballots give'));
});
