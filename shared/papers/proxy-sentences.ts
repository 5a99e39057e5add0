/** What do papers say of votes that were entrusted? Whose, and to whom, as it stood when the vote was opened. */
import { electorateWords } from '../i18n/electorate-words.ts';
import type { Poll } from '../poll/poll.ts';
import { compareNames, personName, type SittingRecord } from './sitting-record.ts';

/** Each pair by its names; empty where everybody voted by themselves. */
export function proxySentences(record: SittingRecord, { electors }: Pick<Poll, 'electors'>): readonly string[] {
  const words = electorateWords[record.lang];
  const pairs = (electors === 'hidden' ? [] : electors)
    .flatMap(({ personId, proxy }) => (proxy === undefined ? [] : [{ personId, to: proxy.personId }]))
    .sort((a, b) => compareNames(record, a.personId, b.personId))
    .map(({ personId, to }) => words.proxyPair(personName(record, personId), personName(record, to)));
  return pairs.length === 0 ? [] : [words.proxiesNamed(pairs.join('; '))];
}
