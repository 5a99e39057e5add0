/**
 * How do pages and the server reach each other in a simulation? Sockets with the faces of socket.io and ws, and between them lines that
 * delay, that keep the order within a line and not between lines, that send twice, lose a frame, and are cut.
 */
import { EventEmitter } from 'node:events';
import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { Socket as ClientSocket } from 'socket.io-client';
import type { PersonId } from '../../shared/lib/ids.ts';
import type { Audience } from '../../shared/people/audience.ts';
import type { Visitor } from '../../server/engine/visitor.ts';
import type { Chance, SimTime } from './sim-time.ts';

/** One frame as the server sent it, and what the log held then. */
export interface SentFrame {
  readonly to: PersonId | 'stage';
  readonly name: string;
  readonly frame: unknown;
  readonly at: number;
  readonly heads: { readonly forum: number; readonly sitting: number };
}

interface UpMessage {
  readonly personId: PersonId | 'stage';
  readonly name: string;
  readonly message: unknown;
}

export class SimNetwork {
  readonly time: SimTime;
  readonly chance: Chance;
  /** Frames that are lost, messages that come twice: while people act, and not at the end. */
  isRough = true;
  /** Share of frames of events that are lost on a line that stands. */
  lossShare = 0;
  readonly sent: SentFrame[] = [];
  readonly asked: UpMessage[] = [];
  audienceNow: (personId: PersonId) => Audience = () => 'member';
  heads: () => SentFrame['heads'] = () => ({ forum: 0, sitting: 0 });
  /** Planted: what is for the desk goes to all members. */
  showsDeskToMembers = false;
  /** Planted: whoever comes back is taken to have been what they are now. */
  forgetsAudience = false;
  http: HttpServer | null = null;
  pages: SimServer | null = null;

  constructor(time: SimTime, chance: Chance) {
    this.time = time;
    this.chance = chance;
  }

  delay(): number {
    if (!this.isRough) return 5;
    return this.chance.is(0.03) ? this.chance.below(900) : 1 + this.chance.below(40);
  }

  /** The server is gone from one moment to the next. */
  crash(): void {
    const sockets = [...(this.pages?.sockets.values() ?? [])];
    this.http = null;
    this.pages = null;
    for (const socket of sockets) socket.line.cut();
    for (const line of [...this.lines]) line.cut();
  }

  readonly lines = new Set<Line>();

  #lastJson = '';
  #lastFrame: unknown = null;
  /** A frame as it was sent, to be looked at. To all who hear of something the same is sent. */
  read(json: string): unknown {
    if (json !== this.#lastJson) [this.#lastJson, this.#lastFrame] = [json, JSON.parse(json)];
    return this.#lastFrame;
  }
}

/** The one simulation that runs: the faces of the libraries are made by constructors that can be told nothing. */
let current: SimNetwork | null = null;
export function useNetwork(network: SimNetwork | null): void {
  current = network;
}
function network(): SimNetwork {
  if (current === null) throw new Error('no simulation runs');
  return current;
}

/** Both directions of one connection: in order within each, and nothing after a cut. */
class Line {
  isCut = false;
  readonly net = network();
  readonly onCut: { client?: () => void; server?: () => void } = {};
  #free = { up: 0, down: 0 };

  constructor() {
    this.net.lines.add(this);
  }

  carry(direction: 'up' | 'down', arrive: () => void): void {
    if (this.isCut) return;
    const { time } = this.net;
    const at = Math.max(this.#free[direction], time.now + this.net.delay());
    this.#free[direction] = at;
    time.at(at, () => {
      if (!this.isCut) arrive();
    });
  }

  /** What is under way is lost. The client notices soon, the server perhaps much later. */
  cut(): void {
    if (this.isCut) return;
    this.isCut = true;
    this.net.lines.delete(this);
    const { time } = this.net;
    time.after(1, () => this.onCut.client?.());
    time.after(this.net.isRough ? this.net.chance.below(3_000) : 1, () => this.onCut.server?.());
  }

  /** One side closes: the other side gets what was sent before, and then the end. */
  close(by: 'client' | 'server', told: () => void): void {
    if (this.isCut) return;
    const direction = by === 'client' ? 'up' : 'down';
    this.carry(direction, () => {
      this.isCut = true;
      this.net.lines.delete(this);
      told();
    });
  }
}

// ------------------------------------------------------------------------------------------------------------- socket.io

type Listener = (...given: never[]) => void;

function requestOf(cookie: string | null, url: string): IncomingMessage {
  const headers = { host: 'sim', origin: 'http://sim', upgrade: 'websocket', ...(cookie === null ? {} : { cookie }) };
  return { url, headers } as unknown as IncomingMessage;
}

let sockets = 0;

class ServerSocket {
  readonly id = `socket-${String(++sockets)}`;
  readonly data: { visitor?: Visitor } = {};
  readonly rooms = new Set<string>();
  connected = true;
  readonly handshake: { readonly auth: object };
  readonly request: IncomingMessage;
  readonly line: Line;
  readonly #listeners = new Map<string, Listener>();
  readonly #server: SimServer;
  readonly deliver: (name: string, json: string) => void;
  /** The engine's connection, which takes what was made once for many: an event as socket.io writes it. */
  readonly conn = {
    transport: { writable: true },
    on: () => undefined,
    once: () => undefined,
    write: (text: string) => {
      const at = text.indexOf(',');
      this.send(text.slice(3, at - 1), text.slice(at + 1, -1));
    },
  };

