/**
 * How do several people write one text at once, so that nothing is called saved that would not survive a power failure?
 *
 * Two documents: the private one holds all that passed the gate, the committed one what the store has. Updates are checked against the
 * private one and applied to it at once (checked against the committed one, the second of three quick keystrokes would be a gap); they
 * wait, are committed in order and in groups, and only then acknowledged, sent to the writers, and seen by joiners, followers and freezes.
 * A commit that fails discards the room: its writers come back, and find what the log has.
 */
import * as Y from 'yjs';
import type { ClauseId, PersonId, TextId } from '../../shared/lib/ids.ts';
import type { FixedNumbers } from '../../shared/draft/clause-number.ts';
import type { StreamId } from '../../shared/lib/streams.ts';
import { allClausesOf, outlineOf } from '../../shared/draft/clause-text.ts';
import {
  encodeDown,
  textClose,
  type Caret,
  type ClauseState,
  type GivenBack,
  type Present,
  type TextMessageDown,
} from '../../shared/protocol/text-wire.ts';
import type { Bus, ClauseFacts, Clock, Store, TextOutline, TextUpdate } from '../engine/ports.ts';
import { clauseFacts } from './clause-facts.ts';
import { judgeUpdate, type Accepted, type Verdict } from './gate.ts';
import { TextFeed, type TextChange, type WholeText } from './text-feed.ts';
import { copyDoc, loadText, noteNeutralised, textLengthOf, type LoadedText } from './text-state.ts';

/** A writer's or reader's connection, as the room sees it. */
export interface Member {
  readonly personId: PersonId;
  readonly name: string;
  readonly mayWrite: boolean;
  readonly clientIds: ReadonlySet<number>;
  /** A whole frame; the bytes are shared by all members and never changed. */
  send(frame: Uint8Array): void;
  close(code: number): void;
  /** Its frame of this number was committed, or needs no commit. Acknowledged with the next tick. */
  settled(frame: number): void;
  /** Called once a tick, behind the tick's update: the time to send what was settled. */
  acknowledge(): void;
  /** Its page has said that nothing of it is under way; asked anew with each freeze. */
  isFlushed(clauseId: ClauseId): boolean;
  forgetFlushed(clauseId: ClauseId): void;
}

export interface RoomDeps {
  readonly store: Store;
  readonly bus: Bus;
  readonly clock: Clock;
  /** Clauses held still in this text; shared with the server, outlives a discarded room. */
  readonly held: ReadonlySet<ClauseId>;
  onChange(change: TextChange): void;
  /** The room is of no use any more: forget it. */
  onGone(): void;
  /** An own fault, for the log. */
  onFault(error: unknown): void;
}

export const roomTimes = {
  /** Per connection, up to `tickMostMs`: the interval of broadcasts grows with the room. */
  tickPerConnectionMs: 0.02,
  tickMostMs: 25,
  presenceMs: 50,
  feedMs: 500,
  idleMs: 30_000,
  busyRetryMs: 40,
  massDeletionMs: 10_000,
} as const;

const batchMost = 256;
const snapshotEvery = 500;
const massDeletionUnits = 2_000;
const massDeletionShare = 0.3;

interface Waiting {
  readonly update: TextUpdate;
  readonly member: Member | null;
  readonly frame: number;
}

export class TextRoom {
  readonly textId: TextId;
  readonly stream: StreamId;
  readonly layout: number;
  readonly members = new Set<Member>();
  private readonly locked: Set<ClauseId>;
  private readonly owners: LoadedText['owners'];
  private readonly neutralised: LoadedText['neutralised'];
  private readonly committed: Y.Doc;
  private readonly pending: Y.Doc;
  private committedSeq: number;
  private snapshotSeq: number;
  private stateBytes: number;
  private textLength: number;
  private readonly feed: TextFeed;
  private waiting: Waiting[] = [];
  private isCommitting = false;
  private isGone = false;
  private takenCount = 0;
  private committedCount = 0;
  private drained: { readonly count: number; readonly wake: () => void }[] = [];
  private outgoing: Uint8Array[] = [];
  private acknowledging = new Set<Member>();
  private tickTimer: (() => void) | null = null;
  private lastTickAt = -Infinity;
  private presenceTimer: (() => void) | null = null;
  private feedTimer: (() => void) | null = null;
  private idleTimer: (() => void) | null = null;
  private readonly present = new Map<number, Present>();
  private readonly presenceNews = new Map<number, Present | null>();
  private joinFrame: { readonly seq: number; readonly frame: Uint8Array; readonly tail: Uint8Array[] } | null = null;
  private readonly deletions = new Map<PersonId, { readonly at: number; readonly units: number }[]>();

