/** What is the agenda on paper? Each matter with its form, who reports on it and how long it may take, and how long one speaks. Template T-1. */
import { limitsOf } from '../floor/floor-limits.ts';
import { agendaWords } from '../i18n/agenda-words.ts';
import { inLang } from '../lib/lang.ts';
import type { DocumentModel, DocumentParagraph } from './document.ts';
import { paperWords } from './paper-words.ts';
import { dateOf, holdersOf, personStanding, timeOf, type SittingRecord } from './sitting-record.ts';

/** As it was planned: the same before, during and after the sitting, whatever was done of it. */
export function buildAgenda(record: SittingRecord): DocumentModel {
  const { lang, forum, sitting } = record;
  const words = paperWords[lang];
  const said = agendaWords[lang];
  const times = `${timeOf(record, sitting.startsAt)} – ${timeOf(record, sitting.endsAt)}`;
  const moderators = holdersOf(record, 'moderator').map((holder) => personStanding(record, holder));
  const line = (text: string): DocumentParagraph => ({ kind: 'line', align: 'start', runs: [{ text }] });
  const under = (text: string): DocumentParagraph => ({ kind: 'under-clause', align: 'start', runs: [{ text }] });
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
        under(`${words.agenda.form(words.itemKinds[item.kind])}; ${said.upTo(item.minutes)}`),
        ...(item.speakers ?? []).map(({ personId, minutes }, order) =>
          under(
            `${order === 0 ? said.rapporteur : said.coRapporteur}: ${personStanding(record, personId)} (${said.upTo(minutes)})`,
          ),
        ),
      ]),
      { kind: 'note', align: 'start', runs: [{ text: `${said.limits}: ${timeLimits(record)}.` }] },
    ],
  };
}

/** «выступление – до 5 мин., вопрос – до 1 мин.»: by the template, not by what the moderator set in the course of it. */
function timeLimits({ lang, sitting }: SittingRecord): string {
  const { limitOf, upTo, upToSeconds } = agendaWords[lang];
  const limits = limitsOf(sitting, { limits: {} });
  return (['speech', 'question', 'reply', 'information'] as const)
    .map((kind) => {
      const seconds = limits[kind];
      return `${limitOf[kind]} – ${seconds % 60 === 0 ? upTo(seconds / 60) : upToSeconds(seconds)}`;
    })
    .join(', ')
    .replace(/\.$/, '');
}
