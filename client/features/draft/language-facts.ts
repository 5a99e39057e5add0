/** What is known of the languages of a clause: when each was touched last, and who checked it? */
import type { Draft } from '../../../shared/draft/draft.ts';
import type { Touch, TranslationCheck } from '../../../shared/draft/translation.ts';
import type { ClauseId } from '../../../shared/lib/ids.ts';
import { langs, type Lang } from '../../../shared/lib/lang.ts';
import type { TextState } from '../../live/text-connection.ts';

/** By clause, the last touch of each language's words; empty for who only reads, and until the line is up. */
export function touchesByClause(all: TextState['touched'] | undefined): ReadonlyMap<ClauseId, readonly Touch[]> {
  const found = new Map<ClauseId, Touch[]>();
  for (const { clauseId, lang, at, textSeq, personId } of all?.values() ?? []) {
    if (lang === null) continue;
    const touch = { lang, at, textSeq, by: personId };
    const there = found.get(clauseId);
    if (there === undefined) found.set(clauseId, [touch]);
    else there.push(touch);
  }
  for (const touches of found.values()) touches.sort((a, b) => langs.indexOf(a.lang) - langs.indexOf(b.lang));
  return found;
}

export function isSameTouches(a: readonly Touch[], b: readonly Touch[]): boolean {
  return (
    a.length === b.length &&
    a.every((one, at) => one.textSeq === b[at]?.textSeq && one.lang === b[at].lang && one.at === b[at].at)
  );
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
