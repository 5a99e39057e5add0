/** Where do the tests of texts happen? A real endpoint on a free port, a memory store, and people who are who their cookie says. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import WebSocket from 'ws';
import * as Y from 'yjs';
import { openTextConnection, type TextConnection } from '../../client/live/text-connection.ts';
import { systemClock } from '../../server/clock.ts';
import { openMemoryBus } from '../../server/bus/memory.ts';
import type { Bus, Clock, Store } from '../../server/engine/ports.ts';
import { openMemoryStore } from '../../server/store/memory.ts';
import type { ConnectionLimits } from '../../server/text/text-connection.ts';
import { createTextServer, type TextServer } from '../../server/text/text-endpoint.ts';
import { draftLayout, openTextDoc } from '../../shared/draft/clause-text.ts';
import { seedDraft, type SeedClause } from '../../shared/draft/clause-text-edit.ts';
import {
  idFromBytes,
  type ClauseId,
  type ForumId,
  type IdKind,
  type LoginId,
  type PersonId,
  type TextId,
} from '../../shared/lib/ids.ts';
import { ok, refuse } from '../../shared/lib/result.ts';
import { forumStream } from '../../shared/lib/streams.ts';
import { encodeUp, parseDown, type TextMessageDown, type TextMessageUp } from '../../shared/protocol/text-wire.ts';

export const people = ['amina', 'bo', 'chen', 'dara', 'eli', 'fay'] as const;
export type Name = (typeof people)[number];

function idOf<K extends IdKind>(kind: K, number: number) {
  return idFromBytes(kind, new Uint8Array([0, 0, 0, 0, 0, 0, 0, 0, number >> 8, number & 255]));
}

export const personIds = Object.fromEntries(people.map((name, index) => [name, idOf('person', index + 1)])) as Record<
  Name,
  PersonId
>;
export const clauseNumbered = (number: number): ClauseId => idOf('clause', number);
export const forumId: ForumId = idOf('forum', 1);
export const textId: TextId = idOf('text', 1);
const loginOf = (name: Name): LoginId => idOf('login', people.indexOf(name) + 1);

export const seedClauses: readonly SeedClause[] = [
  { id: clauseNumbered(1), kind: 'preamble', body: { kk: 'Форум қатысушылары', ru: 'Участники форума, собравшись' } },
  {
    id: clauseNumbered(2),
    kind: 'operative',
    body: { kk: 'Әкімдікке ұсынылсын', ru: 'Рекомендовать акимату поддержать сёла' },
  },
  {
    id: clauseNumbered(3),
    kind: 'operative',
    body: { kk: 'Жыл сайын өткізілсін', ru: 'Проводить форум ежегодно осенью' },
  },
];

export interface TextWorld {
  readonly store: Store;
  readonly bus: Bus;
  readonly server: TextServer;
  readonly origin: string;
  readonly faults: unknown[];
  /** What pages were refused: code and detail. */
  readonly refusals: string[];
  /** Who may not write; change it and call `server.texts.rightsChanged`. */
  readonly readers: Set<Name>;
  /** `isShowing`: has the page a letter of its own to show first? */
  join(name: Name, gatherMs?: number, isShowing?: () => boolean): TextConnection;
  /** A page that keeps on the device what is written in it; `login`: who is signed in there, the same when left out. */
  joinKept(name: Name, login?: Name, layout?: number): TextConnection;
  /** Cuts every line and takes no new one, until it listens again. */
  cutLines(): void;
  listenAgain(): void;
  closeClause(clauseId: ClauseId): Promise<void>;
  raw(name: Name, layout?: number): Promise<RawWriter>;
  close(): Promise<void>;
}

