/**
 * How do several people write one text at once, so that nothing is called saved that would not survive a power failure?
 *
 * What a member sends is judged against the private document of all that passed the gate, and applied to it at once (checked against the
 * committed one, the second of three quick keystrokes would be a gap); `RoomLog` commits it in order and in groups, and only then it is
 * acknowledged, sent to the writers, and seen by joiners, followers and freezes. A commit that fails discards the room: its writers come
 * back, and find what the log has.
 */
import * as Y from 'yjs';
import type { ClauseId, PersonId, TextId } from '../../shared/lib/ids.ts';
import type { FixedNumbers } from '../../shared/draft/clause-number.ts';
import type { StreamId } from '../../shared/lib/streams.ts';
import { plainText } from '../../shared/draft/clause-runs.ts';
import type { Lang } from '../../shared/lib/lang.ts';
import { allClausesOf, clauseRuns, clauseText, draftLayout, outlineOf } from '../../shared/draft/clause-text.ts';
import type { ClauseTextFacts, DraftTextFacts, TextOutline } from '../../shared/draft/draft-rules.ts';
import type { DraftEdit } from '../../shared/draft/draft-edit.ts';
import type { Result } from '../../shared/lib/result.ts';
import {
  encodeDown,
  textClose,
  everyClause,
  type Caret,
  type ClauseState,
  type GivenBack,
  type TextMessageDown,
  type EveryClause,
} from '../../shared/protocol/text-wire.ts';
import type {
  AuthorRun,
  Bus,
  Clock,
  CommittedClause,
  LastTouch,
  ServerEdit,
  ServerMade,
  Store,
  TextEditRefusalCode,
  TextUpdate,
} from '../engine/ports.ts';
import { clauseFacts, draftFacts } from './clause-facts.ts';
import { judgeUpdate, type Accepted, type Verdict } from './gate.ts';
import { JoinFrames } from './join-frames.ts';
import { MassDeletions } from './mass-deletion.ts';
import { RoomLog } from './room-log.ts';
import { RoomPresence } from './room-presence.ts';
import { makeServerEdit } from './server-edit.ts';
import { TextFeed, type TextChange, type WholeText } from './text-feed.ts';
import { copyDoc, loadText, noteNeutralised, type LoadedText } from './text-state.ts';
import { authorsOf } from './text-past.ts';
import { TouchedClauses } from './touched-clauses.ts';

/** A writer's or reader's connection, as the room sees it. */
export interface Member {
  readonly personId: PersonId;
  readonly name: string;
  readonly mayWrite: boolean;
  /** Open clauses in which they do not write. */
  readonly notIn: ReadonlySet<ClauseId>;
  readonly clientIds: ReadonlySet<number>;
  /** A whole frame; the bytes are shared by all members and never changed. */
  send(frame: Uint8Array): void;
  close(code: number): void;
  /** Its frame of this number was committed, or needs no commit. Acknowledged with the next tick. */
  settled(frame: number): void;
  /** Called once a tick, behind the tick's update: the time to send what was settled. */
  acknowledge(): void;
  /** Its page has said that nothing of it is under way; asked anew with each freeze. */
  isFlushed(clauseId: ClauseId | EveryClause): boolean;
  forgetFlushed(clauseId: ClauseId | EveryClause): void;
}

export interface RoomDeps {
  readonly store: Store;
  readonly bus: Bus;
  readonly clock: Clock;
  /** Clauses held still in this text; shared with the server, outlives a discarded room. */
  readonly held: ReadonlySet<ClauseId>;
  /** Is the text held as a whole? */
  isHeldWhole(): boolean;
  /** The name of a person as the members of this text's stream are shown it. */
  nameOf(stream: StreamId, personId: PersonId): Promise<string>;
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
  feedMs: 500,
  idleMs: 30_000,
} as const;

const longUpdateBytes = 8 * 1024;
/** A room that nobody is in any more leaves a snapshot behind when so many updates came since the last one. */
const snapshotOnLeaving = 50;

