/** What is said to somebody who writes in a clause? In Russian. */
import type { Catalogue } from '../catalogue.ts';

export const editing: Catalogue['editing'] = {
  dueBy: (date) => `до ${date}`,
  textLanguage: 'Язык текста',
  otherLanguageEmpty: {
    kk: 'казахского текста ещё нет',
    ru: 'русского текста ещё нет',
    en: 'английского текста ещё нет',
  },
  showIn: { kk: 'Показать на казахском', ru: 'Показать на русском', en: 'Показать на английском' },
  deedsOf: (clause) => `${clause}: что можно сделать`,
  preambleClause: 'абзац преамбулы',
  addresseeAndDate: 'Кому и срок',
  isFirst: 'Стоит первым',
  isLast: 'Стоит последним',
  closing: 'Закрывается для правок',
  loading: 'Страница для письма открывается',
  removedMeanwhile: 'Этот пункт только что убрали. Ваши слова в нём сохранены.',
  freeze: 'Закрыть для правок',
  putToVote: 'Поставить на голосование',
  onlyChair: 'Только председатель или модератор',
  notLoaded: 'Страница для письма не загрузилась: нет связи. Читать можно дальше.',
  copyThis: 'Скопируйте отсюда',
  noDate: 'Без срока',
  boldSign: 'Ж',
  italicSign: 'К',
};
