/**
 * What is selected when it reaches over several clauses? Each clause is a field of its own, and a browser's selection ends at the edge
 * of a field. So the far end is kept here and the near one is the selection of the field with the caret, from the edge where it came
 * in: inside that field keys and pointer work as everywhere, and what lies between is tinted.
 */
import { sliceRuns, type Run } from '../../../../shared/draft/clause-runs.ts';
import { bodyText, clauseRuns } from '../../../../shared/draft/clause-text.ts';
import { insertWords, splitClause } from '../../../../shared/draft/clause-text-edit.ts';
import type { ClauseId } from '../../../../shared/lib/ids.ts';
import type { Lang } from '../../../../shared/lib/lang.ts';
import type { CaretPlace, ClauseField } from './clause-field.ts';
import type { Direction } from './clause-keys.ts';
import type { EditorCore } from './editor-core.ts';
import { newClauseId } from './new-clause-id.ts';
import { pasteClauses, type PasteItem } from './paste-clauses.ts';
import { offsetOf, placeAt } from './peer-carets.ts';
import { deleteSpans, isMarked, isWhole, markSpans, type Span } from './several-words.ts';
import {
  canTint,
  clauseAt,
  clauseElement,
  rangeOfAllWords,
  rangeOfWords,
  tint,
  wordsElement,
} from './words-on-screen.ts';

/** An end of the selection. It stays with the character before it, whatever others type. */
interface End {
  readonly clauseId: ClauseId;
  readonly place: Uint8Array | 'start' | 'end';
}

/** For the page: what is selected. */
export interface Several {
  readonly lang: Lang;
  readonly ids: readonly ClauseId[];
  /** How many of them are closed: they are copied and never changed. */
  readonly closed: number;
  /** Selected by clauses and not by words, as on a phone. */
  readonly byClauses: boolean;
  readonly looks: { readonly strong: boolean; readonly em: boolean };
}

const tintName = 'several-clauses';

export class SeveralClauses {
  readonly #core: EditorCore;
  #lang: Lang | null = null;
  #anchor: End | null = null;
  #head: End | null = null;
  #byClauses = false;
  #now = $state.raw<Several | null>(null);
  /** A pointer is down and began in this clause. */
  #drag: { readonly field: ClauseField; readonly lang: Lang } | null = null;
  /** The x that arrows up and down keep. */
  #column: number | null = null;

  constructor(core: EditorCore) {
    this.#core = core;
  }

  get now(): Several | null {
    return this.#now;
  }

