/** What do papers say of votes by raised card: how many, who counted, and what was mended before the close? */
import { hallWords } from '../i18n/hall-words.ts';
import { cardsOf, type HallCount } from '../poll/hall-count.ts';
import type { Poll } from '../poll/poll.ts';
import { personName, timeOf, type SittingRecord } from './sitting-record.ts';

/** From where the votes of a result come; empty where nobody voted by card. For minutes and report alike. */
export function hallSentences(record: SittingRecord, { result }: Pick<Poll, 'result'>): readonly string[] {
  const count = result?.hall?.at(-1);
  if (result === null || count === undefined || count.seats.length === 0) return [];
  const cards = cardsOf(count.numbers);
  return [`${hallWords[record.lang].source(result.cast - cards, cards)}.`, entrySentence(record, count)];
}

/** Entries that stood before the last one, each with its time; empty where none was mended. For the report. */
export function mendedHallSentences(record: SittingRecord, { result }: Pick<Poll, 'result'>): readonly string[] {
  const words = hallWords[record.lang];
  const earlier = (result?.hall ?? []).slice(0, -1);
  if (earlier.length === 0) return [];
  return [
    words.earlier,
    ...earlier.map((count) => words.entry(timeOf(record, count.at), entrySentence(record, count))),
  ];
}

function entrySentence(record: SittingRecord, { numbers, tellers }: HallCount): string {
  const words = hallWords[record.lang];
  const { yes, no, abstain } = numbers;
  const names = tellers.map((personId) => personName(record, personId)).join(', ');
  return `${words.cards(yes, no, abstain)} ${words.countedBy(names)}`;
}
