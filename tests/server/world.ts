/**
 * What does a test of the running server stand on? One named world: Amina moderates, Bo is secretary, Chen and Dara take part with
 * a deciding seat each, Eli takes part from afar, Fay observes, Gani chairs, Hana organises. Real server, real sockets.
 */
import { mkdtempSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { io, type Socket } from 'socket.io-client';
import { openMemoryBus } from '../../server/bus/memory.ts';
import { systemClock } from '../../server/clock.ts';
import { foundForum } from '../../server/engine/found-forum.ts';
import type { AccountChange, Clock, Store } from '../../server/engine/ports.ts';
import { randomIds } from '../../server/ids.ts';
import { hashToken } from '../../server/engine/visitor.ts';
import { openServices, type Services } from '../../server/services.ts';
import { openMemoryStore } from '../../server/store/memory.ts';
import { openSqliteStore } from '../../server/store/sqlite.ts';
import type { PlannedClause } from '../../shared/forum/forum-plan.ts';
import type { DraftId, ForumId, PersonId, PollId, RequestId, SittingId, TextId } from '../../shared/lib/ids.ts';
import { roles, seatRights, type Role, type SeatRight } from '../../shared/people/capacity.ts';
import type { SittingStreamCommand } from '../../shared/protocol/features.ts';
import type { Answers, Down, DownName, Up, UpName } from '../../shared/protocol/messages.ts';
import { protocolVersion } from '../../shared/protocol/version.ts';
import { clauseVote } from '../../shared/sitting/next-step.ts';
import { usualRule } from '../../shared/counting/decision-rule.ts';

export const personNames = ['amina', 'bo', 'chen', 'dara', 'eli', 'fay', 'gani', 'hana'] as const;
export type PersonName = (typeof personNames)[number];

export interface World {
  readonly services: Services;
  readonly store: Store;
  readonly origin: string;
  readonly people: Readonly<Record<PersonName, PersonId>>;
  readonly forumId: ForumId;
  readonly code: string;
  readonly sittingId: SittingId;
  readonly draftId: DraftId;
  readonly textId: TextId;
  readonly faults: unknown[];
  /** The cookie of a new browser of this person. */
  cookieOf(name: PersonName): Promise<string>;
  /** A page that has said hello and follows the sitting. */
  open(name: PersonName): Promise<RawPage>;
  close(): Promise<void>;
}

export interface WorldOptions {
  readonly store?: 'memory' | 'sqlite';
  readonly clock?: Clock;
  readonly clauses?: readonly PlannedClause[];
  readonly underway?: 'planned' | 'open';
  /** More deciding seats, held by people without a name. */
  readonly moreSeats?: number;
  /** Others of the forum, each in a capacity of their own, by any name; see `others`. */
  readonly others?: Readonly<Record<string, Role | SeatRight | 'member'>>;
  /** Lays something over the store, e.g. to make a read wait. */
  readonly over?: (store: Store) => Store;
  /** Where the SQLite store lies; without it, a new directory. */
  readonly directory?: string;
  /** The built client, where browsers come too. */
  readonly clientDirectory?: string;
  /** Where people reach it, as `--public-url` says; what stands before it speaks https. */
  readonly publicUrl?: URL;
}

export const twoClauses: readonly PlannedClause[] = [
  {
    kind: 'operative',
    addressee: { ru: 'Акимату области', kk: 'Облыс әкімдігіне' },
    due: '2026-12-01',
    body: { ru: 'создать постоянную площадку;', kk: 'тұрақты алаң құрылсын;' },
  },
  {
    kind: 'operative',
    addressee: null,
    due: null,
    body: { ru: 'открыть реестр проектов.', kk: 'жобалар тізілімі ашылсын.' },
  },
];

const rolesOf: Partial<Record<PersonName, Role>> = {
  amina: 'moderator',
  bo: 'secretary',
  gani: 'chair',
  fay: 'observer',
};
const seated: readonly PersonName[] = ['chen', 'dara', 'eli'];

export async function openWorld(
  options: WorldOptions = {},
): Promise<World & { readonly moreVoters: readonly PersonId[]; readonly others: Readonly<Record<string, PersonId>> }> {
  const clock = options.clock ?? systemClock();
  const ids = randomIds();
  const opened =
    options.store === 'sqlite'
      ? await openSqliteStore({ directory: options.directory ?? mkdtempSync(join(tmpdir(), 'ortaq-world-')), clock })
      : openMemoryStore({ clock });
  const store = options.over?.(opened) ?? opened;
  const faults: unknown[] = [];
  const services = openServices({
    store,
    bus: openMemoryBus(),
    clock,
    ids,
    publicUrl: options.publicUrl ?? null,
    clientDirectory: options.clientDirectory ?? null,
    onFault: (fault) => faults.push(fault),
  });
  const people = Object.fromEntries(personNames.map((name) => [name, ids.id('person')])) as Record<
    PersonName,
    PersonId
  >;
  const moreVoters = Array.from({ length: options.moreSeats ?? 0 }, () => ids.id('person'));
  const standing = Object.entries(options.others ?? {});
  const others = Object.fromEntries(standing.map(([name]) => [name, ids.id('person')]));
  const accounts: AccountChange[] = [
    ...standing.map(([name]): AccountChange => {
      const person = { personId: others[name]!, name: { ru: name }, lang: 'ru' as const, organiser: false };
      return { change: 'add-person', person };
    }),
    ...personNames.map((name): AccountChange => {
      const person = { personId: people[name], name: { ru: name }, lang: 'ru' as const, organiser: name === 'hana' };
      return { change: 'add-person', person };
    }),
    ...moreVoters.map((personId, place): AccountChange => {
      return {
        change: 'add-person',
        person: { personId, name: { ru: `voter ${String(place)}` }, lang: 'ru', organiser: false },
      };
    }),
  ];
  const added = await store.commit({ accounts });
  if (!added.ok) throw new Error(added.code);
  const now = clock.now();
  const founded = await foundForum(
    { store, clock, ids },
    {
      title: { ru: 'Форум', kk: 'Форум' },
      theme: {},
      place: { ru: 'г. Уральск', kk: 'Орал қаласы' },
      dayStartsAt: now,
      utcOffsetMinutes: 300,
      languages: ['ru', 'kk'],
      rule: usualRule({ numerator: 2, denominator: 3, strict: false }),
      organisers: [people.hana],
      members: [...personNames.map((name) => people[name]), ...Object.values(others), ...moreVoters].map((personId) => {
        return { personId, organisation: null, title: null };
      }),
      sittings: [
        {
          kind: 'panel',
          title: { ru: 'Панель', kk: 'Панель' },
          startsAt: now,
          endsAt: now + 3_600_000,
          agenda: [
            { kind: 'discussion', title: { ru: 'Обсуждение' }, minutes: 30 },
            { kind: 'decision', title: { ru: 'Голосование' }, minutes: 30 },
          ],
          roles: [
            ...Object.entries(rolesOf).map(([name, role]) => ({ personId: people[name as PersonName], role })),
            ...standing.flatMap(([name, stands]) => {
              const role = roles.find((one) => one === stands);
              return role === undefined ? [] : [{ personId: others[name]!, role }];
            }),
          ],
          seats: [
            ...[...seated.map((name) => people[name]), ...moreVoters].map((personId) => {
              return { personId, right: 'deciding' as const, weight: 1 };
            }),
            ...standing.flatMap(([name, stands]) => {
              const right = seatRights.find((one) => one === stands);
              return right === undefined ? [] : [{ personId: others[name]!, right, weight: 1 }];
            }),
          ],
          draft: { title: { ru: 'Рекомендации' }, clauses: options.clauses ?? twoClauses },
          underway: options.underway ?? 'open',
          activeItem: null,
        },
      ],
    },
  );
  if (!founded.ok) throw new Error(founded.code);
  const [sitting] = founded.value.sittings;
  if (sitting === undefined) throw new Error('no sitting');
  await new Promise<void>((resolve) => services.http.listen(0, '127.0.0.1', resolve));
  await services.resume();
  const origin = `http://127.0.0.1:${String((services.http.address() as AddressInfo).port)}`;
  const pages: RawPage[] = [];
  const { forumId, code } = founded.value;
  /** What the address bar of a browser says. */
  const from = options.publicUrl?.origin ?? origin;

  async function cookieOf(name: PersonName): Promise<string> {
    return signInCookie(services, origin, people[name], forumId, from);
  }

  return {
    services,
    store,
    origin,
    people,
    forumId,
    code,
    ...sitting,
    faults,
    moreVoters,
    others,
    cookieOf,
    open: async (name) => {
      const page = await openRawPage(origin, await cookieOf(name), {}, greeting, from);
      pages.push(page);
      await page.follow(forumId, sitting.sittingId);
      return page;
    },
    close: async () => {
      for (const page of pages) page.close();
      await services.close();
    },
  };
}

/** A cookie got as a browser gets it: a personal link, then *It is me*. */
export async function signInCookie(
  services: Services,
  origin: string,
  personId: PersonId,
  forumId: ForumId,
  from = origin,
): Promise<string> {
  const link = services.people.newLink({ for: 'person', personId, forumId });
  const committed = await services.store.commit({ accounts: [link.change] });
  if (!committed.ok) throw new Error(committed.code);
  const response = await fetch(`${origin}/api/links/${link.token}/enter`, {
    method: 'POST',
    headers: { origin: from },
  });
  const cookie = response.headers.get('set-cookie');
  if (!response.ok || cookie === null)
    throw new Error(`sign-in failed: ${String(response.status)} ${await response.text()}`);
  return cookie.split(';')[0] ?? '';
}

/** Cookies of new browsers in a forum, written straight into the store: for those who are many. In the order of the people. */
export async function loginCookies(
  services: Services,
  forumId: ForumId,
  personIds: readonly PersonId[],
): Promise<readonly string[]> {
  const { store, ids } = services;
  const tokens = personIds.map(() => ids.token());
  const accounts = personIds.map((personId, place): AccountChange => {
    const tokenHash = hashToken(tokens[place]!);
    return { change: 'add-login', loginId: ids.id('login'), tokenHash, personId, forumId, linkId: null };
  });
  const committed = await store.commit({ accounts });
  if (!committed.ok) throw new Error(committed.code);
  return tokens.map((token) => `ortaq_login=${token}`);
}

/** Freezes the first clause and puts it to the vote; presence is theirs to have. */
export async function openVote(
  world: Pick<World, 'sittingId' | 'draftId'>,
  moderator: RawPage,
  seconds = 60,
): Promise<{ readonly pollId: PollId; readonly paperHash: string }> {
  const { sittingId, draftId } = world;
  const text = await moderator.wait('text', (frame) => frame.frame === 'whole');
  const clauseId = text.frame === 'whole' ? text.clauses[0]?.id : undefined;
  if (clauseId === undefined) throw new Error('no clause');
  for (const command of [
    { type: 'draft.freeze-clause', draftId, clauseId },
    clauseVote(draftId, clauseId, seconds),
  ] as const) {
    const answer = await moderator.command(sittingId, command);
    if (!answer.ok) throw new Error(`${command.type}: ${answer.code}`);
  }
  const frame = await moderator.wait('events', ({ events }) =>
    events.some(({ event }) => event.type === 'poll.opened'),
  );
  for (const { event } of frame.events) {
    if (event.type === 'poll.opened') return { pollId: event.pollId, paperHash: event.paperHash };
  }
  throw new Error('poll.opened was waited for');
}

/** A page without a screen: raw messages up, everything that came down kept in order. */
export interface RawPage {
  readonly socket: Socket;
  /** Every frame since it opened, in order. */
  readonly got: { readonly name: DownName; readonly frame: unknown }[];
  ask<Name extends UpName>(name: Name, message: unknown): Promise<Answers[Name]>;
  follow(
    forumId: ForumId,
    sittingId: SittingId,
    held?: Omit<Up['follow'], 'forumId' | 'sittingId' | 'texts'>,
  ): Promise<void>;
  command(sittingId: SittingId, command: SittingStreamCommand, requestId?: string): Promise<Answers['command']>;
  /** Waits for a frame that fits, one that came before included. */
  wait<Name extends DownName>(name: Name, fits: (frame: Down[Name]) => boolean): Promise<Down[Name]>;
  close(): void;
}

const downNames: readonly DownName[] = ['events', 'snapshot', 'mine', 'crowd', 'counts', 'survey', 'text', 'notice'];
let requests = 0;

export function newRequestId(): RequestId {
  requests += 1;
  return `request-${String(requests).padStart(8, '0')}` as RequestId;
}

const greeting: Up['hello'] = { protocol: protocolVersion, lang: 'ru' };

/** Has said hello, unless `hello` is another one or none. */
export async function openRawPage(
  origin: string,
  cookie: string | null,
  auth: object = {},
  hello: Up['hello'] | null = greeting,
  from = origin,
): Promise<RawPage> {
  const socket = io(origin, {
    path: '/socket.io',
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth,
    extraHeaders: { origin: from, ...(cookie === null ? {} : { cookie }) },
  });
  const got: { name: DownName; frame: unknown }[] = [];
  const waiting = new Set<() => void>();
  for (const name of downNames) {
    socket.on(name, (frame: unknown) => {
      got.push({ name, frame });
      for (const look of [...waiting]) look();
    });
  }
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', (error) => {
      socket.close();
      reject(error);
    });
  });
  const page: RawPage = {
    socket,
    got,
    ask: <Name extends UpName>(name: Name, message: unknown) =>
      new Promise<Answers[Name]>((resolve) => {
        socket.emit(name, message, resolve);
      }),
    follow: async (forumId, sittingId, held = { forumSeq: 0, sittingSeq: 0 }) => {
      const followed = await page.ask('follow', { forumId, sittingId, texts: true, ...held });
      if (!followed.ok) throw new Error(followed.code);
    },
    command: (sittingId, command, requestId = newRequestId()) =>
      page.ask('command', { to: 'sitting', requestId, sittingId, command }),
    wait: <Name extends DownName>(name: Name, fits: (frame: Down[Name]) => boolean) =>
      new Promise<Down[Name]>((resolve) => {
        const look = (): void => {
          const found = got.find((one) => one.name === name && fits(one.frame as Down[Name]));
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found.frame as Down[Name]);
        };
        waiting.add(look);
        look();
      }),
    close: () => {
      socket.close();
    },
  };
  if (hello !== null) await page.ask('hello', hello);
  return page;
}