  constructor(server: SimServer, line: Line, auth: object, cookie: string | null, deliver: ServerSocket['deliver']) {
    this.#server = server;
    this.line = line;
    this.handshake = { auth };
    this.request = requestOf(cookie, '/socket.io/');
    this.deliver = deliver;
    line.onCut.server = () => this.gone();
  }

  on(name: string, listener: Listener): void {
    this.#listeners.set(name, listener);
  }

  hear(name: string, ...given: unknown[]): void {
    if (this.connected) (this.#listeners.get(name) as ((...all: unknown[]) => void) | undefined)?.(...given);
  }

  emit(name: string, frame: unknown): void {
    this.send(name, JSON.stringify(frame));
  }

  send(name: string, json: string): void {
    const { net } = this.line;
    if (!this.connected) return;
    const { visitor } = this.data;
    const to = visitor?.is === 'person' ? visitor.personId : 'stage';
    net.sent.push({ to, name, frame: net.read(json), at: net.time.now, heads: net.heads() });
    if (net.isRough && name === 'events' && net.chance.is(net.lossShare)) return;
    this.line.carry('down', () => this.deliver(name, json));
  }

  join(rooms: string | readonly string[]): void {
    for (const room of [rooms].flat()) {
      this.rooms.add(room);
      const members = this.#server.rooms.get(room) ?? new Set();
      members.add(this.id);
      this.#server.rooms.set(room, members);
    }
  }

  leave(room: string): void {
    this.rooms.delete(room);
    const members = this.#server.rooms.get(room);
    members?.delete(this.id);
    if (members?.size === 0) this.#server.rooms.delete(room);
  }

  disconnect(): void {
    if (!this.connected) return;
    this.line.close('server', () => this.line.onCut.client?.());
    this.gone();
  }

  gone(): void {
    if (!this.connected) return;
    this.connected = false;
    for (const room of [...this.rooms]) this.leave(room);
    this.#server.sockets.delete(this.id);
    const onDisconnect: (() => void) | undefined = this.#listeners.get('disconnect');
    onDisconnect?.();
  }
}

/** As much of socket.io's `Server` as the gateway uses. */
export class SimServer {
  readonly sockets = new Map<string, ServerSocket>();
  readonly rooms = new Map<string, Set<string>>();
  readonly #net = network();
  #admit: (socket: ServerSocket, next: (error?: Error) => void) => void = (_socket, next) => next();
  readonly #serve: ((socket: ServerSocket) => void)[] = [];

  constructor() {
    this.#net.pages = this;
  }

  use(admit: (socket: ServerSocket, next: (error?: Error) => void) => void): void {
    this.#admit = admit;
  }

  on(_connection: string, serve: (socket: ServerSocket) => void): void {
    this.#serve.push(serve);
  }