  static async open(deps: RoomDeps, textId: TextId): Promise<TextRoom | null> {
    const loaded = await loadText(deps.store, textId);
    return loaded === null ? null : new TextRoom(deps, loaded);
  }

  private constructor(
    private readonly deps: RoomDeps,
    loaded: LoadedText,
  ) {
    this.textId = loaded.textId;
    this.stream = loaded.stream;
    this.layout = loaded.layout;
    this.locked = loaded.locked;
    this.owners = loaded.owners;
    this.neutralised = loaded.neutralised;
    this.committed = loaded.doc;
    this.pending = copyDoc(loaded.doc);
    this.committedSeq = loaded.seq;
    this.snapshotSeq = loaded.snapshotSeq;
    this.stateBytes = Y.encodeStateAsUpdate(loaded.doc).length;
    this.textLength = textLengthOf(loaded.doc);
    this.feed = new TextFeed(loaded.textId, loaded.doc, loaded.seq);
    this.watchIdle();
  }

  // -------------------------------------------------------------------------------------------------- coming and going

  get seq(): number {
    return this.committedSeq;
  }

  get gone(): boolean {
    return this.isGone;
  }

  join(member: Member): void {
    this.members.add(member);
    this.idleTimer?.();
    this.idleTimer = null;
    for (const clauseId of this.locked) this.tell(member, { type: 'announce', clauseId, state: 'locked' });
    for (const clauseId of this.deps.held) this.tell(member, { type: 'announce', clauseId, state: 'freezing' });
  }

  leave(member: Member): void {
    if (!this.members.delete(member)) return;
    this.acknowledging.delete(member);
    for (const clientId of member.clientIds) if (this.present.has(clientId)) this.notePresence(clientId, null);
    this.watchIdle();
  }

  /**
   * Binds client ids to a person for ever. Those that are another person's come back as taken. `null`: the store would not.
   */
  async bind(personId: PersonId, clientIds: readonly number[]): Promise<{ bound: number[]; taken: number[] } | null> {
    const bound: number[] = [];
    const taken: number[] = [];
    for (const clientId of clientIds) {
      // 0 and 1 are the server's.
      let owner = clientId < 2 ? 'server' : this.owners.get(clientId);
      if (owner === undefined) {
        const answer = await this.deps.store.commit({ clientBindings: [{ textId: this.textId, clientId, personId }] });
        if (!answer.ok && answer.code !== 'client-id-taken') return null;
        owner = answer.ok ? personId : 'server';
        if (answer.ok) this.owners.set(clientId, personId);
      }
      (owner === personId ? bound : taken).push(clientId);
    }
    return { bound, taken };
  }

  /** The answer to a state vector: from the cache for a newcomer, a difference for who comes back. Of the committed text. */
  answerJoiner(stateVector: Uint8Array): Uint8Array[] {
    // The empty state vector is one byte, the number of its clients.
    const isNewcomer = stateVector.length === 1 && stateVector[0] === 0;
    if (!isNewcomer) {
      const update = Y.encodeStateAsUpdate(this.committed, stateVector);
      return [encodeDown({ type: 'sync-step-2', update })];
    }
    if (this.joinFrame === null || this.joinFrame.tail.length > 100) {
      const update = Y.encodeStateAsUpdate(this.committed);
      const frame = encodeDown({ type: 'sync-step-2', update });
      this.joinFrame = { seq: this.committedSeq, frame, tail: [] };
    }
    return [this.joinFrame.frame, ...this.joinFrame.tail];
  }

  stateVector(): Uint8Array {
    return Y.encodeStateVector(this.committed);
  }

  // ------------------------------------------------------------------------------------------------------------ an edit

