/** Which state of a text did this person last see on this device? Kept as one number; without storage everything is new. */
import type { PersonId, TextId } from '../../../../shared/lib/ids.ts';

const keyOf = (personId: PersonId, textId: TextId): string => `ortaq.seen.${personId}.${textId}`;

/** The text's sequence when it was last looked at; `null`: never here. */
export function lastSeen(personId: PersonId, textId: TextId): number | null {
  try {
    const seq = Number(localStorage.getItem(keyOf(personId, textId)));
    return Number.isSafeInteger(seq) && seq > 0 ? seq : null;
  } catch {
    return null;
  }
}

export function noteSeen(personId: PersonId, textId: TextId, textSeq: number): void {
  try {
    localStorage.setItem(keyOf(personId, textId), String(textSeq));
  } catch {
    // Forbidden or full: then everything counts as new, and nothing is lost.
  }
}
