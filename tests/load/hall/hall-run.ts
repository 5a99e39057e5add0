/** What happens in the hall that is measured? People come, ten write, 150 vote at once, the vote is closed; and what it cost is read. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { clauseRuns } from '../../../shared/draft/clause-text.ts';
import { insertWords } from '../../../shared/draft/clause-text-edit.ts';
import { plainText } from '../../../shared/draft/clause-runs.ts';
import type { ClauseId, PollId } from '../../../shared/lib/ids.ts';
import { clauseVote } from '../../../shared/sitting/next-step.ts';
import { openText } from '../../faults/server-kill-world.ts';
import { newRequestId, openRawPage, type RawPage } from '../../server/world.ts';
import { sharedNow, startChild, type Child, type Reading } from './child.ts';
import type { Standing } from './crowd.ts';
import type { Hall } from './hall-founding.ts';
import type { Recorded } from './other-servers.ts';
import { RawSocket, Seen, type Address } from './raw-socket.ts';

export interface Sizes {
  readonly followers: number;
  readonly voters: number;
  readonly writers: number;
  /** Processes in which the followers sit. */
  readonly crowds: number;
  readonly votingMs: number;
}

/** One server under one burst. */
export interface Burst {
  readonly reading: Reading;
  /** Messages that reached somebody. */
  readonly delivered: number;
  readonly ackMs: readonly number[];
  /** From the opening's command to the last follower who has it. */
  readonly openingMs: number | null;
  /** From the last ballot, and from the closing command, to the last follower who has the result. */
  readonly lastBallotMs: number | null;
  readonly resultMs: number;
  readonly kbPerConnection: number;
  readonly heapKbPerConnection: number;
}

export interface OwnBurst extends Burst {
  readonly record: readonly Recorded[];
  readonly wrong: readonly string[];
  /** What the last follower holds: all the same, when all is well. */
  readonly standings: readonly Standing[];
  readonly cast: number;
  readonly faults: readonly string[];
  /** What real pages of the library were told in the end. */
  readonly told: readonly { readonly cast: number; readonly isInOrder: boolean }[];
  /** Typed by all writers together. */
  readonly letters: number;
}

/** A server of ours with its hall, and the processes in which its followers sit. */
export class HallWorld {
  readonly sizes: Sizes;
  readonly directory: string;
  readonly hall: Hall;
  server: Child;
  readonly crowds: readonly Child[];

  private constructor(sizes: Sizes, directory: string, hall: Hall, server: Child, crowds: readonly Child[]) {
    this.sizes = sizes;
    this.directory = directory;
    this.hall = hall;
    this.server = server;
    this.crowds = crowds;
  }

  static async open(sizes: Sizes, nodeOptions: readonly string[] = []): Promise<HallWorld> {
    const directory = await mkdtemp(join(process.env['ORTAQ_LOAD_DIRECTORY'] ?? tmpdir(), 'ortaq-hall-'));
    const server = startChild('./own-server.ts', nodeOptions);
    const crowds = Array.from({ length: sizes.crowds }, () => startChild('./crowd.ts'));
    const { followers, voters } = sizes;
    const hall = await server.ask<Hall>('found', { directory, followers, voters });
    const world = new HallWorld(sizes, directory, hall, server, crowds);
    // A process that has done nothing yet: what founding it cost is not measured.
    await world.killAndRestart(nodeOptions);
    return world;
  }

  get origin(): string {
    return `http://127.0.0.1:${String(this.hall.port)}`;
  }

  get address(): Address {
    const { forumId, sittingId } = this.hall;
    return { origin: this.origin, io: true, follow: { forumId, sittingId } };
  }

  /** All who are named come; resolves when each has what it follows. */
  async come(cookies: readonly string[], address = this.address, records = true): Promise<void> {
    await Promise.all(
      this.crowds.map((crowd, place) => {
        const own = cookies.filter((_, index) => index % this.crowds.length === place);
        return crowd.ask('come', { address, cookies: own, atOnce: 50, records: records && place === 0 });
      }),
    );
  }

  stand(): Promise<readonly Standing[]> {
    return Promise.all(this.crowds.map((crowd) => crowd.ask<Standing>('stand')));
  }

  /** Waits until the followers stand as wanted; rejects with how they stand after two minutes. */
  async until(wanted: (standings: readonly Standing[]) => boolean, withinMs = 120_000): Promise<readonly Standing[]> {
    const endAt = sharedNow() + withinMs;
    for (;;) {
      const standings = await this.stand();
      if (wanted(standings)) return standings;
      if (sharedNow() > endAt) throw new Error(`the hall does not come to rest: ${JSON.stringify(standings)}`);
      await wait(100);
    }
  }

