/**
 * How is a draft's text written? Seeds, clauses as a whole, words: every operation of the page and of the server, in one place.
 *
 * Nothing here writes unless something changes. What a page can undo is tracked; bringing a new clause is not, see `untrackedEdit`.
 * Sub-clauses: `parent` is written where a clause is put under another or taken out; what stood under a clause that goes comes up by
 * itself (`clause-tree.ts`), and goes back under it when it is restored.
 */
import * as Y from 'yjs';
import type { ClauseId, ThreadId } from '../lib/ids.ts';
import type { Lang, Localized } from '../lib/lang.ts';
import { commentKey, toAttributes } from './clause-marks.ts';
import type { ClauseKind } from './clause-number.ts';
import { orderBetween } from './clause-order.ts';
import { orderAt, type WantedPlace } from './clause-place.ts';
import { cleanWords } from './clean-words.ts';
import {
  plainText,
  refCharacter,
  sliceRuns,
  spliceBetween,
  toRun,
  withoutComments,
  type Marks,
  type Run,
} from './clause-runs.ts';
import {
  bodyText,
  clauseRuns,
  clausesMap,
  clauseText,
  draftLayout,
  langsOf,
  openTextDoc,
  outlineOf,
  runsOf,
  seedClientId,
  toLocalized,
  trackedEdit,
  untrackedEdit,
  type ClauseField,
  type ClauseMap,
} from './clause-text.ts';
import { blocksOf, parentsIn, type ClauseBlock, type ClausePlace, type OutlineClause } from './clause-tree.ts';

// -------------------------------------------------------------------------------------------------------------- seeding

export interface SeedClause {
  readonly id: ClauseId;
  /** Stands under this clause, which stands before it in the list. */
  readonly parent?: ClauseId | null;
  readonly kind: ClauseKind;
  readonly addressee?: Localized | null;
  readonly due?: string | null;
  /** A string is plain words. A language of the draft that is missing here gets an empty body. */
  readonly body: Readonly<Partial<Record<Lang, string | readonly Run[]>>>;
}

/**
 * The first update of a draft's text; only the server stores it, once, in the unit that creates the draft. The same input gives
 * the same bytes. `clocks` is what the store notes beside it.
 */
export function seedDraft(input: { readonly langs: readonly Lang[]; readonly clauses: readonly SeedClause[] }): {
  readonly update: Uint8Array;
  readonly clocks: readonly { readonly clientId: number; readonly from: number; readonly to: number }[];
} {
  const doc = openTextDoc();
  doc.clientID = seedClientId;
  doc.transact(() => {
    const meta = doc.getMap('meta');
    meta.set('layout', draftLayout);
    meta.set('langs', [...input.langs]);
    let order: string | null = null;
    for (const clause of input.clauses) {
      order = orderBetween(order, null, clause.id);
      const map = newClauseMap(input.langs, { ...clause, order, removed: false });
      clausesMap(doc).set(clause.id, map);
      for (const lang of input.langs) {
        const words = clause.body[lang];
        const text = words === undefined ? null : bodyText(doc, clause.id, lang);
        if (text !== null && words !== undefined) insertRuns(text, 0, toRuns(words));
      }
    }
  });
  const update = Y.encodeStateAsUpdate(doc);
  const to = Y.getState(doc.store, seedClientId);
  doc.destroy();
  return { update, clocks: [{ clientId: seedClientId, from: 0, to }] };
}

function newClauseMap(
  langs: readonly Lang[],
  clause: {
    readonly order: string;
    readonly parent?: ClauseId | null;
    readonly kind: ClauseKind;
    readonly addressee?: Localized | null;
    readonly due?: string | null;
    readonly removed: boolean;
  },
): ClauseMap {
  const map: ClauseMap = new Y.Map<unknown>();
  map.set('order', clause.order);
  map.set('parent', clause.parent ?? null);
  map.set('kind', clause.kind);
  map.set('addressee', cleanNames(clause.addressee ?? {}));
  map.set('due', clause.due ?? null);
  map.set('removed', clause.removed);
  const body = new Y.Map<Y.XmlFragment>();
  for (const lang of langs) {
    const fragment = new Y.XmlFragment();
    const paragraph = new Y.XmlElement('p');
    paragraph.insert(0, [new Y.XmlText()]);
    fragment.insert(0, [paragraph]);
    body.set(lang, fragment);
  }
  map.set('body', body);
  return map;
}

