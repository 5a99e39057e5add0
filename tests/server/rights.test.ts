/** Who may do what, by raw messages to a running server? The matrix of the procedure, in exact answers. */
import WebSocket from 'ws';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foundForum } from '../../server/engine/found-forum.ts';
import type { ForumCommand } from '../../shared/forum/forum-commands.ts';
import type { ForumId, PersonId, PollId, SeatId, SittingId, TextId } from '../../shared/lib/ids.ts';
import type { SittingStreamCommand } from '../../shared/protocol/features.ts';
import { draftLayout } from '../../shared/draft/clause-text.ts';
import { encodeUp, parseDown, textClose } from '../../shared/protocol/text-wire.ts';
import { protocolVersion } from '../../shared/protocol/version.ts';
import { newRequestId, openRawPage, openVote, openWorld, signInCookie, type RawPage } from './world.ts';
import { usualRule } from '../../shared/counting/decision-rule.ts';

const others = {
  jana: 'advisory',
  lev: 'drafting',
  maral: 'counting',
  ilyas: 'invited',
  kamila: 'media',
  nurlan: 'member',
} as const;

/** By capacity; the columns of the procedure's table. */
const who = {
  hana: 'ORG',
  gani: 'CH',
  amina: 'MOD',
  bo: 'SEC',
  lev: 'DC',
  maral: 'CC',
  chen: 'V',
  jana: 'AV',
  ilyas: 'Invited',
  fay: 'Observer',
  kamila: 'Media',
  nurlan: 'Observer',
  guest: 'Observer',
} as const;
type Who = keyof typeof who;

const unknown = {
  person: 'per_zzzzzzzzzzzzzzzz' as PersonId,
  poll: 'pol_zzzzzzzzzzzzzzzz' as PollId,
  seat: 'sea_zzzzzzzzzzzzzzzz' as SeatId,
  sitting: 'sit_zzzzzzzzzzzzzzzz' as SittingId,
  forum: 'for_zzzzzzzzzzzzzzzz' as ForumId,
};

