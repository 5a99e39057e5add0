/** With which words are the rules of a sitting told, where they are chosen and on its page? They travel with those alone. */
import type { Lang } from '../lib/lang.ts';
import { templates as en } from './en/templates.ts';
import { templates as kk } from './kk/templates.ts';
import { templates as ru } from './ru/templates.ts';

/** The shape is English: a key that another language lacks is a type error. */
export type TemplatesWords = typeof en;

export const templatesWords: Readonly<Record<Lang, TemplatesWords>> = { kk, ru, en };
