/**
 * How does a draft's text lie in its Y.Doc, and how is it read and written?
 *
 *     meta     Y.Map { layout, langs }                                  written once, by the server
 *     clauses  Y.Map { clauseId → Y.Map {
 *                order, parent, kind, addressee, due, removed           plain values, overwritten
 *                body: Y.Map { lang → Y.XmlFragment[ <p>[ Y.XmlText ] ] }  written once; words live in the Y.XmlText
 *              } }
 *
 * Yjs has no move: so order is a key, a moved clause keeps the words that are being typed into it. A clause is never deleted:
 * it is marked removed, so that words typed into it meanwhile are still there. Nothing here writes unless something changes.
 *
 * `addressee` is one plain value `{kk, ru, …}` and not a key per language: it names one body in several languages, and half of one
 * colleague's body with half of another's would be a lie on paper. Of two who set it at once the later one's stands, whole.
 */
import * as Y from 'yjs';
import { isId, type ClauseId } from '../lib/ids.ts';
import { langs as knownLangs, type Lang, type Localized } from '../lib/lang.ts';
import { clauseKinds, type ClauseKind } from './clause-number.ts';
import { orderBetween } from './clause-order.ts';
import { inTextOrder, type ClausePlace } from './clause-tree.ts';
import {
  plainText,
  sliceRuns,
  spliceBetween,
  toRun,
  mergeRuns,
  type ClauseText,
  type Marks,
  type Run,
} from './clause-runs.ts';

/** The version of the layout above. A client with an older one only reads. */
export const draftLayout = 2;

/** The client id under which the server writes seeds; bound to nobody. */
export const seedClientId = 1;

/**
 * Origins of the transactions made here. The undo manager tracks `trackedEdit` (and the editor's own) and not `untrackedEdit`:
 * undoing a split must not destroy the clause into which a colleague has typed since.
 */
export const trackedEdit = 'clause-edit';
export const untrackedEdit = 'clause-created';

/** Plain keys of a clause that may be overwritten. `body` may not. */
export const clauseFields = ['order', 'parent', 'kind', 'addressee', 'due', 'removed'] as const;
export type ClauseField = (typeof clauseFields)[number];

type ClauseMap = Y.Map<unknown>;

/**
 * A Y.Doc to hold a text, in a page or on the server. Yjs tidies superfluous format marks after each change that it receives, by deletions
 * of its own: every page that merely receives would write, and too late into a clause that was closed meanwhile. That is switched off;
 * what a page itself changes is still tidied.
 */
export function openTextDoc(): Y.Doc {
  const doc = new Y.Doc();
  doc.on('afterTransaction', (transaction: Y.Transaction) => {
    transaction._needFormattingCleanup = false;
  });
  doc.getMap('meta');
  clausesMap(doc);
  return doc;
}

/**
 * The undo manager of a page: one for all clauses and languages. `origins` are those of the editor's own transactions.
 *
 * Undoing may put an earlier value of a key back, and never takes the last one away: where a colleague set the same key at the same
 * time, Yjs would delete the own value and put nothing in its place, and the clause would have no order, or no kind.
 */
export function openUndo(doc: Y.Doc, origins: readonly unknown[] = [], captureTimeoutMs = 500): Y.UndoManager {
  return new Y.UndoManager(clausesMap(doc), {
    trackedOrigins: new Set<unknown>([trackedEdit, ...origins]),
    captureTimeout: captureTimeoutMs,
    deleteFilter: (item) => item.parentSub === null,
  });
}

// ------------------------------------------------------------------------------------------------------------ reading

/** The root map of clauses. Asking for it writes nothing. */
export function clausesMap(doc: Y.Doc): Y.Map<ClauseMap> {
  return doc.getMap<ClauseMap>('clauses');
}

/** The layout the text was seeded with; `null` before the first sync. */
export function layoutOf(doc: Y.Doc): number | null {
  const layout = doc.getMap('meta').get('layout');
  return typeof layout === 'number' ? layout : null;
}

/** The languages each clause has a body in, in the forum's order; empty before the first sync. */
export function langsOf(doc: Y.Doc): readonly Lang[] {
  const listed = doc.getMap('meta').get('langs');
  return Array.isArray(listed) ? listed.filter((lang): lang is Lang => knownLangs.includes(lang as Lang)) : [];
}

