/** What stands on every screen? In Kazakh. */
import type { Catalogue } from '../catalogue.ts';

export const frame: Catalogue['frame'] = {
  product: 'Ortaq',
  language: 'Тіл',
  languageNotLoaded: 'Бұл тіл жүктелмеді: байланыс жоқ. Бет бұрынғыша қалды, қайталап көріңіз.',
  display: 'Мәтін өлшемі және контраст',
  help: 'Көмек',
  close: 'Жабу',
  struck: 'алынды:',
  added: 'қосылды:',
  back: 'Артқа',
  more: 'Тағы',
  copyLink: 'Сілтемені көшіру',
  copied: 'Көшірілді',
  tryAgain: 'Қайталап көру',
  opening: 'Ашылып жатыр…',
  pageNotLoaded: 'Бет жүктелмеді',
  pageNotLoadedDo: 'Байланыс жоқ немесе сервер қайта іске қосылуда. Жазғаныңыз сақталды.',
  notFound: 'Мұнда сізге арналған ештеңе жоқ',
  notFoundDo: 'Мекенжайда қате болуы мүмкін немесе бет сізге ашық емес. Зал экранындағы кодпен кіріңіз.',
  toStart: 'Басына',
  now: 'қазір',
  today: 'бүгін',
};
