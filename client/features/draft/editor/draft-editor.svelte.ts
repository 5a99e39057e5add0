/**
 * How do many small fields feel like one document? This holds them all: the clauses that stand in the text, where the caret is,
 * what reaches beyond one clause (split, join, move, arrows, paste, undo), and who else is where.
 */
import { followBrowserLine } from './browser-line.ts';
import { flushSync, untrack } from 'svelte';
import * as Y from 'yjs';
import type { ClauseId, PersonId } from '../../../../shared/lib/ids.ts';
import type { Lang } from '../../../../shared/lib/lang.ts';
import type { ClauseKind } from '../../../../shared/draft/clause-number.ts';
import { referenceWords } from '../../../../shared/draft/clause-reference.ts';
import {
  inTextOrder,
  isSamePlace,
  parentsIn,
  stepTarget,
  type ClausePlace,
} from '../../../../shared/draft/clause-tree.ts';
import type { ClauseText, Run } from '../../../../shared/draft/clause-runs.ts';
import { bodyText, clauseRuns, clausesMap, clauseText } from '../../../../shared/draft/clause-text.ts';
import {
  createClause,
  joinClauses,
  moveClause,
  parentToIndent,
  parentToIndentIn,
  removeClause,
  restoreClause,
  setAddressee,
  setDue,
  setKind,
  setParent,
  setText,
  splitClause,
} from '../../../../shared/draft/clause-text-edit.ts';
import type { Present } from '../../../../shared/protocol/text-wire.ts';
import type { TextConnection, TextState, Unsent } from '../../../live/text-connection.ts';
import { steadyList } from '../steady-list.ts';
import { ClauseField, type CaretPlace, type ClauseFieldHost } from './clause-field.ts';
import type { CommentedRange } from './commented-words.ts';
import { toggleEm, toggleStrong, type ClauseDeeds, type Direction } from './clause-keys.ts';
import { openClauseDrag } from './clause-drag.ts';
import { EditorClipboard } from './editor-clipboard.ts';
import type { EditorCore, EditorNotice } from './editor-core.ts';
import { EditorLinks } from './editor-links.svelte.ts';
import {
  changeLater,
  changeNoMore,
  followScrolling,
  isShowing,
  keyPressed,
  quietNoMore,
  whenQuiet,
} from './editor-frame.ts';
import { openDraftUndo, type DraftUndo } from './draft-undo.ts';
import { newClauseId } from './new-clause-id.ts';
import { placeAt } from './peer-carets.ts';
import { PeersHere } from './peers-here.svelte.ts';
import { SeveralClauses } from './several-clauses.svelte.ts';
import { openTabTravel, type TabTravel } from './tab-travel.ts';
import { TakenOutClauses } from './taken-out.ts';
import { TextFinder } from './text-finder.svelte.ts';
import { openUpdateHold, type UpdateHold } from './update-hold.ts';

export interface DraftEditorOptions {
  readonly connection: TextConnection;
  /** Colours and names of others leave this person's own devices out. */
  readonly myPersonId: PersonId | null;
  /** Is the clause closed for edits, by the events of the sitting? */
  isClosed(id: ClauseId): boolean;
  /** How the field of a clause is called, e.g. “Clause 3, Russian”. */
  label(id: ClauseId, lang: Lang): string;
  /** The number that a clause has now; `null` or `undefined`: none. */
  labelOf?(id: ClauseId): string | null | undefined;
  /** What a copy of whole clauses begins with: that it is a draft, and of when. */
  copyMark?(): string;
  /** How a date is said, e.g. “by 1 December 2026”. */
  dueWords?(day: string): string;
  /** Puts the field of a clause on the screen, if the page does not show it yet. */
  show(id: ClauseId): void;
}

export interface Caret {
  readonly clauseId: ClauseId;
  readonly lang: Lang;
}

interface Place extends Caret {
  readonly head: Uint8Array;
}

/** How long it may take to show who is where, and what was touched when, in ms. */
const calmMs = 150;
/** So long it waits for a letter that is not on the screen yet, in ms. */
const behindMs = 12;
/** *Saved* is said when nothing was written for so long, in ms; that something is not saved yet is said at once. */
const savedAfterMs = 400;

