/** Who may entrust whose vote to whom, and when does that end? */
import { expect, test } from 'vitest';
import { sittingTemplates } from '../../shared/forum/sitting-template.ts';
import type { SeatId } from '../../shared/lib/ids.ts';
import { proxiesMost } from '../../shared/sitting/proxy.ts';
import { quorumOf } from '../../shared/sitting/quorum.ts';
import { people, RuleWorld, type Name } from '../rule-world.ts';

/** Beside Chen and Dara, who decide, so do Fay, Ilyas and Kamila; nobody has come yet. */
function seatedWorld(): RuleWorld {
  const world = new RuleWorld();
  for (const name of ['fay', 'ilyas', 'kamila'] as const) {
    world.do('amina', { type: 'sitting.give-seat', personId: people[name], right: 'deciding', weight: 2 });
  }
  world.do('amina', { type: 'sitting.open-lobby' });
  return world;
}

function give(world: RuleWorld, who: Name, from: Name, to: Name): string {
  const command = { type: 'sitting.give-proxy', seatId: world.seatOf(from), to: world.seatOf(to) } as const;
  const decided = world.decide(who, command);
  if (decided.ok) world.do(who, command);
  return decided.ok ? 'ok' : decided.code;
}

test('[PROXY-1] [PROXY-2] it is given by the seat itself or by the secretary, to a seat of the same right, to two at most, and goes no further', () => {
  const world = seatedWorld();
  for (const who of ['amina', 'gani', 'dara', 'hana', 'maral'] as const) {
    expect(give(world, who, 'chen', 'dara')).toBe('not-permitted');
  }
  expect(give(world, 'chen', 'chen', 'chen')).toBe('proxy-to-itself');
  expect(give(world, 'chen', 'chen', 'jana')).toBe('proxy-of-other-right');
  expect(give(world, 'chen', 'chen', 'dara')).toBe('ok');
  expect(give(world, 'chen', 'chen', 'fay')).toBe('proxy-given');
  expect(give(world, 'dara', 'dara', 'fay')).toBe('proxy-handed-on');
  expect(give(world, 'fay', 'fay', 'chen')).toBe('proxy-handed-on');
  expect(give(world, 'bo', 'fay', 'dara')).toBe('ok');
  expect(
    world.decide('bo', { type: 'sitting.give-proxy', seatId: world.seatOf('ilyas'), to: world.seatOf('dara') }),
  ).toMatchObject({ code: 'proxies-too-many', params: { most: 2 } });
  const unknown = { type: 'sitting.give-proxy', seatId: world.seatOf('ilyas'), to: 'seat_nobody' as SeatId } as const;
  expect(world.decide('bo', unknown)).toMatchObject({ code: 'seat-unknown' });
});

test('[PROXY-1] templates say whether, and for how many', () => {
  const world = seatedWorld();
  const { sitting } = world.sitting;
  const by = (name: keyof typeof sittingTemplates, most?: number) => {
    const { allows } = sittingTemplates[name];
    return { ...sitting, template: { name, allows: most === undefined ? allows : { ...allows, proxiesMost: most } } };
  };
  expect(proxiesMost(sitting)).toBe(2);
  expect(proxiesMost(by('regional-forum'))).toBe(2);
  expect(proxiesMost(by('regional-forum', 5))).toBe(5);
  for (const name of ['round-table', 'public-council', 'model-un'] as const) expect(proxiesMost(by(name))).toBe(0);
  world.sitting = { ...world.sitting, sitting: by('public-council') };
  expect(give(world, 'bo', 'chen', 'dara')).toBe('not-by-template');
});

test('[PROXY-2] it ends when it is taken back or given back, when its holder comes, and with either seat', () => {
  const world = seatedWorld();
  const end = (who: Name) => world.decide(who, { type: 'sitting.end-proxy', seatId: world.seatOf('chen') });
  expect(end('chen')).toMatchObject({ code: 'proxy-unknown' });
  for (const who of ['chen', 'dara', 'bo'] as const) {
    expect(give(world, 'chen', 'chen', 'dara')).toBe('ok');
    expect(end('fay')).toMatchObject({ code: 'not-permitted' });
    expect(end('amina')).toMatchObject({ code: 'not-permitted' });
    world.do(who, { type: 'sitting.end-proxy', seatId: world.seatOf('chen') });
    expect(world.sitting.sitting.proxies).toEqual({});
  }
  expect(give(world, 'chen', 'chen', 'dara')).toBe('ok');
  world.do('chen', { type: 'sitting.declare-presence', where: 'remote' });
  expect(world.sittingEvents.at(-1)?.event).toMatchObject({ type: 'sitting.proxy-ended', why: 'came' });
  expect(give(world, 'chen', 'chen', 'dara')).toBe('proxy-is-here');
  world.do('chen', { type: 'sitting.declare-presence', where: 'absent' });
  expect(give(world, 'chen', 'chen', 'dara')).toBe('ok');
  expect(give(world, 'fay', 'fay', 'dara')).toBe('ok');
  world.do('amina', { type: 'sitting.take-seat', seatId: world.seatOf('dara') });
  expect(world.sitting.sitting.proxies).toEqual({});
  expect(give(world, 'chen', 'chen', 'fay')).toBe('ok');
  world.do('amina', { type: 'sitting.take-seat', seatId: world.seatOf('chen') });
  expect(world.sitting.sitting.proxies).toEqual({});
});

test('[PROXY-5] a vote that is entrusted is not present: the quorum does not count it', () => {
  const world = seatedWorld();
  world.do('dara', { type: 'sitting.declare-presence', where: 'hall' });
  expect(give(world, 'bo', 'fay', 'dara')).toBe('ok');
  expect(give(world, 'bo', 'kamila', 'dara')).toBe('ok');
  expect(quorumOf(world.sitting.sitting)).toMatchObject({ present: 1, entitled: 8, reached: false });
});
