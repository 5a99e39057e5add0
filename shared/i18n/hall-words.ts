/** With which words are cards counted in the hall, and their count told? Fetched where there is one; all languages at once. */
import type { Lang } from '../lib/lang.ts';
import { hall as en } from './en/hall.ts';
import { hall as kk } from './kk/hall.ts';
import { hall as ru } from './ru/hall.ts';

/** The shape is English: a key that another language lacks is a type error. */
export type HallWords = typeof en;

export const hallWords: Readonly<Record<Lang, HallWords>> = { kk, ru, en };
