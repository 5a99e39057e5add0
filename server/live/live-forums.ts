/** Who follows what, and what are they sent? One rendering an audience, one frame for all its sockets, in the order of the log. */
import type { ForumId, PersonId, PollId, SittingId, TextId } from '../../shared/lib/ids.ts';
import { ok, refuse, type Result } from '../../shared/lib/result.ts';
import { audienceOf, type Audience } from '../../shared/people/audience.ts';
import { electorOf } from '../../shared/poll/poll-rules.ts';
import { lastClosedPoll, openPoll } from '../../shared/poll/poll.ts';
import {
  viewForumStream,
  viewForumStreamState,
  viewSittingStream,
  viewSittingStreamState,
  type ForumStream,
  type ForumStreamEvent,
  type SittingStream,
  type SittingStreamEvent,
} from '../../shared/protocol/features.ts';
import type { MineFrame, MinePoll, Up } from '../../shared/protocol/messages.ts';
import { capacitiesOf, type Assembly, type ForumRoom } from '../engine/assemblies.ts';
import { toReceipt } from '../engine/cast-ballot.ts';
import { CrowdCount } from './crowd-count.ts';
import { FollowedTextFeed } from './followed-text-feed.ts';
import type { GatewayParts, PageServer, PageSocket } from './gateway.ts';
import { LiveStream, type SentTo } from './live-stream.ts';

interface Following {
  readonly forum: LiveForum;
  readonly sitting: LiveSitting | null;
}

interface LiveForum {
  readonly forumId: ForumId;
  readonly stream: LiveStream<ForumStream, ForumStreamEvent>;
}

interface LiveSitting {
  readonly sittingId: SittingId;
  readonly assembly: Assembly;
  readonly stream: LiveStream<SittingStream, SittingStreamEvent>;
  readonly crowd: CrowdCount;
  readonly people: Map<PersonId, Set<PageSocket>>;
  readonly stop: () => void;
}

type Parts = Omit<GatewayParts, 'door' | 'dispatch' | 'people'>;

export class LiveForums {
  readonly #io: PageServer;
  readonly #parts: Parts;
  readonly #forums = new Map<ForumId, Promise<LiveForum | null>>();
  readonly #sittings = new Map<SittingId, Promise<LiveSitting | null>>();
  readonly #following = new Map<PageSocket, Following>();
  readonly #texts: FollowedTextFeed;

  constructor(io: PageServer, parts: Parts) {
    this.#io = io;
    this.#parts = parts;
    this.#texts = new FollowedTextFeed(io, parts);
  }

