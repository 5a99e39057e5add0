/**
 * In which order do edits get from the gate into the store and into the committed text?
 *
 * Two documents: `pending` holds all that passed the gate, `committed` what the store has. What passed waits, is committed in order and
 * in groups, and only then part of the committed text. Where others wrote into the log (another process, the server itself) their rows
 * are read from it and come in at their place. A commit that fails ends the room: the log is the truth.
 */
import * as Y from 'yjs';
import type { TextId } from '../../shared/lib/ids.ts';
import { textClose } from '../../shared/protocol/text-wire.ts';
import type { Bus, Clock, LastTouch, Store, TextUpdate } from '../engine/ports.ts';
import { openServerDoc, textLengthOf, type LoadedText } from './text-state.ts';
import { noteUpdateMarks, type KnownMarks } from './known-marks.ts';

export interface RoomLogDeps {
  readonly store: Store;
  readonly bus: Bus;
  readonly clock: Clock;
  /** An update is in the committed text from now on: it goes out to the writers. */
  onCommitted(update: Uint8Array): void;
  /** After one or more of them: what they touched; `all` when that is not known. */
  onTouched(touches: readonly LastTouch[] | 'all'): void;
  /** The committed text has moved on, and what came of it is settled. */
  onMoved(): void;
  /** The whole committed text as one update was made. */
  onCompacted(state: Uint8Array): void;
  /** The store did not take what passed the gate: close everybody with this code. */
  onFailed(code: number): void;
  onFault(error: unknown): void;
}

const batchMost = 256;
/** The tail that is read when a text is opened: this many updates at least, and more where the text is long. */
const leastTail = 500;
/** About what a keystroke takes: a text of a megabyte is compacted after 10,000 of them, which take a tenth of a second to read. */
const bytesPerUpdate = 100;
const quietMs = 1_500;
const busyRetryMs = 40;

/** How many updates may lie behind the snapshot of a text of so many bytes, before it is compacted in the next pause. */
export function tailMostOf(stateBytes: number): number {
  return Math.max(leastTail, Math.floor(stateBytes / bytesPerUpdate));
}

interface Waiting {
  readonly update: TextUpdate;
  readonly settle: () => void;
}

export class RoomLog {
  readonly pending: Y.Doc;
  private readonly textId: TextId;
  private readonly marks: KnownMarks;
  private readonly document: Y.Doc;
  /** Committed, and not yet applied to the committed document: that is done when somebody looks at it. */
  private unapplied: Uint8Array[] = [];
  private headSeq: number;
  private snapshotSeq: number;
  private movedAt = 0;
  private quietTimer: (() => void) | null = null;
  private waiting: Waiting[] = [];
  private isCommitting = false;
  private isClosed = false;
  private takenCount = 0;
  private committedCount = 0;
  private drained: { readonly count: number; readonly wake: () => void }[] = [];
  /** Whoever moves the committed text on waits for whoever does. */
  private turn: Promise<unknown> = Promise.resolve();
  /** UTF-16 units of all words in `pending`, and about how many bytes its state has. */
  textLength: number;
  stateBytes: number;

  constructor(
    private readonly deps: RoomLogDeps,
    loaded: LoadedText,
  ) {
    this.marks = loaded.marks;
    this.textId = loaded.textId;
    this.document = loaded.doc;
    this.pending = openServerDoc();
    Y.applyUpdate(this.pending, loaded.state);
    this.headSeq = loaded.seq;
    this.snapshotSeq = loaded.snapshotSeq;
    this.stateBytes = loaded.state.length;
    this.textLength = textLengthOf(loaded.doc);
  }

  /** The sequence of the last update in the committed text. */
  get seq(): number {
    return this.headSeq;
  }

  get committed(): Y.Doc {
    const updates = this.unapplied;
    if (updates.length > 0) {
      this.unapplied = [];
      // In one transaction: its end costs as much as a dozen updates.
      this.document.transact(() => {
        for (const update of updates) Y.applyUpdate(this.document, update);
      }, 'log');
    }
    return this.document;
  }

  // --------------------------------------------------------------------------------------------------------- own edits

  /** Applies to `pending` what passed the gate, and sees to it that it gets into the store; `settle` is called when it is there. */
  take(update: TextUpdate, settle: () => void): void {
    Y.applyUpdate(this.pending, update.update);
    if (this.pending.store.pendingStructs !== null || this.pending.store.pendingDs !== null) {
      throw new Error(`the gate let a gap through in ${this.textId}`);
    }
    for (const { inserted, deleted } of update.touches) this.textLength += inserted - deleted;
    this.stateBytes += update.update.length;
    this.takenCount++;
    this.waiting.push({ update, settle });
    this.commitWaiting().catch((error: unknown) => this.deps.onFault(error));
  }

