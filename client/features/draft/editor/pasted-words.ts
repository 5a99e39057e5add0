/**
 * What comes in when somebody pastes? Paragraphs of words with bold, italics and links, and what the program said of lists;
 * everything else about it is left behind. What the paragraphs become is said by `pasted-clauses.ts`.
 */
import { toLink } from '../../../../shared/draft/clause-marks.ts';
import { mergeRuns, plainText, sliceRuns, toRun, type Marks, type Run } from '../../../../shared/draft/clause-runs.ts';

export interface PastedParagraph {
  readonly runs: Run[];
  /** An item of a list: how deep (1: outermost) and whether its items are counted; `null`: no list. */
  readonly list: { readonly depth: number; readonly isOrdered: boolean } | null;
}

const blocks =
  /^(address|article|aside|blockquote|center|dd|details|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hgroup|hr|li|main|menu|nav|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)$/i;
/** What is no words: it runs, loads, draws or is filled in. */
const unseen =
  /^(applet|area|audio|base|button|canvas|command|datalist|del|embed|frame|frameset|head|iframe|img|input|keygen|link|map|math|meta|meter|noembed|noframes|noscript|object|option|param|picture|plaintext|portal|progress|script|select|slot|source|style|svg|template|textarea|title|track|video|xml|xmp)$/i;
/**
 * Controls, soft hyphens, and what changes the direction or hides between letters: no word needs them and eyes cannot check them.
 * Class of single code points: the combining ones stand in it for themselves.
 */
export const hiddenLetters =
  // eslint-disable-next-line no-misleading-character-class
  /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffc\u{e0000}-\u{e0fff}]/gu;
/** Where a line ends: also Word's soft break and a page's end. */
const lineEnds = /\r\n|[\r\n\u000b\u000c\u0085\u2028\u2029]/;

/** Each line that has words is a paragraph; a single line keeps the spaces at its ends. Empty: there was nothing to paste. */
export function paragraphsOfText(text: string): PastedParagraph[] {
  if (!lineEnds.test(text)) {
    const words = text.normalize('NFC').replace(hiddenLetters, '').replace(/\t/g, ' ');
    return words === '' ? [] : [{ runs: [{ text: words }], list: null }];
  }
  const lines: string[] = [];
  let isBroken = false;
  for (const line of text.split(lineEnds)) {
    const last = lines.at(-1);
    // A sentence that goes on with a small letter in the next line was broken by the width of a page, as PDF readers give it.
    if (isBroken && last !== undefined && /^\p{Ll}/u.test(line) && !/^\p{L}[.)]/u.test(line)) {
      lines[lines.length - 1] = `${last} ${line}`;
    } else lines.push(line);
    isBroken = line.length >= 50 && /[\p{L}\p{N},]\s*$/u.test(line);
  }
  return lines.map((line) => ({ runs: clean([{ text: line }]), list: null })).filter(({ runs }) => runs.length > 0);
}

/** `html` as another page or a word processor puts it on the clipboard. It is parsed into a document that loads and runs nothing. */
export function paragraphsOfHtml(html: string): PastedParagraph[] {
  const reader = new Reader();
  reader.read(new DOMParser().parseFromString(html, 'text/html').body);
  return reader.paragraphs.map(({ runs, list }) => ({ runs: clean(runs), list })).filter(({ runs }) => runs.length > 0);
}

class Reader {
  readonly paragraphs: { runs: Run[]; list: PastedParagraph['list'] }[] = [{ runs: [], list: null }];
  #lists: boolean[] = [];
  /** Inside a cell: its paragraphs are one. */
  #isCell = false;

  read(node: Node, marks: Marks = {}): void {
    if (node.nodeType === 3) {
      this.#say(toRun((node.nodeValue ?? '').replace(/[ \t\r\n\f]+/g, ' '), marks));
      return;
    }
    if (!('tagName' in node)) return;
    const element = node as HTMLElement;
    const tag = element.tagName.toUpperCase();
    // The lines that our own copies add, where only their HTML came over.
    if (element.hasAttribute('data-ortaq')) return;
    if (unseen.test(tag) || isHidden(element)) return;
    if (tag === 'TABLE' && this.#isGrid(element)) this.#readRows(element, marks);
    else if (tag === 'PRE') this.#readLines(element, marks);
    else if (tag === 'BR') {
      if (!element.classList.contains('Apple-interchange-newline')) this.#begin();
    } else if (tag === 'OL' || tag === 'UL') {
      this.#lists.push(tag === 'OL');
      this.#readBlock(element, marks);
      this.#lists.pop();
    } else if (tag === 'LI') this.#readItem(element, marks);
    else if (blocks.test(tag)) this.#readBlock(element, marks);
    // Safari's spelling of a plain space.
    else if (element.classList.contains('Apple-converted-space')) this.#say(toRun(' ', marks));
    else this.#readChildren(element, marks);
  }

  #readChildren(element: HTMLElement, marks: Marks): void {
    const own = marksOf(element, marks);
    element.childNodes.forEach((child) => this.read(child, own));
  }

