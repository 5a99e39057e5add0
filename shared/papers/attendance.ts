/** Who came, as what, how and when? The published form, without contacts. Template T-11. */
import { inLang } from '../lib/lang.ts';
import type { PersonId } from '../lib/ids.ts';
import type { DocumentModel, DocumentTable } from './document.ts';
import { minutesHead } from './minutes.ts';
import { paperWords } from './paper-words.ts';
import { proxyTables } from './proxy-sentences.ts';
import { compareNames, personName, recordedUntil, timeOf, type SittingRecord } from './sitting-record.ts';

interface Came {
  readonly personId: PersonId;
  /** When they were first noted present. */
  readonly at: number;
  /** Where they were last noted. */
  readonly where: 'hall' | 'remote';
}

/** Whoever was present at any time, by their names. */
function whoCame(record: SittingRecord): readonly Came[] {
  const came = new Map<PersonId, Came>();
  for (const { at, event } of record.events) {
    if (event.type !== 'sitting.presence-noted' || event.where === 'absent') continue;
    const { personId, where } = event;
    came.set(personId, { personId, at: came.get(personId)?.at ?? at, where });
  }
  return [...came.values()].sort((a, b) => compareNames(record, a.personId, b.personId));
}

const rolesShown = ['chair', 'moderator', 'secretary', 'drafting', 'counting', 'invited', 'media'] as const;

function categoryOf({ sitting, lang }: SittingRecord, personId: PersonId): string {
  const { categories } = paperWords[lang].attendance;
  const roles = rolesShown.filter((role) => sitting.roles[personId]?.includes(role) === true);
  const seat = Object.values(sitting.seats).find(({ holder }) => holder === personId);
  const held = [...roles.map((role) => categories[role]), ...(seat === undefined ? [] : [categories[seat.right]])];
  return held.length === 0 ? categories.observer : held.join(', ');
}

/** As a table of its own, for XLSX and CSV too. */
export function attendanceTable(record: SittingRecord): DocumentTable {
  const { people, lang } = record;
  const words = paperWords[lang].attendance;
  const text = (of: 'organisation' | 'title', personId: PersonId): string => {
    const said = people[personId]?.[of];
    return said == null ? '' : inLang(said, lang);
  };
  return {
    kind: 'table',
    title: '',
    head: words.head,
    widths: [0.9, 4.6, 4.8, 3.8, 3.4, 1.9, 2.2, 2.2],
    rows: whoCame(record).map(({ personId, at, where }, place) => [
      String(place + 1),
      personName(record, personId),
      text('organisation', personId),
      text('title', personId),
      categoryOf(record, personId),
      words.where[where],
      timeOf(record, at),
      '',
    ]),
  };
}

export function buildAttendance(record: SittingRecord): DocumentModel {
  const { lang } = record;
  const words = paperWords[lang].attendance;
  const came = whoCame(record);
  const remote = came.filter(({ where }) => where === 'remote').length;
  return {
    lang,
    title: `${words.title} · ${inLang(record.sitting.title, lang)}`,
    printedAt: recordedUntil(record),
    running: `${inLang(record.forum.title, lang)} · ${words.title}`,
    blocks: [
      { kind: 'turn', to: 'landscape' },
      ...minutesHead(record, words.title),
      attendanceTable(record),
      { kind: 'note', align: 'start', runs: [{ text: words.total(came.length, remote) }] },
      // Who entrusted their vote was not here (PROXY-5): they stand apart.
      ...proxyTables(record),
    ],
  };
}
