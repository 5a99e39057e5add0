/**
 * How do the words of one clause in the Y.Doc and the field on the screen stay the same?
 *
 * A change typed here is written to the Y.XmlText at exactly the place where it was made; a change that comes replaces what differs,
 * and caret and selection move with the words. The fragment and its one paragraph are never written.
 *
 * The field may be *held*: then what comes is only noted (`#behind` maps places of the field to places of the text) and shown on
 * release. It is held while a pointer is down, or the browser's new selection would be overwritten before it was read, and while
 * a word is being composed, or the keyboard of a phone would lose its word. What is typed meanwhile goes to the right place at once.
 *
 * Not @tiptap/y-tiptap 3.0: as its source shows, it replaces the whole document at each change and finds the caret again by
 * guessing, has no way to be held, and deletes the Y.XmlText when it meets a mark that the schema does not know.
 */
import { EditorState, TextSelection, type Transaction } from 'prosemirror-state';
import { AddMarkStep, Mapping, RemoveMarkStep, ReplaceStep, StepMap, type Step } from 'prosemirror-transform';
import type { Node } from 'prosemirror-model';
import type { Plugin } from 'prosemirror-state';
import type * as Y from 'yjs';
import { runsOfPiece } from '../../../../shared/draft/clause-marks.ts';
import {
  plainText,
  sliceRuns,
  spliceBetween,
  toRun,
  type Run,
  type Splice,
} from '../../../../shared/draft/clause-runs.ts';
import { cleanWords } from '../../../../shared/draft/clean-words.ts';
import { insertRuns } from '../../../../shared/draft/clause-text-edit.ts';
import { docOfRuns, nodesOfRuns, runsOfDoc } from './clause-schema.ts';

/** Origin of what is typed; the undo manager tracks it. */
export const typedEdit = 'clause-typed';

/** What the binding needs of a ProseMirror view; tests bring one without a screen. */
export interface ClauseView {
  readonly state: EditorState;
  updateState(state: EditorState): void;
  /** The browser tells of a moved caret a little late; reads it now, or redrawing would put it back. */
  readSelection?(): void;
}

interface TextDelta {
  readonly retain?: number;
  readonly delete?: number;
  readonly insert?: unknown;
  readonly attributes?: Readonly<Record<string, unknown>>;
}

export class ClauseBinding {
  readonly text: Y.XmlText;
  #view: ClauseView | null = null;
  /** Places of the field → places of the text, while something was noted and not yet shown. */
  #behind: Mapping | null = null;
  #held = false;
  readonly #mine = new WeakSet<Y.Transaction>();
  readonly #onRemote: () => void;
  readonly #observe = (event: Y.YXmlEvent | Y.YTextEvent, transaction: Y.Transaction): void => {
    if (!this.#mine.has(transaction)) this.#take((event as Y.YTextEvent).delta as TextDelta[]);
  };

  /** `onRemote` is called after a change that was not typed into this field has been shown. */
  constructor(text: Y.XmlText, onRemote: () => void = () => undefined) {
    this.text = text;
    this.#onRemote = onRemote;
  }

  /** The field's first state. */
  state(plugins: readonly Plugin[]): EditorState {
    return EditorState.create({ doc: docOfRuns(runsOfText(this.text)), plugins: [...plugins] });
  }

