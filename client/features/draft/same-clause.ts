/** Do two readings of a clause say the same? The feed and the document bring each their own; what hangs on a clause is left alone when both agree. */
import { sameMarks, type ClauseText, type Run } from '../../../shared/draft/clause-runs.ts';
import { isSamePlace } from '../../../shared/draft/clause-tree.ts';
import { langs, type Localized } from '../../../shared/lib/lang.ts';

export function isSameClause(a: ClauseText, b: ClauseText): boolean {
  return (
    a === b ||
    (isSamePlace(a, b) &&
      a.due === b.due &&
      isSameAddressee(a.addressee, b.addressee) &&
      langs.every((lang) => isSameWords(a.body[lang], b.body[lang])))
  );
}

function isSameAddressee(a: Localized | null, b: Localized | null): boolean {
  return a === b || (a !== null && b !== null && langs.every((lang) => a[lang] === b[lang]));
}

function isSameWords(a: readonly Run[] | undefined, b: readonly Run[] | undefined): boolean {
  if (a === b) return true;
  if (a === undefined || b === undefined) return false;
  return (
    a.length === b.length &&
    a.every((run, place) => {
      const other = b[place];
      return other !== undefined && run.text === other.text && sameMarks(run, other);
    })
  );
}
