/** Where on the screen are the words of a clause? Fields and read words alike: the text nodes of a clause, one behind the other, are its words. */

/** The element of a clause; looked up by its id, as all of them may be asked for at once. */
export function clauseElement(root: ParentNode, clauseId: string): Element | null {
  return root.querySelector(`#${CSS.escape(clauseId)}`);
}

/** The element that holds the words of a clause in a language, written or read; `null`: they are not on the page. */
export function wordsElement(root: ParentNode, clauseId: string, lang: string): Element | null {
  const words = clauseElement(root, clauseId)?.querySelector('.words') ?? null;
  if (words === null) return null;
  const field = words.querySelector(`.field[lang="${lang}"]`);
  if (field !== null) return field;
  // Two languages stand beside each other, each in an element of its own.
  return words.querySelector(`[lang="${lang}"]`) ?? (words.getAttribute('lang') === lang ? words : null);
}

/** The words from one offset to another as a range of the document; `null`: there are none. */
export function rangeOfWords(element: Element, from: number, to: number): Range | null {
  const walker = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const range = element.ownerDocument.createRange();
  let offset = 0;
  let hasStart = false;
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const { length } = node as Text;
    if (!hasStart && from < offset + length) {
      range.setStart(node, from - offset);
      hasStart = true;
    }
    if (hasStart && to <= offset + length) {
      range.setEnd(node, to - offset);
      return range;
    }
    offset += length;
  }
  if (!hasStart) return null;
  range.setEndAfter(element.lastChild ?? element);
  return range;
}

/** All the words of a clause, references read out and written alike; `null`: there are none. */
export function rangeOfAllWords(element: Element): Range | null {
  const walker = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  if (walker.nextNode() === null) return null;
  const range = element.ownerDocument.createRange();
  range.selectNodeContents(element);
  return range;
}

/** The clause at a place of the screen: the one under it, else the nearest one above or below. */
export function clauseAt(root: ParentNode, x: number, y: number): Element | null {
  const document = root instanceof Document ? root : (root as Element).ownerDocument;
  const under = document.elementFromPoint(x, y)?.closest('[data-clause]') ?? null;
  if (under !== null && root.contains(under)) return under;
  let nearest: Element | null = null;
  let least = Infinity;
  for (const entry of root.querySelectorAll('[data-clause]')) {
    const { top, bottom } = entry.getBoundingClientRect();
    const distance = y < top ? top - y : y > bottom ? y - bottom : 0;
    if (distance < least) [least, nearest] = [distance, entry];
  }
  return nearest;
}

/**
 * Tints words without touching them: by the browser's highlights where it has them (Chrome 105, Safari 17.2, Firefox 140), else not;
 * the caller marks the clauses too.
 */
export function tint(name: string, ranges: readonly Range[]): void {
  if (typeof Highlight === 'undefined' || !('highlights' in CSS)) return;
  if (ranges.length === 0) CSS.highlights.delete(name);
  else CSS.highlights.set(name, new Highlight(...ranges));
}

export const canTint = (): boolean => typeof Highlight !== 'undefined' && 'highlights' in CSS;
