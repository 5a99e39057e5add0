/** With which words is it said that a sitting was opened without its quorum? Fetched where one is; all languages at once. */
import type { Lang } from '../lib/lang.ts';
import { consultation as en } from './en/consultation.ts';
import { consultation as kk } from './kk/consultation.ts';
import { consultation as ru } from './ru/consultation.ts';

/** The shape is English: a key that another language lacks is a type error. */
export type ConsultationWords = typeof en;

export const consultationWords: Readonly<Record<Lang, ConsultationWords>> = { kk, ru, en };
