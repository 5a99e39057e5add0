/** Does a clause that was decided, and that the chair opened again, say something else by now? */
import { parseCanonicalClause } from './canonical-clause.ts';
import { canonicalWords } from './canonical-text.ts';
import type { ClauseText } from './clause-runs.ts';
import type { Draft } from './draft.ts';

/** `clause`: as it runs now. Compared with the words that its last vote was about. */
export function isChangedSinceVote(
  { superseded, formerly }: Pick<Draft, 'superseded' | 'formerly'>,
  clause: ClauseText,
): boolean {
  if (!superseded.some(({ clauseId }) => clauseId === clause.id)) return false;
  const voted = formerly.filter(({ clauseId }) => clauseId === clause.id).at(-1);
  if (voted === undefined) return false;
  const { kind, addressee, due, body } = parseCanonicalClause(voted.frozen.bytes);
  return canonicalWords(clause) !== canonicalWords({ ...clause, kind, addressee, due, body });
}
