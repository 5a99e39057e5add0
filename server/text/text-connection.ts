/**
 * What does one socket of a text say, how fast, and what is it answered?
 *
 * Frames are worked through one by one, in order: binding waits for the store, an edit to a clause that is being frozen waits for the
 * outcome. What waits is bounded, because the socket is not read meanwhile.
 */
import type { WebSocket } from 'ws';
import type { ClauseId, LoginId, PersonId } from '../../shared/lib/ids.ts';
import {
  bindMaxIds,
  encodeDown,
  parseUp,
  textClose,
  type TextMessageUp,
  type EveryClause,
} from '../../shared/protocol/text-wire.ts';
import type { Clock } from '../engine/ports.ts';
import { RateBucket } from './rate-limit.ts';
import type { Member, TextRoom } from './text-room.ts';

export const connectionLimits = {
  messagesPerSecond: 30,
  messagesBurst: 120,
  bytesPerSecond: 64 * 1024,
  bytesBurst: 512 * 1024,
  presencePerSecond: 5,
  /** Sync step 1 of one socket, and of one person on all sockets, in a minute. */
  syncsPerMinute: 2,
  personSyncsPerMinute: 20,
  /** More than this waiting to go out: the socket is closed and comes back. */
  waitingBytes: 1024 * 1024,
  idsPerSocket: bindMaxIds,
} as const;

export type ConnectionLimits = { readonly [Limit in keyof typeof connectionLimits]: number };

export interface ConnectionDeps {
  readonly clock: Clock;
  readonly limits: ConnectionLimits;
  /** The room as it is now; a new one after a discarded one. `null`: the text is gone. */
  readonly room: TextRoom;
  /** Sync step 1 of this person on all sockets. */
  readonly personSyncs: RateBucket;
  /** Resolves when no clause of the text is held any more. */
  holdsOver(): Promise<void>;
  onClosed(): void;
  onFault(error: unknown): void;
}

export class TextSocket implements Member {
  readonly clientIds = new Set<number>();
  mayWrite: boolean;
  notIn: ReadonlySet<ClauseId>;
  private readonly queue: Uint8Array[] = [];
  private isWorking = false;
  private isClosed = false;
  private readonly messages: RateBucket;
  private readonly bytes: RateBucket;
  private readonly presence: RateBucket;
  private readonly syncs: RateBucket;
  private resumeTimer: (() => void) | null = null;
  private grace = 0;
  /** Sync frames with an update, counted from 1; which of them are not settled; what was last acknowledged. */
  private frames = 0;
  private readonly unsettled = new Set<number>();
  private acknowledged = 0;
  private readonly flushed = new Set<ClauseId | EveryClause>();

  constructor(
    private readonly deps: ConnectionDeps,
    private readonly socket: WebSocket,
    readonly personId: PersonId,
    readonly loginId: LoginId,
    readonly name: string,
    rights: { readonly mayWrite: boolean; readonly notIn: ReadonlySet<ClauseId> },
  ) {
    this.mayWrite = rights.mayWrite;
    this.notIn = rights.notIn;
    const now = deps.clock.now();
    const { limits } = deps;
    this.messages = new RateBucket(limits.messagesPerSecond, limits.messagesBurst, now);
    this.bytes = new RateBucket(limits.bytesPerSecond, limits.bytesBurst, now);
    this.presence = new RateBucket(limits.presencePerSecond, limits.presencePerSecond, now);
    this.syncs = new RateBucket(limits.syncsPerMinute / 60, limits.syncsPerMinute, now);
    socket.binaryType = 'nodebuffer';
    socket.on('error', () => socket.terminate());
    socket.on('close', () => this.ended());
    socket.on('message', (data: Buffer, isBinary) => {
      if (!isBinary) {
        this.close(textClose.malformed);
        return;
      }
      this.queue.push(new Uint8Array(data));
      void this.work();
    });
  }

  // ------------------------------------------------------------------------------------------------------- coming in

  private async work(): Promise<void> {
    if (this.isWorking) return;
    this.isWorking = true;
    try {
      while (this.queue.length > 0 && !this.isClosed) {
        const waitMs = this.waitMs();
        if (waitMs > 0) {
          this.pauseFor(waitMs);
          return;
        }
        const frame = this.queue.shift()!;
        const now = this.deps.clock.now();
        this.messages.take(1, now);
        this.bytes.take(frame.length, now);
        const message = parseUp(frame);
        if (!message.ok) {
          this.close(textClose.malformed);
          return;
        }
        const later = this.hear(message.value);
        if (later !== null) {
          this.socket.pause();
          await later;
          if (!this.isClosed) this.socket.resume();
        }
      }
    } catch (error) {
      this.deps.onFault(error);
      this.close(textClose.reloaded);
    } finally {
      this.isWorking = false;
    }
  }

  private waitMs(): number {
    const now = this.deps.clock.now();
    return Math.max(this.messages.waitMs(now), this.bytes.waitMs(now));
  }

  private pauseFor(waitMs: number): void {
    this.socket.pause();
    this.resumeTimer?.();
    this.resumeTimer = this.deps.clock.at(this.deps.clock.now() + waitMs, () => {
      this.resumeTimer = null;
      if (this.isClosed) return;
      this.socket.resume();
      void this.work();
    });
  }