/** Each command, asked during an open vote of things that do not exist: who may, what they are told. Nobody changes anything. */
const sittingTable: readonly (readonly [SittingStreamCommand, string, string])[] = [
  [{ type: 'sitting.open-lobby' }, 'CH MOD SEC', 'sitting-not-planned'],
  [{ type: 'sitting.open' }, 'CH MOD', 'sitting-not-in-lobby'],
  [{ type: 'sitting.pause', minutes: null }, 'CH MOD', 'poll-is-open'],
  [{ type: 'sitting.resume' }, 'CH MOD', 'sitting-not-paused'],
  [{ type: 'sitting.close' }, 'CH MOD', 'poll-is-open'],
  [{ type: 'sitting.start-item', itemId: 'itm_zzzzzzzzzzzzzzzz' as never }, 'CH MOD', 'item-unknown'],
  [{ type: 'sitting.finish-item', itemId: 'itm_zzzzzzzzzzzzzzzz' as never }, 'CH MOD', 'item-not-active'],
  [{ type: 'sitting.give-role', personId: unknown.person, role: 'chair' }, 'ORG CH MOD', 'person-unknown'],
  [{ type: 'sitting.take-role', personId: unknown.person, role: 'chair' }, 'ORG CH MOD', 'role-not-held'],
  [
    { type: 'sitting.give-seat', personId: unknown.person, right: 'deciding', weight: 1 },
    'ORG CH MOD',
    'person-unknown',
  ],
  [{ type: 'sitting.take-seat', seatId: 'sea_zzzzzzzzzzzzzzzz' as never }, 'ORG CH MOD', 'seat-unknown'],
  [
    { type: 'sitting.declare-presence', where: 'absent' },
    'CH MOD SEC DC CC V AV Invited Observer Media',
    'presence-unchanged',
  ],
  [{ type: 'sitting.mark-presence', personId: unknown.person, where: 'hall' }, 'CH MOD SEC', 'person-unknown'],
  [
    {
      type: 'draft.freeze-clause',
      draftId: 'drf_zzzzzzzzzzzzzzzz' as never,
      clauseId: 'cla_zzzzzzzzzzzzzzzz' as never,
    },
    'CH MOD',
    'draft-unknown',
  ],
  [{ type: 'draft.freeze', draftId: 'drf_zzzzzzzzzzzzzzzz' as never }, 'CH MOD', 'draft-unknown'],
  [{ type: 'draft.thaw', draftId: 'drf_zzzzzzzzzzzzzzzz' as never, reason: 'x' }, 'CH', 'draft-unknown'],
  [
    {
      type: 'draft.reopen-clause',
      draftId: 'drf_zzzzzzzzzzzzzzzz' as never,
      clauseId: 'cla_zzzzzzzzzzzzzzzz' as never,
      reason: 'x',
    },
    'CH',
    'draft-unknown',
  ],
  [
    {
      type: 'draft.thaw-clause',
      draftId: 'drf_zzzzzzzzzzzzzzzz' as never,
      clauseId: 'cla_zzzzzzzzzzzzzzzz' as never,
      reason: 'x',
    },
    'CH',
    'draft-unknown',
  ],
  [
    { type: 'draft.hand-out', draftId: 'drf_zzzzzzzzzzzzzzzz' as never, why: 'print' },
    'ORG CH MOD SEC',
    'draft-unknown',
  ],
  [
    { type: 'draft.set-writers', draftId: 'drf_zzzzzzzzzzzzzzzz' as never, writers: { who: 'everyone' } },
    'CH MOD',
    'draft-unknown',
  ],
  [
    {
      type: 'draft.check-translation',
      draftId: 'drf_zzzzzzzzzzzzzzzz' as never,
      clauseId: 'cla_zzzzzzzzzzzzzzzz' as never,
      lang: 'kk',
    },
    'CH MOD SEC DC',
    'draft-unknown',
  ],
  [
    {
      type: 'poll.open',
      subject: {
        of: 'clauses',
        draftId: 'drf_zzzzzzzzzzzzzzzz' as never,
        clauseIds: ['cla_zzzzzzzzzzzzzzzz' as never],
      },
      ask: { kind: 'decision' },
      seconds: 60,
    },
    'CH MOD',
    'poll-is-open',
  ],
  [
    {
      type: 'proposal.show',
      draftId: 'drf_zzzzzzzzzzzzzzzz' as never,
      about: { is: 'new', kind: 'operative', after: null },
      body: { ru: 'x' },
      addressee: null,
      due: null,
    },
    'CH MOD DC V AV',
    'draft-unknown',
  ],
  [{ type: 'proposal.admit', proposalId: 'pro_zzzzzzzzzzzzzzzz' as never }, 'CH MOD DC', 'proposal-unknown'],
  [
    { type: 'proposal.decline', proposalId: 'pro_zzzzzzzzzzzzzzzz' as never, reason: 'x' },
    'CH MOD DC',
    'proposal-unknown',
  ],
  [{ type: 'proposal.withdraw', proposalId: 'pro_zzzzzzzzzzzzzzzz' as never }, '', 'not-permitted'],
  [
    {
      type: 'comment.start',
      draftId: 'drf_zzzzzzzzzzzzzzzz' as never,
      clauseId: 'cla_zzzzzzzzzzzzzzzz' as never,
      lang: 'ru',
      from: 0,
      quote: '',
      text: 'x',
      mentions: [],
    },
    'CH MOD SEC DC CC V AV Invited',
    'draft-unknown',
  ],
  [
    { type: 'comment.reply', threadId: 'thr_zzzzzzzzzzzzzzzz' as never, text: 'x', mentions: [] },
    'CH MOD SEC DC CC V AV Invited',
    'thread-unknown',
  ],
  [{ type: 'comment.resolve', threadId: 'thr_zzzzzzzzzzzzzzzz' as never }, 'CH MOD SEC DC', 'thread-unknown'],
  [{ type: 'comment.reopen', threadId: 'thr_zzzzzzzzzzzzzzzz' as never }, 'CH MOD SEC DC', 'thread-unknown'],
  [
    {
      type: 'comment.withdraw',
      threadId: 'thr_zzzzzzzzzzzzzzzz' as never,
      noteId: 'nte_zzzzzzzzzzzzzzzz' as never,
    },
    '',
    'not-permitted',
  ],
  [{ type: 'poll.extend', pollId: unknown.poll, seconds: 10 }, 'CH MOD', 'poll-unknown'],
  [{ type: 'poll.close', pollId: unknown.poll }, 'CH MOD', 'poll-unknown'],
  [{ type: 'poll.settle', pollId: unknown.poll, settlement: { by: 'lot', drawn: 'yes' } }, 'CH MOD', 'poll-unknown'],
  [{ type: 'poll.annul', pollId: unknown.poll, reason: 'x' }, 'CH MOD', 'poll-unknown'],
  [{ type: 'poll.publish', pollId: unknown.poll }, 'CH MOD', 'poll-unknown'],
  [
    {
      type: 'poll.put-forward',
      opening: {
        type: 'poll.open',
        subject: {
          of: 'clauses',
          draftId: 'drf_zzzzzzzzzzzzzzzz' as never,
          clauseIds: ['cla_zzzzzzzzzzzzzzzz' as never],
        },
        ask: { kind: 'decision' },
        seconds: 60,
      },
    },
    'CH MOD',
    'poll-is-open',
  ],
  [{ type: 'poll.withdraw-list' }, 'CH MOD', 'nothing-forward'],
  [{ type: 'poll.take-out', clauseId: 'cla_zzzzzzzzzzzzzzzz' as never }, 'V AV', 'nothing-forward'],
  [{ type: 'poll.ask-more-time', pollId: unknown.poll }, 'V AV', 'poll-unknown'],
  [{ type: 'poll.contest', pollId: unknown.poll, reason: 'x' }, 'V AV', 'poll-unknown'],
  [{ type: 'poll.record-minority', pollId: unknown.poll, words: 'x' }, 'V AV', 'poll-unknown'],
  [
    {
      type: 'poll.enter-by-hand',
      pollId: unknown.poll,
      seatId: unknown.seat,
      answer: { kind: 'decision', choice: 'yes' },
      confirmed: true,
    },
    'SEC',
    'poll-unknown',
  ],
  [
    { type: 'poll.decide-contest', pollId: unknown.poll, seatId: unknown.seat, verdict: 'uphold', reason: 'x' },
    'CH',
    'poll-unknown',
  ],
];

