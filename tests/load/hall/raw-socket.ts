/** Who follows, at the price of a socket? engine.io 4 and socket.io 5 spoken by hand, and what came held against what must come. */
import WebSocket from 'ws';
import { protocolVersion } from '../../../shared/protocol/version.ts';
import { sharedNow } from './child.ts';

/** Where a socket goes. `io: false`: plain ws, where every message is a frame of ours. */
export interface Address {
  readonly origin: string;
  readonly io: boolean;
  /** Whom to follow once there; `null`: nothing is asked for. */
  readonly follow: { readonly forumId: string; readonly sittingId: string } | null;
}

/** A frame as it was read once, however many it reaches. */
interface ReadFrame {
  readonly raw: Buffer;
  readonly name: string;
  readonly body: {
    readonly of?: 'forum' | 'sitting';
    readonly after?: number;
    readonly seq?: number;
    readonly textSeq?: number;
    readonly frame?: 'whole' | 'changes';
    readonly turnout?: { readonly cast: number } | null;
    readonly events?: readonly { readonly seq: number; readonly event: { readonly type: string } }[];
    readonly poll?: { readonly pollId: string } | null;
    readonly retryAfterMs?: number;
  };
  readonly types: readonly string[];
}

/** What all sockets of a process have seen together. */
export class Seen {
  messages = 0;
  bytes = 0;
  readonly byName = new Map<string, number>();
  /** When each type of event reached so many, the last at. */
  readonly arrivals = new Map<string, { count: number; lastAt: number }>();
  /** Gaps, repetitions and what is not of the wire. */
  readonly wrong: string[] = [];
  /** What one of them was sent, for those who send it again. */
  readonly record: { atMs: number; text: string }[] = [];
  #recordFrom = sharedNow();
  readonly #read: ReadFrame[] = [];

  reset(): void {
    [this.messages, this.bytes] = [0, 0];
    this.byName.clear();
    this.arrivals.clear();
    this.record.length = 0;
    this.#recordFrom = sharedNow();
  }