export class DraftEditor {
  readonly #options: DraftEditorOptions;
  readonly #connection: TextConnection;
  readonly #fields = new Map<string, ClauseField>();
  #commentedIn: (id: ClauseId, lang: Lang) => readonly CommentedRange[] = () => [];
  readonly #read = new Map<ClauseId, ClauseText>();
  /** What has changed since the clauses were read last: words of these, and whether anything but words. */
  readonly #reworded = new Set<ClauseId>();
  #isReplaced = true;
  /** Words that changed in fields, which show them by themselves: whatever else hangs on them is told in a quiet moment. */
  readonly #rewordedInFields = new Set<ClauseId>();
  readonly #stops: (() => void)[] = [];
  readonly #takenOut = new TakenOutClauses();
  #doc: Y.Doc;
  #undo: DraftUndo;
  #hold: UpdateHold | null = null;
  #tab: TabTravel | null = null;
  #root: HTMLElement | null = null;
  #stopDoc: () => void = () => undefined;
  /** The x that arrows up and down keep while they cross clauses. */
  #column: { readonly x: number; readonly field: ClauseField; readonly offset: number } | null = null;

  #clauses = $state.raw<readonly ClauseText[]>([]);
  #text: TextState = $state.raw() as TextState;
  #caret = $state.raw<Caret | null>(null);
  #looks = $state.raw({ strong: false, em: false });
  #undoable = $state.raw({ undo: false, redo: false });
  #generation = $state(0);
  #notice = $state.raw<EditorNotice | null>(null);

