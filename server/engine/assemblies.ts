/** Where do the rules find the state of forums and sittings? The rooms of both kinds of stream, and who stands how in them. */
import type { ForumId, PersonId, SittingId } from '../../shared/lib/ids.ts';
import { forumStream, sittingStream } from '../../shared/lib/streams.ts';
import type { Capacity } from '../../shared/people/capacity.ts';
import {
  applyForumStream,
  applySittingStream,
  capacitiesIn,
  initialForumStream,
  initialSittingStream,
  type ForumStream,
  type ForumStreamEvent,
  type SittingStream,
  type SittingStreamEvent,
} from '../../shared/protocol/features.ts';
import type { Bus, Clock, EventLog } from './ports.ts';
import { StreamRooms, type StreamRoom } from './stream-room.ts';

export type ForumRoom = StreamRoom<ForumStream, ForumStreamEvent>;
export type SittingRoom = StreamRoom<SittingStream, SittingStreamEvent>;

/** A sitting with the forum it belongs to. */
export interface Assembly {
  readonly forum: ForumRoom;
  readonly sitting: SittingRoom;
}

export class Assemblies {
  readonly #forums: StreamRooms<ForumStream, ForumStreamEvent>;
  readonly #sittings: StreamRooms<SittingStream, SittingStreamEvent>;

  constructor(log: EventLog, bus: Bus, clock: Clock) {
    const now = () => clock.now();
    this.#forums = new StreamRooms(log, bus, { initial: initialForumStream, apply: applyForumStream }, now);
    this.#sittings = new StreamRooms(log, bus, { initial: initialSittingStream, apply: applySittingStream }, now);
  }

  /** `null` when there is no such forum. */
  async forum(forumId: ForumId): Promise<ForumRoom | null> {
    const room = await this.#forums.room(forumStream(forumId));
    return room.state.forum.forumId === null ? null : room;
  }

  /** `null` when there is no such sitting. */
  async sitting(sittingId: SittingId): Promise<Assembly | null> {
    const sitting = await this.#sittings.room(sittingStream(sittingId));
    const { forumId } = sitting.state.sitting;
    if (forumId === null) return null;
    const forum = await this.forum(forumId);
    return forum === null ? null : { forum, sitting };
  }

  /**
   * The capacities of a person in the forum as a whole: those of every sitting of it together. A moderator of one panel may give
   * a new link to whoever stands before the desk.
   */
  async capacitiesInForum(forum: ForumRoom, personId: PersonId): Promise<ReadonlySet<Capacity>> {
    const all = new Set<Capacity>();
    const none = { roles: {}, seats: {} };
    for (const capacity of capacitiesIn(forum.state.forum, none, personId)) all.add(capacity);
    for (const { sittingId } of forum.state.forum.sittings) {
      const assembly = await this.sitting(sittingId);
      if (assembly === null) continue;
      for (const capacity of capacitiesOf(assembly, personId)) all.add(capacity);
    }
    return all;
  }

  unloadIdle(idleMs: number): number {
    return this.#sittings.unloadIdle(idleMs) + this.#forums.unloadIdle(idleMs);
  }

  close(): void {
    this.#forums.close();
    this.#sittings.close();
  }
}

/** A person's capacities in a sitting, now. */
export function capacitiesOf(assembly: Assembly, personId: PersonId): ReadonlySet<Capacity> {
  return capacitiesIn(assembly.forum.state.forum, assembly.sitting.state.sitting, personId);
}
