/**
 * Which clauses does the browser put by together? Neighbours, a few at a time: for each letter it goes through what stands on the page, and
 * of hundreds of clauses that nobody sees it need not know each. A clause stays in its group for as long as it keeps its place among the
 * others: in another one it is made anew.
 */

export interface ClauseGroup<Id> {
  readonly key: number;
  /** In the order of the text; never none. */
  readonly ids: readonly Id[];
}

/** As few groups as seen from far, as few clauses as seen from near. */
export const groupSize = 8;

/** Remembers the groups from one list to the next. */
export function inGroups<Id>(): (ids: readonly Id[]) => readonly ClauseGroup<Id>[] {
  let groups: readonly ClauseGroup<Id>[] = [];
  return (ids) => (groups = regrouped(groups, ids));
}

/** The groups of these clauses, after they had been in the former ones. A group in which nothing has changed is the same object. */
export function regrouped<Id>(former: readonly ClauseGroup<Id>[], ids: readonly Id[]): readonly ClauseGroup<Id>[] {
  const placeOf = new Map(former.flatMap((group, place) => group.ids.map((id) => [id, place] as const)));
  const stays = longestRising(ids.map((id) => placeOf.get(id)));
  const members = former.map((): Id[] => []);
  /** Groups of new clauses, by the former one that they follow; -1: before all. */
  const fresh = new Map<number, Id[][]>();
  let home = -1;
  let coming: Id[] = [];
  const settle = (next: number | undefined): void => {
    const own = members[home];
    // Between two of one group there is no place but in it.
    const room = own === undefined ? 0 : home === next ? coming.length : Math.max(0, groupSize - own.length);
    own?.push(...coming.slice(0, room));
    const rest = coming.slice(room);
    coming = [];
    if (rest.length === 0) return;
    if (next !== undefined && rest.length < groupSize / 2) members[next]?.push(...rest);
    else fresh.set(home, chunksOf(rest));
  };
  ids.forEach((id, at) => {
    const place = placeOf.get(id);
    if (place === undefined || !stays.has(at)) {
      coming.push(id);
      return;
    }
    settle(place);
    members[place]?.push(id);
    home = place;
  });
  settle(undefined);
  let nextKey = Math.max(-1, ...former.map(({ key }) => key)) + 1;
  const groups: ClauseGroup<Id>[] = [];
  const addFresh = (place: number): void => {
    for (const part of fresh.get(place) ?? []) groups.push({ key: nextKey++, ids: part });
  };
  addFresh(-1);
  former.forEach((group, place) => {
    const now = members[place] ?? [];
    if (now.length > 0) groups.push(isSameList(now, group.ids) ? group : { key: group.key, ids: now });
    addFresh(place);
  });
  return groups;
}

function isSameList<One>(a: readonly One[], b: readonly One[]): boolean {
  return a.length === b.length && a.every((one, at) => one === b[at]);
}

function chunksOf<One>(list: readonly One[]): One[][] {
  return Array.from({ length: Math.ceil(list.length / groupSize) }, (_, at) =>
    list.slice(at * groupSize, (at + 1) * groupSize),
  );
}

/** Where the longest row of numbers stands that never fall; whatever is not a number is in none. */
function longestRising(numbers: readonly (number | undefined)[]): ReadonlySet<number> {
  /** Of the rows of each length, where the one ends that ends lowest. */
  const ends: number[] = [];
  const before = new Map<number, number | undefined>();
  numbers.forEach((number, at) => {
    if (number === undefined) return;
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (numbers[ends[middle]!]! <= number) low = middle + 1;
      else high = middle;
    }
    before.set(at, ends[low - 1]);
    ends[low] = at;
  });
  const row = new Set<number>();
  for (let at = ends.at(-1); at !== undefined; at = before.get(at)) row.add(at);
  return row;
}
