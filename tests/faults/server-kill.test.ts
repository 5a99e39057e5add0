/** Is everything that people were told is done there after `kill -9` of the server, each once, and do their pages go on by themselves? */
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Assembly } from '../../client/live/assembly.svelte.ts';
import type { TextConnection } from '../../client/live/text-connection.ts';
import type { Store, StoredEvent } from '../../server/engine/ports.ts';
import { checkChains } from '../../server/store/chain-check.ts';
import { openSqliteStore } from '../../server/store/sqlite.ts';
import { openForReading } from '../../server/store/sqlite-open.ts';
import { sqliteChains, sqliteReads } from '../../server/store/sqlite-reads.ts';
import { sqliteBuilder, SqliteStatements } from '../../server/store/sqlite-statements.ts';
import { allClausesOf, clausesOf, openTextDoc } from '../../shared/draft/clause-text.ts';
import { createClause } from '../../shared/draft/clause-text-edit.ts';
import { plainText } from '../../shared/draft/clause-runs.ts';
import { inHallMark, isMark } from '../../shared/poll/box-mark.ts';
import { fromBoxed } from '../../shared/poll/poll-answer.ts';
import type { ClauseId, PersonId, PollId, SittingId, TextId } from '../../shared/lib/ids.ts';
import { idFromBytes } from '../../shared/lib/ids.ts';
import type { Seat } from '../../shared/sitting/sitting.ts';
import { sittingStream } from '../../shared/lib/streams.ts';
import { measured } from '../measured.ts';
import { randomFrom, untilState } from '../text/text-world.ts';
import {
  comeAndGo,
  conductPolls,
  finish,
  freezeAndThaw,
  keepRecord,
  openPollOf,
  ruleOnContests,
  vote,
  write,
  type Told,
} from './server-kill-people.ts';
import { enter, freePort, openPage, openText, ServerProcess, type ServerOptions } from './server-kill-world.ts';

const seed = Number(process.env['ORTAQ_SEED'] ?? Date.now() % 1_000_000);
const kills = Number(process.env['ORTAQ_KILLS'] ?? 50);

/** The last of them while the draft is put as a whole, the sitting closes and its papers are issued. */
const lastOfWork = kills - Math.floor(kills / 5);

const voters = ['rural', 'children', 'deaf', 'business'] as const;
const hosts = ['moderator-business', 'ministry', 'reporter'] as const;
type Name = (typeof voters)[number] | (typeof hosts)[number];

let directory = '';
let server: ServerProcess | null = null;
const pages = new Map<Name, Assembly>();
const texts = new Map<Name, TextConnection>();

afterAll(async () => {
  for (const page of pages.values()) page.close();
  for (const text of texts.values()) text.close();
  await server?.kill();
  await rm(directory, { recursive: true, force: true });
});

