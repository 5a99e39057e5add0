/** Who is there in a simulation, and what are they made of? The whole server on a slow store, and real pages, with a network of its own between. */
import { openMemoryBus } from '../../server/bus/memory.ts';
import { foundForum } from '../../server/engine/found-forum.ts';
import { hashToken } from '../../server/engine/visitor.ts';
import type { AccountChange, Ids } from '../../server/engine/ports.ts';
import { openServices, type Services } from '../../server/services.ts';
import { createMemoryDisk, type MemoryDisk } from '../../server/store/memory-disk.ts';
import { Assembly } from '../../client/live/assembly.svelte.ts';
import { openSocket } from '../../client/live/connection.ts';
import { openTextConnection, type TextConnection } from '../../client/live/text-connection.ts';
import { draftLayout } from '../../shared/draft/clause-text.ts';
import { idFromBytes, type ForumId, type PersonId, type SittingId, type TextId } from '../../shared/lib/ids.ts';
import { forumStream, sittingStream } from '../../shared/lib/streams.ts';
import type { Role } from '../../shared/people/capacity.ts';
import { protocolVersion } from '../../shared/protocol/version.ts';
import { audienceNow } from './sim-checks.ts';
import { SimNetwork, SimSocket, SimWebSocket, useNetwork } from './sim-network.ts';
import { SimStore } from './sim-store.ts';
import { Chance, SimTime } from './sim-time.ts';
import { usualRule } from '../../shared/counting/decision-rule.ts';

/** Faults that can be planted, to show that each is found. */
export const plants = [
  'ack-before-commit',
  'gap-unnoticed',
  'role-without-snapshot',
  'ballot-counted-twice',
  'tally-before-seal',
  'wrong-audience',
  'audience-of-before',
] as const;
export type Plant = (typeof plants)[number];

export const names = ['amina', 'bo', 'chen', 'dara', 'eli', 'fay', 'gani', 'hana'] as const;
export type Name = (typeof names)[number];
const roles: readonly (readonly [Name, Role])[] = [
  ['amina', 'moderator'],
  ['bo', 'secretary'],
  ['gani', 'chair'],
  ['fay', 'observer'],
];

/** A page with its sockets, so that its network can be taken from it. */
export interface SimPage {
  readonly who: PersonId | 'stage';
  readonly label: string;
  readonly cookie: string | null;
  readonly page: Assembly;
  readonly text: TextConnection | null;
  setNetwork(has: boolean): void;
  close(): void;
}

export class SimWorld {
  readonly time: SimTime;
  readonly chance: Chance;
  readonly net: SimNetwork;
  disk: MemoryDisk = createMemoryDisk();
  readonly people = {} as Record<Name, PersonId>;
  forumId!: ForumId;
  sittingId!: SittingId;
  textId!: TextId;
  code = '';
  readonly pages: SimPage[] = [];
  readonly faults: unknown[] = [];
  services: Services | null = null;
  readonly #plant: Plant | null;
  readonly #ids: Ids;
  #store: SimStore | null = null;
  #flushed: MemoryDisk | null = null;