  /** Answers one message, at once or after the promise. */
  private hear(message: TextMessageUp): Promise<void> | null {
    const { room } = this.deps;
    switch (message.type) {
      case 'sync-step-1':
        return this.sync(message.stateVector);
      case 'sync-step-2':
        // A reader's page answers every sync, with nothing: dropped, not punished.
        if (!this.mayWrite) return this.settleAtOnce();
        return this.edit(message.update);
      case 'update':
        return this.edit(message.update);
      case 'heartbeat':
        this.send(encodeDown({ type: 'heartbeat' }));
        return null;
      case 'query-awareness':
        this.send(room.hereNow());
        return null;
      case 'bind':
        return this.bind(message.clientIds);
      case 'flushed':
        this.flushed.add(message.clauseId);
        return null;
      case 'caret': {
        const now = this.deps.clock.now();
        const waitMs = this.presence.waitMs(now);
        this.presence.take(1, now);
        room.here(this, message.clientId, message.caret);
        return waitMs === 0 ? null : this.after(waitMs);
      }
    }
  }

  private after(waitMs: number): Promise<void> {
    return new Promise((resolve) => this.deps.clock.at(this.deps.clock.now() + waitMs, resolve));
  }

  private async sync(stateVector: Uint8Array): Promise<void> {
    for (;;) {
      const now = this.deps.clock.now();
      const waitMs = Math.max(this.syncs.waitMs(now), this.deps.personSyncs.waitMs(now));
      if (waitMs === 0) break;
      await this.after(waitMs);
      if (this.isClosed) return;
    }
    const now = this.deps.clock.now();
    this.syncs.take(1, now);
    this.deps.personSyncs.take(1, now);
    let answers: readonly Uint8Array[];
    try {
      answers = this.deps.room.answerJoiner(stateVector);
    } catch {
      // The state vector is not one; Yjs found out.
      this.close(textClose.malformed);
      return;
    }
    for (const frame of answers) {
      this.grace += frame.length;
      this.send(frame);
    }
    this.deps.room.join(this);
    if (this.mayWrite) this.send(encodeDown({ type: 'sync-step-1', stateVector: this.deps.room.stateVector() }));
    this.send(this.deps.room.hereNow());
  }

  private settleAtOnce(): null {
    this.settled(++this.frames);
    this.acknowledge();
    return null;
  }

  private edit(update: Uint8Array): Promise<void> | null {
    const frame = ++this.frames;
    this.unsettled.add(frame);
    return this.deps.room.take(this, update, frame) === 'held' ? this.editLater(update, frame) : null;
  }

  private async editLater(update: Uint8Array, frame: number): Promise<void> {
    do await this.deps.holdsOver();
    while (!this.isClosed && this.deps.room.take(this, update, frame) === 'held');
  }

  private async bind(clientIds: readonly number[]): Promise<void> {
    if (this.clientIds.size + clientIds.length > this.deps.limits.idsPerSocket) {
      this.close(textClose.malformed);
      return;
    }
    const answer = this.mayWrite ? await this.deps.room.bind(this.personId, clientIds) : { bound: [], taken: [] };
    if (this.isClosed) return;
    if (answer === null) {
      this.close(textClose.overloaded);
      return;
    }
    for (const clientId of answer.bound) this.clientIds.add(clientId);
    this.sayBound(answer.taken);
  }

  private sayBound(taken: readonly number[]): void {
    const clientIds = [...this.clientIds];
    this.send(encodeDown({ type: 'bound', clientIds, taken, mayWrite: this.mayWrite, textSeq: this.deps.room.seq }));
  }

  /** The right to write was given or taken while the socket is open. */
  setRights(mayWrite: boolean, notIn: ReadonlySet<ClauseId>): void {
    this.notIn = notIn;
    if (this.mayWrite === mayWrite) return;
    this.mayWrite = mayWrite;
    this.sayBound([]);
  }

  // ------------------------------------------------------------------------------------------------------- going out

  send(frame: Uint8Array): void {
    if (this.isClosed) return;
    if (this.socket.bufferedAmount === 0) this.grace = frame.length;
    if (this.socket.bufferedAmount > this.deps.limits.waitingBytes + this.grace) {
      this.close(textClose.tooSlow);
      return;
    }
    this.socket.send(frame, noFault);
  }

  settled(frame: number): void {
    this.unsettled.delete(frame);
  }

  acknowledge(): void {
    let settled = this.frames;
    for (const frame of this.unsettled) {
      settled = Math.min(settled, frame - 1);
      break; // in the order of their numbers: the first is the least
    }
    if (settled <= this.acknowledged) return;
    this.acknowledged = settled;
    this.send(encodeDown({ type: 'ack', frames: settled }));
  }

  isFlushed(clauseId: ClauseId | EveryClause): boolean {
    return !this.mayWrite || this.isClosed || this.flushed.has(clauseId);
  }

  forgetFlushed(clauseId: ClauseId | EveryClause): void {
    this.flushed.delete(clauseId);
  }

  close(code: number): void {
    if (this.isClosed) return;
    this.ended();
    this.socket.resume();
    this.socket.close(code);
    // A peer that does not answer the close is not waited for.
    const cancel = this.deps.clock.at(this.deps.clock.now() + 2_000, () => this.socket.terminate());
    this.socket.once('close', cancel);
  }

  private ended(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.queue.length = 0;
    this.resumeTimer?.();
    this.deps.room.leave(this);
    this.deps.onClosed();
  }
}

/** `ws` calls back with an error when the socket went away meanwhile; its `close` event says the same. */
function noFault(): void {
  // Nothing to do.
}
