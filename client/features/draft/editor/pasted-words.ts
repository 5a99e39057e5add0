/** What comes in when somebody pastes? Paragraphs of plain, bold and italic words; everything else about it is left behind. */
import { mergeRuns, plainText, sliceRuns, toRun, type Marks, type Run } from '../../../../shared/draft/clause-runs.ts';

const blocks =
  /^(address|article|aside|blockquote|dd|div|dl|dt|figcaption|figure|footer|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|table|td|th|tr|ul)$/i;
const unseen = /^(head|style|script|template|title|meta|link|noscript)$/i;
/** Controls, and what changes the direction or hides between letters: no word needs them and eyes cannot check them. */

const hidden =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffc]/g;

/** Each line that has words is a paragraph; a single line keeps the spaces at its ends. Empty: there was nothing to paste. */
export function paragraphsOfText(text: string): Run[][] {
  if (!/[\r\n\u2028\u2029]/.test(text)) {
    const words = text.normalize('NFC').replace(hidden, '').replace(/\t/g, ' ');
    return words === '' ? [] : [[{ text: words }]];
  }
  return text
    .split(/\r\n|[\r\n\u2028\u2029]/)
    .map((line) => clean([{ text: line.replace(/\t/g, ' ') }]))
    .filter((runs) => runs.length > 0);
}

/** `html` as another page or a word processor puts it on the clipboard. It is parsed into a document that loads and runs nothing. */
export function paragraphsOfHtml(html: string): Run[][] {
  const paragraphs: Run[][] = [[]];
  const walk = (node: Node, marks: Marks): void => {
    if (node.nodeType === 3) {
      paragraphs.at(-1)!.push(toRun((node.nodeValue ?? '').replace(/\s+/g, ' '), marks));
      return;
    }
    if (!('tagName' in node)) return;
    const element = node as HTMLElement;
    if (unseen.test(element.tagName)) return;
    const isBlock = blocks.test(element.tagName) || element.tagName === 'BR';
    if (isBlock) paragraphs.push([]);
    const own = marksOf(element, marks);
    element.childNodes.forEach((child) => walk(child, own));
    if (isBlock) paragraphs.push([]);
  };
  walk(new DOMParser().parseFromString(html, 'text/html').body, {});
  return paragraphs.map(clean).filter((runs) => runs.length > 0);
}

function marksOf(element: HTMLElement, marks: Marks): Marks {
  const weight = element.style.fontWeight;
  const slant = element.style.fontStyle;
  // Google Docs wraps everything in a <b> that is not bold, and says so.
  const strong = weight !== '' ? weight === 'bold' || Number(weight) >= 600 : /^(B|STRONG)$/.test(element.tagName);
  const em = slant !== '' ? slant === 'italic' : /^(I|EM)$/.test(element.tagName);
  const plainStrong = weight === 'normal' || (weight !== '' && Number(weight) < 600);
  return {
    ...(strong || (marks.strong === true && !plainStrong) ? { strong: true as const } : {}),
    ...(em || (marks.em === true && slant !== 'normal') ? { em: true as const } : {}),
  };
}

/** NFC, without what is hidden, one space for many, none at the ends. */
function clean(runs: readonly Run[]): Run[] {
  const cleaned: Run[] = [];
  for (const run of runs) {
    const before = cleaned.length === 0 ? ' ' : plainText(cleaned).slice(-1);
    let text = run.text.normalize('NFC').replace(hidden, '').replace(/ {2,}/g, ' ');
    if (before === ' ') text = text.replace(/^ +/, '');
    if (text !== '') cleaned.push(toRun(text, run));
  }
  const merged = mergeRuns(cleaned);
  const length = plainText(merged).trimEnd().length;
  return sliceRuns(merged, 0, length);
}