  of(_namespace: string) {
    return { sockets: this.sockets, adapter: { rooms: { get: (room: string) => this.#idsIn(room) } } };
  }

  emit(name: string, frame: unknown): void {
    for (const socket of this.sockets.values()) socket.emit(name, frame);
  }

  /** Who is sent what is said to a room. */
  #idsIn(room: string): ReadonlySet<string> | undefined {
    const ids = this.rooms.get(room);
    if (!this.#net.showsDeskToMembers || !room.startsWith('desk ')) return ids;
    return new Set([...(ids ?? []), ...(this.rooms.get(room.replace('desk ', 'member ')) ?? [])]);
  }

  close(): Promise<void> {
    for (const socket of [...this.sockets.values()]) socket.disconnect();
    if (this.#net.pages === this) this.#net.pages = null;
    return Promise.resolve();
  }

  /** A page comes in. */
  admit(socket: ServerSocket, refused: (code: string) => void, taken: () => void): void {
    this.#admit(socket, (error) => {
      if (socket.line.isCut) return;
      if (error !== undefined) return refused(error.message);
      this.sockets.set(socket.id, socket);
      socket.join(socket.id);
      taken();
      for (const serve of this.#serve) serve(socket);
    });
  }
}

function asNow(message: unknown, server: ServerSocket): unknown {
  const { personId } = (server.data.visitor ?? {}) as { personId?: PersonId };
  return {
    ...(message as object),
    sittingAudience: personId === undefined ? 'stage' : network().audienceNow(personId),
  };
}

/** As much of socket.io-client's `Socket` as a page uses. */
export class SimSocket {
  connected = false;
  active = false;
  readonly #net = network();
  readonly #listeners = new Map<string, Listener>();
  readonly #auth: object;
  readonly #cookie: string | null;
  readonly #personId: PersonId | 'stage';
  #line: Line | null = null;
  #server: ServerSocket | null = null;
  #waiting = new Set<(error: Error) => void>();
  /** Has the page a network at all? */
  hasNetwork = true;

  constructor(auth: object, cookie: string | null, personId: PersonId | 'stage') {
    this.#auth = auth;
    this.#cookie = cookie;
    this.#personId = personId;
  }

  asClient(): ClientSocket {
    return this as unknown as ClientSocket;
  }

  on(name: string, listener: Listener): void {
    this.#listeners.set(name, listener);
  }

  #tell(name: string, ...given: unknown[]): void {
    (this.#listeners.get(name) as ((...all: unknown[]) => void) | undefined)?.(...given);
  }

  connect(): void {
    if (this.connected || this.#line !== null) return;
    const { time } = this.#net;
    this.active = true;
    if (!this.hasNetwork || this.#net.pages === null) {
      time.after(20, () => {
        if (!this.connected && this.#line === null) this.#tell('connect_error', new Error('websocket error'));
      });
      return;
    }
    const line = new Line();
    this.#line = line;
    line.onCut.client = () => this.#lost(line);
    line.carry('up', () => {
      const server = this.#net.pages;
      if (server === null) return line.cut();
      const socket = new ServerSocket(server, line, this.#auth, this.#cookie, (name, json) => {
        if (this.#line === line && this.connected) this.#tell(name, JSON.parse(json));
      });
      server.admit(
        socket,
        (code) => {
          line.carry('down', () => {
            if (this.#line !== line) return;
            this.#line = null;
            this.active = false;
            line.isCut = true;
            this.#tell('connect_error', new Error(code));
          });
        },
        () => {
          line.carry('down', () => {
            if (this.#line !== line) return;
            this.#server = socket;
            this.connected = true;
            this.#tell('connect');
          });
        },
      );
    });
  }

  #lost(line: Line): void {
    if (this.#line !== line) return;
    this.#line = null;
    this.#server = null;
    for (const fail of this.#waiting) fail(new Error('socket has been disconnected'));
    this.#waiting.clear();
    const was = this.connected;
    this.connected = false;
    if (was) this.#tell('disconnect');
    else this.#tell('connect_error', new Error('websocket error'));
  }

  /** By the page itself: at once, and the server hears of it in its time. */
  disconnect(): void {
    const line = this.#line;
    if (line === null) return;
    const server = this.#server;
    line.close('client', () => server?.gone());
    this.#lost(line);
  }

  /** The network goes from under the page. */
  cut(): void {
    this.#line?.cut();
  }

  timeout(ms: number) {
    return {
      emitWithAck: (name: string, message: unknown): Promise<unknown> =>
        new Promise((resolve, reject) => {
          const line = this.#line;
          const server = this.#server;
          if (line === null || server === null) return reject(new Error('no line'));
          const settled = (): void => {
            cancel();
            this.#waiting.delete(fail);
          };
          const fail = (error: Error): void => {
            settled();
            reject(error);
          };
          this.#waiting.add(fail);
          const cancel = this.#net.time.after(ms, () => fail(new Error('operation has timed out')));
          const json = JSON.stringify(
            this.#net.forgetsAudience && name === 'follow' ? asNow(message, server) : message,
          );
          if (name === 'command' || name === 'ballot') {
            this.#net.asked.push({ personId: this.#personId, name, message: JSON.parse(json) });
          }
          line.carry('up', () =>
            server.hear(name, JSON.parse(json), (answer: unknown) => {
              const told = JSON.stringify(answer);
              line.carry('down', () => {
                settled();
                resolve(JSON.parse(told));
              });
            }),
          );
          if (this.#net.isRough && this.#net.chance.is(0.15))
            line.carry('up', () => server.hear(name, JSON.parse(json)));
        }),
    };
  }
}

// -------------------------------------------------------------------------------------------------------------------- ws

/** The server's end of a text connection: as much of ws as `TextSocket` uses. */
class TextEnd extends EventEmitter {
  readonly bufferedAmount = 0;
  binaryType = 'nodebuffer';
  #isPaused = false;
  #isOver = false;
  readonly #held: Uint8Array[] = [];
  readonly #line: Line;
  readonly #client: SimWebSocket;

  constructor(line: Line, client: SimWebSocket) {
    super();
    this.#line = line;
    this.#client = client;
    line.onCut.server = () => this.over(1006);
  }

  receive(bytes: Uint8Array): void {
    if (this.#isOver) return;
    if (this.#isPaused) this.#held.push(bytes);
    else this.emit('message', Buffer.from(bytes), true);
  }

  send(bytes: Uint8Array): void {
    if (this.#isOver) return;
    const own = Uint8Array.from(bytes);
    this.#line.carry('down', () => this.#client.receive(own));
  }

  pause(): void {
    this.#isPaused = true;
  }

  resume(): void {
    this.#isPaused = false;
    while (!this.#isPaused && this.#held.length > 0) this.receive(this.#held.shift()!);
  }

  close(code: number): void {
    if (this.#isOver) return;
    this.#line.close('server', () => this.#client.over(code));
    this.over(code);
  }

  terminate(): void {
    this.#line.cut();
  }

  over(code: number): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.emit('close', code);
  }
}

export class SimWebSocketServer {
  handleUpgrade(_request: unknown, socket: Upgrade, _head: unknown, taken: (end: TextEnd) => void): void {
    if (!socket.destroyed) taken(socket.accept());
  }

  close(): void {
    // Its sockets are closed one by one.
  }
}

/** The raw socket of an upgrade. */
class Upgrade extends EventEmitter {
  destroyed = false;
  readonly #accept: () => TextEnd;
  readonly #refuse: () => void;

  constructor(accept: () => TextEnd, refuse: () => void) {
    super();
    this.#accept = accept;
    this.#refuse = refuse;
  }

  accept(): TextEnd {
    return this.#accept();
  }

  end(): void {
    this.destroy();
  }

  destroy(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    this.#refuse();
    this.emit('close');
  }
}

/** The page's end: as much of a browser's WebSocket as y-websocket uses. */
export class SimWebSocket {
  readonly OPEN = 1;
  readyState = 0;
  binaryType = 'arraybuffer';
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: Uint8Array }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  onerror: ((event: object) => void) | null = null;
  readonly #line: Line | null;
  #end: TextEnd | null = null;

  constructor(address: string, cookie: string, hasNetwork: boolean) {
    const net = network();
    if (!hasNetwork || net.http === null) {
      this.#line = null;
      net.time.after(20, () => this.over(1006));
      return;
    }
    const line = new Line();
    this.#line = line;
    line.onCut.client = () => this.over(1006);
    const url = new URL(address);
    line.carry('up', () => {
      const { http } = net;
      if (http === null) return line.cut();
      const accept = (): TextEnd => {
        const end = new TextEnd(line, this);
        line.carry('down', () => {
          if (this.readyState !== 0) return;
          this.#end = end;
          this.readyState = 1;
          this.onopen?.();
        });
        return end;
      };
      const upgrade = new Upgrade(accept, () => line.close('server', () => this.over(1006)));
      http.emit('upgrade', requestOf(cookie, url.pathname + url.search), upgrade as never, Buffer.alloc(0));
    });
  }

  receive(bytes: Uint8Array): void {
    if (this.readyState === 1) this.onmessage?.({ data: bytes });
  }

  send(bytes: Uint8Array): void {
    const end = this.#end;
    if (this.readyState !== 1 || end === null) return;
    const own = Uint8Array.from(bytes);
    this.#line?.carry('up', () => end.receive(own));
  }

  close(): void {
    if (this.readyState >= 2) return;
    this.readyState = 3;
    const end = this.#end;
    this.#line?.close('client', () => end?.over(1005));
  }

  /** The network goes from under the page. */
  cut(): void {
    this.#line?.cut();
  }

  over(code: number): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.onclose?.({ code });
  }
}
