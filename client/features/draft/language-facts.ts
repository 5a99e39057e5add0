/** What is known of the languages of a clause: when each was touched last, and who checked it? */
import type { Draft } from '../../../shared/draft/draft.ts';
import type { Touch, TranslationCheck } from '../../../shared/draft/translation.ts';
import type { ClauseId } from '../../../shared/lib/ids.ts';
import { langs, type Lang } from '../../../shared/lib/lang.ts';
import type { TextState } from '../../live/text-connection.ts';
import { touchedKey } from '../../live/touched-key.ts';

/** The last touch of each language's words; empty for who only reads, and until the line is up. */
export function touchesOf(all: TextState['touched'] | undefined, clauseId: ClauseId): readonly Touch[] {
  return langs.flatMap((lang): Touch[] => {
    const touched = all?.get(touchedKey(clauseId, lang));
    return touched === undefined ? [] : [{ lang, at: touched.at, textSeq: touched.textSeq, by: touched.personId }];
  });
}

/** Who said last that a language says the same as the others. */
export function checksOf(draft: Draft, clauseId: ClauseId): readonly TranslationCheck[] {
  return (Object.entries(draft.checks[clauseId] ?? {}) as [Lang, Draft['checks'][ClauseId][Lang]][]).flatMap(
    ([lang, check]): TranslationCheck[] =>
      check === undefined || check.by === 'server'
        ? []
        : [{ lang, at: check.at, textSeq: check.textSeq, by: check.by }],
  );
}