export class TextRoom {
  readonly textId: TextId;
  readonly stream: StreamId;
  readonly layout: number;
  readonly members = new Set<Member>();
  private readonly log: RoomLog;
  private readonly presence: RoomPresence;
  private readonly joinFrames: JoinFrames;
  private readonly feed: TextFeed;
  private readonly touched: TouchedClauses;
  private readonly massDeletions = new MassDeletions();
  private readonly locked: Set<ClauseId>;
  private isLocked: boolean;
  private readonly owners: LoadedText['owners'];
  private readonly neutralised: LoadedText['neutralised'];
  private readonly marks: LoadedText['marks'];
  private isGone = false;
  private outgoing: Uint8Array[] = [];
  private acknowledging = new Set<Member>();
  private tickTimer: (() => void) | null = null;
  private lastTickAt = -Infinity;
  private feedTimer: (() => void) | null = null;
  private idleTimer: (() => void) | null = null;

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
    // A text of an older layout is written in this one from now on: who does not know it reads.
    this.layout = Math.max(loaded.layout, draftLayout);
    this.locked = loaded.locked;
    this.isLocked = loaded.isLocked;
    this.owners = loaded.owners;
    this.neutralised = loaded.neutralised;
    this.marks = loaded.marks;
    const { store, bus, clock } = deps;
    this.log = new RoomLog(
      {
        store,
        bus,
        clock,
        onCommitted: (update) => {
          this.outgoing.push(update);
          this.joinFrames.add(update);
        },
        onTouched: (touches) => this.noteTouches(touches),
        onMoved: () => this.moved(),
        onCompacted: (state) => this.joinFrames.renew(state, this.log.committed),
        onFailed: (code) => this.discard(code),
        onFault: (error) => this.fault(error),
      },
      loaded,
    );
    this.joinFrames = new JoinFrames(loaded.state, loaded.doc);
    this.presence = new RoomPresence(clock, (frame) => this.broadcast(frame));
    this.feed = new TextFeed(loaded.textId, loaded.seq);
    this.touched = new TouchedClauses(loaded.touches, (personId) => deps.nameOf(this.stream, personId));
    this.watchIdle();
  }

  // -------------------------------------------------------------------------------------------------- coming and going

  get seq(): number {
    return this.log.seq;
  }

  get gone(): boolean {
    return this.isGone;
  }

  join(member: Member): void {
    this.members.add(member);
    this.idleTimer?.();
    this.idleTimer = null;
    for (const clauseId of this.locked) this.tell(member, { type: 'announce', clauseId, state: 'locked' });
    if (this.isLocked) this.tell(member, { type: 'announce', clauseId: everyClause, state: 'nothing new' });
    for (const clauseId of this.deps.held) this.tell(member, { type: 'announce', clauseId, state: 'freezing' });
    if (this.deps.isHeldWhole()) this.tell(member, { type: 'announce', clauseId: everyClause, state: 'freezing' });
    this.touched
      .all()
      .then((frame) => {
        if (frame !== null && this.members.has(member)) member.send(frame);
      })
      .catch((error: unknown) => this.deps.onFault(error));
  }

  leave(member: Member): void {
    if (!this.members.delete(member)) return;
    this.acknowledging.delete(member);
    this.presence.left(member);
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

  /** The answer to a state vector: shared frames for a newcomer and who was away a little, else a difference. Of the committed text. */
  answerJoiner(stateVector: Uint8Array): readonly Uint8Array[] {
    // The empty state vector is one byte, the number of its clients.
    const isNewcomer = stateVector.length === 1 && stateVector[0] === 0;
    if (isNewcomer) return this.joinFrames.all(() => this.log.committed);
    return this.joinFrames.forReturning(stateVector, () => this.log.committed);
  }

  stateVector(): Uint8Array {
    return Y.encodeStateVector(this.log.committed);
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
      this.settle(member, frame);
      this.tickSoon();
    };
    if (this.log.isSettled) settle();
    else void this.log.drain().then(() => (this.isGone ? undefined : settle()));
  }

  private settle(member: Member, frame: number): void {
    member.settled(frame);
    this.acknowledging.add(member);
  }

  private judge(member: Member, bytes: Uint8Array): Verdict {
    const verdict = judgeUpdate(
      {
        doc: this.log.pending,
        personId: member.personId,
        mayWrite: member.mayWrite,
        ownerOf: (clientId) => this.owners.get(clientId) ?? null,
        locked: this.locked,
        held: this.deps.held,
        whole: this.deps.isHeldWhole() ? 'held' : this.isLocked ? 'locked' : 'open',
        notIn: member.notIn,
        neutralised: this.neutralised,
        marks: this.marks,
        textLength: this.log.textLength,
        stateBytes: this.log.stateBytes,
      },
      bytes,
    );
    if (verdict.verdict !== 'accepted') return verdict;
    const { lost } = verdict;
    const now = this.deps.clock.now();
    if (!this.massDeletions.isOne(member.personId, lost, this.log.textLength, now)) return verdict;
    return { verdict: 'refused', code: 'mass-deletion', detail: `${lost} units` };
  }

  private takeAccepted(member: Member, accepted: Accepted, frame: number): void {
    if (accepted.neutralised !== null) this.tell(member, { type: 'neutralised', frame, ...accepted.neutralised });
    if (accepted.clocks.length === 0 && accepted.touches.length === 0) {
      this.settleWhenCommitted(member, frame);
      return;
    }
    const { update, touches, clocks, creates } = accepted;
    try {
      const taken = { textId: this.textId, by: member.personId, update, touches, clocks };
      this.log.take(creates ? { ...taken, creates } : taken, () => this.settle(member, frame));
    } catch (error) {
      this.fault(error);
      return;
    }
    noteNeutralised(this.neutralised, accepted.neutralisedRanges);
  }

  /** One update of the server's own that does these edits; see `Texts.edit`. */
  async edit(edits: readonly DraftEdit[], on: ServerEdit): Promise<Result<TextUpdate, TextEditRefusalCode> | 'gone'> {
    await this.log.catchUp();
    if (this.isGone) return 'gone';
    const { textId, locked, isLocked } = this;
    const touchedAt = (clauseId: ClauseId): number => this.touched.touchedAt(clauseId);
    return makeServerEdit({ textId, doc: this.log.committed, locked, isLocked, touchedAt }, edits, on);
  }

  /** See `Texts.bytesAfter`. */
  async bytesAfter(
    clauseId: ClauseId,
    edits: readonly DraftEdit[],
    numbers: FixedNumbers<ClauseId>,
  ): Promise<ClauseTextFacts | null | 'gone'> {
    const made = await this.edit(edits, { by: 'server', textSeq: null, into: clauseId });
    if (made === 'gone') return made;
    if (!made.ok) return null;
    const after = copyDoc(this.log.committed);
    Y.applyUpdate(after, made.value.update);
    const facts = clauseFacts(after, clauseId, this.log.seq, numbers);
    after.destroy();
    return facts;
  }

  /** Follows the log where another process wrote, or the server itself. */
  follow(seq: number): Promise<void> {
    return this.log.follow(seq);
  }

  private noteTouches(touches: readonly LastTouch[] | 'all'): void {
    if (touches === 'all') this.feed.note('all');
    else {
      this.feed.note(touches.map(({ clauseId }) => clauseId));
      this.touched.note(touches);
    }
  }

  private moved(): void {
    this.tickSoon();
    this.feedTimer ??= this.deps.clock.at(this.deps.clock.now() + roomTimes.feedMs, () => {
      this.feedTimer = null;
      this.sayChanges();
      this.log.compactWhenQuiet();
    });
  }

  private fault(error: unknown): void {
    this.deps.onFault(error);
    this.discard(textClose.reloaded);
  }

  /** Throws the room away; its members come back to what the log has. */
  discard(code: number): void {
    if (this.isGone) return;
    this.isGone = true;
    const isUntold = this.feedTimer !== null;
    for (const cancel of [this.tickTimer, this.feedTimer, this.idleTimer]) cancel?.();
    this.presence.close();
    this.deps.onGone();
    for (const member of [...this.members]) member.close(code);
    this.members.clear();
    // What is committed stays committed: who only follows has no other way to hear of it before the next edit.
    if (isUntold) this.sayChanges();
    this.log.close();
  }

  // -------------------------------------------------------------------------------------------------------- going out

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
    for (const update of gathered(updates)) this.broadcast(encodeDown({ type: 'update', update }));
    const acknowledging = this.acknowledging;
    this.acknowledging = new Set();
    for (const member of acknowledging) member.acknowledge();
  }

  private broadcast(frame: Uint8Array): void {
    for (const member of [...this.members]) member.send(frame);
  }

  private tell(member: Member, message: TextMessageDown): void {
    member.send(encodeDown(message));
  }

  announce(clauseId: ClauseId | EveryClause, state: ClauseState): void {
    this.broadcast(encodeDown({ type: 'announce', clauseId, state }));
  }

  /** A member's page is here, with or without a caret. */
  here(member: Member, clientId: number, caret: Caret | null): void {
    this.presence.here(member, clientId, caret);
  }

  /** Everybody who is here, for one who just came. */
  hereNow(): Uint8Array {
    return this.presence.all();
  }

  // ----------------------------------------------------------------------------------------- followers, freezing, rest

  whole(): WholeText {
    return { textId: this.textId, textSeq: this.log.seq, clauses: allClausesOf(this.log.committed) };
  }

  private sayChanges(): void {
    const change = this.feed.take(this.log.committed, this.log.seq);
    if (change !== null) this.deps.onChange(change);
    this.touched
      .takeNews()
      .then((frame) => (frame === null ? undefined : this.broadcast(frame)))
      .catch((error: unknown) => this.deps.onFault(error));
  }

  lock(clauseId: ClauseId): void {
    this.locked.add(clauseId);
  }

  /** Every clause that there is, and nothing is added. */
  lockWhole(): void {
    for (const { id } of outlineOf(this.log.committed)) this.locked.add(id);
    this.isLocked = true;
  }

  unlock(clauseId: ClauseId | EveryClause): void {
    if (clauseId === everyClause) this.isLocked = false;
    else this.locked.delete(clauseId);
  }

  /** Resolves when all that passed the gate until now is committed, or the room is gone. */
  drain(): Promise<void> {
    return this.log.drain();
  }

  facts(clauseId: ClauseId, numbers: FixedNumbers<ClauseId>): ClauseTextFacts | null {
    return clauseFacts(this.log.committed, clauseId, this.log.seq, numbers);
  }

  draftFacts(numbers: FixedNumbers<ClauseId>): DraftTextFacts {
    return draftFacts(this.log.committed, this.log.seq, numbers);
  }

  outline(): TextOutline {
    return { textSeq: this.log.seq, clauses: outlineOf(this.log.committed) };
  }

  clause(clauseId: ClauseId): CommittedClause | null {
    const clause = clauseText(this.log.committed, clauseId);
    return clause === null ? null : { textSeq: this.log.seq, clause, locked: this.locked.has(clauseId) };
  }

  /** See `TextPast.authors`. */
  authors(
    clauseId: ClauseId,
    lang: Lang,
    serverMade: readonly ServerMade[],
  ): { textSeq: number; words: string; runs: readonly AuthorRun[] } | null {
    const ownerOf = (clientId: number): PersonId | 'server' => this.owners.get(clientId) ?? 'server';
    const runs = authorsOf(this.log.committed, clauseId, lang, ownerOf, serverMade);
    const words = plainText(clauseRuns(this.log.committed, clauseId, lang));
    return runs === null ? null : { textSeq: this.log.seq, words, runs };
  }

  private watchIdle(): void {
    if (this.members.size > 0 || this.isGone) return;
    this.idleTimer?.();
    this.idleTimer = this.deps.clock.at(this.deps.clock.now() + roomTimes.idleMs, () => {
      if (this.members.size > 0) return;
      if (!this.log.isSettled || this.deps.held.size > 0 || this.deps.isHeldWhole()) {
        this.watchIdle();
        return;
      }
      this.sayChanges();
      this.log.compact(snapshotOnLeaving);
      this.discard(textClose.reloaded);
    });
  }
}

/** Keystrokes go out in one frame; long updates one by one, because laying them together costs more than sending them. */
function gathered(updates: readonly Uint8Array[]): readonly Uint8Array[] {
  if (updates.length < 2 || updates.some(({ length }) => length > longUpdateBytes)) return updates;
  return [Y.mergeUpdates([...updates])];
}