  close(): void {
    this.#texts.close();
    for (const opening of this.#sittings.values()) void opening.then((live) => live?.stop());
    for (const opening of this.#forums.values()) void opening.then((live) => live?.stream.close());
  }

  /** Missing and forbidden get the same answer. Following again replaces what was followed. */
  async follow(socket: PageSocket, wanted: Up['follow']): Promise<Result<null>> {
    const { visitor } = socket.data;
    if (visitor.is === 'nobody') return refuse('not-signed-in');
    if (visitor.is === 'stage' && (visitor.forumId !== wanted.forumId || visitor.sittingId !== wanted.sittingId)) {
      return refuse('not-found');
    }
    const forum = await this.#forum(wanted.forumId);
    const sitting = wanted.sittingId === null ? null : await this.#sitting(wanted.sittingId);
    if (forum === null || (wanted.sittingId !== null && sitting === null)) return refuse('not-found');
    if (sitting !== null && sitting.assembly.forum.stream !== forum.stream.stream) return refuse('not-found');
    if (visitor.is === 'person' && forum.stream.room.state.forum.members[visitor.personId] === undefined) {
      return refuse('not-found');
    }
    if (!socket.connected) return refuse('not-found');
    this.leave(socket);
    this.#following.set(socket, { forum, sitting });
    await forum.stream.join(socket, this.#forumAudience(socket, forum), wanted.forumSeq);
    if (sitting !== null) {
      if (visitor.is === 'person') joinPerson(sitting, visitor.personId, socket);
      await sitting.stream.join(socket, this.#sittingAudience(socket, sitting), wanted.sittingSeq);
      await this.#sendMine(socket, sitting);
      sitting.crowd.send(socket, sitting.people.size);
      if (wanted.texts) await this.#texts.join(socket, textsOf(sitting.assembly));
      sitting.crowd.changed(sitting.people.size);
    }
    return ok(null);
  }

  leave(socket: PageSocket): void {
    const following = this.#following.get(socket);
    if (following === undefined) return;
    this.#following.delete(socket);
    following.forum.stream.leave(socket);
    const { sitting } = following;
    if (sitting !== null) {
      sitting.stream.leave(socket);
      this.#texts.leave(socket);
      const { visitor } = socket.data;
      if (visitor.is === 'person') leavePerson(sitting, visitor.personId, socket);
      sitting.crowd.changed(sitting.people.size);
    }
  }

  /** A ballot lies in the box: the voter's other browsers learn it at once, the crowd in its time. */
  ballotTaken(sittingId: SittingId, personId: PersonId, pollId: PollId, first: boolean): void {
    void this.#sittings.get(sittingId)?.then((live) => {
      if (live === null) return;
      if (first) live.crowd.cast(pollId, live.people.size);
      for (const socket of live.people.get(personId) ?? []) void this.#sendMine(socket, live);
    }, this.#parts.onFault);
  }

  // ------------------------------------------------------------------------------------------------------ audiences

  #forumAudience(socket: PageSocket, forum: LiveForum): Audience {
    const { visitor } = socket.data;
    if (visitor.is !== 'person') return 'stage';
    return forum.stream.room.state.forum.organisers.includes(visitor.personId) ? 'desk' : 'member';
  }

  #sittingAudience(socket: PageSocket, sitting: LiveSitting): Audience {
    const { visitor } = socket.data;
    if (visitor.is !== 'person') return 'stage';
    return audienceOf(capacitiesOf(sitting.assembly, visitor.personId));
  }

  // ------------------------------------------------------------------------------------------------------- openings

  #forum(forumId: ForumId): Promise<LiveForum | null> {
    return remembered(this.#forums, forumId, async () => {
      const room = await this.#parts.assemblies.forum(forumId);
      return room === null ? null : { forumId, stream: this.#openForum(forumId, room) };
    });
  }

  #openForum(forumId: ForumId, room: ForumRoom): LiveStream<ForumStream, ForumStreamEvent> {
    const sentTo: SentTo<ForumStream, ForumStreamEvent> = {
      of: 'forum',
      view: viewForumStream,
      viewState: viewForumStreamState,
      names: (ids) => this.#parts.directory.names(forumId, ids),
      onFault: this.#parts.onFault,
    };
    return new LiveStream(this.#io, room, sentTo);
  }

  #sitting(sittingId: SittingId): Promise<LiveSitting | null> {
    return remembered(this.#sittings, sittingId, async () => {
      const assembly = await this.#parts.assemblies.sitting(sittingId);
      if (assembly === null) return null;
      const { forumId } = assembly.sitting.state.sitting;
      if (forumId === null) return null;
      const stream = new LiveStream<SittingStream, SittingStreamEvent>(this.#io, assembly.sitting, {
        of: 'sitting',
        view: viewSittingStream,
        viewState: viewSittingStreamState,
        names: (ids) => this.#parts.directory.names(forumId, ids),
        onFault: this.#parts.onFault,
      });
      const crowd = new CrowdCount(this.#io, stream.roomOfAll, sittingId, this.#parts.clock);
      const poll = openPoll(assembly.sitting.state.poll);
      if (poll !== null) crowd.open(poll.pollId, poll.seats, (await this.#parts.store.readBallots(poll.pollId)).length);
      const live: LiveSitting = {
        sittingId,
        assembly,
        stream,
        crowd,
        people: new Map(),
        stop: () => {
          crowd.close();
          stream.close();
        },
      };
      stream.onSteps((steps) => {
        for (const { recorded } of steps) if (recorded !== null) this.#stepped(live, recorded.event);
      });
      return live;
    });
  }

