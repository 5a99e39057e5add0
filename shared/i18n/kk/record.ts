/** Where do the minutes and papers of a sitting lie? In Kazakh. */
import type { Catalogue } from '../catalogue.ts';
export const record: Catalogue['record'] = { toRecord: 'Хаттама және құжаттар' };
