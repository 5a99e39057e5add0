/** Which words of this page are in updates that could not be sent, where were they typed, and what was taken away? */
import * as Y from 'yjs';
import { plainText, withoutComments } from '../../shared/draft/clause-runs.ts';
import { allClausesOf, clauseRuns, clausesMap, clauseText } from '../../shared/draft/clause-text.ts';
import { inTextOrder } from '../../shared/draft/clause-tree.ts';
import { isId, type ClauseId } from '../../shared/lib/ids.ts';
import { langs, type Lang } from '../../shared/lib/lang.ts';
import type { GivenBack } from '../../shared/protocol/text-wire.ts';
import type { Unsent, UnsentDeed } from './text-connection.ts';

interface WordsPlace {
  readonly clauseId: ClauseId;
  readonly lang: Lang;
}

/**
 * By clause and language, in the order of writing; what was deleted again is left out. Words that the doc could not take in either,
 * because something before them is missing, come with the nearest place that is known.
 */
export function wordsIn(doc: Y.Doc, updates: readonly Uint8Array[]): GivenBack[] {
  const words = new Map<string, { clauseId: ClauseId; lang: Lang; words: string }>();
  const add = ({ clauseId, lang }: WordsPlace, text: string): void => {
    const place = `${clauseId} ${lang}`;
    const given = words.get(place);
    if (given === undefined) words.set(place, { clauseId, lang, words: text });
    else given.words += text;
  };
  let nearest: WordsPlace | null = null;
  for (const update of updates) {
    for (const struct of Y.decodeUpdate(update).structs) {
      if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString)) continue;
      if (struct.id.clock >= Y.getState(doc.store, struct.id.client)) {
        nearest = placeAt(doc, struct.origin) ?? placeAt(doc, struct.rightOrigin) ?? nearest ?? firstPlace(doc);
        if (nearest !== null) add(nearest, struct.content.str);
        continue;
      }
      for (const { clauseId, lang, text } of livingParts(doc, struct.id.client, struct.id.clock, struct.length)) {
        nearest = { clauseId, lang };
        add(nearest, text);
      }
    }
  }
  return [...words.values()];
}

/** What the clause says in this doc, as a proposal would have it. */
export function wouldSay(doc: Y.Doc, { clauseId, lang }: WordsPlace): UnsentDeed {
  return { is: 'say', runs: withoutComments(clauseRuns(doc, clauseId, lang)) };
}

/**
 * What the refused updates would have taken away: `mine` is the doc in which they are, `now` the text as it stands. Clauses that would be
 * gone, or without a word in a language, are one deed; each other that would be shorter is one of its own.
 */
export function takenAway(mine: Y.Doc, now: Y.Doc, updates: readonly Uint8Array[]): Omit<Unsent, 'why'>[] {
  const touched = touchedBy(mine, updates);
  const gone: ClauseId[] = [];
  const shorter: Omit<Unsent, 'why'>[] = [];
  for (const { id, removed, body } of inTextOrder(allClausesOf(now))) {
    const written = langs.filter((lang) => plainText(body[lang] ?? []) !== '');
    const would = touched.has(id) && !removed ? clauseText(mine, id) : null;
    if (would === null) continue;
    const wordsOf = (lang: Lang): string => plainText(would.body[lang] ?? []);
    if (would.removed || written.some((lang) => wordsOf(lang) === '')) gone.push(id);
    else
      for (const lang of written) {
        if (wordsOf(lang).length >= plainText(body[lang] ?? []).length) continue;
        const place = { clauseId: id, lang };
        shorter.push({ ...place, words: wordsOf(lang), would: wouldSay(mine, place) });
      }
  }
  const [first] = gone;
  if (first === undefined) return shorter;
  return [{ clauseId: first, lang: langs[0], words: '', would: { is: 'take-out', clauseIds: gone } }, ...shorter];
}

/** The clauses in which these updates delete words, or write a field. */
function touchedBy(doc: Y.Doc, updates: readonly Uint8Array[]): ReadonlySet<string> {
  const touched = new Set<string>();
  const note = (item: Y.Item): void => {
    const clause =
      item.parentSub === 'removed' ? itemAbove(item) : itemAbove(itemAbove(itemAbove(itemAbove(itemAbove(item)))));
    if (clause?.parentSub != null) touched.add(clause.parentSub);
  };
  for (const update of updates) {
    const { structs, ds } = Y.decodeUpdate(update);
    for (const { id } of structs) {
      const item = id.clock < Y.getState(doc.store, id.client) ? Y.getItem(doc.store, id) : null;
      if (item instanceof Y.Item && item.parentSub === 'removed') note(item);
    }
    for (const [client, ranges] of ds.clients) {
      const all = doc.store.clients.get(client) ?? [];
      for (const { clock, len } of ranges) {
        if (clock >= Y.getState(doc.store, client)) continue;
        for (let index = Y.findIndexSS(all, clock); index < all.length; index++) {
          const item = all[index]!;
          if (item.id.clock >= clock + len) break;
          if (item instanceof Y.Item) note(item);
        }
      }
    }
  }
  return touched;
}

function* livingParts(
  doc: Y.Doc,
  client: number,
  clock: number,
  length: number,
): Generator<{ clauseId: ClauseId; lang: Lang; text: string }> {
  const structs = doc.store.clients.get(client);
  if (structs === undefined || clock >= Y.getState(doc.store, client)) return;
  for (let index = Y.findIndexSS(structs, clock); index < structs.length; index++) {
    const item = structs[index]!;
    if (item.id.clock >= clock + length) return;
    if (!(item instanceof Y.Item) || item.deleted || !(item.content instanceof Y.ContentString)) continue;
    const place = placeOf(item);
    if (place === null) continue;
    const from = Math.max(0, clock - item.id.clock);
    yield { ...place, text: item.content.str.slice(from, clock + length - item.id.clock) };
  }
}

function placeAt(doc: Y.Doc, id: Y.ID | null): WordsPlace | null {
  if (id === null || id.clock >= Y.getState(doc.store, id.client)) return null;
  const item = Y.getItem(doc.store, id);
  return item instanceof Y.Item ? placeOf(item) : null;
}

/** Nothing tells where they were typed: they come with the first clause rather than not at all. */
function firstPlace(doc: Y.Doc): WordsPlace | null {
  for (const id of clausesMap(doc).keys()) if (isId('clause', id)) return { clauseId: id, lang: langs[0] };
  return null;
}

/** Words hang in text, paragraph, fragment (under a language), body, clause (under its id). */
function placeOf(item: Y.Item): WordsPlace | null {
  const fragment = itemAbove(itemAbove(itemAbove(item)));
  const clause = itemAbove(itemAbove(fragment));
  const lang = langs.find((known) => known === fragment?.parentSub);
  const id = clause?.parentSub ?? '';
  return lang !== undefined && isId('clause', id) ? { clauseId: id, lang } : null;
}

function itemAbove(item: Y.Item | null): Y.Item | null {
  return item?.parent instanceof Y.AbstractType ? item.parent._item : null;
}
