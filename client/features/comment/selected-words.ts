/** Which words of which clause are selected on the page, in the offsets of the text? In a field or in words that are only read. */
import { referenceWords, type LabelOf } from '../../../shared/draft/clause-reference.ts';
import { plainText, refCharacter, type Run } from '../../../shared/draft/clause-runs.ts';
import { commentLimits } from '../../../shared/comment/comment.ts';
import { isId, type ClauseId } from '../../../shared/lib/ids.ts';
import { langs, type Lang } from '../../../shared/lib/lang.ts';
import type { NewAbout } from './commenting.svelte.ts';

export interface SelectedWords extends NewAbout {
  /** Where the selection ends on the screen. */
  readonly rect: DOMRect;
}

/**
 * `null`: nothing is selected, or it reaches over more than one clause and language. Clauses are found by `data-clause`, languages by
 * `data-words`, both set by the page.
 */
export function selectedWords(
  runsOf: (id: ClauseId, lang: Lang) => readonly Run[],
  labelOf: LabelOf,
): SelectedWords | null {
  const selection = getSelection();
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  const words = wordsElement(range.startContainer);
  if (words === null || words !== wordsElement(range.endContainer)) return null;
  const clauseId = words.closest('[data-clause]')?.getAttribute('data-clause') ?? '';
  const lang = langs.find((one) => one === words.getAttribute('data-words'));
  if (!isId('clause', clauseId) || lang === undefined) return null;
  const before = document.createRange();
  before.selectNodeContents(words);
  before.setEnd(range.startContainer, range.startOffset);
  const start = before.toString().length;
  const runs = runsOf(clauseId, lang);
  const from = textOffset(runs, lang, labelOf, start);
  const to = textOffset(runs, lang, labelOf, start + range.toString().length);
  const quote = plainText(runs).slice(from, to);
  if (quote.trim() === '' || quote.length > commentLimits.quote) return null;
  return { clauseId, lang, from, quote, rect: range.getBoundingClientRect() };
}

function wordsElement(node: Node): Element | null {
  return (node instanceof Element ? node : node.parentElement)?.closest('[data-words]') ?? null;
}

/** References stand as one character in the text and as words on the page. */
export function textOffset(runs: readonly Run[], lang: Lang, labelOf: LabelOf, drawn: number): number {
  let [text, page] = [0, 0];
  for (const run of runs) {
    const length =
      run.ref === undefined
        ? run.text.replaceAll(refCharacter, '').length
        : referenceWords(lang, labelOf(run.ref)).length;
    if (drawn < page + length) return run.ref === undefined ? text + (drawn - page) : text;
    text += run.text.length;
    page += length;
  }
  return text;
}
