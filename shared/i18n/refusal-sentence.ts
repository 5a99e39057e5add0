/** Which sentence belongs to a refusal? The one of its code; an unknown code gets the general one, never the code itself. */
import type { Refusal, RefusalParams } from '../lib/result.ts';
import type { Catalogue } from './catalogue.ts';

/** A sentence that says what happened, what was kept, what to do; with the refusal's params where it needs them. */
export type RefusalSentence = string | ((params: RefusalParams) => string);

export function sentenceOf(words: Catalogue, refusal: Refusal): string {
  const sentences: Readonly<Record<string, RefusalSentence>> = words.refusals;
  // Own keys alone: a code is the server's word and could be `constructor`.
  const sentence = Object.hasOwn(sentences, refusal.code) ? sentences[refusal.code] : undefined;
  if (sentence === undefined) return words.refusals.unknown;
  return typeof sentence === 'string' ? sentence : sentence(refusal.params ?? {});
}
