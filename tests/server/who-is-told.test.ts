/**
 * Of every kind of vote, in every form and with every way to show its counts: who is told what, in which message and at which address,
 * while it is open, when it is closed and when it is published? All messages to everybody are read, and every row of the store.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { PollId, SeatId } from '../../shared/lib/ids.ts';
import { pollAnswerSchema } from '../../shared/poll/poll-schemas.ts';
import { hasPartialSums, isToldOpen } from '../../shared/poll/counts-told.ts';
import type { PollOpening } from '../../shared/poll/poll-commands.ts';
import { countsShown, openPoll, type CountsShown, type Poll } from '../../shared/poll/poll.ts';
import { toBoxed, type PollAnswer } from '../../shared/poll/poll-answer.ts';
import type { SittingStreamCommand } from '../../shared/protocol/features.ts';
import { newRequestId, openRawPage, openWorld, signInCookie, type RawPage } from './world.ts';

const options = ['ana', 'ben', 'cho'].map((optionId) => ({ optionId, words: { ru: `Кандидат ${optionId}` } }));
const choice = <Method extends object>(method: Method) => ({ kind: 'choice', method, options }) as const;
const rankings: readonly PollAnswer[] = [
  { kind: 'ranking', ranking: [['ana'], ['ben'], ['cho']] },
  { kind: 'ranking', ranking: [['cho'], ['ana']] },
  { kind: 'ranking', ranking: [['ben'], ['cho'], ['ana']] },
];
const marks: readonly PollAnswer[] = [
  { kind: 'marks', options: ['ana', 'cho'] },
  { kind: 'marks', options: ['ben'] },
  { kind: 'marks', options: [] },
];
const levels: readonly PollAnswer[] = [
  { kind: 'consent', level: 'agree', reason: 'довод-один' },
  { kind: 'consent', level: 'block', reason: 'довод-два' },
  { kind: 'consent', level: 'discuss', reason: '' },
];

/** What is asked, and three answers to it. */
const asks: Readonly<Record<string, readonly [PollOpening['ask'], readonly PollAnswer[]]>> = {
  decision: [
    { kind: 'decision' },
    (['yes', 'no', 'abstain'] as const).map((one) => ({ kind: 'decision', choice: one })),
  ],
  'single choice': [
    choice({ kind: 'single-choice', required: null } as const),
    ['ana', 'ben', null].map((option) => ({ kind: 'choice', option })),
  ],
  approval: [choice({ kind: 'approval', seats: 1, maxMarks: null, required: null } as const), marks],
  score: [
    choice({ kind: 'score', lowest: 0, highest: 5, by: 'mean', minimumScores: 1 } as const),
    [5, 3, 0].map((score) => ({ kind: 'scores', scores: [{ option: 'ana', score }] })),
  ],
  Borda: [choice({ kind: 'borda', first: 'options', unranked: 'average' } as const), rankings],
  'instant run-off': [choice({ kind: 'instant-runoff' } as const), rankings],
  Schulze: [choice({ kind: 'schulze', statusQuo: 'cho' } as const), rankings],
  'transferable vote': [choice({ kind: 'transferable-vote', seats: 2 } as const), rankings],
  'consent in five': [{ kind: 'consent', scale: 'five' }, levels],
  'consent in eight': [
    { kind: 'consent', scale: 'eight' },
    (['endorse', 'abstain', 'veto'] as const).map((level) => ({ kind: 'consent', level, reason: 'довод' }) as never),
  ],
  silence: [{ kind: 'no-objection' }, [{ kind: 'objection', reason: 'довод-возражения' }]],
  'roll call': [{ kind: 'here' }, [{ kind: 'here' }]],
};
const forms = ['named', 'unnamed'] as const;

const advising = ['jana', 'kira', 'lola', 'mira', 'nora'] as const;
const others = {
  ...Object.fromEntries(advising.map((name) => [name, 'advisory' as const])),
  maral: 'counting',
  kamila: 'media',
  ilyas: 'invited',
  lev: 'drafting',
  nurlan: 'member',
} as const;
/** Who runs the sitting. */
const desk = new Set(['amina', 'bo', 'gani', 'hana']);

