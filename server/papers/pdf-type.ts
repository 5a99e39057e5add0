/** In which letters is a PDF set, and how are words broken into lines? Measured by the faces that are embedded. */
import { createRequire } from 'node:module';
import type { DocumentRun } from '../../shared/papers/document.ts';
import type { Lang } from '../../shared/lib/lang.ts';

/** Literata holds all Kazakh letters in all four faces; it is the face of the text on screens too. */
const faceFiles = {
  plain: 'literata/400Regular/Literata_400Regular.ttf',
  italic: 'literata/400Regular_Italic/Literata_400Regular_Italic.ttf',
  bold: 'literata/700Bold/Literata_700Bold.ttf',
  'bold-italic': 'literata/700Bold_Italic/Literata_700Bold_Italic.ttf',
} as const;
export type Face = keyof typeof faceFiles;
export const faces = Object.keys(faceFiles) as readonly Face[];

/** Where a face lies: found from this file, and from the bundle that it becomes. */
export function faceFile(face: Face): string {
  return createRequire(import.meta.url).resolve(`@expo-google-fonts/${faceFiles[face]}`);
}

/** A piece of a line that looks the same: no break within it. */
export interface SetPiece {
  readonly text: string;
  readonly face: Face;
  readonly lang: Lang;
  /** Without the space behind it, points. */
  readonly width: number;
  /** Of the space behind it; 0: the next piece belongs to the same word. */
  readonly space: number;
}

export interface SetLine {
  readonly pieces: readonly SetPiece[];
  /** Of words and the spaces between them, points. */
  readonly width: number;
  /** It ends the paragraph: it is never stretched. */
  readonly isLast: boolean;
}

/** The width of a text in a face, points; the size is the measurer's. */
export type Measure = (text: string, face: Face) => number;

export function faceOf(run: DocumentRun, isHeavy: boolean, isSlanted: boolean): Face {
  const bold = run.bold === true || isHeavy;
  // A style that is italic gives its emphasis upright: the runs say so by themselves.
  const italic = run.italic === true || isSlanted;
  if (bold) return italic ? 'bold-italic' : 'bold';
  return italic ? 'italic' : 'plain';
}

/** Runs as pieces that a line may end behind. A no-break space is a letter like any other. */
function piecesOf(
  runs: readonly { readonly text: string; readonly face: Face; readonly lang: Lang }[],
  measure: Measure,
  widest: number,
): SetPiece[] {
  const pieces: SetPiece[] = [];
  for (const { text, face, lang } of runs) {
    for (const [, word = '', space = ''] of text.matchAll(/([^ \t\n]*)([ \t\n]*)/g)) {
      if (word === '' && space === '') continue;
      const spaceWidth = space === '' ? 0 : measure(' '.repeat(space.length), face);
      const parts = measure(word, face) <= widest ? [word] : torn(word, (part) => measure(part, face) <= widest);
      parts.forEach((part, place) => {
        const isLast = place === parts.length - 1;
        pieces.push({ text: part, face, lang, width: measure(part, face), space: isLast ? spaceWidth : 0 });
      });
    }
  }
  return pieces;
}

/** A word wider than its column (an address, a receipt) is broken where it must be. */
function torn(word: string, fits: (part: string) => boolean): readonly string[] {
  const parts: string[] = [];
  let part = '';
  for (const letter of word) {
    if (part !== '' && !fits(part + letter)) {
      parts.push(part);
      part = '';
    }
    part += letter;
  }
  return [...parts, part];
}

/** Lines no wider than `width`, the first one by `first` narrower. There is always one. */
export function breakLines(
  runs: readonly { readonly text: string; readonly face: Face; readonly lang: Lang }[],
  measure: Measure,
  width: number,
  first = 0,
): readonly SetLine[] {
  const lines: SetLine[] = [];
  let line: SetPiece[] = [];
  let word: SetPiece[] = [];
  const room = (): number => width - (lines.length === 0 ? first : 0);
  const flush = (isLast: boolean): void => {
    lines.push({ pieces: line, width: widthOf(line), isLast });
    line = [];
  };
  const take = (): void => {
    if (line.length > 0 && widthOf([...line, ...word]) > room()) flush(false);
    // Pieces of one word that are together wider than the line stand as far as they go.
    for (const piece of word) {
      if (line.length > 0 && widthOf([...line, piece]) > room()) flush(false);
      line.push(piece);
    }
    word = [];
  };
  const pieces = piecesOf(runs, measure, width - first);
  for (const [place, piece] of pieces.entries()) {
    word.push(piece);
    // A dash never begins a line: it stays with the word before it.
    const isBeforeDash = /^[–—]/.test(pieces[place + 1]?.text ?? '');
    if (piece.space > 0 && !isBeforeDash) take();
  }
  take();
  flush(true);
  return lines;
}

/** The space behind the last piece is not seen. */
function widthOf(pieces: readonly SetPiece[]): number {
  return pieces.reduce((sum, { width, space }, place) => sum + width + (place === pieces.length - 1 ? 0 : space), 0);
}