/** The same of who counts in a vote, and of papers. */
const electorateTable: readonly (readonly [SittingStreamCommand, string, string])[] = [
  [{ type: 'sitting.set-speakers', itemId: 'itm_zzzzzzzzzzzzzzzz' as never, speakers: [] }, 'CH MOD', 'item-unknown'],
  [{ type: 'sitting.weigh-seat', seatId: unknown.seat, weight: 2 }, 'ORG CH MOD', 'seat-unknown'],
  [{ type: 'sitting.put-in-group', seatId: unknown.seat, groupId: null }, 'ORG CH MOD', 'seat-unknown'],
  [
    { type: 'sitting.recuse', seatId: unknown.seat, itemId: 'itm_zzzzzzzzzzzzzzzz' as never, takesPart: false },
    'CH MOD',
    'seat-unknown',
  ],
  [{ type: 'sitting.give-proxy', seatId: unknown.seat, to: unknown.seat }, 'SEC', 'seat-unknown'],
  [{ type: 'sitting.end-proxy', seatId: unknown.seat }, 'SEC', 'proxy-unknown'],
  [{ type: 'poll.recuse', pollId: unknown.poll, seatId: unknown.seat }, 'CH MOD V AV', 'poll-unknown'],
  [
    {
      type: 'poll.count-hall',
      pollId: unknown.poll,
      seats: [],
      numbers: { yes: 0, no: 0, abstain: 0 },
      tellers: [unknown.person],
    },
    'SEC CC',
    'poll-unknown',
  ],
  [{ type: 'minutes.sign', as: 'chair' }, 'CH MOD', 'sitting-not-closed'],
  [{ type: 'minutes.reopen', reason: 'x' }, 'SEC', 'minutes-not-issued'],
  [{ type: 'paper.issue', kind: 'resolution', lang: 'ru', of: 'drf_zzzzzzzzzzzzzzzz' as never }, 'CH SEC', 'not-found'],
];

const forumTable: readonly (readonly [ForumCommand, string, string])[] = [
  [{ type: 'forum.renew-link', personId: unknown.person }, 'ORG CH MOD SEC', 'person-unknown'],
  [{ type: 'forum.revoke-link', personId: unknown.person }, 'ORG CH MOD SEC', 'person-unknown'],
];

function isAmong(name: Who, capacities: string): boolean {
  return capacities.split(' ').includes(who[name]);
}

let world: Awaited<ReturnType<typeof openWorld>>;
const pages: RawPage[] = [];
const cookies = new Map<string, string>();
let pollId: PollId;
let stageToken: string;
/** Another forum, run by somebody who is not of ours. */
let foreign: { forumId: ForumId; sittingId: SittingId; textId: TextId; cookie: string };

async function pageOf(cookie: string | null, auth: object = {}): Promise<RawPage> {
  const page = await openRawPage(world.origin, cookie, auth);
  pages.push(page);
  return page;
}

