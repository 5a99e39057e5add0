/** What is one clause in one language on the screen while it can be written in? A field with its binding, its keys and the carets of others. */
import type { Command } from 'prosemirror-state';
import { TextSelection, type EditorState, type Transaction } from 'prosemirror-state';
import { EditorView } from 'prosemirror-view';
import type * as Y from 'yjs';
import type { ClauseId } from '../../../../shared/lib/ids.ts';
import type { Lang } from '../../../../shared/lib/lang.ts';
import { ClauseBinding } from './clause-binding.ts';
import { commentedWords, showCommented, type CommentedRange } from './commented-words.ts';
import { clauseKeys, type ClauseDeeds, type Direction } from './clause-keys.ts';
import { drawnReferences, linkedAddresses } from './clause-words-drawn.ts';
import { lengthOf } from './clause-schema.ts';
import { drawLater, drawNoMore } from './editor-frame.ts';
import { measurePeerCarets, type PeerCaret } from './peer-carets.ts';

/** Longest time that a word being composed keeps others' changes from being shown, in ms. */
const composingMaxMs = 2000;

export interface ClauseFieldHost {
  /** May words be written here now? */
  isEditable(): boolean;
  /** How the field is called, e.g. “Clause 3, Russian”. */
  label(): string;
  deeds(field: ClauseField): ClauseDeeds;
  /** How a reference to a clause is read, e.g. “clause 3”. */
  referenceWords(id: ClauseId): string;
  /** What is selected goes onto the clipboard; `false`: nothing is. */
  copied(field: ClauseField, data: DataTransfer, isCut: boolean): boolean;
  /** Something is pasted or dropped over the selection. */
  pasted(field: ClauseField, data: DataTransfer): void;
  /** Selection, focus or looks have changed. */
  changed(field: ClauseField): void;
  /** Is a pointer down, so that nothing may be shown? */
  isHeld(): boolean;
}

/** Where the caret goes: an edge, an offset, or a place in the first or last line under a given x. */
export type CaretPlace =
  | 'start'
  | 'end'
  | { readonly offset: number }
  | { readonly x: number; readonly line: 'first' | 'last' };

export class ClauseField {
  readonly clauseId: ClauseId;
  readonly lang: Lang;
  readonly view: EditorView;
  readonly binding: ClauseBinding;
  readonly #host: ClauseFieldHost;
  readonly #carets: HTMLElement;
  readonly #resized: ResizeObserver | null;
  #peers: readonly PeerCaret[] = [];
  readonly #appears = new AbortController();
  #commented = '';
  #isTyping = false;
  /** The next frame brings the caret into view. */
  #toCaret = false;

