/** What do papers say of those who took no part in a vote? Their names, beside its numbers. */
import { electorateWords } from '../i18n/electorate-words.ts';
import type { Poll } from '../poll/poll.ts';
import { compareNames, personName, type SittingRecord } from './sitting-record.ts';

/** One sentence; empty where everybody took part. */
export function recusalSentences(record: SittingRecord, { recused }: Pick<Poll, 'recused'>): readonly string[] {
  if (recused.length === 0) return [];
  const people = recused.map(({ personId }) => personId).sort((a, b) => compareNames(record, a, b));
  const names = people.map((personId) => personName(record, personId)).join(', ');
  return [electorateWords[record.lang].noPartNames(names)];
}
