/** How do a title's words stand before other sentences? With a full stop, where they do not end in a mark of their own: «Что делаем первым?» */

export function asSentence(words: string): string {
  return /[.!?…][»”"')\]]*$/u.test(words) ? words : `${words}.`;
}
