/** Do polls of every kind go through the running server, from raw message to what all are told and what is stored? */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, describe, expect, test } from 'vitest';
import type { PollId } from '../../shared/lib/ids.ts';
import type { PollOpening } from '../../shared/poll/poll-commands.ts';
import { openPoll, type Poll } from '../../shared/poll/poll.ts';
import type { PollAnswer } from '../../shared/poll/poll-answer.ts';
import type { SittingStreamCommand } from '../../shared/protocol/features.ts';
import { newRequestId, openRawPage, openWorld, type PersonName, type RawPage, type WorldOptions } from './world.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const yes = { kind: 'decision', choice: 'yes' } as const;
const no = { kind: 'decision', choice: 'no' } as const;
const question: PollOpening = {
  type: 'poll.open',
  subject: { of: 'question', question: { ru: 'Перерыв?' } },
  ask: { kind: 'decision' },
  seconds: 3600,
};

/** The world with these pages open and all seats in the hall. */
async function gathered(names: readonly PersonName[], options: WorldOptions = {}) {
  const world = await openWorld(options);
  closers.push(() => world.close());
  const pages: Partial<Record<PersonName, RawPage>> = {};
  for (const name of new Set<PersonName>(['amina', 'chen', 'dara', 'eli', ...names]))
    pages[name] = await world.open(name);
  const { sittingId } = world;
  const page = (name: PersonName): RawPage => pages[name]!;
  for (const name of ['chen', 'dara', 'eli'] as const) {
    await page(name).command(sittingId, { type: 'sitting.declare-presence', where: 'hall' });
  }
  const { sitting } = (await world.services.assemblies.sitting(sittingId))!;
  const pollNow = (): Poll => openPoll(sitting.state.poll)!;
  const polls = (pollId: PollId): Poll => sitting.state.poll.polls[pollId]!;
  const seatOf = (name: PersonName) => {
    return Object.values(sitting.state.sitting.seats).find(({ holder }) => holder === world.people[name])!.seatId;
  };
  const command = async (name: PersonName, deed: SittingStreamCommand): Promise<string> => {
    const answer = await page(name).command(sittingId, deed);
    return answer.ok ? 'ok' : answer.code;
  };
  const open = async (opening: PollOpening): Promise<Poll> => {
    expect(await command('amina', opening)).toBe('ok');
    return pollNow();
  };
  const cast = (name: PersonName, { pollId, paperHash }: Poll, answer: PollAnswer, requestId = newRequestId()) =>
    page(name).ask('ballot', { sittingId, ballot: { requestId, pollId, answer, paperHash } });
  const roll = async (name: PersonName, pollId: PollId): Promise<Record<string, unknown>> => {
    const answer = await fetch(`${world.origin}/api/sittings/${sittingId}/polls/${pollId}/roll`, {
      headers: { cookie: await world.cookieOf(name) },
    });
    return (await answer.json()) as Record<string, unknown>;
  };
  return { ...world, another: (name: PersonName) => world.open(name), page, polls, seatOf, command, open, cast, roll };
}

/** Everything that came down to a page, as text. */
function heard(page: RawPage, from = 0): string {
  return JSON.stringify(page.got.slice(from));
}

