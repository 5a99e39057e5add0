/**
 * What do stories of a whole assembly stand on? The server in the story's own process, by a clock that can be moved on; browsers for some,
 * and everybody else by their sockets alone.
 */
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { systemClock } from '../../server/clock.ts';
import type { Clock } from '../../server/engine/ports.ts';
import type { PersonId } from '../../shared/lib/ids.ts';
import type { PollAnswer } from '../../shared/poll/poll-answer.ts';
import { lastClosedPoll, openPoll, type Poll, type PollResult } from '../../shared/poll/poll.ts';
import type { SittingStream, SittingStreamCommand } from '../../shared/protocol/features.ts';
import type { StageLinkAnswer } from '../../shared/protocol/http.ts';
import type { AgendaItemKind } from '../../shared/sitting/sitting.ts';
import {
  loginCookies,
  newRequestId,
  openRawPage,
  openWorld,
  type PersonName,
  type RawPage,
  type World,
  type WorldOptions,
} from '../server/world.ts';
import { hall as hallScreen, launchBrowser, openAt, type Guest } from './sample-server.ts';

const clientDirectory = join(import.meta.dirname, '..', '..', 'build', 'client');

/** The system's clock, which can be moved on: what waited for that time comes then. */
function movedClock(): Clock & { move(ms: number): void } {
  const system = systemClock();
  let aheadMs = 0;
  const waiting = new Set<() => void>();
  return {
    now: () => system.now() + aheadMs,
    at(at, callback) {
      let cancel = (): void => undefined;
      const wait = (): void => {
        cancel();
        cancel = system.at(at - aheadMs, () => {
          waiting.delete(wait);
          callback();
        });
      };
      waiting.add(wait);
      wait();
      return () => {
        waiting.delete(wait);
        cancel();
      };
    },
    move(ms) {
      aheadMs += ms;
      for (const wait of [...waiting]) wait();
    },
  };
}

/** How somebody of the crowd answers; `null`: not at all. */
export type AnswerOf = (place: number) => PollAnswer | null;

export interface FullHall extends World {
  readonly moreVoters: readonly PersonId[];
  readonly browser: Browser;
  /** A browser of this person, signed in, at the sitting or at what stands behind it (`/desk`, `/follow`, `/record`). */
  guest(name: PersonName, options: BrowserContextOptions, path?: string): Promise<Guest>;
  /** A browser of nobody. */
  stranger(path: string, options: BrowserContextOptions): Promise<Guest>;
  stage(): Promise<Guest>;
  readonly stream: SittingStream;
  /** The vote that is open. */
  readonly poll: Poll;
  /** What came out of the vote that closed last, which was asked so. */
  lastResult<Kind extends PollResult['kind']>(kind: Kind): Extract<PollResult, { kind: Kind }>;
  /** By the moderator: the first item of this kind is under way. */
  startItem(kind: AgendaItemKind): Promise<void>;
  /** Without a screen; throws when it is refused. */
  command(name: PersonName, command: SittingStreamCommand): Promise<void>;
  /** The desk's list says so of them. */
  marked(personIds: readonly PersonId[], where: 'hall' | 'remote' | 'absent'): Promise<void>;
  /** Those without a name answer the open vote, all at once, and are all told that it was taken. */
  crowdAnswers(answerOf: AnswerOf): Promise<void>;
  /** What is announced happens now. */
  announced(): Promise<void>;
  /** The time of the open vote is over. */
  timeIsOver(): Promise<void>;
  picture(page: Page, name: string): Promise<unknown>;
  /** Errors of all consoles so far. */
  errors(): readonly string[];
  /** Everything is closed; what everybody saw last is kept. */
  end(): Promise<void>;
}

