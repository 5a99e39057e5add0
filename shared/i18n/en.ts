/** All words in English: those of every page, and those of who conducts and drafts. This is the shape that the other languages must have. */
import { reading } from './en-reading.ts';
import { working } from './en-working.ts';

export const en = { ...reading, ...working, refusals: { ...reading.refusals, ...working.refusals } };