  async markAll(): Promise<void> {
    await Promise.all([this.server, ...this.crowds].map((child) => child.ask('mark')));
  }

  /** The server is gone without a word, and back on the same port with what it had committed. */
  async killAndRestart(nodeOptions: readonly string[] = []): Promise<void> {
    await this.server.kill();
    this.server = startChild('./own-server.ts', nodeOptions);
    await this.server.ask('reopen', { directory: this.directory, port: this.hall.port });
  }

  async close(): Promise<void> {
    await Promise.all([this.server, ...this.crowds].map((child) => child.kill()));
    await rm(this.directory, { recursive: true, force: true });
  }
}

export const sumOf = (standings: readonly Standing[], of: (standing: Standing) => number): number =>
  standings.reduce((sum, standing) => sum + of(standing), 0);

const lastOf = (standings: readonly Standing[], type: string): { readonly count: number; readonly lastAt: number } => ({
  count: sumOf(standings, ({ arrivals }) => arrivals[type]?.count ?? 0),
  lastAt: Math.max(...standings.map(({ arrivals }) => arrivals[type]?.lastAt ?? 0)),
});

export async function voters(world: HallWorld, address: Address, seen: Seen): Promise<readonly RawSocket[]> {
  const sockets: RawSocket[] = [];
  for (const cookie of world.hall.voters) {
    const socket = new RawSocket(address, cookie, seen, () => undefined);
    sockets.push(socket);
    await socket.open('127.0.0.9');
  }
  return sockets;
}

/** Each at a moment of its own; gives how long each waited for its answer. */
export async function voteAll(
  sockets: readonly RawSocket[],
  votingMs: number,
  message: () => { readonly name: string; readonly body: unknown },
): Promise<{ readonly ackMs: number[]; readonly lastSentAt: number; readonly refused: string[] }> {
  const refused: string[] = [];
  let lastSentAt = 0;
  const ackMs = await Promise.all(
    sockets.map(async (socket, place) => {
      await wait((votingMs * place) / sockets.length);
      const { name, body } = message();
      const from = sharedNow();
      lastSentAt = Math.max(lastSentAt, from);
      const answer = await socket.ask<{ ok: boolean; code?: string }>(name, body);
      if (!answer.ok) refused.push(answer.code ?? '');
      return sharedNow() - from;
    }),
  );
  return { ackMs, lastSentAt, refused };
}

export interface Opened {
  readonly pollId: PollId;
  readonly paperHash: string;
  readonly askedAt: number;
}

/** Closes the clause at this place for edits and puts it to the vote. */
export async function openVoteOn(world: HallWorld, moderator: RawPage, place: number): Promise<Opened> {
  const { sittingId, draftId } = world.hall;
  const text = await moderator.wait('text', (frame) => frame.frame === 'whole');
  const clauseId = text.frame === 'whole' ? text.clauses[place]?.id : undefined;
  if (clauseId === undefined) throw new Error('no clause');
  const frozen = await moderator.command(sittingId, { type: 'draft.freeze-clause', draftId, clauseId });
  if (!frozen.ok) throw new Error(frozen.code);
  const askedAt = sharedNow();
  const opened = await moderator.command(sittingId, clauseVote(draftId, clauseId, 600));
  if (!opened.ok) throw new Error(opened.code);
  const isOf = (event: { readonly type: string }): boolean => event.type === 'poll.opened';
  const frame = await moderator.wait(
    'events',
    ({ events, seq }) => seq >= opened.value.seq && events.some(({ event }) => isOf(event)),
  );
  for (const { event } of frame.events) {
    if (event.type === 'poll.opened') return { pollId: event.pollId, paperHash: event.paperHash, askedAt };
  }
  throw new Error('no poll.opened');
}

export async function openModerator(world: HallWorld): Promise<RawPage> {
  const { forumId, sittingId, moderator } = world.hall;
  const page = await openRawPage(world.origin, moderator);
  await page.follow(forumId, sittingId);
  return page;
}

export function ballotOf(world: HallWorld, { pollId, paperHash }: Opened) {
  const choices = ['yes', 'no', 'abstain'] as const;
  let number = 0;
  return () => {
    const choice = choices[number++ % 7 < 5 ? 0 : number % 3]!;
    const ballot = { requestId: newRequestId(), pollId, answer: { kind: 'decision', choice }, paperHash };
    return { name: 'ballot', body: { sittingId: world.hall.sittingId, ballot } };
  };
}

