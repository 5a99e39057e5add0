/** What does one see who follows from elsewhere? In Kazakh. */
import type { Catalogue } from '../catalogue.ts';
export const follow: Catalogue['follow'] = {
  hall: 'Залда қазір',
  soFar: 'Осыған дейін',
  underDiscussion: 'Талқыланып жатыр',
  back: 'Залға оралу',
  missed: (count) => `Өткізіп жатқаныңыз: ${count}`,
  whileAway: 'Сіз жоқта',
  slowLine: 'Байланыс әлсіз. Тек мәтін бе?',
  yes: 'Иә',
  no: 'Жоқ',
  textOnly: 'Тек мәтін',
  asOf: (time) => `жағдайы: ${time}`,
  ask: 'Сұрақ қою',
  askToSpeak: 'Сөз сұраймын',
  placeGiven: 'Сізге осы отырыста орын берілді.',
  toSitting: 'Отырысқа өту',
};