let world: Awaited<ReturnType<typeof openWorld>>;
let directory = '';
const pages = new Map<string, RawPage>();
const cookies = new Map<string, string>();

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'ortaq-told-'));
  world = await openWorld({ store: 'sqlite', directory, others });
  const { services, origin, forumId, sittingId, code } = world;
  const enter = async (name: string, cookie: string | null, auth: object = {}): Promise<void> => {
    const page = await openRawPage(origin, cookie, auth);
    pages.set(name, page);
    if (cookie !== null) cookies.set(name, cookie);
    await page.follow(forumId, sittingId);
  };
  for (const [name, personId] of [...Object.entries(world.people), ...Object.entries(world.others)]) {
    await enter(name, await signInCookie(services, origin, personId, forumId));
  }
  const guest = await services.people.enterByCode(code, { name: 'Гость', organisation: null, lang: 'ru' });
  if (!guest.ok) throw new Error(guest.code);
  await enter('guest', `ortaq_login=${guest.value.token}`);
  const link = await fetch(`${origin}/api/sittings/${sittingId}/stage-link`, {
    method: 'POST',
    headers: { origin, cookie: cookies.get('amina')! },
  });
  await enter('stage', null, { stage: ((await link.json()) as { token: string }).token });
  const seated = Object.values((await room()).state.sitting.seats);
  seats = Object.fromEntries(
    [...pages.keys()].flatMap((name) => {
      const seat = seated.find(({ holder }) => holder === personOf(name));
      return seat === undefined ? [] : [[name, seat.seatId]];
    }),
  );
  for (const name of ['chen', 'dara'])
    expect(await command(name, { type: 'sitting.declare-presence', where: 'hall' })).toBe('ok');
  // Eli is away, and Chen answers for him.
  const given = await command('bo', { type: 'sitting.give-proxy', seatId: seatOf('eli'), to: seatOf('chen') });
  expect(given).toBe('ok');
});
afterAll(async () => {
  for (const page of pages.values()) page.close();
  expect(world.faults).toEqual([]);
  await world.close();
  rmSync(directory, { recursive: true, force: true });
});

const page = (name: string): RawPage => pages.get(name)!;
const personOf = (name: string) => ({ ...world.people, ...world.others })[name as 'chen'];

async function command(name: string, deed: SittingStreamCommand): Promise<string> {
  const answer = await page(name).command(world.sittingId, deed);
  return answer.ok ? 'ok' : answer.code;
}

const room = async () => (await world.services.assemblies.sitting(world.sittingId))!.sitting;
let seats: Readonly<Record<string, SeatId>> = {};
function seatOf(name: string): SeatId {
  return seats[name]!;
}
// ------------------------------------------------------------------------------------------------ what a message tells

/** Keys under which it stands how a vote goes or went. */
const telling = new Set([
  'sheet',
  'counted',
  'histogram',
  'outcome',
  'elected',
  'isCarried',
  'objectors',
  'reasons',
  'levels',
  'votes',
  'counts',
  'receipt',
  'result',
  'answered',
]);

interface Found {
  readonly path: string;
  readonly value: unknown;
}

/** Asked of everything that comes down: what is of no kind is not looked at. */
function isAnswer(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'kind' in value && pollAnswerSchema.safeParse(value).success;
}

/** Every place at which an answer stands, or how it came out. Words of the vote itself (`ask`) are no answer. */
function found(value: unknown, path = '', of: PollId | null = null): Found[] {
  if (typeof value !== 'object' || value === null) return [];
  if (!path.endsWith('.ask') && isAnswer(value)) return [{ path, value }];
  return Object.entries(value).flatMap(([key, inner]): Found[] => {
    const at = `${path}.${key}`;
    // What came out of the votes before is known.
    if (of !== null && key.startsWith('pol_') && key !== of) return [];
    // How counts are shown is a word; a result that is kept back says so.
    const isSaid =
      inner !== null && inner !== 'hidden' && !(key === 'counts' && typeof inner === 'string') && inner !== '';
    return [...(telling.has(key) && isSaid ? [{ path: at, value: inner }] : []), ...found(inner, at, of)];
  });
}

