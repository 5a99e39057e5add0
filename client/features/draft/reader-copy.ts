/**
 * What goes onto the clipboard of somebody who only reads? A few words of one clause are words, as the browser has them; whole clauses, or
 * words of several, carry their numbers, and that they are a draft, of when: as who writes copies them.
 */
import { plainText, type ClauseText } from '../../../shared/draft/clause-runs.ts';
import { blocksOf } from '../../../shared/draft/clause-tree.ts';
import type { LabelOf } from '../../../shared/draft/clause-reference.ts';
import { langs, type Lang } from '../../../shared/lib/lang.ts';
import { longDate, parseDay } from '../../../shared/i18n/dates.ts';
import { language } from '../../i18n/language.svelte.ts';
import { copyOf, ownType, type CopiedPart, type Copy } from './editor/clipboard-out.ts';

export interface ReadText {
  /** The clauses that stand on the page. */
  readonly clauses: readonly ClauseText[];
  readonly labelOf: LabelOf;
  /** «ПРОЕКТ · не принят · 14:05, 22 ноября». */
  readonly mark: string;
}

/** Puts what is selected in `root` onto the clipboard of this event; what the browser does well itself is left to it. */
export function copyRead(event: ClipboardEvent, root: Element, text: ReadText): void {
  const selection = getSelection();
  if (event.defaultPrevented || event.clipboardData === null || selection === null || selection.rangeCount === 0)
    return;
  const copy = copyOfSelected(selection.getRangeAt(0), root, text);
  if (copy === null) return;
  event.preventDefault();
  event.clipboardData.setData('text/plain', copy.text);
  event.clipboardData.setData('text/html', copy.html);
  event.clipboardData.setData(ownType, copy.own);
}

/** `null`: nothing of the clauses is selected, or a few words of one. */
export function copyOfSelected(range: Range, root: Element, { clauses, labelOf, mark }: ReadText): Copy | null {
  if (range.collapsed || !range.intersectsNode(root)) return null;
  let lang: Lang | undefined;
  const parts = blocksOf(clauses).flatMap(({ clause, under }) =>
    [clause, ...under].flatMap((one): CopiedPart[] => {
      const read = wordsIn(root, one, range);
      if (read === null) return [];
      lang ??= read.lang;
      const runs = read.isWhole ? (one.body[read.lang] ?? []) : [{ text: read.words }];
      return [{ clause: one, runs, isWhole: read.isWhole, level: one === clause ? 0 : 1 }];
    }),
  );
  const [first, ...more] = parts;
  if (first === undefined || (more.length === 0 && !first.isWhole)) return null;
  const due = (day: string): string => {
    const date = parseDay(day);
    return date === undefined ? day : language.words.editing.dueBy(longDate(language.lang, date));
  };
  return copyOf(parts, { lang: lang ?? language.lang, labelOf, mark, due }, false);
}

/** The words of the clause that are selected, in the language in which they stand there. */
function wordsIn(
  root: Element,
  { id, body }: ClauseText,
  range: Range,
): { readonly lang: Lang; readonly words: string; readonly isWhole: boolean } | null {
  const entry = root.querySelector(`#${id}`);
  for (const element of entry?.querySelectorAll('[data-words], .words > [lang]') ?? []) {
    const lang = langs.find((known) => known === element.getAttribute('lang'));
    if (lang === undefined || plainText(body[lang] ?? []) === '' || !range.intersectsNode(element)) continue;
    const part = element.ownerDocument.createRange();
    part.selectNodeContents(element);
    const all = squeezed(part);
    if (range.compareBoundaryPoints(Range.START_TO_START, part) > 0) {
      part.setStart(range.startContainer, range.startOffset);
    }
    if (range.compareBoundaryPoints(Range.END_TO_END, part) < 0) part.setEnd(range.endContainer, range.endOffset);
    const words = squeezed(part);
    if (words !== '') return { lang, words, isWhole: words === all };
  }
  return null;
}

function squeezed(range: Range): string {
  return range.toString().replace(/\s+/g, ' ').trim();
}
