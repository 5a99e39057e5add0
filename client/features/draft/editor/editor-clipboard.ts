/** What do copy, cut and paste do in the editor, within one clause and over several? */
import { toLink } from '../../../../shared/draft/clause-marks.ts';
import { plainText, sliceRuns, type Run } from '../../../../shared/draft/clause-runs.ts';
import { allClausesOf, clauseRuns, clauseText } from '../../../../shared/draft/clause-text.ts';
import { deleteWords } from '../../../../shared/draft/clause-text-edit.ts';
import { parentsIn } from '../../../../shared/draft/clause-tree.ts';
import type { ThreadId } from '../../../../shared/lib/ids.ts';
import type { Lang } from '../../../../shared/lib/lang.ts';
import type { ClauseField } from './clause-field.ts';
import { nodesOfRuns } from './clause-schema.ts';
import { copyOf, ownType, type Copy, type CopiedPart, type CopyWords } from './clipboard-out.ts';
import { readOwn } from './clipboard-own.ts';
import type { EditorCore } from './editor-core.ts';
import { newClauseId } from './new-clause-id.ts';
import { pasteClauses, type PasteItem } from './paste-clauses.ts';
import { toPastedClauses } from './pasted-clauses.ts';
import { paragraphsOfHtml, paragraphsOfText } from './pasted-words.ts';
import type { SeveralClauses } from './several-clauses.svelte.ts';
import { isWhole, type Span } from './several-words.ts';

/** What is pasted at once, in bytes of its words (UTF-8): about fifty pages. */
export const pasteMaxBytes = 200_000;
/** More than this is not even looked through, in UTF-16 units of HTML. */
const htmlMaxLength = 8_000_000;

export class EditorClipboard {
  readonly #core: EditorCore;
  readonly #several: SeveralClauses;
  readonly #words: (lang: Lang) => CopyWords;
  /** Comments stand on words that this page has cut, and may be put in again with them. */
  readonly #cutThreads = new Set<ThreadId>();

  constructor(core: EditorCore, several: SeveralClauses, words: (lang: Lang) => CopyWords) {
    this.#core = core;
    this.#several = several;
    this.#words = words;
  }

  // ------------------------------------------------------------------------------------------------------------------- out

