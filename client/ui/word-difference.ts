/** What is different between two texts, in whole words? For eyes: struck and underlined words, and never half a word. */
import { diffArrays } from 'diff';
import { changedWordsMost, wordPattern } from '../../shared/lib/word-pattern.ts';

export interface DifferencePiece {
  /** `out`: only in the first text. `in`: only in the second. */
  readonly is: 'same' | 'out' | 'in';
  readonly text: string;
}

/**
 * The pieces in the order of reading; what goes stands before what comes. The pieces that are not `in` make the first text, those that
 * are not `out` the second.
 */
export function wordDifference(before: string, after: string): DifferencePiece[] {
  const changes = diffArrays(before.match(wordPattern) ?? [], after.match(wordPattern) ?? [], {
    maxEditLength: changedWordsMost,
  });
  if (changes === undefined) {
    return [
      { is: 'out' as const, text: before },
      { is: 'in' as const, text: after },
    ].filter(({ text }) => text !== '');
  }
  const pieces: DifferencePiece[] = [];
  for (const { added, removed, value } of bridged(changes)) {
    const is = added ? 'in' : removed ? 'out' : 'same';
    const text = value.join('');
    const last = pieces.at(-1);
    if (last?.is === is) pieces[pieces.length - 1] = { is, text: last.text + text };
    else pieces.push({ is, text });
  }
  return outFirst(pieces);
}

interface Change {
  readonly added: boolean;
  readonly removed: boolean;
  readonly value: string[];
}

/** A lone space between two changed words belongs to the change: «[старый план][новый порядок]» and not word by word in stripes. */
function bridged(changes: readonly Change[]): Change[] {
  return changes.flatMap((change, place) => {
    const isSpace = !change.added && !change.removed && change.value.join('').trim() === '';
    const isBetween = place > 0 && place < changes.length - 1;
    if (!isSpace || !isBetween) return [change];
    return [
      { added: false, removed: true, value: change.value },
      { added: true, removed: false, value: change.value },
    ];
  });
}

/** Between two unchanged pieces: everything that goes, then everything that comes. */
function outFirst(pieces: readonly DifferencePiece[]): DifferencePiece[] {
  const ordered: DifferencePiece[] = [];
  let out = '';
  let into = '';
  const close = (): void => {
    if (out !== '') ordered.push({ is: 'out', text: out });
    if (into !== '') ordered.push({ is: 'in', text: into });
    out = '';
    into = '';
  };
  for (const piece of pieces) {
    if (piece.is === 'out') out += piece.text;
    else if (piece.is === 'in') into += piece.text;
    else {
      close();
      ordered.push(piece);
    }
  }
  close();
  return ordered;
}