/** The clauses that stand in the text, in order. */
export function clausesOf(doc: Y.Doc): ClauseText[] {
  return allClausesOf(doc).filter((clause) => !clause.removed);
}

/** Every clause, removed ones with the words that are still in them included, in order. */
export function allClausesOf(doc: Y.Doc): ClauseText[] {
  const clauses: ClauseText[] = [];
  clausesMap(doc).forEach((map, id) => {
    if (map instanceof Y.Map) clauses.push(toClauseText(id as ClauseId, map));
  });
  return inTextOrder(clauses);
}

/** A clause without its words: where it stands, and in which languages it has any. */
export interface OutlineEntry extends ClausePlace<ClauseId> {
  readonly langs: readonly Lang[];
}

/** The clauses in the order of the text, removed ones too, without their words: cheap, for whoever asks for places only. */
export function outlineOf(doc: Y.Doc): OutlineEntry[] {
  const outline: OutlineEntry[] = [];
  clausesMap(doc).forEach((map, id) => {
    if (map instanceof Y.Map) outline.push({ ...toPlace(id as ClauseId, map), langs: writtenIn(map) });
  });
  return inTextOrder(outline);
}

/** The languages in which it has a character. */
function writtenIn(map: ClauseMap): readonly Lang[] {
  const bodies = map.get('body');
  if (!(bodies instanceof Y.Map)) return [];
  return knownLangs.filter((lang) => {
    const fragment: unknown = bodies.get(lang);
    return fragment instanceof Y.XmlFragment && (textOfFragment(fragment)?.length ?? 0) > 0;
  });
}

/** One clause, removed or not; `null` when there is none of that id. */
export function clauseText(doc: Y.Doc, id: ClauseId): ClauseText | null {
  const map = clausesMap(doc).get(id);
  return map instanceof Y.Map ? toClauseText(id, map) : null;
}

/** The words of a clause in one language; empty when there are none. */
export function clauseRuns(doc: Y.Doc, id: ClauseId, lang: Lang): Run[] {
  const text = bodyText(doc, id, lang);
  return text === null ? [] : runsOf(text);
}

/** What an editor of one clause in one language binds to. */
export function bodyFragment(doc: Y.Doc, id: ClauseId, lang: Lang): Y.XmlFragment | null {
  const body = clausesMap(doc).get(id)?.get('body');
  const fragment = body instanceof Y.Map ? (body.get(lang) as unknown) : null;
  return fragment instanceof Y.XmlFragment ? fragment : null;
}

/** The one Y.XmlText that holds the words of a clause in one language. Offsets in it are offsets into the runs. */
export function bodyText(doc: Y.Doc, id: ClauseId, lang: Lang): Y.XmlText | null {
  const fragment = bodyFragment(doc, id, lang);
  return fragment === null ? null : textOfFragment(fragment);
}

function textOfFragment(fragment: Y.XmlFragment): Y.XmlText | null {
  if (fragment.length === 0) return null;
  const paragraph = fragment.get(0);
  if (!(paragraph instanceof Y.XmlElement) || paragraph.length === 0) return null;
  const text: unknown = paragraph.get(0);
  return text instanceof Y.XmlText ? text : null;
}

function runsOf(text: Y.XmlText): Run[] {
  const runs: Run[] = [];
  for (const piece of text.toDelta() as { insert?: unknown; attributes?: Record<string, unknown> }[]) {
    if (typeof piece.insert === 'string') runs.push(toRun(piece.insert, toMarks(piece.attributes)));
  }
  return mergeRuns(runs);
}

function toMarks(attributes: Record<string, unknown> | undefined): Marks {
  const link = attributes?.['link'];
  const href = typeof link === 'object' && link !== null ? (link as { href?: unknown }).href : undefined;
  return {
    ...(attributes?.['strong'] ? { strong: true as const } : {}),
    ...(attributes?.['em'] ? { em: true as const } : {}),
    ...(typeof href === 'string' ? { link: href } : {}),
  };
}

