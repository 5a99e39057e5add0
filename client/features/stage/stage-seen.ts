/** What is drawn on the hall's screen, and in which words? */
import type { Catalogue } from '../../../shared/i18n/catalogue.ts';
import { clauseReference } from '../../../shared/i18n/dates.ts';
import { parseCanonicalClause, type CanonicalClause } from '../../../shared/draft/canonical-clause.ts';
import type { DraftState } from '../../../shared/draft/draft.ts';
import type { ForumState } from '../../../shared/forum/forum.ts';
import { langs, type Lang, type Localized } from '../../../shared/lib/lang.ts';
import type { Poll } from '../../../shared/poll/poll.ts';
import { numbersOf } from '../../../shared/stage/stage.ts';
import { kindOf } from '../../../shared/poll/poll-kind.ts';
import type { SittingStream } from '../../../shared/protocol/features.ts';
import type { SurveyId } from '../../../shared/lib/ids.ts';
import type { CountsFrame, CrowdFrame, Names, SurveyFrame } from '../../../shared/protocol/messages.ts';

/** Everything the screen knows. It is drawn from this alone, so that it can be looked at without a line. */
export interface StageSeen {
  readonly forum: ForumState;
  readonly stream: SittingStream;
  readonly crowd: CrowdFrame | null;
  /** How the open vote stands, where all may see it. */
  readonly counts?: CountsFrame | null;
  /** How the open live polls stand, where all may see it. */
  readonly surveys?: Readonly<Record<SurveyId, SurveyFrame>>;
  /** Of those whom the desk let on the screen, and of nobody else. */
  readonly names?: Names;
  /** The server's time now, ms UTC. */
  readonly now: () => number;
  /** The same, told anew at least once a second: for the clock on the wall. */
  readonly time: number;
  /** Since when there is no line, ms UTC; `null`: there is one. */
  readonly lostAt: number | null;
}

/** One of the languages in which the hall is spoken to. */
export interface StageTongue {
  readonly lang: Lang;
  readonly words: Catalogue;
}

/** At most two of the assembly's languages, the state language first: more cannot be read from 15 m. */
export function stageLangs(languages: readonly Lang[]): readonly Lang[] {
  const spoken = langs.filter((lang) => languages.includes(lang));
  return (spoken.length === 0 ? (['kk', 'ru'] as const) : spoken).slice(0, 2);
}

/** «Кворум бар · есть кворум»: the same said in each language, once where both say it alike. */
export function inEach(tongues: readonly StageTongue[], say: (tongue: StageTongue) => string): string {
  return [...new Set(tongues.map(say).filter((said) => said !== ''))].join(' · ');
}

/** «2-тармақ», «пункт 2», «преамбула». */
export function clauseName({ lang, words }: StageTongue, clause: CanonicalClause): string {
  return clause.number === null ? words.draft.preamble : clauseReference(lang, clause.number);
}

/** A title in a language, or nothing where it has none: the other language says it. */
export function ownWords(text: Localized, lang: Lang): string {
  return text[lang] ?? '';
}

/** `482 916`. */
export function spacedCode(code: string): string {
  return `${code.slice(0, 3)} ${code.slice(3)}`;
}

/** Each clause that is voted on, in the order of the vote; those whose frozen bytes have not come are left out. */
export function clausesOf(draft: DraftState, subject: Poll['subject']): readonly CanonicalClause[] {
  if (subject.of !== 'clauses' && subject.of !== 'draft') return [];
  const closed = draft.drafts[subject.draftId]?.clauses ?? {};
  return subject.clauses.flatMap(({ clauseId, paperHash }) => {
    const frozen = closed[clauseId]?.frozen;
    return frozen?.paperHash === paperHash ? [parseCanonicalClause(frozen.bytes)] : [];
  });
}

/** «пункт 3», «проект в целом», or nothing: a question stands on the screen in its own words. */
export function subjectLine(tongue: StageTongue, draft: DraftState, { subject }: Pick<Poll, 'subject'>): string {
  if (subject.of === 'draft') return tongue.words.poll.stages[subject.stage];
  if (subject.of !== 'clauses') return '';
  const [first] = clausesOf(draft, subject);
  if (subject.clauses.length > 1) {
    const numbers = numbersOf(draft, subject);
    return numbers === null ? tongue.words.poll.several(subject.clauses.length) : tongue.words.poll.clauses(numbers);
  }
  return first === undefined ? '' : clauseName(tongue, first);
}

/** «поимённое», «без имён», «перекличка». */
export function kindLine({ words }: StageTongue, { ask, form }: Pick<Poll, 'ask' | 'form'>): string {
  return words.poll.kinds[kindOf({ ask, form })].toLowerCase();
}
