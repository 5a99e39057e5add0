/** Does a ballot go its way as was written down by hand? Each line of a vector is done by raw messages to a running server. */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { systemClock } from '../../server/clock.ts';
import type { Clock } from '../../server/engine/ports.ts';
import type { Services } from '../../server/services.ts';
import type { PersonId, PollId, SeatId, SittingId } from '../../shared/lib/ids.ts';
import type { Result } from '../../shared/lib/result.ts';
import { countedElectors } from '../../shared/poll/poll-electors.ts';
import type { PollOpening } from '../../shared/poll/poll-commands.ts';
import { openPoll, type Poll } from '../../shared/poll/poll.ts';
import type { SittingStreamCommand } from '../../shared/protocol/features.ts';
import type { WalkInAnswer } from '../../shared/protocol/http.ts';
import type { BallotReceipt } from '../../shared/protocol/messages.ts';
import { handClock, openAgain } from './hand-clock.ts';
import { newRequestId, openRawPage, openWorld, signInCookie, type RawPage } from './world.ts';

interface Vector {
  readonly id: string;
  readonly desc: string;
  readonly events: readonly string[];
  readonly expected: Readonly<Record<string, unknown>>;
}
const file = join(import.meta.dirname, '..', 'fixtures', 'voting-vectors.json');
const vectors = (JSON.parse(readFileSync(file, 'utf8')) as { readonly lifecycle: readonly Vector[] }).lifecycle;

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** Who is meant by the names in the vectors; v9 has no seat yet. */
const known: Readonly<Record<string, 'chen' | 'dara' | 'jana' | 'kamila' | 'nurlan'>> = {
  v1: 'chen',
  v2: 'dara',
  a1: 'jana',
  j1: 'kamila',
  v9: 'nurlan',
};

/** A sitting in which the lines are done one after the other, and what was told of each ballot. */
class Course {
  readonly told: Result<BallotReceipt>[] = [];
  /** How many electors there were when the vote opened, and are at the end. */
  electors = 0;
  /** Time stands still, but where a server is killed: the store that is on a disk goes by the true one. */
  readonly #clock: Clock & { move?: (ms: number) => void };
  readonly #directory: string | null;
  readonly #isChangeable: boolean;
  /** By organisation: who has come for it. */
  readonly #delegates = new Map<string, RawPage>();
  readonly #pages = new Map<string, RawPage>();
  #world!: Awaited<ReturnType<typeof openWorld>>;
  #services!: Services;
  #origin = '';
  #openedAt = 0;
  #pollId: PollId | null = null;

  constructor({ desc, events }: Vector) {
    this.#isChangeable = !desc.includes('not allowed');
    const isKilled = events.includes('kill -9 server');
    this.#clock = isKilled ? systemClock() : handClock();
    const directory = isKilled ? mkdtempSync(join(tmpdir(), 'ortaq-ballot-')) : null;
    this.#directory = directory;
    if (directory === null) return;
    closers.push(() => {
      rmSync(directory, { recursive: true });
    });
  }

