/**
 * How does a clause stand in each of its languages: missing, behind another, checked, written?
 *
 * Nobody translates at the speed at which somebody else writes: so a language is behind only when another one's words went on for longer
 * than `behindAfterMs` after its own last touch, or after somebody said that the two agree (RULES, LANG-1 … LANG-4).
 */
import type { PersonId } from '../lib/ids.ts';
import { langs as everyLang, type Lang } from '../lib/lang.ts';
import { plainText, type ClauseText } from './clause-runs.ts';

/** The last time that words of a clause were touched in a language. */
export interface Touch {
  readonly lang: Lang;
  /** ms UTC, by the server's clock. */
  readonly at: number;
  readonly textSeq: number;
  readonly by: PersonId | 'server';
}

/** Somebody read both and said that this language says the same as the others at that sequence. */
export interface TranslationCheck {
  readonly lang: Lang;
  readonly at: number;
  readonly textSeq: number;
  readonly by: PersonId;
}

export type TranslationStatus =
  /** Another language has words, this one has none. */
  | { readonly is: 'missing' }
  | {
      readonly is: 'behind';
      /** The language that went on. */
      readonly than: Lang;
      /** When it went on last, ms UTC. */
      readonly since: number;
      readonly by: PersonId | 'server';
    }
  | { readonly is: 'checked'; readonly at: number; readonly by: PersonId }
  | { readonly is: 'written' };

export const behindAfterMs = 60_000;

/** The status of one language of a clause; `null` where the clause has no words in any. Touches and checks of this clause alone, in any order. */
export function translationStatus(
  clause: ClauseText,
  lang: Lang,
  touches: readonly Touch[],
  checks: readonly TranslationCheck[],
): TranslationStatus | null {
  const written = everyLang.filter((one) => plainText(clause.body[one] ?? []).trim() !== '');
  if (written.length === 0) return null;
  if (!written.includes(lang)) return { is: 'missing' };
  const check = latest(checks.filter((one) => one.lang === lang));
  const own = latest(touches.filter((one) => one.lang === lang));
  const others = touches.filter((one) => one.lang !== lang && written.includes(one.lang));
  const ahead = latest(
    others.filter(
      ({ at, textSeq }) =>
        (check === null || textSeq > check.textSeq) &&
        (own === null || (textSeq > own.textSeq && at - own.at > behindAfterMs)),
    ),
  );
  // A check holds until either text is touched; the words checked are then no longer the words there.
  const isCheckedStill = check !== null && touches.every((touch) => touch.textSeq <= check.textSeq);
  if (isCheckedStill) return { is: 'checked', at: check.at, by: check.by };
  if (ahead !== null) return { is: 'behind', than: ahead.lang, since: ahead.at, by: ahead.by };
  return { is: 'written' };
}

function latest<One extends { readonly textSeq: number }>(all: readonly One[]): One | null {
  return all.reduce<One | null>((last, one) => (last === null || one.textSeq > last.textSeq ? one : last), null);
}