export async function openFullHall(story: string, options: Omit<WorldOptions, 'clock'>): Promise<FullHall> {
  if (!existsSync(join(clientDirectory, 'index.html'))) throw new Error('the client is not built: npm run build');
  const pictures = process.env['ORTAQ_PICTURES'] ?? mkdtempSync(join(tmpdir(), `ortaq-${story}-`));
  const clock = movedClock();
  const [world, browser] = await Promise.all([openWorld({ ...options, clock, clientDirectory }), launchBrowser()]);
  const { services, origin, forumId, sittingId, moreVoters, people } = world;
  const assembly = (await services.assemblies.sitting(sittingId))!;
  const guests: Guest[] = [];
  const raw = new Map<PersonName, RawPage>();
  let crowd: Promise<readonly RawPage[]> | undefined;

  const openPollNow = (): Poll | null => openPoll(assembly.sitting.state.poll);
  async function until(isSo: () => boolean): Promise<void> {
    await expect.poll(isSo, { interval: 10 }).toBe(true);
  }
  async function cookie(personId: PersonId): Promise<string> {
    const [own = ''] = await loginCookies(services, forumId, [personId]);
    return own;
  }
  async function open(path: string, wanted: BrowserContextOptions): Promise<Guest> {
    const opened = await openAt(browser, `${origin}${path}`, wanted);
    guests.push(opened);
    return opened;
  }
  async function rawPage(name: PersonName): Promise<RawPage> {
    const known = raw.get(name);
    if (known !== undefined) return known;
    const page = await openRawPage(origin, await cookie(people[name]));
    raw.set(name, page);
    return page;
  }
  async function command(name: PersonName, deed: SittingStreamCommand): Promise<void> {
    const answer = await (await rawPage(name)).command(sittingId, deed);
    if (!answer.ok) throw new Error(`${deed.type}: ${answer.code}`);
  }
  async function openCrowd(): Promise<readonly RawPage[]> {
    const cookies = await loginCookies(services, forumId, moreVoters);
    return Promise.all(cookies.map((own) => openRawPage(origin, own)));
  }

  return {
    ...world,
    browser,
    get stream() {
      return assembly.sitting.state;
    },
    get poll() {
      const poll = openPollNow();
      if (poll === null) throw new Error('no vote is open');
      return poll;
    },
    async guest(name, wanted, path = '') {
      const [key = '', value = ''] = (await cookie(people[name])).split('=');
      const { hostname } = new URL(origin);
      const own = { name: key, value, domain: hostname, path: '/', expires: -1, httpOnly: true, secure: false };
      const storageState = { cookies: [{ ...own, sameSite: 'Lax' as const }], origins: [] };
      return open(`/s/${sittingId}${path}`, { ...wanted, storageState });
    },
    stranger: open,
    async stage() {
      const headers = { origin, cookie: await cookie(people.amina) };
      const answer = await fetch(`${origin}/api/sittings/${sittingId}/stage-link`, { method: 'POST', headers });
      const { token } = (await answer.json()) as StageLinkAnswer;
      return open(`/stage/${token}`, hallScreen);
    },
    lastResult(kind) {
      const result = lastClosedPoll(assembly.sitting.state.poll)?.result;
      if (result?.kind !== kind) throw new Error(`the last result is ${result?.kind ?? 'none'}`);
      return result as never;
    },
    async startItem(kind) {
      const item = assembly.sitting.state.sitting.agenda.find((one) => one.kind === kind);
      await command('amina', { type: 'sitting.start-item', itemId: item!.itemId });
    },
    command,
    async marked(personIds, where) {
      const page = await rawPage('bo');
      const told = personIds.map((personId) =>
        page.command(sittingId, { type: 'sitting.mark-presence', personId, where }),
      );
      expect((await Promise.all(told)).filter(({ ok }) => !ok)).toEqual([]);
    },
    async crowdAnswers(answerOf) {
      crowd ??= openCrowd();
      const { pollId, paperHash } = openPollNow()!;
      const answers = (await crowd).map(async (page, place) => {
        const answer = answerOf(place);
        if (answer === null) return true;
        const ballot = { requestId: newRequestId(), pollId, answer, paperHash };
        return (await page.ask('ballot', { sittingId, ballot })).ok;
      });
      expect((await Promise.all(answers)).filter((isTaken) => !isTaken)).toEqual([]);
    },
    async announced() {
      await until(() => assembly.sitting.state.announcement.pending !== null);
      const { announcementId, at } = assembly.sitting.state.announcement.pending!;
      clock.move(Math.max(0, at - clock.now()));
      await until(() => assembly.sitting.state.announcement.pending?.announcementId !== announcementId);
    },
    async timeIsOver() {
      const { pollId, closesAt } = openPollNow()!;
      clock.move(Math.max(0, closesAt - clock.now()));
      await until(() => openPollNow()?.pollId !== pollId);
    },
    picture: (page, name) => page.screenshot({ path: join(pictures, `${story}-${name}.png`) }),
    errors: () => guests.flatMap(({ errors }) => errors),
    async end() {
      for (const [place, { page }] of guests.entries()) {
        if (page.isClosed()) continue;
        // What everybody saw last: the first thing to look at when the story failed.
        await page.screenshot({ path: join(pictures, `${story}-last-${String(place)}.png`) });
      }
      await browser.close();
      for (const page of [...raw.values(), ...((await crowd) ?? [])]) page.close();
      await world.close();
      expect(world.faults).toEqual([]);
    },
  };
}