test('the search finds what it searches for', () => {
  const paths = (value: unknown) => found(value).map(({ path }) => path);
  for (const [, answers] of Object.values(asks)) {
    for (const answer of answers)
      expect(paths({ ballot: { answer }, receipt: 'r' })).toEqual(['.ballot.answer', '.receipt']);
    expect(paths({ poll: { ask: asks.approval![0], counts: 'live', result: null } })).toEqual([]);
  }
  expect(paths({ result: 'hidden', polls: [{ result: { sheet: {} } }] })).toEqual([
    '.polls.0.result',
    '.polls.0.result.sheet',
  ]);
});

/** What is told to somebody of this vote in the frames from there on, but what is theirs: the answers they gave themselves. */
function toldTo(name: string, from: number, { given, poll }: Pick<Course, 'given' | 'poll'>): readonly string[] {
  return page(name)
    .got.slice(from)
    .flatMap(({ name: of, frame }) =>
      found(frame, '', poll.pollId)
        .filter(({ path, value }) => {
          if (of !== 'mine') return true;
          const isOwnAnswer = /^\.poll(\.entrusted\.\d+)?\.ballot\.answer$/.test(path);
          if (/^\.poll(\.entrusted\.\d+)?\.ballot\.receipt$/.test(path)) return false;
          return !(isOwnAnswer && given.get(name)?.includes(toBoxed(value as PollAnswer)) === true);
        })
        .map(({ path }) => `${name} ${of}${path}`),
    );
}

interface Course {
  readonly poll: Poll;
  readonly from: ReadonlyMap<string, number>;
  /** By person: what they answered, for themselves and for others. */
  readonly given: ReadonlyMap<string, readonly string[]>;
}

function toldToAll(course: Course, whom: (name: string) => boolean = () => true): readonly string[] {
  return [...pages.keys()].filter(whom).flatMap((name) => toldTo(name, course.from.get(name) ?? 0, course));
}

async function cast(name: string, { pollId, paperHash }: Poll, answer: PollAnswer, seatId?: SeatId): Promise<void> {
  const ballot = { requestId: newRequestId(), pollId, answer, paperHash, ...(seatId === undefined ? {} : { seatId }) };
  expect(await page(name).ask('ballot', { sittingId: world.sittingId, ballot })).toMatchObject({ ok: true });
}

async function untilAll(type: string, pollId: PollId): Promise<void> {
  for (const one of pages.values()) {
    await one.wait('events', ({ events }) =>
      events.some(({ event }) => event.type === type && 'pollId' in event && event.pollId === pollId),
    );
  }
}

/** What the addresses tell whoever asks; `null`: without a login. */
async function atAddresses(name: string | null, pollId: PollId): Promise<readonly string[]> {
  const { origin, sittingId } = world;
  const paths = [
    'me',
    `sittings/${sittingId}`,
    `sittings/${sittingId}/polls/${pollId}/roll`,
    `sittings/${sittingId}/votes.json?lang=ru`,
    `sittings/${sittingId}/previews/voting-report/json?lang=ru`,
  ];
  const told: string[] = [];
  for (const path of paths) {
    const response = await fetch(`${origin}/api/${path}`, {
      headers: { origin, cookie: cookies.get(name ?? '') ?? '' },
    });
    const body = JSON.parse(await response.text()) as { votes?: readonly { pollId: string }[] };
    const ofThis = body.votes === undefined ? body : body.votes.filter((vote) => vote.pollId === pollId);
    told.push(...found(ofThis).map((one) => `${String(name)} ${path}${one.path}`));
    if (response.status === 200 && path.includes('voting-report') && !desk.has(name ?? ''))
      told.push(`${String(name)} ${path}`);
  }
  return told;
}

// ------------------------------------------------------------------------------------------------------------ the votes

/** Why a vote is not held so; `null`: it is. */
function refusalOf(
  [ask]: readonly [PollOpening['ask'], unknown],
  form: (typeof forms)[number],
  counts: CountsShown,
): string | null {
  const isOpenly = ask.kind === 'here' || ask.kind === 'no-objection';
  if (isToldOpen(counts) && form === 'unnamed') return 'counts-of-unnamed';
  if (isToldOpen(counts) && !hasPartialSums(ask)) return 'counts-not-partial';
  if (isOpenly && (form === 'unnamed' || counts === 'later')) return 'asked-otherwise';
  return null;
}

