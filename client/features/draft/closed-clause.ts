/** What stands on the page of a clause that is closed for edits? The words it was closed with, whatever the running text says. */
import { parseCanonicalClause } from '../../../shared/draft/canonical-clause.ts';
import type { ClauseText } from '../../../shared/draft/clause-runs.ts';
import type { ClosedClause } from '../../../shared/draft/draft.ts';

/** The clause as it was frozen; its place in the text stays the text's. */
export function clauseAsClosed(clause: ClauseText, closed: ClosedClause): ClauseText {
  const { kind, addressee, due, body } = parseCanonicalClause(closed.frozen.bytes);
  return { ...clause, kind, addressee, due, body };
}

/** The seal beside the number. */
export function sealOf(
  closed: ClosedClause | undefined,
  isChanged = false,
): 'open' | 'closed' | 'voting' | 'carried' | 'rejected' | 'changed' {
  switch (closed?.status) {
    case undefined:
      return isChanged ? 'changed' : 'open';
    case 'frozen':
      return 'closed';
    case 'voting':
      return 'voting';
    case 'adopted':
      return 'carried';
    case 'rejected':
      return 'rejected';
  }
}
