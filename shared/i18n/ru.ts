/** All words in Russian, a file for each noun. */
import type { Catalogue } from './catalogue.ts';
import { frame } from './ru/frame.ts';
import { people } from './ru/people.ts';
import { refusals } from './ru/refusals.ts';
import { settings } from './ru/settings.ts';

export const ru: Catalogue = { frame, people, settings, refusals };
