/**
 * Which words does the tool speak with? The shape is English: each noun has a file in `en/`, and `ru/` and `kk/` must have the same
 * keys with the same parameters, or the types fail. A new key goes into `en/<noun>.ts`; the compiler then names the two other files.
 *
 * Kazakh puts numbers and names where they take no suffix; Russian buttons have no gender; "hash" is no delegate's word.
 */
import type { reading } from './en-reading.ts';
import type { working } from './en-working.ts';

/** What every page speaks with. */
export type ReadingWords = typeof reading;
/** What is said to those who conduct and draft, besides: fetched with their pages, for a follower on a slow line does without. */
export type WorkingWords = typeof working;

export type Catalogue = ReadingWords & WorkingWords;
