/** What is said of a deed that happens in a moment? The same on the desk, the phones and the hall's screen. */
import type { Announcement } from '../../../shared/announcement/announcement.ts';
import type { Catalogue } from '../../../shared/i18n/catalogue.ts';

/** `nameOf`: how a clause is called here; its number is `null` in the preamble. */
export function announcedWords(
  { announcement }: Catalogue,
  { deed, clause }: Pick<Announcement, 'deed' | 'clause'>,
  nameOf: (number: string | null) => string,
): string {
  switch (deed.type) {
    case 'draft.freeze-clause':
      return announcement.freeze(nameOf(clause?.number ?? null));
    case 'draft.freeze':
      return announcement.draft;
    case 'poll.close':
      return announcement.close;
    case 'poll.open':
      if (deed.subject.of === 'roll-call') return announcement.rollCall;
      return clause === null ? announcement.anyVote : announcement.vote(nameOf(clause.number));
  }
}
