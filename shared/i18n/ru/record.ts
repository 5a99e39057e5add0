/** Where do the minutes and papers of a sitting lie? In Russian. */
import type { Catalogue } from '../catalogue.ts';
export const record: Catalogue['record'] = { toRecord: 'Протокол и документы' };
