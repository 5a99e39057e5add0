/**
 * What are the words of a clause in one language, apart from how they came about? A list of runs, and splices between two lists.
 *
 * Followers hold runs, the editor a Y.Doc; both speak of places as UTF-16 offsets into the clause's words.
 */
import type { ClauseId, ThreadId } from '../lib/ids.ts';
import type { Lang, Localized } from '../lib/lang.ts';
import type { ClauseKind } from './clause-number.ts';

/** The one character over which a cross-reference stands. */
export const refCharacter = '\ufffc';

/**
 * Words that look the same. `link` is an https or mailto address (older texts may hold http). `ref`: the text is one `refCharacter` that
 * stands for a reference to that clause, drawn in the reader's language. `comments`: the threads that stand on these words, sorted.
 * Absent means plain.
 */
export interface Run {
  readonly text: string;
  readonly strong?: true;
  readonly em?: true;
  readonly link?: string;
  readonly ref?: ClauseId;
  readonly comments?: readonly ThreadId[];
}

export type Marks = Omit<Run, 'text'>;

/** Longest addressee in one language, in UTF-16 units: the gate takes no longer one. */
export const addresseeMost = 300;

/** One clause as plain JSON. */
export interface ClauseText {
  readonly id: ClauseId;
  /** Fractional key: clauses stand in the order of (order, id), compared by code unit. */
  readonly order: string;
  readonly parent: ClauseId | null;
  readonly kind: ClauseKind;
  /** Whom the clause asks to act, in the languages in which it was written; `null`: nobody is named. */
  readonly addressee: Localized | null;
  /** `YYYY-MM-DD`, or `null`. */
  readonly due: string | null;
  readonly removed: boolean;
  readonly body: Readonly<Partial<Record<Lang, readonly Run[]>>>;
}

/** At offset `at` (UTF-16 units) take away `delete` units, then put `insert` in. */
export interface Splice {
  readonly at: number;
  readonly delete: number;
  readonly insert: readonly Run[];
}

/** The words without their looks. */
export function plainText(runs: readonly Run[]): string {
  let text = '';
  for (const run of runs) text += run.text;
  return text;
}

/** Have two runs the same looks? */
export function sameMarks(a: Marks, b: Marks): boolean {
  return (
    a.strong === b.strong &&
    a.em === b.em &&
    a.link === b.link &&
    a.ref === b.ref &&
    (a.comments ?? []).join() === (b.comments ?? []).join()
  );
}

/** A run with these looks; keys that are off are left out, so that equal runs are equal JSON. */
export function toRun(text: string, marks: Marks): Run {
  return {
    text,
    ...(marks.strong === true ? { strong: true as const } : {}),
    ...(marks.em === true ? { em: true as const } : {}),
    ...(marks.link !== undefined ? { link: marks.link } : {}),
    ...(marks.ref !== undefined ? { ref: marks.ref } : {}),
    ...(marks.comments !== undefined && marks.comments.length > 0 ? { comments: [...marks.comments].sort() } : {}),
  };
}

/** The same words with empty runs gone and neighbours of equal looks joined. Each cross-reference is a run of its own. */
export function mergeRuns(runs: readonly Run[]): Run[] {
  const merged: Run[] = [];
  for (const run of runs) {
    if (run.text === '') continue;
    const last = merged[merged.length - 1];
    if (run.ref !== undefined && run.text.length > 1) merged.push(...Array.from(run.text, (part) => toRun(part, run)));
    else if (last !== undefined && run.ref === undefined && sameMarks(last, run))
      merged[merged.length - 1] = toRun(last.text + run.text, run);
    else merged.push(toRun(run.text, run));
  }
  return merged;
}

/** The same words as nobody commented on them. */
export function withoutComments(runs: readonly Run[]): Run[] {
  return mergeRuns(runs.map(({ comments: _comments, ...run }) => run));
}

/** The part of the runs from offset `from` up to `to`. */
export function sliceRuns(runs: readonly Run[], from: number, to = Infinity): Run[] {
  const slice: Run[] = [];
  let offset = 0;
  for (const run of runs) {
    const start = Math.max(from - offset, 0);
    const end = Math.min(to - offset, run.text.length);
    if (start < end) slice.push(toRun(run.text.slice(start, end), run));
    offset += run.text.length;
  }
  return slice;
}

/** The one splice that turns `before` into `after`; `null` when they are equal. Cuts no surrogate pair in two. */
export function spliceBetween(before: readonly Run[], after: readonly Run[]): Splice | null {
  const a = mergeRuns(before);
  const b = mergeRuns(after);
  const lengthA = plainText(a).length;
  const lengthB = plainText(b).length;
  const most = Math.min(lengthA, lengthB);
  const start = commonLength(charactersOf(a), charactersOf(b), most);
  if (start === lengthA && start === lengthB) return null;
  const end = commonLength(charactersOf(a, true), charactersOf(b, true), most - start);
  return { at: start, delete: lengthA - start - end, insert: sliceRuns(b, start, lengthB - end) };
}

/** Whole characters with their looks, from the front or from the back. */
function* charactersOf(runs: readonly Run[], backwards = false): Generator<readonly [string, Marks]> {
  for (const run of backwards ? [...runs].reverse() : runs) {
    const characters = Array.from(run.text);
    for (const character of backwards ? characters.reverse() : characters) yield [character, run];
  }
}

function commonLength(
  a: Generator<readonly [string, Marks]>,
  b: Generator<readonly [string, Marks]>,
  most: number,
): number {
  let length = 0;
  for (;;) {
    const left = a.next();
    const right = b.next();
    if (left.done === true || right.done === true) return length;
    if (left.value[0] !== right.value[0] || !sameMarks(left.value[1], right.value[1])) return length;
    if (length + left.value[0].length > most) return length;
    length += left.value[0].length;
  }
}
