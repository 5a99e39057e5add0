/**
 * What does an edit cost the server between the socket and the store, and what does it cost to join a text that was written for years?
 * Printed, never asserted: per update beside plain Yjs in the same run, so that another machine can be compared.
 */
import { loadavg } from 'node:os';
import { createEncoder, toUint8Array } from 'lib0/encoding';
import { writeSyncStep2 } from 'y-protocols/sync';
import * as Y from 'yjs';
import { systemClock } from '../../server/clock.ts';
import type { Store } from '../../server/engine/ports.ts';
import { openMemoryStore } from '../../server/store/memory.ts';
import { judgeUpdate } from '../../server/text/gate.ts';
import { tailMostOf } from '../../server/text/room-log.ts';
import { openServerDoc } from '../../server/text/text-state.ts';
import { bodyText, openTextDoc } from '../../shared/draft/clause-text.ts';
import { deleteWords, insertWords, seedDraft } from '../../shared/draft/clause-text-edit.ts';
import type { PersonId } from '../../shared/lib/ids.ts';
import { ok } from '../../shared/lib/result.ts';
import { forumStream } from '../../shared/lib/streams.ts';
import { measured } from '../measured.ts';
import { longClauses, writeLongLog } from '../text/long-log.ts';
import { openMember, openRoom } from '../text/room-world.ts';
import { forumId, personIds, randomFrom, textId } from '../text/text-world.ts';

const updates = Number(process.env['ORTAQ_UPDATES'] ?? 20_000);
const edits = Number(process.env['ORTAQ_LONG_LOG'] ?? 200_000);
/** Letters that each of the writers wrote while somebody was away, and the text was compacted. */
const awayFor = 10_000;
const stream = forumStream(forumId);
const micros = (ms: number, of: number): string => ((ms * 1_000) / of).toFixed(1);

/** What pages send: five people type, now and then somebody deletes; each update as it leaves a page. */
function typedUpdates(): { seed: Uint8Array; typed: Uint8Array[] } {
  const random = randomFrom(5);
  const clauses = longClauses.map((id) => ({ id, kind: 'operative' as const, body: { ru: 'Начало. ' } }));
  const seed = seedDraft({ langs: ['kk', 'ru'], clauses }).update;
  const doc = openTextDoc();
  Y.applyUpdate(doc, seed);
  const typed: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => typed.push(update));
  const places = longClauses.map(() => 0);
  while (typed.length < updates) {
    const writer = random.below(5);
    doc.clientID = 100 + writer;
    const clause = writer * 6 + (Math.floor(typed.length / 500) % 6);
    const id = longClauses[clause]!;
    const at = Math.min(places[clause]!, bodyText(doc, id, 'ru')!.length);
    if (random.below(8) === 0 && at > 4) {
      deleteWords(doc, id, 'ru', at - 2, 2);
      places[clause] = at - 2;
    } else {
      insertWords(doc, id, 'ru', at, 'аб'.slice(0, 1 + random.below(2)));
      places[clause] = at + 1;
    }
  }
  return { seed, typed };
}

function openDoc(seed: Uint8Array): Y.Doc {
  const doc = openServerDoc();
  Y.applyUpdate(doc, seed);
  return doc;
}

const owner: PersonId = personIds.dara;

function plain(seed: Uint8Array, typed: readonly Uint8Array[]): number {
  const doc = openDoc(seed);
  const start = performance.now();
  for (const update of typed) Y.applyUpdate(doc, update);
  return performance.now() - start;
}

function judged(seed: Uint8Array, typed: readonly Uint8Array[]): number {
  const doc = openDoc(seed);
  const none = new Set<never>();
  const context = {
    doc,
    personId: owner,
    mayWrite: true,
    ownerOf: () => owner,
    locked: none,
    held: none,
    whole: 'open' as const,
    notIn: none,
    neutralised: new Map(),
    marks: none,
    textLength: 0,
    stateBytes: 0,
  };
  let spent = 0;
  for (const update of typed) {
    const start = performance.now();
    const verdict = judgeUpdate(context, update);
    spent += performance.now() - start;
    if (verdict.verdict !== 'accepted') throw new Error(JSON.stringify(verdict));
    Y.applyUpdate(doc, verdict.update);
  }
  return spent;
}

/** A store that says yes to every update at once and keeps none: what a real one does, another thread does. */
function yesStore(store: Store, head: number): Store {
  let seq = head;
  return {
    ...store,
    commit: async (unit) => {
      if ((unit.textUpdates ?? []).length === 0) return store.commit(unit);
      seq += unit.textUpdates!.length;
      await new Promise((resolve) => setImmediate(resolve));
      return ok({ repeated: false, answer: null, at: Date.now(), textSeqs: { [textId]: seq }, streamSeqs: {} });
    },
    saveTextSnapshot: () => Promise.resolve(),
  };
}

