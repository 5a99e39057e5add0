/** What does a clause say at this moment, in bytes that can be voted on, and which hashes have they? */
import { createHash } from 'node:crypto';
import type * as Y from 'yjs';
import { canonicalClause, canonicalRuns, canonicalWords } from '../../shared/draft/canonical-text.ts';
import { numberClauses, type FixedNumbers } from '../../shared/draft/clause-number.ts';
import { clauseText, outlineOf } from '../../shared/draft/clause-text.ts';
import { parentsIn, type OutlineClause } from '../../shared/draft/clause-tree.ts';
import type { ClauseId } from '../../shared/lib/ids.ts';
import type { ClauseBytes, ClauseTextFacts, DraftTextFacts } from '../../shared/draft/draft-rules.ts';

/** `null` when there is no such clause in the text, or it is removed. `fixed` are the labels that stand still. */
export function clauseFacts(
  doc: Y.Doc,
  clauseId: ClauseId,
  textSeq: number,
  fixed: FixedNumbers<ClauseId>,
): ClauseTextFacts | null {
  const outline = outlineOf(doc);
  const bytes = bytesIn(doc, outline, fixed)(clauseId);
  return bytes === null ? null : { ...bytes, textSeq, outline };
}

/** Of every clause that stands. */
export function draftFacts(doc: Y.Doc, textSeq: number, fixed: FixedNumbers<ClauseId>): DraftTextFacts {
  const outline = outlineOf(doc);
  const bytesOf = bytesIn(doc, outline, fixed);
  const clauses = new Map<ClauseId, ClauseBytes>();
  for (const { id } of outline) {
    const bytes = bytesOf(id);
    if (bytes !== null) clauses.set(id, bytes);
  }
  return { textSeq, clauses, outline };
}

function bytesIn(
  doc: Y.Doc,
  outline: readonly OutlineClause[],
  fixed: FixedNumbers<ClauseId>,
): (clauseId: ClauseId) => ClauseBytes | null {
  const numbers = numberClauses(outline, fixed);
  const parents = parentsIn(outline);
  return (clauseId) => {
    const clause = clauseText(doc, clauseId);
    if (clause === null || clause.removed) return null;
    const among = { number: numbers.get(clauseId) ?? null, parent: parents.get(clauseId) ?? null, numbers };
    const bytes = canonicalClause(clause, among);
    const empty = Object.values(clause.body).every((runs) => canonicalRuns(runs).length === 0);
    return { bytes, clauseHash: sha256(canonicalWords(clause)), paperHash: sha256(bytes), empty };
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
