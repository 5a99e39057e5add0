/** What does a refusal say to this reader? */
import { sentenceOf } from '../../shared/i18n/refusal-sentence.ts';
import type { Refusal } from '../../shared/lib/result.ts';
import { language } from './language.svelte.ts';

/** The sentence in the language shown; read in a template it follows a change of language. */
export function refusalSentence(refusal: Refusal): string {
  return sentenceOf(language.words, refusal);
}
