/** With which words is it said who counts in a vote? Fetched where somebody takes no part or has a group; all languages at once. */
import type { Lang } from '../lib/lang.ts';
import { electorate as en } from './en/electorate.ts';
import { electorate as kk } from './kk/electorate.ts';
import { electorate as ru } from './ru/electorate.ts';

/** The shape is English: a key that another language lacks is a type error. */
export type ElectorateWords = typeof en;

export const electorateWords: Readonly<Record<Lang, ElectorateWords>> = { kk, ru, en };
