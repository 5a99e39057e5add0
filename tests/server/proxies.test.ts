/** Who votes for somebody else, and does nobody vote twice by it? From raw messages to the box, the roll, the papers and a stranger's recount. */
import { expect, test } from 'vitest';
import type { SeatId } from '../../shared/lib/ids.ts';
import type { SittingVotes } from '../../shared/papers/sitting-votes.ts';
import type { Poll } from '../../shared/poll/poll.ts';
import type { MinePoll, MineFrame } from '../../shared/protocol/messages.ts';
import type { SittingStreamCommand } from '../../shared/protocol/features.ts';
import { gathered, question, recounted } from './electorate-world.ts';
import type { PersonName } from './world.ts';

type World = Awaited<ReturnType<typeof gathered>>;

/** Eli is away and Chen votes for him, as the secretary registered. Two of three are here, which is the quorum. */
async function entrusted(names: readonly PersonName[] = [], options: Parameters<typeof gathered>[1] = {}) {
  const world = await gathered(['fay', 'eli', ...names], options, ['eli']);
  const [chens, elis] = [world.seatOf('chen'), world.seatOf('eli')];
  expect(await world.command('bo', { type: 'sitting.give-proxy', seatId: elis, to: chens })).toBe('ok');
  return { ...world, chens, elis };
}

const closing = ({ pollId }: Poll): SittingStreamCommand => ({ type: 'poll.close', pollId });

function mine(world: World, name: PersonName, fits: (poll: MinePoll) => boolean): Promise<MineFrame> {
  return world.page(name).wait('mine', ({ poll }) => poll !== null && fits(poll));
}

function sumsOf(world: World, { pollId }: Poll) {
  const { result } = world.poll(pollId);
  if (result?.kind !== 'decision') throw new Error('it was a decision');
  const { yes, no, abstain, present, entitled } = result.sheet.whole;
  return { yes, no, abstain, present, entitled, cast: result.cast };
}

test('[PROXY-2] [PROXY-3] [PROXY-4] [PROXY-7] who holds a vote answers once for each seat, differently if they wish, and everything says by whom', async () => {
  const world = await entrusted();
  const { people, chens, elis } = world;
  const poll = await world.open(question);
  // What is entrusted later, or ended, is for the next vote.
  expect(await world.command('chen', { type: 'sitting.end-proxy', seatId: elis })).toBe('ok');
  expect(await world.command('eli', { type: 'sitting.give-proxy', seatId: elis, to: world.seatOf('dara') })).toBe('ok');
  expect(await world.cast('dara', poll, 'no', elis)).toBe('not-entitled');
  expect(await world.cast('fay', poll, 'no', elis)).toBe('not-entitled');
  expect(await world.cast('chen', poll, 'no', world.seatOf('dara'))).toBe('not-entitled');

  const asked = await mine(
    world,
    'chen',
    ({ pollId, entrusted: held }) => pollId === poll.pollId && held !== undefined,
  );
  const held = { seatId: elis, personId: people.eli, weight: 1, entitled: 'yes', ballot: null };
  expect(asked.poll).toMatchObject({ entitled: 'yes', ballot: null, entrusted: [held] });
  expect(await world.cast('chen', poll, 'yes')).toBe('ok');
  expect(await world.cast('chen', poll, 'abstain', elis)).toBe('ok');
  expect(await world.cast('chen', poll, 'no', elis)).toBe('ok');
  const answered = await mine(world, 'chen', ({ entrusted: of }) => of?.[0]?.ballot?.revision === 2);
  expect(answered.poll?.entrusted?.[0]?.ballot?.answer).toEqual({ kind: 'decision', choice: 'no' });
  expect(answered.poll?.ballot?.answer).toEqual({ kind: 'decision', choice: 'yes' });
  // Whose seat it is hears of it, and by whom.
  const told = await mine(world, 'eli', ({ ballot }) => ballot?.revision === 2);
  expect(told.poll).toMatchObject({ entitled: 'yes', proxy: people.chen });
  await world.page('fay').wait('crowd', ({ turnout }) => turnout?.cast === 2);
  expect(JSON.stringify(world.page('fay').got)).not.toContain('"choice":"no"');
  expect(await world.command('amina', closing(poll))).toBe('ok');
  // Two were here, and the one who is away voted: so they are in the base.
  expect(poll.presentAtOpening).toBe(2);
  expect(sumsOf(world, poll)).toEqual({ yes: 1, no: 1, abstain: 0, present: 3, entitled: 3, cast: 2 });

  const { roll } = JSON.parse(await world.ask('fay', `polls/${poll.pollId}/roll`)) as {
    roll: { personId: string; proxy?: string; answer: unknown }[];
  };
  expect(roll.find(({ personId }) => personId === people.eli)).toMatchObject({
    proxy: people.chen,
    answer: { choice: 'no' },
  });
  expect(roll.filter(({ proxy }) => proxy !== undefined)).toHaveLength(1);
  expect(await world.ask('bo', 'minutes?lang=ru')).toContain('По доверенности: eli (голосует chen).');
  const json = await world.ask('fay', 'votes.json?lang=ru');
  const [vote] = (JSON.parse(json) as SittingVotes).votes;
  const line = vote?.electors.find(({ seatId }) => seatId === elis);
  expect(line).toMatchObject({
    name: 'eli',
    entrustedTo: 'chen',
    present: false,
    ballot: { choice: 'no', by: 'chen' },
  });
  expect(vote?.electors.find(({ seatId }) => seatId === chens)?.ballot).not.toHaveProperty('by');
  expect(await recounted(json)).toContain('The ballots give the published result and its seal.');
});