  /** Judges an update of a member's and takes it in. `held`: ask again after the hold; anything else is answered by the room. */
  take(member: Member, bytes: Uint8Array, frame: number): 'taken' | 'held' {
    const verdict = this.judge(member, bytes);
    switch (verdict.verdict) {
      case 'held':
        return 'held';
      case 'known':
        if (verdict.words.length > 0) this.tellAgain(member, frame, verdict.words);
        this.settleWhenCommitted(member, frame);
        return 'taken';
      case 'refused':
        this.tell(member, { type: 'nack', frame, code: verdict.code, detail: verdict.detail });
        this.settleWhenCommitted(member, frame);
        return 'taken';
      case 'accepted':
        this.takeAccepted(member, verdict, frame);
        return 'taken';
    }
  }

  /** Its writer may not have heard that it was neutralised: the socket was cut meanwhile. What is deleted it has from the sync. */
  private tellAgain(member: Member, frame: number, words: readonly GivenBack[]): void {
    this.tell(member, { type: 'neutralised', frame, words, repair: { by: 'update', update: new Uint8Array([0, 0]) } });
  }

  /** What is known has passed the gate, and may still be on its way into the store: it is not acknowledged before it is there. */
  private settleWhenCommitted(member: Member, frame: number): void {
    const settle = (): void => {
      member.settled(frame);
      this.acknowledgeSoon(member);
    };
    if (this.committedCount === this.takenCount) settle();
    else void this.drain().then(() => (this.isGone ? undefined : settle()));
  }

  private judge(member: Member, bytes: Uint8Array): Verdict {
    const verdict = judgeUpdate(
      {
        doc: this.pending,
        personId: member.personId,
        mayWrite: member.mayWrite,
        ownerOf: (clientId) => this.owners.get(clientId) ?? null,
        locked: this.locked,
        held: this.deps.held,
        neutralised: this.neutralised,
        textLength: this.textLength,
        stateBytes: this.stateBytes,
      },
      bytes,
    );
    if (verdict.verdict === 'accepted' && this.isMassDeletion(member.personId, verdict)) {
      return { verdict: 'refused', code: 'mass-deletion', detail: `${verdict.lost} units` };
    }
    return verdict;
  }

  /** More than 30 % of the whole draft and more than 2,000 units, by one person in 10 s, of words that are not their own. */
  private isMassDeletion(personId: PersonId, { lost }: Accepted): boolean {
    if (lost === 0) return false;
    const now = this.deps.clock.now();
    const recent = (this.deletions.get(personId) ?? []).filter(({ at }) => at > now - roomTimes.massDeletionMs);
    const before = recent.reduce((sum, { units }) => sum + units, 0);
    if (before + lost > massDeletionUnits && before + lost > massDeletionShare * (this.textLength + before))
      return true;
    this.deletions.set(personId, [...recent, { at: now, units: lost }]);
    return false;
  }

  private takeAccepted(member: Member, accepted: Accepted, frame: number): void {
    if (accepted.neutralised !== null) this.tell(member, { type: 'neutralised', frame, ...accepted.neutralised });
    if (accepted.clocks.length === 0 && accepted.touches.length === 0) {
      this.settleWhenCommitted(member, frame);
      return;
    }
    try {
      Y.applyUpdate(this.pending, accepted.update);
    } catch (error) {
      this.fault(error);
      return;
    }
    if (this.pending.store.pendingStructs !== null || this.pending.store.pendingDs !== null) {
      this.fault(new Error(`the gate let a gap through in ${this.textId}`));
      return;
    }
    noteNeutralised(this.neutralised, accepted.neutralisedRanges);
    this.textLength += accepted.inserted - accepted.deleted;
    this.stateBytes += accepted.update.length;
    const { update, touches, clocks } = accepted;
    this.takenCount++;
    this.waiting.push({ update: { textId: this.textId, by: member.personId, update, touches, clocks }, member, frame });
    void this.commitWaiting();
  }

  // --------------------------------------------------------------------------------------------------------- committing

