/** What does one see who follows from elsewhere? In Russian. */
import type { Catalogue } from '../catalogue.ts';
export const follow: Catalogue['follow'] = {
  hall: 'Сейчас в зале',
  soFar: 'До этого',
  underDiscussion: 'Обсуждается',
  back: 'Вернуться к залу',
  missed: (count) => `Вы пропускаете: ${count}`,
  whileAway: 'Пока вас не было',
  slowLine: 'Слабая связь. Только текст?',
  yes: 'Да',
  no: 'Нет',
  textOnly: 'Только текст',
  asOf: (time) => `на ${time}`,
  ask: 'Задать вопрос',
  askToSpeak: 'Прошу слова',
  placeGiven: 'Вам дали место в этом заседании.',
  toSitting: 'Перейти к заседанию',
};
