/** Where is a login good? In the forum of its link and nowhere else, on every wire; and one browser may be in many forums. */
import WebSocket from 'ws';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foundForum } from '../../server/engine/found-forum.ts';
import type { ForumId, PersonId, SittingId, TextId } from '../../shared/lib/ids.ts';
import { draftLayout } from '../../shared/draft/clause-text.ts';
import { encodeUp, parseDown, textClose } from '../../shared/protocol/text-wire.ts';
import type { MeAnswer } from '../../shared/protocol/http.ts';
import { protocolVersion } from '../../shared/protocol/version.ts';
import { newRequestId, openRawPage, openWorld, type RawPage } from './world.ts';
import { usualRule } from '../../shared/counting/decision-rule.ts';

let world: Awaited<ReturnType<typeof openWorld>>;
/** Chen and Hana are of it too; Chen chairs there and votes. */
let second: { forumId: ForumId; sittingId: SittingId; textId: TextId; code: string };
/** Nobody of ours is of it. */
let third: typeof second;
const pages: RawPage[] = [];

async function found(title: string, members: readonly PersonId[], chair: PersonId): Promise<typeof second> {
  const { store, ids, clock } = world.services;
  const founded = await foundForum(
    { store, clock, ids },
    {
      title: { ru: title },
      theme: {},
      place: {},
      dayStartsAt: 0,
      utcOffsetMinutes: 300,
      languages: ['ru'],
      rule: usualRule(null),
      organisers: [chair],
      members: members.map((personId) => ({ personId, organisation: null, title: null })),
      sittings: [
        {
          kind: 'panel',
          title: { ru: title },
          startsAt: 0,
          endsAt: 1,
          agenda: [],
          roles: [{ personId: chair, role: 'chair' }],
          seats: [{ personId: chair, right: 'deciding', weight: 1 }],
          draft: { title: { ru: title }, clauses: [] },
          underway: 'open',
          activeItem: null,
        },
      ],
    },
  );
  if (!founded.ok) throw new Error(founded.code);
  return { forumId: founded.value.forumId, code: founded.value.code, ...founded.value.sittings[0]! };
}

beforeAll(async () => {
  world = await openWorld();
  const { chen, hana } = world.people;
  second = await found('Второй', [chen, hana], chen);
  const stranger = world.services.ids.id('person');
  const person = { personId: stranger, name: { ru: 'Тимур' }, lang: 'ru', organiser: false } as const;
  await world.store.commit({ accounts: [{ change: 'add-person', person }] });
  third = await found('Третий', [stranger], stranger);
});

afterAll(async () => {
  expect(world.faults).toEqual([]);
  for (const page of pages) page.close();
  await world.close();
});

/** Enters by a new link of the forum in a browser that has these cookies; the cookies it has then. */
async function enter(personId: PersonId, forumId: ForumId | null, cookies = ''): Promise<string> {
  const link = world.services.people.newLink({ for: 'person', personId, forumId });
  await world.store.commit({ accounts: [link.change] });
  return withSet(cookies, await post(`/links/${link.token}/enter`, cookies));
}

