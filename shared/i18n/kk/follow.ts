/** What does one see who follows from elsewhere? In Kazakh. */
import type { Catalogue } from '../catalogue.ts';
export const follow: Catalogue['follow'] = {
  hall: 'Залда қазір',
  underDiscussion: 'Талқыланып жатыр',
  back: 'Залға оралу',
  missed: (count) => `Өткізіп жатқаныңыз: ${count}`,
  said: (count) => `Мәтінге ұсыныстар мен ескертпелер: ${count}`,
  placeGiven: 'Сізге осы отырыста орын берілді.',
  toSitting: 'Отырысқа өту',
};
