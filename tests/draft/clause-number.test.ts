/** Do labels stand still while people hold paper, and is none given twice? And in what order is a text read? */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { byNumber, entriesOf, numberClauses, numbersToFix } from '../../shared/draft/clause-number.ts';
import { orderAt } from '../../shared/draft/clause-place.ts';
import { blocksOf, inTextOrder, parentsIn, type ClausePlace } from '../../shared/draft/clause-tree.ts';

type Id = string;
const clause = (id: Id, order: string, given: Partial<ClausePlace<Id>> = {}): ClausePlace<Id> => ({
  id,
  order,
  parent: null,
  kind: 'operative',
  removed: false,
  ...given,
});

/** `a b(c d) e`: at the top a, b and e, under b c and d. */
function text(written: string): ClausePlace<Id>[] {
  const clauses: ClausePlace<Id>[] = [];
  let parent: Id | null = null;
  for (const [sign] of written.matchAll(/[a-z]|[()]/g)) {
    if (sign === '(') parent = clauses.at(-1)!.id;
    else if (sign === ')') parent = null;
    else clauses.push(clause(sign, `o${String(clauses.length).padStart(3, '0')}V`, { parent }));
  }
  return clauses;
}

const labels = (clauses: readonly ClausePlace<Id>[], fixed: Record<Id, string> = {}): string =>
  entriesOf(clauses, fixed)
    .map((entry) => `${entry.clause.id}${entry.number ?? '–'}${entry.clause.removed ? 'x' : ''}`)
    .join(' ');

const fix = (clauses: readonly ClausePlace<Id>[], fixed: Record<Id, string> = {}): Record<Id, string> => ({
  ...numbersToFix(clauses, fixed),
  ...fixed,
});

/** With a new clause put behind another, as the editor does it. */
function insert(
  clauses: readonly ClausePlace<Id>[],
  id: Id,
  parent: Id | null,
  after: Id | null,
): readonly ClausePlace<Id>[] {
  return [...clauses, clause(id, orderAt(clauses, { parent, after }, id), { parent })];
}

const change = (clauses: readonly ClausePlace<Id>[], id: Id, given: Partial<ClausePlace<Id>>): ClausePlace<Id>[] =>
  clauses.map((one) => (one.id === id ? { ...one, ...given } : one));

describe('[NUM-1] the text is read clause by clause, each with its sub-clauses', () => {
  test('operative clauses count 1, 2, 3, sub-clauses 2.1, 2.2; the preamble has no number', () => {
    const clauses = change(text('a b (c d) e'), 'a', { kind: 'preamble' });
    expect(labels([...clauses].reverse())).toBe('a– b1 c1.1 d1.2 e2');
  });

  test('only a standing operative clause at the top has sub-clauses', () => {
    const clauses = text('a (b) c');
    expect(labels(clauses)).toBe('a1 b1.1 c2');
    expect(labels(change(clauses, 'b', { parent: 'z' }))).toBe('a1 b2 c3');
    expect(labels(change(clauses, 'a', { kind: 'preamble' }))).toBe('a– b1 c2');
    expect(labels(change(clauses, 'b', { kind: 'preamble' }))).toBe('a1 b– c2');
    expect(labels(change(clauses, 'c', { parent: 'b' }))).toBe('a1 b1.1 c2');
  });

  test('the sub-clauses of a removed clause come up to its place, and go back when it is restored', () => {
    const clauses = text('a b (c d) e');
    const without = change(clauses, 'b', { removed: true });
    expect(labels(without)).toBe('a1 c2 d3 e4');
    // What is put between those that came up stays between them, whatever becomes of the removed one.
    const between = insert(without, 'n', null, 'c');
    expect(labels(between)).toBe('a1 c2 n3 d4 e5');
    expect(labels(change(between, 'b', { removed: false }))).toBe('a1 b2 c2.1 d2.2 n3 e4');
    expect(labels(change(without, 'b', { removed: false }))).toBe(labels(clauses));
  });

  test('parents in a circle are at the top, from wherever one looks', () => {
    const circle = [
      clause('a', 'a', { parent: 'b' }),
      clause('b', 'b', { parent: 'a' }),
      clause('c', 'c', { parent: 'b' }),
    ];
    for (const clauses of [circle, [...circle].reverse()]) {
      expect(Object.fromEntries(parentsIn(clauses))).toEqual({ a: null, b: null, c: 'b' });
      expect(labels(clauses)).toBe('a1 b2 c2.1');
    }
    expect(labels([clause('a', 'a', { parent: 'a' })])).toBe('a1');
    const chain = Array.from({ length: 5_000 }, (_, place) =>
      clause(`n${place}`, String(place).padStart(5, '0'), { parent: place === 0 ? null : `n${place - 1}` }),
    );
    expect(inTextOrder(chain)).toHaveLength(5_000);
  });
});

