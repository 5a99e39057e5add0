/** Where in these words does the quote stand? Where its reader had it, or as near to there as the same words are found. */

export interface QuotePlace {
  readonly from: number;
  readonly to: number;
}

/** The occurrence of the quote that begins nearest to `from` (of two as near, the earlier); `null`: the words are not there. */
export function findQuote(words: string, quote: string, from: number): QuotePlace | null {
  if (quote === '') return null;
  const before = words.lastIndexOf(quote, from);
  const behind = words.indexOf(quote, Math.max(0, from));
  const isBehindNearer = behind !== -1 && (before === -1 || behind - from < from - before);
  const found = isBehindNearer ? behind : before;
  return found === -1 ? null : { from: found, to: found + quote.length };
}
