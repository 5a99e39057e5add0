/** Are enough here to decide? The edges. */
import { describe, expect, test } from 'vitest';
import type { Quorum } from '../../shared/forum/voting-rule.ts';
import { countQuorum, quorumOf } from '../../shared/sitting/quorum.ts';
import { people, RuleWorld } from '../rule-world.ts';

const twoThirds: Quorum = { numerator: 2, denominator: 3, strict: false };
const moreThanHalf: Quorum = { numerator: 1, denominator: 2, strict: true };

test('[QUO-1, QUO-2] deciding seats of people who are here count, by weight; advisory seats, roles and guests do not', () => {
  const world = new RuleWorld();
  const { seats } = world.sitting.sitting;
  const weighted = Object.fromEntries(
    Object.entries(seats).map(([id, seat]) => [id, { ...seat, weight: seat.holder === people.chen ? 5 : 2 }]),
  );
  const here = (...ids: readonly (typeof people)[keyof typeof people][]) =>
    Object.fromEntries(ids.map((id) => [id, { where: 'hall' as const, since: 1, by: 'self' as const }]));
  const sitting = { ...world.sitting.sitting, seats: weighted };
  expect(quorumOf({ ...sitting, present: {} })).toEqual({ present: 0, entitled: 7, needed: 5, reached: false });
  expect(quorumOf({ ...sitting, present: here(people.jana, people.amina, people.gani, people.fay) }).present).toBe(0);
  expect(quorumOf({ ...sitting, present: here(people.dara) })).toMatchObject({ present: 2, reached: false });
  expect(quorumOf({ ...sitting, present: here(people.chen) })).toMatchObject({ present: 5, reached: true });
});

describe('[QUO-3] how many are needed', () => {
  test.each([
    [twoThirds, 30, 20],
    [twoThirds, 39, 26],
    [twoThirds, 144, 96],
    [twoThirds, 1, 1],
    [twoThirds, 2, 2],
    [twoThirds, 31, 21],
    [moreThanHalf, 53, 27],
    [moreThanHalf, 52, 27],
    [moreThanHalf, 1, 1],
    [moreThanHalf, 2, 2],
  ] as const)('%j of %i: %i', (quorum, entitled, needed) => {
    expect(countQuorum(0, entitled, quorum).needed).toBe(needed);
    expect(countQuorum(needed - 1, entitled, quorum).reached).toBe(false);
    expect(countQuorum(needed, entitled, quorum).reached).toBe(true);
  });

  test('is the smallest number that fits the fraction, for every list of 1 to 1,000 seats', () => {
    const wrong: unknown[] = [];
    for (const quorum of [twoThirds, moreThanHalf, { numerator: 3, denominator: 4, strict: true }]) {
      const { numerator: n, denominator: d, strict } = quorum;
      for (let entitled = 1; entitled <= 1000; entitled += 1) {
        const { needed } = countQuorum(0, entitled, quorum);
        const fits = (present: number): boolean => (strict ? present * d > n * entitled : present * d >= n * entitled);
        if (!fits(needed) || fits(needed - 1)) wrong.push({ quorum, entitled, needed });
      }
    }
    expect(wrong).toEqual([]);
  });

  test('a rule without a quorum is always reached; with one, an empty list of seats never is', () => {
    expect(countQuorum(0, 0, null)).toEqual({ present: 0, entitled: 0, needed: 0, reached: true });
    expect(countQuorum(0, 0, twoThirds).reached).toBe(false);
    expect(countQuorum(0, 0, moreThanHalf).reached).toBe(false);
  });
});
