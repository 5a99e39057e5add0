/** What is the agenda on paper? Each matter with its form and how long it may take. Template T-1. */
import { inLang } from '../lib/lang.ts';
import type { DocumentModel, DocumentParagraph } from './document.ts';
import { paperWords } from './paper-words.ts';
import { dateOf, holdersOf, personStanding, timeOf, type SittingRecord } from './sitting-record.ts';

/** As it was planned: it is the same before, during and after the sitting. */
export function buildAgenda(record: SittingRecord): DocumentModel {
  const { lang, forum, sitting } = record;
  const words = paperWords[lang];
  const times = `${timeOf(record, sitting.startsAt)} – ${timeOf(record, sitting.endsAt)}`;
  const moderators = holdersOf(record, 'moderator').map((holder) => personStanding(record, holder));
  const line = (text: string): DocumentParagraph => ({ kind: 'line', align: 'start', runs: [{ text }] });
  return {
    lang,
    title: `${words.agenda.title} · ${inLang(sitting.title, lang)}`,
    printedAt: sitting.startsAt,
    blocks: [
      { kind: 'title', align: 'centre', runs: [{ text: words.agenda.title }] },
      ...[inLang(forum.title, lang), inLang(sitting.title, lang)].map((text): DocumentParagraph => ({
        kind: 'subtitle',
        align: 'centre',
        runs: [{ text }],
      })),
      {
        kind: 'place-date',
        align: 'start',
        runs: [{ text: `${dateOf(record, sitting.startsAt)}, ${times}` }],
        opposite: [{ text: inLang(forum.place, lang) }],
      },
      ...(moderators.length === 0 ? [] : [line(`${words.moderator}: ${moderators.join('; ')}`)]),
      ...sitting.agenda.flatMap((item, place): readonly DocumentParagraph[] => [
        {
          kind: 'item',
          align: 'start',
          number: `${String(place + 1)}.`,
          runs: [{ text: inLang(item.title, lang) }],
        },
        {
          kind: 'under-clause',
          align: 'start',
          runs: [{ text: `${words.agenda.form(words.itemKinds[item.kind])}; ${words.agenda.upTo(item.minutes)}` }],
        },
      ]),
    ],
  };
}