describe('an unnamed vote', () => {
  const options = ['ana', 'ben', 'cho'].map((optionId) => ({ optionId, words: { ru: `Кандидат ${optionId}` } }));
  const election: PollOpening = {
    ...question,
    ask: { kind: 'choice', method: { kind: 'single-choice', required: null }, options },
    form: 'unnamed',
  };
  const choose = (option: string): PollAnswer => ({ kind: 'choice', option });

  test('[POLL-16] nobody is told who voted how, in no message and by no address; the tables forget it, and the rest counts the same', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'ortaq-unnamed-'));
    closers.push(() => {
      rmSync(directory, { recursive: true });
    });
    const world = await gathered(['bo', 'gani', 'fay'], { store: 'sqlite', directory });
    const { people, sittingId, forumId, origin } = world;
    const headers = { origin, cookie: await world.cookieOf('amina') };
    const link = await fetch(`${origin}/api/sittings/${sittingId}/stage-link`, { method: 'POST', headers });
    const { token } = (await link.json()) as { token: string };
    const stage = await openRawPage(origin, null, { stage: token });
    closers.push(() => stage.close());
    await stage.follow(forumId, sittingId);
    const poll = await world.open(election);
    const requestId = newRequestId();
    expect(await world.cast('chen', poll, choose('ben'), requestId)).toMatchObject({
      ok: true,
      value: { revision: 1 },
    });
    expect(await world.cast('chen', poll, choose('cho'))).toMatchObject({ ok: true, value: { revision: 2 } });
    expect(await world.cast('dara', poll, choose('ana'))).toMatchObject({ ok: true });
    const by = { type: 'poll.enter-by-hand', seatId: world.seatOf('eli'), confirmed: true } as const;
    expect(await world.command('bo', { ...by, pollId: poll.pollId, answer: { kind: 'choice', option: 'ana' } })).toBe(
      'unnamed-by-hand',
    );
    await world.page('fay').wait('crowd', ({ turnout }) => turnout?.cast === 2);
    expect(await world.command('amina', { type: 'poll.close', pollId: poll.pollId })).toBe('ok');
    for (const name of ['amina', 'bo', 'gani', 'fay', 'eli', 'chen', 'dara'] as const) {
      await world.page(name).wait('events', ({ events }) => events.some(({ event }) => event.type === 'poll.closed'));
    }
    const { result } = world.polls(poll.pollId);
    expect(result).toMatchObject({ cast: 2, counted: { outcome: { kind: 'tie', tie: { among: ['ana', 'cho'] } } } });

    // Those who did not vote, the desk among them, heard no ballot and no receipt.
    for (const name of ['amina', 'bo', 'gani', 'fay', 'eli'] as const) {
      expect(heard(world.page(name))).not.toContain('"kind":"choice","option"');
      expect(heard(world.page(name))).not.toContain('"receipt"');
    }
    // Nor did the hall's screen, which is told what came out; nor has it heard whose seats they were.
    await stage.wait('events', ({ events }) => events.some(({ event }) => event.type === 'poll.closed'));
    for (const told of ['"kind":"choice","option"', '"receipt"', world.seatOf('chen'), world.seatOf('dara')]) {
      const since = stage.got.slice(stage.got.findIndex(({ frame }) => JSON.stringify(frame).includes('poll.opened')));
      expect(JSON.stringify(since)).not.toContain(told);
    }
    // Who voted is told after the close that there was a ballot, and no more, on any device and by the old request.
    const again = await world.another('chen');
    const mine = await again.wait('mine', ({ poll: of }) => of?.pollId === poll.pollId);
    expect(mine.poll?.ballot).toMatchObject({ answer: null, receipt: '' });
    const told = await world.cast('chen', poll, choose('ben'), requestId);
    expect(told).toMatchObject({ ok: true, value: { answer: null, receipt: '', revision: 0 } });
    for (const name of ['amina', 'gani', 'chen', 'bo'] as const) {
      expect(await world.roll(name, poll.pollId)).toMatchObject({ ok: false, code: 'vote-unnamed' });
    }

    const database = new SqliteDatabase(join(directory, 'ortaq.sqlite'), { readonly: true });
    const tables = database.prepare("select name from sqlite_master where type = 'table'").pluck().all() as string[];
    const rows = tables.flatMap((name) =>
      database
        .prepare(`select * from ${name}`)
        .all()
        .map((row) => `${name} ${JSON.stringify(row)}`),
    );
    database.close();
    const ids = [people.chen, people.dara, world.seatOf('chen'), world.seatOf('dara')];
    const joining = rows.filter((row) => row.includes('option') && ids.some((id) => row.includes(id)));
    // The event of opening has the electorate and the options, the kept box has all seats and all ballots: each apart.
    expect(joining.map((row) => row.slice(0, row.indexOf(' '))).sort()).toEqual(['events', 'looseBallots']);
    expect(joining.find((row) => row.startsWith('events '))).toContain('poll.opened');
    expect(await world.store.readLooseBallots(poll.pollId)).toEqual({
      voted: [world.seatOf('chen'), world.seatOf('dara')].sort(),
      ballots: ['ana', 'cho'].map((option) => {
        return { choice: JSON.stringify({ kind: 'choice', option }), weight: 1, right: 'deciding' };
      }),
    });

    // What is left is enough: a tie is settled and a contest decided by counting it again.
    const settlement = { by: 'lot-of-options' as const, among: ['ana', 'cho'], drawn: ['cho'] };
    expect(await world.command('amina', { type: 'poll.settle', pollId: poll.pollId, settlement })).toBe('ok');
    const contest = { type: 'poll.contest', pollId: poll.pollId, reason: 'не видел жребия' } as const;
    expect(await world.command('dara', contest)).toBe('ok');
    const ruling = { type: 'poll.decide-contest', verdict: 'uphold', reason: 'пересчитано' } as const;
    expect(await world.command('gani', { ...ruling, pollId: poll.pollId, seatId: world.seatOf('dara') })).toBe('ok');
    expect(world.polls(poll.pollId)).toMatchObject({
      result: { counted: { outcome: { elected: ['cho'] } }, sealHash: result?.sealHash },
      contests: [{ ruling: { verdict: 'uphold', recount: { isSame: true, sealHash: result?.sealHash } } }],
    });
    expect(world.faults).toEqual([]);
  });

  test('[POLL-16] annulled while it is open, it is forgotten too', async () => {
    const world = await gathered([]);
    const poll = await world.open({ ...question, form: 'unnamed' });
    await world.cast('chen', poll, yes);
    const { pollId } = poll;
    expect(await world.command('amina', { type: 'poll.annul', pollId, reason: 'не тот вопрос' })).toBe('ok');
    expect(await world.cast('dara', poll, yes)).toEqual({ ok: false, code: 'poll-not-open' });
    expect(await world.store.readBallots(pollId)).toEqual([]);
    expect(await world.store.readLooseBallots(pollId)).toMatchObject({ voted: [world.seatOf('chen')] });
    expect(world.polls(pollId)).toMatchObject({ result: null, annulled: { reason: 'не тот вопрос' } });
  });
});

