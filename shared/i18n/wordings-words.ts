/** With which words is a vote on several wordings of a clause prepared, read, told and written down? They come with the first such vote. */
import type { Lang } from '../lib/lang.ts';
import { wordings as en } from './en/wordings.ts';
import { wordings as kk } from './kk/wordings.ts';
import { wordings as ru } from './ru/wordings.ts';

/** The shape is English: a key that another language lacks is a type error. */
export type WordingsWords = typeof en;

export const wordingsWords: Readonly<Record<Lang, WordingsWords>> = { kk, ru, en };