function askSitting(page: RawPage, sittingId: SittingId, command: SittingStreamCommand) {
  return page.ask('command', { to: 'sitting', requestId: newRequestId(), sittingId, command });
}

function askForum(page: RawPage, forumId: ForumId, command: ForumCommand) {
  return page.ask('command', { to: 'forum', requestId: newRequestId(), forumId, command });
}

beforeAll(async () => {
  world = await openWorld({ others });
  const { services, store, origin, forumId, sittingId, people } = world;
  for (const name of Object.keys(who) as Who[]) {
    if (name === 'guest') continue;
    const personId = name in people ? people[name as keyof typeof people] : world.others[name]!;
    cookies.set(name, await signInCookie(services, origin, personId, forumId));
  }
  const joined = await fetch(`${origin}/api/codes/${world.code}/enter`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Гость', lang: 'ru' }),
  });
  cookies.set('guest', (joined.headers.get('set-cookie') ?? '').split(';')[0]!);

  const { ids, clock } = services;
  const timur = ids.id('person');
  await store.commit({
    accounts: [
      { change: 'add-person', person: { personId: timur, name: { ru: 'Тимур' }, lang: 'ru', organiser: false } },
    ],
  });
  const founded = await foundForum(
    { store, clock, ids },
    {
      title: { ru: 'Другой' },
      theme: {},
      place: {},
      dayStartsAt: 0,
      utcOffsetMinutes: 300,
      languages: ['ru'],
      rule: usualRule(null),
      organisers: [timur],
      members: [{ personId: timur, organisation: null, title: null }],
      sittings: [
        {
          kind: 'panel',
          title: { ru: 'Другая' },
          startsAt: 0,
          endsAt: 1,
          agenda: [],
          roles: [
            { personId: timur, role: 'chair' },
            { personId: timur, role: 'moderator' },
          ],
          seats: [{ personId: timur, right: 'deciding', weight: 1 }],
          draft: { title: { ru: 'Проект' }, clauses: [] },
          underway: 'open',
          activeItem: null,
        },
      ],
    },
  );
  if (!founded.ok) throw new Error(founded.code);
  const cookie = await signInCookie(services, origin, timur, founded.value.forumId);
  foreign = { forumId: founded.value.forumId, ...founded.value.sittings[0]!, cookie };

  const amina = await world.open('amina');
  for (const name of ['chen', 'dara'] as const) {
    await (await world.open(name)).command(sittingId, { type: 'sitting.declare-presence', where: 'hall' });
  }
  pollId = (await openVote(world, amina)).pollId;
  // Absent again, so that a try to be absent changes nothing.
  await askSitting(await pageOf(cookies.get('chen')!), sittingId, {
    type: 'sitting.declare-presence',
    where: 'absent',
  });
  const link = await fetch(`${origin}/api/sittings/${sittingId}/stage-link`, {
    method: 'POST',
    headers: { origin, cookie: cookies.get('amina')! },
  });
  stageToken = ((await link.json()) as { token: string }).token;
});

afterAll(async () => {
  expect(world.faults).toEqual([]);
  for (const page of pages) page.close();
  await world.close();
});

