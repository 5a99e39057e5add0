/** With which words is the floor asked for and given? Fetched where there is one; all languages at once, for the hall's screen speaks two. */
import type { Lang } from '../lib/lang.ts';
import { floor as en } from './en/floor.ts';
import { floor as kk } from './kk/floor.ts';
import { floor as ru } from './ru/floor.ts';

/** The shape is English: a key that another language lacks is a type error. */
export type FloorWords = typeof en;

export const floorWords: Readonly<Record<Lang, FloorWords>> = { kk, ru, en };
