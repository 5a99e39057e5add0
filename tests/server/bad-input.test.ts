/** What does the server do with what no honest page sends? It says so, and lives. */
import { request } from 'node:http';
import WebSocket from 'ws';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { protocolVersion } from '../../shared/protocol/version.ts';
import { newRequestId, openRawPage, openWorld, type RawPage } from './world.ts';

let world: Awaited<ReturnType<typeof openWorld>>;
let amina: RawPage;
let cookie: string;

beforeAll(async () => {
  world = await openWorld();
  amina = await world.open('amina');
  cookie = await world.cookieOf('chen');
});
afterAll(async () => {
  expect(world.faults).toEqual([]);
  await world.close();
});

async function lives(): Promise<void> {
  const answer = await amina.ask('hello', { protocol: protocolVersion, lang: 'kk' });
  expect(answer.ok).toBe(true);
  expect((await fetch(`${world.origin}/healthz`)).status).toBe(200);
}

describe('[WIRE-4] over the socket', () => {
  const personId = 'per_0000000000000000';
  const requestId = 'request-bad-input';
  const messages = (): readonly (readonly [string, unknown])[] => {
    const { sittingId, forumId } = world;
    const to = { to: 'sitting', requestId, sittingId };
    return [
      ['hello', null],
      ['hello', { protocol: '1', lang: 'ru' }],
      ['hello', { protocol: 1, lang: 'de' }],
      ['hello', { protocol: 1, lang: 'ru', more: true }],
      ['follow', {}],
      ['follow', { forumId, forumSeq: -1, sittingId, sittingSeq: 0, texts: true }],
      ['follow', { forumId, forumSeq: 0.5, sittingId, sittingSeq: 0, texts: true }],
      ['follow', { forumId: sittingId, forumSeq: 0, sittingId, sittingSeq: 0, texts: true }],
      ['follow', { forumId: '__proto__', forumSeq: 0, sittingId, sittingSeq: 0, texts: true }],
      ['command', 'poll.close'],
      ['command', []],
      ['command', { ...to, command: { type: 'sitting.explode' } }],
      ['command', { ...to, command: { type: '__proto__' } }],
      ['command', { ...to, command: { type: 'sitting.open', also: 1 } }],
      ['command', { ...to, requestId: 'x', command: { type: 'sitting.resume' } }],
      ['command', { ...to, requestId: 'ы'.repeat(10), command: { type: 'sitting.resume' } }],
      ['command', { ...to, sittingId: 'sit_../../etc/passwd', command: { type: 'sitting.resume' } }],
      ['command', { ...to, to: 'everybody', command: { type: 'sitting.resume' } }],
      ['command', { ...to, command: { type: 'sitting.pause', minutes: 1e9 } }],
      ['command', { ...to, command: { type: 'sitting.give-seat', personId, right: 'deciding', weight: 0 } }],
      ['command', { ...to, command: { type: 'sitting.give-seat', personId, right: 'deciding', weight: 1.5 } }],
      ['command', { ...to, command: { type: 'sitting.give-role', personId, role: 'organiser' } }],
      ['command', { ...to, command: { type: 'forum.renew-link', personId } }],
      ['command', { to: 'forum', requestId, forumId, command: { type: 'sitting.open' } }],
      ['ballot', { sittingId }],
      [
        'ballot',
        {
          sittingId,
          ballot: {
            requestId,
            pollId: 'pol_0',
            answer: { kind: 'decision', choice: 'yes' },
            paperHash: 'a'.repeat(64),
          },
        },
      ],
      [
        'ballot',
        {
          sittingId,
          ballot: {
            requestId,
            pollId: 'pol_0000000000000000',
            answer: { kind: 'decision', choice: 'maybe' },
            paperHash: 'a'.repeat(64),
          },
        },
      ],
    ];
  };

  test('wrong shapes, types and ids are malformed, each told so', async () => {
    const page = await openRawPage(world.origin, cookie);
    const raw = page.socket as unknown as { emit(name: string, ...given: unknown[]): void };
    const answers: unknown[] = [];
    for (const [name, message] of messages()) {
      answers.push(await new Promise((resolve) => raw.emit(name, message, resolve)));
    }
    expect(answers).toEqual(answers.map(() => ({ ok: false, code: 'malformed' })));
    await lives();
    page.close();
  });

  test('without a place for the answer, with too many arguments, by unknown names: nothing happens', async () => {
    const page = await openRawPage(world.origin, cookie);
    const raw = page.socket as unknown as { emit(name: string, ...given: unknown[]): void };
    raw.emit('command');
    raw.emit('command', { to: 'sitting' });
    raw.emit('command', () => undefined);
    raw.emit('hello', { protocol: protocolVersion, lang: 'ru' }, 'not a function', 7);
    raw.emit('constructor', {}, () => undefined);
    raw.emit('__proto__', {}, () => undefined);
    raw.emit('events', { of: 'sitting' });
    expect((await page.ask('hello', { protocol: protocolVersion, lang: 'ru' })).ok).toBe(true);
    await lives();
    page.close();
  });

  test('[WIRE-6] before hello, and after one in another protocol, nothing is done; the page is told to load anew', async () => {
    const { forumId, sittingId, people } = world;
    const everything = (page: RawPage) =>
      Promise.all([
        page.ask('follow', { forumId, sittingId, forumSeq: 0, sittingSeq: 0, texts: true }),
        page.command(sittingId, { type: 'sitting.pause', minutes: null }),
        page.ask('command', {
          to: 'forum',
          requestId: newRequestId(),
          forumId,
          command: { type: 'forum.renew-link', personId: people.fay },
        }),
        page.ask('ballot', {
          sittingId,
          ballot: {
            requestId: newRequestId(),
            pollId: 'pol_zzzzzzzzzzzzzzzz',
            answer: { kind: 'decision', choice: 'yes' },
            paperHash: 'a'.repeat(64),
          },
        }),
      ]);
    const page = await openRawPage(world.origin, await world.cookieOf('amina'), {}, null);
    expect(await everything(page)).toEqual([1, 2, 3, 4].map(() => ({ ok: false, code: 'hello-missing' })));
    expect(page.got).toEqual([]);
    for (const protocol of [protocolVersion + 1, protocolVersion - 1, 999]) {
      expect(await page.ask('hello', { protocol, lang: 'ru' })).toEqual({ ok: false, code: 'client-too-old' });
      expect(await everything(page)).toEqual([1, 2, 3, 4].map(() => ({ ok: false, code: 'client-too-old' })));
    }
    expect(page.got).toEqual([1, 2, 3].map(() => ({ name: 'notice', frame: { code: 'client-too-old' } })));
    const assembly = await world.services.assemblies.sitting(sittingId);
    expect(assembly?.sitting.state.sitting.phase).toBe('open');
    // Loaded anew it speaks the protocol, and is heard.
    expect((await page.ask('hello', { protocol: protocolVersion, lang: 'ru' })).ok).toBe(true);
    expect((await everything(page))[0]).toEqual({ ok: true, value: null });
    await page.command(sittingId, { type: 'sitting.resume' });
    page.close();
  });

  test('beyond the rate the answer is too-fast; the socket stays', async () => {
    const page = await openRawPage(world.origin, cookie, {}, null);
    const answers = await Promise.all(
      Array.from({ length: 200 }, () => page.ask('hello', { protocol: protocolVersion, lang: 'ru' })),
    );
    const codes = answers.map((answer) => (answer.ok ? 'ok' : answer.code));
    expect(codes.filter((code) => code === 'ok').length).toBeGreaterThanOrEqual(60);
    expect(codes).toContain('too-fast');
    expect(page.socket.connected).toBe(true);
    page.close();
  });

  test.each([
    ['broken JSON', '42["command",{'],
    ['no packet at all', 'nonsense'],
    ['a binary announcement without its bytes', '451-["command",{"_placeholder":true,"num":7}]'],
    ['a message of more than the limit', `42["command","${'x'.repeat(70_000)}"]`],
  ])('%s cuts its own line and no other', async (_name, bytes) => {
    const socket = new WebSocket(`${world.origin.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`, {
      headers: { cookie, origin: world.origin },
    });
    socket.on('error', () => undefined);
    const closed = new Promise((resolve) => socket.on('close', resolve));
    socket.on('message', (data: Buffer) => {
      const text = data.toString();
      if (text.startsWith('0{')) socket.send('40');
      if (!text.startsWith('40{')) return;
      socket.send(bytes);
      // After an announcement of bytes, words are a breach of the protocol.
      if (bytes.startsWith('451')) socket.send('42["hello"]');
    });
    await closed;
    await lives();
  });
});

