/** All words in Kazakh: those of every page, and those of who conducts and drafts. */
import type { Catalogue } from './catalogue.ts';
import { reading } from './kk-reading.ts';
import { working } from './kk-working.ts';

export const kk: Catalogue = { ...reading, ...working, refusals: { ...reading.refusals, ...working.refusals } };