test('[PROXY-4] a seat has one place in the box, whoever answers for it: device, proxy, hand and card', async () => {
  const world = await entrusted(['dara']);
  const { people, elis } = world;
  const byHand = {
    type: 'poll.enter-by-hand',
    confirmed: true,
    seatId: elis,
    answer: { kind: 'decision', choice: 'yes' },
  } as const;
  const card = { type: 'poll.count-hall', seats: [elis], numbers: { yes: 1, no: 0, abstain: 0 }, tellers: [people.bo] };
  const byCard = ({ pollId }: Poll) => ({ ...card, pollId }) as SittingStreamCommand;

  // The proxy first: the holder's own answer takes its place, and the proxy does not take it back.
  const first = await world.open(question);
  expect(await world.cast('chen', first, 'no', elis)).toBe('ok');
  expect(await world.command('bo', { ...byHand, pollId: first.pollId })).toBe('already-voted');
  expect(await world.cast('eli', first, 'yes')).toBe('ok');
  expect(await world.cast('chen', first, 'no', elis)).toBe('voted-otherwise');
  const seen = await mine(world, 'chen', ({ entrusted: of }) => of?.[0]?.entitled === 'voted');
  expect(seen.poll?.entrusted?.[0]?.ballot).toBeNull();
  expect(await world.command('amina', closing(first))).toBe('ok');
  expect(sumsOf(world, first)).toMatchObject({ yes: 1, no: 0, cast: 1 });
  const { roll } = JSON.parse(await world.ask('fay', `polls/${first.pollId}/roll`)) as { roll: { personId: string }[] };
  expect(roll.find(({ personId }) => personId === people.eli)).not.toHaveProperty('proxy');

  // By hand first: the proxy finds it, and says nothing of it.
  const second = await world.open(question);
  expect(await world.command('bo', { ...byHand, pollId: second.pollId })).toBe('ok');
  expect(await world.cast('chen', second, 'no', elis)).toBe('voted-otherwise');
  expect(await world.command('amina', closing(second))).toBe('ok');
  expect(sumsOf(world, second)).toMatchObject({ yes: 1, no: 0, cast: 1 });

  // Eli comes in while the vote is open: his card is counted if nobody has answered for him, and not if somebody has.
  const third = await world.open(question);
  expect(await world.command('bo', byCard(third))).toBe('not-in-the-hall');
  expect(await world.cast('chen', third, 'no', elis)).toBe('ok');
  expect(await world.command('bo', { type: 'sitting.mark-presence', personId: people.eli, where: 'hall' })).toBe('ok');
  expect(await world.command('bo', byCard(third))).toBe('seat-has-voted');
  expect(await world.command('amina', closing(third))).toBe('ok');
  // He is here: the proxy ended by itself.
  expect(world.state().sitting.proxies).toEqual({});
  const fourth = await world.open(question);
  expect(await world.cast('chen', fourth, 'no', elis)).toBe('not-entitled');
  expect(await world.command('amina', closing(fourth))).toBe('ok');
});

