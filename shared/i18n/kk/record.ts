/** Is this paper the adopted text? In Kazakh. */
import type { Catalogue } from '../catalogue.ts';
export const record: Catalogue['record'] = {
  check: 'Қағазды тексеру',
  code: 'Тексеру коды',
  notYet: 'Қағаздарды тексеру отырыс хаттамасымен бірге пайда болады.',
};