/** People of the real page's code who type five letters a second each, in clauses of their own. Returns the way to stop. */
async function write(world: HallWorld): Promise<() => Promise<number>> {
  const { port, textId } = world.hall;
  const pages = world.hall.voters
    .slice(0, world.sizes.writers)
    .map((cookie) => openText({ port } as Parameters<typeof openText>[0], cookie, textId));
  const until = (page: (typeof pages)[number], wanted: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!wanted()) return;
        stop();
        resolve();
      };
      const stop = page.onState(look);
      queueMicrotask(look);
    });
  await Promise.all(pages.map((page) => until(page, () => page.state().synced)));
  let letters = 0;
  const timers = pages.map((page, place) => {
    const clauses = [...(page.doc().getMap('clauses').keys() as Iterable<ClauseId>)].sort();
    const clauseId = clauses[10 + place]!;
    return setInterval(() => {
      if (page.state().locked.has(clauseId)) return;
      letters += 1;
      insertWords(page.doc(), clauseId, 'ru', plainText(clauseRuns(page.doc(), clauseId, 'ru')).length, 'ы');
    }, 200);
  });
  return async () => {
    for (const timer of timers) clearInterval(timer);
    await Promise.all(pages.map((page) => until(page, () => page.state().writing.is === 'saved')));
    for (const page of pages) page.close();
    return letters;
  };
}

/** Real pages of the library, which hold a thousand raw ones to the truth. */
async function openWitnesses(world: HallWorld): Promise<readonly RawPage[]> {
  const { forumId, sittingId, followers } = world.hall;
  return Promise.all(
    followers.slice(0, 2).map(async (cookie) => {
      const page = await openRawPage(world.origin, cookie);
      await page.follow(forumId, sittingId);
      return page;
    }),
  );
}

function toldTo({ got }: RawPage): { readonly cast: number; readonly isInOrder: boolean } {
  let held = 0;
  let isInOrder = true;
  let cast = -1;
  for (const { name, frame } of got) {
    const { of, after, seq } = frame as { of?: string; after?: number; seq?: number };
    if (name === 'snapshot' && of === 'sitting') held = seq ?? 0;
    if (name !== 'events' || of !== 'sitting') continue;
    if ((after ?? 0) > held) isInOrder = false;
    held = seq ?? 0;
    for (const { event } of (frame as { events: { event: { type: string; result?: { cast: number } } }[] }).events) {
      if (event.type === 'poll.closed') cast = event.result?.cast ?? -1;
    }
  }
  return { cast, isInOrder };
}

/**
 * The hall's burst on our server, on the clause at `place`. `rehearsal`: with an empty hall, before anybody has come; it tells what voting,
 * writing and deciding cost by themselves, and is what warms the server up. `comes`: the followers come first. `present`: they are there,
 * and so many of them do not read.
 */
export async function ownBurst(
  world: HallWorld,
  place: number,
  followers: 'rehearsal' | 'comes' | 'present',
  stalledCount = 0,
): Promise<OwnBurst> {
  const { server, hall } = world;
  const isRehearsal = followers === 'rehearsal';
  const sizes = { ...world.sizes, ...(isRehearsal && { followers: 0 }) };
  const before = await server.ask<Reading>('read');
  if (followers === 'comes') await world.come(hall.followers);
  await world.until((standings) => sumOf(standings, ({ live }) => live) === sizes.followers);
  await wait(1_000);
  const after = await server.ask<Reading>('read');
  const seen = new Seen();
  const seats = await voters(world, world.address, seen);
  const moderator = await openModerator(world);
  const witnesses = await openWitnesses(world);
  const stopWriting = await write(world);

  seen.reset();
  const heardBefore = moderator.got.length;
  await world.markAll();
  await wait(1_000);
  const opened = await openVoteOn(world, moderator, place);
  await wait(500);
  const { ackMs, lastSentAt, refused } = await voteAll(seats, sizes.votingMs, ballotOf(world, opened));
  const closedAt = sharedNow();
  const closed = await moderator.command(hall.sittingId, { type: 'poll.close', pollId: opened.pollId });
  if (!closed.ok) throw new Error(closed.code);
  const letters = await stopWriting();
  const settled = ({ arrivals, heldBy, textBy }: Standing): boolean =>
    arrivals['poll.closed'] !== undefined && Object.keys(heldBy).length === 1 && Object.keys(textBy).length === 1;
  const reached = (standings: readonly Standing[]): boolean =>
    isRehearsal ||
    (lastOf(standings, 'poll.closed').count >= sizes.followers - stalledCount &&
      (stalledCount > 0 || standings.every(settled)));
  await world.until(reached);
  // What is told together, and later, is told too.
  await wait(1_500);
  const standings = await world.until(reached);
  const reading = await server.ask<Reading>('read');
  const record = (await world.crowds[0]!.ask<Recorded[]>('record')).slice();
  const result = lastOf(standings, 'poll.closed').lastAt;
  const burst: OwnBurst = {
    reading,
    delivered: sumOf(standings, ({ messages }) => messages) + seen.messages + (moderator.got.length - heardBefore) * 3,
    ackMs,
    openingMs: lastOf(standings, 'poll.opened').lastAt - opened.askedAt,
    lastBallotMs: result - lastSentAt,
    resultMs: result - closedAt,
    kbPerConnection: ((after.rssMb - before.rssMb) * 1024) / sizes.followers,
    heapKbPerConnection: ((after.heapMb - before.heapMb) * 1024) / sizes.followers,
    record,
    wrong: [...standings.flatMap(({ wrong }) => wrong), ...seen.wrong, ...refused],
    standings,
    cast: ackMs.length - refused.length,
    faults: await server.ask<string[]>('faults'),
    told: witnesses.map(toldTo),
    letters,
  };
  for (const page of [moderator, ...witnesses]) page.close();
  for (const socket of seats) socket.close();
  return burst;
}

