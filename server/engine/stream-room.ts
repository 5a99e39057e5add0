/** What is the state of a stream now, and who wants to know when it changes? One room a stream, its state in memory. */
import type { PersonId } from '../../shared/lib/ids.ts';
import type { Recorded, StreamId } from '../../shared/lib/streams.ts';
import { foldVersion } from '../../shared/protocol/features.ts';
import { upcast } from '../../shared/protocol/upcast.ts';
import type { Bus, EventLog, NewEvent, StoredEvent } from './ports.ts';

/** How a stream's events add up. */
export interface Fold<State, Event> {
  readonly initial: State;
  readonly apply: (state: State, recorded: Recorded<Event>) => State;
}

/** One event with the state on either side: what a view needs. `recorded` is `null` where the body was erased. */
export interface Step<State, Event> {
  readonly seq: number;
  readonly recorded: Recorded<Event> | null;
  readonly before: State;
  readonly after: State;
}

export type StepsListener<State, Event> = (steps: readonly Step<State, Event>[]) => void;

const readLimit = 500;
/** A fold is saved after so many events, so that loading does not grow with history. */
const saveEvery = 200;

/**
 * The fold of one stream. Reading is by `state` and `seq`; the truth is the log, and `catchUp` reads from where the room is.
 * Writing is by the one door (`dispatch`), which calls `appended` with what it committed.
 */
export class StreamRoom<State, Event extends { readonly type: string }> {
  readonly stream: StreamId;
  readonly #log: EventLog;
  readonly #fold: Fold<State, Event>;
  readonly #listeners = new Set<StepsListener<State, Event>>();
  #seq = 0;
  #savedSeq = 0;
  #state: State;
  #queue: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  lastUsedAt = 0;

  constructor(stream: StreamId, log: EventLog, fold: Fold<State, Event>) {
    this.stream = stream;
    this.#log = log;
    this.#fold = fold;
    this.#state = fold.initial;
  }

  get seq(): number {
    return this.#seq;
  }

  get state(): State {
    return this.#state;
  }

  /** Nobody listens and nothing waits: the room may be unloaded. */
  get idle(): boolean {
    return this.#listeners.size === 0 && this.#waiting === 0;
  }

  /** Reads the saved fold and the events after it. */
  async load(): Promise<void> {
    const saved = await this.#log.readFold(this.stream, foldVersion);
    if (saved !== null) {
      this.#state = saved.state as State;
      this.#seq = saved.seq;
      this.#savedSeq = saved.seq;
    }
    await this.#readOn();
  }

  /** One after the other: a command is decided on the state that the one before it left. */
  exclusive<T>(work: () => Promise<T>): Promise<T> {
    this.#waiting += 1;
    const result = this.#queue.then(work);
    this.#queue = result.then(
      () => undefined,
      () => undefined,
    );
    return result.finally(() => {
      this.#waiting -= 1;
    });
  }

  /** Reads what others committed since. Safe to call at any time; runs in turn. */
  catchUp(): Promise<void> {
    return this.exclusive(() => this.#readOn());
  }

  /** For the door, inside `exclusive`: reads what others committed. */
  catchUpNow(): Promise<void> {
    return this.#readOn();
  }

  /** For the door, inside `exclusive`: these events were committed after `seq`, all at one time. */
  appended(events: readonly NewEvent[], at: number): void {
    const steps = events.map((event) => {
      const seq = this.#seq + 1;
      const recorded = { seq, at, actor: event.actor, event: toEvent(event.type, event.body) as Event };
      return this.#step(seq, recorded);
    });
    this.#announce(steps);
  }

  /** Calls back with every step from now on, in order. Returns the way to stop. */
  listen(listener: StepsListener<State, Event>): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async #readOn(): Promise<void> {
    for (;;) {
      const stored = await this.#log.readEvents(this.stream, this.#seq, readLimit);
      this.#announce(stored.map((event) => this.#step(event.seq, toRecorded<Event>(event))));
      if (stored.length < readLimit) return;
    }
  }

  #step(seq: number, recorded: Recorded<Event> | null): Step<State, Event> {
    const before = this.#state;
    if (recorded !== null) this.#state = this.#fold.apply(before, recorded);
    this.#seq = seq;
    return { seq, recorded, before, after: this.#state };
  }

  #announce(steps: readonly Step<State, Event>[]): void {
    if (steps.length === 0) return;
    for (const listener of this.#listeners) listener(steps);
    if (this.#seq - this.#savedSeq >= saveEvery) {
      this.#savedSeq = this.#seq;
      // A cache: a failure to save costs time at the next load and nothing else.
      this.#log.saveFold(this.stream, foldVersion, this.#seq, this.#state).catch(() => undefined);
    }
  }
}