  /** What an event means beside the stream: for the crowd's count, for whom it concerns, for who now sees more or less. */
  #stepped(live: LiveSitting, event: SittingStreamEvent): void {
    switch (event.type) {
      case 'poll.opened':
        live.crowd.open(event.pollId, event.seats, 0);
        this.#mineToAll(live);
        break;
      case 'poll.closed':
        live.crowd.shut();
        this.#mineToAll(live);
        break;
      case 'sitting.role-given':
      case 'sitting.role-taken':
      case 'sitting.seat-given':
        this.#standingChanged(live, event.personId);
        break;
      case 'sitting.seat-taken':
        this.#mineToAll(live);
        break;
      default:
        break;
    }
  }

  #mineToAll(live: LiveSitting): void {
    for (const sockets of live.people.values()) for (const socket of sockets) void this.#sendMine(socket, live);
  }

  /** A change of audience is a new snapshot. */
  #standingChanged(live: LiveSitting, personId: PersonId): void {
    for (const socket of live.people.get(personId) ?? []) {
      live.stream.move(socket, this.#sittingAudience(socket, live)).catch(this.#parts.onFault);
      void this.#sendMine(socket, live);
    }
  }

  // ----------------------------------------------------------------------------------------------------------- mine

  async #sendMine(socket: PageSocket, live: LiveSitting): Promise<void> {
    const { visitor } = socket.data;
    if (visitor.is !== 'person') return;
    try {
      const poll = await this.#minePoll(live, visitor.personId);
      socket.emit('mine', mineFrame(live, visitor.personId, poll));
    } catch (fault) {
      this.#parts.onFault(fault);
    }
  }

  async #minePoll(live: LiveSitting, personId: PersonId): Promise<MinePoll | null> {
    const { poll: polls, sitting } = live.assembly.sitting.state;
    const poll = openPoll(polls) ?? lastClosedPoll(polls);
    if (poll === null) return null;
    const { pollId } = poll;
    const elector = electorOf(poll, personId);
    if (elector === null) {
      const seated = Object.values(sitting.seats).some(({ holder }) => holder === personId);
      return { pollId, entitled: seated ? 'late' : 'none', ballot: null };
    }
    const stored = await this.#parts.store.readBallot(pollId, elector.seatId);
    return { pollId, entitled: 'yes', ballot: stored === null ? null : toReceipt(stored) };
  }
}

function mineFrame(live: LiveSitting, personId: PersonId, poll: MinePoll | null): MineFrame {
  const forum = live.assembly.forum.state.forum;
  const { sitting } = live.assembly.sitting.state;
  if (forum.forumId === null) throw new Error('a sitting without a forum is followed');
  return {
    personId,
    forumId: forum.forumId,
    sittingId: live.sittingId,
    organiser: forum.organisers.includes(personId),
    roles: sitting.roles[personId] ?? [],
    seats: Object.values(sitting.seats)
      .filter(({ holder }) => holder === personId)
      .map(({ seatId, right, weight }) => ({ seatId, right, weight })),
    poll,
  };
}

function textsOf(assembly: Assembly): readonly TextId[] {
  return Object.values(assembly.sitting.state.draft.drafts).map(({ textId }) => textId);
}

function joinPerson(live: LiveSitting, personId: PersonId, socket: PageSocket): void {
  const sockets = live.people.get(personId) ?? new Set();
  sockets.add(socket);
  live.people.set(personId, sockets);
}

function leavePerson(live: LiveSitting, personId: PersonId, socket: PageSocket): void {
  const sockets = live.people.get(personId);
  sockets?.delete(socket);
  if (sockets?.size === 0) live.people.delete(personId);
}

/** Opened once, by whoever asks first; what does not exist is not remembered. */
function remembered<Key, Value>(
  map: Map<Key, Promise<Value | null>>,
  key: Key,
  open: () => Promise<Value | null>,
): Promise<Value | null> {
  let opening = map.get(key);
  if (opening === undefined) {
    opening = open();
    map.set(key, opening);
    opening.then(
      (value) => {
        if (value === null) map.delete(key);
      },
      () => map.delete(key),
    );
  }
  return opening;
}
