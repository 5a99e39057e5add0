/** What has this person been told on this device and put away? Ids of answers and comments; without storage they are told again. */
import type { PersonId } from '../../../shared/lib/ids.ts';

const keyOf = (personId: PersonId): string => `ortaq.told.${personId}`;
/** Older ones are long out of sight. */
const mostKept = 300;

export function toldHere(personId: PersonId): ReadonlySet<string> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(personId)) ?? '[]');
    return new Set(Array.isArray(kept) ? kept.filter((id) => typeof id === 'string') : []);
  } catch {
    return new Set();
  }
}

export function noteTold(personId: PersonId, id: string): void {
  try {
    localStorage.setItem(keyOf(personId), JSON.stringify([...toldHere(personId), id].slice(-mostKept)));
  } catch {
    // See above.
  }
}
