/** What does one see who follows from elsewhere? In Russian. */
import type { Catalogue } from '../catalogue.ts';
export const follow: Catalogue['follow'] = {
  hall: 'Сейчас в зале',
  underDiscussion: 'Обсуждается',
  back: 'Вернуться к залу',
  missed: (count) => `Вы пропускаете: ${count}`,
  said: (count) => `Предложения и замечания к тексту: ${count}`,
  placeGiven: 'Вам дали место в этом заседании.',
  toSitting: 'Перейти к заседанию',
};
