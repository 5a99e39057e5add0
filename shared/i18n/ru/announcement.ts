/** What is announced to the hall, five seconds before it happens? In Russian. */
import type { Catalogue } from '../catalogue.ts';
export const announcement: Catalogue['announcement'] = {
  freeze: (clause) => `Закрывается для правок: ${clause}`,
  vote: (clause) => `Начнётся голосование: ${clause}`,
  anyVote: 'Начнётся голосование',
  rollCall: 'Начнётся перекличка',
  close: 'Голосование закроется',
  draft: 'Весь проект закрывается для правок',
  clock: 'Сколько осталось до этого',
};