test(
  `a server killed ${kills} times at random moments keeps all it acknowledged, once, and the pages go on (ORTAQ_SEED=${seed})`,
  // Only ends what hangs: a life takes as long as the machine is busy.
  { timeout: 900_000 },
  async () => {
    const random = randomFrom(seed);
    directory = await mkdtemp(join(tmpdir(), 'ortaq-server-kill-'));
    const options: ServerOptions = {
      port: await freePort(),
      data: join(directory, 'data'),
      links: join(directory, 'links.json'),
    };
    server = new ServerProcess(options);
    await server.listening();
    const place = await takePlaces(options);
    const { sittingId, textId, draftId, clauseIds, personOf } = place;

    let isOver = false;
    const told: Told = { commands: [], ballots: [], words: [], refusals: [], lastAt: performance.now() };
    let wake = (): void => undefined;
    const deeds = { told, random, isOver: () => isOver, onTold: () => wake() };
    const pageOf = (name: Name): Assembly => pages.get(name)!;
    const [first, second, third, ...forPolls] = clauseIds;
    const done = Promise.all([
      write(deeds, 'rural', texts.get('rural')!, first!),
      write(deeds, 'deaf', texts.get('deaf')!, first!),
      write(deeds, 'business', texts.get('business')!, second!),
      comeAndGo(deeds, 'reporter', pageOf('reporter')),
      freezeAndThaw(deeds, 'ministry', pageOf('ministry'), { draftId, clauseId: third! }),
      conductPolls(deeds, 'moderator-business', pageOf('moderator-business'), draftId, forPolls),
      keepRecord(deeds, 'reporter', pageOf('reporter'), place.hands),
      ruleOnContests(deeds, 'ministry', pageOf('ministry')),
      ...voters.map((name) => vote(deeds, name, pageOf(name))),
    ]);

    const audit = new Audit(sittingId, textId, personOf, told);
    const downTimes: number[] = [];
    const firstAcks: number[] = [];
    const downs: { from: number; to: number }[] = [];
    let finished: Promise<void> | null = null;
    for (let kill = 1; kill <= kills; kill += 1) {
      const listen = (listener: () => void): void => void (wake = listener);
      const firstToldAt = await untilTold(told, listen, server.startedAt, () => kill % 5 !== 0 && !isOver);
      // A text comes back sooner than a page: in two lives of five whoever conducts the votes is back as well.
      while (kill % 5 > 2 && pageOf('moderator-business').line !== 'live') await wait(20);
      // On a busy machine a life may be too short for any command; in all there are to be more of them than kills.
      while (kill === lastOfWork && told.commands.length <= kills + 1)
        await new Promise<void>((resolve) => listen(resolve));
      // The moment of the kill is the input of this test, not a wait for something.
      await wait(random.below(400));
      const closesAt = openPollOf(pageOf('moderator-business'))?.closesAt ?? 0;
      const leftMs = closesAt - Date.now();
      // Now and then the server is away when a vote is to close.
      const missesDeadline = leftMs > 0 && leftMs < 3_000;
      if (missesDeadline) await wait(Math.max(0, leftMs - random.below(150)));
      await server.kill();
      expect([kill, server.faults]).toEqual([kill, []]);
      const lastAt = told.lastAt;
      const from = Date.now();
      const copy = join(directory, `after-${String(kill)}`);
      await cp(options.data, copy, { recursive: true });
      const known = audit.toldUntilNow();
      if (missesDeadline) await wait(Math.max(0, closesAt + 50 - Date.now()));
      server = new ServerProcess(options);
      const [startMs] = await Promise.all([server.listening(), audit.of(copy, known, kill)]);
      await rm(copy, { recursive: true });
      downs.push({ from, to: Date.now() });
      if (!missesDeadline) downTimes.push(server.startedAt + startMs - lastAt);
      if (firstToldAt !== null) firstAcks.push(firstToldAt);
      for (const page of pages.values()) expect([kill, page.stopped]).toEqual([kill, null]);
      if (kill !== lastOfWork) continue;
      isOver = true;
      await done;
      // A vote that is announced opens, and one that is open closes by itself, at its time.
      const desk = pageOf('moderator-business');
      while (openPollOf(desk) !== null || desk.sitting?.announcement.pending != null) await wait(50);
      isOver = false;
      finished = finish(deeds, draftId, place.hands, {
        desk: ['moderator-business', desk],
        chair: ['ministry', pageOf('ministry')],
        secretary: ['reporter', pageOf('reporter')],
        voters: voters.map((name) => [name, pageOf(name)] as const),
      }).finally(() => {
        isOver = true;
        wake();
      });
      // What it failed of is thrown where it is waited for, after the last kill.
      finished.catch(() => undefined);
    }

    await finished;
    for (const text of texts.values()) await untilState(text, () => text.state().writing.is === 'saved');
    expect(told.refusals).toEqual([]);
    for (const page of pages.values()) expect(page.stopped).toBeNull();
    await server.kill();

    const store = await openSqliteStore({ directory: options.data });
    const { polls, missed, unnamed } = await audit.atTheEnd(store, downs);
    const whole = await replay(store, textId);
    for (const text of texts.values()) expect(allClausesOf(text.doc())).toEqual(allClausesOf(whole));
    for (const text of texts.values()) expect(text.state().unsent).toEqual([]);
    expect((await store.verify('start')).firstBad).toBeNull();
    await store.close();
    expect(told.words.length).toBeGreaterThan(kills);
    expect(told.commands.length).toBeGreaterThan(kills);
    expect(polls).toBeGreaterThan(0);
    const types = told.commands.map(({ command }) => command.type);
    for (const command of ['draft.freeze', 'sitting.close', 'minutes.sign', 'paper.issue'])
      expect(types).toContain(command);
    const times = Object.fromEntries(types.map((type) => [type, types.filter((one) => one === type).length]));
    measured(`commands acknowledged: ${JSON.stringify(times)}`);
    measured(
      `server killed ${kills} times: ${told.words.length} edits, ${told.commands.length} commands, ${told.ballots.length} ballots ` +
        `acknowledged; ${polls} votes closed by their deadline (${unnamed} unnamed), ${missed} of them while the server was away`,
    );
    measured(`last acknowledgement before kill -9 to listening again: ${spread(downTimes)}`);
    measured(`start of the process to the first acknowledgement of a page that came back: ${spread(firstAcks)}`);
  },
);