test('[PROXY-4] device and proxy at the same moment: one ballot lies in the box, and where it is final it is the first', async () => {
  const world = await entrusted([], { store: 'sqlite' });
  const { elis } = world;
  for (let round = 0; round < 4; round += 1) {
    const poll = await world.open({ ...question, isChangeable: false });
    const [own, other] = await Promise.all([world.cast('eli', poll, 'yes'), world.cast('chen', poll, 'no', elis)]);
    expect([
      ['ok', 'voted-otherwise'],
      ['already-voted', 'ok'],
    ]).toContainEqual([own, other]);
    expect(await world.command('amina', closing(poll))).toBe('ok');
    expect(sumsOf(world, poll)).toMatchObject({ cast: 1, yes: own === 'ok' ? 1 : 0, no: other === 'ok' ? 1 : 0 });
  }
});

test('[PROXY-6] [PROXY-5] who takes no part answers for nobody; a roll call and silence are not answered for others', async () => {
  const world = await entrusted();
  const { chens, elis, people } = world;
  const poll = await world.open(question);
  expect(await world.cast('chen', poll, 'no', elis)).toBe('ok');
  expect(await world.command('chen', { type: 'poll.recuse', pollId: poll.pollId, seatId: chens })).toBe('ok');
  expect(await world.cast('chen', poll, 'yes', elis)).toBe('not-entitled');
  await mine(world, 'chen', ({ entitled, entrusted: of }) => entitled === 'recused' && of === undefined);
  expect(await world.command('amina', closing(poll))).toBe('ok');
  // What was cast before stands: it is Eli's, who has no stake in it.
  expect(sumsOf(world, poll)).toMatchObject({ no: 1, entitled: 2 });

  const call = await world.open({
    type: 'poll.open',
    subject: { of: 'roll-call' },
    ask: { kind: 'here' },
    seconds: 60,
  });
  expect(call.electors).not.toContainEqual(expect.objectContaining({ proxy: expect.anything() as unknown }));
  const ballot = { pollId: call.pollId, seatId: elis, answer: { kind: 'here' }, paperHash: call.paperHash };
  const answer = await world.page('chen').ask('ballot', {
    sittingId: world.sittingId,
    ballot: { ...ballot, requestId: 'proxy-roll-call-1' },
  });
  expect(answer).toMatchObject({ ok: false, code: 'not-entitled' });
  const own = { ...ballot, seatId: undefined, requestId: 'eli-roll-call-1' };
  expect((await world.page('eli').ask('ballot', { sittingId: world.sittingId, ballot: own })).ok).toBe(true);
  expect(await world.command('amina', closing(call))).toBe('ok');
  // He answered himself, so he is here, and votes by himself.
  expect(world.state().sitting.present[people.eli]).toMatchObject({ by: 'self' });
  expect(world.state().sitting.proxies).toEqual({});
});

test('[PROXY-7] of an unnamed vote nothing that is told or stored joins a ballot with who cast it or for whom', async () => {
  const world = await entrusted([], { store: 'sqlite' });
  const { chens, elis, store, people, sittingId } = world;
  const poll = await world.open({ ...question, form: 'unnamed' });
  const { pollId, paperHash } = poll;
  const cast = (seatId: SeatId, choice: string, requestId: string) => {
    const ballot = { pollId, seatId, answer: { kind: 'decision', choice }, paperHash, requestId };
    return world.page('chen').ask('ballot', { sittingId, ballot });
  };
  // Chen answers for Eli, then for himself; Eli answers himself: Chen's answer was another one, and must not be left anywhere.
  expect((await cast(elis, 'no', 'unnamed-proxy-1')).ok).toBe(true);
  // What Chen chose is told to Chen: Eli hears that he voted.
  await mine(world, 'eli', ({ ballot }) => ballot?.revision === 1 && ballot.answer === null);
  expect(JSON.stringify(world.page('eli').got)).not.toContain('"choice":"no"');
  expect(await world.cast('eli', poll, 'abstain')).toBe('ok');
  expect((await cast(chens, 'yes', 'unnamed-proxy-2')).ok).toBe(true);
  expect(await world.command('amina', closing(poll))).toBe('ok');
  expect(sumsOf(world, poll)).toMatchObject({ yes: 1, abstain: 1, cast: 2 });
  expect(await store.readBallots(pollId)).toEqual([]);
  expect(await cast(chens, 'yes', 'unnamed-proxy-2')).toMatchObject({ ok: true, value: { answer: null } });
  const again = await cast(elis, 'no', 'unnamed-proxy-1');
  expect(again).toMatchObject({ ok: true, value: { answer: null, receipt: '' } });
  const kept = JSON.stringify((await store.readAnswer(people.chen, 'unnamed-proxy-1' as never))?.answer);
  expect(kept).not.toContain('"no"');
  for (const name of ['amina', 'bo', 'dara', 'fay'] as const) {
    const heard = JSON.stringify(world.page(name).got.filter(({ name: kind }) => kind !== 'text'));
    expect(heard).not.toMatch(/"choice":"(?:no|abstain)"/);
  }
  expect(await world.ask('bo', 'minutes?lang=kk')).toContain('Сенімхат бойынша: eli (дауыс беретін: chen).');
  expect(await world.ask('fay', `polls/${pollId}/roll`)).toContain('vote-unnamed');
});