// ------------------------------------------------------------------------------------------------- clauses as a whole

/**
 * Which clauses may be written? Asked of those that would only go along with another: one that is closed stays as it is, where a write
 * into it would be refused at the gate.
 */
export type IsOpen = (id: ClauseId) => boolean;
const allOpen: IsOpen = () => true;

export interface NewClause {
  readonly id: ClauseId;
  readonly kind: ClauseKind;
  /** Stands right behind this clause; `null`: at the beginning. Behind a clause with sub-clauses is behind these too. */
  readonly after: ClauseId | null;
  /** Stands under this clause; `null`: at the top. Left out: on the level of the clause that it follows. */
  readonly parent?: ClauseId | null;
  readonly addressee?: Localized | null;
  readonly due?: string | null;
  readonly body?: Readonly<Partial<Record<Lang, string | readonly Run[]>>>;
}

/** Puts a new clause into the text, whole, with a body in every language of the draft. Undoing it marks it removed. */
export function createClause(doc: Y.Doc, clause: NewClause): void {
  const outline = outlineOf(doc);
  const above = clause.after === null ? null : (parentsIn(outline).get(clause.after) ?? null);
  const parent = clause.parent === undefined ? above : clause.parent;
  const isHeld = canHold(outline, parent, clause.kind);
  bringClause(doc, clause, { parent: isHeld ? parent : null, after: clause.after });
  doc.transact(() => {
    showClause(doc, clause.id);
    for (const lang of langsOf(doc)) {
      const words = clause.body?.[lang];
      if (words !== undefined) insertInto(doc, clause.id, lang, 0, toRuns(words));
    }
  }, trackedEdit);
}

/**
 * Enter: what stands behind offset `at` in this language goes to a new clause right behind. The new one is of the same kind and asks
 * the same addressee; its other languages are empty. Words that a colleague types into that tail meanwhile stay at the end of the first.
 * The new clause is on the level of the first. Sub-clauses stay behind the words that they stood behind: with a tail they go to the
 * new clause; split at its very end, a clause that has some gets a new first one.
 */
export function splitClause(
  doc: Y.Doc,
  split: { readonly id: ClauseId; readonly newId: ClauseId; readonly lang: Lang; readonly at: number },
  isOpen: IsOpen = allOpen,
): void {
  const { id, lang, at, newId } = split;
  pasteParagraphs(doc, { id, lang, at, paragraphs: [[], []], newIds: [newId] }, isOpen);
}

/**
 * Several paragraphs at offset `at`: the first goes into this clause, each further one into a new clause behind it, and what stood
 * behind `at` follows the last. `newIds` has one id fewer than there are paragraphs. Sub-clauses: as `splitClause` says.
 */
export function pasteParagraphs(
  doc: Y.Doc,
  paste: {
    readonly id: ClauseId;
    readonly lang: Lang;
    readonly at: number;
    readonly paragraphs: readonly (string | readonly Run[])[];
    readonly newIds: readonly ClauseId[];
  },
  isOpen: IsOpen = allOpen,
): void {
  const { id, lang, at, paragraphs, newIds } = paste;
  if (paragraphs.length === 0) return;
  if (newIds.length !== paragraphs.length - 1) throw new Error('one new clause id for each further paragraph');
  const clause = clauseText(doc, id);
  const text = bodyText(doc, id, lang);
  if (clause === null || text === null) throw new Error(`no clause ${id} in ${lang}`);
  const outline = outlineOf(doc);
  const under = underOf(outline, id);
  const hasTail = text.length > at;
  const parent = under.length > 0 && !hasTail ? id : (parentsIn(outline).get(id) ?? null);
  let after = id;
  for (const newId of newIds) {
    const isBeforeItsOwn = under.length > 0 && hasTail;
    const order = isBeforeItsOwn ? orderBehindAlone(outlineOf(doc), after, newId) : null;
    bringClause(doc, { id: newId, kind: clause.kind, addressee: clause.addressee }, { parent, after }, order);
    after = newId;
  }
  doc.transact(() => {
    const last = newIds[newIds.length - 1];
    if (last !== undefined) {
      const tail = sliceRuns(runsOf(text), at);
      if (hasTail) text.delete(at, text.length - at);
      newIds.forEach((newId, index) => {
        showClause(doc, newId);
        insertInto(doc, newId, lang, 0, toRuns(paragraphs[index + 1]!));
      });
      const end = bodyText(doc, last, lang)!;
      insertRuns(end, end.length, tail);
      if (hasTail) putUnder(doc, under.filter(isOpen), last);
    }
    insertRuns(text, Math.min(at, text.length), toRuns(paragraphs[0]!));
  }, trackedEdit);
}

