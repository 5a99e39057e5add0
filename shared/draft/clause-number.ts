/**
 * Which number does a clause carry? A label, computed from the text; once people hold paper, what was handed out keeps its label.
 *
 * `3`, under it `3.1`; set in later `3-1`, `3.1-1`. Source: legal drafting's way to insert into what is numbered already (RULES, NUM).
 */
import { blocksOf, inTextOrder, type ClausePlace } from './clause-tree.ts';

/** A preamble clause says why and has no number; an operative one says what shall be done. */
export const clauseKinds = ['preamble', 'operative'] as const;
export type ClauseKind = (typeof clauseKinds)[number];

/** Labels that stand still, by clause: what was fixed when paper was handed out. None: numbers follow the text. */
export type FixedNumbers<Id extends string = string> = Readonly<Partial<Record<Id, string>>>;

/**
 * The label of each operative clause that stands, `null` of each preamble clause; given in any order, told in the order of the text.
 * A removed clause has a label only if it is fixed, for its place stays as an entry; otherwise it is left out.
 *
 * Nothing fixed: 1, 2, 3 …, under them 3.1, 3.2 …. With fixed ones, what is new takes the next free label of its place: behind 3 it is 3-1,
 * 3-2 …; before the first 0-1; under 3 at the end 3.4, in between 3.1-1. Labels are unique, and a fixed one never changes.
 */
export function numberClauses<Id extends string>(
  clauses: readonly ClausePlace<Id>[],
  fixed?: FixedNumbers<Id>,
): ReadonlyMap<Id, string | null> {
  const fixedLabel = (id: Id): string | undefined => fixed?.[id];
  const taken = new Set(Object.values<string | undefined>(fixed ?? {}).flatMap((label) => label ?? []));
  const isFree = taken.size === 0;
  const numbers = new Map<Id, string | null>();
  const next = (prefix: string): string => {
    let place = 1;
    while (taken.has(`${prefix}${place}`)) place += 1;
    const label = `${prefix}${place}`;
    taken.add(label);
    return label;
  };
  let before = '0';
  for (const { clause, under } of blocksOf(clauses)) {
    const kept = fixedLabel(clause.id);
    if (clause.removed && kept === undefined) continue;
    if (clause.kind === 'preamble') {
      if (!clause.removed) numbers.set(clause.id, null);
      continue;
    }
    const label = kept ?? next(isFree ? '' : `${before}-`);
    numbers.set(clause.id, label);
    if (kept !== undefined && !kept.includes('.')) before = stem(kept);
    numberUnder(label, under);
  }
  return numbers;

  function numberUnder(label: string, under: readonly ClausePlace<Id>[]): void {
    const own = (sub: string | undefined): sub is string =>
      sub?.startsWith(`${label}.`) === true && !sub.slice(label.length + 1).includes('.');
    const last = under.reduce((found, { id }, place) => (own(fixedLabel(id)) ? place : found), -1);
    let behind = `${label}.0`;
    under.forEach((sub, place) => {
      const kept = fixedLabel(sub.id);
      if (own(kept)) behind = `${label}.${stem(kept.slice(label.length + 1))}`;
      if (kept !== undefined) numbers.set(sub.id, kept);
      else if (!sub.removed) numbers.set(sub.id, next(place > last ? `${label}.` : `${behind}-`));
    });
  }
}

/** `3` of `3-1`: what is set in behind 3-1 is of the same family. */
function stem(label: string): string {
  return label.split('-', 1)[0] ?? label;
}

/** The labels that a hand-out adds: of standing operative clauses that have none fixed. */
export function numbersToFix<Id extends string>(
  clauses: readonly ClausePlace<Id>[],
  fixed: FixedNumbers<Id>,
): Record<Id, string> {
  const added: Partial<Record<Id, string>> = {};
  const standing = new Set(clauses.filter(({ removed }) => !removed).map(({ id }) => id));
  for (const [id, label] of numberClauses(clauses, fixed)) {
    if (label !== null && fixed[id] === undefined && standing.has(id)) added[id] = label;
  }
  return added as Record<Id, string>;
}

/** What a page shows of a text, in order: what stands, and of what was handed out and removed since its place («3 (исключён)»). */
export function entriesOf<C extends ClausePlace>(
  clauses: readonly C[],
  fixed?: FixedNumbers<C['id']>,
): { readonly clause: C; readonly number: string | null }[] {
  const numbers = numberClauses<C['id']>(clauses, fixed);
  return inTextOrder(clauses).flatMap((clause) => {
    const number = numbers.get(clause.id);
    return number === undefined ? [] : [{ clause, number }];
  });
}

/** Orders labels as a reader would look for them: 3, 3.1, 3.1-1, 3.2, 3-1, 4; what has none comes first. */
export function byNumber(a: string | null, b: string | null): number {
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  const [left, right] = [partsOf(a), partsOf(b)];
  for (let place = 0; place < Math.max(left.length, right.length); place += 1) {
    const [one, other] = [left[place], right[place]];
    if (one === undefined || other === undefined) return one === undefined ? -1 : 1;
    for (let depth = 0; depth < Math.max(one.length, other.length); depth += 1) {
      const difference = (one[depth] ?? 0) - (other[depth] ?? 0);
      if (difference !== 0) return difference;
    }
  }
  return 0;
}

function partsOf(label: string): readonly (readonly number[])[] {
  return label.split('.').map((part) => part.split('-').map(Number));
}