describe('[NUM-2] what was handed out keeps its label', () => {
  const clauses = text('a b (c d) e');
  const fixed = fix(clauses);

  test('what is set in has the next free label of its place', () => {
    expect(fixed).toEqual({ a: '1', b: '2', c: '2.1', d: '2.2', e: '3' });
    let more = insert(clauses, 'n', null, 'b');
    more = insert(more, 'm', null, 'n');
    more = insert(more, 'f', null, null);
    more = insert(more, 'z', null, 'e');
    more = insert(more, 'q', 'b', 'c');
    more = insert(more, 'r', 'b', 'd');
    more = insert(more, 's', 'b', null);
    more = insert(more, 't', 'n', null);
    expect(labels(more, fixed)).toBe('f0-1 a1 b2 s2.0-1 c2.1 q2.1-1 d2.2 r2.3 n2-1 t2-1.1 m2-2 e3 z3-1');
  });

  test('a removed one stays as an entry, a moved one keeps its label, and put back it has it again', () => {
    const without = change(clauses, 'c', { removed: true });
    expect(labels(without, fixed)).toBe('a1 b2 c2.1x d2.2 e3');
    expect(labels(change(without, 'b', { removed: true }), fixed)).toBe('a1 b2x c2.1x d2.2 e3');
    expect(labels(clauses, fixed)).toBe('a1 b2 c2.1 d2.2 e3');
    expect(labels(change(clauses, 'e', { order: 'a' }), fixed)).toBe('e3 a1 b2 c2.1 d2.2');
    // Taken out from under its clause it is still what the paper calls it.
    expect(labels(change(clauses, 'd', { parent: null }), fixed)).toBe('a1 b2 c2.1 d2.2 e3');
    expect(labels(insert(change(clauses, 'd', { parent: null }), 'n', null, 'd'), fixed)).toBe(
      'a1 b2 c2.1 d2.2 n2-1 e3',
    );
  });

  test('a later hand-out adds labels and changes none', () => {
    const more = insert(clauses, 'n', null, 'a');
    const later = fix(more, fixed);
    expect(later).toEqual({ ...fixed, n: '1-1' });
    expect(numbersToFix(more, later)).toEqual({});
    expect(labels(insert(more, 'm', null, 'n'), later)).toBe('a1 n1-1 m1-2 b2 c2.1 d2.2 e3');
    expect(labels(insert(more, 'm', null, 'a'), later)).toBe('a1 m1-2 n1-1 b2 c2.1 d2.2 e3');
  });

  test('what was never handed out is gone when it is removed', () => {
    const more = change(insert(clauses, 'n', null, 'a'), 'n', { removed: true });
    expect(labels(more, fixed)).toBe('a1 b2 c2.1 d2.2 e3');
  });
});

// ------------------------------------------------------------------------------------------------------- at random

interface Step {
  readonly do: number;
  readonly which: number;
  readonly where: number;
}
const steps = fc.array(fc.record({ do: fc.nat(9), which: fc.nat(1000), where: fc.nat(1000) }), { maxLength: 60 });