describe.each(Object.keys(who) as Who[])('%s', (name) => {
  test('[PERM-2] in the own forum: exactly the matrix, permission before existence', async () => {
    const page = await pageOf(cookies.get(name)!);
    const expected: Record<string, string> = {};
    const got: Record<string, string> = {};
    for (const [command, capacities, told] of sittingTable) {
      expected[command.type] = isAmong(name, capacities) ? told : 'not-permitted';
      const answer = await askSitting(page, world.sittingId, command);
      got[command.type] = answer.ok ? 'done' : answer.code;
    }
    const second = await pageOf(cookies.get(name)!);
    for (const [command, capacities, told] of electorateTable) {
      expected[command.type] = isAmong(name, capacities) ? told : 'not-permitted';
      const answer = await askSitting(second, world.sittingId, command);
      got[command.type] = answer.ok ? 'done' : answer.code;
    }
    for (const [command, capacities, told] of forumTable) {
      expected[command.type] = isAmong(name, capacities) ? told : 'not-permitted';
      const answer = await askForum(page, world.forumId, command);
      got[command.type] = answer.ok ? 'done' : answer.code;
    }
    expect(got).toEqual(expected);
  });

  test('[PERM-3] in a foreign forum and in one that does not exist: the same answer to everything', async () => {
    for (const [forumId, sittingId] of [
      [foreign.forumId, foreign.sittingId],
      [unknown.forum, unknown.sitting],
    ] as const) {
      const [page, second] = [await pageOf(cookies.get(name)!), await pageOf(cookies.get(name)!)];
      const answers = [
        ...(await Promise.all(sittingTable.map(([command]) => askSitting(page, sittingId, command)))),
        ...(await Promise.all(electorateTable.map(([command]) => askSitting(second, sittingId, command)))),
        ...(await Promise.all(forumTable.map(([command]) => askForum(page, forumId, command)))),
        await page.ask('follow', { forumId, sittingId, forumSeq: 0, sittingSeq: 0, texts: true }),
        await page.ask('follow', { forumId, sittingId: null, forumSeq: 0, sittingSeq: 0, texts: true }),
        await page.ask('follow', { forumId: world.forumId, sittingId, forumSeq: 0, sittingSeq: 0, texts: true }),
        await page.ask('ballot', {
          sittingId,
          ballot: {
            requestId: newRequestId(),
            pollId,
            answer: { kind: 'decision', choice: 'yes' },
            paperHash: 'a'.repeat(64),
          },
        }),
      ];
      expect(answers).toEqual(answers.map(() => ({ ok: false, code: 'not-found' })));
      expect(page.got).toEqual([]);
    }
  });

  test('[PERM-2, BALLOT-1] a ballot: who has a seat in the electorate, and nobody else', async () => {
    const page = await pageOf(cookies.get(name)!);
    const cast = (poll: PollId) =>
      page.ask('ballot', {
        sittingId: world.sittingId,
        ballot: {
          requestId: newRequestId(),
          pollId: poll,
          answer: { kind: 'decision', choice: 'yes' },
          paperHash: 'a'.repeat(64),
        },
      });
    const seated = isAmong(name, 'V AV');
    expect(await cast(pollId)).toEqual({ ok: false, code: seated ? 'text-differs' : 'not-entitled' });
    expect(await cast(unknown.poll)).toEqual({ ok: false, code: 'poll-unknown' });
  });

  test('[PERM-2] the text: all of the forum read it, who may writes it; a foreign one is as if it were not', async () => {
    const may = await openText(cookies.get(name)!, world.textId);
    expect(may).toBe(isAmong(name, 'CH MOD SEC DC V') ? 'writes' : 'reads');
    expect(await openText(cookies.get(name)!, foreign.textId)).toBe(textClose.unknown);
    expect(await openText(cookies.get(name)!, 'txt_zzzzzzzzzzzzzzzz' as TextId)).toBe(textClose.unknown);
  });

  test('[PERM-2, PERM-3] over HTTP: the same rights, and the same answer for foreign and missing', async () => {
    const cookie = cookies.get(name)!;
    const { sittingId, draftId } = world;
    const link = isAmong(name, 'ORG CH MOD') ? '200' : '403 not-permitted';
    const paper = (told: string) => (isAmong(name, 'ORG CH SEC') ? told : '403 not-permitted');
    expect({
      sitting: await http(cookie, 'GET', `/sittings/${sittingId}`),
      roll: await http(cookie, 'GET', `/sittings/${sittingId}/polls/${pollId}/roll`),
      noPoll: await http(cookie, 'GET', `/sittings/${sittingId}/polls/${unknown.poll}/roll`),
      stage: await http(cookie, 'POST', `/sittings/${sittingId}/stage-link`),
      paper: await http(cookie, 'GET', `/sittings/${sittingId}/drafts/${draftId}/resolution.docx`),
      noPaper: await http(cookie, 'GET', `/sittings/${sittingId}/drafts/drf_zzzzzzzzzzzzzzzz/resolution.docx`),
      forum: await http(cookie, 'POST', '/forums'),
      me: await http(cookie, 'GET', '/me'),
    }).toEqual({
      sitting: '200',
      roll: '400 poll-is-open',
      noPoll: '404 not-found',
      stage: link,
      paper: paper('400 nothing-adopted'),
      noPaper: paper('404 not-found'),
      // Hana is an organiser of the server, and this is her link of one forum.
      forum: '403 not-permitted',
      me: '200',
    });
    for (const id of [foreign.sittingId, unknown.sitting, 'nonsense']) {
      for (const [method, path] of [
        ['GET', ''],
        ['GET', `/polls/${pollId}/roll`],
        ['POST', '/stage-link'],
        ['POST', '/stage-links/end'],
        ['GET', `/drafts/${draftId}/resolution.docx`],
      ] as const) {
        expect(await http(cookie, method, `/sittings/${id}${path}`), `${id}${path}`).toBe('404 not-found');
      }
    }
  });
});