/** Everybody comes in, the moderator makes the clauses that will be voted on, the voters are here. */
async function takePlaces(options: ServerOptions) {
  const personOf = new Map<string, PersonId>();
  let sittingId: SittingId | null = null;
  for (const name of [...hosts, ...voters] as const) {
    const { cookie, forumId } = await untilEntered(options, name);
    if (sittingId === null) {
      const response = await fetch(`http://127.0.0.1:${String(options.port)}/api/me`, { headers: { cookie } });
      expect(response.ok).toBe(true);
      sittingId = (await sittingOf(options, cookie, forumId)) as SittingId;
    }
    const page = openPage(options, cookie, forumId, sittingId);
    pages.set(name, page);
    while (page.mine === null || page.sitting === null) await wait(20);
    personOf.set(name, page.mine.personId);
    const draft = Object.values(page.sitting.draft.drafts)[0]!;
    if (name === 'moderator-business' || name === 'rural' || name === 'deaf' || name === 'business') {
      const text = openText(options, cookie, draft.textId);
      text.onDoc(() => {
        throw new Error(`${name} had to begin again with a new text`);
      });
      texts.set(name, text);
      await untilState(text, () => text.state().synced && text.state().mayWrite);
    }
  }
  const moderator = pages.get('moderator-business')!;
  const draft = Object.values(moderator.sitting!.draft.drafts)[0]!;
  await must(moderator.send({ type: 'sitting.give-role', personId: personOf.get('ministry')!, role: 'chair' }));
  await must(moderator.send({ type: 'sitting.give-role', personId: personOf.get('reporter')!, role: 'secretary' }));
  for (const name of voters) await must(pages.get(name)!.send({ type: 'sitting.declare-presence', where: 'hall' }));
  // Two who have no page here get a seat: one raises a card, the other is away. An organisation has one already.
  const others = Object.keys(moderator.forum!.members) as PersonId[];
  for (const personId of others.filter((one) => ![...personOf.values()].includes(one))) {
    if (unseen(moderator, personOf).length === 2) break;
    await moderator.send({ type: 'sitting.give-seat', personId, right: 'deciding', weight: 1 });
  }
  const [card, away] = unseen(moderator, personOf);
  const seats = Object.values(moderator.sitting!.sitting.seats);
  const seatOf = (name: Name) => seats.find(({ holder }) => holder === personOf.get(name))!.seatId;
  const marked = { type: 'sitting.mark-presence', personId: card!.holder, where: 'hall' } as const;
  await must(pages.get('reporter')!.send(marked));
  const hands = { teller: personOf.get('reporter')!, card: card!.seatId, away: away!.seatId, to: seatOf('rural') };
  const text = texts.get('moderator-business')!;
  for (let number = 1; number <= 20; number += 1) {
    const id = idFromBytes('clause', new Uint8Array([0, 0, 0, 0, 0, 0, 0, 0, 7, number]));
    const after = clausesOf(text.doc()).at(-1)?.id ?? null;
    createClause(text.doc(), { id, kind: 'operative', after, body: { ru: `пункт ${String(number)}`, kk: 'тармақ' } });
  }
  await untilState(text, () => text.state().writing.is === 'saved');
  const clauseIds = clausesOf(text.doc()).map(({ id }) => id);
  const [first, second, third, , ...forPolls] = clauseIds as [ClauseId, ClauseId, ClauseId, ClauseId];
  return {
    sittingId: sittingId!,
    draftId: draft.draftId,
    textId: draft.textId,
    clauseIds: [first, second, third, ...forPolls],
    personOf,
    hands,
  };
}

/** The seats of those who have no page. */
function unseen({ sitting }: Assembly, personOf: ReadonlyMap<string, PersonId>): readonly Seat[] {
  const seen = new Set(personOf.values());
  return Object.values(sitting!.sitting.seats).filter(({ holder }) => !seen.has(holder));
}