/**
 * Backspace at the edge: the words of `second` go to the end of `first`, in every language, and `second` is marked removed. It keeps
 * its own words, so that what a colleague types into it meanwhile stays readable. In `lang` the words join as they are; in the other
 * languages a space comes between. What stood under `second` follows the words: it stands under `first`, or beside it where `first` is
 * itself a sub-clause. Returns the offset of the seam in `lang`.
 */
export function joinClauses(
  doc: Y.Doc,
  join: { readonly first: ClauseId; readonly second: ClauseId; readonly lang: Lang },
  isOpen: IsOpen = allOpen,
): number {
  const seam = plainText(clauseRuns(doc, join.first, join.lang)).length;
  const outline = outlineOf(doc);
  const under = underOf(outline, join.second);
  const first = outline.find(({ id }) => id === join.first);
  const heir = parentsIn(outline).get(join.first) ?? join.first;
  doc.transact(() => {
    for (const lang of langsOf(doc)) {
      const text = bodyText(doc, join.first, lang);
      const words = clauseRuns(doc, join.second, lang);
      if (text === null || words.length === 0) continue;
      if (lang !== join.lang && text.length > 0) insertRuns(text, text.length, [{ text: ' ' }]);
      insertRuns(text, text.length, words);
    }
    setField(doc, join.second, 'removed', true);
    if (first?.kind === 'operative' && heir !== join.second) putUnder(doc, under.filter(isOpen), heir);
  }, trackedEdit);
  return seam;
}

/**
 * Puts the clause right behind another as the text is read; `after` `null`: at the beginning. Writes keys alone, so words typed
 * meanwhile go with it, and so do its sub-clauses. `parent` says under which clause it shall stand (`null`: at the top). Left out: a clause
 * at the top stays there and comes behind the whole block of `after`; a sub-clause stays one, under `after` or beside it, where it can.
 */
export function moveClause(
  doc: Y.Doc,
  id: ClauseId,
  after: ClauseId | null,
  parent?: ClauseId | null,
  isOpen: IsOpen = allOpen,
): void {
  const outline = outlineOf(doc);
  const own = outline.find((clause) => clause.id === id);
  if (own === undefined || id === after) return;
  const under = underOf(outline, id);
  if (after !== null && under.includes(after)) return;
  const parents = parentsIn(outline);
  const others = outline.filter((clause) => clause.id !== id);
  const wanted = parent === undefined ? placeBehind(outline, id, after) : { parent, after };
  const target =
    canHold(outline, wanted.parent, own.kind) && wanted.parent !== id ? wanted : { ...wanted, parent: null };
  if (target.parent === (parents.get(id) ?? null) && isRightBehind(blocksOf(outline), id, target)) return;
  doc.transact(() => {
    setField(doc, id, 'order', orderAt(others, target, id));
    if (target.parent !== (parents.get(id) ?? null)) setField(doc, id, 'parent', target.parent);
    // What stands under it goes with it, keys and all; where one is closed they keep theirs, or they would change places.
    if (target.parent === null && under.every(isOpen)) putUnder(doc, under, id, id);
    // Under another clause they stand beside it, for there is one level.
    if (target.parent !== null) putUnder(doc, under.filter(isOpen), target.parent, id);
  }, trackedEdit);
}

/**
 * Puts a clause under another, at the end, or with `null` takes it out, right behind the clause under which it stood. What stands under
 * it itself follows it under the new parent. Does nothing where that cannot be: a parent that is removed, of the preamble or itself below
 * another, and a clause of the preamble.
 */