  async begin(): Promise<void> {
    this.#world = await openWorld({
      clock: this.#clock,
      ...(this.#directory !== null && { store: 'sqlite', directory: join(this.#directory, 'first') }),
      others: { jana: 'advisory', kamila: 'media', nurlan: 'member' },
    });
    const world = this.#world;
    closers.push(async () => {
      expect(world.faults).toEqual([]);
      await world.close();
    });
    this.#serveBy(world.services, world.origin);
    for (const name of ['chen', 'dara', 'eli'] as const) {
      const personId = world.people[name];
      await this.#do('bo', { type: 'sitting.mark-presence', personId, where: 'hall' });
    }
  }

  async line(line: string): Promise<void> {
    const cast = /^(?:(\d+) x )?cast (\w+)(?:\(org (\w+)\))?(?: (yes|no))?(?: (?:key=)?(k\d))?(?: @([\d.]+))?/.exec(
      line,
    );
    const at = /@([\d.]+)/.exec(line)?.[1];
    if (cast !== null) {
      const [, times = '1', who = '', organisation, choice, key] = cast;
      if (organisation !== undefined) await this.#delegate(who, organisation);
      await this.#open();
      this.#moveTo(at);
      await this.#cast(who, Number(times), choice, key);
    } else if (line.startsWith('open')) await this.#open();
    else if (line.startsWith('close')) await this.#close(at);
    else if (line.startsWith('join')) await this.#join(line.split(' ')[1] ?? '');
    else if (line.startsWith('revokeRole')) await this.#revoke(line.split(' ')[1] ?? '');
    else if (line === 'kill -9 server') await this.#kill();
    else if (line !== 'start') throw new Error(`what is ${line}?`);
  }

  /** The vote, closed if it was not. */
  async end(): Promise<Poll> {
    if ((await this.#poll()).closedAt === null) await this.#close(undefined);
    return this.#poll();
  }

  #serveBy(services: Services, origin: string): void {
    this.#services = services;
    this.#origin = origin;
    this.#pages.clear();
  }

  get #sittingId(): SittingId {
    return this.#world.sittingId;
  }

  #personId(name: string): PersonId {
    const { people, others } = this.#world;
    return people[name as 'chen'] ?? others[name]!;
  }

  async #pageOf(name: string): Promise<RawPage> {
    const held = this.#delegates.get(name) ?? this.#pages.get(name);
    if (held !== undefined) return held;
    const page = await this.#enter(this.#personId(name));
    this.#pages.set(name, page);
    return page;
  }

  async #enter(personId: PersonId): Promise<RawPage> {
    const { forumId } = this.#world;
    const page = await openRawPage(this.#origin, await signInCookie(this.#services, this.#origin, personId, forumId));
    closers.push(() => page.close());
    await page.follow(forumId, this.#sittingId);
    return page;
  }

  async #do(name: string, command: SittingStreamCommand): Promise<string> {
    const answer = await (await this.#pageOf(name)).command(this.#sittingId, command);
    return answer.ok ? 'ok' : answer.code;
  }

  async #state() {
    return (await this.#services.assemblies.sitting(this.#sittingId))!.sitting.state;
  }

  async #poll(): Promise<Poll> {
    return (await this.#state()).poll.polls[this.#pollId!]!;
  }

  #moveTo(seconds: string | undefined): void {
    if (seconds === undefined) return;
    const ms = this.#openedAt + Number(seconds) * 1000 - this.#clock.now();
    if (ms > 0) this.#clock.move?.(ms);
  }

  async #open(): Promise<void> {
    if (this.#pollId !== null) return;
    const opening: PollOpening = {
      type: 'poll.open',
      subject: { of: 'question', question: { ru: 'Перерыв?' } },
      ask: { kind: 'decision' },
      isChangeable: this.#isChangeable,
      seconds: this.#directory === null ? 10 : 3600,
    };
    expect(await this.#do('amina', opening)).toBe('ok');
    const poll = openPoll((await this.#state()).poll)!;
    this.#pollId = poll.pollId;
    this.#openedAt = this.#clock.now();
    this.electors = countedElectors(poll).length;
  }

  async #cast(who: string, times: number, choice: string | undefined, key: string | undefined): Promise<void> {
    const name = known[who]!;
    const page = await this.#pageOf(this.#delegates.has(who) ? who : name);
    const { pollId, paperHash } = await this.#poll();
    const asked = Array.from({ length: times }, (_, place) => {
      const some = (['yes', 'no', 'abstain'] as const)[place % 3]!;
      const answer = { kind: 'decision', choice: choice ?? some };
      const requestId = key === undefined ? newRequestId() : `ballot-vector-${key}`;
      return page.ask('ballot', { sittingId: this.#sittingId, ballot: { requestId, pollId, answer, paperHash } });
    });
    this.told.push(...(await Promise.all(asked)));
  }

  /** By its time, or by hand. */
  async #close(at: string | undefined): Promise<void> {
    await this.#open();
    const pollId = this.#pollId!;
    if (at === undefined) expect(await this.#do('amina', { type: 'poll.close', pollId })).toBe('ok');
    else this.#moveTo(at);
    const page = await this.#pageOf('amina');
    await page.wait('events', ({ events }) => events.some(({ event }) => event.type === 'poll.closed'));
  }

  async #join(who: string): Promise<void> {
    const personId = this.#personId(known[who]!);
    expect(await this.#do('amina', { type: 'sitting.give-seat', personId, right: 'deciding', weight: 1 })).toBe('ok');
    expect(await this.#do('bo', { type: 'sitting.mark-presence', personId, where: 'hall' })).toBe('ok');
  }

  /** The seat is what one votes by. */
  async #revoke(who: string): Promise<void> {
    const personId = this.#personId(known[who]!);
    const { seats } = (await this.#state()).sitting;
    const { seatId } = Object.values(seats).find(({ holder }) => holder === personId)!;
    expect(await this.#do('amina', { type: 'sitting.take-seat', seatId })).toBe('ok');
  }

  /** What lies on the disk at this moment is what is left; the server that wrote it is asked nothing any more. */
  async #kill(): Promise<void> {
    const directory = join(this.#directory!, 'second');
    cpSync(join(this.#directory!, 'first'), directory, { recursive: true });
    const again = await openAgain(directory, this.#clock);
    closers.push(async () => {
      expect(again.faults).toEqual([]);
      await again.services.close();
    });
    this.#serveBy(again.services, again.origin);
  }

  /** Comes for an organisation: the first has its vote, another one is given none (ORG-1). */
  async #delegate(who: string, organisation: string): Promise<void> {
    const cookie = await this.#world.cookieOf('bo');
    const body = { requestId: newRequestId(), lang: 'ru', right: 'none', name: `Делегат ${who}`, organisation };
    const response = await fetch(`${this.#origin}/api/forums/${this.#world.forumId}/people/walk-in`, {
      method: 'POST',
      headers: { origin: this.#origin, cookie, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const { personId } = (await response.json()) as WalkInAnswer;
    const isFirst = this.#delegates.size === 0;
    const given = await this.#do('amina', { type: 'sitting.give-seat', personId, right: 'deciding', weight: 1 });
    expect(given).toBe(isFirst ? 'ok' : 'organisation-seated');
    await this.#do('bo', { type: 'sitting.mark-presence', personId, where: 'hall' });
    this.#delegates.set(who, await this.#enter(personId));
  }

  /** What lies in the box in the name of a seat that votes. */
  async box(): Promise<readonly { readonly seatId: SeatId; readonly revision: number }[]> {
    return this.#services.store.readBallots(this.#pollId!);
  }
}

/** How the server says what the vectors call so. */
const codes: Readonly<Record<string, readonly string[]>> = {
  already_voted: ['already-voted'],
  closed: ['poll-not-open'],
  not_eligible: ['not-entitled', 'not-permitted'],
  'org_already_voted or replaces per policy': ['not-entitled'],
};
const codeOf = (told: Result<BallotReceipt> | undefined): string => (told === undefined || told.ok ? 'ok' : told.code);

test.each(vectors)('[BALLOT-1, BALLOT-3, BALLOT-5, POLL-3] vector $id: $desc', async (vector) => {
  const course = new Course(vector);
  await course.begin();
  for (const line of vector.events) await course.line(line);
  const poll = await course.end();
  const { result } = poll;
  if (result?.kind !== 'decision') throw new Error('it was a decision');
  const box = await course.box();
  const receipts = course.told.flatMap((told) => (told.ok ? [told.value] : []));
  const actual: Record<string, unknown> = {};
  for (const [what, wanted] of Object.entries(vector.expected)) {
    switch (what) {
      case 'yes':
      case 'no':
        actual[what] = result.sheet.whole[what];
        break;
      case 'advisory.yes':
        actual[what] = result.sheet.advisory.yes;
        break;
      case 'receipts':
        actual[what] = new Set(receipts.map(({ receipt }) => receipt)).size;
        break;
      case 'revisions':
        actual[what] = Math.max(...box.map(({ revision }) => revision));
        break;
      case 'counted':
        actual[what] = result.cast;
        break;
      case 'snapshotSize':
        actual[what] = countedElectors(poll).length === course.electors ? 'unchanged' : 'changed';
        break;
      case 'error':
        actual[what] = codes[String(wanted)]?.includes(codeOf(course.told.at(-1))) === true ? wanted : course.told;
        break;
      case 'second': {
        const [first, second] = course.told;
        const isSame =
          wanted === 'same receipt' && first?.ok === true && JSON.stringify(first) === JSON.stringify(second);
        actual[what] = isSame || codes[String(wanted)]?.includes(codeOf(second)) === true ? wanted : course.told;
        break;
      }
      default:
        throw new Error(`what is ${what}?`);
    }
  }
  expect(actual).toEqual(vector.expected);
  // Nobody is counted who was refused, and nobody twice.
  expect(new Set(box.map(({ seatId }) => seatId)).size).toBe(box.length);
  const { yes, no, abstain } = result.sheet.whole;
  const { advisory } = result.sheet;
  expect(yes + no + abstain + advisory.yes + advisory.no + advisory.abstain).toBe(result.cast);
});

test('every vector of a ballot’s life is here', () => {
  expect(vectors.map(({ id }) => id)).toEqual(
    Array.from({ length: 12 }, (_, place) => `B${String(place + 1).padStart(2, '0')}`),
  );
});
