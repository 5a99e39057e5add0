/** Do lists of people come in whole, once and by whom they may, and do links and badges follow? By raw requests to a running server. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foundForum } from '../../server/engine/found-forum.ts';
import { usualRule } from '../../shared/counting/decision-rule.ts';
import type { ForumId, PersonId, SittingId } from '../../shared/lib/ids.ts';
import type {
  ImportAnswer,
  ImportPreviewAnswer,
  MadeLinksAnswer,
  PeopleAnswer,
  GroupsAnswer,
  SpreadAnswer,
  WalkInAnswer,
} from '../../shared/protocol/http.ts';
import { fixture } from '../import/import-world.ts';
import { newRequestId, openWorld, signInCookie } from './world.ts';

let world: Awaited<ReturnType<typeof openWorld>>;
/** Hana organises it, Bo is secretary of its plenary; beside it three panels. Gani is secretary of the world's own forum alone. */
let day: { forumId: ForumId; plenary: SittingId; panels: readonly SittingId[] };
const cookies = new Map<string, string>();

const others = {
  jana: 'advisory',
  lev: 'drafting',
  maral: 'counting',
  ilyas: 'invited',
  kamila: 'media',
  nurlan: 'member',
  zere: 'secretary',
} as const;

beforeAll(async () => {
  world = await openWorld({ others });
  const { store, ids, clock } = world.services;
  const { hana, bo, amina } = world.people;
  const sitting = (kind: 'plenary' | 'panel', title: string, startsAt: number) => ({
    kind,
    title: { ru: title },
    startsAt,
    endsAt: startsAt + 10,
    agenda: [],
    roles:
      kind === 'plenary'
        ? ([
            { personId: bo, role: 'secretary' },
            { personId: amina, role: 'moderator' },
          ] as const)
        : [],
    seats: [],
    draft: { title: { ru: title }, clauses: [] },
    underway: 'planned' as const,
    activeItem: null,
  });
  const founded = await foundForum(
    { store, clock, ids },
    {
      title: { ru: 'День' },
      theme: {},
      place: {},
      dayStartsAt: 0,
      utcOffsetMinutes: 300,
      languages: ['ru'],
      rule: usualRule(null),
      organisers: [hana],
      members: [hana, bo, amina].map((personId) => ({ personId, organisation: null, title: null })),
      sittings: [
        sitting('plenary', 'Пленарное', 0),
        sitting('panel', 'Бизнес и НПО', 20),
        sitting('panel', 'СМИ и НПО', 20),
        sitting('panel', 'Госсоцзаказ', 20),
      ],
    },
  );
  if (!founded.ok) throw new Error(founded.code);
  const [plenary, ...panels] = founded.value.sittings.map(({ sittingId }) => sittingId);
  day = { forumId: founded.value.forumId, plenary: plenary!, panels };
  for (const name of ['hana', 'bo', 'amina'] as const) {
    cookies.set(name, await signInCookie(world.services, world.origin, world.people[name], day.forumId));
  }
});

afterAll(async () => {
  expect(world.faults).toEqual([]);
  await world.close();
});

interface Told<Answer> {
  readonly status: number;
  readonly body: Answer & { readonly code?: string };
}