function toClauseText(id: ClauseId, map: ClauseMap): ClauseText {
  const due = map.get('due');
  const body: Partial<Record<Lang, readonly Run[]>> = {};
  const bodies = map.get('body');
  if (bodies instanceof Y.Map) {
    for (const lang of knownLangs) {
      const fragment: unknown = bodies.get(lang);
      const text = fragment instanceof Y.XmlFragment ? textOfFragment(fragment) : null;
      if (text !== null) body[lang] = runsOf(text);
    }
  }
  return {
    ...toPlace(id, map),
    addressee: toLocalized(map.get('addressee')),
    due: typeof due === 'string' ? due : null,
    body,
  };
}

function toPlace(id: ClauseId, map: ClauseMap): ClausePlace<ClauseId> {
  const order = map.get('order');
  const parent = map.get('parent');
  const kind = map.get('kind');
  return {
    id,
    order: typeof order === 'string' ? order : '',
    parent: typeof parent === 'string' && isId('clause', parent) ? parent : null,
    kind: clauseKinds.includes(kind as ClauseKind) ? (kind as ClauseKind) : 'operative',
    removed: map.get('removed') === true,
  };
}

function toLocalized(value: unknown): Localized | null {
  if (typeof value !== 'object' || value === null) return null;
  const localized: Partial<Record<Lang, string>> = {};
  for (const lang of knownLangs) {
    const text = (value as Record<string, unknown>)[lang];
    if (typeof text === 'string' && text !== '') localized[lang] = text;
  }
  return Object.keys(localized).length === 0 ? null : localized;
}

// -------------------------------------------------------------------------------------------------------------- seeding

