/**
 * How do texts reach those who write them? The WebSocket endpoint `/text/<textId>`, the rooms behind it, and what the engine asks of them.
 */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { isId, type ClauseId, type LoginId, type PersonId, type TextId } from '../../shared/lib/ids.ts';
import { inLang, langs } from '../../shared/lib/lang.ts';
import { refuse, type Result } from '../../shared/lib/result.ts';
import type { StreamId } from '../../shared/lib/streams.ts';
import { frameMaxBytes, textClose, everyClause, type EveryClause } from '../../shared/protocol/text-wire.ts';
import type { FixedNumbers } from '../../shared/draft/clause-number.ts';
import type {
  Bus,
  ClauseHold,
  Clock,
  RightsInText,
  Store,
  TextHold,
  TextPast,
  TextRights,
  Texts,
} from '../engine/ports.ts';
import { RateBucket } from './rate-limit.ts';
import { connectionLimits, TextSocket, type ConnectionLimits } from './text-connection.ts';
import type { TextChange, WholeText } from './text-feed.ts';
import { openTextAt } from './text-past.ts';
import { TextRoom } from './text-room.ts';

export interface TextServerDeps {
  readonly store: Store;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly rights: TextRights;
  /**
   * Origin and login of a request for this text. A refusal whose code begins with `origin` gets HTTP 403, `not-found` what an unknown
   * text gets, any other closes with 4401.
   */
  authorize(
    request: IncomingMessage,
    textId: TextId,
  ): Promise<Result<{ readonly personId: PersonId; readonly loginId: LoginId }>>;
  /** The oldest protocol version that may still connect; default 1. */
  readonly oldestVersion?: number;
  readonly limits?: Partial<ConnectionLimits>;
  /** Own faults, for the log; default: thrown on in a later turn. */
  readonly onFault?: (error: unknown) => void;
}

export interface TextServer {
  /** Takes an upgrade of `/text/<textId>`; the caller has looked at the path. Never throws. */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** What the engine asks of texts. */
  readonly texts: Texts;
  readonly past: TextPast;
  /** Closes every socket of these logins at once, for good. */
  endLogins(loginIds: readonly LoginId[]): void;
  /** The committed text, whole; `null` when there is none of that id. */
  readClauses(textId: TextId): Promise<WholeText | null>;
  /** Calls back at most twice a second a text, while its room is open. Returns the way to stop. */
  onChanges(listener: (change: TextChange) => void): () => void;
  /** Closes all sockets (they come back) after committing what passed the gate. */
  close(): Promise<void>;
}

/** What of a text is held still while a freeze is decided, and who waits for the outcome. */
interface Holds {
  readonly clauses: Set<ClauseId>;
  isWhole: boolean;
  waiting: (() => void)[];
}

const nowhere: ReadonlySet<ClauseId> = new Set();

/** Somebody whose login was good when they knocked, and who is not in yet. */
interface Arrival {
  readonly personId: PersonId;
  readonly loginId: LoginId;
  isEnded: boolean;
  rightsMoved: boolean;
}

export const freezeWaitMs = 500;
const handshakeMs = 5_000;
const urlMaxLength = 4_096;

