/**
 * What has been written here and is not known to be saved?
 *
 * Kept in the order of writing, whole transactions only, until the server has acknowledged it; it goes out a little at a time, so
 * that a line that is cut again and again still brings it over.
 */
import * as Y from 'yjs';
import type { KeptChange } from './kept-text.ts';
import { cutUpdate } from './text-chunks.ts';

export interface Kept {
  readonly update: Uint8Array;
  /** How many changes (as a person would count them) it holds. */
  readonly changes: number;
  /** As what it is kept on this device. */
  readonly ids: readonly string[];
  /** The client ids under which it was written. */
  readonly clients: ReadonlySet<number>;
  /** The number of its last frame on this connection; `null`: not sent on it. */
  frame: number | null;
  /** Its neutralised words were given back: when it is sent again they will be told again. */
  isAnswered: boolean;
}

/** Chunks in which much that was written offline goes out; far below what one frame may hold. */
const chunkBytes = 24 * 1024;
/** On its way at once; what a cut line lost is sent again. */
const underWayBytes = 96 * 1024;

export class Outbox {
  private kept: Kept[] = [];
  private frames = 0;
  private marked = 0;
  private count = 0;
  private lastId = 0;

  /** `page`: the beginning of the ids under which changes are kept on this device. */
  constructor(private readonly page: string = '') {}

  get changes(): number {
    return this.count;
  }

  /** Is there something that did not go out on this connection? */
  get hasUnsent(): boolean {
    return this.kept.some(({ frame }) => frame === null);
  }

  /** Is there something that went out and has no answer yet? */
  get isUnderWay(): boolean {
    return this.kept.some(({ frame }) => frame !== null);
  }

  /** Everything in it, in the order of writing. */
  get all(): readonly Kept[] {
    return this.kept;
  }

  /** Takes up what was written just now, and says as what it is to be kept on this device. */
  keep(updates: readonly Uint8Array[]): KeptChange[] {
    const whole = updates.map((update) => toKept(update, 1, []));
    const chunks = chunksOf(whole).map(({ update, changes }): KeptChange => {
      this.lastId += 1;
      return { id: `${this.page}/${this.lastId}`, update, changes };
    });
    for (const { id, update, changes } of chunks) this.add(toKept(update, changes, [id]));
    return chunks;
  }

  /** Takes up what a page has left that is gone. It was written before what is written from now on. */
  takeOver(left: readonly KeptChange[]): void {
    for (const { id, update, changes } of left) this.add(toKept(update, changes, [id]));
  }

  private add(kept: Kept): void {
    this.kept.push(kept);
    this.count += kept.changes;
  }

  /** A new connection counts from the beginning, and knows nothing of what was sent. */
  forgetFrames(): void {
    this.frames = 0;
    for (const kept of this.kept) kept.frame = null;
    // What the mark parts is not joined.
    const before = chunksOf(this.kept.slice(0, this.marked));
    this.kept = [...before, ...chunksOf(this.kept.slice(this.marked))];
    this.marked = before.length;
  }

  /** The client ids of what is kept, oldest first. */
  clientIds(): number[] {
    return [...new Set(this.kept.flatMap(({ clients }) => [...clients]))];
  }

  /** Sends what has not been sent, in order, until enough is under way or `send` fails; only what was written under these ids. */
  sendUnsent(bound: ReadonlySet<number>, send: (update: Uint8Array) => boolean): 'all-sent' | 'later' | 'not-bound' {
    let underWay = 0;
    for (const kept of this.kept) {
      if (kept.frame === null) {
        if (underWay > underWayBytes) return 'later';
        if (![...kept.clients].every((client) => bound.has(client))) return 'not-bound';
        for (const piece of cutUpdate(kept.update)) {
          // Cut off within: all of it goes again, and the server knows the first pieces.
          if (!send(piece)) return 'later';
          this.frames += 1;
        }
        kept.frame = this.frames;
      }
      underWay += kept.update.length;
    }
    return 'all-sent';
  }

  /** The server has settled all frames up to this one. Gives what is thereby saved. */
  acknowledge(frames: number): Kept[] {
    const saved = this.kept.filter(({ frame }) => frame !== null && frame <= frames);
    this.kept = this.kept.filter((kept) => !saved.includes(kept));
    this.marked = Math.max(0, this.marked - saved.length);
    this.recount();
    return saved;
  }

  /** The neutralised words of a frame have come. `false`: they had come before, on a connection that was cut. */
  answer(frame: number): boolean {
    const kept = this.kept.find((one) => one.frame !== null && one.frame >= frame);
    if (kept?.isAnswered === true) return false;
    if (kept !== undefined && kept.frame === frame) kept.isAnswered = true;
    return true;
  }

  /** Takes out the frame and everything behind it, sent or not; what was sent before it may still be on its way. */
  dropFrom(frame: number): Kept[] {
    const stays = this.kept.filter((kept) => kept.frame !== null && kept.frame < frame);
    const dropped = this.kept.filter((kept) => !stays.includes(kept));
    this.kept = stays;
    this.recount();
    return dropped;
  }

  /** What is kept from here on is of a doc that was refused. */
  mark(): void {
    this.marked = this.kept.length;
  }

  dropAfterMark(): Kept[] {
    const dropped = this.kept.splice(this.marked);
    this.recount();
    return dropped;
  }

  private recount(): void {
    this.count = this.kept.reduce((sum, { changes }) => sum + changes, 0);
  }
}

function toKept(update: Uint8Array, changes: number, ids: readonly string[]): Kept {
  const clients = new Set(Y.parseUpdateMeta(update).from.keys());
  return { update, changes, ids, clients, frame: null, isAnswered: false };
}

function chunksOf(kept: readonly Kept[]): Kept[] {
  const chunks: Kept[] = [];
  let gathered: Kept[] = [];
  let clients: ReadonlySet<number> = new Set();
  let bytes = 0;
  const close = (): void => {
    const [first] = gathered;
    if (first === undefined) return;
    if (gathered.length === 1) chunks.push({ ...first, frame: null });
    else {
      const update = Y.mergeUpdates(gathered.map((one) => one.update));
      const changes = gathered.reduce((sum, one) => sum + one.changes, 0);
      const ids = gathered.flatMap((one) => one.ids);
      chunks.push({ ...toKept(update, changes, ids), isAnswered: first.isAnswered });
    }
    gathered = [];
    clients = new Set();
    bytes = 0;
  };
  for (const one of kept) {
    const [first] = gathered;
    const isOther = first !== undefined && (first.isAnswered || one.isAnswered || !isSame(clients, one.clients));
    // Merging is superlinear in the number of updates, so that is bounded too.
    if (isOther || bytes + one.update.length > chunkBytes || gathered.length >= 200) close();
    gathered.push(one);
    if (clients.size === 0) clients = one.clients;
    bytes += one.update.length;
  }
  close();
  return chunks;
}

/** What two pages wrote is not laid together: it could not be cut. A deletion alone is written under no id and goes with both. */
function isSame(a: ReadonlySet<number>, b: ReadonlySet<number>): boolean {
  if (a.size === 0 || b.size === 0) return true;
  return a.size === b.size && [...a].every((client) => b.has(client));
}
