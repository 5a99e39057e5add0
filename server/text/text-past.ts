/** How did a text stand then, and whose words are these? Read from the log and its snapshots; nothing of it is kept. */
import * as Y from 'yjs';
import { allClausesOf, bodyText, seedClientId } from '../../shared/draft/clause-text.ts';
import type { ClauseId, PersonId, TextId } from '../../shared/lib/ids.ts';
import type { Lang } from '../../shared/lib/lang.ts';
import type { Actor } from '../../shared/lib/streams.ts';
import type { AuthorRun, PastText, ServerMade, Store } from '../engine/ports.ts';
import { openServerDoc } from './text-state.ts';

/** Rows applied in one turn of the event loop: about 10 ms. */
const rowsAtOnce = 500;

/** As `readTextAt`, one after the other: each works through thousands of rows and holds a text, and anybody who may read may ask. */
export function openTextAt(store: Store): (textId: TextId, seq: number) => Promise<PastText | null> {
  let turn: Promise<unknown> = Promise.resolve();
  return (textId, seq) => {
    const read = turn.then(() => readTextAt(store, textId, seq));
    turn = read.catch(() => undefined);
    return read;
  };
}

/** The text as it stood after the update with this sequence; `null` when there is no such text or update. */
export async function readTextAt(store: Store, textId: TextId, seq: number): Promise<PastText | null> {
  if (!Number.isSafeInteger(seq) || seq < 1) return null;
  const [last] = await store.readTextUpdates(textId, seq - 1, 1);
  if (last === undefined) return null;
  const doc = openServerDoc();
  const snapshot = await store.readTextSnapshot(textId, seq);
  if (snapshot !== null) Y.applyUpdate(doc, snapshot.state);
  for (let from = snapshot?.seq ?? 0; from < seq; from += rowsAtOnce) {
    const rows = await store.readTextUpdates(textId, from, Math.min(rowsAtOnce, seq - from));
    doc.transact(() => {
      for (const { update } of rows) Y.applyUpdate(doc, update);
    });
    // Others are answered in between.
    await new Promise((resolve) => setImmediate(resolve));
  }
  const clauses = allClausesOf(doc);
  doc.destroy();
  return { textSeq: seq, at: last.at, clauses };
}

/**
 * Who put in the words that stand in a clause, in order. Each character carries the client id under which it was written, which belongs
 * to one person for ever; compaction keeps it. What the server wrote in somebody's name is theirs.
 */
export function authorsOf(
  doc: Y.Doc,
  clauseId: ClauseId,
  lang: Lang,
  ownerOf: (clientId: number) => Actor,
  serverMade: readonly ServerMade[],
): AuthorRun[] | null {
  const text = bodyText(doc, clauseId, lang);
  if (text === null) return null;
  const runs: { from: number; to: number; by: PersonId | 'server' }[] = [];
  let offset = 0;
  const add = (length: number, by: PersonId | 'server'): void => {
    const last = runs[runs.length - 1];
    if (last?.by === by) last.to += length;
    else runs.push({ from: offset, to: offset + length, by });
    offset += length;
  };
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue;
    const { client, clock } = item.id;
    if (client !== seedClientId) {
      add(item.length, ownerOf(client));
      continue;
    }
    // One item may hold what the server wrote in two people's names, one behind the other.
    const end = clock + item.length;
    for (let from = clock; from < end;) {
      const made = serverMade.find((one) => one.from <= from && from < one.to);
      const next = serverMade.reduce((least, one) => (one.from > from ? Math.min(least, one.from) : least), end);
      const to = Math.min(end, made?.to ?? next);
      add(to - from, made?.by ?? 'server');
      from = to;
    }
  }
  return runs;
}