/** As a browser keeps them: by name, the newest value. */
function withSet(cookies: string, response: Response): string {
  const jar = new Map(cookies.split('; ').flatMap((one) => (one === '' ? [] : [one.split('=') as [string, string]])));
  for (const line of response.headers.getSetCookie()) {
    const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=');
    if (value === '') jar.delete(name);
    else jar.set(name, value);
  }
  return [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
}

function post(path: string, cookie: string, body: object = {}): Promise<Response> {
  const headers = { origin: world.origin, cookie, 'content-type': 'application/json' };
  return fetch(`${world.origin}/api${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
}

async function get(path: string, cookie: string): Promise<string> {
  const response = await fetch(`${world.origin}/api${path}`, { headers: { cookie } });
  const body = (await response.json()) as { code?: string };
  return response.ok ? '200' : `${String(response.status)} ${body.code ?? ''}`;
}

async function me(cookie: string): Promise<MeAnswer> {
  return (await (await fetch(`${world.origin}/api/me`, { headers: { cookie } })).json()) as MeAnswer;
}

const join = (code: string, cookie: string, name = 'Гость') =>
  post(`/codes/${code}/enter`, cookie, { name, organisation: 'Фонд', lang: 'ru' });

async function pageOf(cookie: string, forumId?: ForumId): Promise<RawPage> {
  const page = await openRawPage(world.origin, cookie, forumId === undefined ? {} : { forum: forumId });
  pages.push(page);
  return page;
}

const followed = (page: RawPage, { forumId, sittingId }: Pick<typeof second, 'forumId' | 'sittingId'>) =>
  page.ask('follow', { forumId, sittingId, forumSeq: 0, sittingSeq: 0, texts: true });

/** What an opened text lets somebody do, or the code by which it closes. */
function openText(cookie: string, textId: TextId): Promise<'reads' | 'writes' | number> {
  const socket = new WebSocket(
    `${world.origin.replace('http', 'ws')}/text/${textId}?client=${String(protocolVersion)}&layout=${String(draftLayout)}`,
    {
      headers: { cookie, origin: world.origin },
    },
  );
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.on('close', resolve);
    socket.on('open', () => socket.send(encodeUp({ type: 'bind', clientIds: [Math.floor(Math.random() * 2 ** 32)] })));
    socket.on('message', (data: Buffer) => {
      const message = parseDown(new Uint8Array(data));
      if (!message.ok || message.value.type !== 'bound') return;
      resolve(message.value.mayWrite ? 'writes' : 'reads');
      socket.terminate();
    });
  });
}

const notFound = { ok: false, code: 'not-found' };
/** Everything that a page may ask of a sitting and its forum. */
async function askAll(page: RawPage, place: Pick<typeof second, 'forumId' | 'sittingId'>): Promise<unknown[]> {
  const { forumId, sittingId } = place;
  const personId = world.people.chen;
  return [
    await page.ask('command', {
      to: 'sitting',
      requestId: newRequestId(),
      sittingId,
      command: { type: 'sitting.pause', minutes: null },
    }),
    await page.ask('command', {
      to: 'forum',
      requestId: newRequestId(),
      forumId,
      command: { type: 'forum.renew-link', personId },
    }),
    await page.ask('ballot', {
      sittingId,
      ballot: {
        requestId: newRequestId(),
        pollId: 'pol_zzzzzzzzzzzzzzzz',
        answer: { kind: 'decision', choice: 'yes' },
        paperHash: 'a'.repeat(64),
      },
    }),
    await followed(page, place),
    await page.ask('follow', { forumId, sittingId: null, forumSeq: 0, sittingSeq: 0, texts: true }),
  ];
}

describe('[LINK-6] a login is good in the forum of its link', () => {
  test('and in another forum of the same person it is nothing, on every wire: as if that forum were not', async () => {
    const cookie = await enter(world.people.chen, world.forumId);
    expect(await get(`/sittings/${world.sittingId}`, cookie)).toBe('200');
    for (const { forumId, sittingId, textId } of [second, third]) {
      expect(await get(`/sittings/${sittingId}`, cookie)).toBe('404 not-found');
      expect(await get(`/forums/${forumId}/programme`, cookie)).toBe('404 not-found');
      expect((await post(`/sittings/${sittingId}/stage-link`, cookie)).status).toBe(404);
      expect(await openText(cookie, textId)).toBe(textClose.unknown);
      await expect(openRawPage(world.origin, cookie, { forum: forumId })).rejects.toThrow('not-found');
      const page = await pageOf(cookie);
      expect(await askAll(page, { forumId, sittingId })).toEqual([1, 2, 3, 4, 5].map(() => notFound));
      expect(page.got).toEqual([]);
    }
    expect((await me(cookie)).forums.map(({ forumId }) => forumId)).toEqual([world.forumId]);
    // And it is good at home, also on a page that does not say which forum it is of.
    expect((await followed(await pageOf(cookie), world)).ok).toBe(true);
    expect(await openText(cookie, world.textId)).toBe('writes');
  });

  test('whatever the cookie is called: what a login is good for stands in the store', async () => {
    const token = (await enter(world.people.chen, world.forumId)).split('=')[1]!;
    for (const name of ['ortaq_login', `ortaq_login_${second.forumId}`]) {
      const cookie = `${name}=${token}`;
      expect(await get(`/sittings/${second.sittingId}`, cookie)).toBe('404 not-found');
      expect(await openText(cookie, second.textId)).toBe(textClose.unknown);
      await expect(openRawPage(world.origin, cookie, { forum: second.forumId })).rejects.toThrow('not-found');
      expect(await get(`/sittings/${world.sittingId}`, cookie)).toBe('200');
    }
  });

  test('one browser in two forums is in both, each by its own login, and who it is there', async () => {
    const one = await enter(world.people.dara, world.forumId);
    const both = await enter(world.people.chen, second.forumId, one);
    expect(both.split('; ')).toHaveLength(2);
    for (const cookie of [both, both.split('; ').reverse().join('; ')]) {
      expect(await get(`/sittings/${world.sittingId}`, cookie)).toBe('200');
      expect(await get(`/sittings/${second.sittingId}`, cookie)).toBe('200');
      expect(await openText(cookie, second.textId)).toBe('writes');
      const here = await pageOf(cookie, world.forumId);
      const there = await pageOf(cookie, second.forumId);
      expect((await followed(here, world)).ok).toBe(true);
      expect((await followed(there, second)).ok).toBe(true);
      expect((await here.wait('mine', () => true)).personId).toBe(world.people.dara);
      expect((await there.wait('mine', () => true)).personId).toBe(world.people.chen);
      // A connection is of one login: Chen's in the second forum opens nothing in the first, where the browser is Dara.
      expect(await askAll(there, world)).toEqual([1, 2, 3, 4, 5].map(() => notFound));
    }
    expect(new Set((await me(both)).forums.map(({ forumId }) => forumId))).toEqual(
      new Set([world.forumId, second.forumId]),
    );
  });

  test('an organiser’s own link is good wherever they belong, and makes forums; their link of one forum does neither', async () => {
    const own = await enter(world.people.hana, null);
    for (const place of [{ ...second }, world]) {
      expect(await get(`/sittings/${place.sittingId}`, own)).toBe('200');
      expect((await followed(await pageOf(own, place.forumId), place)).ok).toBe(true);
      expect(await openText(own, place.textId)).toBe('reads');
    }
    expect(await get(`/sittings/${third.sittingId}`, own)).toBe('404 not-found');
    expect(await openText(own, third.textId)).toBe(textClose.unknown);
    expect((await me(own)).organiser).toBe(true);
    expect(await (await post('/forums', own)).json()).toMatchObject({ code: 'malformed' });

    const ofOne = await enter(world.people.hana, second.forumId);
    expect((await me(ofOne)).organiser).toBe(false);
    expect((await post('/forums', ofOne)).status).toBe(403);
    expect(await get(`/sittings/${world.sittingId}`, ofOne)).toBe('404 not-found');
  });

  test('[LINK-3] ended in one forum it goes on in the other; signing out leaves every forum', async () => {
    const cookie = await enter(world.people.chen, second.forumId, await enter(world.people.chen, world.forumId));
    const here = await pageOf(cookie, world.forumId);
    const there = await pageOf(cookie, second.forumId);
    const ended = new Promise((resolve) => here.socket.once('disconnect', resolve));
    const bo = await world.open('bo');
    const command = { type: 'forum.renew-link', personId: world.people.chen };
    const to = { to: 'forum', requestId: newRequestId(), forumId: world.forumId, command };
    expect((await bo.ask('command', to)).ok).toBe(true);
    await ended;
    expect(await get(`/sittings/${world.sittingId}`, cookie)).toBe('401 login-ended');
    expect(await openText(cookie, world.textId)).toBe(textClose.loginEnded);
    expect(await get(`/sittings/${second.sittingId}`, cookie)).toBe('200');
    expect((await followed(there, second)).ok).toBe(true);

    const gone = new Promise((resolve) => there.socket.once('disconnect', resolve));
    const out = await post('/sign-out', cookie);
    await gone;
    expect(withSet(cookie, out)).toBe('');
    expect(await get(`/sittings/${second.sittingId}`, cookie)).toBe('401 login-ended');
  });
});

describe('[LINK-7] who is signed in and enters the code of another forum stays one person', () => {
  test('with a membership in both, and what they are called there', async () => {
    const cookie = await enter(world.people.eli, world.forumId);
    const entered = await join(third.code, cookie, 'Другое имя');
    expect(await entered.json()).toEqual({ forumId: third.forumId, sittingId: third.sittingId, follows: true });
    const both = withSet(cookie, entered);
    expect(both.split('; ')).toHaveLength(2);
    const page = await pageOf(both, third.forumId);
    expect((await followed(page, third)).ok).toBe(true);
    const mine = await page.wait('mine', () => true);
    expect(mine).toMatchObject({ personId: world.people.eli, roles: [], seats: [], organiser: false });
    const members = await world.store.readMembers(third.forumId);
    expect(members.filter(({ person }) => person.personId === world.people.eli)).toMatchObject([
      { person: { name: { ru: 'eli' } }, membership: { organisation: { ru: 'Фонд' } } },
    ]);
    // Both logins go on, and again by the same code they are in already.
    expect(await get(`/sittings/${world.sittingId}`, both)).toBe('200');
    const again = await join(third.code, both);
    expect([again.status, again.headers.getSetCookie()]).toEqual([200, []]);
    // The first forum's login alone still opens nothing in the third, where the person now belongs.
    expect(await get(`/sittings/${third.sittingId}`, cookie)).toBe('404 not-found');
  });

  test('and whoever is of that forum already does not come back by a code from the wall', async () => {
    const cookie = await enter(world.people.chen, world.forumId);
    const before = (await world.store.readMembers(second.forumId)).length;
    const refused = await join(second.code, cookie);
    expect([refused.status, await refused.json(), refused.headers.getSetCookie()]).toEqual([
      403,
      { ok: false, code: 'come-by-link' },
      [],
    ]);
    expect((await world.store.readMembers(second.forumId)).length).toBe(before);
  });

  test('two tabs at once make one membership', async () => {
    const cookie = await enter(world.people.fay, world.forumId);
    const both = await Promise.all([join(third.code, cookie), join(third.code, cookie)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 403]);
    const events = await world.store.readEvents(`forum:${third.forumId}`, 0, 500);
    expect(
      events.filter(({ type, body }) => type === 'forum.member-joined' && body?.['personId'] === world.people.fay),
    ).toHaveLength(1);
  });

  test('an organiser by their own link joins as themselves, and needs no second login', async () => {
    const own = await enter(world.people.hana, null);
    const entered = await join(third.code, own);
    expect(entered.status).toBe(200);
    expect((await followed(await pageOf(own, third.forumId), third)).ok).toBe(true);
  });
});

describe('[LINK-8] the links of the hall’s screens', () => {
  const stageLink = async (cookie: string, sittingId: SittingId) => {
    const answer = await post(`/sittings/${sittingId}/stage-link`, cookie);
    return ((await answer.json()) as { token: string }).token;
  };
  const end = (cookie: string, sittingId: SittingId) => post(`/sittings/${sittingId}/stage-links/end`, cookie);

  test('end together, with every screen that is open, and no other; a new one is good', async () => {
    const amina = await world.cookieOf('amina');
    const chen = await enter(world.people.chen, second.forumId);
    const tokens = [await stageLink(amina, world.sittingId), await stageLink(amina, world.sittingId)];
    const elsewhere = await stageLink(chen, second.sittingId);
    const screens = await Promise.all(tokens.map((stage) => openRawPage(world.origin, null, { stage })));
    const other = await openRawPage(world.origin, null, { stage: elsewhere });
    pages.push(...screens, other);
    for (const screen of screens) expect((await followed(screen, world)).ok).toBe(true);
    const gone = screens.map((screen) => new Promise((resolve) => screen.socket.once('disconnect', resolve)));
    expect((await end(amina, world.sittingId)).status).toBe(200);
    expect(await Promise.all(gone)).toEqual(['io server disconnect', 'io server disconnect']);
    for (const stage of tokens) {
      await expect(openRawPage(world.origin, null, { stage })).rejects.toThrow('link-ended');
      expect(await get(`/stage/${stage}`, '')).toBe('410 link-ended');
    }
    expect((await followed(other, second)).ok).toBe(true);
    // Again there is nothing to end; and the next link opens the screen.
    expect((await end(amina, world.sittingId)).status).toBe(200);
    const next = await openRawPage(world.origin, null, { stage: await stageLink(amina, world.sittingId) });
    pages.push(next);
    expect((await followed(next, world)).ok).toBe(true);
  });

  test('are ended by who gives them and by nobody else', async () => {
    const stage = await stageLink(await world.cookieOf('gani'), world.sittingId);
    for (const name of ['bo', 'chen', 'fay'] as const) {
      expect((await end(await world.cookieOf(name), world.sittingId)).status).toBe(403);
    }
    expect((await end('', world.sittingId)).status).toBe(401);
    expect((await end(await enter(world.people.chen, second.forumId), world.sittingId)).status).toBe(404);
    expect(await get(`/stage/${stage}`, '')).toBe('200');
    expect((await end(await world.cookieOf('hana'), world.sittingId)).status).toBe(200);
    expect(await get(`/stage/${stage}`, '')).toBe('410 link-ended');
  });

  test('a screen that is at the door while its link ends does not stay', async () => {
    const amina = await world.cookieOf('amina');
    const stage = await stageLink(amina, world.sittingId);
    const opening = openRawPage(world.origin, null, { stage }, null).then(
      async ({ socket }) => {
        if (socket.connected) await new Promise((resolve) => socket.once('disconnect', resolve));
      },
      (refused: unknown) => expect(refused).toMatchObject({ message: 'link-ended' }),
    );
    await end(amina, world.sittingId);
    await opening;
  });
});