test('[BALLOT-5] where a vote is not to be changed, the first ballot of a seat is its last; the same request is told the same', async () => {
  const world = await gathered([]);
  const poll = await world.open({ ...question, isChangeable: false });
  const requestId = newRequestId();
  const first = await world.cast('chen', poll, yes, requestId);
  expect(first).toMatchObject({ ok: true, value: { answer: yes, revision: 1 } });
  expect(await world.cast('chen', poll, no)).toEqual({ ok: false, code: 'already-voted' });
  expect(await world.cast('chen', poll, yes, requestId)).toEqual(first);
  const [stored] = await world.store.readBallots(poll.pollId);
  expect(stored).toMatchObject({ choice: 'yes', revision: 1 });
});

test('[BALLOT-4] an answer that the vote does not ask for is refused by name, one that no vote asks for is malformed', async () => {
  const world = await gathered([]);
  const poll = await world.open({ ...question, ask: { kind: 'consent', scale: 'five' } });
  const refusal = async (answer: unknown) => {
    const told = await world.cast('chen', poll, answer as PollAnswer);
    return told.ok ? 'ok' : told.code;
  };
  expect(await refusal(yes)).toBe('answer-of-another-kind');
  expect(await refusal({ kind: 'consent', level: 'veto', reason: '' })).toBe('level-unknown');
  expect(await refusal({ kind: 'consent', level: 'block', reason: ' ' })).toBe('reason-missing');
  expect(await refusal({ kind: 'consent', level: 'block' })).toBe('malformed');
  expect(await refusal({ kind: 'marks', options: Array.from({ length: 61 }, (_, place) => `o${String(place)}`) })).toBe(
    'malformed',
  );
  expect(await refusal({ kind: 'consent', level: 'block', reason: 'нет денег' })).toBe('ok');
  expect(await world.store.readBallots(poll.pollId)).toHaveLength(1);
});

describe('by hand', () => {
  test('[POLL-15] the ballot lies in the box with its event, counts in the turnout, and the seat’s own device sees and changes it', async () => {
    const world = await gathered(['bo', 'fay']);
    const poll = await world.open(question);
    const { pollId } = poll;
    const enter = (name: PersonName) => {
      const seatId = world.seatOf(name);
      return world.command('bo', { type: 'poll.enter-by-hand', pollId, seatId, answer: yes, confirmed: true });
    };
    await world.cast('dara', poll, no);
    expect(await enter('dara')).toBe('already-voted');
    expect(await enter('chen')).toBe('ok');
    expect(await enter('chen')).toBe('already-voted');
    expect(await enter('eli')).toBe('ok');
    await world.page('fay').wait('crowd', ({ turnout }) => turnout?.cast === 3);
    const mine = await world.page('chen').wait('mine', ({ poll: of }) => of?.ballot != null);
    expect(mine.poll?.ballot).toMatchObject({ answer: yes, revision: 1 });
    expect(await world.cast('chen', poll, no)).toMatchObject({ ok: true, value: { revision: 2 } });
    // What was entered is in no event.
    expect(heard(world.page('fay'))).toContain('poll.entered-by-hand');
    expect(heard(world.page('fay'))).not.toContain('"yes"');
    expect(await world.command('amina', { type: 'poll.close', pollId })).toBe('ok');
    expect(world.polls(pollId).result).toMatchObject({ sheet: { whole: { yes: 1, no: 2 } }, cast: 3 });
    const { roll } = (await world.roll('fay', pollId)) as { roll: { personId: string; byHand: boolean }[] };
    const byHand = Object.fromEntries(roll.map((line) => [line.personId, line.byHand]));
    const { chen, dara, eli } = world.people;
    expect(byHand).toEqual({ [chen]: false, [dara]: false, [eli]: true });
  });
});