function act(clauses: readonly ClausePlace<Id>[], step: Step, number: number): readonly ClausePlace<Id>[] {
  const one = clauses[step.which % Math.max(1, clauses.length)]?.id ?? null;
  const other = clauses[step.where % Math.max(1, clauses.length)]?.id ?? null;
  if (one === null || step.do < 4) return insert(clauses, `x${number}`, step.do % 2 === 0 ? null : other, one);
  const parent = step.where % 3 === 0 ? null : other;
  switch (step.do) {
    case 4:
      return change(clauses, one, { removed: true });
    case 5:
      return change(clauses, one, { removed: false });
    case 6:
      return change(clauses, one, { parent });
    case 7:
      return change(clauses, one, { kind: step.where % 2 === 0 ? 'preamble' : 'operative' });
    default: {
      const others = clauses.filter(({ id }) => id !== one);
      return change(clauses, one, { order: orderAt(others, { parent, after: other }, one), parent });
    }
  }
}

test('[NUM-2] whatever is set in, moved, removed or put back: labels are unique and fixed ones stand', () => {
  fc.assert(
    fc.property(steps, fc.array(fc.nat(59), { maxLength: 4 }), (done, handOuts) => {
      let clauses: readonly ClausePlace<Id>[] = text('a b (c d) e');
      let fixed: Record<Id, string> = {};
      done.forEach((step, number) => {
        clauses = act(clauses, step, number);
        if (handOuts.includes(number)) {
          const later = fix(clauses, fixed);
          expect(later).toMatchObject(fixed);
          fixed = later;
        }
        const numbers = numberClauses(clauses, fixed);
        const given = [...numbers.values()].filter((label) => label !== null);
        expect(new Set(given).size).toBe(given.length);
        for (const { id, kind, removed } of clauses) {
          const label = numbers.get(id);
          if (kind === 'preamble') expect(label ?? null).toBeNull();
          else if (fixed[id] !== undefined) expect(label).toBe(fixed[id]);
          else if (removed) expect(label).toBeUndefined();
          else expect(label).toMatch(/^\d+(-\d+)?(\.\d+(-\d+)?)*$/);
        }
        // Every clause is read once, whoever stands under whom.
        expect(
          inTextOrder(clauses)
            .map(({ id }) => id)
            .sort(),
        ).toEqual(clauses.map(({ id }) => id).sort());
        for (const { clause: top, under } of blocksOf(clauses)) {
          if (under.length > 0) expect([top.kind, top.removed]).toEqual(['operative', false]);
        }
      });
    }),
    { numRuns: 300 },
  );
}, 60_000);

test('[NUM-3] where nothing moved since the hand-out, labels stand in the order of the text', () => {
  fc.assert(
    fc.property(steps, (done) => {
      let clauses: readonly ClausePlace<Id>[] = text('a b (c d) e');
      const fixed = fix(clauses);
      done.forEach((step, number) => {
        const top = blocksOf(clauses).map((block) => block.clause.id);
        const parent = step.do < 5 ? null : top[step.where % top.length]!;
        const after =
          parent === null ? [null, ...top][step.which % (top.length + 1)]! : clauses[step.which % clauses.length]!.id;
        clauses = insert(clauses, `x${number}`, parent, after);
      });
      const read = inTextOrder(clauses).map(({ id }) => numberClauses(clauses, fixed).get(id) ?? null);
      expect([...read].sort(byNumber)).toEqual(read);
    }),
    { numRuns: 100 },
  );
  expect(['4', '3-1', '3.2', '3', null, '3.1-1', '3.1', '10', '3-1.1', '0-1'].sort(byNumber)).toEqual([
    null,
    '0-1',
    '3',
    '3.1',
    '3.1-1',
    '3.2',
    '3-1',
    '3-1.1',
    '4',
    '10',
  ]);
}, 60_000);