  private async commitWaiting(): Promise<void> {
    if (this.isCommitting) return;
    this.isCommitting = true;
    while (this.waiting.length > 0 && !this.isClosed) {
      const batch = this.waiting.slice(0, batchMost);
      const answer = await this.deps.store.commit({ textUpdates: batch.map(({ update }) => update) });
      if (this.isClosed) return;
      if (!answer.ok) {
        if (answer.code !== 'busy') {
          this.deps.onFailed(closeCodes[answer.code] ?? textClose.reloaded);
          return;
        }
        // Nothing was written and nothing is lost: the same again a little later.
        await new Promise<void>((resolve) => this.deps.clock.at(this.deps.clock.now() + busyRetryMs, resolve));
        continue;
      }
      const { at, textSeqs } = answer.value;
      const head = textSeqs[this.textId];
      if (head === undefined) throw new Error(`${this.textId} has no head after a commit`);
      await this.inTurn(() => this.moveOn(batch, head, at));
      if (this.isClosed) return;
      this.waiting.splice(0, batch.length);
      this.committedCount += batch.length;
      for (const { settle } of batch) settle();
      this.deps.onMoved();
      this.deps.bus.publish({ topic: 'text', textId: this.textId, seq: head });
      this.wakeDrained();
    }
    this.isCommitting = false;
  }

  /** The own rows end at `head`; what others wrote before them comes first, and what was read from the log meanwhile is there already. */
  private async moveOn(batch: readonly Waiting[], head: number, at: number): Promise<void> {
    const first = head - batch.length + 1;
    if (this.headSeq < first - 1) await this.readLogUpTo(first - 1);
    if (this.isClosed) return;
    const touches: LastTouch[] = [];
    for (const [index, { update }] of batch.entries()) {
      const seq = first + index;
      if (seq <= this.headSeq) continue;
      this.addCommitted(update.update, seq);
      for (const { clauseId, lang } of update.touches) touches.push({ clauseId, lang, seq, at, by: update.by });
    }
    if (touches.length > 0) this.deps.onTouched(touches);
    this.afterMove();
  }

  // -------------------------------------------------------------------------------------------------------- others' edits

  /** Follows the log where somebody else wrote. */
  async follow(seq: number): Promise<void> {
    if (seq <= this.headSeq || this.isClosed) return;
    await this.inTurn(async () => {
      await this.readLogUpTo(seq);
      if (this.isClosed) return;
      this.afterMove();
      this.deps.onMoved();
    });
  }

  /** Follows the log to where the store has it now. */
  async catchUp(): Promise<void> {
    await this.follow(await this.deps.store.textHead(this.textId));
  }

  private async readLogUpTo(seq: number): Promise<void> {
    const before = this.headSeq;
    while (this.headSeq < seq) {
      const rows = await this.deps.store.readTextUpdates(
        this.textId,
        this.headSeq,
        Math.min(seq - this.headSeq, 1_000),
      );
      if (this.isClosed || rows.length === 0) return;
      for (const row of rows) {
        Y.applyUpdate(this.pending, row.update);
        noteUpdateMarks(this.marks, row.update);
        this.addCommitted(row.update, row.seq);
      }
    }
    if (this.headSeq === before) return;
    const touches = await this.deps.store.readLastTouches(this.textId, before);
    if (this.isClosed) return;
    this.textLength = textLengthOf(this.pending);
    this.deps.onTouched(touches.length > 0 ? touches : 'all');
  }

  private addCommitted(update: Uint8Array, seq: number): void {
    this.unapplied.push(update);
    this.headSeq = seq;
    this.deps.onCommitted(update);
  }

  private afterMove(): void {
    this.movedAt = this.deps.clock.now();
    this.compact(4 * this.tailMost());
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => undefined);
    return done;
  }

  // ------------------------------------------------------------------------------------------------------ rest and end

  private tailMost(): number {
    return tailMostOf(this.stateBytes);
  }

  /** Compacts in a pause of the writers, if it is time: for a long text it takes longer than a keystroke should wait. */
  compactWhenQuiet(): void {
    if (this.isClosed || this.quietTimer !== null || this.headSeq - this.snapshotSeq < this.tailMost()) return;
    const look = (): void => {
      this.quietTimer = null;
      if (this.isClosed) return;
      const now = this.deps.clock.now();
      if (now - this.movedAt >= quietMs) this.compact(1);
      else this.quietTimer = this.deps.clock.at(this.movedAt + quietMs, look);
    };
    this.quietTimer = this.deps.clock.at(this.movedAt + quietMs, look);
  }

  /** Saves the whole text as one update, if `least` came since the last time. */
  compact(least: number): void {
    if (this.headSeq - this.snapshotSeq < least) return;
    const state = Y.encodeStateAsUpdate(this.committed);
    this.stateBytes = state.length;
    this.snapshotSeq = this.headSeq;
    this.deps.store
      .saveTextSnapshot(this.textId, this.headSeq, state)
      .catch((error: unknown) => this.deps.onFault(error));
    this.deps.onCompacted(state);
  }

  /** Is everything that passed the gate in the store? */
  get isSettled(): boolean {
    return this.committedCount === this.takenCount;
  }

  /** Resolves when all that passed the gate until now is committed, or the room is gone. */
  drain(): Promise<void> {
    if (this.isClosed || this.isSettled) return Promise.resolve();
    return new Promise((wake) => this.drained.push({ count: this.takenCount, wake }));
  }

  private wakeDrained(): void {
    const waiting = this.drained;
    this.drained = waiting.filter(({ count }) => !this.isClosed && count > this.committedCount);
    for (const { count, wake } of waiting) if (this.isClosed || count <= this.committedCount) wake();
  }

  close(): void {
    this.isClosed = true;
    this.quietTimer?.();
    this.wakeDrained();
    this.document.destroy();
    this.pending.destroy();
  }
}

const closeCodes: Readonly<Record<string, number>> = {
  'store-closed': textClose.goingDown,
  'store-full': textClose.overloaded,
};
