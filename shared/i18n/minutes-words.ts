/**
 * With which words do the page of minutes and papers and the page of a check code speak? Apart from the words of every page: they
 * travel with these pages alone.
 */
import type { Lang } from '../lib/lang.ts';
import { minutes as en } from './en/minutes.ts';
import { minutes as kk } from './kk/minutes.ts';
import { minutes as ru } from './ru/minutes.ts';

/** The shape is English: a key that another language lacks is a type error. */
export type MinutesWords = typeof en;

export const minutesWords: Readonly<Record<Lang, MinutesWords>> = { kk, ru, en };
