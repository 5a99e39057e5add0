/** With which words does a voter ask for time and contest a vote? Fetched where a voter may do so; all languages at once. */
import type { Lang } from '../lib/lang.ts';
import { contest as en } from './en/contest.ts';
import { contest as kk } from './kk/contest.ts';
import { contest as ru } from './ru/contest.ts';

/** The shape is English: a key that another language lacks is a type error. */
export type ContestWords = typeof en;

export const contestWords: Readonly<Record<Lang, ContestWords>> = { kk, ru, en };
