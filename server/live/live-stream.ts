/** How does a stream reach its followers without gap or repetition? Rendered once an audience, in turn, each after its names are known. */
import type { PersonId } from '../../shared/lib/ids.ts';
import type { Recorded } from '../../shared/lib/streams.ts';
import { audiences, type Audience } from '../../shared/people/audience.ts';
import type { EventsFrame, Names, SnapshotFrame } from '../../shared/protocol/messages.ts';
import { personIdsIn, type Step, type StreamRoom } from '../engine/stream-room.ts';
import type { PageSocket } from './gateway.ts';
import { tell, type Rooms } from './hall.ts';

export interface SentTo<State, Event> {
  readonly of: 'forum' | 'sitting';
  readonly view: (recorded: Recorded<Event>, before: State, after: State, audience: Audience) => readonly Event[];
  readonly viewState: (state: State, audience: Audience) => State;
  readonly names: (personIds: ReadonlySet<PersonId>) => Promise<Names>;
  /** What of this the hall's screen may name people in: whoever was called, or whose words were let through (FLOOR-9). */
  readonly namedOnStage?: (seen: { readonly events?: readonly Event[]; readonly state?: State }) => unknown;
  readonly onFault: (fault: unknown) => void;
  /** Calls back in a while; left out, whatever an audience sees nothing of is told to it at once. */
  readonly later?: (callback: () => void) => () => void;
}

/** What a page says it holds; seq 0: nothing. */
export interface HeldByPage {
  readonly seq: number;
  readonly audience: Audience | undefined;
}

/** How many steps are kept, so that a short cut is healed by events and not by a snapshot. */
const keptSteps = 300;

export class LiveStream<State, Event extends { readonly type: string }> {
  readonly room: StreamRoom<State, Event>;
  readonly #io: Rooms;
  readonly #sentTo: SentTo<State, Event>;
  readonly #audienceOf = new Map<PageSocket, Audience>();
  readonly #stopListening: () => void;
  readonly #stepListeners: ((steps: readonly Step<State, Event>[]) => Promise<void>)[] = [];
  /** What has been sent: always a whole step behind or level with the room, never between. */
  #sent: { readonly seq: number; readonly state: State };
  #recent: Step<State, Event>[] = [];
  /** What joiners are sent, by what they hold: made once, and as good until their audience is told something. */
  readonly #forJoiners = new Map<Audience, Map<number | 'nothing', EventsFrame | SnapshotFrame>>();
  /** Since which sequence an audience has seen nothing of what happened, and was not told so yet. */
  readonly #unseenSince = new Map<Audience, number>();
  #cancelTelling: (() => void) | null = null;
  #turn: Promise<void> = Promise.resolve();