  /** What is selected goes onto the clipboard, and with `cut` out of the text. `false`: nothing is selected. */
  copy(field: ClauseField | null, data: DataTransfer, isCut: boolean): boolean {
    const copy = this.#copied(field, isCut);
    if (copy === null) return false;
    data.setData('text/plain', copy.text);
    data.setData('text/html', copy.html);
    data.setData(ownType, copy.own);
    if (!isCut) return true;
    if (this.#several.isOn) this.#several.cut();
    else if (field !== null && this.#core.isOpen(field.clauseId)) {
      field.view.dispatch(field.state.tr.deleteSelection().scrollIntoView());
    }
    return true;
  }

  /** By a button: the clauses selected go onto the clipboard. */
  copySelected(isCut: boolean): boolean {
    let isDone = false;
    const put = (event: ClipboardEvent): void => {
      event.preventDefault();
      event.stopImmediatePropagation();
      if (event.clipboardData !== null) isDone = this.copy(null, event.clipboardData, isCut);
    };
    // Over plain http there is only the old way; it needs something to be selected.
    const place = document.createElement('textarea');
    place.value = ' ';
    place.setAttribute('readonly', '');
    place.style.cssText = 'position:fixed;top:0;opacity:0';
    document.addEventListener('copy', put, { capture: true });
    (document.querySelector('dialog[open]') ?? document.body).append(place);
    try {
      place.select();
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- the only way without https, and with our own form
      document.execCommand('copy');
    } finally {
      document.removeEventListener('copy', put, { capture: true });
      place.remove();
    }
    return isDone;
  }

  #copied(field: ClauseField | null, isCut: boolean): Copy | null {
    const { lang, spans } = this.#selected(field);
    if (lang === null || spans.length === 0) return null;
    const parents = parentsIn(this.#core.standing);
    const parts: CopiedPart[] = [];
    for (const span of spans) {
      const clause = clauseText(this.#core.doc, span.clauseId);
      if (clause === null) continue;
      const runs = sliceRuns(clauseRuns(this.#core.doc, span.clauseId, lang), span.from, span.to);
      const level = (parents.get(clause.id) ?? null) === null ? 0 : 1;
      parts.push({ clause, runs, isWhole: isWhole(span) && span.length > 0, level });
      if (isCut && span.isOpen) for (const run of runs) run.comments?.forEach((id) => this.#cutThreads.add(id));
    }
    if (parts.length > 1) this.#core.tell({ is: 'copied', count: parts.length });
    return copyOf(parts, this.#words(lang), isCut);
  }

  #selected(field: ClauseField | null): { readonly lang: Lang | null; readonly spans: readonly Span[] } {
    if (this.#several.isOn) return { lang: this.#several.now?.lang ?? null, spans: this.#several.spans() };
    if (field === null || field.state.selection.empty) return { lang: null, spans: [] };
    field.settle();
    const { clauseId, length } = field;
    const from = Math.min(field.anchorOffset, field.caretOffset);
    const to = Math.max(field.anchorOffset, field.caretOffset);
    return { lang: field.lang, spans: [{ clauseId, from, to, length, isOpen: this.#core.isOpen(clauseId) }] };
  }

  // -------------------------------------------------------------------------------------------------------------------- in

  /** Puts in what is on the clipboard, in the place of what is selected. */
  paste(field: ClauseField, data: DataTransfer): void {
    const html = data.getData('text/html');
    if (html.length > htmlMaxLength) {
      this.#core.tell({ is: 'paste-too-long', bytes: html.length });
      return;
    }
    const pasted = this.#read(field.lang, data, html);
    if (pasted === null) return;
    const bytes = new TextEncoder().encode(pasted.items.map(({ runs }) => plainText(runs)).join('\n')).length;
    if (bytes > pasteMaxBytes) {
      this.#core.tell({ is: 'paste-too-long', bytes });
      return;
    }
    if (this.#several.isOn) this.#several.pasteOver(pasted.items, pasted.isOwnFirst);
    else if (!this.#pasteInline(field, pasted.items)) this.#pasteClauses(field, pasted.items, pasted.isOwnFirst);
  }

  #read(
    lang: Lang,
    data: DataTransfer,
    html: string,
  ): { readonly items: readonly PasteItem[]; readonly isOwnFirst: boolean } | null {
    const own = data.getData(ownType);
    if (own !== '') {
      const there = own.includes('"comments"') ? this.#threads() : new Set<ThreadId>();
      const read = readOwn(own, lang, (id) => this.#cutThreads.has(id) && !there.has(id));
      if (read !== null) return read;
    }
    const fromHtml = html === '' ? [] : paragraphsOfHtml(html);
    const paragraphs = fromHtml.length > 0 ? fromHtml : paragraphsOfText(data.getData('text/plain'));
    const items = toPastedClauses(paragraphs);
    const [first] = items;
    if (first === undefined) return null;
    const isOwnFirst = items.length > 1 && (first.sign !== '' || paragraphs[0]?.list !== null);
    return { items, isOwnFirst };
  }

  #threads(): Set<ThreadId> {
    const runs = allClausesOf(this.#core.doc).flatMap(({ body }) => Object.values(body).flat());
    return new Set(runs.flatMap(({ comments }) => comments ?? []));
  }

  /** One paragraph of words goes in as if it were typed; an address over words makes them a link. */
  #pasteInline(field: ClauseField, items: readonly PasteItem[]): boolean {
    const [item, ...more] = items;
    if (item === undefined || more.length > 0) return false;
    const isFilling = field.length === 0 && (item.kind !== null || item.others !== undefined);
    if (isFilling || plainText(item.runs).length > 8000) return false;
    const { state } = field;
    const { from, to, empty } = state.selection;
    const sign = field.length === 0 ? '' : item.sign;
    const href = /^(https:\/\/|mailto:)\S+$/i.test(plainText(item.runs)) ? toLink(plainText(item.runs)) : null;
    const mark = href === null ? null : state.schema.mark('link', { href });
    if (mark !== null && !empty) {
      field.view.dispatch(state.tr.addMark(from, to, mark));
      return true;
    }
    const runs: Run[] = [{ text: sign }, ...item.runs];
    const transaction = state.tr.replaceWith(from, to, nodesOfRuns(runs));
    if (mark !== null) transaction.addMark(from, from + plainText(runs).length, mark);
    field.view.dispatch(transaction.scrollIntoView());
    return true;
  }

  #pasteClauses(field: ClauseField, items: readonly PasteItem[], isOwn: boolean): void {
    field.settle();
    const { clauseId: id, lang } = field;
    const { doc } = this.#core;
    const from = Math.min(field.anchorOffset, field.caretOffset);
    const to = Math.max(field.anchorOffset, field.caretOffset);
    // In the middle of a sentence even a counted paragraph goes on with it.
    const isOwnFirst = isOwn && (items[0]?.others !== undefined || to === field.length);
    let caret = { clauseId: id, offset: from };
    this.#core.deed(() => {
      if (to > from) deleteWords(doc, id, lang, from, to - from);
      caret = pasteClauses(doc, { id, lang, at: from, items, isOwnFirst, newId: newClauseId });
    });
    this.#core.focus(caret.clauseId, lang, { offset: caret.offset });
  }
}