export function setParent(doc: Y.Doc, id: ClauseId, parent: ClauseId | null, isOpen: IsOpen = allOpen): void {
  const outline = outlineOf(doc);
  const now = parentsIn(outline).get(id);
  const kind = outline.find((clause) => clause.id === id)?.kind;
  if (now === undefined || now === parent || parent === id) return;
  if (parent !== null && !canHold(outline, parent, kind)) return;
  const under = underOf(outline, id);
  doc.transact(() => {
    if (parent === null) {
      setField(
        doc,
        id,
        'order',
        orderAt(
          outline.filter((clause) => clause.id !== id),
          { parent, after: now },
          id,
        ),
      );
      setField(doc, id, 'parent', null);
    } else putUnder(doc, [id, ...under.filter(isOpen)], parent);
  }, trackedEdit);
}

/** The clause under which `id` would stand when it is indented: that at the top before it. `null`: there is none that could hold it. */
export function parentToIndent(doc: Y.Doc, id: ClauseId): ClauseId | null {
  return parentToIndentIn(outlineOf(doc), id);
}

/** The same of clauses that are read already. */
export function parentToIndentIn(clauses: readonly ClausePlace<ClauseId>[], id: ClauseId): ClauseId | null {
  const standing = blocksOf(clauses).filter(({ clause }) => !clause.removed);
  const place = standing.findIndex(({ clause }) => clause.id === id);
  const before = standing[place - 1]?.clause.id;
  return before !== undefined && canHold(clauses, before, standing[place]?.clause.kind) ? before : null;
}

/** Takes the clause out of the text; its words stay in it and can be brought back. */
export function removeClause(doc: Y.Doc, id: ClauseId): void {
  doc.transact(() => setField(doc, id, 'removed', true), trackedEdit);
}

/** Brings a removed clause back to where it stood. */
export function restoreClause(doc: Y.Doc, id: ClauseId): void {
  doc.transact(() => setField(doc, id, 'removed', false), trackedEdit);
}

export function setKind(doc: Y.Doc, id: ClauseId, kind: ClauseKind): void {
  doc.transact(() => setField(doc, id, 'kind', kind), trackedEdit);
}

/** Names the addressee in one language; the empty string takes that language away. */
export function setAddressee(doc: Y.Doc, id: ClauseId, lang: Lang, name: string): void {
  const others = clauseText(doc, id)?.addressee ?? {};
  const named = cleanNames({ ...others, [lang]: name });
  doc.transact(() => setField(doc, id, 'addressee', named), trackedEdit);
}

/** `YYYY-MM-DD`, or `null` for no date. */
export function setDue(doc: Y.Doc, id: ClauseId, due: string | null): void {
  doc.transact(() => setField(doc, id, 'due', due), trackedEdit);
}

// -------------------------------------------------------------------------------------------------------------- words

/** Turns the words of a clause into these, writing only what differs. */
export function setText(doc: Y.Doc, id: ClauseId, lang: Lang, words: string | readonly Run[]): void {
  const text = bodyText(doc, id, lang);
  if (text === null) return;
  // Comments are no part of the words: they stay where the words stay.
  const splice = spliceBetween(withoutComments(runsOf(text)), withoutComments(toRuns(words)));
  if (splice === null) return;
  doc.transact(() => {
    if (splice.delete > 0) text.delete(splice.at, splice.delete);
    insertRuns(text, splice.at, splice.insert);
  }, trackedEdit);
}

/** Types words at an offset, plain unless marks are given. */
export function insertWords(doc: Y.Doc, id: ClauseId, lang: Lang, at: number, words: string, marks: Marks = {}): void {
  doc.transact(() => insertInto(doc, id, lang, at, [toRun(words, marks)]), trackedEdit);
}

/** Deletes `length` UTF-16 units from an offset on. */
export function deleteWords(doc: Y.Doc, id: ClauseId, lang: Lang, at: number, length: number): void {
  const text = bodyText(doc, id, lang);
  const most = text === null ? 0 : Math.min(length, text.length - at);
  if (text !== null && most > 0) doc.transact(() => text.delete(at, most), trackedEdit);
}