describe('[WIRE-4] over HTTP', () => {
  const post = (path: string, body: string, headers: Record<string, string> = {}) =>
    fetch(`${world.origin}/api${path}`, {
      method: 'POST',
      headers: { origin: world.origin, 'content-type': 'application/json', cookie, ...headers },
      body,
    });

  test.each([
    ['malformed JSON', () => post(`/codes/${world.code}/enter`, '{"name":'), 400, 'malformed'],
    ['no object', () => post(`/codes/${world.code}/enter`, '"name"'), 400, 'malformed'],
    ['wrong types', () => post(`/codes/${world.code}/enter`, '{"name":7,"lang":"ru"}'), 400, 'malformed'],
    ['another language', () => post(`/codes/${world.code}/enter`, '{"name":"А","lang":"de"}'), 400, 'malformed'],
    [
      'a name of nothing that is seen',
      () => post(`/codes/${world.code}/enter`, '{"name":"\u200b\u202e\u3164","lang":"ru"}'),
      400,
      'name-missing',
    ],
    ['too much', () => post(`/codes/${world.code}/enter`, `{"name":"${'x'.repeat(70_000)}"}`), 413, 'too-large'],
    [
      'another kind of body',
      () => post(`/codes/${world.code}/enter`, 'name=A', { 'content-type': 'text/plain' }),
      400,
      'malformed',
    ],
    [
      'a character set nobody has',
      () => post(`/codes/${world.code}/enter`, '{}', { 'content-type': 'application/json; charset=klingon' }),
      400,
      'malformed',
    ],
    ['an unknown code', () => post('/codes/99 99-99/enter', '{"name":"А","lang":"ru"}'), 404, 'code-unknown'],
    ['an unknown link', () => post(`/links/${'x'.repeat(43)}/enter`, ''), 404, 'link-unknown'],
    ['a link of another form', () => post('/links/%00%ff/enter', ''), 400, 'malformed'],
    ['an unknown path', () => post('/nowhere', '{}'), 404, 'not-found'],
    [
      'an unknown method',
      () => fetch(`${world.origin}/api/me`, { method: 'DELETE', headers: { origin: world.origin } }),
      404,
      'not-found',
    ],
    ['a wrong Origin', () => post('/sign-out', '', { origin: 'https://evil.example' }), 403, 'origin-foreign'],
    ['an Origin that is none', () => post('/sign-out', '', { origin: 'null' }), 403, 'origin-foreign'],
    [
      'a wrong Origin of a reader',
      () => fetch(`${world.origin}/api/me`, { headers: { origin: 'https://evil.example', cookie } }),
      403,
      'origin-foreign',
    ],
  ])('%s', async (_name, ask, status, code) => {
    const answer = await ask();
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([status, code]);
    expect(answer.headers.get('set-cookie')).toBeNull();
    await lives();
  });

  test('a request that changes something and says not where it comes from', async () => {
    const status = await new Promise((resolve, reject) => {
      const asking = request(`${world.origin}/api/sign-out`, { method: 'POST', headers: { cookie } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      });
      asking.on('error', reject);
      asking.end();
    });
    expect(status).toBe(403);
    expect((await fetch(`${world.origin}/api/me`, { headers: { cookie } })).status).toBe(200);
  });
});

