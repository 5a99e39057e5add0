/**
 * How is a cross-reference read? As «пункт 3», «3-тармақ», `clause 3`: drawn in the reader's language from the label that its clause has,
 * or had when the words were frozen. One function for pages, ballots, papers, search and screen readers.
 */
import { clauseReference } from '../i18n/dates.ts';
import type { ClauseId } from '../lib/ids.ts';
import type { Lang } from '../lib/lang.ts';
import type { CanonicalClause } from './canonical-clause.ts';
import { mergeRuns, plainText, refCharacter, toRun, type Run } from './clause-runs.ts';

/** The label of a clause; `null` or `undefined`: it has none, or stands no more. */
export type LabelOf = (id: ClauseId) => string | null | undefined;

/** Of the frozen bytes: the labels that stood then. */
export function labelsOf(clause: Pick<CanonicalClause, 'refs'>): LabelOf {
  return (id) => clause.refs[id];
}

const gone: Readonly<Record<Lang, string>> = {
  ru: 'пункт (исключён)',
  kk: 'тармақ (алып тасталған)',
  en: 'clause (removed)',
};

/** One reference in words. It breaks over no line. */
export function referenceWords(lang: Lang, label: string | null | undefined): string {
  return label == null ? gone[lang] : clauseReference(lang, label).replaceAll(' ', '\u00a0');
}

/** A clause by the number that the draft gave it, said where numbers are others: «пункт 5 проекта», «жобаның 5-тармағы». */
export function draftReference(lang: Lang, label: string): string {
  if (lang === 'kk') return `жобаның ${label}-тармағы`;
  return lang === 'ru' ? `${referenceWords(lang, label)} проекта` : `${referenceWords(lang, label)} of the draft`;
}

/** The words as they are shown: each reference in its words, with its looks; nothing is left of the character that stood for it. */
export function drawnRuns(runs: readonly Run[], lang: Lang, labelOf: LabelOf): Run[] {
  return mergeRuns(
    runs.map(({ ref, ...looks }) => {
      if (ref !== undefined) return toRun(referenceWords(lang, labelOf(ref)), looks);
      return toRun(looks.text.replaceAll(refCharacter, ''), looks);
    }),
  );
}

/** The same without looks: for search, lists, screen readers, and whatever says words aloud. */
export function drawnText(runs: readonly Run[], lang: Lang, labelOf: LabelOf): string {
  return plainText(drawnRuns(runs, lang, labelOf));
}