export function createTextServer(deps: TextServerDeps): TextServer {
  const { store, bus, clock, rights } = deps;
  const limits: ConnectionLimits = { ...connectionLimits, ...deps.limits };
  const webSockets = new WebSocketServer({ noServer: true, maxPayload: frameMaxBytes, perMessageDeflate: false });
  const rooms = new Map<TextId, Promise<TextRoom | null>>();
  const openRooms = new Map<TextId, TextRoom>();
  const sockets = new Set<TextSocket>();
  const arrivals = new Set<Arrival>();
  const roomsOfSockets = new WeakMap<TextSocket, TextRoom>();
  const personSyncs = new Map<PersonId, RateBucket>();
  const listeners = new Set<(change: TextChange) => void>();
  const holds = new Map<TextId, Holds>();
  let isClosed = false;

  const onFault =
    deps.onFault ??
    ((error: unknown): void => {
      queueMicrotask(() => {
        throw error;
      });
    });

  // --------------------------------------------------------------------------------------------------------- rooms

  function holdsOf(textId: TextId): Holds {
    let found = holds.get(textId);
    if (found === undefined) holds.set(textId, (found = { clauses: new Set(), isWhole: false, waiting: [] }));
    return found;
  }

  /** The room of a text, opened if need be; `null` when there is no such text. */
  async function roomOf(textId: TextId): Promise<TextRoom | null> {
    for (;;) {
      let opening = rooms.get(textId);
      if (opening === undefined) {
        opening = openRoom(textId);
        rooms.set(textId, opening);
      }
      const room = await opening;
      if (room === null) {
        rooms.delete(textId);
        return null;
      }
      if (!room.gone) return room;
      if (rooms.get(textId) === opening) rooms.delete(textId);
    }
  }

  async function openRoom(textId: TextId): Promise<TextRoom | null> {
    try {
      const room = await TextRoom.open(
        {
          store,
          bus,
          clock,
          held: holdsOf(textId).clauses,
          isHeldWhole: () => holdsOf(textId).isWhole,
          nameOf: async (stream, personId) => inLang(await rights.nameOf(stream, personId), 'ru'),
          onChange: (change) => {
            for (const listener of [...listeners]) listener(change);
          },
          onGone: () => {
            rooms.delete(textId);
            openRooms.delete(textId);
          },
          onFault,
        },
        textId,
      );
      if (room !== null) openRooms.set(textId, room);
      return room;
    } catch (error) {
      rooms.delete(textId);
      throw error;
    }
  }

  const stopListening = bus.subscribe((message) => {
    if (message.topic === 'text') openRooms.get(message.textId)?.follow(message.seq).catch(onFault);
    else if (message.topic === 'logins-ended') endLogins(message.loginIds);
  });

  // ------------------------------------------------------------------------------------------------------ handshake

  function handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    socket.on('error', () => socket.destroy());
    const cancel = clock.at(clock.now() + handshakeMs, () => socket.destroy());
    socket.once('close', cancel);
    admit(request, socket, head)
      .catch((error: unknown) => {
        onFault(error);
        socket.destroy();
      })
      .finally(cancel);
  }

  async function admit(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const asked = parseAddress(request.url ?? '');
    if (isClosed || asked === null) {
      refuseUpgrade(socket, isClosed ? '503 Service Unavailable' : '400 Bad Request');
      return;
    }
    const login = await deps.authorize(request, asked.textId);
    if (!login.ok) {
      if (login.code.startsWith('origin')) refuseUpgrade(socket, '403 Forbidden');
      else closeAtOnce(request, socket, head, login.code === 'not-found' ? textClose.unknown : textClose.loginEnded);
      return;
    }
    const arrival: Arrival = { ...login.value, isEnded: false, rightsMoved: false };
    arrivals.add(arrival);
    try {
      await admitKnown(request, socket, head, asked, arrival);
    } finally {
      arrivals.delete(arrival);
    }
  }

  /** What happens to a login or to rights while these are looked up is noted on the arrival, and heeded before anything is sent. */
  async function admitKnown(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    asked: NonNullable<ReturnType<typeof parseAddress>>,
    arrival: Arrival,
  ): Promise<void> {
    const { personId, loginId } = arrival;
    // The page is another person's who was signed in here before: nothing written in it may come under this one's name.
    if (asked.person !== null && asked.person !== personId) {
      closeAtOnce(request, socket, head, textClose.loginEnded);
      return;
    }
    // Unknown and forbidden get the same answer.
    const room = await roomOf(asked.textId);
    const may = room === null ? null : await rights.rightsOf(room.stream, asked.textId, personId);
    if (room === null || may === null || !may.read) {
      closeAtOnce(request, socket, head, textClose.unknown);
      return;
    }
    if (asked.version < (deps.oldestVersion ?? 1)) {
      closeAtOnce(request, socket, head, textClose.wrongVersion);
      return;
    }
    const name = inLang(await rights.nameOf(room.stream, personId), 'ru');
    if (socket.destroyed) return;
    webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      if (arrival.isEnded) webSocket.close(textClose.loginEnded);
      else if (room.gone || isClosed) webSocket.close(isClosed ? textClose.goingDown : textClose.reloaded);
      else {
        connect(webSocket, room, personId, loginId, name, may, asked.layout);
        if (arrival.rightsMoved) askRightsAgain(room.stream).catch(onFault);
      }
    });
  }

  const layouts = new WeakMap<TextSocket, number>();

  function connect(
    webSocket: WebSocket,
    room: TextRoom,
    personId: PersonId,
    loginId: LoginId,
    name: string,
    may: RightsInText,
    layout: number,
  ): void {
    let syncs = personSyncs.get(personId);
    if (syncs === undefined) {
      syncs = new RateBucket(limits.personSyncsPerMinute / 60, limits.personSyncsPerMinute, clock.now());
      personSyncs.set(personId, syncs);
    }
    const member: TextSocket = new TextSocket(
      {
        clock,
        limits,
        room,
        personSyncs: syncs,
        holdsOver: () => new Promise((resolve) => holdsOver(room.textId, resolve)),
        onClosed: () => void sockets.delete(member),
        onFault,
      },
      webSocket,
      personId,
      loginId,
      name,
      { mayWrite: may.write && layout >= room.layout, notIn: may.notIn ?? nowhere },
    );
    sockets.add(member);
    roomsOfSockets.set(member, room);
    layouts.set(member, layout);
  }

  function closeAtOnce(request: IncomingMessage, socket: Duplex, head: Buffer, code: number): void {
    if (socket.destroyed) return;
    webSockets.handleUpgrade(request, socket, head, (webSocket) => {
      webSocket.on('error', () => webSocket.terminate());
      webSocket.close(code);
    });
  }

  // -------------------------------------------------------------------------------------------------------- freezing

  function holdsOver(textId: TextId, wake: () => void): void {
    const held = holdsOf(textId);
    if (held.clauses.size === 0 && !held.isWhole) wake();
    else held.waiting.push(wake);
  }

  async function holdClause(textId: TextId, clauseId: ClauseId, numbers: FixedNumbers<ClauseId>): Promise<ClauseHold> {
    const held = holdsOf(textId);
    // Two freezes of one clause: the second waits for the outcome of the first.
    while (held.isWhole || held.clauses.has(clauseId)) await new Promise<void>((resolve) => held.waiting.push(resolve));
    const room = await roomOf(textId);
    if (room === null) return { facts: null, release: () => undefined };
    await editsUnderWay(room, clauseId);
    if (held.isWhole || held.clauses.has(clauseId)) return holdClause(textId, clauseId, numbers);
    held.clauses.add(clauseId);
    try {
      return {
        facts: await factsOf(textId, (open) => open.facts(clauseId, numbers)),
        release: once((outcome) => release(textId, clauseId, outcome)),
      };
    } catch (error) {
      release(textId, clauseId, 'open');
      throw error;
    }
  }

  async function holdText(textId: TextId, numbers: FixedNumbers<ClauseId>): Promise<TextHold> {
    const held = holdsOf(textId);
    while (held.isWhole || held.clauses.size > 0) await new Promise<void>((resolve) => held.waiting.push(resolve));
    const room = await roomOf(textId);
    if (room === null) return { facts: null, release: () => undefined };
    await editsUnderWay(room, everyClause);
    if (held.isWhole || held.clauses.size > 0) return holdText(textId, numbers);
    held.isWhole = true;
    try {
      return {
        facts: await factsOf(textId, (open) => open.draftFacts(numbers)),
        release: once((outcome) => release(textId, everyClause, outcome)),
      };
    } catch (error) {
      release(textId, everyClause, 'open');
      throw error;
    }
  }

  /** Announces the freeze, and waits until every writer's page says that nothing more is under way, at most 500 ms. */
  async function editsUnderWay(room: TextRoom, clauseId: ClauseId | EveryClause): Promise<void> {
    for (const member of room.members) member.forgetFlushed(clauseId);
    room.announce(clauseId, 'freezing');
    const untilAt = clock.now() + freezeWaitMs;
    while (!room.gone && clock.now() < untilAt && [...room.members].some((member) => !member.isFlushed(clauseId))) {
      await new Promise<void>((resolve) => clock.at(clock.now() + 5, resolve));
    }
  }

  async function factsOf<Facts>(textId: TextId, factsIn: (room: TextRoom) => Facts): Promise<Facts | null> {
    for (;;) {
      const room = await roomOf(textId);
      if (room === null) return null;
      await room.drain();
      if (!room.gone) return factsIn(room);
    }
  }

  function release(textId: TextId, what: ClauseId | EveryClause, outcome: 'locked' | 'open'): void {
    const held = holdsOf(textId);
    const room = openRooms.get(textId);
    if (what === everyClause) {
      held.isWhole = false;
      if (outcome === 'locked') room?.lockWhole();
    } else {
      held.clauses.delete(what);
      if (outcome === 'locked') room?.lock(what);
    }
    room?.announce(what, outcome);
    const waiting = held.waiting;
    held.waiting = [];
    for (const wake of waiting) wake();
  }

  async function askRightsAgain(stream: StreamId): Promise<void> {
    for (const member of [...sockets]) {
      const room = roomsOfSockets.get(member);
      if (room === undefined || room.stream !== stream) continue;
      const may = await rights.rightsOf(room.stream, room.textId, member.personId);
      if (!may.read) member.close(textClose.unknown);
      else member.setRights(may.write && (layouts.get(member) ?? 0) >= room.layout, may.notIn ?? nowhere);
    }
  }

  function endLogins(loginIds: readonly LoginId[]): void {
    for (const arrival of arrivals) if (loginIds.includes(arrival.loginId)) arrival.isEnded = true;
    for (const member of [...sockets]) if (loginIds.includes(member.loginId)) member.close(textClose.loginEnded);
  }

  return {
    handleUpgrade,
    texts: {
      holdClause,
      holdText,
      async outline(textId) {
        return (await roomOf(textId))?.outline() ?? null;
      },
      async clause(textId, clauseId) {
        return (await roomOf(textId))?.clause(clauseId) ?? null;
      },
      async edit(textId, edits, on) {
        for (;;) {
          const room = await roomOf(textId);
          if (room === null) return refuse('text-unknown');
          const made = await room.edit(edits, on);
          if (made !== 'gone') return made;
        }
      },
      async bytesAfter(textId, clauseId, edits, numbers) {
        for (;;) {
          const room = await roomOf(textId);
          const made = room === null ? null : await room.bytesAfter(clauseId, edits, numbers);
          if (made !== 'gone') return made;
        }
      },
      clauseOpened(textId, clauseId) {
        const room = openRooms.get(textId);
        room?.unlock(clauseId);
        room?.announce(clauseId, 'open');
      },
      rightsChanged(stream) {
        for (const arrival of arrivals) arrival.rightsMoved = true;
        return askRightsAgain(stream).catch(onFault);
      },
    },
    past: {
      at: openTextAt(store),
      async authors(textId, clauseId, lang) {
        const serverMade = await store.readServerMade(textId);
        return (await roomOf(textId))?.authors(clauseId, lang, serverMade) ?? null;
      },
      async authorsOfAll(textId, clauseIds) {
        const serverMade = await store.readServerMade(textId);
        const room = await roomOf(textId);
        if (room === null) return null;
        return clauseIds.flatMap((clauseId) =>
          langs.flatMap((lang) => {
            const authors = room.authors(clauseId, lang, serverMade);
            return authors === null ? [] : [{ clauseId, words: authors.words, runs: authors.runs }];
          }),
        );
      },
    },
    endLogins,
    async readClauses(textId) {
      const room = await roomOf(textId);
      return room === null ? null : room.whole();
    },
    onChanges(listener) {
      const own = (change: TextChange): void => listener(change);
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    async close() {
      isClosed = true;
      stopListening();
      await Promise.all([...openRooms.values()].map((room) => room.drain()));
      for (const room of [...openRooms.values()]) room.discard(textClose.goingDown);
      for (const member of [...sockets]) member.close(textClose.goingDown);
      webSockets.close();
    },
  };
}

function once(call: (outcome: 'locked' | 'open') => void): (outcome: 'locked' | 'open') => void {
  let isDone = false;
  return (outcome) => {
    if (isDone) return;
    isDone = true;
    call(outcome);
  };
}

/** `/text/<textId>?client=<version>&layout=<n>`; `null` when it is anything else. */
function parseAddress(url: string): { textId: TextId; version: number; layout: number; person: string | null } | null {
  if (url.length > urlMaxLength || !URL.canParse(url, 'http://host')) return null;
  const { pathname, searchParams } = new URL(url, 'http://host');
  const [, text, id, ...rest] = pathname.split('/');
  if (text !== 'text' || id === undefined || rest.length > 0 || !isId('text', id)) return null;
  return {
    textId: id,
    version: Number(searchParams.get('client') ?? 0) || 0,
    layout: Number(searchParams.get('layout') ?? 0) || 0,
    person: searchParams.get('person'),
  };
}

function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
