/** Is this paper the adopted text? In Kazakh. */
import type { Catalogue } from '../catalogue.ts';
export const record: Catalogue['record'] = {
  check: 'Қағазды тексеру',
  checkDo: 'Тексеру коды қарардың төменгі жағында тұр.',
  code: 'Тексеру коды',
  look: 'Тексеру',
  same: 'Бұл – қабылданған мәтін',
  unknown: 'Мұндай коды бар қабылданған мәтін жоқ. Қағазға қайта қараңыз: сегіз әріп пен сан.',
  notYet: 'Қағаздарды тексеру отырыс хаттамасымен бірге пайда болады.',
};