/** From the frame's bytes to the committed text and the frames that go out: everything but socket and store. */
async function throughRoom(seed: Uint8Array, typed: readonly Uint8Array[]): Promise<number> {
  const store = openMemoryStore({ clock: systemClock() });
  const seedClocks = [{ clientId: 1, from: 0, to: Y.decodeStateVector(Y.encodeStateVectorFromUpdate(seed)).get(1)! }];
  await store.commit({ newTexts: [{ textId, kind: 'draft', layout: 2, stream, seed, seedClocks }] });
  const room = await openRoom(yesStore(store, 1));
  await room.bind(owner, [100, 101, 102, 103, 104]);
  const member = openMember(owner, [100], (message) => {
    if (message.type === 'nack') throw new Error(message.detail);
  });
  room.join(member);
  const start = process.cpuUsage();
  for (const [index, update] of typed.entries()) {
    room.take(member, update, index);
    // As frames come: some together, then something else has its turn.
    if (index % 8 === 7) await new Promise((resolve) => setImmediate(resolve));
  }
  await room.drain();
  const { user, system } = process.cpuUsage(start);
  room.leave(member);
  room.discard(4501);
  return (user + system) / 1_000;
}

const { seed, typed } = typedUpdates();
// The first round warms up.
for (const round of [1, 2]) {
  const [alone, gate, room] = [plain(seed, typed), judged(seed, typed), await throughRoom(seed, typed)];
  if (round === 1) continue;
  measured(
    `an edit (${typed.length} of them): plain Y.applyUpdate ${micros(alone, typed.length)} µs, the gate ${micros(gate, typed.length)} µs, ` +
      `the whole room but socket and store ${micros(room, typed.length)} µs of CPU`,
  );
}

if (edits > 0) await joining();

async function joining(): Promise<void> {
  const store = openMemoryStore({ clock: systemClock() });
  const began = process.cpuUsage();
  const doc = await writeLongLog(
    store,
    { textId, stream },
    { updates: edits, seed: 7, atOnce: 500, tailMost: tailMostOf },
  );
  const writing = cpuSince(began);
  const opened = performance.now();
  const room = await openRoom(store);
  const openMs = performance.now() - opened;
  const anew = new Uint8Array([0]);
  const returning = Y.encodeStateVector(doc);
  const away = Y.encodeStateVector(
    new Map([...Y.decodeStateVector(returning)].map(([client, clock]) => [client, Math.max(0, clock - awayFor)])),
  );
  const joined = (stateVector: Uint8Array, joins: number): Joined =>
    ofJoins(joins, () => room.answerJoiner(stateVector).reduce((bytes, frame) => bytes + frame.length, 0));
  // As y-websocket's server answers: the same document is read again for each who comes.
  const plainly = (stateVector: Uint8Array, joins: number): Joined =>
    ofJoins(joins, () => {
      const encoder = createEncoder();
      writeSyncStep2(encoder, doc, stateVector);
      return toUint8Array(encoder).length;
    });
  for (const [who, stateVector] of [
    ['anew', anew],
    ['coming back', returning],
    [`coming back behind ${awayFor} letters of each of five`, away],
  ] as const) {
    // The first one makes what all others share.
    const [first, ours, plain] = [joined(stateVector, 1), joined(stateVector, 100), plainly(stateVector, 10)];
    const least = Math.max(ours.ms, 0.001);
    measured(
      `joining a draft of ${edits} edits ${who}: ${ours.ms.toFixed(3)} ms of CPU for ${kilobytes(ours)} (the first one ${first.ms.toFixed(3)} ms); ` +
        `y-protocols’ sync step 2 of the same document ${plain.ms.toFixed(3)} ms for ${kilobytes(plain)}: ${Math.round(plain.ms / least)} times as much`,
    );
  }
  measured(
    `a draft of ${edits} edits: its first opening ${openMs.toFixed(0)} ms; written into the store in ${(writing / 1_000).toFixed(0)} s of CPU ` +
      `(load ${loadavg()[0]?.toFixed(1)})`,
  );
  room.discard(4501);
}

interface Joined {
  /** CPU of one. */
  readonly ms: number;
  readonly bytes: number;
}

function ofJoins(joins: number, join: () => number): Joined {
  const began = process.cpuUsage();
  let bytes = 0;
  for (let number = 0; number < joins; number++) bytes = join();
  return { ms: cpuSince(began) / joins, bytes };
}

/** ms */
function cpuSince(began: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1_000;
}

function kilobytes({ bytes }: Joined): string {
  return `${Math.round(bytes / 1024)} kB`;
}
process.exit(0);
