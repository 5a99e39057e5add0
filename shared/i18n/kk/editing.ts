/** What is said to somebody who writes in a clause? In Kazakh. */
import type { Catalogue } from '../catalogue.ts';

export const editing: Catalogue['editing'] = {
  dueBy: (date) => `мерзімі: ${date}`,
  textLanguage: 'Мәтін тілі',
  otherLanguageEmpty: { kk: 'қазақша мәтін әлі жоқ', ru: 'орысша мәтін әлі жоқ', en: 'ағылшынша мәтін әлі жоқ' },
  showIn: { kk: 'Қазақша көрсету', ru: 'Орысша көрсету', en: 'Ағылшынша көрсету' },
  deedsOf: (clause) => `${clause}: не істеуге болады`,
  preambleClause: 'кіріспе абзацы',
  addresseeAndDate: 'Кімге және мерзімі',
  isFirst: 'Бірінші тұр',
  isLast: 'Соңғы тұр',
  closing: 'Түзетуге жабылып жатыр',
  loading: 'Жазу беті ашылып жатыр',
  removedMeanwhile: 'Бұл тармақ жаңа ғана алынды. Сөздеріңіз онда сақталған.',
  freeze: 'Түзетуге жабу',
  putToVote: 'Дауысқа салу',
  onlyChair: 'Тек төраға немесе модератор',
  notLoaded: 'Жазу беті жүктелмеді: байланыс жоқ. Оқи беруге болады.',
  copyThis: 'Осы жерден көшіріңіз',
  noDate: 'Мерзімсіз',
  boldSign: 'Қ',
  italicSign: 'К',
};
