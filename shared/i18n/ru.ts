/** All words in Russian: those of every page, and those of who conducts and drafts. */
import type { Catalogue } from './catalogue.ts';
import { reading } from './ru-reading.ts';
import { working } from './ru-working.ts';

export const ru: Catalogue = { ...reading, ...working, refusals: { ...reading.refusals, ...working.refusals } };
