/**
 * How does a draft's text lie in its Y.Doc, and how is it read? Written it is by `clause-text-edit.ts`.
 *
 *     meta     Y.Map { layout, langs }                                  written once, by the server
 *     clauses  Y.Map { clauseId → Y.Map {
 *                order, parent, kind, addressee, due, removed           plain values, overwritten
 *                body: Y.Map { lang → Y.XmlFragment[ <p>[ Y.XmlText ] ] }  written once; words live in the Y.XmlText
 *              } }
 *
 * Yjs has no move: so order is a key, a moved clause keeps the words that are being typed into it. A clause is never deleted:
 * it is marked removed, so that words typed into it meanwhile are still there. How the looks of words lie in a Y.XmlText,
 * `clause-marks.ts` says; which clause stands under which, `clause-tree.ts`.
 *
 * `addressee` is one plain value `{kk, ru, …}` and not a key per language: it names one body in several languages, and half of one
 * colleague's body with half of another's would be a lie on paper. Of two who set it at once the later one's stands, whole.
 */
import * as Y from 'yjs';
import { isId, type ClauseId } from '../lib/ids.ts';
import { langs as knownLangs, type Lang, type Localized } from '../lib/lang.ts';
import { clauseKinds, type ClauseKind } from './clause-number.ts';
import { runsOfPiece } from './clause-marks.ts';
import { mergeRuns, type ClauseText, type Run } from './clause-runs.ts';
import { inTextOrder, isSamePlace, type ClausePlace, type OutlineClause } from './clause-tree.ts';

/** The version of the layout above. A client with an older one only reads. */
export const draftLayout = 2;

/** The client id under which the server writes seeds; bound to nobody. */
export const seedClientId = 1;

/**
 * Origins of the transactions that write. The undo manager tracks `trackedEdit` (and the editor's own) and not `untrackedEdit`:
 * undoing a split must not destroy the clause into which a colleague has typed since.
 */
export const trackedEdit = 'clause-edit';
export const untrackedEdit = 'clause-created';

/** Plain keys of a clause that may be overwritten. `body` may not. */
export const clauseFields = ['order', 'parent', 'kind', 'addressee', 'due', 'removed'] as const;
export type ClauseField = (typeof clauseFields)[number];

export type ClauseMap = Y.Map<unknown>;

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

/** The clauses in the order of the text, removed ones too, without their words: cheap, for whoever asks for places only. */
export function outlineOf(doc: Y.Doc): OutlineClause[] {
  const kept = keptOutline(doc);
  if (kept === null) return readOutline(doc);
  for (const id of kept.changed) {
    const map = clausesMap(doc).get(id);
    const was = kept.byId.get(id);
    const now = map instanceof Y.Map ? toOutline(id, map) : undefined;
    if (now === undefined) kept.byId.delete(id);
    else kept.byId.set(id, now);
    if (was === undefined || now === undefined || !isSamePlace(was, now)) kept.ordered = null;
    else kept.ordered?.splice(kept.ordered.indexOf(was), 1, now);
  }
  kept.changed.clear();
  kept.ordered ??= inTextOrder([...kept.byId.values()]);
  return [...kept.ordered];
}

function readOutline(doc: Y.Doc): OutlineClause[] {
  const outline: OutlineClause[] = [];
  clausesMap(doc).forEach((map, id) => {
    if (map instanceof Y.Map) outline.push(toOutline(id as ClauseId, map));
  });
  return inTextOrder(outline);
}

function toOutline(id: ClauseId, map: ClauseMap): OutlineClause {
  return { ...toPlace(id, map), langs: writtenIn(map) };
}

/** An outline is asked for many times between two changes, and a change mostly touches one clause: the others are not read again. */
interface KeptOutline {
  readonly byId: Map<ClauseId, OutlineClause>;
  /** `null`: places have changed. */
  ordered: OutlineClause[] | null;
  /** To be read again. */
  readonly changed: Set<ClauseId>;
  /** Transactions that have begun and have not told yet what they changed: meanwhile nothing that is kept can be trusted. */
  readonly under: Set<Y.Transaction>;
}
const outlines = new WeakMap<Y.Doc, KeptOutline>();

/** `null`: something is being changed just now. */
function keptOutline(doc: Y.Doc): KeptOutline | null {
  const known = outlines.get(doc);
  if (known !== undefined) return known.under.size > 0 ? null : known;
  if (doc._transaction !== null) return null;
  const kept: KeptOutline = { byId: new Map(), ordered: null, changed: new Set(), under: new Set() };
  const clauses = clausesMap(doc);
  for (const id of clauses.keys()) kept.changed.add(id as ClauseId);
  doc.on('beforeTransaction', (transaction: Y.Transaction) => void kept.under.add(transaction));
  doc.on('beforeObserverCalls', (transaction: Y.Transaction) => {
    kept.under.delete(transaction);
    for (const [type, keys] of transaction.changed) {
      if ((type as unknown) !== clauses) noteClauseOf(type as unknown as AnyType, clauses, kept.changed);
      else for (const id of keys) if (id !== null) kept.changed.add(id as ClauseId);
    }
  });
  outlines.set(doc, kept);
  return kept;
}

type AnyType = Y.AbstractType<unknown>;

/** The clause in which something has changed, up from where it has. */
function noteClauseOf(type: AnyType, clauses: Y.Map<ClauseMap>, into: Set<ClauseId>): void {
  let at: AnyType | null = type;
  while (at !== null) {
    const item: Y.Item | null = at._item;
    const parent = at.parent as AnyType | null;
    if ((parent as unknown) === clauses && item !== null) into.add(item.parentSub as ClauseId);
    at = parent;
  }
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
function bodyFragment(doc: Y.Doc, id: ClauseId, lang: Lang): Y.XmlFragment | null {
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

/** The words of a Y.XmlText; offsets in it are offsets in them. */
export function runsOf(text: Y.XmlText): Run[] {
  const runs: Run[] = [];
  for (const piece of text.toDelta() as { insert?: unknown; attributes?: Record<string, unknown> }[]) {
    if (typeof piece.insert === 'string') runs.push(...runsOfPiece(piece.insert, piece.attributes));
  }
  return mergeRuns(runs);
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

/** Names in the languages known; `null` when there is none. */
export function toLocalized(value: unknown): Localized | null {
  if (typeof value !== 'object' || value === null) return null;
  const localized: Partial<Record<Lang, string>> = {};
  for (const lang of knownLangs) {
    const text = (value as Record<string, unknown>)[lang];
    if (typeof text === 'string' && text !== '') localized[lang] = text;
  }
  return Object.keys(localized).length === 0 ? null : localized;
}