  attach(view: ClauseView): void {
    this.#view = view;
    this.text.observe(this.#observe);
  }

  detach(): void {
    this.text.unobserve(this.#observe);
    this.#view = null;
  }

  /** Is something noted that the field does not show yet? Then places of the field are not places of the text. */
  get isBehind(): boolean {
    return this.#behind !== null;
  }

  /** From now on what comes is noted and not shown. */
  hold(): void {
    this.#held = true;
  }

  /** Shows what was noted. */
  release(): void {
    this.#held = false;
    const view = this.#view;
    const behind = this.#behind;
    this.#behind = null;
    if (view === null || behind === null) return;
    const transaction = view.state.tr;
    const splice = spliceBetween(runsOfDoc(view.state.doc), runsOfText(this.text));
    if (splice !== null) replaceWords(transaction, splice);
    this.#show(view, transaction, behind);
  }

  /** Takes a transaction of the field: shows it and, when it was made here, writes it to the text. */
  dispatch(given: Transaction): void {
    const view = this.#view;
    if (view === null) return;
    const transaction = given.docChanged ? withoutHidden(view.state, given) : given;
    view.updateState(view.state.apply(transaction));
    if (!transaction.docChanged) return;
    this.text.doc?.transact((inText) => {
      this.#mine.add(inText);
      transaction.steps.forEach((step, index) => this.#write(step, transaction.docs[index]!));
    }, typedEdit);
  }

  /** The offset in the text of a position in the field. */
  toOffset(position: number): number {
    return (this.#behind === null ? position : this.#behind.map(position, -1)) - 1;
  }

  // ------------------------------------------------------------------------------------------------- from field to text

  #write(step: Step, before: Node): void {
    if (step instanceof AddMarkStep || step instanceof RemoveMarkStep) {
      const value = step instanceof AddMarkStep ? { ...step.mark.attrs } : null;
      const from = this.#map(step.from, 1);
      const to = this.#map(step.to, -1);
      if (to > from) this.text.format(from - 1, to - from, { [step.mark.type.name]: value });
      return;
    }
    const splice = spliceOf(step, before);
    if (splice === null) return;
    const from = splice.at + 1;
    // What a peer has put between the characters to delete stays: each character is looked up by itself.
    const ranges: number[] = [this.#map(from, -1), 0, lengthOfRuns(splice.insert)];
    for (let place = from; place < from + splice.delete; place++) {
      const start = this.#map(place, 1);
      if (this.#map(place + 1, -1) - start !== 1) continue;
      const last = ranges.length - 3;
      if (ranges[last]! + ranges[last + 1]! === start) ranges[last + 1]! += 1;
      else ranges.push(start, 1, 0);
    }
    for (let index = ranges.length - 3; index >= 0; index -= 3) {
      if (ranges[index + 1]! > 0) this.text.delete(ranges[index]! - 1, ranges[index + 1]!);
    }
    insertRuns(this.text, ranges[0]! - 1, splice.insert);
    if (this.#behind !== null && splice.delete + ranges[2]! > 0) {
      this.#behind = rebased(this.#behind, new StepMap([from, ranges[2]!, splice.delete]), new StepMap(ranges));
    }
  }

  #map(position: number, association: number): number {
    return this.#behind === null ? position : this.#behind.map(position, association);
  }

  // ------------------------------------------------------------------------------------------------- from text to field

  #take(delta: readonly TextDelta[]): void {
    if (this.#view === null) return;
    this.#behind ??= new Mapping();
    this.#behind.appendMap(mapOf(delta));
    if (this.#held) return;
    this.#view.readSelection?.();
    this.release();
  }

  /** Shows what came. The caret stays with the character before it; a selection does not grow. */
  #show(view: ClauseView, transaction: Transaction, mapping: Pick<Mapping, 'map'>): void {
    const { empty, from, anchor, head } = view.state.selection;
    const end = transaction.doc.content.size - 1;
    const place = (position: number): number => {
      const association = empty || position !== from ? -1 : 1;
      return Math.min(Math.max(mapping.map(position, association), 1), end);
    };
    transaction.setSelection(TextSelection.create(transaction.doc, place(anchor), place(head)));
    transaction.setMeta('addToHistory', false);
    if (view.state.storedMarks !== null) transaction.setStoredMarks(view.state.storedMarks);
    view.updateState(view.state.apply(transaction));
    this.#onRemote();
  }
}

/** The words of a Y.XmlText. Whatever is no words counts as one character, so that offsets stay the same. */
export function runsOfText(text: Y.XmlText): Run[] {
  return (text.toDelta() as TextDelta[]).flatMap(runsOfPart);
}

function runsOfPart({ insert, attributes }: TextDelta): Run[] {
  return runsOfPiece(typeof insert === 'string' ? insert : '\uFFFC', attributes);
}

/** What a step does to the words: at once for what is typed, by comparing for anything else. */
function spliceOf(step: Step, before: Node): Splice | null {
  const after = step.apply(before).doc;
  if (after === null) return null;
  const splices: Splice[] = [];
  step.getMap().forEach((from, to, newFrom, newTo) => {
    if (from < 1 || to > before.content.size - 1 || newTo > after.content.size - 1) return;
    const insert = newTo > newFrom ? runsOfDoc(after.cut(newFrom, newTo)) : [];
    splices.push({ at: from - 1, delete: to - from, insert });
  });
  const [splice, ...more] = splices;
  return splice !== undefined && more.length === 0 ? splice : spliceBetween(runsOfDoc(before), runsOfDoc(after));
}

/**
 * The same without what no text holds (`clean-words.ts`): keyboards put it into emoji, dictation and other languages around words. The
 * field must not hold it either, or its places would not be those of the text.
 */
function withoutHidden(state: EditorState, given: Transaction): Transaction {
  if (given.steps.every(isClean)) return given;
  const after = runsOfDoc(given.doc);
  const cleaned = cleanRuns(after);
  if (lengthOfRuns(cleaned) === lengthOfRuns(after) && plainText(cleaned) === plainText(after)) return given;
  const transaction = state.tr;
  const splice = spliceBetween(runsOfDoc(state.doc), cleaned);
  if (splice !== null) replaceWords(transaction, splice);
  const place = (position: number): number => lengthOfRuns(cleanRuns(sliceRuns(after, 0, position - 1))) + 1;
  const { anchor, head } = given.selection;
  transaction.setSelection(TextSelection.create(transaction.doc, place(anchor), place(head)));
  if (given.storedMarks !== null) transaction.setStoredMarks(given.storedMarks);
  return given.scrolledIntoView ? transaction.scrollIntoView() : transaction;
}

/** Does it put in nothing but what a text may hold? Asked of what is put in, for the words before it were asked then. */
function isClean(step: Step): boolean {
  if (!(step instanceof ReplaceStep)) return step instanceof AddMarkStep || step instanceof RemoveMarkStep;
  const { content } = step.slice;
  const words = content.textBetween(0, content.size, '\n');
  return cleanWords(words) === words;
}

function cleanRuns(runs: readonly Run[]): Run[] {
  return runs.map((run) => (run.ref === undefined ? toRun(cleanWords(run.text), run) : run));
}

function replaceWords(transaction: Transaction, splice: Splice): void {
  transaction.replaceWith(splice.at + 1, splice.at + 1 + splice.delete, nodesOfRuns(splice.insert));
}

/** Where places go, as a StepMap of the field: positions are offsets + 1. */
function mapOf(delta: readonly TextDelta[]): StepMap {
  const ranges: number[] = [];
  // Counted in what was there before.
  let position = 1;
  for (const part of delta) {
    if (part.retain !== undefined) {
      position += part.retain;
      continue;
    }
    const deleted = part.delete ?? 0;
    const inserted = lengthOfPart(part);
    const last = ranges.length - 3;
    if (last >= 0 && ranges[last]! + ranges[last + 1]! === position) {
      ranges[last + 1]! += deleted;
      ranges[last + 2]! += inserted;
    } else ranges.push(position, deleted, inserted);
    position += deleted;
  }
  return new StepMap(ranges);
}

function lengthOfPart({ insert }: TextDelta): number {
  return insert === undefined ? 0 : typeof insert === 'string' ? insert.length : 1;
}

/** After typing while held: the first map takes it back, the last puts it again, and places inside it find each other. */
function rebased(behind: Mapping, takenBack: StepMap, putAgain: StepMap): Mapping {
  const mapping = new Mapping();
  mapping.appendMap(takenBack);
  behind.maps.forEach((map, index) => {
    const mirror = behind.getMirror(index);
    if (mirror !== undefined && mirror < index) mapping.appendMap(map, mirror + 1);
    else mapping.appendMap(map);
  });
  mapping.appendMap(putAgain, 0);
  return mapping;
}

function lengthOfRuns(runs: readonly Run[]): number {
  return runs.reduce((length, run) => length + run.text.length, 0);
}