test('[POLL-14] how many ask for more time is told to the desk alone', async () => {
  const world = await gathered(['fay']);
  const { pollId } = await world.open(question);
  expect(await world.command('chen', { type: 'poll.ask-more-time', pollId })).toBe('ok');
  expect(await world.command('chen', { type: 'poll.ask-more-time', pollId })).toBe('asked-already');
  await world
    .page('amina')
    .wait('events', ({ events }) => events.some(({ event }) => event.type === 'poll.more-time-asked'));
  expect(await world.command('amina', { type: 'poll.extend', pollId, seconds: 30 })).toBe('ok');
  await world.page('fay').wait('events', ({ events }) => events.some(({ event }) => event.type === 'poll.extended'));
  for (const name of ['fay', 'chen', 'dara'] as const) expect(heard(world.page(name))).not.toContain('more-time');
  const late = await world.another('dara');
  const snapshot = await late.wait('snapshot', ({ of }) => of === 'sitting');
  expect(JSON.stringify(snapshot)).toContain('"moreTime":[]');
});

test('[POLL-17] a result that is told later is in no message to anybody but the desk, until it is published', async () => {
  const world = await gathered(['fay']);
  const poll = await world.open({ ...question, counts: 'later' });
  const { pollId } = poll;
  await world.cast('chen', poll, yes);
  const from = world.page('fay').got.length;
  expect(await world.command('amina', { type: 'poll.close', pollId })).toBe('ok');
  const closed = await world
    .page('fay')
    .wait('events', ({ events }) => events.some(({ event }) => event.type === 'poll.closed'));
  expect(JSON.stringify(closed)).toContain('"result":"hidden"');
  const late = await world.another('eli');
  await late.wait('snapshot', ({ of }) => of === 'sitting');
  for (const page of [world.page('fay'), world.page('dara'), late]) expect(heard(page, from)).not.toContain('"sheet"');
  expect(heard(world.page('amina'))).toContain('"sheet"');
  expect(await world.roll('fay', pollId)).toMatchObject({ code: 'not-published' });
  expect(await world.command('amina', { type: 'poll.publish', pollId })).toBe('ok');
  for (const page of [world.page('fay'), late]) {
    const frame = await page.wait('events', ({ events }) =>
      events.some(({ event }) => event.type === 'poll.published'),
    );
    const event = frame.events.map((one) => one.event).find((one) => one.type === 'poll.published');
    expect(event).toMatchObject({ result: { sheet: { whole: { yes: 1 } } } });
  }
  expect(await world.roll('fay', pollId)).toHaveProperty('roll');
});

test('[POLL-11] a vote annulled takes no ballot any more, its deadline is gone, and another one opens in its place', async () => {
  const world = await gathered([]);
  const first = await world.open(question);
  await world.cast('chen', first, yes);
  expect(await world.command('amina', { type: 'poll.annul', pollId: first.pollId, reason: 'не тот вопрос' })).toBe(
    'ok',
  );
  expect(await world.cast('chen', first, no)).toEqual({ ok: false, code: 'poll-not-open' });
  expect(await world.store.readDeadlines()).toEqual([]);
  const second = await world.open({ ...question, repeats: first.pollId });
  expect(second.repeats).toBe(first.pollId);
  expect(await world.cast('chen', second, no)).toMatchObject({ ok: true });
  expect(await world.command('amina', { type: 'poll.close', pollId: second.pollId })).toBe('ok');
  expect(world.polls(second.pollId).result).toMatchObject({ cast: 1 });
  // The box of the first is as it was: both stay in the record.
  expect(await world.store.readBallots(first.pollId)).toMatchObject([{ choice: 'yes' }]);
});
