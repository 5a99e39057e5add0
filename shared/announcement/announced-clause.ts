/** Which clause is a deed about, as the hall calls it? Told with the announcement: the hall's screen has no running text to count in. */
import { parseCanonicalClause } from '../draft/canonical-clause.ts';
import { numberClauses } from '../draft/clause-number.ts';
import type { DraftState } from '../draft/draft.ts';
import type { ClauseFactsFor } from '../draft/draft-rules.ts';
import type { AnnouncedDeed } from './announcement-commands.ts';

/** `number` `null`: of the preamble. */
export interface AnnouncedClause {
  readonly number: string | null;
}

/** `null`: the deed is about no clause or several, or its number is not known here. */
export function announcedClause(
  deed: AnnouncedDeed,
  { drafts }: DraftState,
  facts: ClauseFactsFor,
): AnnouncedClause | null {
  switch (deed.type) {
    case 'draft.freeze-clause': {
      if (facts === 'ask-server' || facts === null) return null;
      const number = numberClauses(facts.outline, drafts[deed.draftId]?.numbers).get(deed.clauseId);
      return number === undefined ? null : { number };
    }
    case 'poll.open': {
      const { subject } = deed;
      if (subject.of !== 'clauses' && subject.of !== 'wordings') return null;
      const [clauseId, ...others] = subject.of === 'wordings' ? [subject.clauseId] : subject.clauseIds;
      const closed = clauseId === undefined ? undefined : drafts[subject.draftId]?.clauses[clauseId];
      return closed === undefined || others.length > 0
        ? null
        : { number: parseCanonicalClause(closed.frozen.bytes).number };
    }
    default:
      return null;
  }
}