/** The links are written a moment after the port answers. */
async function untilEntered(options: ServerOptions, name: Name): ReturnType<typeof enter> {
  for (;;) {
    try {
      return await enter(options, name);
    } catch (fault) {
      if (!(fault instanceof Error) || !fault.message.includes('ENOENT')) throw fault;
      await wait(20);
    }
  }
}

async function sittingOf(options: ServerOptions, cookie: string, forumId: string): Promise<string> {
  // The panel on business is the only one whose moderator this is.
  const page = openPage(options, cookie, forumId as never, null as never);
  while (page.forum === null) await wait(20);
  const found = page.forum.sittings[1]?.sittingId;
  page.close();
  if (found === undefined) throw new Error('the sample has no panel');
  return found;
}

async function must(answer: Promise<{ readonly ok: boolean }>): Promise<void> {
  expect(await answer).toMatchObject({ ok: true });
}

/** Waits until something is told again after the start; `null` when the next kill comes without. */
async function untilTold(
  told: Told,
  listen: (listener: () => void) => void,
  startedAt: number,
  isWaiting: () => boolean,
): Promise<number | null> {
  while (isWaiting() && told.lastAt < startedAt) await new Promise<void>((resolve) => listen(resolve));
  return told.lastAt < startedAt ? null : told.lastAt - startedAt;
}

async function replay(store: Reading, textId: TextId): Promise<Y.Doc> {
  const doc = openTextDoc();
  for (const { update } of await store.readTextUpdates(textId, 0, 1_000_000)) Y.applyUpdate(doc, update);
  return doc;
}

function spread(numbers: readonly number[]): string {
  const sorted = [...numbers].sort((one, other) => one - other);
  return `median ${Math.round(sorted[sorted.length >> 1] ?? 0)} ms, worst ${Math.round(sorted.at(-1) ?? 0)} ms`;
}

/** What a store and a copy of its directory are both asked. */
type Reading = Pick<Store, 'readEvents' | 'readTextUpdates' | 'readPoll' | 'readBallots' | 'readLooseBallots'>;

/**
 * Reads a copy of a directory in this thread, by the store's own reading: its two threads would take longer to start than all there is to
 * read. That a directory opens again after a kill, the server shows that starts on it.
 */
function openCopy(directory: string): Reading & { firstBad(): unknown; close(): void } {
  const database = openForReading(directory);
  const builder = sqliteBuilder();
  const statements = new SqliteStatements(database);
  const reads = sqliteReads(builder, statements);
  return {
    readEvents: (...of) => Promise.resolve(reads.readEvents(...of)),
    readTextUpdates: (...of) => Promise.resolve(reads.readTextUpdates(...of)),
    readPoll: (...of) => Promise.resolve(reads.readPoll(...of)),
    readBallots: (...of) => Promise.resolve(reads.readBallots(...of)),
    readLooseBallots: (...of) => Promise.resolve(reads.readLooseBallots(...of)),
    firstBad() {
      const steps = checkChains(sqliteChains(builder, statements), 'checkpoint');
      for (;;) {
        const step = steps.next();
        if (step.done === true) return step.value.firstBad;
      }
    },
    close: () => void database.close(),
  };
}

/** What lies in the box of one vote. */
interface Box {
  readonly loose: Awaited<ReturnType<Store['readLooseBallots']>>;
  readonly ballots: Awaited<ReturnType<Store['readBallots']>>;
}

async function boxOf(store: Reading, pollId: PollId): Promise<Box> {
  return { loose: await store.readLooseBallots(pollId), ballots: await store.readBallots(pollId) };
}

interface Known {
  readonly commands: number;
  readonly ballots: number;
  readonly words: number;
}

/** Compares what people were told with what lies on the disk. */
class Audit {
  readonly #sittingId: SittingId;
  readonly #textId: TextId;
  readonly #personOf: ReadonlyMap<string, PersonId>;
  readonly #told: Told;

  constructor(sittingId: SittingId, textId: TextId, personOf: ReadonlyMap<string, PersonId>, told: Told) {
    this.#sittingId = sittingId;
    this.#textId = textId;
    this.#personOf = personOf;
    this.#told = told;
  }

  toldUntilNow(): Known {
    const { commands, ballots, words } = this.#told;
    return { commands: commands.length, ballots: ballots.length, words: words.length };
  }

  /** After one kill: all that was told until then is in the copy, and nothing twice. */
  async of(copy: string, known: Known, kill: number): Promise<void> {
    const store = openCopy(copy);
    await this.#compare(store, known, `after kill ${String(kill)}`);
    expect([kill, store.firstBad()]).toEqual([kill, null]);
    store.close();
  }

