/** How do people come in? By a personal link, or by the forum's code and a name; and how does a link end? */
import { ok, refuse, type Result } from '../../shared/lib/result.ts';
import type { ForumId, LoginId, PersonId, SittingId } from '../../shared/lib/ids.ts';
import type { Lang, Localized } from '../../shared/lib/lang.ts';
import type { ForumEvent } from '../../shared/forum/forum-events.ts';
import type { Assemblies } from './assemblies.ts';
import type { AccountChange, Accounts, Bus, Clock, Ids, LinkPurpose, Membership, Person, Store } from './ports.ts';
import { toNewEvent } from './unit-parts.ts';
import { hashToken } from './visitor.ts';

export interface PeopleParts {
  readonly store: Store;
  readonly bus: Bus;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly assemblies: Assemblies;
}

/** A signed-in browser: the token goes into the cookie and nowhere else. */
export interface SignedIn {
  readonly token: string;
  readonly personId: PersonId;
  readonly forumId: ForumId | null;
  readonly sittingId: SittingId | null;
}

/** What somebody types at the door. */
export interface Guest {
  readonly name: string;
  readonly organisation: string | null;
  readonly lang: Lang;
}

export interface LinkHolder {
  readonly person: Person;
  readonly forumId: ForumId | null;
  readonly membership: Membership | null;
}

const triesAtMost = 16;

export class People {
  readonly #parts: PeopleParts;

  constructor(parts: PeopleParts) {
    this.#parts = parts;
  }

  /** Whose link is this? Opening it signs nobody in, so that a messenger's preview does not either. */
  async holderOf(token: string): Promise<Result<LinkHolder>> {
    const { store } = this.#parts;
    const link = await store.readLink(hashToken(token));
    if (link?.purpose.for !== 'person') return refuse('link-unknown');
    if (link.revokedAt !== null) return refuse('link-ended');
    const { personId, forumId } = link.purpose;
    const person = await store.readPerson(personId);
    if (person === null) return refuse('link-unknown');
    return ok({ person, forumId, membership: await membershipOf(store, forumId, personId) });
  }

