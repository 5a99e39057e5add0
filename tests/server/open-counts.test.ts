/** Who learns how an open vote stands, where it was opened to be seen? Every message to everybody is read, and every address. */
import { afterEach, expect, test } from 'vitest';
import { openPoll } from '../../shared/poll/poll.ts';
import type { PollOpening } from '../../shared/poll/poll-commands.ts';
import type { CountsFrame } from '../../shared/protocol/messages.ts';
import { newRequestId, openRawPage, openWorld, type PersonName, type RawPage } from './world.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const question: PollOpening = {
  type: 'poll.open',
  subject: { of: 'question', question: { ru: 'Перерыв?' } },
  ask: { kind: 'decision' },
  seconds: 3600,
};

async function hall() {
  const world = await openWorld();
  closers.push(() => world.close());
  const { sittingId, forumId, origin } = world;
  const pages = new Map<string, RawPage>();
  for (const name of ['amina', 'bo', 'fay', 'chen', 'dara', 'eli'] as const) pages.set(name, await world.open(name));
  const link = await fetch(`${origin}/api/sittings/${sittingId}/stage-link`, {
    method: 'POST',
    headers: { origin, cookie: await world.cookieOf('amina') },
  });
  const { token } = (await link.json()) as { token: string };
  const stage = await openRawPage(origin, null, { stage: token });
  closers.push(() => stage.close());
  await stage.follow(forumId, sittingId);
  pages.set('stage', stage);
  const page = (name: string): RawPage => pages.get(name)!;
  for (const name of ['chen', 'dara', 'eli']) {
    await page(name).command(sittingId, { type: 'sitting.declare-presence', where: 'hall' });
  }
  const { sitting } = (await world.services.assemblies.sitting(sittingId))!;
  const open = async (opening: PollOpening) => {
    const answer = await page('amina').command(sittingId, opening);
    return answer.ok ? 'ok' : answer.code;
  };
  const cast = (name: PersonName, choice: 'yes' | 'no' | 'abstain') => {
    const { pollId, paperHash } = openPoll(sitting.state.poll)!;
    const answer = { kind: 'decision', choice } as const;
    return page(name).ask('ballot', {
      sittingId,
      ballot: { requestId: newRequestId(), pollId, answer, paperHash },
    });
  };
  const countsOf = (name: string): readonly CountsFrame[] =>
    page(name).got.flatMap(({ name: of, frame }) => (of === 'counts' ? [frame as CountsFrame] : []));
  return { ...world, pages, page, open, cast, countsOf, sitting };
}

test('[SEE-4] live: desk, members and the hall’s screen see the sums as they go, without names, also who comes in the middle', async () => {
  const world = await hall();
  expect(await world.open({ ...question, counts: 'live' })).toBe('ok');
  const { pollId } = openPoll(world.sitting.state.poll)!;
  await world.cast('chen', 'yes');
  await world.cast('dara', 'no');
  const all = (yes: number, no: number) => (frame: CountsFrame) =>
    frame.counts.kind === 'decision' && frame.counts.yes === yes && frame.counts.no === no;
  for (const page of world.pages.values()) await page.wait('counts', all(1, 1));
  const late = await openRawPage(world.origin, await world.cookieOf('fay'));
  closers.push(() => late.close());
  await late.follow(world.forumId, world.sittingId);
  await late.wait('counts', all(1, 1));
  const { people } = world;
  for (const [name] of world.pages) {
    const told = JSON.stringify(world.countsOf(name));
    for (const id of Object.values(people)) expect(told).not.toContain(id);
    expect(told).toContain(pollId);
    expect(told).not.toContain('receipt');
  }
  // A change moves a vote from one sum to the other.
  await world.cast('dara', 'yes');
  for (const page of world.pages.values()) await page.wait('counts', all(2, 0));
  expect(await world.page('amina').command(world.sittingId, { type: 'poll.close', pollId })).toMatchObject({
    ok: true,
  });
  expect(world.sitting.state.poll.polls[pollId]).toMatchObject({ published: true, result: { cast: 2 } });
  expect(world.faults).toEqual([]);
});

test('[SEE-4] after one’s own: who has cast sees the sums, on every device; nobody else does, in no message and at no address', async () => {
  const world = await hall();
  expect(await world.open({ ...question, counts: 'after-mine' })).toBe('ok');
  const { pollId } = openPoll(world.sitting.state.poll)!;
  await world.cast('chen', 'yes');
  await world.page('chen').wait('counts', ({ counts }) => counts.kind === 'decision' && counts.yes === 1);
  await world.cast('dara', 'no');
  for (const name of ['chen', 'dara']) {
    await world.page(name).wait('counts', ({ counts }) => counts.kind === 'decision' && counts.no === 1);
  }
  for (const name of ['amina', 'bo', 'fay', 'eli', 'stage']) {
    await world.page(name).wait('crowd', ({ turnout }) => turnout?.cast === 2);
    expect(world.countsOf(name), name).toEqual([]);
    expect(JSON.stringify(world.page(name).got), name).not.toMatch(/"(yes|no)":\d/);
  }
  const again = await openRawPage(world.origin, await world.cookieOf('chen'));
  closers.push(() => again.close());
  await again.follow(world.forumId, world.sittingId);
  await again.wait('counts', ({ counts }) => counts.kind === 'decision' && counts.no === 1);
  const elis = await openRawPage(world.origin, await world.cookieOf('eli'));
  closers.push(() => elis.close());
  await elis.follow(world.forumId, world.sittingId);
  for (const path of [`/sittings/${world.sittingId}`, `/sittings/${world.sittingId}/polls/${pollId}/roll`]) {
    const answer = await fetch(`${world.origin}/api${path}`, { headers: { cookie: await world.cookieOf('eli') } });
    expect(await answer.text()).not.toMatch(/"(yes|no)":\d|"choice"/);
  }
  expect(elis.got.filter(({ name }) => name === 'counts')).toEqual([]);
  // The next vote is at the close: who saw the sums of the last one sees none of it.
  await world.page('amina').command(world.sittingId, { type: 'poll.close', pollId });
  const before = world.countsOf('chen').length;
  expect(await world.open(question)).toBe('ok');
  await world.cast('chen', 'yes');
  await world.page('fay').wait('crowd', ({ turnout }) => turnout?.pollId !== pollId && turnout?.cast === 1);
  expect(world.countsOf('chen')).toHaveLength(before);
  expect(world.faults).toEqual([]);
});

test('[SEE-4, SEE-5] not of unnamed votes, and not of what is nothing half counted', async () => {
  const world = await hall();
  const options = ['ana', 'ben'].map((optionId) => ({ optionId, words: { ru: optionId } }));
  expect(await world.open({ ...question, form: 'unnamed', counts: 'live' })).toBe('counts-of-unnamed');
  expect(await world.open({ ...question, form: 'unnamed', counts: 'after-mine' })).toBe('counts-of-unnamed');
  for (const method of [{ kind: 'instant-runoff' }, { kind: 'schulze', statusQuo: null }] as const) {
    const ask = { kind: 'choice', method, options } as const;
    expect(await world.open({ ...question, ask, counts: 'live' })).toBe('counts-not-partial');
  }
});