  constructor(seed: number, plant: Plant | null) {
    this.time = new SimTime(Date.UTC(2026, 10, 25, 5));
    this.chance = new Chance(seed);
    this.net = new SimNetwork(this.time, new Chance(seed ^ 0x5bd1e995));
    this.net.showsDeskToMembers = plant === 'wrong-audience';
    this.net.forgetsAudience = plant === 'audience-of-before';
    this.net.heads = () => ({
      forum: this.disk.events.get(forumStream(this.forumId))?.length ?? 0,
      sitting: this.disk.events.get(sittingStream(this.sittingId))?.length ?? 0,
    });
    this.net.audienceNow = (personId) => audienceNow(this.disk, this.forumId, this.sittingId, personId);
    this.#plant = plant;
    const chance = new Chance(seed ^ 0x2545f491);
    const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, () => chance.below(256));
    this.#ids = {
      id: (kind) => idFromBytes(kind, bytes(10)),
      token: () => Buffer.from(bytes(32)).toString('base64url'),
      code: () => String(chance.below(1_000_000)).padStart(6, '0'),
    };
    useNetwork(this.net);
  }

  async found(): Promise<void> {
    const services = this.start();
    const { store } = services;
    for (const name of names) this.people[name] = this.#ids.id('person');
    const accounts = names.map((name): AccountChange => {
      const person = {
        personId: this.people[name],
        name: { ru: name },
        lang: 'ru' as const,
        organiser: name === 'hana',
      };
      return { change: 'add-person', person };
    });
    const founding = store.commit({ accounts }).then(async () =>
      foundForum(
        { store, ids: this.#ids, clock: services.clock },
        {
          title: { ru: 'Форум' },
          theme: {},
          place: { ru: 'г. Уральск' },
          dayStartsAt: this.time.now,
          utcOffsetMinutes: 300,
          languages: ['ru', 'kk'],
          rule: usualRule({ numerator: 1, denominator: 2, strict: false }),
          organisers: [this.people.hana],
          members: names.map((name) => ({ personId: this.people[name], organisation: null, title: null })),
          sittings: [
            {
              kind: 'panel',
              title: { ru: 'Панель' },
              startsAt: this.time.now,
              endsAt: this.time.now + 3_600_000,
              agenda: [1, 2].map(() => ({ kind: 'discussion', title: { ru: 'Обсуждение' }, minutes: 30 })),
              roles: roles.map(([name, role]) => ({ personId: this.people[name], role })),
              seats: (['chen', 'dara', 'eli'] as const).map((name) => {
                return { personId: this.people[name], right: 'deciding', weight: 1 };
              }),
              draft: {
                title: { ru: 'Рекомендации' },
                clauses: [1, 2, 3, 4, 5].map((number) => {
                  return {
                    kind: 'operative',
                    addressee: null,
                    due: null,
                    body: { ru: `пункт ${String(number)}`, kk: 'тармақ' },
                  };
                }),
              },
              underway: 'open',
              activeItem: null,
            },
          ],
        },
      ),
    );
    const founded = await this.until(founding);
    if (!founded.ok) throw new Error(founded.code);
    const { forumId, code, sittings } = founded.value;
    Object.assign(this, { forumId, code, sittingId: sittings[0]!.sittingId, textId: sittings[0]!.textId });
  }

  /** Lets time pass until a promise is settled; for what nothing else waits for. */
  async until<T>(promise: Promise<T>): Promise<T> {
    let isSettled = false;
    const settled = promise.finally(() => (isSettled = true));
    settled.catch(() => undefined);
    for (let step = 0; step < 10_000 && !isSettled; step += 1) await this.time.runUntil(this.time.now + 5);
    if (!isSettled) throw new Error('nothing came of it in 50 s');
    return settled;
  }

  // ------------------------------------------------------------------------------------------------------ the server

  start(): Services {
    const fault =
      this.#plant === 'ballot-counted-twice'
        ? 'ballot-taken-twice'
        : this.#plant === 'tally-before-seal'
          ? 'tally-before-seal'
          : null;
    const store = new SimStore(this.time, this.chance, this.disk, fault);
    this.#store = store;
    const onFault = (thrown: unknown): void => {
      if (store.isAlive) this.noteFault(thrown);
    };
    this.services = openServices({
      store: store.store,
      bus: openMemoryBus(),
      clock: this.time.clock(() => store.isAlive),
      ids: this.#ids,
      publicUrl: null,
      clientDirectory: null,
      onFault,
    });
    this.net.http = this.services.http;
    this.services.resume().catch(onFault);
    return this.services;
  }

  noteFault(thrown: unknown): void {
    // What is still under way when a server closes finds its store closed: it is told, and nobody waits for it.
    if (!(thrown instanceof Error && thrown.message === 'the store is closed')) this.faults.push(thrown);
  }

  /** As `kill -9` does. What an unfaithful store called written and had not is gone. */
  crash(): void {
    this.#store?.kill();
    this.net.crash();
    this.services = null;
    if (this.#plant === 'ack-before-commit' && this.#flushed !== null) this.disk = structuredClone(this.#flushed);
  }

  /** Planted: only what was there at such a moment would survive. */
  flush(): void {
    if (this.#plant === 'ack-before-commit') this.#flushed = structuredClone(this.disk);
  }

  async stop(): Promise<void> {
    const { services } = this;
    this.services = null;
    this.net.http = null;
    await services?.close();
    this.net.crash();
  }

  // ------------------------------------------------------------------------------------------------------- the pages

  async enter(personId: PersonId): Promise<string | null> {
    const { services } = this;
    if (services === null) return null;
    const link = services.people.newLink({ for: 'person', personId, forumId: this.forumId });
    const committed = await services.store.commit({ accounts: [link.change] });
    if (!committed.ok) return null;
    const entered = await services.people.enterByLink(link.token);
    return entered.ok ? `ortaq_login=${entered.value.token}` : null;
  }

  /** Has the login of this cookie ended? */
  loginEnded(cookie: string): boolean {
    const loginId = this.disk.loginsByToken.get(hashToken(cookie.slice(cookie.indexOf('=') + 1))) ?? '';
    return this.disk.logins.get(loginId)?.endedAt !== null;
  }

  async enterAsGuest(name: string): Promise<{ readonly personId: PersonId; readonly cookie: string } | null> {
    const entered = await this.services?.people.enterByCode(this.code, { name, organisation: null, lang: 'ru' });
    if (entered === undefined || !entered.ok) return null;
    return { personId: entered.value.personId, cookie: `ortaq_login=${entered.value.token}` };
  }

  async stageToken(): Promise<string> {
    const link = this.services!.people.newLink({ for: 'stage', forumId: this.forumId, sittingId: this.sittingId });
    await this.services!.store.commit({ accounts: [link.change] });
    return link.token;
  }

  open(who: PersonId | 'stage', label: string, access: string, writes: boolean): SimPage {
    let socket: SimSocket | null = null;
    let hasNetwork = true;
    const webSockets = new Set<SimWebSocket>();
    const cookie = who === 'stage' ? null : access;
    const connection = openSocket(who === 'stage' ? { stageToken: access } : {}, (options) => {
      socket = new SimSocket((options.auth as object | undefined) ?? {}, cookie, who);
      return socket.asClient();
    });
    const page = new Assembly(
      { forumId: this.forumId, sittingId: this.sittingId, texts: true },
      { connection, deviceNow: () => this.time.now },
    );
    const WithNetwork = class extends SimWebSocket {
      constructor(address: string) {
        super(address, cookie ?? '', hasNetwork);
        webSockets.add(this);
      }
    };
    const text = !writes
      ? null
      : openTextConnection({
          origin: 'ws://sim',
          textId: this.textId,
          version: protocolVersion,
          layout: draftLayout,
          WebSocket: WithNetwork as unknown as typeof WebSocket,
        });
    const opened: SimPage = {
      who,
      label,
      cookie,
      page,
      text,
      setNetwork: (has) => {
        hasNetwork = has;
        if (socket !== null) socket.hasNetwork = has;
        if (has) return;
        socket?.cut();
        for (const one of webSockets) one.cut();
      },
      close: () => {
        page.close();
        text?.close();
      },
    };
    this.pages.push(opened);
    return opened;
  }

  end(): void {
    for (const page of this.pages) page.close();
    this.crash();
    useNetwork(null);
  }
}
