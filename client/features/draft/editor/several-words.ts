/** What is done with words of several clauses at once? Deleted, made bold: each open clause for itself, closed ones never. */
import type * as Y from 'yjs';
import type { ClauseId } from '../../../../shared/lib/ids.ts';
import type { Lang } from '../../../../shared/lib/lang.ts';
import { sliceRuns } from '../../../../shared/draft/clause-runs.ts';
import { clauseRuns } from '../../../../shared/draft/clause-text.ts';
import { deleteWords, joinClauses, markWords, removeClause } from '../../../../shared/draft/clause-text-edit.ts';

/** The selected part of one clause. Offsets are UTF-16 units of its words. */
export interface Span {
  readonly clauseId: ClauseId;
  readonly from: number;
  readonly to: number;
  /** How many words (in units) the clause has. */
  readonly length: number;
  readonly isOpen: boolean;
}

/** Is the clause selected as a whole, with what stands around its words? */
export function isWhole({ from, to, length }: Span): boolean {
  return from === 0 && to === length;
}

/**
 * Takes the selected words out, as in one long document: the first clause keeps what stood before the selection and takes what stood
 * behind it from the last. Clauses in between, and a last one that is selected to its end, are marked removed: their words stay in
 * them. A closed clause is left as it is, and nothing is joined across it.
 *
 * Several transactions, so that each update is one that the server takes; the caller undoes them as one. Answers where the caret
 * goes; `null`: everything selected is closed or removed.
 */
export function deleteSpans(
  doc: Y.Doc,
  spans: readonly Span[],
  lang: Lang,
  keeps: 'first' | 'none' = 'first',
): { readonly clauseId: ClauseId; readonly offset: number } | null {
  const first = spans[0];
  const last = spans.at(-1);
  const kept = keeps === 'first' && first?.isOpen === true ? first : null;
  if (kept !== null) deleteWords(doc, kept.clauseId, lang, kept.from, kept.to - kept.from);
  const isJoined = kept !== null && spans.every(({ isOpen }) => isOpen);
  let left: { clauseId: ClauseId; offset: number } | null =
    kept === null ? null : { clauseId: kept.clauseId, offset: kept.from };
  for (const span of spans) {
    if (span === kept || !span.isOpen) continue;
    if (isWhole(span)) {
      removeClause(doc, span.clauseId);
      continue;
    }
    deleteWords(doc, span.clauseId, lang, span.from, span.to - span.from);
    if (isJoined && span === last) joinClauses(doc, { first: kept.clauseId, second: span.clauseId, lang });
    else left ??= { clauseId: span.clauseId, offset: span.from };
  }
  return left;
}

/** Have all the open words of the selection this look? */
export function isMarked(doc: Y.Doc, spans: readonly Span[], lang: Lang, mark: 'strong' | 'em'): boolean {
  const runs = spans
    .filter(({ isOpen }) => isOpen)
    .flatMap(({ clauseId, from, to }) => sliceRuns(clauseRuns(doc, clauseId, lang), from, to));
  return runs.length > 0 && runs.every((run) => run[mark] === true);
}

/** Gives all open words of the selection this look, or takes it away. */
export function markSpans(doc: Y.Doc, spans: readonly Span[], lang: Lang, mark: 'strong' | 'em', on: boolean): void {
  for (const { clauseId, from, to, isOpen } of spans) {
    if (isOpen) markWords(doc, clauseId, lang, from, to - from, mark, on);
  }
}