const all = Object.entries(asks).flatMap(([name, asked]) =>
  forms.flatMap((form) => countsShown.map((counts) => ({ name, asked, form, counts }))),
);
const held = all.filter(({ asked, form, counts }) => refusalOf(asked, form, counts) === null);
/** Of those which all are told alike, each way of asking once in each form; all of them in the long form. */
const once = new Set(['named later', 'unnamed at-close']);
const read = held.filter(({ name, form, counts }) => {
  const isOften = name === 'decision' || held.filter((one) => one.name === name).length === 1;
  return process.env['ORTAQ_SOAK'] === '1' || isOften || once.has(`${form} ${counts}`);
});

function opening(asked: (typeof all)[number]): PollOpening {
  const [ask] = asked.asked;
  const subject =
    ask.kind === 'here' ? { of: 'roll-call' as const } : { of: 'question' as const, question: { ru: 'Как быть?' } };
  return { type: 'poll.open', subject, ask, form: asked.form, counts: asked.counts, seconds: 3600 };
}

test('[SEE-4, SEE-5, OBJ-4, POLL-16, POLL-17] what is not held so is refused, and nothing else', async () => {
  for (const one of all.filter((asked) => !held.includes(asked))) {
    const wanted = refusalOf(one.asked, one.form, one.counts);
    expect([one.name, one.form, one.counts, await command('amina', opening(one))]).toEqual([
      one.name,
      one.form,
      one.counts,
      wanted,
    ]);
  }
  expect(held.length).toBe(52);
});

