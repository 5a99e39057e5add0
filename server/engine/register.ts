/** How do people come into a forum by a list, by the desk's hand, or all at once into panels; and how do they get their links? */
import type { ImportedPerson, ImportLine } from '../../shared/import/import-lines.ts';
import { planImport, type ImportPlace, type LineState, type PlannedLine } from '../../shared/import/import-plan.ts';
import { importWrites } from '../../shared/import/import-writes.ts';
import { planGroups, type GroupPlan } from '../../shared/import/group-plan.ts';
import { planSpread } from '../../shared/import/spread-plan.ts';
import type { ForumEvent } from '../../shared/forum/forum-events.ts';
import { getsLinkOfAll } from '../../shared/forum/forum-rules.ts';
import type { ForumId, PersonId, RequestId, SittingId } from '../../shared/lib/ids.ts';
import { ok, refuse, type Refusal, type Result } from '../../shared/lib/result.ts';
import { mayDo, type Permission } from '../../shared/people/permission.ts';
import type { SittingEvent } from '../../shared/sitting/sitting-events.ts';
import type { ForumRoom, SittingRoom } from './assemblies.ts';
import type { Directory } from './directory.ts';
import { changesRights } from './dispatch.ts';
import type { People, PeopleParts } from './people.ts';
import type { AccountChange, Membership, Person, Texts } from './ports.ts';
import { toNewEvent } from './unit-parts.ts';

export interface RegisterParts extends PeopleParts {
  readonly people: People;
  readonly texts: Texts;
  readonly directory: Directory;
}

/** Of how many lines is what true? */
export type LineCounts = Readonly<Record<LineState, number>>;

export interface ImportedList {
  readonly lines: readonly PlannedLine[];
  readonly counts: LineCounts;
}

/** Somebody of the forum with the whole membership. */
export interface Member {
  readonly person: Person;
  readonly membership: Membership;
}

/** A forum and its sittings as they were read together. */
interface Read {
  readonly room: ForumRoom;
  readonly forumSeq: number;
  readonly sittings: readonly { readonly room: SittingRoom; readonly seq: number }[];
  readonly members: readonly Member[];
  readonly place: ImportPlace;
}

/** What is written of a forum as it was read, and what is told of it. */
interface Deed<Answer> {
  readonly accounts: readonly AccountChange[];
  readonly forum: readonly ForumEvent[];
  readonly sittings: ReadonlyMap<SittingId, readonly SittingEvent[]>;
  readonly answer: Answer;
}

const triesAtMost = 8;
const notFound: Refusal = refuse('not-found');

export class Register {
  readonly #parts: RegisterParts;

  constructor(parts: RegisterParts) {
    this.#parts = parts;
  }

  /** Whoever is not of the forum is told the same of it as of none. */
  async room(forumId: ForumId, by: PersonId, needs: Permission): Promise<Result<ForumRoom>> {
    const { assemblies } = this.#parts;
    const room = await assemblies.forum(forumId);
    if (room?.state.forum.members[by] === undefined) return notFound;
    return mayDo(needs, await assemblies.capacitiesInForum(room, by)) ? ok(room) : refuse('not-permitted');
  }

  /** What would become of a list; nothing is written. */
  async preview(room: ForumRoom, by: PersonId, lines: readonly ImportLine[]): Promise<ImportedList> {
    const { place } = await this.#read(room, by);
    const planned = planImport(lines, place);
    return { lines: planned, counts: countsOf(planned) };
  }

  /** Writes the lines that are not bad, in one unit. The same request again writes nothing, and is told what the first was told. */
  import(
    room: ForumRoom,
    by: PersonId,
    lines: readonly ImportLine[],
    requestId: RequestId,
  ): Promise<Result<LineCounts>> {
    return this.#write(room, by, requestId, (read) => {
      const planned = planImport(lines, read.place);
      return ok({ ...this.#writesOf(read, planned), answer: countsOf(planned) });
    });
  }

