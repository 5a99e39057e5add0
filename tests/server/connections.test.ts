/** Who is connected, as whom, for how long; and what is kept of whom nobody follows any more? */
import WebSocket from 'ws';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Store } from '../../server/engine/ports.ts';
import type { PersonId } from '../../shared/lib/ids.ts';
import { draftLayout } from '../../shared/draft/clause-text.ts';
import { textClose } from '../../shared/protocol/text-wire.ts';
import { protocolVersion } from '../../shared/protocol/version.ts';
import { newRequestId, openRawPage, openVote, openWorld, signInCookie, type RawPage } from './world.ts';
import { clauseVote } from '../../shared/sitting/next-step.ts';

let world: Awaited<ReturnType<typeof openWorld>>;
const pages: RawPage[] = [];
beforeEach(async () => {
  world = await openWorld();
});
afterEach(async () => {
  for (const page of pages.splice(0)) page.close();
  if (world.services.http.listening) await world.close();
  expect(world.faults).toEqual([]);
});

async function pageOf(cookie: string): Promise<RawPage> {
  const page = await openRawPage(world.origin, cookie);
  pages.push(page);
  return page;
}

function openText(cookie: string): Promise<{ readonly closed: Promise<number> }> {
  const socket = new WebSocket(
    `${world.origin.replace('http', 'ws')}/text/${world.textId}?client=${String(protocolVersion)}&layout=${String(draftLayout)}`,
    {
      headers: { cookie, origin: world.origin },
    },
  );
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('open', () => resolve({ closed }));
  });
}

const disconnected = (page: RawPage) => new Promise<string>((resolve) => page.socket.once('disconnect', resolve));
const join = (cookie: string, name = 'Гость') =>
  fetch(`${world.origin}/api/codes/${world.code}/enter`, {
    method: 'POST',
    headers: { origin: world.origin, 'content-type': 'application/json', cookie },
    body: JSON.stringify({ name, lang: 'ru' }),
  });
const me = async (cookie: string): Promise<PersonId | string> => {
  const answer = await fetch(`${world.origin}/api/me`, { headers: { cookie } });
  const body = (await answer.json()) as { person?: { personId: PersonId }; code?: string };
  return body.person?.personId ?? `${String(answer.status)} ${body.code ?? ''}`;
};

describe('links', () => {
  test.each(['forum.renew-link', 'forum.revoke-link'] as const)(
    '[LINK-3] after %s every connection of the link ends, on both wires, and no other',
    async (type) => {
      const { forumId, people } = world;
      const cookies = [await world.cookieOf('dara'), await world.cookieOf('dara')];
      const other = await world.cookieOf('chen');
      const devices = await Promise.all(cookies.map(pageOf));
      const bystander = await pageOf(other);
      const texts = await Promise.all(cookies.map(openText));
      const otherText = await openText(other);
      let otherClosed = false;
      void otherText.closed.then(() => (otherClosed = true));
      const ends = [...devices.map(disconnected), ...texts.map(({ closed }) => closed)];
      const bo = await world.open('bo');
      const command = { type, personId: people.dara };
      const answer = await bo.ask('command', { to: 'forum', requestId: newRequestId(), forumId, command });
      expect(answer.ok).toBe(true);
      expect(await Promise.all(ends)).toEqual([
        'io server disconnect',
        'io server disconnect',
        textClose.loginEnded,
        textClose.loginEnded,
      ]);
      for (const { got } of devices) expect(got).toContainEqual({ name: 'notice', frame: { code: 'login-ended' } });
      for (const cookie of cookies) {
        expect(await me(cookie)).toBe('401 login-ended');
        await expect(openRawPage(world.origin, cookie)).rejects.toThrow('login-ended');
        expect(await (await openText(cookie)).closed).toBe(textClose.loginEnded);
      }
      expect(bystander.socket.connected).toBe(true);
      expect(otherClosed).toBe(false);
      expect(await me(other)).toBe(people.chen);
    },
  );

  test('[LINK-3] the old link is ended, the new one, told once, is the same person', async () => {
    const { forumId, people, services, origin } = world;
    const link = services.people.newLink({ for: 'person', personId: people.chen, forumId });
    await world.store.commit({ accounts: [link.change] });
    const bo = await world.open('bo');
    const command = { type: 'forum.renew-link', personId: people.chen };
    const answer = await bo.ask('command', { to: 'forum', requestId: newRequestId(), forumId, command });
    const token = answer.ok ? answer.value.linkToken : undefined;
    const old = await fetch(`${origin}/api/links/${link.token}/enter`, { method: 'POST', headers: { origin } });
    expect([old.status, await old.json()]).toEqual([410, { ok: false, code: 'link-ended' }]);
    const entered = await fetch(`${origin}/api/links/${token ?? ''}/enter`, { method: 'POST', headers: { origin } });
    expect(await me((entered.headers.get('set-cookie') ?? '').split(';')[0]!)).toBe(people.chen);
    // Nobody but who asked is told the token, and no event holds it.
    const events = await world.store.readEvents(`forum:${forumId}`, 0, 500);
    expect(JSON.stringify(events)).not.toContain(token);
    expect(JSON.stringify(bo.got)).not.toContain(token);
  });

  test('[LINK-3] a guest’s browser is signed out with their links; who signed out is nobody', async () => {
    const { forumId, people } = world;
    const cookie = ((await join('')).headers.get('set-cookie') ?? '').split(';')[0]!;
    const personId = await me(cookie);
    const page = await pageOf(cookie);
    const ended = disconnected(page);
    const bo = await world.open('bo');
    const command = { type: 'forum.revoke-link', personId };
    await bo.ask('command', { to: 'forum', requestId: newRequestId(), forumId, command });
    expect(await ended).toBe('io server disconnect');
    expect(await me(cookie)).toBe('401 login-ended');

    const own = await world.cookieOf('chen');
    const chen = await pageOf(own);
    const gone = disconnected(chen);
    await fetch(`${world.origin}/api/sign-out`, { method: 'POST', headers: { origin: world.origin, cookie: own } });
    expect(await gone).toBe('io server disconnect');
    expect(await me(own)).toBe('401 login-ended');
    expect(await me(await world.cookieOf('chen'))).toBe(people.chen);
  });
});

