/** What has to be written so that a clause says other words, and what stays keeps its looks, its references and its comments? */
import { diffArrays } from 'diff';
import { referenceWords, type LabelOf } from '../../shared/draft/clause-reference.ts';
import { refCharacter, sliceRuns, toRun, type Marks, type Run, type Splice } from '../../shared/draft/clause-runs.ts';
import type { ClauseId } from '../../shared/lib/ids.ts';
import type { Lang } from '../../shared/lib/lang.ts';
import { changedWordsMost, wordPattern } from '../../shared/lib/word-pattern.ts';

/** What stays or goes as one: a word, or a reference to a clause (`text` is then its one character). */
interface Token {
  readonly text: string;
  readonly ref?: ClauseId;
}

/** So many tokens are taken away at a place, and these come. */
interface Change {
  readonly from: number;
  readonly taken: number;
  readonly come: readonly Token[];
}

/**
 * Splices from the last to the first, so that each may be done as it stands. `words` are what a person reads: a reference is in them as
 * `labelOf` has it drawn, and goes on being one. New words look as those in whose place they come, and are no link.
 */
export function splicesToWords(runs: readonly Run[], words: string, lang: Lang, labelOf: LabelOf): Splice[] {
  const before = tokensOf(runs);
  const after = tokensOfWords(words, drawnReferences(runs, lang, labelOf));
  const offsets = before.reduce<number[]>((all, { text }) => [...all, all.at(-1)! + text.length], [0]);
  return changesBetween(before, after)
    .map(({ from, taken, come }): Splice => {
      const at = offsets[from]!;
      const end = offsets[from + taken]!;
      const looks = taken > 0 ? commonLooks(sliceRuns(runs, at, end)) : looksAround(runs, at);
      return { at, delete: end - at, insert: come.map(({ text, ref }) => toRun(text, refLooks(looks, ref))) };
    })
    .reverse();
}

function changesBetween(before: readonly Token[], after: readonly Token[]): Change[] {
  const difference = diffArrays([...before], [...after], { comparator: isSameToken, maxEditLength: changedWordsMost });
  if (difference === undefined) return [{ from: 0, taken: before.length, come: after }];
  const changes: Change[] = [];
  let place = 0;
  let open: Change | null = null;
  for (const { added, removed, value } of difference) {
    if (added || removed) {
      open ??= { from: place, taken: 0, come: [] };
      if (added) open = { ...open, come: [...open.come, ...value] };
      else open = { ...open, taken: open.taken + value.length };
    } else if (open !== null) {
      changes.push(open);
      open = null;
    }
    if (!added) place += value.length;
  }
  return open === null ? changes : [...changes, open];
}

function isSameToken(a: Token, b: Token): boolean {
  return a.text === b.text && a.ref === b.ref;
}

/** Words are told apart without regard to their looks: half a word in bold is one word. */
function tokensOf(runs: readonly Run[]): Token[] {
  const tokens: Token[] = [];
  let text = '';
  const close = (): void => {
    for (const word of text.match(wordPattern) ?? []) tokens.push({ text: word });
    text = '';
  };
  for (const run of runs) {
    if (run.ref === undefined) {
      text += run.text;
      continue;
    }
    close();
    tokens.push({ text: run.text, ref: run.ref });
  }
  close();
  return tokens;
}

function tokensOfWords(words: string, references: ReadonlyMap<string, ClauseId>): Token[] {
  const tokens: Token[] = [];
  let rest = words;
  while (rest !== '') {
    const next = firstReference(rest, references);
    for (const word of rest.slice(0, next?.at).match(wordPattern) ?? []) tokens.push({ text: word });
    if (next === null) break;
    tokens.push({ text: refCharacter, ref: next.ref });
    rest = rest.slice(next.at + next.length);
  }
  return tokens;
}

/** The references of the words as they are drawn; a label is of one clause. */
function drawnReferences(runs: readonly Run[], lang: Lang, labelOf: LabelOf): ReadonlyMap<string, ClauseId> {
  const drawn = new Map<string, ClauseId>();
  for (const { ref } of runs) {
    const label = ref === undefined ? null : labelOf(ref);
    // What is drawn as *removed* may be any clause: those words stay words.
    if (ref !== undefined && label != null) drawn.set(referenceWords(lang, label), ref);
  }
  return drawn;
}

function firstReference(
  words: string,
  references: ReadonlyMap<string, ClauseId>,
): { readonly at: number; readonly length: number; readonly ref: ClauseId } | null {
  let first: { at: number; length: number; ref: ClauseId } | null = null;
  for (const [drawn, ref] of references) {
    // Who wrote the words anew may have put an ordinary space; «пункт 3» is neither in «пункт 31» nor in «пункт 3.1» nor in «пункт 3-1».
    const literal = drawn.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&').replaceAll('\u00a0', '[ \u00a0]');
    const found = new RegExp(`(?<![\\p{L}\\p{N}]|\\p{N}[.-])${literal}(?![\\p{L}\\p{N}]|[.-]\\p{N})`, 'u').exec(words);
    if (found !== null && (first === null || found.index < first.at)) {
      first = { at: found.index, length: found[0].length, ref };
    }
  }
  return first;
}

/** Bold and italic that all of the runs have. */
function commonLooks(runs: readonly Run[]): Marks {
  const has = (look: 'strong' | 'em'): boolean => runs.length > 0 && runs.every((run) => run[look] === true);
  return { ...(has('strong') ? { strong: true } : {}), ...(has('em') ? { em: true } : {}) };
}

function looksAround(runs: readonly Run[], at: number): Marks {
  const [before, behind] = [sliceRuns(runs, at - 1, at), sliceRuns(runs, at, at + 1)];
  return before.length === 0 || behind.length === 0 ? {} : commonLooks([...before, ...behind]);
}

function refLooks(looks: Marks, ref: ClauseId | undefined): Marks {
  return ref === undefined ? looks : { ...looks, ref };
}