  private async commitWaiting(): Promise<void> {
    if (this.isCommitting) return;
    this.isCommitting = true;
    while (this.waiting.length > 0 && !this.isGone) {
      const batch = this.waiting.slice(0, batchMost);
      const answer = await this.deps.store.commit({ textUpdates: batch.map(({ update }) => update) });
      if (this.isGone) return;
      if (!answer.ok) {
        if (answer.code !== 'busy') {
          this.discard(
            answer.code === 'store-closed'
              ? textClose.goingDown
              : answer.code === 'store-full'
                ? textClose.overloaded
                : textClose.reloaded,
          );
          return;
        }
        // Nothing was written and nothing is lost: the same again a little later.
        await new Promise<void>((resolve) =>
          this.deps.clock.at(this.deps.clock.now() + roomTimes.busyRetryMs, resolve),
        );
        continue;
      }
      const head = answer.value.textSeqs[this.textId] ?? this.committedSeq + batch.length;
      if (head - batch.length > this.committedSeq) await this.readLogUpTo(head - batch.length);
      if (this.isGone) return;
      this.waiting.splice(0, batch.length);
      this.committedCount += batch.length;
      for (const { update, member, frame } of batch) {
        this.applyCommitted(update.update, [...new Set(update.touches.map(({ clauseId }) => clauseId))]);
        if (member !== null) {
          member.settled(frame);
          this.acknowledging.add(member);
        }
      }
      this.committedSeq = Math.max(this.committedSeq, head);
      this.deps.bus.publish({ topic: 'text', textId: this.textId, seq: head });
      this.afterCommit();
      this.wakeDrained();
    }
    this.isCommitting = false;
  }

  private applyCommitted(update: Uint8Array, clauses: readonly ClauseId[] | 'all'): void {
    Y.applyUpdate(this.committed, update);
    this.outgoing.push(update);
    this.joinFrame?.tail.push(encodeDown({ type: 'update', update }));
    this.feed.note(clauses);
  }

  private afterCommit(): void {
    this.tickSoon();
    this.feedTimer ??= this.deps.clock.at(this.deps.clock.now() + roomTimes.feedMs, () => {
      this.feedTimer = null;
      this.sayChanges();
    });
    if (this.committedSeq - this.snapshotSeq >= snapshotEvery) this.saveSnapshot();
  }

  /** Follows the log where another process wrote. */
  async follow(seq: number): Promise<void> {
    if (seq <= this.committedSeq || this.isGone) return;
    await this.readLogUpTo(seq);
    this.afterCommit();
  }

  private async readLogUpTo(seq: number): Promise<void> {
    while (this.committedSeq < seq) {
      const rows = await this.deps.store.readTextUpdates(this.textId, this.committedSeq, 1_000);
      if (this.isGone || rows.length === 0) return;
      for (const row of rows) {
        Y.applyUpdate(this.pending, row.update);
        this.applyCommitted(row.update, 'all');
        this.committedSeq = Math.max(this.committedSeq, row.seq);
      }
    }
    this.textLength = textLengthOf(this.pending);
  }

  private saveSnapshot(): void {
    const state = Y.encodeStateAsUpdate(this.committed);
    this.stateBytes = state.length;
    this.textLength = textLengthOf(this.pending);
    this.snapshotSeq = this.committedSeq;
    this.joinFrame = { seq: this.committedSeq, frame: encodeDown({ type: 'sync-step-2', update: state }), tail: [] };
    this.deps.store
      .saveTextSnapshot(this.textId, this.committedSeq, state)
      .catch((error: unknown) => this.deps.onFault(error));
  }

  private fault(error: unknown): void {
    this.deps.onFault(error);
    this.discard(textClose.reloaded);
  }

  /** Throws the room away; its members come back to what the log has. */
  discard(code: number): void {
    if (this.isGone) return;
    this.isGone = true;
    for (const cancel of [this.tickTimer, this.presenceTimer, this.feedTimer, this.idleTimer]) cancel?.();
    this.deps.onGone();
    for (const member of [...this.members]) member.close(code);
    this.members.clear();
    this.wakeDrained();
    this.committed.destroy();
    this.pending.destroy();
  }

  // -------------------------------------------------------------------------------------------------------- going out

  private acknowledgeSoon(member: Member): void {
    this.acknowledging.add(member);
    this.tickSoon();
  }