  /** The selected parts, clause by clause, in the order of the text; empty: not more than one clause is selected. */
  spans(): readonly Span[] {
    const lang = this.#lang;
    const anchor = this.#anchor;
    const head = this.#head;
    if (lang === null || anchor === null || head === null) return [];
    const { standing } = this.#core;
    const at = standing.findIndex(({ id }) => id === anchor.clauseId);
    const to = standing.findIndex(({ id }) => id === head.clauseId);
    if (at === -1 || to === -1 || (at === to && !this.#byClauses)) return [];
    const isForward = at <= to;
    const [first, last] = isForward ? [anchor, head] : [head, anchor];
    return standing.slice(Math.min(at, to), Math.max(at, to) + 1).map(({ id }, index, all) => {
      const isOpen = this.#core.isOpen(id);
      const length = bodyText(this.#core.doc, id, lang)?.length ?? 0;
      const from = index === 0 && isOpen ? this.#offset(first, lang) : 0;
      const end = index === all.length - 1 && isOpen ? this.#offset(last, lang) : length;
      return { clauseId: id, from, to: Math.max(end, from), length, isOpen };
    });
  }

  /** The words of the selection in one language, clause by clause. */
  words(lang: Lang): readonly { readonly span: Span; readonly runs: readonly Run[] }[] {
    return this.spans().map((span) => ({
      span,
      runs: sliceRuns(clauseRuns(this.#core.doc, span.clauseId, lang), span.from, span.to),
    }));
  }

  get isOn(): boolean {
    return this.#anchor !== null;
  }

  clear(): void {
    if (this.#anchor === null) return;
    this.#anchor = this.#head = this.#lang = null;
    this.#byClauses = false;
    this.#column = null;
    this.refresh();
  }

  // ------------------------------------------------------------------------------------------------- selecting by clauses

  /** Whole clauses from one to another, e.g. on a phone, where no handle crosses from field to field. */
  selectClauses(from: ClauseId, to: ClauseId, lang: Lang): void {
    const { standing } = this.#core;
    const isForward = standing.findIndex(({ id }) => id === from) <= standing.findIndex(({ id }) => id === to);
    this.#byClauses = true;
    this.#lang = lang;
    this.#anchor = { clauseId: from, place: isForward ? 'start' : 'end' };
    this.#head = { clauseId: to, place: isForward ? 'end' : 'start' };
    this.refresh();
  }

  /** The selection by clauses now reaches to this one. */
  extendClauses(to: ClauseId): void {
    if (this.#anchor !== null && this.#lang !== null) this.selectClauses(this.#anchor.clauseId, to, this.#lang);
  }

  /** First the clause, then the whole text. */
  selectAll(field: ClauseField): void {
    const { from, to } = field.state.selection;
    const length = field.length;
    if (!this.isOn && to - from < length) {
      field.select(0, length);
      return;
    }
    const first = this.#core.standing[0];
    const last = this.#core.standing.at(-1);
    if (first === undefined || last === undefined || first === last) return;
    this.#lang = field.lang;
    this.#anchor = { clauseId: first.id, place: 'start' };
    this.#head = { clauseId: last.id, place: 'end' };
    field.select(0, length);
    this.refresh();
  }

  // ------------------------------------------------------------------------------------------------------------ by the keys

  /** Before anybody else sees a key. Answers whether it was done. */
  key(event: KeyboardEvent): boolean {
    if (event.isComposing) return false;
    const field = this.#core.focused();
    const direction = directions[event.key];
    const command = event.ctrlKey || event.metaKey;
    if (field !== null && direction !== undefined && event.shiftKey && !event.altKey) {
      return this.#extend(field, direction);
    }
    if (!this.isOn) return false;
    // The browser tells of what the key before did a little late.
    field?.readSelection();
    if (direction !== undefined && !event.shiftKey && !event.altKey) {
      this.#collapse(direction === 'left' || direction === 'up' ? 'first' : 'last');
      return true;
    }
    if (command && event.shiftKey && (event.key === 'Home' || event.key === 'End')) {
      const target = event.key === 'Home' ? this.#core.standing[0] : this.#core.standing.at(-1);
      if (target !== undefined && field !== null) {
        this.#extendTo(target.id, field.lang, event.key === 'Home' ? 'start' : 'end');
      }
      return true;
    }
    switch (event.key) {
      case 'Escape':
        this.#collapse('head');
        return true;
      case 'Backspace':
      case 'Delete':
        this.remove();
        return true;
      case 'Enter':
        if (!command && !event.shiftKey) this.#split();
        return true;
      case 'Process':
      case 'Unidentified':
      case 'Dead':
        // A word is about to be composed: it goes where the selection was.
        this.remove();
        return false;
      case 'Home':
      case 'End':
      case 'PageUp':
      case 'PageDown':
        if (!event.shiftKey) this.clear();
        return false;
    }
    const isLetter = Array.from(event.key).length === 1;
    if (!isLetter || (command && !event.getModifierState('AltGraph'))) return false;
    if (event.altKey && !event.getModifierState('AltGraph')) return false;
    this.replace([{ text: event.key }]);
    return true;
  }

  /** What is put in by other ways than keys: dictation, correction, a phone's keyboard. Answers whether it was done. */
  input(event: InputEvent): boolean {
    if (!this.isOn || event.isComposing) return false;
    if (event.inputType.startsWith('delete')) this.remove();
    else if (event.inputType.startsWith('insert') && event.data !== null) this.replace([{ text: event.data }]);
    else return false;
    return true;
  }

  /** Shift and an arrow at the edge of a clause: the selection goes on in the next one. */
  #extend(field: ClauseField, direction: Direction): boolean {
    field.readSelection();
    if (!this.isOn && !field.isAtEdge(direction)) return false;
    const head = this.#head;
    if (head !== null && head.clauseId !== field.clauseId) {
      // The moving end is not where the caret is, as after Ctrl A: there first.
      const edge = direction === 'left' || direction === 'up' ? -1 : 1;
      const place = head.place === 'start' || head.place === 'end' ? head.place : undefined;
      const target = this.#core.isOpen(head.clauseId) ? head.clauseId : this.#openFrom(head.clauseId, edge);
      if (target === undefined || this.#lang === null) return true;
      this.#extendTo(target, this.#lang, place ?? { offset: this.#offset(head, this.#lang) });
      return true;
    }
    if (!field.isAtEdge(direction)) {
      this.#column = null;
      return false;
    }
    const isBack = direction === 'left' || direction === 'up';
    const target = this.#openFrom(field.clauseId, isBack ? -1 : 1);
    if (target === undefined) return false;
    const isVertical = direction === 'up' || direction === 'down';
    const x = isVertical ? (this.#column ?? field.caretX) : 0;
    const place: CaretPlace = isVertical
      ? { x, line: isBack ? 'last' : 'first' }
      : direction === 'left'
        ? 'end'
        : 'start';
    if (!this.isOn) this.#begin(field);
    this.#extendTo(target, field.lang, place);
    this.#column = isVertical ? x : null;
    return true;
  }

  #openFrom(id: ClauseId, by: -1 | 1): ClauseId | undefined {
    const { standing } = this.#core;
    for (let place = standing.findIndex((clause) => clause.id === id) + by; ; place += by) {
      const clause = standing[place];
      if (clause === undefined || this.#core.isOpen(clause.id)) return clause?.id;
    }
  }

  // --------------------------------------------------------------------------------------------------------- by the pointer

  /** The pointer goes down. Answers whether the browser is to leave it alone. */
  press(event: MouseEvent): boolean {
    this.#drag = null;
    // Selected by clauses, a press is answered by the click.
    if (event.button !== 0 || this.#byClauses || !(event.target instanceof Element)) return false;
    const entry = event.target.closest('[data-clause]');
    const isOnWords = event.target.closest('.words') !== null;
    if (entry === null || !isOnWords) return false;
    const focused = this.#core.focused();
    if (event.shiftKey && focused !== null) {
      const id = entry.getAttribute('data-clause') as ClauseId;
      if (!this.isOn && id === focused.clauseId) return false;
      focused.readSelection();
      if (!this.isOn) this.#begin(focused);
      this.#reach(id, focused.lang, event);
      this.#drag = { field: focused, lang: focused.lang };
      return true;
    }
    this.clear();
    this.#pressed = entry.getAttribute('data-clause') as ClauseId;
    return false;
  }

  #pressed: ClauseId | null = null;

  /** The pointer moves while it is down. */
  drag(event: MouseEvent): void {
    if ((event.buttons & 1) === 0) {
      this.lift();
      return;
    }
    const { root } = this.#core;
    if (root === null) return;
    if (this.#drag === null) {
      if (this.#pressed === null) return;
      const field = this.#core.focused();
      // The browser gives the focus a little after the press.
      if (field === null || field.clauseId !== this.#pressed) return;
      this.#drag = { field, lang: field.lang };
    }
    const id = clauseAt(root, event.clientX, event.clientY)?.getAttribute('data-clause') as ClauseId | null | undefined;
    if (id === null || id === undefined) return;
    if (!this.isOn) {
      const { field } = this.#drag;
      if (id === field.clauseId) return;
      field.readSelection();
      this.#begin(field);
    }
    this.#reach(id, this.#drag.lang, event);
  }

  lift(): void {
    this.#drag = null;
    this.#pressed = null;
  }

  get isDragging(): boolean {
    return this.#drag !== null && this.isOn;
  }

  /** The moving end goes to the place under the pointer. */
  #reach(id: ClauseId, lang: Lang, at: MouseEvent): void {
    const field = this.#core.fieldOf(id, lang);
    const { standing } = this.#core;
    const anchor = this.#anchor;
    if (anchor === null) return;
    if (field === null || !this.#core.isOpen(id)) {
      const isForward =
        standing.findIndex((clause) => clause.id === id) > standing.findIndex(({ id }) => id === anchor.clauseId);
      this.#head = { clauseId: id, place: isForward ? 'end' : 'start' };
      this.refresh();
      return;
    }
    this.#extendTo(id, lang, { offset: field.offsetAt(at.clientX, at.clientY) }, 'still');
  }

  // -------------------------------------------------------------------------------------------------------------- its ends

  #begin(field: ClauseField): void {
    this.#lang = field.lang;
    this.#byClauses = false;
    this.#anchor = { clauseId: field.clauseId, place: placeAt(field.binding.text, field.anchorOffset) };
    this.#head = { clauseId: field.clauseId, place: placeAt(field.binding.text, field.caretOffset) };
  }

  /** The moving end goes into a clause; in the anchor's own the selection is one of that field again. */
  #extendTo(id: ClauseId, lang: Lang, place: CaretPlace, scroll: 'follow' | 'still' = 'follow'): void {
    const anchor = this.#anchor;
    if (anchor === null) return;
    const field = this.#core.fieldOf(id, lang);
    if (field === null || !this.#core.isOpen(id)) return;
    const head = field.offsetOf(place);
    const order = this.#core.standing;
    const isForward =
      order.findIndex((clause) => clause.id === id) > order.findIndex((clause) => clause.id === anchor.clauseId);
    if (id === anchor.clauseId) {
      const from = this.#offset(anchor, lang);
      this.clear();
      field.select(from, head, scroll);
      return;
    }
    this.#head = { clauseId: id, place: placeAt(field.binding.text, head) };
    field.select(isForward ? 0 : field.length, head, scroll);
    this.#head = { clauseId: id, place: placeAt(field.binding.text, head) };
    this.refresh();
  }

  /** The caret of the field with the moving end has moved: the browser did it. */
  follow(field: ClauseField): void {
    const head = this.#head;
    if (head === null || this.#byClauses || this.isDragging || field.clauseId !== head.clauseId) return;
    if (head.place === 'start' || head.place === 'end') return;
    this.#head = { clauseId: field.clauseId, place: placeAt(field.binding.text, field.caretOffset) };
    this.refresh();
  }

  #offset(end: End, lang: Lang): number {
    const text = bodyText(this.#core.doc, end.clauseId, lang);
    if (text === null || end.place === 'start') return 0;
    if (end.place === 'end') return text.length;
    return Math.min(offsetOf(text, end.place) ?? 0, text.length);
  }

  #collapse(to: 'first' | 'last' | 'head'): void {
    const spans = this.spans();
    const lang = this.#lang;
    const head = this.#head;
    const openSpans = spans.filter(({ isOpen }) => isOpen);
    const span =
      to === 'first'
        ? openSpans[0]
        : to === 'last'
          ? openSpans.at(-1)
          : (openSpans.find(({ clauseId }) => clauseId === head?.clauseId) ?? openSpans.at(-1));
    const offset =
      head !== null && to === 'head' && lang !== null && head.clauseId === span?.clauseId
        ? this.#offset(head, lang)
        : to === 'first'
          ? span?.from
          : span?.to;
    const byClauses = this.#byClauses;
    this.clear();
    if (span !== undefined && lang !== null && offset !== undefined && !byClauses) {
      this.#core.focus(span.clauseId, lang, { offset });
    }
  }

  // ------------------------------------------------------------------------------------------------------------------ deeds

  /** Takes the selected words out. Selected by clauses, the clauses go; by words, the first one stays for the caret. */
  remove(): void {
    this.#change((spans, lang) => deleteSpans(this.#core.doc, spans, lang, this.#byClauses ? 'none' : 'first'));
  }

  /** What was cut goes with everything that belongs to it: a clause that was cut whole does not stay behind without its words. */
  cut(): void {
    const spans = this.spans();
    const ids = new Set(spans.map(({ clauseId }) => clauseId));
    const { standing } = this.#core;
    const at = standing.findIndex(({ id }) => ids.has(id));
    const isOther = ({ id }: { readonly id: ClauseId }): boolean => !ids.has(id) && this.#core.isOpen(id);
    const before = standing.slice(0, at).reverse().find(isOther);
    const beside = before ?? standing.slice(at).find(isOther);
    const first = spans[0];
    const keeps = beside === undefined || first === undefined || !isWhole(first) ? 'first' : 'none';
    this.#change((all, lang) => {
      const left = deleteSpans(this.#core.doc, all, lang, this.#byClauses ? 'none' : keeps);
      if (left !== null || beside === undefined) return left;
      const length = bodyText(this.#core.doc, beside.id, lang)?.length ?? 0;
      return { clauseId: beside.id, offset: beside === before ? length : 0 };
    });
  }

  /** Puts words in the place of the selected ones. */
  replace(runs: readonly Run[]): void {
    this.#change((spans, lang) => {
      const { doc } = this.#core;
      const left = deleteSpans(doc, spans, lang);
      if (left === null) return null;
      let { offset } = left;
      for (const { text, ...marks } of runs) {
        insertWords(doc, left.clauseId, lang, offset, text, marks);
        offset += text.length;
      }
      return { clauseId: left.clauseId, offset };
    });
  }

  /** Puts pasted clauses in the place of the selected words. */
  pasteOver(items: readonly PasteItem[], isOwnFirst: boolean): void {
    this.#change((spans, lang) => {
      const { doc } = this.#core;
      const left = deleteSpans(doc, spans, lang);
      if (left === null) return null;
      return pasteClauses(doc, { id: left.clauseId, lang, at: left.offset, items, isOwnFirst, newId: newClauseId });
    });
  }

  #split(): void {
    this.#change((spans, lang) => {
      const { doc } = this.#core;
      const left = deleteSpans(doc, spans, lang);
      if (left === null) return null;
      const newId = newClauseId();
      splitClause(doc, { id: left.clauseId, newId, lang, at: left.offset });
      return { clauseId: newId, offset: 0 };
    });
  }

  /** Bold or italic for all of it; taken away when all of it has it. The selection stays. */
  toggle(mark: 'strong' | 'em'): void {
    const spans = this.spans();
    const lang = this.#lang;
    if (lang === null) return;
    const on = !isMarked(this.#core.doc, spans, lang, mark);
    this.#core.deed(() => markSpans(this.#core.doc, spans, lang, mark, on));
    this.#tellOfClosed(spans);
    this.refresh();
  }

  #change(run: (spans: readonly Span[], lang: Lang) => { clauseId: ClauseId; offset: number } | null): void {
    const spans = this.spans();
    const lang = this.#lang;
    const first = spans.find(({ isOpen }) => isOpen);
    if (lang === null) return;
    if (first === undefined) {
      this.#tellOfClosed(spans);
      return;
    }
    const byClauses = this.#byClauses;
    // The caret first: the clause it is in is kept on the screen even when it is removed.
    if (!byClauses) this.#core.focus(first.clauseId, lang, { offset: first.from });
    let left: { clauseId: ClauseId; offset: number } | null = null;
    this.#core.deed(() => (left = run(spans, lang)));
    this.clear();
    const place = left as { clauseId: ClauseId; offset: number } | null;
    if (place !== null && !byClauses) this.#core.focus(place.clauseId, lang, { offset: place.offset });
    this.#tellOfClosed(spans);
  }

  #tellOfClosed(spans: readonly Span[]): void {
    const count = spans.filter(({ isOpen }) => !isOpen).length;
    if (count > 0) this.#core.tell({ is: 'closed-kept', count });
  }

  // -------------------------------------------------------------------------------------------------------- on the screen

  /** Reads again what is selected, and draws it. */
  refresh(): void {
    const spans = this.spans();
    if (this.isOn && spans.length === 0) {
      this.clear();
      return;
    }
    const lang = this.#lang;
    this.#draw(spans);
    if (lang === null) {
      if (this.#now !== null) this.#now = null;
      return;
    }
    this.#now = {
      lang,
      ids: spans.map(({ clauseId }) => clauseId),
      closed: spans.filter(({ isOpen }) => !isOpen).length,
      byClauses: this.#byClauses,
      looks: {
        strong: isMarked(this.#core.doc, spans, lang, 'strong'),
        em: isMarked(this.#core.doc, spans, lang, 'em'),
      },
    };
  }

  #draw(spans: readonly Span[]): void {
    const { root } = this.#core;
    const lang = this.#lang;
    if (root === null) return;
    root.toggleAttribute('data-several', spans.length > 0);
    const selected = new Map(spans.map((span) => [span.clauseId as string, span]));
    for (const entry of root.querySelectorAll('[data-selected]')) {
      if (!selected.has(entry.getAttribute('data-clause') ?? '')) entry.removeAttribute('data-selected');
    }
    const ranges: Range[] = [];
    for (const span of spans) {
      const entry = clauseElement(root, span.clauseId);
      if (isWhole(span) || !canTint()) entry?.setAttribute('data-selected', '');
      else entry?.removeAttribute('data-selected');
      const words = lang === null ? null : wordsElement(root, span.clauseId, lang);
      if (words === null || span.to === span.from) continue;
      // As a whole by what stands there: words that are read are longer, where references are read out.
      const range = isWhole(span) ? rangeOfAllWords(words) : rangeOfWords(words, span.from, span.to);
      if (range !== null) ranges.push(range);
    }
    tint(tintName, ranges);
  }
}

const directions: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
};
