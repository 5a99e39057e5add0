/** With which words is it said who reports on a matter and for how long? Fetched where an agenda is shown or printed; all languages at once. */
import type { Lang } from '../lib/lang.ts';
import { agenda as en } from './en/agenda.ts';
import { agenda as kk } from './kk/agenda.ts';
import { agenda as ru } from './ru/agenda.ts';

/** The shape is English: a key that another language lacks is a type error. */
export type AgendaWords = typeof en;

export const agendaWords: Readonly<Record<Lang, AgendaWords>> = { kk, ru, en };