test('[LINK-3] a link that ends while its browser is at the door ends that connection too', async () => {
  await world.close();
  let slow: Promise<void> = Promise.resolve();
  let isAsked = false;
  world = await openWorld({
    over: (store) =>
      over(store, {
        readLogin: async (tokenHash) => {
          const login = await store.readLogin(tokenHash);
          isAsked = true;
          await slow;
          return login;
        },
      }),
  });
  const { forumId, people } = world;
  const bo = await world.open('bo');
  const cookie = await world.cookieOf('dara');
  isAsked = false;
  let go: () => void = () => undefined;
  slow = new Promise((resolve) => (go = resolve));
  const ended = openRawPage(world.origin, cookie, {}, null).then(async (page) => {
    pages.push(page);
    await new Promise((resolve) => (page.socket.connected ? page.socket.once('disconnect', resolve) : resolve(null)));
    return page.socket.connected;
  });
  await until(() => isAsked);
  const command = { type: 'forum.revoke-link', personId: people.dara };
  const answer = await bo.ask('command', { to: 'forum', requestId: newRequestId(), forumId, command });
  expect(answer.ok).toBe(true);
  go();
  expect(await ended).toBe(false);
});

describe('people', () => {
  test('[LINK-4] two devices of one person are one person: both learn of the ballot cast on one', async () => {
    const { sittingId, people, services, origin, forumId } = world;
    const devices = await Promise.all(
      [1, 2].map(async () => pageOf(await signInCookie(services, origin, people.dara, forumId))),
    );
    for (const page of devices) await page.follow(forumId, sittingId);
    await devices[0]!.command(sittingId, { type: 'sitting.declare-presence', where: 'hall' });
    await (await world.open('chen')).command(sittingId, { type: 'sitting.declare-presence', where: 'hall' });
    const amina = await world.open('amina');
    const { pollId, paperHash } = await openVote(world, amina);
    const ballot = { requestId: newRequestId(), pollId, answer: { kind: 'decision', choice: 'no' }, paperHash };
    expect((await devices[0]!.ask('ballot', { sittingId, ballot })).ok).toBe(true);
    for (const page of devices) {
      const mine = await page.wait('mine', ({ poll }) => poll?.ballot != null);
      expect(mine).toMatchObject({
        personId: people.dara,
        poll: { pollId, ballot: { answer: { kind: 'decision', choice: 'no' }, revision: 1 } },
      });
    }
    // Three people in five browsers.
    const crowd = await amina.wait('crowd', ({ turnout }) => turnout?.cast === 1);
    expect(crowd).toMatchObject({ connected: 3, turnout: { seats: 3 } });
  });

  test('[LINK-5] a guest joins by code in one request, and the same browser makes no second person', async () => {
    const first = await join('');
    const cookie = (first.headers.get('set-cookie') ?? '').split(';')[0]!;
    expect(first.status).toBe(200);
    expect(await first.json()).toMatchObject({ forumId: world.forumId, sittingId: world.sittingId });
    const before = (await world.store.readMembers(world.forumId)).length;
    const again = await join(cookie, 'Другое имя');
    expect([again.status, again.headers.get('set-cookie')]).toEqual([200, null]);
    expect((await world.store.readMembers(world.forumId)).length).toBe(before);
    const page = await pageOf(cookie);
    await page.follow(world.forumId, world.sittingId);
    expect((await page.wait('mine', () => true)).seats).toEqual([]);
  });
});