  constructor(element: HTMLElement, clauseId: ClauseId, lang: Lang, text: Y.XmlText, host: ClauseFieldHost) {
    this.clauseId = clauseId;
    this.lang = lang;
    this.#host = host;
    this.binding = new ClauseBinding(text, () => this.#redrawPeers());
    const place = element.ownerDocument.createElement('div');
    this.#carets = element.ownerDocument.createElement('div');
    this.#carets.className = 'peer-carets';
    this.#carets.setAttribute('aria-hidden', 'true');
    element.append(place, this.#carets);
    this.view = new EditorView(
      { mount: place },
      {
        state: this.binding.state([
          clauseKeys(host.deeds(this)),
          drawnReferences((id) => host.referenceWords(id)),
          linkedAddresses(),
          commentedWords(),
        ]),
        editable: () => host.isEditable(),
        attributes: (state): Record<string, string> => ({
          class: lengthOf(state.doc) === 0 ? 'field empty' : 'field',
          lang,
          role: 'textbox',
          'aria-multiline': 'true',
          spellcheck: 'true',
          'aria-label': host.label(),
          ...(host.isEditable() ? {} : { 'aria-readonly': 'true', tabindex: '0' }),
        }),
        // To see whether the caret is still in view the page must be laid out: for typed words once a frame, when all is in its place.
        handleScrollToSelection: () => {
          if (this.#isTyping) {
            this.#toCaret = true;
            drawLater(this);
          }
          return this.#isTyping;
        },
        dispatchTransaction: (transaction) => {
          this.#isTyping = transaction.docChanged;
          this.binding.dispatch(transaction);
          this.#isTyping = false;
          if (transaction.docChanged) this.#redrawPeers();
          host.changed(this);
        },
        handleDrop: (view, event) => {
          const at = view.posAtCoords({ left: event.clientX, top: event.clientY });
          if (at === null || !host.isEditable()) return true;
          this.focus({ offset: at.pos - 1 });
          return this.#paste(event.dataTransfer);
        },
        handleDOMEvents: {
          keydown: () => this.readSelection(),
          beforeinput: (view, event) => this.#type(view, event),
          copy: (_view, event) => this.#copy(event, false),
          cut: (_view, event) => this.#copy(event, true),
          paste: (_view, event) => {
            event.preventDefault();
            this.readSelection();
            return this.#paste(event.clipboardData);
          },
          focus: () => this.#tell(),
          blur: () => this.#tell(),
          compositionstart: () => this.#compose(true),
          compositionend: () => this.#compose(false),
        },
      },
    );
    const { view } = this;
    this.binding.attach({
      get state() {
        return view.state;
      },
      updateState: (state) => view.updateState(state),
      readSelection: () => this.readSelection(),
    });
    if (host.isHeld()) this.binding.hold();
    this.#resized = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(() => this.#redrawPeers());
    this.#resized?.observe(place);
    // Clauses are put by alone and together with their neighbours.
    const clause = element.closest('[data-clause]');
    for (const one of [clause, clause?.parentElement]) {
      one?.addEventListener('contentvisibilityautostatechange', () => this.#redrawPeers(), {
        signal: this.#appears.signal,
      });
    }
  }

  /** Underlines the words that somebody commented on. */
  showCommented(ranges: readonly CommentedRange[]): void {
    const asked = ranges.map(({ from, to, threadId }) => `${from} ${to} ${threadId}`).join();
    // While something is noted and not shown, places are not those of the field: it is asked again with the next change.
    if (asked === this.#commented || this.binding.isBehind) return;
    this.#commented = asked;
    showCommented(this.view, ranges);
  }

  get hasFocus(): boolean {
    return this.view.hasFocus();
  }

  get state(): EditorState {
    return this.view.state;
  }

  /** The caret's offset in the text; of a selection, its moving end. */
  get caretOffset(): number {
    return this.binding.toOffset(this.view.state.selection.head);
  }

  get anchorOffset(): number {
    return this.binding.toOffset(this.view.state.selection.anchor);
  }

  /** Where the caret is on the screen, for keeping the column. */
  get caretX(): number {
    return this.view.coordsAtPos(this.view.state.selection.head).left;
  }

  /** How many UTF-16 units of words the field shows. */
  get length(): number {
    return lengthOf(this.view.state.doc);
  }

  focus(place?: CaretPlace): void {
    if (place !== undefined) {
      const at = this.offsetOf(place);
      this.select(at, at);
      return;
    }
    this.view.focus();
    this.view.dispatch(this.view.state.tr.scrollIntoView());
  }

  /** Selects from one offset to another, the caret at the second, and takes the focus. */
  select(from: number, to: number, scroll: 'follow' | 'still' = 'follow'): void {
    const { doc } = this.view.state;
    const place = (offset: number): number => Math.min(Math.max(offset + 1, 1), doc.content.size - 1);
    this.view.dispatch(this.view.state.tr.setSelection(TextSelection.create(doc, place(from), place(to))));
    if (scroll === 'still') this.view.dom.focus({ preventScroll: true });
    this.view.focus();
    if (scroll === 'follow') this.view.dispatch(this.view.state.tr.scrollIntoView());
  }

  /** The offset under a place of the screen; above or below the words, their nearer end. */
  offsetAt(x: number, y: number): number {
    const box = this.view.dom.getBoundingClientRect();
    if (y < box.top) return 0;
    if (y > box.bottom) return this.length;
    const left = Math.min(Math.max(x, box.left + 1), box.right - 1);
    return (this.view.posAtCoords({ left, top: y })?.pos ?? 1) - 1;
  }

  /** Would an arrow leave the clause? By the moving end of the selection. */
  isAtEdge(direction: Direction): boolean {
    const { head } = this.view.state.selection;
    const end = this.length + 1;
    if (direction === 'left') return head === 1;
    if (direction === 'right') return head === end;
    const line = this.view.coordsAtPos(head);
    const edge = this.view.coordsAtPos(direction === 'up' ? 1 : end);
    const middle = (line.top + line.bottom) / 2;
    return direction === 'up' ? middle <= edge.bottom : middle >= edge.top;
  }

  run(command: Command): void {
    command(this.view.state, this.view.dispatch.bind(this.view), this.view);
    this.view.focus();
  }

  /** Reads again whether it may be written in and how it is called. */
  refresh(): void {
    this.readSelection();
    this.view.setProps({});
  }

  /**
   * Browsers say `selectionchange` in a later task; what is drawn or done before it would start from the old caret. The view listens
   * to the event and reads the selection when it comes, so it is said once more, now.
   */
  readSelection(): false {
    if (this.hasFocus && !this.view.composing) {
      this.view.dom.ownerDocument.dispatchEvent(new Event('selectionchange'));
    }
    return false;
  }

  hold(): void {
    this.binding.hold();
  }

  release(): void {
    if (!this.view.composing) this.binding.release();
  }

  /** Before a deed that reads the text: what the field shows and what the text holds are then the same. */
  settle(): void {
    this.binding.release();
    if (this.#host.isHeld()) this.binding.hold();
  }

  showPeers(peers: readonly PeerCaret[]): void {
    const isSame = peers.length === this.#peers.length && peers.every((peer, place) => peer === this.#peers[place]);
    if (isSame) return;
    this.#peers = peers;
    this.#redrawPeers();
  }

  destroy(): void {
    drawNoMore(this);
    this.#appears.abort();
    this.#resized?.disconnect();
    this.binding.detach();
    this.view.destroy();
    this.#carets.remove();
  }

  offsetOf(place: CaretPlace): number {
    return this.#position(place) - 1;
  }

  #position(place: CaretPlace): number {
    const end = lengthOf(this.view.state.doc) + 1;
    if (place === 'start') return 1;
    if (place === 'end') return end;
    if ('offset' in place) return Math.min(place.offset + 1, end);
    const line = this.view.coordsAtPos(place.line === 'first' ? 1 : end);
    const box = this.view.dom.getBoundingClientRect();
    const left = Math.min(Math.max(place.x, box.left + 1), box.right - 1);
    const found = this.view.posAtCoords({ left, top: (line.top + line.bottom) / 2 });
    return found?.pos ?? (place.line === 'first' ? 1 : end);
  }

  /**
   * What is typed goes straight to the text and from there to the page. Over selected words exactly those go, and exactly these come: read
   * from the page, letters that both have in common would stay, and go with the old words when a colleague takes those away at the same
   * time. And the browser would lay the page out once more to put a letter in by itself. It is left what it knows better: composing, and
   * replacing other words than those selected.
   */
  #type(view: EditorView, event: InputEvent): boolean {
    const { inputType, data, isComposing, cancelable } = event;
    if (inputType !== 'insertText' || data === null || isComposing || view.composing || !cancelable) return false;
    // Mostly the key before it has had the selection read.
    if (!view.state.selection.empty || !this.#isAtCaret(event)) this.readSelection();
    const { empty, from, to } = view.state.selection;
    if (empty && !this.#isAtCaret(event)) return false;
    event.preventDefault();
    const typed = (): Transaction => view.state.tr.insertText(data, from, to).scrollIntoView();
    const isDone = view.someProp('handleTextInput', (handle) => handle(view, from, to, data, typed)) === true;
    if (!isDone) view.dispatch(typed());
    return true;
  }

  /** Is it put where the caret is? A letter that is chosen for another one, as by a long press on a key, goes in its place. */
  #isAtCaret(event: InputEvent): boolean {
    const [range, ...more] = event.getTargetRanges();
    if (range === undefined || more.length > 0 || !range.collapsed) return false;
    const { startContainer: node, startOffset } = range;
    return this.view.dom.contains(node) && this.view.posAtDOM(node, startOffset) === this.view.state.selection.head;
  }

  #copy(event: ClipboardEvent, isCut: boolean): boolean {
    this.readSelection();
    if (event.clipboardData === null || !this.#host.copied(this, event.clipboardData, isCut)) return false;
    event.preventDefault();
    return true;
  }

  #paste(data: DataTransfer | null): boolean {
    if (data !== null && this.#host.isEditable()) this.#host.pasted(this, data);
    return true;
  }

  #tell(): false {
    this.#host.changed(this);
    return false;
  }

  #compose(begins: boolean): false {
    if (begins) {
      this.binding.hold();
      setTimeout(() => {
        if (!this.#host.isHeld()) this.binding.release();
      }, composingMaxMs);
      return false;
    }
    // The field reads the composed word a little after the event.
    setTimeout(() => {
      if (!this.view.composing && !this.#host.isHeld()) this.binding.release();
    }, 60);
    return false;
  }

  /** Mostly it is in view, and to bring it there every element around it would be asked for its place: of these the page alone scrolls. */
  #isCaretSeen(): boolean {
    const { top, bottom } = this.view.coordsAtPos(this.view.state.selection.head, 1);
    return top >= 0 && bottom <= (globalThis.visualViewport?.height ?? innerHeight);
  }

  #redrawPeers(): void {
    if (this.#peers.length > 0 || this.#carets.childElementCount > 0) drawLater(this);
  }

  /** For the frame in which carets are drawn. Where the browser has put the words by, far from the view, they are drawn when it has not. */
  measure(): (() => void) | null {
    const { dom } = this.view;
    if (this.#toCaret) {
      this.#toCaret = false;
      if (this.hasFocus && !this.#isCaretSeen())
        this.view.updateState(this.view.state.apply(this.view.state.tr.scrollIntoView()));
    }
    if (this.#peers.length === 0 && this.#carets.childElementCount === 0) return null;
    const isSeen = !('checkVisibility' in dom) || dom.checkVisibility({ contentVisibilityAuto: true });
    return !isSeen || this.binding.isBehind
      ? null
      : measurePeerCarets(this.view, this.binding.text, this.#carets, this.#peers);
  }
}
