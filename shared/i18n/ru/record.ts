/** Is this paper the adopted text? In Russian. */
import type { Catalogue } from '../catalogue.ts';
export const record: Catalogue['record'] = {
  check: 'Проверить бумагу',
  checkDo: 'Код проверки стоит внизу резолюции.',
  code: 'Код проверки',
  look: 'Проверить',
  same: 'Это принятый текст',
  unknown: 'Принятого текста с таким кодом нет. Посмотрите на бумагу ещё раз: восемь букв и цифр.',
  notYet: 'Проверка бумаг появится вместе с протоколом заседания.',
};
