/**
 * With which words does the desk prepare a vote, conduct it and do what follows it? Apart from the words of every page: they travel
 * with the desk alone. All languages at once, like those of ballots and counts.
 */
import type { Lang } from '../lib/lang.ts';
import { conduct as en } from './en/conduct.ts';
import { conduct as kk } from './kk/conduct.ts';
import { conduct as ru } from './ru/conduct.ts';

/** The shape is English: a key that another language lacks is a type error. */
export type ConductWords = typeof en;

export const conductWords: Readonly<Record<Lang, ConductWords>> = { kk, ru, en };