  readonly #peers: PeersHere;
  /** What the line said last; `#text` is what is shown of it. */
  #latest: TextState;
  /** When everything written was saved last, by `performance.now()`. */
  #savedAt = 0;
  #stateTimer: ReturnType<typeof setTimeout> | undefined;
  #savedTimer: ReturnType<typeof setTimeout> | undefined;
  readonly #keepPlaces = steadyList<ClausePlace<ClauseId>>(isSamePlace);
  /** Where clauses stand; the same list while only words change. */
  readonly #places = $derived(this.#keepPlaces(this.#clauses));
  /** Where each clause can go from where it stands, as far as it was asked. */
  readonly #ways = $derived.by((): Map<string, boolean> => {
    void this.#places;
    return new Map();
  });

  readonly #core: EditorCore = this.#makeCore();
  /** What is selected over several clauses. */
  readonly several = new SeveralClauses(this.#core);
  readonly clipboard: EditorClipboard;
  /** Links and references, as they are asked for. */
  readonly links = new EditorLinks(this.#core);
  readonly finder = new TextFinder(this.#core);

  constructor(options: DraftEditorOptions) {
    this.#options = options;
    this.#peers = new PeersHere(options.myPersonId);
    this.clipboard = new EditorClipboard(this.#core, this.several, (lang) => ({
      lang,
      labelOf: (id) => options.labelOf?.(id),
      mark: options.copyMark?.() ?? '',
      due: (day) => options.dueWords?.(day) ?? day,
    }));
    this.#connection = options.connection;
    this.#doc = options.connection.doc();
    this.#text = this.#latest = options.connection.state();
    this.#undo = this.#open();
    this.#stops.push(
      followBrowserLine(this.#connection),
      followScrolling(),
      this.#connection.onState((state) => this.#takeState(state)),
      this.#connection.onDoc((doc) => this.#reopen(doc)),
    );
  }

  // ---------------------------------------------------------------------------------------------------- what there is

  /**
   * The clauses that stand in the text, in order; and removed ones as long as they concern me: that of the caret, and those with words
   * of mine that somebody else has taken out.
   */
  get clauses(): readonly ClauseText[] {
    return this.#clauses;
  }
  /** The text itself, to be read. After a refusal it is another one: see `generation`. */
  get doc(): Y.Doc {
    return this.#doc;
  }
  get text(): TextState {
    return this.#text;
  }
  /** The clause that is being written in; `null`: none. */
  get caret(): Caret | null {
    return this.#caret;
  }
  /** What the next typed letter will look like. */
  get looks(): { readonly strong: boolean; readonly em: boolean } {
    return this.#looks;
  }
  get undoable(): { readonly undo: boolean; readonly redo: boolean } {
    return this.#undoable;
  }
  /** Grows when the document was replaced: fields are then made anew. */
  get generation(): number {
    return this.#generation;
  }

  /** What is to be said politely; the page shows it and calls `heard`. */
  get notice(): EditorNotice | null {
    return this.#notice;
  }
  heard(): void {
    this.#notice = null;
  }

  /** May words be written into this clause now? */
  isOpen(id: ClauseId): boolean {
    const { mayWrite, locked, freezing } = this.#text;
    return mayWrite && !locked.has(id) && !freezing.has(id) && !this.#options.isClosed(id);
  }

  /** May clauses be added? Not to a text that is closed as a whole, whatever is open in it. */
  get takesNew(): boolean {
    return this.#text.mayWrite && this.#text.takesNew;
  }

  /** Who else has a caret in the clause, each person once. */
  writersIn(id: ClauseId): readonly Present[] {
    return this.#peers.writersIn(id);
  }

  /** Must the field of the clause stay, however far away it is: for the caret in it, a selection, or a press that goes on? */
  holdsField(id: ClauseId): boolean {
    if (this.#caret?.clauseId === id || this.several.isOn || this.#hold?.isOn === true) return true;
    for (const field of this.#fields.values()) if (field.clauseId === id && field.hasFocus) return true;
    return false;
  }

  // ------------------------------------------------------------------------------------------------------ on the screen

  /** For `{@attach}` on the element around all clauses. */
  readonly root = (element: HTMLElement): (() => void) => {
    this.#root = element;
    this.#hold = openUpdateHold(
      element,
      () => this.#fields.forEach((field) => field.hold()),
      () => {
        this.#fields.forEach((field) => field.release());
        const focused = this.#focused();
        if (focused !== null) this.#changed(focused);
        this.#later();
      },
    );
    const stop = this.#listen(element);
    return () => {
      stop();
      this.#hold?.close();
      this.#hold = null;
      this.#root = null;
    };
  };

  /** For `{@attach}` on the element of one clause: the field lives as long as the element. */
  field(id: ClauseId, lang: Lang): (element: HTMLElement) => (() => void) | undefined {
    return (element) =>
      // The field reads its state when it likes; what it reads must not make it anew.
      untrack(() => {
        const text = bodyText(this.#doc, id, lang);
        if (text === null) return undefined;
        const field = new ClauseField(element, id, lang, text, this.#host(id, lang));
        this.#fields.set(keyOf(id, lang), field);
        field.showPeers(this.#peers.caretsIn(id, lang));
        field.showCommented(this.#commentedIn(id, lang));
        this.tintAgain();
        return () => {
          if (this.#fields.get(keyOf(id, lang)) === field) this.#fields.delete(keyOf(id, lang));
          field.destroy();
          this.tintAgain();
          this.#changed(field);
        };
      });
  }

  /** Puts the caret into a clause; `false` when it is closed. In the same task, or a phone would not open its keyboard. */
  focus(id: ClauseId, lang: Lang, place?: CaretPlace): boolean {
    if (!this.isOpen(id)) return false;
    this.#options.show(id);
    flushSync();
    const field = this.#fields.get(keyOf(id, lang));
    field?.focus(place);
    return field !== undefined;
  }

  /** The field of a clause, made now if the page has only words there; `null`: it is closed, or not shown in this language. */
  #fieldOf(id: ClauseId, lang: Lang): ClauseField | null {
    const field = this.#fields.get(keyOf(id, lang));
    if (field !== undefined || !this.isOpen(id)) return field ?? null;
    this.#options.show(id);
    flushSync();
    return this.#fields.get(keyOf(id, lang)) ?? null;
  }

  /** What is tinted lies on the words of the page: a field that comes or goes puts others in their place, and a clause may be drawn later. */
  tintAgain(): void {
    if (this.several.isOn || this.finder.isOpen) this.#later();
  }

  /** Underlines commented words in every field, those made later included; asked anew whenever comments or words have changed. */
  showCommented(rangesIn: (id: ClauseId, lang: Lang) => readonly CommentedRange[]): void {
    this.#commentedIn = rangesIn;
    this.#fields.forEach((field) => field.showCommented(rangesIn(field.clauseId, field.lang)));
  }

  /** Reads again what is closed and how fields are called. */
  refreshFields(): void {
    this.#fields.forEach((field) => field.refresh());
  }

  close(): void {
    this.#stops.forEach((stop) => stop());
    changeNoMore(this.#changeShown);
    quietNoMore(this.#changeWords);
    clearTimeout(this.#stateTimer);
    clearTimeout(this.#savedTimer);
    this.#hold?.close();
    this.#fields.forEach((field) => field.destroy());
    this.#fields.clear();
    this.#stopDoc();
    this.#undo.close();
    this.#connection.close();
  }

  // --------------------------------------------------------------------------------------------------------------- deeds

  toggleStrong(): void {
    if (this.several.isOn) this.several.toggle('strong');
    else this.#focused()?.run(toggleStrong);
  }

  toggleEm(): void {
    if (this.several.isOn) this.several.toggle('em');
    else this.#focused()?.run(toggleEm);
  }

  undo(): boolean {
    this.several.clear();
    this.#settle();
    const done = this.#undo.undo();
    if (done) this.#redraw();
    return done;
  }

  redo(): boolean {
    this.several.clear();
    this.#settle();
    const done = this.#undo.redo();
    if (done) this.#redraw();
    return done;
  }

  /** A new empty clause behind another (`null`: at the beginning); returns its id. The caller puts the caret into it. */
  create(after: ClauseId | null, kind: ClauseKind): ClauseId {
    const id = newClauseId();
    this.#deed(() => createClause(this.#doc, { id, kind, after }));
    return id;
  }

  /** One place up or down; what stands under it goes with it. */
  move(id: ClauseId, by: -1 | 1): boolean {
    const target = stepTarget(this.#clauses, id, by);
    if (target === undefined || !this.isOpen(id)) return false;
    this.#deed(() => moveClause(this.#doc, id, target, undefined, (one) => this.isOpen(one)));
    return true;
  }

  /** Is there a place to move to? */
  canMove(id: ClauseId, by: -1 | 1): boolean {
    return this.isOpen(id) && this.#way(`${id} move ${by}`, () => stepTarget(this.#places, id, by) !== undefined);
  }

  /** Asked with every change of the page; answered anew when clauses have changed their places. */
  #way(key: string, isThere: () => boolean): boolean {
    const ways = this.#ways;
    const known = ways.get(key) ?? isThere();
    ways.set(key, known);
    return known;
  }

  /** Right behind another clause, wherever that is; `null`: to the beginning. */
  moveBehind(id: ClauseId, after: ClauseId | null): void {
    if (this.isOpen(id)) this.#deed(() => moveClause(this.#doc, id, after, undefined, (one) => this.isOpen(one)));
  }

  /** Under the clause before it, or out from under it. `false`: there is no such place. */
  indent(id: ClauseId, by: -1 | 1): boolean {
    if (!this.canIndent(id, by)) return false;
    const parent = by === 1 ? parentToIndent(this.#doc, id) : null;
    this.#deed(() => setParent(this.#doc, id, parent));
    return true;
  }

  canIndent(id: ClauseId, by: -1 | 1): boolean {
    if (!this.isOpen(id)) return false;
    return this.#way(`${id} indent ${by}`, () => {
      const above = parentsIn(this.#places).get(id) ?? null;
      return by === -1 ? above !== null : above === null && parentToIndentIn(this.#places, id) !== null;
    });
  }

  /** Whole clauses are selected from this one on, as on a phone; each press on another reaches up to it. */
  selectSeveral(id: ClauseId, lang: Lang): void {
    this.several.selectClauses(id, id, lang);
  }

  remove(id: ClauseId): void {
    this.#deed(() => removeClause(this.#doc, id));
  }

  /** A clause of mine that somebody took out leaves my page too. */
  letGo(id: ClauseId): void {
    this.#takenOut.letGo(id);
    this.#isReplaced = true;
    this.#redraw();
  }

  restore(id: ClauseId): void {
    this.#deed(() => restoreClause(this.#doc, id));
  }

  /** An earlier wording of a clause becomes its wording again, as one edit of mine; a removed clause is put back. */
  bringBack(clause: ClauseText): void {
    this.#deed(() => {
      if (clauseText(this.#doc, clause.id)?.removed === true) restoreClause(this.#doc, clause.id);
      for (const [lang, runs] of Object.entries(clause.body) as [Lang, readonly Run[]][]) {
        setText(this.#doc, clause.id, lang, runs);
      }
    });
  }

  setKind(id: ClauseId, kind: ClauseKind): void {
    this.#deed(() => setKind(this.#doc, id, kind));
  }

  setAddressee(id: ClauseId, lang: Lang, name: string): void {
    this.#deed(() => setAddressee(this.#doc, id, lang, name));
  }

  setDue(id: ClauseId, due: string | null): void {
    this.#deed(() => setDue(this.#doc, id, due));
  }

  dismissUnsent(unsent: Unsent): void {
    this.#connection.dismissUnsent(unsent);
  }

  #split(field: ClauseField): boolean {
    const { clauseId: id, lang } = field;
    if (!this.isOpen(id) || !this.takesNew) return true;
    const { from, to } = field.state.selection;
    if (to > from) field.view.dispatch(field.state.tr.deleteSelection());
    const newId = newClauseId();
    this.#deed(() => splitClause(this.#doc, { id, newId, lang, at: field.caretOffset }, (one) => this.isOpen(one)));
    this.focus(newId, lang, 'start');
    return true;
  }

  #join(firstId: ClauseId | undefined, secondId: ClauseId | undefined, lang: Lang): boolean {
    if (firstId === undefined || secondId === undefined) return true;
    if (!this.isOpen(firstId) || !this.isOpen(secondId)) return true;
    this.#settle();
    this.#undo.separate();
    const seam = joinClauses(this.#doc, { first: firstId, second: secondId, lang }, (one) => this.isOpen(one));
    this.#undo.separate();
    // The caret first: the clause it is in is kept on the screen even when it is removed.
    this.focus(firstId, lang, { offset: seam });
    this.#redraw();
    this.focus(firstId, lang, { offset: seam });
    return true;
  }

  #leave(field: ClauseField, direction: Direction): boolean {
    const back = direction === 'up' || direction === 'left';
    const target = this.#openNeighbour(field.clauseId, back ? -1 : 1);
    if (target === undefined) return false;
    if (direction === 'left' || direction === 'right') {
      return this.focus(target, field.lang, direction === 'left' ? 'end' : 'start');
    }
    const kept = this.#column;
    const x = kept?.field === field && kept.offset === field.caretOffset ? kept.x : field.caretX;
    if (!this.focus(target, field.lang, { x, line: back ? 'last' : 'first' })) return false;
    const next = this.#fields.get(keyOf(target, field.lang));
    this.#column = next === undefined ? null : { x, field: next, offset: next.caretOffset };
    return true;
  }

  /** The nearest clause before or behind that can be written in; closed ones are stepped over. */
  #openNeighbour(id: ClauseId, by: -1 | 1): ClauseId | undefined {
    let place = this.#clauses.findIndex((clause) => clause.id === id);
    if (place === -1) return undefined;
    for (;;) {
      place += by;
      const clause = this.#clauses[place];
      if (clause === undefined || this.isOpen(clause.id)) return clause?.id;
    }
  }

  #neighbour(id: ClauseId, by: -1 | 1): ClauseId | undefined {
    const standing = this.#clauses.filter((clause) => !clause.removed);
    return standing[standing.findIndex((clause) => clause.id === id) + by]?.id;
  }

  #deeds(field: ClauseField): ClauseDeeds {
    const id = field.clauseId;
    return {
      split: () => this.#split(field),
      joinBack: () => this.#join(this.#neighbour(id, -1), id, field.lang),
      joinOn: () => this.#join(id, this.#neighbour(id, 1), field.lang),
      leave: (direction) => this.#leave(field, direction),
      toEdge: (edge) => {
        const open = this.#clauses.filter((clause) => this.isOpen(clause.id));
        const target = edge === 'first' ? open[0] : open.at(-1);
        return target !== undefined && this.focus(target.id, field.lang, edge === 'first' ? 'start' : 'end');
      },
      move: (by) => this.move(id, by) || true,
      indent: (by) => this.#tab?.isTravelling !== true && this.indent(id, by),
      link: () => this.links.askLink(),
      refer: () => this.links.askReference(),
      undo: () => this.undo(),
      redo: () => this.redo(),
      selectAll: () => {
        this.several.selectAll(field);
        return true;
      },
      toggle: (mark) => {
        if (mark === 'strong') this.toggleStrong();
        else this.toggleEm();
        return true;
      },
      done: () => {
        field.view.dom.blur();
        return true;
      },
    };
  }

  /** One deed on the text: everything shown is settled before it, it is undone alone, and the page shows it at once. */
  #deed(run: () => void): void {
    this.#settle();
    this.#undo.together(run);
    this.#redraw();
  }

  #settle(): void {
    this.#fields.forEach((field) => field.settle());
  }

  // -------------------------------------------------------------------------------------------------------------- inside

  #makeCore(): EditorCore {
    const current = (): DraftEditor => this;
    return {
      get doc() {
        return current().#doc;
      },
      get standing() {
        return current().#clauses.filter((clause) => !clause.removed);
      },
      get root() {
        return current().#root;
      },
      isOpen: (id) => this.isOpen(id),
      labelOf: (id) => this.#options.labelOf?.(id),
      focused: () => this.#focused(),
      fieldOf: (id, lang) => this.#fieldOf(id, lang),
      focus: (id, lang, place) => this.focus(id, lang, place),
      deed: (run) => this.#deed(run),
      tell: (notice) => void (this.#notice = notice),
    };
  }

  /** What reaches over several clauses is done before a field sees it. */
  #listen(root: HTMLElement): () => void {
    const stopped = new AbortController();
    const capture = { capture: true, signal: stopped.signal };
    const end = (event: Event): void => {
      event.preventDefault();
      event.stopPropagation();
    };
    for (const type of ['keydown', 'beforeinput']) root.addEventListener(type, keyPressed, capture);
    root.addEventListener('keydown', (event) => this.several.key(event) && end(event), capture);
    root.addEventListener('beforeinput', (event) => this.several.input(event) && end(event), capture);
    root.addEventListener('mousedown', (event) => this.several.press(event) && end(event), capture);
    addEventListener('mousemove', (event) => this.several.drag(event), capture);
    addEventListener('mouseup', () => this.several.lift(), capture);
    root.addEventListener('click', (event) => this.#reachBy(event) && end(event), capture);
    addEventListener('keydown', (event) => this.#findBy(event), { signal: stopped.signal });
    this.#tab = openTabTravel(root, stopped.signal);
    const stopDrag = openClauseDrag({
      root,
      mayMove: (id) => this.isOpen(id),
      move: (id, after) => this.moveBehind(id, after),
    });
    return () => {
      stopped.abort();
      stopDrag();
    };
  }

  #host(id: ClauseId, lang: Lang): ClauseFieldHost {
    return {
      isEditable: () => this.isOpen(id),
      label: () => this.#options.label(id, lang),
      deeds: (field) => this.#deeds(field),
      copied: (field, data, isCut) => this.clipboard.copy(field, data, isCut),
      pasted: (field, data) => this.clipboard.paste(field, data),
      changed: (field) => this.#changed(field),
      referenceWords: (to) => referenceWords(lang, this.#options.labelOf?.(to)),
      isHeld: () => this.#hold?.isOn ?? false,
    };
  }

  /** While clauses are selected by pressing them, a press on one reaches up to it. */
  #reachBy(event: MouseEvent): boolean {
    if (this.several.now?.byClauses !== true || !(event.target instanceof Element)) return false;
    const id = event.target.closest('[data-clause]')?.getAttribute('data-clause');
    if (id === null || id === undefined) return false;
    this.several.extendClauses(id as ClauseId);
    return true;
  }

  /** A stroke alone opens the search, where nobody is writing. Ctrl F stays the browser's. */
  #findBy(event: KeyboardEvent): void {
    if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const at = event.target;
    if (at instanceof HTMLElement && (at.isContentEditable || at.matches('input, textarea, select'))) return;
    event.preventDefault();
    this.finder.open();
  }

  #open(): DraftUndo {
    const doc = this.#doc;
    const onDeep = (events: readonly Y.YEvent<Y.AbstractType<unknown>>[], { local }: Y.Transaction): void => {
      this.#takenOut.note(doc, events, local);
      for (const event of events) {
        const [id, part, lang] = event.path;
        if (typeof id === 'string') this.#read.delete(id as ClauseId);
        else event.changes.keys.forEach((_change, key) => this.#read.delete(key as ClauseId));
        // Words change with each letter of anybody, and change no place.
        if (typeof id === 'string' && part === 'body') this.#noteWords(id as ClauseId, lang as Lang);
        else this.#isReplaced = true;
      }
      if (this.#isReplaced || this.#reworded.size > 0) this.#later();
      if (this.#rewordedInFields.size > 0) whenQuiet(this.#changeWords);
    };
    const clauses = clausesMap(doc) as unknown as Y.AbstractType<unknown>;
    clauses.observeDeep(onDeep as Parameters<typeof clauses.observeDeep>[0]);
    this.#stopDoc = () => clauses.unobserveDeep(onDeep as Parameters<typeof clauses.observeDeep>[0]);
    this.#read.clear();
    this.#isReplaced = true;
    this.#clauses = this.#standing();
    return openDraftUndo<Place>(
      doc,
      {
        place: () => {
          const field = this.#focused();
          if (field === null) return null;
          return { clauseId: field.clauseId, lang: field.lang, head: placeAt(field.binding.text, field.caretOffset) };
        },
        goTo: ({ clauseId, lang, head }) => {
          this.#redraw();
          const text = bodyText(doc, clauseId, lang);
          const absolute =
            text === null ? null : Y.createAbsolutePositionFromRelativePosition(Y.decodeRelativePosition(head), doc);
          if (absolute !== null) this.focus(clauseId, lang, { offset: absolute.index });
        },
      },
      () => {
        this.#undoable = { undo: this.#undo.canUndo, redo: this.#undo.canRedo };
      },
    );
  }

  #noteWords(id: ClauseId, lang: Lang): void {
    // What is looked for is found in the words as they are.
    const isShown = this.#fields.has(keyOf(id, lang)) && !this.finder.isOpen;
    (isShown ? this.#rewordedInFields : this.#reworded).add(id);
  }

  /** The document was replaced: fields are made anew and the caret goes back to its offset. */
  #reopen(doc: Y.Doc): void {
    const field = this.#focused();
    const was = field === null ? null : { id: field.clauseId, lang: field.lang, offset: field.caretOffset };
    this.#stopDoc();
    this.#undo.close();
    this.#doc = doc;
    this.#undo = this.#open();
    this.#undoable = { undo: false, redo: false };
    this.#generation += 1;
    flushSync();
    if (was !== null) this.focus(was.id, was.lang, { offset: was.offset });
  }

  #takeState(state: TextState): void {
    const before = this.#latest;
    this.#latest = state;
    if (state.writing.is === 'saved' && before.writing.is !== 'saved') this.#savedAt = performance.now();
    // Before the page is told that it is here: it would go over to a text without clauses, and draw all of them anew in the next frame.
    if (before.synced !== state.synced) this.#redraw();
    if (isCalm(this.#text, state)) this.#showStateLater();
    else this.#showState();
    if (
      before.mayWrite !== state.mayWrite ||
      !isSameSet(before.locked, state.locked) ||
      !isSameSet(before.freezing, state.freezing) ||
      before.synced !== state.synced
    ) {
      this.refreshFields();
      this.#later();
    }
  }

  /** Carets move with each letter of thirty people: they are shown a few times a second, with whatever else can wait so long. */
  #showStateLater(waitMs = calmMs): void {
    this.#stateTimer ??= setTimeout(() => {
      this.#stateTimer = undefined;
      // A letter first.
      if (isShowing()) this.#showStateLater(behindMs);
      else this.#showState();
    }, waitMs);
  }

  /** Who goes on writing is not told *saved* between two letters: each time the page would be drawn once more. */
  #showState(): void {
    const [shown, latest] = [this.#text, this.#latest];
    const waitMs = this.#savedAt + savedAfterMs - performance.now();
    const isEarly = latest.writing.is === 'saved' && shown.writing.is === 'saving' && waitMs > 0;
    clearTimeout(this.#savedTimer);
    if (isEarly) this.#savedTimer = setTimeout(() => this.#showState(), waitMs);
    const next = isEarly ? { ...latest, writing: shown.writing } : latest;
    if (!isSameState(shown, next)) this.#text = next;
    if (shown.present === latest.present) return;
    this.#peers.take(latest.present);
    for (const field of this.#fields.values()) field.showPeers(this.#peers.caretsIn(field.clauseId, field.lang));
  }

  #focused(): ClauseField | null {
    for (const field of this.#fields.values()) if (field.hasFocus) return field;
    return null;
  }

  #isRedrawing = false;

  #changed(field: ClauseField): void {
    // While clauses change their places the browser takes the focus away and it is given back.
    if (this.#isRedrawing) return;
    const focused = this.#focused();
    if (focused === null) {
      // Between two clauses there is a moment without focus.
      setTimeout(() => {
        if (this.#focused() !== null) return;
        if (this.several.now?.byClauses === false) this.several.clear();
        if (this.#caret !== null) {
          this.#setCaret(null);
          this.#later();
        }
        this.#connection.setCaret(null);
      }, 0);
      return;
    }
    if (focused !== field) return;
    this.several.follow(field);
    const { clauseId, lang, state } = focused;
    if (this.#caret?.clauseId !== clauseId || this.#caret.lang !== lang) {
      this.#undo.separate();
      // What the page shows beside the clause of the caret moves those below it: not while a pointer is down.
      if (this.#hold?.isOn !== true) this.#setCaret({ clauseId, lang });
    }
    const marks = state.storedMarks ?? state.selection.$from.marks();
    const strong = marks.some((mark) => mark.type.name === 'strong');
    const em = marks.some((mark) => mark.type.name === 'em');
    if (this.#looks.strong !== strong || this.#looks.em !== em) this.#looks = { strong, em };
    const { text } = focused.binding;
    this.#connection.setCaret({
      clauseId,
      lang,
      anchor: placeAt(text, focused.anchorOffset),
      head: placeAt(text, focused.caretOffset),
    });
  }

  /** A clause that was removed stays on the page while the caret is in it. */
  #setCaret(caret: Caret | null): void {
    this.#caret = caret;
    this.#isReplaced = true;
  }

  #later(): void {
    changeLater(this.#changeShown);
  }

  readonly #changeShown = (): void => {
    // A clause that moves under a pointer would be clicked in place of another.
    if (this.#hold?.isOn !== true) this.#redraw('seen');
    if (this.several.isOn) this.several.refresh();
    this.finder.refresh();
  };

  readonly #changeWords = (): void => {
    // A pointer that is down asks again when it is up.
    if (this.#hold?.isOn !== true) this.#redraw();
  };

  /**
   * Shows the clauses as they are now, or only what nothing shows by itself. The caret, and what the reader looks at, stay where they are on
   * the screen.
   */
  #redraw(what: 'all' | 'seen' = 'all'): void {
    const next = this.#standing(what);
    const isReordered =
      next.length !== this.#clauses.length || next.some((clause, index) => clause.id !== this.#clauses[index]?.id);
    if (!isReordered) {
      if (next.some((clause, index) => clause !== this.#clauses[index])) this.#clauses = next;
      return;
    }
    const field = this.#focused();
    field?.readSelection();
    const kept = this.#keptElement(field);
    const top = kept?.getBoundingClientRect().top;
    const selected = field === null ? null : { from: field.anchorOffset, to: field.caretOffset };
    this.#isRedrawing = true;
    this.#clauses = next;
    flushSync();
    const now = field === null ? undefined : this.#fields.get(keyOf(field.clauseId, field.lang));
    if (now !== undefined && now === field && !now.hasFocus) now.view.focus();
    // A clause that came to others than those it stood among was made anew.
    if (now !== undefined && now !== field && selected !== null) now.select(selected.from, selected.to, 'still');
    this.#isRedrawing = false;
    const stands = kept?.isConnected === true ? kept : kept === null ? null : document.getElementById(kept.id);
    if (stands !== null && top !== undefined) {
      const moved = stands.getBoundingClientRect().top - top;
      if (Math.abs(moved) >= 1) scrollBy({ top: moved, behavior: 'instant' });
    }
    this.refreshFields();
    const focused = this.#focused();
    if (focused !== null) this.#changed(focused);
    else if (field !== null) this.#changed(field);
  }

  /** What must not move on the screen: the clause of the caret, else the first one in view. */
  #keptElement(field: ClauseField | null): Element | null {
    const own = field?.view.dom.closest('[data-clause]') ?? null;
    if (own !== null || this.#root === null) return own;
    for (const element of this.#root.querySelectorAll('[data-clause]')) {
      if (element.getBoundingClientRect().bottom > 0) return element;
    }
    return null;
  }

  #standing(what: 'all' | 'seen' = 'all'): readonly ClauseText[] {
    const isAll = what === 'all' || this.#isReplaced;
    const reworded = isAll ? [...this.#reworded, ...this.#rewordedInFields] : [...this.#reworded];
    this.#reworded.clear();
    if (isAll) this.#rewordedInFields.clear();
    if (!this.#isReplaced) return this.#withWords(reworded);
    this.#isReplaced = false;
    const clauses: ClauseText[] = [];
    clausesMap(this.#doc).forEach((_map, key) => {
      const id = key as ClauseId;
      const clause = this.#read.get(id) ?? clauseText(this.#doc, id);
      if (clause === null) return;
      this.#read.set(id, clause);
      if (!clause.removed || this.#caret?.clauseId === id || this.#takenOut.has(id)) clauses.push(clause);
    });
    return inTextOrder(clauses);
  }

  /** The same clauses at the same places, these read again. */
  #withWords(reworded: readonly ClauseId[]): readonly ClauseText[] {
    if (reworded.length === 0) return this.#clauses;
    const clauses = [...this.#clauses];
    for (const id of reworded) {
      const place = clauses.findIndex((clause) => clause.id === id);
      const clause = place === -1 ? null : clauseText(this.#doc, id);
      if (clause === null) continue;
      this.#read.set(id, clause);
      clauses[place] = clause;
    }
    return clauses;
  }

  /** The words of a clause as they are in the text now. */
  runs(id: ClauseId, lang: Lang): readonly Run[] {
    return clauseRuns(this.#doc, id, lang);
  }
}

/** What may be shown a little later than it is so. */
const calmParts: ReadonlySet<string> = new Set(['present', 'touched', 'writing'] satisfies (keyof TextState)[]);

/** May it wait a little until this is shown: does it differ in nothing but carets, touches, and that all is saved? */
function isCalm(shown: TextState, next: TextState): boolean {
  const [was, is] = [shown.writing.is, next.writing.is];
  const isWritingCalm = is === 'saved' ? was === 'saved' || was === 'saving' : is === 'saving' && was === 'saving';
  return isWritingCalm && partsOf(next).every((part) => calmParts.has(part) || shown[part] === next[part]);
}

function isSameState(a: TextState, b: TextState): boolean {
  return partsOf(a).every((part) => a[part] === b[part]);
}

function partsOf(state: TextState): (keyof TextState)[] {
  return Object.keys(state) as (keyof TextState)[];
}

function keyOf(id: ClauseId, lang: Lang): string {
  return `${id} ${lang}`;
}

function isSameSet<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): boolean {
  return a === b || (a.size === b.size && [...a].every((one) => b.has(one)));
}
