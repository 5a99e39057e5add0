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

/** Shorter pieces of a quote are found in any text, and say nothing of where its words are. */
const pieceLeast = 3;
/** Between two pieces of a quote so much may have been put in; beyond it they have nothing to do with each other. */
const gapMost = 40;
/** So much of marked words is looked through. */
const lookMost = 4_000;
/** A quote that was torn into shorter pieces is meant where all of it stands in order and at least every other character is its own. */
const tornMost = 2;

/**
 * The part of marked words that is the quote's: from its first piece that is still there to its last, with what was typed in between. A mark
 * may come to lie on more than its words, for two people who edit them at the same time can leave it without an end. `null`: no piece
 * of the quote is there.
 */
export function quotedPart(marked: string, quote: string): QuotePlace | null {
  if (marked === quote || quote.includes(marked)) return { from: 0, to: marked.length };
  const whole = marked.indexOf(quote);
  if (whole !== -1) return { from: whole, to: whole + quote.length };
  const looked = marked.slice(0, lookMost);
  const pieces = commonPieces(looked, quote);
  const longest = pieces.reduce<Piece | null>(
    (best, one) => (best === null || one.length > best.length ? one : best),
    null,
  );
  if (longest === null) return tornQuote(looked, quote);
  let [first, last] = [pieces.indexOf(longest), pieces.indexOf(longest)];
  while (isNear(pieces[first - 1], pieces[first])) first -= 1;
  while (isNear(pieces[last], pieces[last + 1])) last += 1;
  const end = pieces[last] ?? longest;
  return { from: (pieces[first] ?? longest).at, to: end.at + end.length };
}

/** Where all of the quote stands in order, with letters typed in between, in the fewest characters; short ones would be found anywhere. */
function tornQuote(text: string, quote: string): QuotePlace | null {
  if (quote.length < pieceLeast) return null;
  let best: QuotePlace | null = null;
  for (let from = text.indexOf(quote.charAt(0)); from !== -1; from = text.indexOf(quote.charAt(0), from + 1)) {
    const most = best === null ? quote.length * tornMost : best.to - best.from - 1;
    let [to, found] = [from, 0];
    for (; to < text.length && to - from < most && found < quote.length; to += 1) {
      if (text[to] === quote[found]) found += 1;
    }
    if (found === quote.length) best = { from, to };
  }
  return best;
}

interface Piece {
  readonly at: number;
  readonly length: number;
}

function isNear(left: Piece | undefined, right: Piece | undefined): boolean {
  return left !== undefined && right !== undefined && right.at - left.at - left.length <= gapMost;
}

/** The longest common piece, then those left and right of it, in order. */
function commonPieces(text: string, quote: string, offset = 0, least = Math.min(pieceLeast, quote.length)): Piece[] {
  if (text.length < least || quote.length < least || least === 0) return [];
  let best = { at: 0, of: 0, length: 0 };
  let row = new Uint16Array(quote.length + 1);
  for (let at = 0; at < text.length; at += 1) {
    const next = new Uint16Array(quote.length + 1);
    for (let of = 0; of < quote.length; of += 1) {
      if (text[at] !== quote[of]) continue;
      const length = (row[of] ?? 0) + 1;
      next[of + 1] = length;
      if (length > best.length) best = { at: at - length + 1, of: of - length + 1, length };
    }
    row = next;
  }
  if (best.length < least) return [];
  const { at, of, length } = best;
  return [
    ...commonPieces(text.slice(0, at), quote.slice(0, of), offset, least),
    { at: offset + at, length },
    ...commonPieces(text.slice(at + length), quote.slice(of + length), offset + at + length, least),
  ];
}