describe('[WIRE-4] from a foreign page', () => {
  test.each([['https://evil.example'], ['null'], ['http://127.0.0.1:1'], ['']])(
    'with Origin %j there is neither socket nor text',
    async (origin) => {
      const address = world.origin.replace('http', 'ws');
      for (const path of ['/socket.io/?EIO=4&transport=websocket', `/text/${world.textId}?client=1&layout=1`]) {
        const socket = new WebSocket(`${address}${path}`, {
          headers: { cookie, ...(origin === '' ? {} : { origin }) },
        });
        const refused = await new Promise<number>((resolve) => {
          socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
          socket.on('open', () => resolve(101));
          socket.on('error', () => undefined);
        });
        socket.terminate();
        expect(refused, path).toBe(path.startsWith('/text') ? 403 : 400);
      }
      await lives();
    },
  );
});

test('[WIRE-1] a name is cleaned before anybody sees it', async () => {
  const joined = await fetch(`${world.origin}/api/codes/${world.code}/enter`, {
    method: 'POST',
    headers: { origin: world.origin, 'content-type': 'application/json' },
    body: JSON.stringify({
      name: ' Гу\u202Eль\u200Bн\u0430\u2066р \n',
      organisation: '\u200E«Оймақ»\u00AD',
      lang: 'kk',
    }),
  });
  const guest = (joined.headers.get('set-cookie') ?? '').split(';')[0]!;
  const me = await fetch(`${world.origin}/api/me`, { headers: { cookie: guest } });
  const { person } = (await me.json()) as { person: { name: object; personId: string } };
  expect(person.name).toEqual({ kk: 'Гульнар' });
  const frame = await amina.wait('events', ({ events }) =>
    events.some(({ event }) => event.type === 'forum.member-joined' && event.personId === person.personId),
  );
  expect(Object.values(frame.names)).toContainEqual({
    name: { kk: 'Гульнар' },
    organisation: { kk: '«Оймақ»' },
    title: null,
  });
});

test('[WIRE-4] a reason is cleaned, and one of nothing is none', async () => {
  const gani = await world.open('gani');
  const { draftId, sittingId } = world;
  const thaw = (reason: string) => ({
    to: 'sitting',
    requestId: newRequestId(),
    sittingId,
    command: { type: 'draft.thaw-clause', draftId, clauseId: 'cla_0000000000000000', reason },
  });
  expect(await gani.ask('command', thaw('\u200b\u2066 \n'))).toEqual({ ok: false, code: 'malformed' });
  expect(await gani.ask('command', thaw('x'.repeat(301)))).toEqual({ ok: false, code: 'malformed' });
  expect(await gani.ask('command', thaw('опечатка'))).toEqual({ ok: false, code: 'clause-not-frozen' });
});
