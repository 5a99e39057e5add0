/** What becomes of a vote of 131 when its desk is lost in the middle of it, and then the server too? */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { toNewEvent } from '../../server/engine/unit-parts.ts';
import type { PersonId } from '../../shared/lib/ids.ts';
import { sittingStream } from '../../shared/lib/streams.ts';
import type { Choice } from '../../shared/poll/poll.ts';
import { handClock, openAgain } from './hand-clock.ts';
import { loginCookies, newRequestId, openRawPage, openVote, openWorld, signInCookie, type RawPage } from './world.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function pageOf(origin: string, cookie: string | null, auth?: object): Promise<RawPage> {
  const page = await openRawPage(origin, cookie, auth);
  closers.push(() => page.close());
  return page;
}

function newDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'ortaq-lost-desk-'));
  closers.push(() => rmSync(directory, { recursive: true }));
  return directory;
}

/** 65 for, 64 against, two abstain: of 131 present 66 are needed. */
const choiceOf = (place: number): Choice => (place < 65 ? 'yes' : place < 129 ? 'no' : 'abstain');
/** Forty have voted when the desk is lost, ninety when the server is. */
const [withDesk, withServer] = [40, 90];

test('[POLL-5, POLL-6, BALLOT-1] a vote of 131 outlives its desk and its server: another gives more time, what was told stands, 65 of the needed 66 are a rejection', async () => {
  const clock = handClock();
  const directory = join(newDirectory(), 'data');
  const world = await openWorld({ store: 'sqlite', directory, clock, moreSeats: 128 });
  closers.push(async () => world.services.http.listening && (await world.close()));
  const { store, services, sittingId, forumId, people } = world;
  const voters: readonly PersonId[] = [...world.moreVoters, people.chen, people.dara, people.eli];
  const stream = sittingStream(sittingId);
  const events = voters.map((personId) =>
    toNewEvent({ type: 'sitting.presence-noted', personId, where: 'hall', by: 'desk' }, 'server'),
  );
  const here = await store.commit({ streams: [{ stream, expectedSeq: await store.streamHead(stream), events }] });
  expect(here.ok).toBe(true);
  const cookies = await loginCookies(services, forumId, voters);
  const amina = await world.open('amina');
  const gani = await world.open('gani');
  const link = await fetch(`${world.origin}/api/sittings/${sittingId}/stage-link`, {
    method: 'POST',
    headers: { origin: world.origin, cookie: await world.cookieOf('amina') },
  });
  const { token } = (await link.json()) as { token: string };
  const { pollId, paperHash } = await openVote(world, amina, 90);
  const ballots = voters.map((_, place) => {
    const answer = { kind: 'decision', choice: choiceOf(place) };
    return { requestId: newRequestId(), pollId, answer, paperHash };
  });
  const told: string[] = [];
  const cast = async (origin: string, from: number, to: number): Promise<void> => {
    for (let place = from; place < to; place += 1) {
      const page = await openRawPage(origin, cookies[place]!);
      const answer = await page.ask('ballot', { sittingId, ballot: ballots[place] });
      expect(answer).toMatchObject({ ok: true, value: { revision: 1 } });
      told[place] = JSON.stringify(answer);
      page.close();
    }
  };

  await cast(world.origin, 0, withDesk);
  clock.move(30_000);
  // The laptop is dead: no word from it, only a line that ends.
  amina.socket.io.engine.close();
  await cast(world.origin, withDesk, withServer);
  expect(await store.readBallots(pollId)).toHaveLength(withServer);
  // Who chairs may conduct as well, without asking whose laptop it was.
  expect(await gani.command(sittingId, { type: 'poll.extend', pollId, seconds: 10 })).toMatchObject({ ok: true });

  clock.move(30_000);
  // What a killed server leaves behind: its files as they are, nothing put away.
  const left = join(newDirectory(), 'data');
  cpSync(directory, left, { recursive: true });
  await world.close();
  const again = await openAgain(left, clock);
  closers.push(() => again.services.close());
  expect(await again.services.store.readDeadlines()).toMatchObject([{ command: { type: 'poll.close', pollId } }]);
  const stage = await pageOf(again.origin, null, { stage: token });
  await stage.follow(forumId, sittingId);
  expect(await again.services.store.readBallots(pollId)).toHaveLength(withServer);
  // Sent again because nobody knows whether it arrived: told as it was.
  for (const place of [0, withDesk, withServer - 1]) {
    const page = await pageOf(again.origin, cookies[place]!);
    expect(JSON.stringify(await page.ask('ballot', { sittingId, ballot: ballots[place] }))).toBe(told[place]);
  }
  await cast(again.origin, withServer, voters.length);

  // The laptop is back, and sees the vote as it is now.
  const back = await pageOf(again.origin, await signInCookie(again.services, again.origin, people.amina, forumId));
  await back.follow(forumId, sittingId);
  const seen = await back.wait('snapshot', (frame) => frame.of === 'sitting');
  const poll = seen.of === 'sitting' ? seen.state.poll.polls[pollId] : undefined;
  expect(poll).toMatchObject({ result: null, closesAt: clock.now() + 40_000 });

  clock.move(39_999);
  const assembly = await again.services.assemblies.sitting(sittingId);
  await assembly?.sitting.catchUp();
  expect(assembly?.sitting.state.poll.polls[pollId]?.result).toBeNull();
  clock.move(1);
  const whole = { yes: 65, no: 64, abstain: 2, present: 131, entitled: 131 };
  for (const page of [back, stage]) {
    const closed = await page.wait('events', (frame) => frame.events.some(({ event }) => event.type === 'poll.closed'));
    const event = closed.events.find((one) => one.event.type === 'poll.closed');
    expect(event).toMatchObject({
      actor: 'server',
      event: {
        pollId,
        result: { kind: 'decision', decision: { outcome: 'rejected', needed: 66 }, cast: 131, sheet: { whole } },
      },
    });
  }
  expect((await again.services.store.verify('start')).firstBad).toBeNull();
  expect([...world.faults, ...again.faults]).toEqual([]);
});
