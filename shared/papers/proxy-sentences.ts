/** What do papers say of votes that were entrusted? Whose, and to whom: as it stood when a vote was opened, and over the whole sitting. */
import { electorateWords } from '../i18n/electorate-words.ts';
import type { PersonId, SeatId } from '../lib/ids.ts';
import type { Poll } from '../poll/poll.ts';
import type { ProxyEnd } from '../sitting/sitting-events.ts';
import type { DocumentTable } from './document.ts';
import { paperWords } from './paper-words.ts';
import { compareNames, personName, seatHolders, timeOf, type SittingRecord } from './sitting-record.ts';

/** Each pair by its names; empty where everybody voted by themselves. */
export function proxySentences(record: SittingRecord, { electors }: Pick<Poll, 'electors'>): readonly string[] {
  const words = electorateWords[record.lang];
  const pairs = (electors === 'hidden' ? [] : electors)
    .flatMap(({ personId, proxy }) => (proxy === undefined ? [] : [{ personId, to: proxy.personId }]))
    .sort((a, b) => compareNames(record, a.personId, b.personId))
    .map(({ personId, to }) => words.proxyPair(personName(record, personId), personName(record, to)));
  return pairs.length === 0 ? [] : [words.proxiesNamed(pairs.join('; '))];
}

/** One seat that entrusted its vote to another, from when until when; `until` `null`: it held to the end. */
interface Proxied {
  readonly personId: PersonId;
  readonly to: PersonId;
  readonly from: number;
  readonly until: { readonly at: number; readonly why: ProxyEnd } | null;
}

/** Every proxy of the sitting, those that ended too, in the order of the names. */
function proxiesOver(record: SittingRecord): readonly Proxied[] {
  const holders = seatHolders(record);
  const all: Proxied[] = [];
  const open = new Map<SeatId, number>();
  for (const { at, event } of record.events) {
    if (event.type === 'sitting.proxy-given') {
      const [personId, to] = [holders.get(event.seatId), holders.get(event.to)];
      if (personId === undefined || to === undefined) continue;
      open.set(event.seatId, all.push({ personId, to, from: at, until: null }) - 1);
    } else if (event.type === 'sitting.proxy-ended') {
      const place = open.get(event.seatId);
      const held = place === undefined ? undefined : all[place];
      if (place !== undefined && held !== undefined) all[place] = { ...held, until: { at, why: event.why } };
    }
  }
  return all.sort((a, b) => compareNames(record, a.personId, b.personId) || a.from - b.from);
}

/** Of the attendance list: who was represented by whom, and when. None where everybody spoke for themselves. */
export function proxyTables(record: SittingRecord): readonly DocumentTable[] {
  const words = paperWords[record.lang].attendance.proxies;
  const rows = proxiesOver(record).map(({ personId, to, from, until }, place) => [
    String(place + 1),
    personName(record, personId),
    personName(record, to),
    timeOf(record, from),
    until === null ? words.held : `${timeOf(record, until.at)} (${words.ends[until.why]})`,
  ]);
  const title = electorateWords[record.lang].proxies;
  return rows.length === 0 ? [] : [{ kind: 'table', title, head: words.head, widths: [0.9, 7, 7, 3, 5.9], rows }];
}
