/**
 * Who was last seen signed in in this browser, forum by forum? Only the server knows it for certain; without a line what is kept is
 * shown to the person noted here and to nobody else.
 */
import { isId, type ForumId, type PersonId } from '../../shared/lib/ids.ts';

const key = 'ortaq.here';

type Here = Readonly<Record<string, PersonId>>;

function read(): Here {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? '{}');
    if (typeof kept !== 'object' || kept === null) return {};
    return Object.fromEntries(
      Object.entries(kept).filter((entry): entry is [string, PersonId] => isId('person', String(entry[1]))),
    );
  } catch {
    // Storage is shut off: then nothing is kept either.
    return {};
  }
}

function write(here: Here): void {
  try {
    localStorage.setItem(key, JSON.stringify(here));
  } catch {
    // See above.
  }
}

export function personHere(forumId: ForumId): PersonId | null {
  return read()[forumId] ?? null;
}

/** Everybody noted, each once. */
export function peopleHere(): PersonId[] {
  return [...new Set(Object.values(read()))];
}

/** The server has said who this browser is in the forum. */
export function noteHere(forumId: ForumId, personId: PersonId): void {
  const here = read();
  if (here[forumId] !== personId) write({ ...here, [forumId]: personId });
}

/** Somebody signs in to the forum, perhaps another one: until the server says who, it is nobody. */
export function forgetHere(forumId: ForumId): void {
  const { [forumId]: _gone, ...rest } = read();
  write(rest);
}

/** Under which names something of these people stands in `localStorage`: a name that holds what is one person's says whose it is. */
export function keysOf(people: readonly PersonId[]): string[] {
  try {
    return Object.keys(localStorage).filter(
      (name) => name.startsWith('ortaq.') && people.some((personId) => name.includes(personId)),
    );
  } catch {
    return [];
  }
}

/** Everybody signs out. What this browser remembers of receipts of votes goes too. */
export function forgetEverybodyHere(): void {
  try {
    for (const name of [...keysOf(peopleHere()), 'ortaq.receipts', key]) localStorage.removeItem(name);
  } catch {
    // Nothing was kept.
  }
}