  constructor(io: Rooms, room: StreamRoom<State, Event>, sentTo: SentTo<State, Event>) {
    this.#io = io;
    this.room = room;
    this.#sentTo = sentTo;
    this.#sent = { seq: room.seq, state: room.state };
    this.#stopListening = room.listen((steps) => {
      void this.#inTurn(() => this.#send(steps));
    });
  }

  get stream(): string {
    return this.room.stream;
  }

  get roomOfAll(): string {
    return `all ${this.stream}`;
  }

  roomOf(audience: Audience): string {
    return `${audience} ${this.stream}`;
  }

  /** Calls back after steps were sent; the next ones wait for it. */
  onSteps(listener: (steps: readonly Step<State, Event>[]) => Promise<void>): void {
    this.#stepListeners.push(listener);
  }

  /**
   * Sends what is missing after what is held (events, or a snapshot when the gap is old or the audience was another one) and
   * everything from then on.
   */
  join(socket: PageSocket, audience: Audience, held: HeldByPage): Promise<void> {
    return this.#inTurn(async () => {
      if (!socket.connected) return;
      this.#audienceOf.set(socket, audience);
      const frame = await this.#forJoiner(audience, held);
      if (this.#audienceOf.get(socket) !== audience) return;
      this.#tell(socket, frame);
      await socket.join([this.roomOfAll, this.roomOf(audience)]);
    });
  }

  /**
   * A change of audience is a new snapshot. For a listener of steps alone, which runs in its turn: put behind what already waits
   * to be sent, somebody whose role was taken would be sent one event more as the desk sees it.
   */
  async move(socket: PageSocket, audience: Audience): Promise<void> {
    const before = this.#audienceOf.get(socket);
    if (before === undefined || before === audience) return;
    await socket.leave(this.roomOf(before));
    this.#audienceOf.set(socket, audience);
    const frame = await this.#snapshot(audience);
    // Gone, or following something else, meanwhile.
    if (this.#audienceOf.get(socket) !== audience) return;
    this.#tell(socket, frame);
    await socket.join(this.roomOf(audience));
  }

  /** The same for anybody else: out of the old audience's room at once, and into the new one's in its turn. */
  become(socket: PageSocket, audience: Audience): void {
    const before = this.#audienceOf.get(socket);
    if (before === undefined || before === audience) return;
    void socket.leave(this.roomOf(before));
    this.#audienceOf.set(socket, audience);
    void this.#inTurn(async () => {
      if (this.#audienceOf.get(socket) !== audience || !socket.connected) return;
      const frame = await this.#snapshot(audience);
      if (this.#audienceOf.get(socket) !== audience) return;
      this.#tell(socket, frame);
      await socket.join(this.roomOf(audience));
    });
  }

  leave(socket: PageSocket): void {
    const audience = this.#audienceOf.get(socket);
    if (audience === undefined) return;
    this.#audienceOf.delete(socket);
    void socket.leave(this.roomOf(audience));
    void socket.leave(this.roomOfAll);
  }

  close(): void {
    this.#stopListening();
    this.#cancelTelling?.();
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(this.#sentTo.onFault);
    return done;
  }

  async #send(steps: readonly Step<State, Event>[]): Promise<void> {
    const last = steps.at(-1);
    const first = steps[0];
    if (last === undefined || first === undefined) return;
    for (const audience of audiences) {
      const room = this.roomOf(audience);
      const after = this.#unseenSince.get(audience) ?? first.seq - 1;
      if ((this.#io.of('/').adapter.rooms.get(room)?.size ?? 0) === 0) {
        this.#unseenSince.delete(audience);
        this.#forJoiners.delete(audience);
        continue;
      }
      const frame = await this.#events(steps, after, audience);
      if (frame.events.length === 0 && this.#sentTo.later !== undefined) {
        this.#unseenSince.set(audience, after);
        this.#tellUnseenLater(this.#sentTo.later);
        continue;
      }
      this.#unseenSince.delete(audience);
      this.#forJoiners.delete(audience);
      this.#io.to(room).emit('events', frame);
    }
    this.#sent = { seq: last.seq, state: last.after };
    this.#recent = [...this.#recent, ...steps].slice(-keptSteps);
    for (const listener of this.#stepListeners) await listener(steps);
  }

  /** Of what an audience sees nothing of it hears the sequence alone, and together: a thousand who come are not told a thousand times. */
  #tellUnseenLater(later: NonNullable<SentTo<State, Event>['later']>): void {
    this.#cancelTelling ??= later(() => {
      this.#cancelTelling = null;
      void this.#inTurn(async () => {
        for (const [audience, after] of this.#unseenSince) {
          this.#forJoiners.delete(audience);
          this.#io.to(this.roomOf(audience)).emit('events', await this.#events([], after, audience, this.#sent.seq));
        }
        this.#unseenSince.clear();
      });
    });
  }

  #tell(socket: PageSocket, frame: EventsFrame | SnapshotFrame): void {
    if ('state' in frame) tell(this.#io, socket, 'snapshot', frame);
    else tell(this.#io, socket, 'events', frame);
  }

  /** Those who come at once, and hold the same, are sent the same. */
  async #forJoiner(audience: Audience, held: HeldByPage): Promise<EventsFrame | SnapshotFrame> {
    const missing = held.audience === audience ? this.#missingAfter(held.seq) : null;
    const key = missing === null ? 'nothing' : held.seq;
    const known = this.#forJoiners.get(audience)?.get(key);
    if (known !== undefined) return known;
    const frame = missing === null ? await this.#snapshot(audience) : await this.#events(missing, held.seq, audience);
    const made = this.#forJoiners.get(audience) ?? new Map<number | 'nothing', EventsFrame | SnapshotFrame>();
    this.#forJoiners.set(audience, made.set(key, frame));
    return frame;
  }

  /** The steps after a sequence, or `null` when they are no longer at hand (or were never there: a client ahead of us). */
  #missingAfter(heldSeq: number): readonly Step<State, Event>[] | null {
    if (heldSeq === 0 || heldSeq > this.#sent.seq) return null;
    if (heldSeq === this.#sent.seq) return [];
    const missing = this.#recent.filter(({ seq }) => seq > heldSeq);
    return missing[0]?.seq === heldSeq + 1 ? missing : null;
  }

  async #events(
    steps: readonly Step<State, Event>[],
    after: number,
    audience: Audience,
    seq = steps.at(-1)?.seq ?? after,
  ): Promise<EventsFrame> {
    const { view, of } = this.#sentTo;
    const events: Recorded<Event>[] = [];
    for (const { recorded, before, after: state } of steps) {
      if (recorded === null) continue;
      for (const event of view(recorded, before, state, audience)) events.push({ ...recorded, event });
    }
    const told = events.map(({ event }) => event);
    const names = await this.#names(events, audience, { events: told });
    return { of, stream: this.room.stream, after, seq, events, names } as unknown as EventsFrame;
  }

  async #snapshot(audience: Audience): Promise<SnapshotFrame> {
    const { of, viewState } = this.#sentTo;
    const { seq } = this.#sent;
    const state = viewState(this.#sent.state, audience);
    const names = await this.#names(state, audience, { state });
    return { of, stream: this.room.stream, seq, audience, state, names } as unknown as SnapshotFrame;
  }

  /** The hall's screen gets no names but of those whom the desk let on it: a guest's is whatever they typed. */
  #names(
    value: unknown,
    audience: Audience,
    seen: { readonly events?: readonly Event[]; readonly state?: State },
  ): Promise<Names> {
    const { names, namedOnStage } = this.#sentTo;
    if (audience !== 'stage') return names(personIdsIn(value));
    const named = personIdsIn(namedOnStage?.(seen));
    return named.size === 0 ? Promise.resolve({}) : names(named);
  }
}
