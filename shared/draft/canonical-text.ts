/**
 * Which bytes does a ballot show and a paper print, whatever the history of the text?
 *
 * Unicode NFC, runs merged, control characters made spaces, no direction controls and no zero-width characters (two texts that look
 * the same must be the same), spaces at the ends gone, keys in the order of JCS (RFC 8785). Comments are not part of the words. Hashes are made of these bytes: `paperHash`
 * of the clause with its number, `clauseHash` of its words alone, which decides "changed since its vote". References stand as ids in both;
 * the bytes of the paper hold beside them the labels that those clauses had, so that they can be read without the text.
 */
import type { ClauseId } from '../lib/ids.ts';
import type { Lang, Localized } from '../lib/lang.ts';
import type { CanonicalClause } from './canonical-clause.ts';
import { everyInvisible } from './clean-words.ts';
import { mergeRuns, plainText, refCharacter, sliceRuns, toRun, type ClauseText, type Run } from './clause-runs.ts';

/** Where a clause stands among the others. */
export interface ClauseAmong {
  readonly number: string | null;
  /** Absent: at the top. */
  readonly parent?: ClauseId | null;
  /** The labels of all clauses; those that the words refer to go into the bytes. */
  readonly numbers?: ReadonlyMap<ClauseId, string | null>;
}

/** The canonical JSON of a clause with its number, and the numbers of those it refers to: what ballot and paper show. */
export function canonicalClause(clause: ClauseText, among: ClauseAmong): string {
  const parts = canonicalParts(clause);
  const refs: Partial<Record<ClauseId, string | null>> = {};
  for (const runs of Object.values(parts.body)) {
    for (const { ref } of runs) if (ref !== undefined) refs[ref] = among.numbers?.get(ref) ?? null;
  }
  return toCanonicalJson({
    number: among.number,
    ...(among.parent == null ? {} : { parent: among.parent }),
    ...parts,
    ...(Object.keys(refs).length === 0 ? {} : { refs }),
  });
}

/** The canonical JSON of its words, kind, addressee and date: without the number, which changes when others move. */
export function canonicalWords(clause: ClauseText): string {
  return toCanonicalJson(canonicalParts(clause));
}

function canonicalParts(clause: ClauseText): Omit<CanonicalClause, 'number' | 'parent' | 'refs'> {
  const body: Partial<Record<Lang, readonly Run[]>> = {};
  for (const [lang, runs] of Object.entries(clause.body) as [Lang, readonly Run[]][]) body[lang] = canonicalRuns(runs);
  return { kind: clause.kind, addressee: canonicalAddressee(clause.addressee), due: clause.due, body };
}

function canonicalAddressee(addressee: Localized | null): Localized | null {
  const names: Partial<Record<Lang, string>> = {};
  for (const [lang, name] of Object.entries(addressee ?? {}) as [Lang, string][]) {
    const canonical = canonicalString(name).trim();
    if (canonical !== '') names[lang] = canonical;
  }
  return Object.keys(names).length === 0 ? null : names;
}

// Line ends, tabs, other controls, and every kind of space are one plain space; the no-break space stays, it is typed on purpose.
const spaces = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u0020\u1680\u2000-\u200a\u205f\u3000]/gu;
const loneSurrogates = /\p{Surrogate}/gu;

function canonicalString(text: string): string {
  return text.replace(everyInvisible, '').replace(spaces, ' ').replace(loneSurrogates, '\ufffd').normalize('NFC');
}

/**
 * The runs of a clause in canonical form. A letter and its accent in two runs of different looks become one letter with the looks of
 * the letter: else the same words would have two forms.
 */
export function canonicalRuns(runs: readonly Run[]): Run[] {
  const bare = runs.map(({ comments: _comments, ...run }) => whereItStands(run));
  const cleaned = mergeRuns(bare.map((run) => toRun(canonicalString(run.text), run))).map((run) =>
    toRun(run.text.normalize('NFC'), run),
  );
  const composed: Run[] = [];
  for (const run of cleaned) {
    const last = composed[composed.length - 1];
    const marks = /^\p{M}+/u.exec(run.text)?.[0] ?? '';
    if (last === undefined || last.ref !== undefined || marks === '') {
      composed.push(run);
      continue;
    }
    composed[composed.length - 1] = toRun((last.text + marks).normalize('NFC'), last);
    composed.push(toRun(run.text.slice(marks.length), run));
  }
  return trimRuns(mergeRuns(composed));
}

/** A reference stands over its one character and nowhere else; the character alone means nothing and goes. */
function whereItStands(run: Run): Run {
  if (run.ref !== undefined && run.text.replaceAll(refCharacter, '') === '') return run;
  const { ref: _ref, ...plain } = run;
  return toRun(run.text.replaceAll(refCharacter, ''), plain);
}

function trimRuns(runs: readonly Run[]): Run[] {
  const text = plainText(runs);
  const start = text.length - text.trimStart().length;
  return sliceRuns(runs, start, Math.max(start, text.trimEnd().length));
}

/** JSON as RFC 8785 orders it. For plain data of strings, whole numbers, booleans, null, lists and records. */
export function toCanonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(toCanonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value)
      .filter(([, part]) => part !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${entries.map(([key, part]) => `${JSON.stringify(key)}:${toCanonicalJson(part)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}
