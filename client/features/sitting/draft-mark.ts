/** What kind of paper is the page by now? A draft, until it is adopted as a whole; signed it is not even then. */
import type { Catalogue } from '../../../shared/i18n/catalogue.ts';
import { plainText, type ClauseText } from '../../../shared/draft/clause-runs.ts';
import type { Draft } from '../../../shared/draft/draft.ts';

/** `clauses`: the running text; what was removed, or has no word in any language, decides nothing. */
export function draftMark(words: Catalogue, draft: Draft, clauses: readonly ClauseText[]): string {
  if (draft.phase === 'adopted') return words.sitting.wholeAdopted;
  if (draft.phase === 'rejected') return words.sitting.wholeRejected;
  if (draft.basis !== null) return words.sitting.basisAdopted;
  const written = clauses.filter(
    ({ removed, body }) => !removed && Object.values(body).some((runs) => plainText(runs).trim() !== ''),
  );
  const statuses = written.map(({ id }) => draft.clauses[id]?.status);
  const isDecided = statuses.every((status) => status === 'adopted' || status === 'rejected');
  if (!isDecided || !statuses.includes('adopted')) return words.draft.mark;
  return statuses.includes('rejected') ? words.sitting.allDecided : words.sitting.allAdopted;
}