describe('following', () => {
  test('[WIRE-5] two follows at once leave a page in one place, the last', async () => {
    const { forumId, sittingId } = world;
    const page = await pageOf(await world.cookieOf('fay'));
    const amina = await world.open('amina');
    const both = { forumId, forumSeq: 0, sittingSeq: 0, texts: true };
    await Promise.all([page.ask('follow', { ...both, sittingId }), page.ask('follow', { ...both, sittingId: null })]);
    page.got.length = 0;
    await amina.command(sittingId, { type: 'sitting.pause', minutes: null });
    await amina.wait('events', ({ events }) => events.some(({ event }) => event.type === 'sitting.paused'));
    // A later answer on the same socket: whatever was sent to it has come.
    await page.ask('hello', { protocol: protocolVersion, lang: 'ru' });
    expect(page.got).toEqual([]);
  });

  test('[WIRE-5] a cut amid a follow leaves nobody behind', async () => {
    await world.close();
    // Names are looked up while a snapshot is made: there the follow is held until the line is cut.
    let slow: Promise<void> = Promise.resolve();
    let isAsked = false;
    world = await openWorld({
      over: (store) =>
        over(store, {
          readMembers: async (id) => {
            isAsked = true;
            await slow;
            return store.readMembers(id);
          },
        }),
    });
    const { forumId, sittingId } = world;
    const fay = await openRawPage(world.origin, await world.cookieOf('fay'));
    isAsked = false;
    let go: () => void = () => undefined;
    slow = new Promise((resolve) => (go = resolve));
    fay.socket.emit('follow', { forumId, sittingId, forumSeq: 0, sittingSeq: 0, texts: true });
    await until(() => isAsked);
    const lines = await connections();
    fay.socket.io.engine.close();
    await until(async () => (await connections()) < lines);
    // The line is gone; that it is gone is told to the socket's listeners a few turns later.
    for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate);
    go();
    const amina = await world.open('amina');
    expect((await amina.wait('crowd', () => true)).connected).toBe(1);
  });

  test('[WIRE-5] who comes back with what they had gets the rest, and who comes anew the whole: the same state', async () => {
    const { forumId, sittingId } = world;
    const amina = await world.open('amina');
    const snapshot = await amina.wait('snapshot', ({ of }) => of === 'sitting');
    await amina.command(sittingId, { type: 'sitting.pause', minutes: 5 });
    await amina.command(sittingId, { type: 'sitting.resume' });
    const back = await pageOf(await world.cookieOf('amina'));
    await back.follow(forumId, sittingId, { forumSeq: 0, sittingSeq: snapshot.seq, sittingAudience: 'desk' });
    const missed = await back.wait('events', ({ of }) => of === 'sitting');
    expect([missed.after, missed.seq, missed.events.map(({ event }) => event.type)]).toEqual([
      snapshot.seq,
      snapshot.seq + 2,
      ['sitting.paused', 'sitting.resumed'],
    ]);
    // Who had it as somebody else gets it whole: events as the desk sees them do not make a member's state the desk's.
    const promoted = await pageOf(await world.cookieOf('amina'));
    await promoted.follow(forumId, sittingId, { forumSeq: 0, sittingSeq: snapshot.seq, sittingAudience: 'member' });
    expect(await promoted.wait('snapshot', ({ of }) => of === 'sitting')).toMatchObject({
      seq: snapshot.seq + 2,
      audience: 'desk',
    });
    // A client that says it is ahead of everybody is wrong, and starts again.
    const ahead = await pageOf(await world.cookieOf('amina'));
    await ahead.follow(forumId, sittingId, { forumSeq: 99_999, sittingSeq: 99_999, sittingAudience: 'desk' });
    expect((await ahead.wait('snapshot', ({ of }) => of === 'sitting')).seq).toBe(missed.seq);
  });

  test('[SEE-1] whose role was taken gets a new snapshot before anything else, as a member', async () => {
    const { sittingId, people } = world;
    const bo = await world.open('bo');
    const gani = await world.open('gani');
    const vote = await openVoteBy(gani);
    // Taken, and at once something that only the desk sees whole.
    await Promise.all([
      gani.command(sittingId, { type: 'sitting.take-role', personId: people.bo, role: 'secretary' }),
      gani.command(sittingId, { type: 'poll.close', pollId: vote.pollId }),
      gani.command(sittingId, clauseVote(world.draftId, vote.second, 60)),
    ]);
    await bo.wait('events', ({ events }) => events.filter(({ event }) => event.type === 'poll.opened').length > 0);
    const place = bo.got.findIndex(
      ({ name, frame }) =>
        name === 'snapshot' &&
        (frame as { audience: string; of: string }).of === 'sitting' &&
        (frame as { audience: string }).audience === 'member',
    );
    expect(place).toBeGreaterThan(0);
    await until(() => bo.got.slice(place).some(({ frame }) => JSON.stringify(frame).includes('poll.opened')));
    for (const { frame } of bo.got.slice(place)) expect(JSON.stringify(frame)).not.toContain('"electors":[');
    // Nothing of what came after the taking reached them before the snapshot.
    expect(JSON.stringify(bo.got.slice(0, place))).not.toContain('poll.closed');
  });

  async function openVoteBy(gani: RawPage) {
    const { sittingId, draftId } = world;
    for (const name of ['chen', 'dara'] as const) {
      await (await world.open(name)).command(sittingId, { type: 'sitting.declare-presence', where: 'hall' });
    }
    const text = await gani.wait('text', (frame) => frame.frame === 'whole');
    const second = text.frame === 'whole' ? text.clauses[1]!.id : undefined;
    if (second === undefined) throw new Error('no second clause');
    await gani.command(sittingId, { type: 'draft.freeze-clause', draftId, clauseId: second });
    return { ...(await openVote(world, gani)), second };
  }
});

