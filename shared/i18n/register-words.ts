/**
 * With which words are people brought in, registered and sent their links? Apart from the words of every page: they travel with the
 * pages of lists and of the registration desk alone.
 */
import type { LineReason } from '../import/import-lines.ts';
import type { Lang } from '../lib/lang.ts';
import { register as en } from './en/register.ts';
import { register as kk } from './kk/register.ts';
import { register as ru } from './ru/register.ts';

/** The shape is English: a key that another language lacks is a type error. */
export type RegisterWords = typeof en;

export const registerWords: Readonly<Record<Lang, RegisterWords>> = { kk, ru, en };

/** What is wrong with a line, or worth a look, in a sentence. */
export function reasonSentence(words: RegisterWords, { code, with: about }: LineReason): string {
  const said = about === undefined ? '' : String(about);
  return words.reasons[code](said);
}
