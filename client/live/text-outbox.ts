/**
 * What has been written in this page and is not known to be saved?
 *
 * Kept in the order of writing, whole transactions only: a clause must arrive with all its parts, so nothing is ever cut inside one.
 */
import * as Y from 'yjs';

interface Kept {
  readonly update: Uint8Array;
  /** How many changes (as a person would count them) it holds. */
  readonly changes: number;
  /** The number of its frame on this connection; `null`: not sent on it. */
  frame: number | null;
  /** Its neutralised words were given back: when it is sent again they will be told again. */
  isAnswered: boolean;
}

/** Chunks in which much that was written offline goes out; far below what one frame may hold. */
const chunkBytes = 24 * 1024;

export class Outbox {
  private kept: Kept[] = [];
  private frames = 0;
  private marked = 0;

  get changes(): number {
    return this.kept.reduce((sum, { changes }) => sum + changes, 0);
  }

  /** Is there something that did not go out on this connection? */
  get hasUnsent(): boolean {
    return this.kept.some(({ frame }) => frame === null);
  }

  get updates(): readonly Uint8Array[] {
    return this.kept.map(({ update }) => update);
  }

  keep(updates: readonly Uint8Array[]): void {
    for (const chunk of chunksOf(updates.map((update) => ({ update, changes: 1, frame: null, isAnswered: false }))))
      this.kept.push(chunk);
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

  /** Sends what has not been sent, in order, until `send` fails. */
  sendUnsent(send: (update: Uint8Array) => boolean): void {
    for (const kept of this.kept) {
      if (kept.frame !== null) continue;
      if (!send(kept.update)) return;
      kept.frame = ++this.frames;
    }
  }

  /** The server has settled all frames up to this one. */
  acknowledge(frames: number): void {
    this.kept = this.kept.filter(({ frame }) => frame === null || frame > frames);
  }

  /** The neutralised words of a frame have come. `false`: they had come before, on a connection that was cut. */
  answer(frame: number): boolean {
    const kept = this.kept.find((one) => one.frame === frame);
    if (kept?.isAnswered === true) return false;
    if (kept !== undefined) kept.isAnswered = true;
    return true;
  }

  /** Takes out the frame and everything behind it, sent or not; what was sent before it may still be on its way. */
  dropFrom(frame: number): Uint8Array[] {
    const stays = this.kept.filter((kept) => kept.frame !== null && kept.frame < frame);
    const dropped = this.kept.filter((kept) => !stays.includes(kept)).map(({ update }) => update);
    this.kept = stays;
    return dropped;
  }

  /** What is kept from here on is of a doc that was refused. */
  mark(): void {
    this.marked = this.kept.length;
  }

  dropAfterMark(): Uint8Array[] {
    return this.kept.splice(this.marked).map(({ update }) => update);
  }
}

function chunksOf(kept: readonly Kept[]): Kept[] {
  const chunks: Kept[] = [];
  let gathered: Kept[] = [];
  let bytes = 0;
  const close = (): void => {
    if (gathered.length === 0) return;
    const update = gathered.length === 1 ? gathered[0]!.update : Y.mergeUpdates(gathered.map((one) => one.update));
    const changes = gathered.reduce((sum, one) => sum + one.changes, 0);
    chunks.push({ update, changes, frame: null, isAnswered: gathered[0]!.isAnswered });
    gathered = [];
    bytes = 0;
  };
  for (const one of kept) {
    // Merging is superlinear in the number of updates, so that is bounded too.
    const isOther = gathered[0] !== undefined && (gathered[0].isAnswered || one.isAnswered);
    if (isOther || bytes + one.update.length > chunkBytes || gathered.length >= 200) close();
    gathered.push(one);
    bytes += one.update.length;
  }
  close();
  return chunks;
}

/** The client ids under which the kept changes were written. */
export function keptIds(outbox: Outbox): number[] {
  const ids = new Set<number>();
  for (const update of outbox.updates) for (const client of Y.parseUpdateMeta(update).from.keys()) ids.add(client);
  return [...ids];
}
