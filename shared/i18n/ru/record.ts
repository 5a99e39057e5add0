/** Is this paper the adopted text? In Russian. */
import type { Catalogue } from '../catalogue.ts';
export const record: Catalogue['record'] = {
  check: 'Проверить бумагу',
  code: 'Код проверки',
  notYet: 'Проверка бумаг появится вместе с протоколом заседания.',
};
