/** Which words of this page are in updates that could not be sent, and where were they typed? */
import * as Y from 'yjs';
import { clausesMap } from '../../shared/draft/clause-text.ts';
import { isId, type ClauseId } from '../../shared/lib/ids.ts';
import { langs, type Lang } from '../../shared/lib/lang.ts';
import type { GivenBack } from '../../shared/protocol/text-wire.ts';

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
