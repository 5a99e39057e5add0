/** Under which key does a text's state hold the last touch of a clause in a language? A file of its own: readers load no text of Yjs for it. */
import type { ClauseId } from '../../shared/lib/ids.ts';
import type { Lang } from '../../shared/lib/lang.ts';

/** Where a touch stands in `TextState.touched`; `lang` `null`: the clause itself. */
export function touchedKey(clauseId: ClauseId, lang: Lang | null): string {
  return `${clauseId} ${lang ?? ''}`;
}
