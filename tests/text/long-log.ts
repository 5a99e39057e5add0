/** Where do tests of long histories get a text that five people wrote for days? Written straight into a store, without pages and sockets. */
import * as Y from 'yjs';
import type { Store, TextUpdate } from '../../server/engine/ports.ts';
import { bodyText, draftLayout, openTextDoc } from '../../shared/draft/clause-text.ts';
import { insertWords, deleteWords, seedDraft } from '../../shared/draft/clause-text-edit.ts';
import type { ClauseId, PersonId, TextId } from '../../shared/lib/ids.ts';
import type { StreamId } from '../../shared/lib/streams.ts';
import { clauseNumbered, personIds, randomFrom, type Name } from './text-world.ts';

export const longWriters: readonly Name[] = ['amina', 'bo', 'chen', 'dara', 'eli'];
export const longClauses: readonly ClauseId[] = Array.from({ length: 30 }, (_, number) => clauseNumbered(number + 1));

/** The client id under which one of them writes. */
export function longClient(name: Name): number {
  return 1_000 + longWriters.indexOf(name);
}

/**
 * Writes a text of `updates` updates, each a few letters typed or taken away; the words stay below what a draft may hold. Snapshots lie
 * where rooms leave them: behind so many updates as `tailMost` says of a text of so many bytes, every 500 when left out. `moveClock` is
 * called before each commit, of which one holds `atOnce` updates. Gives back the doc as it ends.
 */
export async function writeLongLog(
  store: Store,
  into: { readonly textId: TextId; readonly stream: StreamId },
  options: {
    readonly updates: number;
    readonly seed: number;
    readonly atOnce?: number;
    moveClock?(): void;
    tailMost?(stateBytes: number): number;
  },
): Promise<Y.Doc> {
  const { textId, stream } = into;
  const random = randomFrom(options.seed);
  const clauses = longClauses.map((id) => ({ id, kind: 'operative' as const, body: { ru: 'Начало. ' } }));
  const seed = seedDraft({ langs: ['kk', 'ru'], clauses });
  const seeded = await store.commit({
    newTexts: [{ textId, kind: 'draft', layout: draftLayout, stream, seed: seed.update, seedClocks: seed.clocks }],
  });
  if (!seeded.ok) throw new Error(seeded.code);
  const doc = openTextDoc();
  Y.applyUpdate(doc, seed.update);
  let written: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => written.push(update));
  const atOnce = options.atOnce ?? 250;
  /** Where each of them types: somewhere for a while, then somewhere else. */
  const places = new Map<Name, { id: ClauseId; at: number }>();
  let waiting: TextUpdate[] = [];
  const texts = new Map(longClauses.map((id) => [id, bodyText(doc, id, 'ru')!]));
  let snapshotSeq = 0;
  let stateBytes = seed.update.length;
  for (let number = 0; number < options.updates; number++) {
    const name = random.pick(longWriters);
    const by: PersonId = personIds[name];
    const clientId = longClient(name);
    doc.clientID = clientId;
    let place = places.get(name);
    if (place === undefined || random.below(60) === 0) {
      const id = random.pick(longClauses);
      place = { id, at: random.below(texts.get(id)!.length + 1) };
      places.set(name, place);
    }
    const { id } = place;
    const text = texts.get(id)!;
    const { length } = text;
    const from = Y.getState(doc.store, clientId);
    const at = Math.min(place.at, length);
    const isDeletion = at > 3 && (random.below(6) === 0 || length > 4_000);
    const size = isDeletion ? Math.min(at, 1 + random.below(length > 4_000 ? 40 : 6)) : 1 + random.below(4);
    if (isDeletion) deleteWords(doc, id, 'ru', at - size, size);
    else insertWords(doc, id, 'ru', at, 'абвгдежзик лмнопрст'.slice(random.below(14)).slice(0, size));
    const inserted = isDeletion ? 0 : text.length - length;
    place.at = isDeletion ? at - size : at + inserted;
    const update = written.length === 1 ? written[0]! : Y.mergeUpdates(written);
    written = [];
    const to = Y.getState(doc.store, clientId);
    const touches = [{ clauseId: id, lang: 'ru', inserted, deleted: isDeletion ? size : 0 }] as const;
    waiting.push({ textId, by, update, touches, clocks: to > from ? [{ clientId, from, to }] : [] });
    if (waiting.length === atOnce || number === options.updates - 1) {
      options.moveClock?.();
      const committed = await store.commit({ textUpdates: waiting });
      if (!committed.ok) throw new Error(committed.code);
      waiting = [];
      const seq = number + 2;
      const most = options.tailMost?.(stateBytes) ?? 500;
      if (seq - snapshotSeq >= most) {
        const state = Y.encodeStateAsUpdate(doc);
        await store.saveTextSnapshot(textId, seq, state);
        [snapshotSeq, stateBytes] = [seq, state.length];
      }
    }
  }
  return doc;
}
