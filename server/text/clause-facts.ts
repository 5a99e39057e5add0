/** What does a clause say at this moment, in bytes that can be voted on, and which hashes have they? */
import { createHash } from 'node:crypto';
import type * as Y from 'yjs';
import { canonicalClause, canonicalRuns, canonicalWords } from '../../shared/draft/canonical-text.ts';
import { numberClauses, type FixedNumbers } from '../../shared/draft/clause-number.ts';
import { clauseText, outlineOf } from '../../shared/draft/clause-text.ts';
import { parentsIn } from '../../shared/draft/clause-tree.ts';
import type { ClauseId } from '../../shared/lib/ids.ts';
import type { ClauseTextFacts } from '../../shared/draft/draft-rules.ts';

/** `null` when there is no such clause in the text, or it is removed. `fixed` are the labels that stand still. */
export function clauseFacts(
  doc: Y.Doc,
  clauseId: ClauseId,
  textSeq: number,
  fixed: FixedNumbers<ClauseId>,
): ClauseTextFacts | null {
  const clause = clauseText(doc, clauseId);
  if (clause === null || clause.removed) return null;
  const outline = outlineOf(doc);
  const numbers = numberClauses(outline, fixed);
  const parent = parentsIn(outline).get(clauseId) ?? null;
  const bytes = canonicalClause(clause, { number: numbers.get(clauseId) ?? null, parent, numbers });
  const empty = Object.values(clause.body).every((runs) => canonicalRuns(runs).length === 0);
  return { textSeq, bytes, clauseHash: sha256(canonicalWords(clause)), paperHash: sha256(bytes), empty, outline };
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
