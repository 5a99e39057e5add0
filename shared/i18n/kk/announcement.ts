/** What is announced to the hall, five seconds before it happens? In Kazakh. */
import type { Catalogue } from '../catalogue.ts';
export const announcement: Catalogue['announcement'] = {
  freeze: (clause) => `Түзетуге жабылады: ${clause}`,
  vote: (clause) => `Дауыс беру басталады: ${clause}`,
  anyVote: 'Дауыс беру басталады',
  rollCall: 'Түгендеу басталады',
  close: 'Дауыс беру аяқталады',
  draft: 'Жоба түгелімен түзетуге жабылады',
  clock: 'Оған дейін қалған уақыт',
};