  /** *It is me*. Two browsers of one person are two logins of one person. */
  async enterByLink(token: string): Promise<Result<SignedIn>> {
    const { store } = this.#parts;
    const tokenHash = hashToken(token);
    const holder = await this.holderOf(token);
    if (!holder.ok) return holder;
    const link = await store.readLink(tokenHash);
    if (link === null) return refuse('link-unknown');
    const { personId } = holder.value.person;
    const { forumId } = holder.value;
    const login = this.#login(personId, forumId, link.linkId);
    const committed = await store.commit({ accounts: [login.change] });
    if (!committed.ok) return committed;
    return ok({ token: login.token, personId, forumId, sittingId: await this.#onlySittingOf(forumId, personId) });
  }

  /**
   * By the forum's code: joins as a member without role or seat. `known` is who the browser is elsewhere on this server: they stay
   * the same person (LINK-7). Whoever is of the forum already does not come back this way (`come-by-link`): a code that stands on the
   * wall, and a link of another forum, must not open the rights that somebody has here.
   */
  async enterByCode(code: string, guest: Guest, known: PersonId | null = null): Promise<Result<SignedIn>> {
    const { store, ids, assemblies, bus } = this.#parts;
    const found = await store.readCode(code);
    const room = found === null ? null : await assemblies.forum(found.forumId);
    if (found === null || room === null) return refuse('code-unknown');
    const personId = known ?? ids.id('person');
    const { forumId, sittingId } = found;
    const { name, organisation, lang } = guest;
    const login = this.#login(personId, forumId, null);
    const named: Localized | null = organisation === null ? null : { [lang]: organisation };
    const person: Person = { personId, name: { [lang]: name }, lang, organiser: false };
    const accounts: readonly AccountChange[] = [
      ...(known === null ? [{ change: 'add-person', person } as const] : []),
      { change: 'set-membership', membership: { forumId, personId, organisation: named, title: null } },
      login.change,
    ];
    const joined: ForumEvent = { type: 'forum.member-joined', personId, came: 'guest' };
    const events = [toNewEvent(joined, personId)];
    return room.exclusive(async () => {
      for (let attempt = 0; attempt < triesAtMost; attempt += 1) {
        if (room.state.forum.members[personId] !== undefined) return refuse('come-by-link');
        const committed = await store.commit({
          accounts,
          streams: [{ stream: room.stream, expectedSeq: room.seq, events }],
        });
        if (committed.ok) {
          room.appended(events, committed.value.at);
          bus.publish({ topic: 'stream', stream: room.stream, seq: room.seq });
          return ok({ token: login.token, personId, forumId, sittingId });
        }
        if (committed.code !== 'conflict') return committed;
        await room.catchUpNow();
      }
      return refuse('busy');
    });
  }

  /** All of a browser's logins at once: it goes from hand to hand. */
  async signOut(loginIds: readonly LoginId[]): Promise<Result<null>> {
    if (loginIds.length === 0) return ok(null);
    const accounts = loginIds.map((loginId): AccountChange => ({ change: 'end-login', loginId }));
    const committed = await this.#parts.store.commit({ accounts });
    if (!committed.ok) return committed;
    this.#parts.bus.publish({ topic: 'logins-ended', loginIds });
    return ok(null);
  }

  /** The changes that end every personal link of somebody in a forum, and their logins there; those of other forums stay. */
  async endLinks(
    personId: PersonId,
    forumId: ForumId,
  ): Promise<{ readonly changes: readonly AccountChange[]; readonly loginIds: readonly LoginId[] }> {
    const { store } = this.#parts;
    const links = (await store.readLinksOf(personId)).filter(
      ({ purpose, revokedAt }) => revokedAt === null && purpose.for === 'person' && purpose.forumId === forumId,
    );
    // Those that came by no link, by code, too.
    const logins = (await store.readLoginsOf(personId)).filter(
      (login) => login.endedAt === null && login.forumId === forumId,
    );
    return {
      changes: [
        ...links.map(({ linkId }): AccountChange => ({ change: 'revoke-link', linkId })),
        ...logins.map(({ loginId }): AccountChange => ({ change: 'end-login', loginId })),
      ],
      loginIds: logins.map(({ loginId }) => loginId),
    };
  }

  /** Ends every link of a sitting's hall screens, and their connections. Again is fine. */
  async endStageLinks(sittingId: SittingId): Promise<Result<null>> {
    const { store, bus } = this.#parts;
    const links = (await store.readStageLinks(sittingId)).filter(({ revokedAt }) => revokedAt === null);
    if (links.length === 0) return ok(null);
    const linkIds = links.map(({ linkId }) => linkId);
    const accounts = linkIds.map((linkId): AccountChange => ({ change: 'revoke-link', linkId }));
    const committed = await store.commit({ accounts });
    if (!committed.ok) return committed;
    bus.publish({ topic: 'stage-links-ended', linkIds });
    return ok(null);
  }

  /** A new link: its token, told once, and the change that stores its hash. */
  newLink(purpose: LinkPurpose): { readonly token: string; readonly change: AccountChange } {
    const { ids } = this.#parts;
    const token = ids.token();
    return { token, change: { change: 'add-link', linkId: ids.id('link'), tokenHash: hashToken(token), purpose } };
  }

  #login(
    personId: PersonId,
    forumId: ForumId | null,
    linkId: Extract<AccountChange, { change: 'add-login' }>['linkId'],
  ): { readonly token: string; readonly change: AccountChange } {
    const { ids } = this.#parts;
    const token = ids.token();
    return {
      token,
      change: { change: 'add-login', loginId: ids.id('login'), tokenHash: hashToken(token), personId, forumId, linkId },
    };
  }

  /** Where to go at once: the one sitting under way in which the person has a role or a seat; else the programme. */
  async #onlySittingOf(forumId: ForumId | null, personId: PersonId): Promise<SittingId | null> {
    if (forumId === null) return null;
    const forum = await this.#parts.assemblies.forum(forumId);
    const mine: SittingId[] = [];
    const underway: SittingId[] = [];
    for (const { sittingId } of forum?.state.forum.sittings ?? []) {
      const sitting = (await this.#parts.assemblies.sitting(sittingId))?.sitting.state.sitting;
      if (sitting === undefined) continue;
      const seated = Object.values(sitting.seats).some(({ holder }) => holder === personId);
      if (!seated && sitting.roles[personId] === undefined) continue;
      mine.push(sittingId);
      if (sitting.phase === 'open' || sitting.phase === 'lobby') underway.push(sittingId);
    }
    if (underway.length === 1) return underway[0] ?? null;
    return mine.length === 1 ? (mine[0] ?? null) : null;
  }
}

async function membershipOf(
  accounts: Accounts,
  forumId: ForumId | null,
  personId: PersonId,
): Promise<Membership | null> {
  if (forumId === null) return null;
  const members = await accounts.readMembers(forumId);
  return members.find(({ person }) => person.personId === personId)?.membership ?? null;
}
