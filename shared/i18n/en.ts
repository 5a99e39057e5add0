/** All words in English, a file for each noun. This is the shape that the other languages must have. */
import { frame } from './en/frame.ts';
import { people } from './en/people.ts';
import { refusals, type RefusalWords } from './en/refusals.ts';
import { settings } from './en/settings.ts';

const sentences: RefusalWords = refusals;

export const en = { frame, people, settings, refusals: sentences };
