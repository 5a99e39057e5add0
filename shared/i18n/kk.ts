/** All words in Kazakh, a file for each noun. */
import type { Catalogue } from './catalogue.ts';
import { frame } from './kk/frame.ts';
import { people } from './kk/people.ts';
import { refusals } from './kk/refusals.ts';
import { settings } from './kk/settings.ts';

export const kk: Catalogue = { frame, people, settings, refusals };
