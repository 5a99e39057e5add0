/** Where in a text do words stand? In the language shown, whatever their case; ё is found by е, and references by how they are read. */
import { drawnText, type LabelOf } from '../../../../shared/draft/clause-reference.ts';
import type { Run } from '../../../../shared/draft/clause-runs.ts';
import type { Lang } from '../../../../shared/lib/lang.ts';

export interface FoundPlace {
  /** In UTF-16 units of the text looked through. */
  readonly from: number;
  readonly to: number;
}

/** A place of the words as they are read, and in the text, where a reference is one character. */
export interface FoundWords extends FoundPlace {
  readonly read: FoundPlace;
}

/** All places in the words of a clause, references looked through as they are read; found in part, a reference counts whole. */
export function findInRuns(runs: readonly Run[], lang: Lang, labelOf: LabelOf, wanted: string): FoundWords[] {
  const pieces = runs.map((run) => ({
    held: run.text,
    read: drawnText([run], lang, labelOf),
    isWhole: run.ref !== undefined,
  }));
  /** Where a place of the words read is in the text. */
  const heldAt = (place: number, edge: 'from' | 'to'): number => {
    let [held, read] = [0, 0];
    for (const piece of pieces) {
      const within = place - read;
      const isHere = edge === 'from' ? within < piece.read.length : within <= piece.read.length;
      if (isHere && piece.isWhole) return edge === 'from' ? held : held + piece.held.length;
      if (isHere) return held + within;
      held += piece.held.length;
      read += piece.read.length;
    }
    return held;
  };
  return findWords(pieces.map(({ read }) => read).join(''), wanted).map((read) => ({
    from: heldAt(read.from, 'from'),
    to: heldAt(read.to, 'to'),
    read,
  }));
}

/** All places, in order, not overlapping; none for empty words. */
export function findWords(text: string, wanted: string): FoundPlace[] {
  const needle = folded(wanted.normalize('NFC')).trim();
  const hay = folded(text);
  const places: FoundPlace[] = [];
  if (needle === '') return places;
  for (let at = hay.indexOf(needle); at !== -1; at = hay.indexOf(needle, at + needle.length)) {
    places.push({ from: at, to: at + needle.length });
  }
  return places;
}

/** Letter by letter, so that places stay places: a letter that grows longer in small stays as it is. */
function folded(text: string): string {
  let small = '';
  for (const letter of text) {
    const lower = letter.toLowerCase();
    const same = lower.length === letter.length ? lower : letter;
    small += same === 'ё' ? 'е' : same === '\u00a0' ? ' ' : same;
  }
  return small;
}