describe('who is not of the forum', () => {
  test('[PERM-3] somebody of another forum, whatever they are there, finds nothing here', async () => {
    const page = await pageOf(foreign.cookie);
    const answers = [
      ...(await Promise.all(sittingTable.map(([command]) => askSitting(page, world.sittingId, command)))),
      ...(await Promise.all(forumTable.map(([command]) => askForum(page, world.forumId, command)))),
    ];
    expect(answers).toEqual(answers.map(() => ({ ok: false, code: 'not-found' })));
    expect(await openText(foreign.cookie, world.textId)).toBe(textClose.unknown);
    expect(await http(foreign.cookie, 'GET', `/sittings/${world.sittingId}`)).toBe('404 not-found');
  });

  test('[PERM-3] nobody gets no socket, no text and no answer', async () => {
    for (const cookie of [null, 'ortaq_login=', 'ortaq_login=x', `ortaq_login=${'a'.repeat(43)}`]) {
      await expect(openRawPage(world.origin, cookie)).rejects.toThrow('not-signed-in');
      expect(await openText(cookie ?? '', world.textId)).toBe(textClose.loginEnded);
      for (const id of [world.sittingId, unknown.sitting]) {
        expect(await http(cookie ?? '', 'GET', `/sittings/${id}`)).toBe('401 not-signed-in');
        expect(await http(cookie ?? '', 'POST', `/sittings/${id}/stage-link`)).toBe('401 not-signed-in');
      }
      expect(await http(cookie ?? '', 'POST', '/forums')).toBe('401 not-signed-in');
    }
  });

  test('[PERM-3] the stage sees its one sitting, without names and running text, and says nothing', async () => {
    const page = await pageOf(null, { stage: stageToken });
    const here = { forumId: world.forumId, sittingId: world.sittingId, forumSeq: 0, sittingSeq: 0, texts: true };
    expect(await page.ask('follow', here)).toEqual({ ok: true, value: null });
    for (const other of [
      { ...here, sittingId: null },
      { ...here, forumId: foreign.forumId, sittingId: foreign.sittingId },
      { ...here, sittingId: foreign.sittingId },
      { ...here, sittingId: unknown.sitting },
    ]) {
      expect(await page.ask('follow', other)).toEqual({ ok: false, code: 'not-found' });
    }
    const answers = [
      ...(await Promise.all(sittingTable.map(([command]) => askSitting(page, world.sittingId, command)))),
      ...(await Promise.all(forumTable.map(([command]) => askForum(page, world.forumId, command)))),
    ];
    expect(answers).toEqual(answers.map(() => ({ ok: false, code: 'not-permitted' })));
    const ballot = {
      requestId: newRequestId(),
      pollId,
      answer: { kind: 'decision', choice: 'yes' },
      paperHash: 'a'.repeat(64),
    };
    expect(await page.ask('ballot', { sittingId: world.sittingId, ballot })).toEqual({
      ok: false,
      code: 'not-entitled',
    });
    expect(page.got.map(({ name }) => name)).not.toContain('text');
    expect(page.got.map(({ name }) => name)).not.toContain('mine');
    for (const { frame } of page.got) {
      const { names } = frame as { names?: object };
      if (names !== undefined) expect(names).toEqual({});
    }
    await expect(openRawPage(world.origin, null, { stage: 'x'.repeat(43) })).rejects.toThrow('link-unknown');
    await expect(openRawPage(world.origin, null, { stage: 7 })).rejects.toThrow('not-signed-in');
  });
});

test('nothing came of all this: the sitting is as it was', async () => {
  const assembly = await world.services.assemblies.sitting(world.sittingId);
  expect(assembly?.sitting.state.sitting.phase).toBe('open');
  expect(Object.keys(assembly?.sitting.state.sitting.roles ?? {})).toHaveLength(8);
  expect(await world.store.readBallots(pollId)).toEqual([]);
});

async function http(cookie: string, method: 'GET' | 'POST', path: string): Promise<string> {
  const response = await fetch(`${world.origin}/api${path}`, { method, headers: { origin: world.origin, cookie } });
  const body = (await response.json()) as { ok?: boolean; code?: string };
  return response.ok ? String(response.status) : `${String(response.status)} ${body.code ?? ''}`;
}

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