describe('while it is open, closed and published', () => {
  // One that failed leaves nothing open for the next.
  afterEach(async () => {
    const open = openPoll((await room()).state.poll);
    if (open !== null) await command('amina', { type: 'poll.annul', pollId: open.pollId, reason: 'сбой' });
  });

  test.each(read.map((one) => [one.name, one.form, one.counts, one] as const))(
    '[SEE-2, SEE-4, POLL-16, POLL-17, PROXY-7] %s, %s, counts %s',
    async (_name, form, counts, asked) => {
      const [ask, answers] = asked.asked;
      const from = new Map([...pages].map(([name, { got }]) => [name, got.length]));
      expect(await command('amina', opening(asked))).toBe('ok');
      const poll = openPoll((await room()).state.poll)!;
      const { pollId } = poll;
      const answer = (place: number): PollAnswer => answers[place % answers.length]!;
      const isSilence = ask.kind === 'no-objection';
      const given = new Map<string, readonly string[]>();
      const course: Course = { poll, from, given };
      const advise = isSilence || ask.kind === 'here' ? [] : advising;
      if (!isSilence) {
        given.set('chen', [toBoxed(answer(0)), toBoxed(answer(1))]).set('dara', [toBoxed(answer(2))]);
        await cast('chen', poll, answer(0));
        if (ask.kind !== 'here') {
          await cast('chen', poll, answer(1), seatOf('eli'));
          // In a named vote Eli hears how his seat was answered for.
          if (form === 'named') given.set('eli', [toBoxed(answer(1))]);
        }
        await cast('dara', poll, answer(2));
        for (const [place, name] of advise.entries()) {
          given.set(name, [toBoxed(answer(place))]);
          await cast(name, poll, answer(place));
        }
        const many = 2 + (ask.kind === 'here' ? 0 : 1) + advise.length;
        for (const one of pages.values())
          await one.wait('crowd', ({ turnout }) => turnout?.pollId === pollId && turnout.cast === many);
      }
      // Whoever comes in the middle, on another device too.
      for (const name of ['fay', 'dara']) {
        const again = await openRawPage(world.origin, cookies.get(name)!);
        await again.follow(world.forumId, world.sittingId);
        await again.wait('mine', () => true);
        for (const got of again.got) page(name).got.push(got);
        again.close();
      }
      const sees = (name: string): boolean => counts === 'live' || (counts === 'after-mine' && given.has(name));
      expect(toldToAll(course, (name) => !sees(name))).toEqual([]);
      // Who may see sums is told sums, and no names.
      for (const told of toldToAll(course, sees)) expect(told).toMatch(/^\w+ counts\.counts/);
      for (const [name, { got }] of pages) {
        const sums = got.slice(from.get(name)).filter((one) => one.name === 'counts');
        if (!isToldOpen(counts)) expect(sums).toEqual([]);
        expect(JSON.stringify(sums)).not.toMatch(/(?:per|sea)_/);
      }
      for (const name of ['amina', 'chen', null]) expect(await atAddresses(name, pollId)).toEqual([]);

      // ------------------------------------------------------------------------------------------------------- closed
      const closedFrom = new Map([...pages].map(([name, { got }]) => [name, got.length]));
      if (isSilence) await cast('dara', poll, answer(0));
      else expect(await command('amina', { type: 'poll.close', pollId })).toBe('ok');
      await untilAll('poll.closed', pollId);
      if (isSilence) given.set('dara', [toBoxed(answer(0))]);
      const contest = await command('chen', { type: 'poll.contest', pollId, reason: 'не видел' });
      expect(contest).toBe('ok');
      const ruling = { type: 'poll.decide-contest', verdict: 'uphold', reason: 'пересчитано' } as const;
      expect(await command('gani', { ...ruling, pollId, seatId: seatOf('chen') })).toBe('ok');
      await untilAll('poll.contest-decided', pollId);
      const after: Course = { poll, from: closedFrom, given };
      if (counts === 'later') {
        const beyond = [...pages.keys()].filter((name) => !desk.has(name));
        expect(beyond.flatMap((name) => toldTo(name, closedFrom.get(name)!, course))).toEqual([]);
        for (const name of ['chen', null]) expect(await atAddresses(name, pollId)).toEqual([]);
        expect(await command('amina', { type: 'poll.publish', pollId })).toBe('ok');
        await untilAll('poll.published', pollId);
      }
      for (const name of pages.keys()) expect(toldToAll(after, (one) => one === name).length, name).toBeGreaterThan(0);
      if (form === 'named') return;

      // ------------------------------------------------------------------------------ of an unnamed one nobody, ever
      for (const [name, { got }] of pages) {
        const told = got.slice(closedFrom.get(name)).flatMap(({ frame }) => found(frame, '', pollId));
        expect(told.filter(({ value }) => isAnswer(value))).toEqual([]);
      }
      for (const name of ['amina', 'bo', 'gani', 'fay', 'chen']) {
        const roll = await fetch(`${world.origin}/api/sittings/${world.sittingId}/polls/${pollId}/roll`, {
          headers: { cookie: cookies.get(name)! },
        });
        expect(await roll.json()).toMatchObject({ code: 'vote-unnamed' });
      }
      expect(rowsJoining(pollId, new Set([...given.values()].flat()))).toEqual([]);
    },
  );
});

/** Rows of the store that join an answer of this vote with a seat, a person or a request; but the box that is left, sorted apart. */
function rowsJoining(pollId: PollId, answers: ReadonlySet<string>): readonly string[] {
  const database = new SqliteDatabase(join(directory, 'ortaq.sqlite'), { readonly: true });
  const tables = database.prepare("select name from sqlite_master where type = 'table'").pluck().all() as string[];
  const rows = tables.flatMap((name) =>
    database
      .prepare(`select * from "${name}"`)
      .all()
      .map((row) => [name, JSON.stringify(row)] as const),
  );
  database.close();
  const loose = rows.filter(([name, row]) => name === 'looseBallots' && row.includes(pollId));
  expect(loose).toHaveLength(1);
  return rows
    .filter(([name, row]) => name !== 'looseBallots' && row.includes(pollId))
    .filter(([, row]) => {
      const words = row.replaceAll('\\', '');
      return [...answers].some((answer) => words.includes(answer.startsWith('{') ? answer : `"choice":"${answer}"`));
    })
    .map(([name, row]) => `${name} ${row.slice(0, 300)}`);
}
