/** Are clauses put by together as they stand, and does each stay in its group for as long as it can? */
import { expect, test } from 'vitest';
import { groupSize, regrouped, type ClauseGroup } from '../../client/features/draft/clause-groups.ts';
import { randomFrom } from '../text/text-world.ts';

const some = (from: number, to: number): string[] => Array.from({ length: to - from }, (_, at) => `c${from + at}`);
const flat = (groups: readonly ClauseGroup<string>[]): string[] => groups.flatMap(({ ids }) => ids);
const homes = (groups: readonly ClauseGroup<string>[]): Map<string, number> =>
  new Map(groups.flatMap(({ key, ids }) => ids.map((id) => [id, key] as const)));

test('clauses that are drawn a few at a time fill one group after the other', () => {
  let groups: readonly ClauseGroup<string>[] = [];
  for (const count of [16, 19, 22, 25, 40]) groups = regrouped(groups, some(0, count));
  expect(flat(groups)).toEqual(some(0, 40));
  expect(groups.map(({ ids }) => ids.length)).toEqual([8, 8, 8, 8, 8]);
});

test('the same clauses are the same groups', () => {
  const groups = regrouped([], some(0, 20));
  const again = regrouped(groups, some(0, 20));
  expect(again.every((group, at) => group === groups[at])).toBe(true);
});

test('a clause that moves changes its group, and no other does', () => {
  const before = regrouped([], some(0, 40));
  const ids = some(0, 40).filter((id) => id !== 'c3');
  ids.splice(30, 0, 'c3');
  const after = regrouped(before, ids);
  expect(flat(after)).toEqual(ids);
  const [was, is] = [homes(before), homes(after)];
  expect(ids.filter((id) => was.get(id) !== is.get(id))).toEqual(['c3']);
});

test('a new clause comes to those beside it, many have groups of their own, and a group without clauses is none', () => {
  const before = regrouped([], some(0, 24));
  const one = regrouped(before, ['new', ...some(0, 24)]);
  expect(one[0]!.ids).toEqual(['new', ...some(0, 8)]);
  const pasted = some(100, 150);
  const many = regrouped(before, [...some(0, 8), ...pasted, ...some(8, 24)]);
  expect(Math.max(...many.map(({ ids }) => ids.length))).toBe(groupSize);
  const fewer = regrouped(before, [...some(0, 8), ...some(16, 24)]);
  expect(fewer).toEqual([before[0], before[2]]);
});

test('whatever happens each clause stands once, in its order, and those that keep their order keep their group', () => {
  const seed = Number(process.env['ORTAQ_SEED'] ?? 11);
  const random = randomFrom(seed);
  let ids = some(0, 30);
  let groups = regrouped<string>([], ids);
  for (let round = 0; round < 300; round++) {
    const next = [...ids];
    const deed = random.below(3);
    const at = random.below(next.length + 1);
    if (deed === 0 || next.length < 5)
      next.splice(at, 0, ...some(1_000 + round * 10, 1_000 + round * 10 + 1 + random.below(9)));
    else {
      const [taken] = next.splice(random.below(next.length), 1);
      if (deed === 1) next.splice(random.below(next.length + 1), 0, taken!);
      else if (next.length > 60) next.splice(0, 20);
    }
    const now = regrouped(groups, next);
    expect(flat(now), `seed ${seed}, round ${round}`).toEqual(next);
    expect(new Set(now.map(({ key }) => key)).size).toBe(now.length);
    const [was, is] = [homes(groups), homes(now)];
    const moved = next.filter((id) => was.has(id) && was.get(id) !== is.get(id));
    expect(moved.length, `seed ${seed}, round ${round}`).toBeLessThanOrEqual(1);
    [ids, groups] = [next, now];
  }
});