async function ask(
  cookie: string,
  method: 'GET' | 'POST',
  path: string,
  body?: object | Uint8Array | string,
): Promise<Told<unknown>> {
  const isFile = typeof body === 'string' || body instanceof Uint8Array;
  const response = await fetch(`${world.origin}/api/forums/${path}`, {
    method,
    headers: {
      origin: world.origin,
      cookie,
      ...(body !== undefined && { 'content-type': isFile ? 'application/octet-stream' : 'application/json' }),
    },
    ...(body !== undefined && { body: isFile ? Buffer.from(body) : JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Told<unknown>['body'] };
}

const people = (name: string) => ask(cookies.get(name)!, 'GET', `${day.forumId}/people`) as Promise<Told<PeopleAnswer>>;
const preview = (name: string, file: Uint8Array | string) =>
  ask(cookies.get(name)!, 'POST', `${day.forumId}/people/preview`, file) as Promise<Told<ImportPreviewAnswer>>;
const bring = (name: string, file: Uint8Array | string, requestId: string = newRequestId()) =>
  ask(cookies.get(name)!, 'POST', `${day.forumId}/people/import?requestId=${requestId}`, file) as Promise<
    Told<ImportAnswer>
  >;

async function seatsOf(sittingId: SittingId) {
  return Object.values((await world.services.assemblies.sitting(sittingId))!.sitting.state.sitting.seats);
}

/** Everything that stands in the streams of the day, as it is stored. */
async function allEvents(): Promise<string> {
  const streams = [
    `forum:${day.forumId}` as const,
    ...[day.plenary, ...day.panels].map((id) => `sitting:${id}` as const),
  ];
  return JSON.stringify(await Promise.all(streams.map((stream) => world.store.readEvents(stream, 0, 10_000))));
}

describe('a list of 144', () => {
  test('[IMP-3] the preview says what would become of each line, and writes nothing', async () => {
    const before = await allEvents();
    const seen = await preview('bo', fixture('17-forum-of-144.csv'));
    expect(seen.status).toBe(200);
    expect(seen.body.counts).toEqual({ new: 144, changed: 0, same: 0, bad: 3 });
    expect(seen.body.bad.map(({ line, reasons }) => [line, reasons[0]?.code])).toEqual([
      [39, 'organisation-twice'],
      [91, 'name-missing'],
      [124, 'email-bad'],
    ]);
    expect(seen.body.columns.find(({ heading }) => heading === 'attendance')).toEqual({
      heading: 'attendance',
      field: null,
    });
    expect(await allEvents()).toBe(before);
    expect((await people('bo')).body.people).toHaveLength(3);
  });

  test('[IMP-6, IMP-7] it is written whole and once, and no name, number or address stands in an event', async () => {
    const requestId = newRequestId();
    const [first, again] = await Promise.all([
      bring('bo', fixture('17-forum-of-144.csv'), requestId),
      bring('bo', fixture('17-forum-of-144.csv'), requestId),
    ]);
    const third = await bring('bo', fixture('17-forum-of-144.csv'), requestId);
    for (const answer of [first, again, third]) {
      expect(answer).toMatchObject({ status: 200, body: { counts: { new: 144, bad: 3 } } });
    }
    expect((await people('hana')).body.people).toHaveLength(147);
    expect(await seatsOf(day.plenary)).toHaveLength(144);
    const events = await allEvents();
    for (const secret of ['Делегат', 'Детская', 'example.org', '045678900507', 'children']) {
      expect(events).not.toContain(secret);
    }
  });

  test('[IMP-5] brought in again it changes nobody; changed in places it changes those, and doubles nobody', async () => {
    expect((await bring('hana', fixture('17-forum-of-144.csv'))).body.counts).toEqual({
      new: 0,
      changed: 0,
      same: 144,
      bad: 3,
    });
    const words = new TextDecoder().decode(fixture('17-forum-of-144.csv'));
    const mended = words.replace('Делегат 1,', 'Әсел Нұр,').replace('Детская организация № 2,', 'Үміт,');
    expect((await bring('hana', mended)).body.counts).toMatchObject({ new: 0, changed: 2 });
    const list = (await people('hana')).body.people;
    expect(list).toHaveLength(147);
    const asel = list.find(({ name }) => name.ru === 'Әсел Нұр')!;
    expect(asel.kind).toBe('children');
    // By the badge alone, and what the list says nothing of stays.
    expect((await bring('hana', `badge;name\n${asel.badge};Әсел Нұрлан\n`)).body.counts).toMatchObject({ changed: 1 });
    const now = (await people('hana')).body.people.find(({ personId }) => personId === asel.personId);
    expect(now).toMatchObject({ name: { ru: 'Әсел Нұрлан' }, organisation: asel.organisation, kind: 'children' });
    const known = await world.store.readMembers(day.forumId);
    expect(known.find(({ person }) => person.personId === asel.personId)?.membership.details).toMatchObject({
      email: 'delegate001@example.org',
      bin: '045678900507',
    });
  });

  test('[ORG-1] another delegate of an organisation gets no second vote, by a list or at the desk, and an advisory one', async () => {
    const file = 'name;organisation;bin\nВторой Делегат;Другое имя;378901209173\n';
    expect((await preview('bo', file)).body.bad[0]?.reasons).toEqual([
      { code: 'organisation-seated', with: 'Делегат 2' },
    ]);
    const beside = 'name;organisation;bin;vote\nВторой Делегат;Другое имя;378901209173;нет\n';
    expect((await bring('bo', beside)).body.counts).toMatchObject({ new: 1, bad: 0 });
    const second = (await people('bo')).body.people.find(({ name }) => name.ru === 'Второй Делегат')!;
    const amina = await signedIn('amina');
    const give = (right: 'deciding' | 'advisory') =>
      amina.command(day.plenary, { type: 'sitting.give-seat', personId: second.personId, right, weight: 1 });
    expect(await give('deciding')).toMatchObject({ ok: false, code: 'organisation-seated' });
    expect(await give('advisory')).toMatchObject({ ok: true });
    amina.close();
  });
});

async function signedIn(name: 'hana' | 'bo' | 'amina') {
  const { openRawPage } = await import('./world.ts');
  const page = await openRawPage(world.origin, cookies.get(name)!, { forum: day.forumId });
  await page.follow(day.forumId, day.plenary);
  return page;
}

describe('panels', () => {
  test('[PANEL-1] a list puts somebody into one panel, and into another when it says another', async () => {
    const line = (panel: string) => `name;email;panel\nДелегат 3;delegate003@example.org;${panel}\n`;
    expect((await bring('bo', line('Панель 1'))).body.counts).toMatchObject({ changed: 1 });
    expect(await seatsOf(day.panels[0]!)).toHaveLength(1);
    expect((await bring('bo', line('СМИ и НПО'))).body.counts).toMatchObject({ changed: 1 });
    expect(await seatsOf(day.panels[0]!)).toHaveLength(0);
    expect(await seatsOf(day.panels[1]!)).toHaveLength(1);
    expect((await bring('bo', line('2'))).body.counts).toMatchObject({ same: 1 });
  });

  test('[PANEL-2] the others are spread evenly, each into one', async () => {
    const spread = (sittingIds: readonly SittingId[]) =>
      ask(cookies.get('bo')!, 'POST', `${day.forumId}/people/spread`, {
        requestId: newRequestId(),
        sittingIds,
      }) as Promise<Told<SpreadAnswer>>;
    expect((await spread([day.plenary, day.panels[0]!])).body.code).toBe('panels-not-beside');
    expect((await spread(day.panels)).status).toBe(200);
    const seats = await Promise.all(day.panels.map(seatsOf));
    const counts = seats.map((list) => list.length);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    const holders = seats.flatMap((list) => list.map(({ holder }) => holder));
    expect(new Set(holders).size).toBe(holders.length);
    expect(holders).toHaveLength((await seatsOf(day.plenary)).length);
    expect((await spread(day.panels)).body.placed).toEqual(Object.fromEntries(day.panels.map((id) => [id, 0])));
  });
});

describe('weights and groups', () => {
  test('[IMP-9] a list says what a vote weighs, and one without that column leaves it', async () => {
    const list = (head: string, cell: string) => `name;email${head}\nДелегат 3;delegate003@example.org${cell}\n`;
    expect((await bring('bo', list(';вес голоса', ';4'))).body.counts).toMatchObject({ changed: 1 });
    const weights = async () => (await seatsOf(day.plenary)).map(({ weight }) => weight).sort((a, b) => b - a);
    expect((await weights()).slice(0, 2)).toEqual([4, 1]);
    expect((await bring('bo', list('', ''))).body.counts).toMatchObject({ same: 1 });
    expect((await bring('bo', list(';дауыс салмағы', ';4'))).body.counts).toMatchObject({ same: 1 });
    expect((await weights())[0]).toBe(4);
    const bad = (await preview('bo', list(';weight', ';0'))).body.bad;
    expect(bad[0]?.reasons).toEqual([{ code: 'weight-bad', with: '0' }]);
  });

  test('[GROUP-4] one press puts every seat into the group of its kind of organisation, with names in all languages', async () => {
    const group = (by: 'bo' | 'hana' | 'amina', sittingId = day.plenary) =>
      ask(cookies.get(by)!, 'POST', `${day.forumId}/people/groups`, {
        requestId: newRequestId(),
        sittingId,
      }) as Promise<Told<GroupsAnswer>>;
    expect((await group('amina')).body.code).toBe('not-permitted');
    expect((await group('bo', `sit_${'z'.repeat(16)}` as SittingId)).body.code).toBe('not-found');
    const { body } = await group('bo');
    const seats = await seatsOf(day.plenary);
    const inGroups = seats.filter(({ group: its }) => its === 'kind-children');
    expect(body.grouped.children).toBe(inGroups.length);
    expect(inGroups.length).toBeGreaterThan(0);
    expect(Object.values(body.grouped).reduce((sum, count) => sum + count, 0) + body.unknown).toBe(seats.length);
    const found = await world.services.assemblies.sitting(day.plenary);
    const named = found?.sitting.state.sitting.groups.find(({ groupId }) => groupId === 'kind-children');
    expect(Object.keys(named?.name ?? {}).sort()).toEqual(['en', 'kk', 'ru']);
    // Asked again nothing moves.
    expect((await group('hana')).body).toEqual(body);
  });
});

describe('links, badges and who comes by', () => {
  test('[LINK-9] links are made for whoever has none, and anew the old ones end; not of an organiser, nor of who asks', async () => {
    const make = (name: string, of: 'without' | 'all') =>
      ask(cookies.get(name)!, 'POST', `${day.forumId}/people/links`, { of }) as Promise<Told<MadeLinksAnswer>>;
    const first = (await make('bo', 'without')).body.links;
    expect(first).toHaveLength(145);
    expect(first.find(({ name }) => name.ru === 'Делегат 5')).toMatchObject({ email: 'delegate005@example.org' });
    expect((await make('bo', 'without')).body.links).toEqual([]);
    const anew = (await make('bo', 'all')).body.links;
    expect(anew.map(({ personId }) => personId)).not.toContain(world.people.hana);
    expect(anew.map(({ personId }) => personId)).not.toContain(world.people.bo);
    const open = async (token: string) => (await fetch(`${world.origin}/api/links/${token}`)).status;
    expect(await open(first[0]!.token)).toBe(410);
    expect(await open(anew[0]!.token)).toBe(200);
    expect(JSON.stringify(await world.store.readLinksOf(anew[0]!.personId))).not.toContain(anew[0]!.token);
    // Amina's browser was signed in by a link that ended; she enters by the new one.
    const amina = anew.find(({ personId }) => personId === world.people.amina)!;
    const entered = await fetch(`${world.origin}/api/links/${amina.token}/enter`, {
      method: 'POST',
      headers: { origin: world.origin },
    });
    cookies.set('amina', entered.headers.get('set-cookie')!.split(';')[0]!);

    const badges = (list: readonly { readonly personId: PersonId; readonly token?: string }[], name = 'bo') =>
      fetch(`${world.origin}/api/forums/${day.forumId}/people/badges`, {
        method: 'POST',
        headers: { origin: world.origin, cookie: cookies.get(name)!, 'content-type': 'application/json' },
        body: JSON.stringify({ lang: 'kk', people: list }),
      });
    const one = { personId: anew[0]!.personId, token: anew[0]!.token };
    const printed = await badges([one, { personId: anew[1]!.personId }], 'amina');
    expect(printed.headers.get('content-type')).toBe('application/pdf');
    expect(
      Buffer.from(await printed.arrayBuffer())
        .subarray(0, 8)
        .toString(),
    ).toBe('%PDF-1.7');
    expect((await badges([{ ...one, token: anew[1]!.token }])).status).toBe(404);
    expect((await badges([{ ...one, token: first[0]!.token }])).status).toBe(404);
    expect((await badges([{ personId: world.people.chen }])).status).toBe(400);
  });

  test('somebody who just came is of the forum with a seat and a link in one request, once', async () => {
    const requestId = newRequestId();
    const walkIn = (more: object) =>
      ask(cookies.get('bo')!, 'POST', `${day.forumId}/people/walk-in`, {
        requestId,
        lang: 'kk',
        right: 'deciding',
        ...more,
      }) as Promise<Told<WalkInAnswer>>;
    const came = await walkIn({ name: ' Ұлан\u200b Ерғали ', organisation: 'Жаңа ұйым' });
    expect(came.status).toBe(200);
    expect(came.body.token).toHaveLength(43);
    const again = await walkIn({ name: 'Ұлан Ерғали', organisation: 'Жаңа ұйым' });
    expect(again.body).toMatchObject({ personId: came.body.personId, token: null });
    const { personId } = came.body;
    expect((await seatsOf(day.plenary)).find(({ holder }) => holder === personId)).toMatchObject({ right: 'deciding' });
    const other = { requestId: newRequestId() };
    expect((await walkIn({ ...other, name: 'Ұлан Ерғали', organisation: 'Жаңа ұйым' })).body.code).toBe('person-known');
    expect((await walkIn({ ...other, name: 'Бота', organisation: 'Жаңа ұйым' })).body.code).toBe('organisation-seated');
    expect((await walkIn({ ...other, name: '\u200b ' })).body.code).toBe('name-missing');
  });
});

describe('who may', () => {
  const deeds = [
    ['POST', 'people/preview', 'name\nA B\n'],
    ['POST', 'people/import?requestId=request-0000', 'BIN\n1\n'],
    ['POST', 'people/walk-in', {}],
    ['POST', 'people/spread', {}],
    ['POST', 'people/groups', {}],
    ['POST', 'people/links', {}],
  ] as const;
  const lists = [
    ['GET', 'people', undefined],
    ['POST', 'people/badges', {}],
  ] as const;

  test('[IMP-1, PERM-2, PERM-3] organisers and secretaries; of a foreign forum everybody is told what they are told of none', async () => {
    const row = async (
      cookie: string,
      forumId: string,
      list: typeof deeds | typeof lists,
    ): Promise<readonly string[]> => {
      const told: string[] = [];
      for (const [method, path, body] of list) {
        const answer = await ask(cookie, method, `${forumId}/${path}`, body);
        told.push(answer.status < 300 ? '200' : `${String(answer.status)} ${answer.body.code ?? ''}`);
      }
      return told;
    };
    const names = ['hana', 'gani', 'amina', 'bo', 'chen', 'fay'] as const;
    const all: readonly (readonly [string, PersonId])[] = [
      ...names.map((name) => [name, world.people[name]] as const),
      ...Object.entries(world.others),
    ];
    for (const [name, personId] of all) {
      const cookie = await signInCookie(world.services, world.origin, personId, world.forumId);
      const imports = ['hana', 'bo', 'zere'].includes(name);
      const desks = imports || ['gani', 'amina'].includes(name);
      const no = '403 not-permitted';
      expect(await row(cookie, world.forumId, deeds), name).toEqual(
        imports ? ['200', '400 import-no-name', ...deeds.slice(2).map(() => '400 malformed')] : deeds.map(() => no),
      );
      expect(await row(cookie, world.forumId, lists), name).toEqual(desks ? ['200', '400 malformed'] : [no, no]);
      // Signed in to this forum alone: the day is not there for them, a secretary of another forum or not.
      for (const forumId of [day.forumId, 'for_zzzzzzzzzzzzzzzz', 'nonsense']) {
        expect(await row(cookie, forumId, deeds), forumId).toEqual(deeds.map(() => '404 not-found'));
        expect(await row(cookie, forumId, lists), forumId).toEqual(lists.map(() => '404 not-found'));
      }
    }
    expect(await row('', day.forumId, deeds)).toEqual(deeds.map(() => '401 not-signed-in'));
  });

  test('[IMP-1] a secretary gives no office by a list, and changes no organiser; an organiser does', async () => {
    const chair = 'name;email;role\nДелегат 7;delegate007@example.org;председатель\n';
    expect((await preview('bo', chair)).body.bad[0]?.reasons).toEqual([{ code: 'role-not-yours' }]);
    expect((await bring('hana', chair)).body.counts).toMatchObject({ changed: 1 });
    const hana = (await people('bo')).body.people.find(({ personId }) => personId === world.people.hana)!;
    expect((await preview('bo', `badge;name\n${hana.badge};Кто-то\n`)).body.bad[0]?.reasons).toEqual([
      { code: 'organiser-not-yours' },
    ]);
  });

  test('[IMP-8] more than two megabytes are not read', async () => {
    expect(await preview('bo', new Uint8Array(2 * 1024 * 1024 + 1))).toMatchObject({ status: 413 });
  });
});