describe('what nobody follows', () => {
  test('is forgotten, and found again by who comes', async () => {
    const { sittingId, services } = world;
    const amina = await world.open('amina');
    expect(services.unloadIdle(0)).toBe(0);
    amina.close();
    // The live forum, the live sitting and the text, then the rooms of both streams.
    let forgotten = 0;
    await until(() => {
      forgotten += services.unloadIdle(0);
      return forgotten >= 5;
    });
    expect(services.unloadIdle(0)).toBe(0);
    const back = await world.open('amina');
    expect(await back.command(sittingId, { type: 'sitting.pause', minutes: null })).toMatchObject({ ok: true });
    await back.wait('events', ({ events }) => events.some(({ event }) => event.type === 'sitting.paused'));
  });

  test('is never forgotten under who is just coming, going or asking', async () => {
    const { forumId, sittingId, services } = world;
    let stopped = false;
    const unloading = (async () => {
      while (!stopped) {
        services.unloadIdle(0);
        await new Promise(setImmediate);
      }
    })();
    const cookies = await Promise.all(Array.from({ length: 6 }, () => world.cookieOf('amina')));
    for (let round = 0; round < 5; round += 1) {
      const here = await Promise.all(
        cookies.map(async (cookie) => {
          const page = await pageOf(cookie);
          await page.follow(forumId, sittingId);
          return page;
        }),
      );
      const command =
        round % 2 === 0 ? ({ type: 'sitting.pause', minutes: null } as const) : ({ type: 'sitting.resume' } as const);
      const answer = await here[0]!.command(sittingId, command);
      expect(answer.ok).toBe(true);
      const seq = answer.ok ? answer.value.seq : 0;
      await Promise.all(
        here.map((page) => page.wait('events', (frame) => frame.of === 'sitting' && frame.seq === seq)),
      );
      for (const page of here) page.close();
    }
    stopped = true;
    await unloading;
  });
});

test('a server that goes away says so on both wires, and goes', async () => {
  const cookie = await world.cookieOf('chen');
  const page = await pageOf(cookie);
  const text = await openText(cookie);
  const ends = [disconnected(page), text.closed];
  await world.close();
  expect(await Promise.all(ends)).toEqual(['transport close', textClose.goingDown]);
  expect(page.got).toContainEqual({ name: 'notice', frame: { code: 'server-restarting' } });
});

function connections(): Promise<number> {
  return new Promise((resolve, reject) => {
    world.services.http.getConnections((error, count) => {
      if (error === null) resolve(count);
      else reject(error);
    });
  });
}

/** The store with some of its reads replaced. */
function over(store: Store, replaced: Partial<Store>): Store {
  return new Proxy(store, {
    get(target, name) {
      const value: unknown = Reflect.get(replaced, name) ?? Reflect.get(target, name);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

/** Looks again, a turn of the loop later, until it is so. */
async function until(look: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await look())) await new Promise(setImmediate);
}