  async #compare(store: Reading, known: Known, when: string): Promise<readonly StoredEvent[]> {
    const events = await store.readEvents(sittingStream(this.#sittingId), 0, 1_000_000);
    const seqs = new Set<number>();
    // What is missing is gathered and expected to be nothing: to expect each by itself took longer than all the reading.
    const missing: unknown[] = [];
    for (const { who, command, seq } of this.#told.commands.slice(0, known.commands)) {
      const event = events[seq - 1];
      // `poll.open` has two events, and its answer the sequence of the second.
      const isThere = (eventsOf[command.type] ?? []).includes(event?.type ?? '');
      if (!isThere || event?.actor !== this.#personOf.get(who)) missing.push({ who, command, seq, event });
      if (seqs.has(seq)) missing.push({ who, seq, twice: true });
      seqs.add(seq);
    }
    const words = clausesOf(await replay(store, this.#textId))
      .map(({ body }) => plainText(body.ru ?? []))
      .join(' ')
      .split(/[ ;]+/);
    const counts = new Map<string, number>();
    for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    for (const word of this.#told.words.slice(0, known.words))
      if (counts.get(word) !== 1) missing.push({ word, times: counts.get(word) });
    for (const [word, times] of counts) if (/-\d+$/.test(word) && times !== 1) missing.push({ word, times });
    expect([when, missing]).toEqual([when, []]);
    const boxes = new Map<PollId, Box>();
    for (const { who, receipt } of this.#told.ballots.slice(0, known.ballots).slice(-200)) {
      const personId = this.#personOf.get(who);
      const box = boxes.get(receipt.pollId) ?? (await boxOf(store, receipt.pollId));
      boxes.set(receipt.pollId, box);
      const { loose } = box;
      // Of an unnamed vote that is over the box knows that there were ballots, and not whose was which.
      if (loose !== null) {
        expect([when, who, loose.voted.length, loose.voted.length > 0]).toEqual([
          when,
          who,
          loose.ballots.length,
          true,
        ]);
        continue;
      }
      const held = box.ballots.find((ballot) => ballot.personId === personId);
      if (held === undefined || held.revision < receipt.revision)
        throw new Error(`${when}: a ballot of ${who} is missing`);
      if (held.revision > receipt.revision) continue;
      const { pollId, at, revision, choice, receipt: paper } = held;
      const answer = fromBoxed(choice);
      expect([when, who, { pollId, at, revision, answer, receipt: paper }]).toEqual([when, who, receipt]);
    }
    for (const [pollId, closesAt] of deadlinesIn(events)) {
      const box = await store.readPoll(pollId);
      expect([when, pollId, box?.closesAt]).toEqual([when, pollId, closesAt]);
    }
    return events;
  }

  /** Every deed exactly once, every vote closed by the server at its deadline, and counted as the box has it. */
  async atTheEnd(
    store: Store,
    downs: readonly { readonly from: number; readonly to: number }[],
  ): Promise<{ readonly polls: number; readonly missed: number; readonly unnamed: number }> {
    const events = await this.#compare(store, this.toldUntilNow(), 'at the end');
    const wholeAt = events.find(({ type }) => type === 'draft.closed')?.at;
    for (const who of new Set(this.#told.commands.map((one) => one.who))) {
      const told = this.#told.commands.filter((one) => one.who === who);
      const papers = new Set<string>();
      const written = events.filter(({ actor, type, body, at }) => {
        if (actor !== this.#personOf.get(who) || followers.has(type)) return false;
        // Whoever closes the whole closes each of its clauses in the same step.
        if (type === 'draft.clause-frozen' && at === wholeAt) return false;
        // A paper has an event for each of its files.
        const { paperId } = body as { paperId?: string };
        if (type !== 'paper.issued' || paperId === undefined) return true;
        const isFirst = !papers.has(paperId);
        papers.add(paperId);
        return isFirst;
      });
      // What was asked before the kills: one presence of each voter and one marked, two roles and two seats given by the moderator.
      const isOne = who === 'reporter' || voters.some((name) => name === who);
      const before = who === 'moderator-business' ? 4 : isOne ? 1 : 0;
      // What was announced is done in the announcer's name, when its time comes.
      const byItself = events.filter(({ type, actor }) => type === 'announcement.done' && actor === 'server').length;
      const later = who === 'moderator-business' ? byItself : 0;
      expect([who, written.length]).toEqual([who, told.length + before + later]);
    }
    // What was announced was done once, and by itself not before its time.
    const announced = events.filter(({ type }) => type === 'announcement.made');
    const ended = events.filter(({ type }) => type === 'announcement.done');
    const idOf = ({ body }: StoredEvent): string => (body as { announcementId: string }).announcementId;
    expect(ended.map(idOf)).toEqual(announced.map(idOf));
    for (const [place, { actor, at }] of ended.entries()) {
      const due = (announced[place]!.body as { at: number }).at;
      if (actor === 'server') expect(at).toBeGreaterThanOrEqual(due);
    }
    const deadlines = deadlinesIn(events);
    let [missed, unnamed] = [0, 0];
    for (const { type, actor, at, body } of events) {
      if (type !== 'poll.closed') continue;
      const { pollId, result } = body as {
        pollId: PollId;
        result: { closedAt: number; cast: number; kind: string; sheet: { whole: Record<string, number> } };
      };
      const closesAt = deadlines.get(pollId) ?? 0;
      expect([actor, result.closedAt, at >= closesAt]).toEqual(['server', closesAt, true]);
      if (downs.some(({ from, to }) => from < closesAt && closesAt < to)) missed += 1;
      const ballots = await store.readBallots(pollId);
      const loose = await store.readLooseBallots(pollId);
      expect([pollId, result.cast]).toEqual([pollId, loose?.ballots.length ?? ballots.length]);
      if (loose !== null) unnamed += 1;
      if (loose === null && result.kind === 'decision') {
        for (const choice of ['yes', 'no', 'abstain']) {
          // The one card that is counted in the hall was an abstention.
          const isSaid = (one: { readonly choice: string }) =>
            one.choice === choice || (choice === 'abstain' && one.choice === inHallMark);
          expect([choice, result.sheet.whole[choice]]).toEqual([choice, ballots.filter(isSaid).length]);
        }
      }
      // Each receipt was one ballot: none was counted again when it came again.
      for (const { personId, revision, choice } of ballots) {
        if (isMark(choice)) continue;
        const told = this.#told.ballots.filter(
          ({ who, receipt }) => receipt.pollId === pollId && this.#personOf.get(who) === personId,
        );
        expect(told.map(({ receipt }) => receipt.revision)).toEqual(
          Array.from({ length: revision }, (_, place) => place + 1),
        );
      }
    }
    expect(events.filter(({ type }) => type === 'poll.closed').length).toBe(deadlines.size);
    return { polls: deadlines.size, missed, unnamed };
  }
}

/** Events that stand behind another in the same unit. */
const followers = new Set([
  'draft.clause-put',
  'draft.put',
  'draft.numbers-fixed',
  'announcement.done',
  'draft.clause-left',
  'sitting.item-done',
]);

const eventsOf: Readonly<Record<string, readonly string[]>> = {
  'sitting.declare-presence': ['sitting.presence-noted'],
  'draft.freeze-clause': ['draft.clause-frozen'],
  'draft.thaw-clause': ['draft.clause-thawed'],
  'poll.open': ['draft.clause-put', 'draft.put', 'poll.opened'],
  'poll.count-hall': ['poll.hall-counted'],
  'poll.decide-contest': ['poll.contest-decided'],
  'sitting.give-proxy': ['sitting.proxy-given'],
  'sitting.end-proxy': ['sitting.proxy-ended'],
  'sitting.close': ['sitting.closed'],
  'draft.freeze': ['draft.closed'],
  'minutes.set-number': ['minutes.numbered'],
  'minutes.sign': ['minutes.signed'],
  'paper.issue': ['paper.issued'],
  'poll.annul': ['poll.annulled', 'draft.clause-left'],
  'poll.contest': ['poll.contested'],
  'announcement.announce': ['announcement.made'],
  'announcement.now': ['announcement.done'],
  'poll.extend': ['poll.extended'],
};

function deadlinesIn(events: readonly StoredEvent[]): ReadonlyMap<PollId, number> {
  const deadlines = new Map<PollId, number>();
  for (const { type, body } of events) {
    if (type !== 'poll.opened' && type !== 'poll.extended') continue;
    const { pollId, closesAt } = body as { pollId: PollId; closesAt: number };
    deadlines.set(pollId, closesAt);
  }
  return deadlines;
}