export async function openTextWorld(
  options: {
    readonly clauses?: readonly SeedClause[];
    readonly limits?: Partial<ConnectionLimits>;
    readonly clock?: Clock;
    readonly store?: (store: Store) => Store;
  } = {},
): Promise<TextWorld> {
  const clock = options.clock ?? systemClock();
  const memory = openMemoryStore({ clock });
  const store = options.store?.(memory) ?? memory;
  const bus = openMemoryBus();
  const faults: unknown[] = [];
  const refusals: string[] = [];
  const readers = new Set<Name>(['fay']);
  const founded = await store.commit({ streams: [{ stream: forumStream(forumId), expectedSeq: 0, events: [] }] });
  if (!founded.ok) throw new Error(founded.code);
  const seed = seedDraft({ langs: ['kk', 'ru'], clauses: options.clauses ?? seedClauses });
  const seeded = await store.commit({
    newTexts: [
      {
        textId,
        kind: 'draft',
        layout: draftLayout,
        stream: forumStream(forumId),
        seed: seed.update,
        seedClocks: seed.clocks,
      },
    ],
  });
  if (!seeded.ok) throw new Error(seeded.code);
  const nameOf = (personId: PersonId): Name => people.find((name) => personIds[name] === personId)!;
  const server = createTextServer({
    store,
    bus,
    clock,
    rights: {
      rightsOf: (_stream, _text, personId) => Promise.resolve({ read: true, write: !readers.has(nameOf(personId)) }),
      nameOf: (_stream, personId) => Promise.resolve({ ru: nameOf(personId) }),
    },
    authorize(request) {
      if (request.headers.origin === 'http://elsewhere') return Promise.resolve(refuse('origin-foreign'));
      const name = people.find((one) => request.headers.cookie === `name=${one}`);
      return Promise.resolve(
        name === undefined ? refuse('login-unknown') : ok({ personId: personIds[name], loginId: loginOf(name) }),
      );
    },
    limits: {
      // Tests speak faster than people; the rates have tests of their own.
      messagesPerSecond: 1e6,
      messagesBurst: 1e6,
      bytesPerSecond: 1e9,
      bytesBurst: 1e9,
      presencePerSecond: 1e6,
      syncsPerMinute: 1e6,
      personSyncsPerMinute: 1e6,
      ...options.limits,
    },
    onFault: (error) => faults.push(error),
  });
  const http: Server = createServer((_request, response) => response.end());
  let isListening = true;
  const sockets = new Set<Duplex>();
  http.on('upgrade', (request, socket, head) => {
    if (!isListening) return void socket.destroy();
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    server.handleUpgrade(request, socket, head);
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const origin = `ws://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const joined: TextConnection[] = [];
  const raws: RawWriter[] = [];
  return {
    store,
    bus,
    server,
    origin,
    faults,
    refusals,
    readers,
    join(name, gatherMs, isShowing) {
      const connection = openTextConnection({
        origin,
        textId,
        version: 1,
        layout: draftLayout,
        WebSocket: socketOf(name),
        onRefused: (code, detail) => refusals.push(`${name}: ${code} ${detail}`),
        ...(gatherMs === undefined ? {} : { gatherMs }),
        ...(isShowing === undefined ? {} : { isShowing }),
      });
      joined.push(connection);
      return connection;
    },
    cutLines() {
      isListening = false;
      for (const socket of sockets) socket.destroy();
    },
    listenAgain() {
      isListening = true;
    },
    async closeClause(clauseId) {
      const hold = await server.texts.holdClause(textId, clauseId, {});
      const textLocks = [{ textId, clauseId, locked: true, expectedTextSeq: 'any' as const }];
      const locked = await store.commit({ textLocks });
      if (!locked.ok) throw new Error(locked.code);
      hold.release('locked');
    },
    joinKept(name, login = name, layout = draftLayout) {
      const connection = openTextConnection({
        origin,
        textId,
        personId: personIds[name],
        version: 1,
        layout,
        WebSocket: socketOf(login),
        onRefused: (code, detail) => refusals.push(`${name}: ${code} ${detail}`),
      });
      joined.push(connection);
      return connection;
    },
    async raw(name, layout = draftLayout) {
      const raw = await openRawWriter(`${origin}/text/${textId}?client=1&layout=${layout}`, name);
      raws.push(raw);
      return raw;
    },
    async close() {
      for (const connection of joined) connection.close();
      for (const raw of raws) raw.close();
      await server.close();
      await new Promise((resolve) => {
        http.close(resolve);
        http.closeAllConnections();
      });
      await store.close();
    },
  };
}

function socketOf(name: Name): typeof globalThis.WebSocket {
  const withCookie = class extends WebSocket {
    constructor(address: string, protocols?: string | string[]) {
      super(address, protocols ?? [], { headers: { cookie: `name=${name}` } });
    }
  };
  return withCookie as unknown as typeof globalThis.WebSocket;
}

/** A socket that says what it is told, byte by byte, and keeps what it hears. */
export interface RawWriter {
  readonly doc: Y.Doc;
  readonly heard: TextMessageDown[];
  readonly closed: Promise<number>;
  send(message: TextMessageUp): void;
  sendBytes(bytes: Uint8Array | string): void;
  /** Binds, syncs and resolves when the text is there. */
  begin(clientIds?: readonly number[]): Promise<void>;
  /** Sends an update and resolves with what it is answered: acknowledged or refused. */
  edit(update: Uint8Array): Promise<Extract<TextMessageDown, { type: 'ack' | 'nack' }>>;
  until<T extends TextMessageDown['type']>(type: T): Promise<Extract<TextMessageDown, { type: T }>>;
  close(): void;
}

export async function openRawWriter(address: string, name: Name): Promise<RawWriter> {
  const socket = new WebSocket(address, { headers: { cookie: `name=${name}` } });
  const doc = openTextDoc();
  const heard: TextMessageDown[] = [];
  const waiting = new Set<() => void>();
  socket.on('message', (data: Buffer) => {
    const message = parseDown(new Uint8Array(data));
    if (!message.ok) throw new Error('the server sent a malformed frame');
    heard.push(message.value);
    if (message.value.type === 'sync-step-2' || message.value.type === 'update') {
      Y.applyUpdate(doc, message.value.update, 'server');
    }
    for (const wake of [...waiting]) wake();
  });
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  socket.on('error', () => socket.terminate());
  await Promise.race([new Promise((resolve) => socket.once('open', resolve)), closed]);
  const when = <T>(find: () => T | undefined): Promise<T> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = find();
        if (found === undefined) return;
        waiting.delete(look);
        resolve(found);
      };
      waiting.add(look);
      void closed.then((code) => reject(new Error(`closed with ${code}`)));
      look();
    });
  let edits = 0;
  const raw: RawWriter = {
    doc,
    heard,
    closed,
    send: (message) => socket.send(encodeUp(message)),
    sendBytes: (bytes) => socket.send(bytes),
    async begin(clientIds = [doc.clientID]) {
      raw.send({ type: 'bind', clientIds });
      raw.send({ type: 'sync-step-1', stateVector: Y.encodeStateVector(doc) });
      await raw.until('sync-step-2');
    },
    edit(update) {
      const frame = ++edits;
      raw.send({ type: 'update', update });
      return when(() =>
        heard.find(
          (message): message is Extract<TextMessageDown, { type: 'ack' | 'nack' }> =>
            (message.type === 'ack' && message.frames >= frame) || (message.type === 'nack' && message.frame === frame),
        ),
      );
    },
    until: (type) =>
      when(() =>
        heard.find((message): message is Extract<TextMessageDown, { type: typeof type }> => message.type === type),
      ),
    close: () => socket.terminate(),
  };
  return raw;
}

/** Resolves when the connection's state is as wanted. */
export function untilState(connection: TextConnection, wanted: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    let stop: () => void = () => undefined;
    const look = (): void => {
      if (!wanted()) return;
      stop();
      resolve();
    };
    stop = connection.onState(look);
    look();
  });
}

/** Resolves when the connection's text is as wanted. */
export function untilDoc(connection: TextConnection, wanted: () => boolean): Promise<void> {
  const doc = connection.doc();
  return new Promise((resolve) => {
    const look = (): void => {
      if (!wanted()) return;
      doc.off('update', look);
      resolve();
    };
    doc.on('update', look);
    look();
  });
}

export const isSaved = (connection: TextConnection): boolean => connection.state().writing.is === 'saved';

/** The update that a page would send for what `edit` does in it. */
export function updateOf(doc: Y.Doc, edit: () => void): Uint8Array {
  const updates: Uint8Array[] = [];
  const note = (update: Uint8Array, origin: unknown): void => {
    if (origin !== 'server') updates.push(update);
  };
  doc.on('update', note);
  edit();
  doc.off('update', note);
  return updates.length === 1 ? updates[0]! : Y.mergeUpdates(updates);
}

/** Random numbers that can be had again. */
export function randomFrom(seed: number): { below(most: number): number; pick<T>(of: readonly T[]): T } {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return {
    below: (most) => Math.floor(next() * most),
    pick: (of) => of[Math.floor(next() * of.length)]!,
  };
}
