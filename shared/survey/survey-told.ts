/** What is told of what people typed? Apart from the counting: what is told needs none of it. */
import { isTyped, type Survey, type SurveyCount } from './survey.ts';

/** Said in capitals or not, it is the same. */
export function typedKey(words: string): string {
  return words.toLocaleLowerCase('ru');
}

/** What others than the desk are told of it: of what was typed, what was let through (SURVEY-5). */
export function toldOf({ ask, shown }: Pick<Survey, 'ask' | 'shown'>, count: SurveyCount): SurveyCount {
  if (!isTyped(ask) || count.of !== 'typed') return count;
  const through = new Set(shown.map(typedKey));
  return { ...count, typed: count.typed.filter(({ words }) => through.has(typedKey(words))) };
}
