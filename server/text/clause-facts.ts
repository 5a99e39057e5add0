/** What does a clause say at this moment, in bytes that can be voted on, and which hashes have they? */
import { createHash } from 'node:crypto';
import type * as Y from 'yjs';
import { canonicalClause, canonicalRuns, canonicalWords } from '../../shared/draft/canonical-text.ts';
import { numberClauses } from '../../shared/draft/clause-number.ts';
import { clausesOf } from '../../shared/draft/clause-text.ts';
import type { ClauseId } from '../../shared/lib/ids.ts';
import type { ClauseFacts } from '../engine/ports.ts';

/** `null` when there is no such clause in the text, or it is removed. */
export function clauseFacts(doc: Y.Doc, clauseId: ClauseId, textSeq: number): ClauseFacts | null {
  const clauses = clausesOf(doc);
  const clause = clauses.find(({ id }) => id === clauseId);
  if (clause === undefined) return null;
  const bytes = canonicalClause(clause, numberClauses(clauses).get(clauseId) ?? null);
  const empty = Object.values(clause.body).every((runs) => canonicalRuns(runs).length === 0);
  return { textSeq, bytes, clauseHash: sha256(canonicalWords(clause)), paperHash: sha256(bytes), empty };
}

function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}