/** Switches a mark on or off over `length` units. */
export function markWords(
  doc: Y.Doc,
  id: ClauseId,
  lang: Lang,
  at: number,
  length: number,
  mark: 'strong' | 'em',
  on: boolean,
): void {
  formatWords(doc, id, lang, at, length, { [mark]: on ? {} : null });
}

/** Makes words a link to this address (see `toLink`), or with `null` plain words again. */
export function linkWords(doc: Y.Doc, id: ClauseId, lang: Lang, at: number, length: number, href: string | null): void {
  formatWords(doc, id, lang, at, length, { link: href === null ? null : { href } });
}

/** Puts a cross-reference to a clause at an offset. It is one character long. */
export function insertReference(doc: Y.Doc, id: ClauseId, lang: Lang, at: number, ref: ClauseId): void {
  doc.transact(() => insertInto(doc, id, lang, at, [toRun(refCharacter, { ref })]), trackedEdit);
}

/** Puts the mark of a thread over words, or takes it away. Only the server makes a new one; the gate refuses it from a page. */
export function commentWords(
  doc: Y.Doc,
  id: ClauseId,
  lang: Lang,
  at: number,
  length: number,
  threadId: ThreadId,
  on = true,
): void {
  formatWords(doc, id, lang, at, length, { [commentKey(threadId)]: on ? {} : null });
}

function formatWords(
  doc: Y.Doc,
  id: ClauseId,
  lang: Lang,
  at: number,
  length: number,
  formats: Record<string, unknown>,
): void {
  const text = bodyText(doc, id, lang);
  const most = text === null ? 0 : Math.min(length, text.length - at);
  if (text !== null && most > 0) doc.transact(() => text.format(at, most, formats), trackedEdit);
}

// ------------------------------------------------------------------------------------------------------------ the parts

/** Creates the clause whole but removed, in a transaction of its own that no undo manager tracks. */
function bringClause(
  doc: Y.Doc,
  clause: Pick<NewClause, 'id' | 'kind' | 'addressee' | 'due'>,
  place: WantedPlace<ClauseId>,
  orderKnown: string | null = null,
): void {
  if (clausesMap(doc).has(clause.id)) throw new Error(`clause ${clause.id} exists`);
  const order = orderKnown ?? orderAt(outlineOf(doc), place, clause.id);
  doc.transact(() => {
    const map = newClauseMap(langsOf(doc), { ...clause, parent: place.parent, order, removed: true });
    clausesMap(doc).set(clause.id, map);
  }, untrackedEdit);
}

function showClause(doc: Y.Doc, id: ClauseId): void {
  setField(doc, id, 'removed', false);
}

/** Behind the clause itself and before what stands under it. */
function orderBehindAlone(outline: readonly OutlineClause[], after: ClauseId, id: ClauseId): string {
  const place = outline.findIndex((clause) => clause.id === after);
  const own = outline[place]?.order ?? null;
  const next = outline.slice(place + 1).find(({ order }) => own === null || order > own);
  return orderBetween(own, next?.order ?? null, id);
}

function underOf(outline: readonly OutlineClause[], id: ClauseId): readonly ClauseId[] {
  return (blocksOf(outline).find(({ clause }) => clause.id === id)?.under ?? []).map((sub) => sub.id);
}

/** May a clause of this kind stand under `parent`? */
function canHold(
  outline: readonly ClausePlace<ClauseId>[],
  parent: ClauseId | null,
  kind: ClauseKind | undefined,
): boolean {
  if (parent === null || kind !== 'operative') return false;
  const holder = outline.find(({ id }) => id === parent);
  return holder?.kind === 'operative' && !holder.removed && parentsIn(outline).get(parent) === null;
}

/** Where a clause comes that is put behind another and keeps its level where it can. */
function placeBehind(outline: readonly OutlineClause[], id: ClauseId, after: ClauseId | null): WantedPlace<ClauseId> {
  const parents = parentsIn(outline);
  if (after === null || (parents.get(id) ?? null) === null) return { parent: null, after };
  return { parent: parents.get(after) ?? after, after };
}

