/** Does each clause find what is told for all of them, whichever way it is told? */
import { expect, test } from 'vitest';
import { Keyed } from '../../../client/features/draft/keyed.svelte.ts';
import { randomFrom } from '../../text/text-world.ts';

interface One {
  readonly id: number;
  readonly words: string;
}

test('a list that is mostly the former one tells each key what a table of all would', () => {
  const random = randomFrom(Number(process.env['ORTAQ_SEED'] ?? 11));
  const [byList, byTable] = [new Keyed<number, One>(), new Keyed<number, One>()];
  let list: readonly One[] = [];
  for (let round = 0; round < 150; round++) {
    const next = [...list];
    const place = random.below(next.length + 1);
    const deed = random.below(6);
    if (deed === 0) next.splice(place, 0, { id: round, words: 'new' });
    else if (deed === 1) next.splice(place, 1);
    else if (deed === 2) next.reverse();
    else if (next[place] !== undefined) next[place] = { id: next[place].id, words: `${round}` };
    list = next;
    byList.setList(list, ({ id }) => id);
    byTable.set(new Map(list.map((one) => [one.id, one])));
    const ids = Array.from({ length: round + 1 }, (_, id) => id);
    expect(ids.filter((id) => byList.get(id) !== byTable.get(id))).toEqual([]);
  }
  expect(list.length).toBeGreaterThan(3);
});

test('what says the same takes no other’s place', () => {
  const keyed = new Keyed<number, One>((a, b) => a.words === b.words);
  const first = { id: 1, words: 'same' };
  keyed.setList([first], ({ id }) => id);
  keyed.setList([{ id: 1, words: 'same' }], ({ id }) => id);
  expect(keyed.get(1)).toBe(first);
  keyed.setList([{ id: 1, words: 'other' }], ({ id }) => id);
  expect(keyed.get(1)?.words).toBe('other');
});