/** The same number of people, deeds and followers at a server that tells each change to all. */
export async function stockBurst(
  world: HallWorld,
  { record, letters }: Pick<OwnBurst, 'record' | 'letters'>,
): Promise<Burst> {
  const { sizes } = world;
  const server = startChild('./other-servers.ts');
  try {
    const port = await server.ask<number>('stock');
    const address: Address = { origin: `http://127.0.0.1:${String(port)}`, io: true, follow: null };
    const before = await server.ask<Reading>('read');
    await world.come(world.hall.followers, address, false);
    await wait(1_000);
    const after = await server.ask<Reading>('read');
    const seen = new Seen();
    const seats = await voters(world, address, seen);
    await Promise.all([server, ...world.crowds].map((child) => child.ask('mark')));
    let edits = 0;
    const text = record.find((frame) => frame.text.startsWith('42["text"'))?.text ?? '';
    const clause = (JSON.parse(text === '' ? '["",{}]' : text.slice(2)) as [string, { changed?: unknown[] }])[1]
      .changed;
    const writers = seats.slice(0, sizes.writers).map((socket) =>
      setInterval(() => {
        // No more than were typed at ours, however long this one takes.
        if (edits === letters) return;
        edits += 1;
        socket.send('edit', { textId: 'text', after: edits, changed: clause?.slice(0, 1) });
      }, 200),
    );
    await wait(1_500);
    const { ackMs, lastSentAt } = await voteAll(seats, sizes.votingMs, () => ({
      name: 'ballot',
      body: { requestId: newRequestId(), pollId: 'poll', answer: { kind: 'decision', choice: 'yes' } },
    }));
    for (const writer of writers) clearInterval(writer);
    const closedAt = sharedNow();
    const frame = record.find((one) => one.text.includes('"poll.closed"'))?.text.slice(2) ?? '["events",{}]';
    seats[0]?.send('result', (JSON.parse(frame) as [string, unknown])[1]);
    const all = sizes.followers * (edits + ackMs.length + 1);
    const standings = await world.until((current) => sumOf(current, ({ messages }) => messages) >= all, 300_000);
    const result = lastOf(standings, 'poll.closed').lastAt;
    return {
      reading: await server.ask<Reading>('read'),
      delivered: sumOf(standings, ({ messages }) => messages) + seen.messages,
      ackMs,
      openingMs: null,
      lastBallotMs: result - lastSentAt,
      resultMs: result - closedAt,
      kbPerConnection: ((after.rssMb - before.rssMb) * 1024) / sizes.followers,
      heapKbPerConnection: ((after.heapMb - before.heapMb) * 1024) / sizes.followers,
    };
  } finally {
    await Promise.all(world.crowds.map((crowd) => crowd.ask('leave')));
    await server.kill();
  }
}

/** The very same frames, at the same pace, by ws alone. */
export async function plainBurst(
  world: HallWorld,
  record: readonly Recorded[],
): Promise<{ readonly reading: Reading; readonly delivered: number }> {
  const server = startChild('./other-servers.ts');
  try {
    const port = await server.ask<number>('plain');
    const address: Address = { origin: `http://127.0.0.1:${String(port)}`, io: false, follow: null };
    await world.come(world.hall.followers, address, false);
    await wait(1_000);
    const all = world.sizes.followers * record.length;
    const replay = async (): Promise<readonly Standing[]> => {
      await Promise.all([server, ...world.crowds].map((child) => child.ask('mark')));
      await server.ask('replay', record);
      return world.until((current) => sumOf(current, ({ messages }) => messages) >= all);
    };
    // Once to warm it up, as ours was.
    await replay();
    const standings = await replay();
    return { reading: await server.ask<Reading>('read'), delivered: sumOf(standings, ({ messages }) => messages) };
  } finally {
    await Promise.all(world.crowds.map((crowd) => crowd.ask('leave')));
    await server.kill();
  }
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