test('[PROXY-4, BALLOT-1] what the secretary entered no proxy changes, though the secretary is the proxy; one request id is one seat’s ballot', async () => {
  const world = await entrusted();
  const { people, elis } = world;
  expect(
    await world.command('amina', { type: 'sitting.give-seat', personId: people.bo, right: 'deciding', weight: 1 }),
  ).toBe('ok');
  expect(await world.command('bo', { type: 'sitting.declare-presence', where: 'hall' })).toBe('ok');
  expect(await world.command('bo', { type: 'sitting.end-proxy', seatId: elis })).toBe('ok');
  expect(await world.command('bo', { type: 'sitting.give-proxy', seatId: elis, to: world.seatOf('bo') })).toBe('ok');
  const poll = await world.open(question);
  const { pollId, paperHash } = poll;
  const answer = { kind: 'decision', choice: 'yes' } as const;
  expect(await world.command('bo', { type: 'poll.enter-by-hand', pollId, seatId: elis, answer, confirmed: true })).toBe(
    'ok',
  );
  expect(await world.cast('bo', poll, 'no', elis)).toBe('voted-otherwise');
  expect(await world.command('amina', closing(poll))).toBe('ok');
  expect(sumsOf(world, poll)).toMatchObject({ yes: 1, no: 0, cast: 1 });

  const second = await world.open(question);
  const ballot = { requestId: 'one-request-two-seats', pollId: second.pollId, paperHash, answer };
  const ask = (more: object) =>
    world
      .page('bo')
      .ask('ballot', { sittingId: world.sittingId, ballot: { ...ballot, paperHash: second.paperHash, ...more } });
  expect((await ask({})).ok).toBe(true);
  // Nothing was put there for the other seat: so it is not said to have been, and does not count as having voted.
  expect(await ask({ seatId: elis })).toMatchObject({ ok: false, code: 'malformed' });
  expect((await world.store.readBallots(second.pollId)).map(({ seatId }) => seatId)).toEqual([world.seatOf('bo')]);
  expect(await world.cast('dara', second, 'no')).toBe('ok');
  const crowd = await world.page('fay').wait('crowd', ({ turnout }) => {
    return turnout?.pollId === second.pollId && turnout.cast >= 2;
  });
  expect(crowd.turnout?.cast).toBe(2);
});

test('[SEE-4] whoever answers for others too is told how it stands when all of their ballots are in the box', async () => {
  const world = await entrusted();
  const poll = await world.open({ ...question, counts: 'after-mine' });
  expect(await world.cast('chen', poll, 'yes')).toBe('ok');
  expect(await world.cast('dara', poll, 'no')).toBe('ok');
  await world.page('dara').wait('counts', ({ pollId }) => pollId === poll.pollId);
  await mine(world, 'chen', ({ ballot }) => ballot !== null);
  expect(world.page('chen').got.some(({ name }) => name === 'counts')).toBe(false);
  expect(await world.cast('chen', poll, 'yes', world.elis)).toBe('ok');
  await world.page('chen').wait('counts', ({ pollId }) => pollId === poll.pollId);
  expect(await world.command('amina', closing(poll))).toBe('ok');
});