export interface SeedClause {
  readonly id: ClauseId;
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
    readonly kind: ClauseKind;
    readonly addressee?: Localized | null;
    readonly due?: string | null;
    readonly removed: boolean;
  },
): ClauseMap {
  const map: ClauseMap = new Y.Map<unknown>();
  map.set('order', clause.order);
  map.set('parent', null);
  map.set('kind', clause.kind);
  map.set('addressee', clause.addressee ?? null);
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

export interface NewClause {
  readonly id: ClauseId;
  readonly kind: ClauseKind;
  /** Stands right behind this clause; `null`: at the beginning. */
  readonly after: ClauseId | null;
  readonly addressee?: Localized | null;
  readonly due?: string | null;
  readonly body?: Readonly<Partial<Record<Lang, string | readonly Run[]>>>;
}

/** Puts a new clause into the text, whole, with a body in every language of the draft. Undoing it marks it removed. */
export function createClause(doc: Y.Doc, clause: NewClause): void {
  bringClause(doc, clause);
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
 */
export function splitClause(
  doc: Y.Doc,
  split: { readonly id: ClauseId; readonly newId: ClauseId; readonly lang: Lang; readonly at: number },
): void {
  pasteParagraphs(doc, { id: split.id, lang: split.lang, at: split.at, paragraphs: [[], []], newIds: [split.newId] });
}

/**
 * Several paragraphs at offset `at`: the first goes into this clause, each further one into a new clause behind it, and what stood
 * behind `at` follows the last. `newIds` has one id fewer than there are paragraphs.
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
): void {
  const { id, lang, at, paragraphs, newIds } = paste;
  if (paragraphs.length === 0) return;
  if (newIds.length !== paragraphs.length - 1) throw new Error('one new clause id for each further paragraph');
  const clause = clauseText(doc, id);
  const text = bodyText(doc, id, lang);
  if (clause === null || text === null) throw new Error(`no clause ${id} in ${lang}`);
  let after = id;
  for (const newId of newIds) {
    bringClause(doc, { id: newId, kind: clause.kind, addressee: clause.addressee, after });
    after = newId;
  }
  doc.transact(() => {
    const last = newIds[newIds.length - 1];
    if (last !== undefined) {
      const tail = sliceRuns(runsOf(text), at);
      if (text.length > at) text.delete(at, text.length - at);
      newIds.forEach((newId, index) => {
        showClause(doc, newId);
        insertInto(doc, newId, lang, 0, toRuns(paragraphs[index + 1]!));
      });
      const end = bodyText(doc, last, lang)!;
      insertRuns(end, end.length, tail);
    }
    insertRuns(text, Math.min(at, text.length), toRuns(paragraphs[0]!));
  }, trackedEdit);
}

/**
 * Backspace at the edge: the words of `second` go to the end of `first`, in every language, and `second` is marked removed. It keeps
 * its own words, so that what a colleague types into it meanwhile stays readable. In `lang` the words join as they are; in the other
 * languages a space comes between. Returns the offset of the seam in `lang`.
 */
export function joinClauses(
  doc: Y.Doc,
  join: { readonly first: ClauseId; readonly second: ClauseId; readonly lang: Lang },
): number {
  const seam = plainText(clauseRuns(doc, join.first, join.lang)).length;
  doc.transact(() => {
    for (const lang of langsOf(doc)) {
      const text = bodyText(doc, join.first, lang);
      const words = clauseRuns(doc, join.second, lang);
      if (text === null || words.length === 0) continue;
      if (lang !== join.lang && text.length > 0) insertRuns(text, text.length, [{ text: ' ' }]);
      insertRuns(text, text.length, words);
    }
    setField(doc, join.second, 'removed', true);
  }, trackedEdit);
  return seam;
}

/** Puts the clause right behind another; `after` `null`: at the beginning. Writes one key, so words typed meanwhile go with it. */
export function moveClause(doc: Y.Doc, id: ClauseId, after: ClauseId | null): void {
  const all = outlineOf(doc);
  const place = all.findIndex((clause) => clause.id === id);
  if (id === after || place === -1 || (all[place - 1]?.id ?? null) === after) return;
  const others = all.filter((clause) => clause.id !== id);
  doc.transact(() => setField(doc, id, 'order', orderBehind(others, after, id)), trackedEdit);
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
  const { [lang]: _old, ...others } = clauseText(doc, id)?.addressee ?? {};
  const named = toLocalized({ ...others, [lang]: name });
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
  const splice = spliceBetween(runsOf(text), toRuns(words));
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
  const text = bodyText(doc, id, lang);
  const most = text === null ? 0 : Math.min(length, text.length - at);
  if (text !== null && most > 0) doc.transact(() => text.format(at, most, { [mark]: on ? {} : null }), trackedEdit);
}

// ------------------------------------------------------------------------------------------------------------ the parts

/** Creates the clause whole but removed, in a transaction of its own that no undo manager tracks. */
function bringClause(doc: Y.Doc, clause: NewClause): void {
  if (clausesMap(doc).has(clause.id)) throw new Error(`clause ${clause.id} exists`);
  const order = orderBehind(outlineOf(doc), clause.after, clause.id);
  doc.transact(() => {
    clausesMap(doc).set(clause.id, newClauseMap(langsOf(doc), { ...clause, order, removed: true }));
  }, untrackedEdit);
}

function showClause(doc: Y.Doc, id: ClauseId): void {
  setField(doc, id, 'removed', false);
}

function orderBehind(
  clauses: readonly { readonly id: ClauseId; readonly order: string }[],
  after: ClauseId | null,
  id: ClauseId,
): string {
  const place = after === null ? -1 : clauses.findIndex((clause) => clause.id === after);
  const before = clauses[place]?.order ?? null;
  const next = clauses.slice(place + 1).find((clause) => before === null || clause.order > before);
  return orderBetween(before, next?.order ?? null, id);
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

function insertRuns(text: Y.XmlText, at: number, runs: readonly Run[]): void {
  let place = at;
  for (const run of runs) {
    if (run.text === '') continue;
    // An empty attribute object means plain, undefined would mean "as the neighbour".
    text.insert(place, run.text, toAttributes(run));
    place += run.text.length;
  }
}

/** As @tiptap/y-tiptap writes the marks `strong`, `em`, `link` of a ProseMirror schema: the mark's name, its attributes as value. */
function toAttributes(marks: Marks): Record<string, unknown> {
  return {
    ...(marks.strong === true ? { strong: {} } : {}),
    ...(marks.em === true ? { em: {} } : {}),
    ...(marks.link !== undefined ? { link: { href: marks.link } } : {}),
  };
}

function toRuns(words: string | readonly Run[]): readonly Run[] {
  return typeof words === 'string' ? [{ text: words }] : words;
}