  /** The same bytes are read once. */
  read(raw: Buffer): ReadFrame {
    const known = this.#read.find((one) => one.raw.length === raw.length && one.raw.equals(raw));
    if (known !== undefined) return known;
    const text = raw.toString();
    const [name, body] = JSON.parse(text.slice(text.indexOf('['))) as [string, ReadFrame['body']];
    const frame = { raw, name, body, types: (body.events ?? []).map(({ event }) => event.type) };
    this.#read.unshift(frame);
    if (this.#read.length > 12) this.#read.pop();
    return frame;
  }

  count({ name, raw, types }: ReadFrame, isRecorded: boolean): void {
    this.messages += 1;
    this.bytes += raw.length;
    this.byName.set(name, (this.byName.get(name) ?? 0) + 1);
    for (const type of types.length > 0 ? types : [name]) {
      const arrival = this.arrivals.get(type) ?? { count: 0, lastAt: 0 };
      arrival.count += 1;
      arrival.lastAt = sharedNow();
      this.arrivals.set(type, arrival);
    }
    if (isRecorded) this.record.push({ atMs: sharedNow() - this.#recordFrom, text: raw.toString() });
  }
}

export class RawSocket {
  readonly #address: Address;
  readonly #cookie: string;
  readonly #seen: Seen;
  readonly #isRecorded: boolean;
  readonly #onLost: (socket: RawSocket, retryAfterMs: number | null) => void;
  #ws: WebSocket | null = null;
  #asked = 0;
  readonly #answers = new Map<number, (value: unknown) => void>();
  #held = { forum: 0, sitting: 0, text: 0 };
  #ready: (() => void) | null = null;
  turnout = -1;
  pollId: string | null = null;
  isLive = false;
  #isEnded = false;

  constructor(
    address: Address,
    cookie: string,
    seen: Seen,
    onLost: (socket: RawSocket, retryAfterMs: number | null) => void,
    isRecorded = false,
  ) {
    this.#address = address;
    this.#cookie = cookie;
    this.#seen = seen;
    this.#onLost = onLost;
    this.#isRecorded = isRecorded;
  }

  get held(): { readonly forum: number; readonly sitting: number; readonly text: number } {
    return this.#held;
  }

  /** Resolves when what is followed is here. It does not while the server cannot be had: `onLost` is told. */
  open(from: string): Promise<void> {
    const { origin, io } = this.#address;
    const done = new Promise<void>((resolve) => (this.#ready = resolve));
    const path = io ? '/socket.io/?EIO=4&transport=websocket' : '/';
    const ws = new WebSocket(`${origin.replace('http', 'ws')}${path}`, {
      perMessageDeflate: false,
      skipUTF8Validation: true,
      localAddress: from,
      headers: { origin, cookie: this.#cookie },
    });
    this.#ws = ws;
    let retryAfterMs: number | null = null;
    ws.on('open', () => {
      if (!io) this.#arrived();
    });
    ws.on('message', (raw: Buffer) => {
      // 52: '4', a message; 50 after it: '2', an event; 51: '3', an answer.
      if (raw[0] === 52 && raw[1] === 50) this.#event(raw);
      else if (raw[0] === 52 && raw[1] === 51) this.#answer(raw);
      else if (raw[0] === 50) ws.send('3');
      else if (raw[0] === 48) ws.send(`40${JSON.stringify({ forum: this.#address.follow?.forumId })}`);
      else if (raw[0] === 52 && raw[1] === 48) void this.#greet();
      else if (raw[0] === 52 && raw[1] === 52) {
        const said = JSON.parse(raw.toString().slice(2)) as { message: string; data?: { retryAfterMs?: number } };
        retryAfterMs = said.data?.retryAfterMs ?? null;
        if (said.message !== 'busy') this.#seen.wrong.push(`refused: ${said.message}`);
        ws.terminate();
      }
    });
    ws.on('error', () => ws.terminate());
    ws.once('close', () => {
      this.isLive = false;
      this.#answers.clear();
      if (!this.#isEnded) this.#onLost(this, retryAfterMs);
    });
    return done;
  }

  /** Reads nothing more from its line, or reads on. */
  stall(isStalled: boolean): void {
    if (isStalled) this.#ws?.pause();
    else this.#ws?.resume();
  }

  close(): void {
    this.#isEnded = true;
    this.#ws?.terminate();
  }

  send(name: string, message: unknown): void {
    this.#ws?.send(`42${JSON.stringify([name, message])}`);
  }

  ask<Value>(name: string, message: unknown): Promise<Value> {
    const id = this.#asked++;
    this.#ws?.send(`42${String(id)}${JSON.stringify([name, message])}`);
    return new Promise((resolve) => this.#answers.set(id, resolve as (value: unknown) => void));
  }

  async #greet(): Promise<void> {
    const { follow } = this.#address;
    if (follow !== null) {
      await this.ask('hello', { protocol: protocolVersion, lang: 'ru' });
      await this.#follow(follow);
    }
    this.#arrived();
  }

  async #follow(follow: { readonly forumId: string; readonly sittingId: string }): Promise<void> {
    const answer = await this.ask<{ ok: boolean; code?: string }>('follow', {
      ...follow,
      forumSeq: this.#held.forum,
      sittingSeq: this.#held.sitting,
      forumAudience: 'member',
      sittingAudience: 'member',
      texts: true,
    });
    if (!answer.ok) this.#seen.wrong.push(`follow: ${answer.code ?? ''}`);
  }

  #arrived(): void {
    this.isLive = true;
    this.#ready?.();
  }

  #answer(raw: Buffer): void {
    const text = raw.toString();
    const at = text.indexOf('[');
    const id = Number(text.slice(2, at));
    const [value] = JSON.parse(text.slice(at)) as [unknown];
    this.#answers.get(id)?.(value);
    this.#answers.delete(id);
  }

  /** Each frame must begin where what is held ends: as a page folds it. */
  #event(raw: Buffer): void {
    const frame = this.#seen.read(raw);
    this.#seen.count(frame, this.#isRecorded);
    const { name, body } = frame;
    const held = this.#held;
    if (!this.#address.io) return;
    if (name === 'snapshot' && body.of !== undefined && body.seq !== undefined) held[body.of] = body.seq;
    else if (name === 'events' && body.of !== undefined && body.seq !== undefined) {
      if ((body.after ?? 0) > held[body.of]) this.#seen.wrong.push(`${body.of}: gap after ${String(held[body.of])}`);
      if (body.seq <= held[body.of] && (body.events?.length ?? 0) > 0) this.#seen.wrong.push(`${body.of}: repeated`);
      held[body.of] = Math.max(held[body.of], body.seq);
    } else if (name === 'text' && body.textSeq !== undefined) {
      if (body.frame === 'changes' && (body.after ?? 0) > held.text) this.#seen.wrong.push('text: gap');
      held.text = Math.max(held.text, body.textSeq);
    } else if (name === 'crowd') this.turnout = body.turnout?.cast ?? -1;
    else if (name === 'mine') this.pollId = body.poll?.pollId ?? null;
  }
}