  /** One person by hand, as by a list of one line; refused with the reason that the line would be given back for. */
  async walkIn(
    room: ForumRoom,
    by: PersonId,
    person: ImportedPerson,
    requestId: RequestId,
  ): Promise<Result<{ readonly personId: PersonId; readonly token: string | null }>> {
    const { people } = this.#parts;
    let token: string | null = null;
    const written = await this.#write(room, by, requestId, (read) => {
      const forumId = read.room.state.forum.forumId;
      const [planned] = planImport([{ line: 1, cells: [], person, reasons: [], remarks: [] }], read.place);
      const [reason] = planned?.reasons ?? [];
      if (planned === undefined || forumId === null) return notFound;
      if (reason !== undefined) return refuse(reason.code, { name: reason.with ?? '' });
      if (planned.is !== 'new') return refuse('person-known', { name: person.name });
      const deed = this.#writesOf(read, [planned]);
      const [personId] = deed.people;
      if (personId === undefined) return notFound;
      const link = people.newLink({ for: 'person', personId, forumId });
      token = link.token;
      return ok({ ...deed, accounts: [...deed.accounts, link.change], answer: { personId, isNew: true } });
    });
    if (!written.ok) return written;
    return ok({ personId: written.value.personId, token });
  }

  /** Everybody who comes into sittings of all and sits in none of these panels yet, evenly into them. */
  spread(
    room: ForumRoom,
    by: PersonId,
    sittingIds: readonly SittingId[],
    requestId: RequestId,
  ): Promise<Result<{ readonly placed: Readonly<Record<SittingId, number>> }>> {
    return this.#write(room, by, requestId, ({ place }) => {
      const { ids } = this.#parts;
      const plan = planSpread(place, sittingIds);
      if (!plan.ok) return plan;
      const sittings = new Map<SittingId, readonly SittingEvent[]>();
      const placed: Record<SittingId, number> = {};
      for (const [sittingId, people] of plan.value) {
        placed[sittingId] = people.length;
        const seats = people.map((one) => ({ seatId: ids.id('seat'), ...one }));
        if (seats.length > 0) sittings.set(sittingId, [{ type: 'sitting.seats-given', seats }]);
      }
      return ok({ accounts: [], forum: [], sittings, answer: { placed } });
    });
  }

  /** Each seat of a sitting into the group of its holder's kind of organisation. */
  group(
    room: ForumRoom,
    by: PersonId,
    sittingId: SittingId,
    requestId: RequestId,
  ): Promise<Result<Omit<GroupPlan, 'events'>>> {
    return this.#write(room, by, requestId, ({ place }) => {
      const plan = planGroups(place, sittingId);
      if (!plan.ok) return plan;
      const { events, ...answer } = plan.value;
      return ok({ accounts: [], forum: [], sittings: new Map([[sittingId, events]]), answer });
    });
  }

  /**
   * A link for each who was invited: `without` for those who have none, `all` anew, and the ones they had end with every browser that
   * came in by them. Tokens are told once. Whoever is no organiser makes none of an organiser (LINK-2): those are left out.
   */
  async links(
    room: ForumRoom,
    by: PersonId,
    wanted: 'without' | 'all',
  ): Promise<Result<readonly { readonly personId: PersonId; readonly token: string }[]>> {
    const { store, people, bus } = this.#parts;
    const made: { personId: PersonId; token: string }[] = [];
    const ended: Awaited<ReturnType<People['endLinks']>>[] = [];
    const written = await this.#write(room, by, null, async ({ room: forum, members }) => {
      const { forumId } = forum.state.forum;
      if (forumId === null) return notFound;
      made.length = 0;
      ended.length = 0;
      const accounts: AccountChange[] = [];
      const events: ForumEvent[] = [];
      for (const { person } of members) {
        const { personId } = person;
        if (!getsLinkOfAll(forum.state.forum, personId, by)) continue;
        if (wanted === 'without') {
          const links = await store.readLinksOf(personId);
          const isGood = ({ revokedAt, purpose }: (typeof links)[number]): boolean =>
            revokedAt === null && purpose.for === 'person' && (purpose.forumId === null || purpose.forumId === forumId);
          if (links.some(isGood)) continue;
        } else {
          const before = await people.endLinks(personId, forumId);
          ended.push(before);
          accounts.push(...before.changes);
          if (before.changes.length > 0) events.push({ type: 'forum.link-renewed', personId });
        }
        const link = people.newLink({ for: 'person', personId, forumId });
        accounts.push(link.change);
        made.push({ personId, token: link.token });
      }
      return ok({ accounts, forum: events, sittings: new Map<SittingId, readonly SittingEvent[]>(), answer: null });
    });
    if (!written.ok) return written;
    const loginIds = ended.flatMap((one) => one.loginIds);
    if (loginIds.length > 0) bus.publish({ topic: 'logins-ended', loginIds });
    return ok(made);
  }

  /** Everybody of the forum, for the desk's list. */
  members(forumId: ForumId): Promise<readonly Member[]> {
    return this.#parts.store.readMembers(forumId);
  }

  async #read(room: ForumRoom, by: PersonId): Promise<Read> {
    const { store, assemblies } = this.#parts;
    const { forumId, sittings: planned } = room.state.forum;
    const found = await Promise.all(planned.map(({ sittingId }) => assemblies.sitting(sittingId)));
    const members = forumId === null ? [] : await store.readMembers(forumId);
    // From here on nothing is waited for: what was read belongs to the sequences beside it.
    const { forum } = room.state;
    const sittings = found.flatMap((assembly) =>
      assembly === null ? [] : [{ room: assembly.sitting, seq: assembly.sitting.seq }],
    );
    const known = members.map(({ person, membership }) => {
      const { personId, name, lang } = person;
      const { organisation, title, details = null } = membership;
      return { personId, name, lang, organisation, title, details };
    });
    const place = {
      forum,
      known,
      sittings: sittings.map(({ room: { state } }) => state.sitting),
      byOrganiser: forum.organisers.includes(by),
    };
    return { room, forumSeq: room.seq, sittings, members, place };
  }

  #writesOf(
    { room, place }: Read,
    planned: readonly PlannedLine[],
  ): Omit<Deed<unknown>, 'answer'> & { readonly people: readonly PersonId[] } {
    const { ids } = this.#parts;
    const { forumId } = room.state.forum;
    const { people, forum, sittings } = importWrites(planned, place.sittings, { newId: (kind) => ids.id(kind) });
    const accounts = people.flatMap(({ personId, deed }): AccountChange[] => {
      if (forumId === null) return [];
      const { known, name, lang, organisationName: organisation, title, details } = deed;
      const membership: Membership = { forumId, personId, organisation, title, details };
      const person: AccountChange[] =
        known === null
          ? [{ change: 'add-person', person: { personId, name, lang, organiser: false } }]
          : [
              ...(known.name === name ? [] : [{ change: 'set-name', personId, name } as const]),
              ...(known.lang === lang ? [] : [{ change: 'set-language', personId, lang } as const]),
            ];
      return [...person, { change: 'set-membership', membership }];
    });
    return { accounts, forum, sittings, people: people.map(({ personId }) => personId) };
  }

  /**
   * Decides on the forum and its sittings as they are, and commits that in one unit with the sequences that were read; when one of them
   * has moved, reads on and decides again. `requestId` `null`: nothing comes of asking twice.
   */
  async #write<Answer>(
    room: ForumRoom,
    by: PersonId,
    requestId: RequestId | null,
    decide: (read: Read) => Result<Deed<Answer>> | Promise<Result<Deed<Answer>>>,
  ): Promise<Result<Answer>> {
    const { store, bus, texts, directory } = this.#parts;
    const told = requestId === null ? null : await store.readAnswer(by, requestId);
    if (told !== null) return storedAnswer(told.answer);
    for (let attempt = 0; attempt < triesAtMost; attempt += 1) {
      const read = await this.#read(room, by);
      const deed = await decide(read);
      if (!deed.ok) return deed;
      const { accounts, forum, sittings, answer } = deed.value;
      const eventsOf = (sitting: SittingRoom): readonly SittingEvent[] =>
        sittings.get(sitting.state.sitting.sittingId ?? ('' as SittingId)) ?? [];
      const committed = await store.commit({
        ...(requestId !== null && { command: { personId: by, commandId: requestId, answer } }),
        streams: [
          { stream: room.stream, expectedSeq: read.forumSeq, events: forum.map((event) => toNewEvent(event, by)) },
          ...read.sittings.map(({ room: sitting, seq }) => ({
            stream: sitting.stream,
            expectedSeq: seq,
            events: eventsOf(sitting).map((event) => toNewEvent(event, by)),
          })),
        ],
        accounts,
      });
      if (!committed.ok && committed.code !== 'conflict') return committed;
      if (committed.ok) {
        if (committed.value.repeated) return storedAnswer(committed.value.answer);
        const { forumId } = room.state.forum;
        if (forumId !== null) directory.forget(forumId);
        for (const [stream, seq] of Object.entries(committed.value.streamSeqs)) {
          bus.publish({ topic: 'stream', stream: stream as typeof room.stream, seq });
        }
      }
      // Nobody's turn is taken: rooms read what was committed, by whom ever.
      await Promise.all([room.catchUp(), ...read.sittings.map((sitting) => sitting.room.catchUp())]);
      if (!committed.ok) continue;
      for (const { room: sitting } of read.sittings) {
        if (eventsOf(sitting).some(changesRights)) await texts.rightsChanged(sitting.stream);
      }
      return ok(answer);
    }
    return refuse('busy');
  }
}

/** Another request of the same id, e.g. a ballot's, has another answer; what is no answer of ours is none. */
function storedAnswer<Answer>(answer: unknown): Result<Answer> {
  const isOurs = typeof answer === 'object' && answer !== null && !Array.isArray(answer) && !('ok' in answer);
  return isOurs ? ok(answer as Answer) : refuse('malformed');
}

function countsOf(lines: readonly PlannedLine[]): LineCounts {
  const counts = { new: 0, changed: 0, same: 0, bad: 0 };
  for (const { is } of lines) counts[is] += 1;
  return counts;
}
