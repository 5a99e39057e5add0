/** With which words is somebody told that their own words were adopted? Fetched once the whole is adopted; all languages at once. */
import type { Lang } from '../lib/lang.ts';
import { adopted as en } from './en/adopted.ts';
import { adopted as kk } from './kk/adopted.ts';
import { adopted as ru } from './ru/adopted.ts';

/** The shape is English: a key that another language lacks is a type error. */
export type AdoptedWords = typeof en;

export const adoptedWords: Readonly<Record<Lang, AdoptedWords>> = { kk, ru, en };