  /** The first at once, then one for all that come within the interval. */
  private tickSoon(): void {
    if (this.tickTimer !== null) return;
    const now = this.deps.clock.now();
    const intervalMs = Math.min(roomTimes.tickMostMs, roomTimes.tickPerConnectionMs * this.members.size);
    const dueAt = this.lastTickAt + intervalMs;
    if (now >= dueAt) this.tick();
    else this.tickTimer = this.deps.clock.at(dueAt, () => this.tick());
  }

  private tick(): void {
    this.tickTimer = null;
    this.lastTickAt = this.deps.clock.now();
    const updates = this.outgoing;
    this.outgoing = [];
    if (updates.length > 0) {
      const update = updates.length === 1 ? updates[0]! : Y.mergeUpdates(updates);
      this.broadcast({ type: 'update', update });
    }
    const acknowledging = this.acknowledging;
    this.acknowledging = new Set();
    for (const member of acknowledging) member.acknowledge();
  }

  private broadcast(message: TextMessageDown): void {
    const frame = encodeDown(message);
    for (const member of [...this.members]) member.send(frame);
  }

  private tell(member: Member, message: TextMessageDown): void {
    member.send(encodeDown(message));
  }

  announce(clauseId: ClauseId, state: ClauseState): void {
    this.broadcast({ type: 'announce', clauseId, state });
  }

  // ----------------------------------------------------------------------------------------------------------- presence

  /** A member's page is here, with or without a caret; the name is the server's. */
  here(member: Member, clientId: number, caret: Caret | null): void {
    if (!member.clientIds.has(clientId)) return;
    this.notePresence(clientId, { clientId, personId: member.personId, name: member.name, caret });
  }

  /** Everybody who is here, for one who just came. */
  hereNow(): Uint8Array {
    return encodeDown({ type: 'presence', here: [...this.present.values()], gone: [] });
  }

  private notePresence(clientId: number, present: Present | null): void {
    if (present === null) this.present.delete(clientId);
    else this.present.set(clientId, present);
    this.presenceNews.set(clientId, present);
    this.presenceTimer ??= this.deps.clock.at(this.deps.clock.now() + roomTimes.presenceMs, () => {
      this.presenceTimer = null;
      const here: Present[] = [];
      const gone: number[] = [];
      for (const [id, news] of this.presenceNews) {
        if (news === null) gone.push(id);
        else here.push(news);
      }
      this.presenceNews.clear();
      this.broadcast({ type: 'presence', here, gone });
    });
  }

  // ----------------------------------------------------------------------------------------- followers, freezing, rest

  whole(): WholeText {
    return { textId: this.textId, textSeq: this.committedSeq, clauses: allClausesOf(this.committed) };
  }

  private sayChanges(): void {
    const change = this.feed.take(this.committedSeq);
    if (change !== null) this.deps.onChange(change);
  }

  lock(clauseId: ClauseId): void {
    this.locked.add(clauseId);
  }

  unlock(clauseId: ClauseId): void {
    this.locked.delete(clauseId);
  }

  /** Resolves when all that passed the gate until now is committed, or the room is gone. */
  drain(): Promise<void> {
    if (this.isGone || this.committedCount === this.takenCount) return Promise.resolve();
    return new Promise((wake) => this.drained.push({ count: this.takenCount, wake }));
  }

  private wakeDrained(): void {
    const waiting = this.drained;
    this.drained = waiting.filter(({ count }) => !this.isGone && count > this.committedCount);
    for (const { count, wake } of waiting) if (this.isGone || count <= this.committedCount) wake();
  }

  facts(clauseId: ClauseId, numbers: FixedNumbers<ClauseId>): ClauseFacts | null {
    return clauseFacts(this.committed, clauseId, this.committedSeq, numbers);
  }

  outline(): TextOutline {
    return { textSeq: this.committedSeq, clauses: outlineOf(this.committed) };
  }

  private watchIdle(): void {
    if (this.members.size > 0 || this.isGone) return;
    this.idleTimer?.();
    this.idleTimer = this.deps.clock.at(this.deps.clock.now() + roomTimes.idleMs, () => {
      if (this.members.size > 0) return;
      if (this.waiting.length > 0 || this.isCommitting || this.deps.held.size > 0) {
        this.watchIdle();
        return;
      }
      this.sayChanges();
      if (this.committedSeq - this.snapshotSeq >= 50) this.saveSnapshot();
      this.discard(textClose.reloaded);
    });
  }
}
