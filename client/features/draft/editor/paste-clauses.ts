/** How do pasted clauses come into the text? The first into the clause of the caret, the others behind it, what stood behind the caret at the end. */
import type * as Y from 'yjs';
import { plainText, sliceRuns, type Run } from '../../../../shared/draft/clause-runs.ts';
import {
  createClause,
  insertWords,
  pasteParagraphs,
  setAddressee,
  setDue,
  setKind,
  setParent,
} from '../../../../shared/draft/clause-text-edit.ts';
import { bodyText, clauseText, outlineOf } from '../../../../shared/draft/clause-text.ts';
import { parentsIn } from '../../../../shared/draft/clause-tree.ts';
import type { ClauseKind } from '../../../../shared/draft/clause-number.ts';
import type { ClauseId } from '../../../../shared/lib/ids.ts';
import type { Lang, Localized } from '../../../../shared/lib/lang.ts';

/** One clause of what is pasted. */
export interface PasteItem {
  /** In the language pasted into. */
  readonly runs: readonly Run[];
  /** In the text's other languages. */
  readonly others?: Readonly<Partial<Record<Lang, readonly Run[]>>>;
  readonly kind: ClauseKind | null;
  readonly level: 0 | 1;
  readonly addressee?: Localized | null;
  readonly due?: string | null;
  /** The number as it was typed: put before the words where they go into a sentence. */
  readonly sign: string;
}

export interface Paste {
  readonly id: ClauseId;
  readonly lang: Lang;
  readonly at: number;
  readonly items: readonly PasteItem[];
  /** The first is a clause of its own, and goes into the clause of the caret only when that is empty. */
  readonly isOwnFirst: boolean;
  readonly newId: () => ClauseId;
}

/** Longest words of one transaction, in UTF-16 units: its update stays well below what the server takes at once. */
const partLength = 8000;

/**
 * Writes the paste, in as many transactions as the server's limits ask for; the caller undoes them as one. Answers where the caret goes.
 * Keys of order are made by halves: one behind the other they would grow with each clause.
 */
export function pasteClauses(doc: Y.Doc, paste: Paste): { readonly clauseId: ClauseId; readonly offset: number } {
  const { id, lang, at, items, newId } = paste;
  const clause = clauseText(doc, id);
  const text = bodyText(doc, id, lang);
  const [first, ...more] = items;
  if (clause === null || text === null || first === undefined) return { clauseId: id, offset: at };
  const isEmptyHere = text.length === 0;
  if (isEmptyHere && Object.values(clause.body).every((runs) => runs.length === 0)) {
    if (first.kind !== null) setKind(doc, id, first.kind);
    for (const [of, name] of Object.entries(first.addressee ?? {}) as [Lang, string][]) setAddressee(doc, id, of, name);
    if (first.due !== undefined && first.due !== null) setDue(doc, id, first.due);
    for (const [of, runs] of Object.entries(first.others ?? {}) as [Lang, readonly Run[]][])
      write(doc, id, of, 0, runs);
  }
  const isInline = isEmptyHere || !paste.isOwnFirst;
  const hasTail = isInline && text.length > at;
  const behind = isInline ? more : items;
  const inline = isInline ? (isEmptyHere ? first.runs : [{ text: first.sign }, ...first.runs]) : [];
  if (behind.length === 0) {
    write(doc, id, lang, at, inline);
    return { clauseId: id, offset: at + plainText(inline).length };
  }
  const ids = behind.map(newId);
  const lastId = ids.at(-1)!;
  const above = parentsIn(outlineOf(doc)).get(id) ?? null;
  // Inside a clause that stands under another, and where its tail must follow, all are on its level.
  const isFlat = above !== null && (hasTail || behind.every(({ level }) => level === 0));
  if (hasTail) {
    pasteParagraphs(doc, { id, lang, at, paragraphs: [[], []], newIds: [lastId] });
    const { kind } = behind.at(-1)!;
    if (kind !== null) setKind(doc, lastId, kind);
  }
  write(doc, id, lang, at, inline);

  const heads: { readonly index: number; readonly under: number[] }[] = [];
  const orphans: number[] = [];
  const holdsFirst = above === null && (clauseText(doc, id)?.kind ?? 'preamble') === 'operative';
  behind.forEach(({ level }, index) => {
    if (level === 0 || isFlat) heads.push({ index, under: [] });
    else if (heads.length > 0) heads.at(-1)!.under.push(index);
    else if (holdsFirst) orphans.push(index);
    else heads.push({ index, under: [] });
  });
  const make = (index: number, after: ClauseId, parent: ClauseId | null): void => {
    const item = behind[index]!;
    const kind = item.kind ?? clause.kind;
    if (hasTail && index === behind.length - 1) {
      write(doc, lastId, lang, 0, item.runs);
      if (parent !== null && !isFlat) setParent(doc, lastId, parent);
      return;
    }
    const { addressee = null, due = null } = item;
    const others: Partial<Record<Lang, readonly Run[]>> = {};
    for (const [of, runs] of Object.entries(item.others ?? {}) as [Lang, readonly Run[]][]) {
      others[of] = sliceRuns(runs, 0, partLength);
    }
    const body = { ...others, [lang]: sliceRuns(item.runs, 0, partLength) };
    createClause(doc, { id: ids[index]!, kind, after, parent, addressee, due, body });
    write(doc, ids[index]!, lang, partLength, sliceRuns(item.runs, partLength));
    for (const [of, runs] of Object.entries(item.others ?? {}) as [Lang, readonly Run[]][]) {
      write(doc, ids[index]!, of, partLength, sliceRuns(runs, partLength));
    }
  };
  byHalves(orphans, id, (index, after) => make(index, after, id));
  const base = isFlat || above === null ? id : above;
  byHalves(
    heads.map(({ index }) => index),
    base,
    (index, after) => make(index, after, isFlat ? above : null),
  );
  for (const { index, under } of heads) byHalves(under, ids[index]!, (child, after) => make(child, after, ids[index]!));
  return { clauseId: lastId, offset: plainText(behind.at(-1)!.runs).length };

  /** The middle one first, then the halves before and behind it: each is told behind which it stands. */
  function byHalves(
    indexes: readonly number[],
    before: ClauseId,
    each: (index: number, after: ClauseId) => void,
  ): void {
    if (indexes.length === 0) return;
    const middle = Math.floor(indexes.length / 2);
    const index = indexes[middle]!;
    each(index, before);
    byHalves(indexes.slice(0, middle), before, each);
    byHalves(indexes.slice(middle + 1), ids[index]!, each);
  }
}

function write(doc: Y.Doc, id: ClauseId, lang: Lang, at: number, runs: readonly Run[]): void {
  let place = at;
  for (const { text, ...marks } of runs) {
    for (let from = 0; from < text.length; from += partLength) {
      const part = text.slice(from, from + partLength);
      insertWords(doc, id, lang, place, part, marks);
      place += part.length;
    }
  }
}