  #readBlock(element: HTMLElement, marks: Marks): void {
    this.#begin();
    const word = wordList(element);
    if (word !== null) this.paragraphs.at(-1)!.list = word;
    this.#readChildren(element, marks);
    this.#begin();
  }

  #readItem(element: HTMLElement, marks: Marks): void {
    const at = this.paragraphs.length;
    this.#begin();
    this.#readChildren(element, marks);
    this.#begin();
    const own = this.paragraphs.slice(at - 1).find(({ runs, list }) => list === null && plainText(runs).trim() !== '');
    if (own !== undefined) {
      own.list = { depth: Math.max(1, this.#lists.length), isOrdered: this.#lists.at(-1) ?? false };
    }
  }

  #readLines(element: HTMLElement, marks: Marks): void {
    for (const line of element.textContent.split(lineEnds)) {
      this.#begin();
      this.#say(toRun(line, marks));
    }
    this.#begin();
  }

  /** A table of several columns is one paragraph a row; one of a single column only holds paragraphs. */
  #isGrid(table: HTMLElement): boolean {
    return [...table.querySelectorAll('tr')].some((row) => row.children.length > 1);
  }

  #readRows(table: HTMLElement, marks: Marks): void {
    if (this.#isCell) {
      this.#readChildren(table, marks);
      return;
    }
    for (const caption of table.querySelectorAll<HTMLElement>(':scope > caption')) this.#readBlock(caption, marks);
    for (const row of table.querySelectorAll(':scope > tr, :scope > * > tr')) {
      this.#begin();
      let isFirst = true;
      for (const cell of row.children) {
        const inside = new Reader();
        inside.#isCell = true;
        inside.read(cell, marks);
        const runs = inside.paragraphs.map((paragraph) => clean(paragraph.runs)).filter((one) => one.length > 0);
        if (runs.length === 0) continue;
        if (!isFirst) this.#say({ text: '; ' });
        isFirst = false;
        runs.forEach((one, index) => {
          if (index > 0) this.#say({ text: ' ' });
          one.forEach((run) => this.#say(run));
        });
      }
    }
    this.#begin();
  }

  #say(run: Run): void {
    this.paragraphs.at(-1)!.runs.push(run);
  }

  #begin(): void {
    this.paragraphs.push({ runs: [], list: null });
  }
}

/** What Word says of a paragraph that its lists count: `mso-list:l0 level2 lfo1`, with the sign itself in a part to be ignored. */
function wordList(element: HTMLElement): PastedParagraph['list'] {
  const level = /mso-list:\s*l\d+\s+level(\d)/i.exec(element.getAttribute('style') ?? '');
  if (level === null) return null;
  const sign = [...element.querySelectorAll('*')].find((part) => isListSign(part))?.textContent.trim() ?? '';
  return { depth: Number(level[1]), isOrdered: /^[\p{L}\p{N}(]/u.test(sign) && sign !== 'o' };
}

function isListSign(element: Element): boolean {
  return /mso-list:\s*ignore/i.test(element.getAttribute('style') ?? '');
}

function isHidden(element: HTMLElement): boolean {
  const style = element.getAttribute('style') ?? '';
  return (
    element.hasAttribute('hidden') ||
    isListSign(element) ||
    /display:\s*none|visibility:\s*hidden|mso-hide:\s*all/i.test(style)
  );
}

function marksOf(element: HTMLElement, marks: Marks): Marks {
  const weight = element.style.fontWeight;
  const slant = element.style.fontStyle;
  // Google Docs wraps everything in a <b> that is not bold, and says so.
  const strong = weight !== '' ? isHeavy(weight) : /^(B|STRONG)$/.test(element.tagName);
  const em = slant !== '' ? slant === 'italic' || slant === 'oblique' : /^(I|EM)$/.test(element.tagName);
  const plainStrong = weight !== '' && !isHeavy(weight);
  const link = element.tagName === 'A' ? linkOf(element.getAttribute('href') ?? '') : marks.link;
  return {
    ...(strong || (marks.strong === true && !plainStrong) ? { strong: true as const } : {}),
    ...(em || (marks.em === true && slant !== 'normal') ? { em: true as const } : {}),
    ...(link !== undefined ? { link } : {}),
  };
}

function isHeavy(weight: string): boolean {
  return weight === 'bold' || weight === 'bolder' || Number(weight) >= 600;
}

/** An address that a link may have: https or mailto; anything else is `undefined`, and its words stay plain. */
function linkOf(address: string): string | undefined {
  return /^(https:\/\/|mailto:)/i.test(address.trim()) ? (toLink(address) ?? undefined) : undefined;
}

/** NFC, without what is hidden, one space for many, none at the ends. A no-break space alone between words stays. */
export function clean(runs: readonly Run[]): Run[] {
  const cleaned: Run[] = [];
  let before = ' ';
  for (const run of runs) {
    let text = run.text
      .normalize('NFC')
      .replace(hiddenLetters, '')
      .replace(/[\t\r\n\u000b\u000c\u1680\u2000-\u200a\u2028\u2029\u205f\u3000]/g, ' ')
      .replace(/[ \u00a0]{2,}/g, ' ');
    if (/[ \u00a0]$/.test(before)) text = text.replace(/^[ \u00a0]+/, '');
    if (text === '') continue;
    cleaned.push(toRun(text, run));
    before = text;
  }
  const merged = mergeRuns(cleaned).map((run) => toRun(run.text.normalize('NFC'), run));
  return sliceRuns(merged, 0, plainText(merged).trimEnd().length);
}
