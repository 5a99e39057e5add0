/** How is a proposal called, and which of its words are read first? */
import { drawnText, type LabelOf } from '../../../shared/draft/clause-reference.ts';
import type { ClauseText } from '../../../shared/draft/clause-runs.ts';
import type { Catalogue } from '../../../shared/i18n/catalogue.ts';
import { longDate, parseDay } from '../../../shared/i18n/dates.ts';
import type { ClauseId } from '../../../shared/lib/ids.ts';
import { inLang, type Lang, type Localized } from '../../../shared/lib/lang.ts';
import type { Proposal, ProposalAbout } from '../../../shared/proposal/proposal.ts';

export function proposalTitle(words: Catalogue, about: ProposalAbout, nameOf: (id: ClauseId) => string): string {
  if (about.is === 'words-for') return words.proposal.wordsFor(nameOf(about.clauseId));
  if (about.is === 'take-out') return words.proposal.takeOut(about.clauseIds.length);
  return about.kind === 'preamble' ? words.proposal.newPreamble : words.proposal.newClause;
}

/** The languages of its words, the reader's first. */
export function langsOfProposal(body: Localized, first: Lang): readonly Lang[] {
  const written = (Object.keys(body) as Lang[]).filter((lang) => body[lang] !== undefined);
  return written.sort((a, b) => Number(b === first) - Number(a === first));
}

/** The words of a clause as they stand in a text, read as the text reads them: references in their words. */
export function wordsStanding(clauses: readonly ClauseText[], id: ClauseId, lang: Lang, labelOf: LabelOf): string {
  return drawnText(clauses.find((clause) => clause.id === id)?.body[lang] ?? [], lang, labelOf);
}

/** Whom and by when, and where it would stand, in a line; empty: nothing is said. */
export function proposalDetails(
  words: Catalogue,
  { about, addressee, due }: Pick<Proposal, 'about' | 'addressee' | 'due'>,
  lang: Lang,
  nameOf: (id: ClauseId) => string,
): string {
  const day = due === null ? undefined : parseDay(due);
  const place = about.is === 'new' && about.after !== null ? words.proposal.behindClause(nameOf(about.after)) : '';
  return [
    addressee === null ? '' : inLang(addressee, lang),
    day === undefined ? '' : words.editing.dueBy(longDate(lang, day)),
    place,
  ]
    .filter((part) => part !== '')
    .join(' · ');
}