function isRightBehind(
  blocks: readonly ClauseBlock<OutlineClause>[],
  id: ClauseId,
  { parent, after }: WantedPlace<ClauseId>,
): boolean {
  if (parent === null) {
    const before = blocks[blocks.findIndex(({ clause }) => clause.id === id) - 1];
    if (before === undefined || after === null) return before === undefined && after === null;
    return before.clause.id === after || before.under.some((sub) => sub.id === after);
  }
  const under = blocks.find(({ clause }) => clause.id === parent)?.under ?? [];
  const before = under[under.findIndex((sub) => sub.id === id) - 1]?.id ?? parent;
  return before === (after ?? parent);
}

/**
 * Puts these under `parent` in their order, behind what stands there already, or right behind `behind`. A key that lies right as it
 * is stays: then a colleague who moves the same clause meanwhile has their way.
 */
function putUnder(doc: Y.Doc, ids: readonly ClauseId[], parent: ClauseId, behind: ClauseId | null = null): void {
  let after = behind;
  ids.forEach((id, place) => {
    const outline = outlineOf(doc);
    const own = outline.find((clause) => clause.id === id)?.order ?? '';
    const rest = outline.filter((clause) => !ids.includes(clause.id) || ids.indexOf(clause.id) < place);
    const blocks = blocksOf(rest);
    const at = blocks.findIndex(({ clause }) => clause.id === parent);
    const block = blocks[at];
    if (block === undefined) return;
    const last = block.under.length - 1;
    const before = after === null ? last : block.under.findIndex((sub) => sub.id === after);
    const low = block.under[before]?.order ?? block.clause.order;
    const high = (block.under[before + 1] ?? blocks[at + 1]?.clause)?.order ?? null;
    if (!(own > low && (high === null || own < high))) {
      setField(doc, id, 'order', orderAt(rest, { parent, after: block.under[before]?.id ?? null }, id));
    }
    setField(doc, id, 'parent', parent);
    after = id;
  });
}

function setField(doc: Y.Doc, id: ClauseId, field: ClauseField, value: unknown): void {
  const map = clausesMap(doc).get(id);
  if (map === undefined || JSON.stringify(map.get(field)) === JSON.stringify(value)) return;
  map.set(field, value);
}

function insertInto(doc: Y.Doc, id: ClauseId, lang: Lang, at: number, runs: readonly Run[]): void {
  const text = bodyText(doc, id, lang);
  if (text !== null) insertRuns(text, Math.min(at, text.length), runs);
}

/**
 * Puts runs into a Y.XmlText, with exactly their looks; the caller's transaction says who writes. What comes between two commented characters
 * is commented too: to leave it out, Yjs would end the mark before it and begin it anew behind, and when somebody deletes the commented
 * words at the same time that beginning would be left without an end, and mark everything that follows.
 */
export function insertRuns(text: Y.XmlText, at: number, runs: readonly Run[]): void {
  const around = threadsAround(text, at);
  let place = at;
  for (const run of runs) {
    // Words of older texts may hold what the gate takes no more; a split or a move would put it in again.
    const words = run.ref === undefined ? cleanWords(run.text) : run.text;
    if (words === '') continue;
    const comments = around.length === 0 ? run.comments : [...new Set([...(run.comments ?? []), ...around])].sort();
    // An empty attribute object means plain, undefined would mean "as the neighbour".
    text.insert(place, words, toAttributes(comments === undefined ? run : { ...run, comments }));
    place += words.length;
  }
}

/** The threads that stand on both sides of an offset. */
function threadsAround(text: Y.XmlText, at: number): readonly ThreadId[] {
  // Where no word ever had a mark none is looked for: each letter would read its whole clause.
  if (at <= 0 || !text._hasFormatting || at >= text.length) return [];
  const runs = runsOf(text);
  const before = sliceRuns(runs, at - 1, at)[0]?.comments ?? [];
  const behind = sliceRuns(runs, at, at + 1)[0]?.comments ?? [];
  return before.filter((threadId) => behind.includes(threadId));
}

/** An addressee as it may be written; `null`: nobody is named. */
function cleanNames(names: Localized): Localized | null {
  const clean = Object.entries(names).map(([lang, name]) => [lang, cleanWords(name)]);
  return toLocalized(Object.fromEntries(clean));
}

function toRuns(words: string | readonly Run[]): readonly Run[] {
  return typeof words === 'string' ? [{ text: words }] : words;
}
