/**
 * With which words do other ways of deciding speak: by silence, and with counts that are seen before the close? They travel with such a
 * vote and with papers. All languages at once, for the hall's screen speaks two and a paper its own.
 */
import type { Lang } from '../lib/lang.ts';
import { ways as en } from './en/ways.ts';
import { ways as kk } from './kk/ways.ts';
import { ways as ru } from './ru/ways.ts';

/** The shape is English: a key that another language lacks is a type error. */
export type WaysWords = typeof en;

export const waysWords: Readonly<Record<Lang, WaysWords>> = { kk, ru, en };
