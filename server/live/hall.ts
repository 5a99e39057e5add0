/**
 * How does one frame reach thousands of sockets without anybody waiting behind it? It is made once, as the bytes that go over the wire,
 * and handed out in slices; between two of them everything else of the server has its turn. Each socket still gets all in the order in
 * which it was said: what is meant for it alone goes out behind what it was to be sent before.
 */
import type { Down, DownName } from '../../shared/protocol/messages.ts';
import { textFrame } from './text-frame.ts';
import type { PageServer, PageSocket } from './gateway.ts';

/** So many sockets in a slice: about 2 ms. */
const sliceSize = 250;
/** What may wait for a socket that does not read, in bytes and in frames; beyond it nothing is queued, and it begins anew when it reads again. */
const waitingBytesMost = 1024 * 1024;
const waitingFramesMost = 500;

/** The rooms of followers, as who sends to them needs them. */
export interface Rooms {
  of(namespace: '/'): { readonly adapter: { readonly rooms: ReadonlyMap<string, ReadonlySet<string>> } };
  to(room: string): { emit<Name extends DownName>(name: Name, frame: Down[Name]): void };
  /** To one; the same frame object is not made again for the next one. */
  sendTo?<Name extends DownName>(socket: PageSocket, name: Name, frame: Down[Name]): void;
  /** Resolves when all that was to be sent until now has been handed out; left out: it always has. */
  sent?(): Promise<void>;
}

/** Tells one what others are told in the same words. */
export function tell<Name extends DownName>(rooms: Rooms, socket: PageSocket, name: Name, frame: Down[Name]): void {
  if (rooms.sendTo === undefined)
    (socket as { emit(name: DownName, frame: Down[DownName]): unknown }).emit(name, frame);
  else rooms.sendTo(socket, name, frame);
}

/** A frame as it goes over the wire: by the engine's own way, and as bytes that a websocket takes as they are. */
interface MadeFrame {
  readonly text: string;
  readonly options: { readonly compress: false; readonly wsPreEncodedFrame: readonly [Buffer] };
}

/** A frame on its way, and those who have not been sent it yet. */
interface Sending {
  readonly frame: MadeFrame;
  readonly to: Set<PageSocket>;
}

export class Hall implements Rooms {
  readonly #io: PageServer;
  readonly #onCaughtUp: (socket: PageSocket) => void;
  readonly #made = new WeakMap<object, MadeFrame>();
  readonly #waiting = new WeakMap<PageSocket, { frames: number; bytes: number }>();
  /** They do not read; nothing more is queued for them. */
  readonly #behind = new WeakSet<PageSocket>();
  readonly #sendings: Sending[] = [];
  #listeners: (() => void)[] = [];
  #isTurnAsked = false;
  /** What is being handed to a socket is ours, and comes in its order. */
  #isWriting = false;

  /** `onCaughtUp` is told of a socket that reads again and has missed something. */
  constructor(io: PageServer, onCaughtUp: (socket: PageSocket) => void) {
    this.#io = io;
    this.#onCaughtUp = onCaughtUp;
    io.on('connection', (socket) => {
      // Whatever is said to it alone, an answer too, comes behind what it was to be sent before.
      socket.conn.on('packetCreate', ({ type }: { readonly type: string }) => {
        if (!this.#isWriting && this.#sendings.length > 0 && type === 'message') this.#hurry(socket);
      });
    });
  }

  of(namespace: '/'): ReturnType<Rooms['of']> {
    return this.#io.of(namespace);
  }

  to(room: string): { emit<Name extends DownName>(name: Name, frame: Down[Name]): void } {
    return {
      emit: (name, frame) => {
        this.#send(room, name, frame);
      },
    };
  }

  sendTo<Name extends DownName>(socket: PageSocket, name: Name, frame: Down[Name]): void {
    this.#hurry(socket);
    this.#write(socket, this.#make(name, frame));
  }

  sent(): Promise<void> {
    if (this.#sendings.length === 0) return Promise.resolve();
    return new Promise((resolve) => this.#listeners.push(resolve));
  }

  #send(room: string, name: DownName, frame: object): void {
    const { adapter, sockets } = this.#io.of('/');
    const to = new Set<PageSocket>();
    for (const id of adapter.rooms.get(room) ?? []) {
      const socket = sockets.get(id);
      if (socket !== undefined) to.add(socket);
    }
    if (to.size === 0) return;
    this.#sendings.push({ frame: this.#make(name, frame), to });
    // A small room has it at once, as long as nothing is on its way.
    if (!this.#isTurnAsked) this.#slice();
  }

  #slice(): void {
    this.#isTurnAsked = false;
    let left = sliceSize;
    for (let first = this.#sendings[0]; first !== undefined && left > 0; first = this.#sendings[0]) {
      for (const socket of first.to) {
        if (left === 0) break;
        left -= 1;
        first.to.delete(socket);
        this.#write(socket, first.frame);
      }
      if (first.to.size === 0) this.#sendings.shift();
    }
    if (this.#sendings.length > 0) {
      this.#isTurnAsked = true;
      setImmediate(() => {
        this.#slice();
      });
      return;
    }
    for (const listener of this.#listeners.splice(0)) listener();
  }

  /** What is on its way to this one is there before anything else. */
  #hurry(socket: PageSocket): void {
    for (const { to, frame } of this.#sendings) if (to.delete(socket)) this.#write(socket, frame);
  }

  #write(socket: PageSocket, { text, options }: MadeFrame): void {
    if (!socket.connected || this.#behind.has(socket)) return;
    if (!this.#mayQueue(socket, text.length)) {
      this.#fallBehind(socket);
      return;
    }
    this.#isWriting = true;
    try {
      socket.conn.write(text, options);
    } finally {
      this.#isWriting = false;
    }
  }

  #mayQueue(socket: PageSocket, bytes: number): boolean {
    if (socket.conn.transport.writable) {
      this.#waiting.delete(socket);
      return true;
    }
    const waiting = this.#waiting.get(socket) ?? { frames: 0, bytes: 0 };
    waiting.frames += 1;
    waiting.bytes += bytes;
    this.#waiting.set(socket, waiting);
    return waiting.frames <= waitingFramesMost && waiting.bytes <= waitingBytesMost;
  }

  /** The engine tells `drain` when the line takes what had waited. */
  #fallBehind(socket: PageSocket): void {
    this.#behind.add(socket);
    this.#waiting.delete(socket);
    socket.conn.once('drain', () => {
      this.#behind.delete(socket);
      this.#onCaughtUp(socket);
    });
  }

  #make(name: DownName, frame: object): MadeFrame {
    const known = this.#made.get(frame);
    if (known !== undefined) return known;
    // An event of the root namespace, as socket.io's protocol writes it.
    const text = `2${JSON.stringify([name, frame])}`;
    const made: MadeFrame = { text, options: { compress: false, wsPreEncodedFrame: [textFrame(`4${text}`)] } };
    this.#made.set(frame, made);
    return made;
  }
}
