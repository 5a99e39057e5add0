/** How is a text read from its log, and what is known of it besides the words? */
import * as Y from 'yjs';
import type { ClauseId, PersonId, TextId } from '../../shared/lib/ids.ts';
import type { StreamId } from '../../shared/lib/streams.ts';
import { allClausesOf, bodyText, langsOf, openTextDoc } from '../../shared/draft/clause-text.ts';
import type { LastTouch, Store } from '../engine/ports.ts';
import { marksIn, type KnownMarks } from './known-marks.ts';
import { parseUpdate, type DeletedRange } from './update-parse.ts';

export interface LoadedText {
  readonly textId: TextId;
  readonly stream: StreamId;
  readonly layout: number;
  /** The sequence of the last update in `doc`. */
  readonly seq: number;
  readonly snapshotSeq: number;
  readonly doc: Y.Doc;
  /** The same as one update. */
  readonly state: Uint8Array;
  readonly owners: Map<number, PersonId | 'server'>;
  readonly locked: Set<ClauseId>;
  /** Nothing is added to it. */
  readonly isLocked: boolean;
  readonly touches: readonly LastTouch[];
  readonly marks: KnownMarks;
  /** What was neutralised in the last rows: their writers may not have heard of it yet. */
  readonly neutralised: Map<number, { from: number; to: number }[]>;
}

const pageRows = 1_000;
/** So many rows before the snapshot are looked through for what was neutralised. */
const rowsLookedBack = 1_000;

/** The committed text as it stands in the store; `null` when there is none of that id. */
export async function loadText(store: Store, textId: TextId): Promise<LoadedText | null> {
  const head = await store.readText(textId);
  if (head === null) return null;
  const doc = openServerDoc();
  const snapshot = await store.readTextSnapshot(textId);
  if (snapshot !== null) Y.applyUpdate(doc, snapshot.state);
  const snapshotSeq = snapshot?.seq ?? 0;
  const neutralised: LoadedText['neutralised'] = new Map();
  let seq = Math.max(0, snapshotSeq - rowsLookedBack);
  for (;;) {
    const rows = await store.readTextUpdates(textId, seq, pageRows);
    for (const row of rows) {
      if (row.seq > snapshotSeq) Y.applyUpdate(doc, row.update);
      noteNeutralised(neutralised, neutralisedIn(row.update));
      seq = row.seq;
    }
    if (rows.length < pageRows) break;
  }
  seq = Math.max(seq, snapshotSeq);
  // Read after the words: a binding or a lock that came meanwhile is seen, words that came meanwhile follow by the bus.
  const fresh = (await store.readText(textId)) ?? head;
  const touches = (await store.readLastTouches(textId, 0)).filter((touch) => touch.seq <= seq);
  return {
    textId,
    stream: head.stream,
    layout: head.layout,
    seq,
    snapshotSeq,
    neutralised,
    doc,
    state: snapshot !== null && snapshot.seq === seq ? snapshot.state : Y.encodeStateAsUpdate(doc),
    touches,
    marks: marksIn(doc),
    owners: new Map(fresh.clients.map(({ clientId, personId }) => [clientId, personId])),
    locked: new Set(fresh.lockedClauses),
    isLocked: fresh.isLocked,
  };
}

/**
 * Neutralised words stand in a row as deleted, and the row does not delete them; what its writer wrote and deleted again in one go
 * stands there as deleted too, and the row deletes it.
 */
function neutralisedIn(update: Uint8Array): DeletedRange[] {
  const parsed = parseUpdate(update, Infinity, Infinity);
  if (!parsed.ok) return [];
  const { sections, deletions } = parsed.value;
  return [...sections.values()].flat().filter(({ content, client, clock, length }) => {
    if (content.is !== 'deleted') return false;
    return !deletions.some(
      (range) => range.client === client && range.clock <= clock && range.clock + range.length >= clock + length,
    );
  });
}

/** Adds to what is known to be neutralised. */
export function noteNeutralised(ranges: LoadedText['neutralised'], more: readonly DeletedRange[]): void {
  for (const { client, clock, length } of more) {
    const known = ranges.get(client);
    const last = known?.[known.length - 1];
    if (known === undefined) ranges.set(client, [{ from: clock, to: clock + length }]);
    else if (last?.to === clock) last.to = clock + length;
    else known.push({ from: clock, to: clock + length });
  }
}

/** A document of the server's. It writes nothing, so its own client id is one that nobody can bind. */
export function openServerDoc(): Y.Doc {
  const doc = openTextDoc();
  doc.clientID = 0;
  return doc;
}

/** The same state in a second document. */
export function copyDoc(doc: Y.Doc): Y.Doc {
  const copy = openServerDoc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}

/** UTF-16 units of all clauses, removed ones too, in all languages. */
export function textLengthOf(doc: Y.Doc): number {
  let length = 0;
  for (const clause of allClausesOf(doc)) {
    for (const lang of langsOf(doc)) length += bodyText(doc, clause.id, lang)?.length ?? 0;
  }
  return length;
}