/** The event as the rules know it: at today's version; `null` where its body was erased. */
export function toRecorded<Event extends { readonly type: string }>(stored: StoredEvent): Recorded<Event> | null {
  if (stored.body === null) return null;
  const { seq, at, actor } = stored;
  return { seq, at, actor, event: toEvent(stored.type, upcast(stored.type, stored.version, stored.body)) as Event };
}

function toEvent(type: string, body: Readonly<Record<string, unknown>>): unknown {
  return { ...body, type };
}

/** Rooms by stream: loaded on demand, woken by the bus, unloaded when nobody has looked for a while. */
export class StreamRooms<State, Event extends { readonly type: string }> {
  readonly #rooms = new Map<StreamId, Promise<StreamRoom<State, Event>>>();
  readonly #loaded = new Map<StreamId, StreamRoom<State, Event>>();
  readonly #log: EventLog;
  readonly #fold: Fold<State, Event>;
  readonly #now: () => number;
  readonly #stop: () => void;

  constructor(log: EventLog, bus: Bus, fold: Fold<State, Event>, now: () => number) {
    this.#log = log;
    this.#fold = fold;
    this.#now = now;
    this.#stop = bus.subscribe((message) => {
      if (message.topic !== 'stream') return;
      const room = this.#loaded.get(message.stream);
      if (room !== undefined && message.seq > room.seq) void room.catchUp();
    });
  }

  /** The room, caught up at least to where the log was when it was loaded. */
  room(stream: StreamId): Promise<StreamRoom<State, Event>> {
    let opening = this.#rooms.get(stream);
    if (opening === undefined) {
      opening = this.#open(stream);
      this.#rooms.set(stream, opening);
      opening.catch(() => this.#rooms.delete(stream));
    }
    return opening.then((room) => {
      room.lastUsedAt = this.#now();
      return room;
    });
  }

  async #open(stream: StreamId): Promise<StreamRoom<State, Event>> {
    const room = new StreamRoom(stream, this.#log, this.#fold);
    await room.load();
    this.#loaded.set(stream, room);
    // What was announced while it loaded was announced to nobody.
    await room.catchUp();
    return room;
  }

  /** Forgets rooms that nobody listens to and nobody used for `idleMs`. Returns how many. */
  unloadIdle(idleMs: number): number {
    let count = 0;
    for (const [stream, room] of this.#loaded) {
      if (!room.idle || this.#now() - room.lastUsedAt < idleMs) continue;
      this.#loaded.delete(stream);
      this.#rooms.delete(stream);
      count += 1;
    }
    return count;
  }

  close(): void {
    this.#stop();
  }
}

/** Every person an event or a state names, found by the shape of ids: names travel beside, never inside. */
export function personIdsIn(value: unknown, found = new Set<PersonId>()): Set<PersonId> {
  if (typeof value === 'string') {
    if (value.startsWith('per_')) found.add(value as PersonId);
  } else if (Array.isArray(value)) {
    for (const item of value) personIdsIn(item, found);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      personIdsIn(key, found);
      personIdsIn(item, found);
    }
  }
  return found;
}
