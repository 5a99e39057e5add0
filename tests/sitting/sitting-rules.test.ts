/** What may happen in a sitting, and when? A table of every command in every phase, and the edges beside it. */
import { describe, expect, test } from 'vitest';
import type { PersonId, SeatId } from '../../shared/lib/ids.ts';
import type { PollOpening } from '../../shared/poll/poll-commands.ts';
import { openPoll } from '../../shared/poll/poll.ts';
import { quorumOf } from '../../shared/sitting/quorum.ts';
import { sittingCommandSchema, type SittingCommand } from '../../shared/sitting/sitting-commands.ts';
import type { SittingPhase } from '../../shared/sitting/sitting.ts';
import { clauses, draftId, idNumber, items, openedWorld, people, RuleWorld, votingWorld } from '../rule-world.ts';

/** A sitting in each phase, by the rules alone; Chen and Dara are present in all but the first. */
function worldIn(phase: SittingPhase): RuleWorld {
  if (phase === 'planned') return new RuleWorld();
  if (phase === 'lobby') {
    const world = new RuleWorld();
    world.do('amina', { type: 'sitting.open-lobby' });
    world.do('chen', { type: 'sitting.declare-presence', where: 'hall' });
    world.do('dara', { type: 'sitting.declare-presence', where: 'remote' });
    return world;
  }
  const world = openedWorld();
  world.do('amina', { type: 'sitting.start-item', itemId: items[0]! });
  if (phase === 'paused') world.do('amina', { type: 'sitting.pause', minutes: 15 });
  if (phase === 'closed') world.do('amina', { type: 'sitting.close' });
  return world;
}

const phases: readonly SittingPhase[] = ['planned', 'lobby', 'open', 'paused', 'closed'];

/** For each phase: what follows (event types), or the refusal. */
const table: readonly (readonly [SittingCommand, ...(readonly string[])])[] = [
  [
    { type: 'sitting.open-lobby' },
    'sitting.lobby-opened',
    'sitting-not-planned',
    'sitting-not-planned',
    'sitting-not-planned',
    'sitting-closed',
  ],
  [
    { type: 'sitting.open' },
    'sitting-not-in-lobby',
    'sitting.opened',
    'sitting-not-in-lobby',
    'sitting-not-in-lobby',
    'sitting-closed',
  ],
  [
    { type: 'sitting.open-for-consultation' },
    'sitting-not-in-lobby',
    'quorum-is-there',
    'sitting-not-in-lobby',
    'sitting-not-in-lobby',
    'sitting-closed',
  ],
  [
    { type: 'sitting.pause', minutes: 5 },
    'sitting-not-open',
    'sitting-not-open',
    'sitting.paused',
    'sitting-not-open',
    'sitting-closed',
  ],
  [
    { type: 'sitting.resume' },
    'sitting-not-paused',
    'sitting-not-paused',
    'sitting-not-paused',
    'sitting.resumed',
    'sitting-closed',
  ],
  [
    { type: 'sitting.close' },
    'sitting-not-open',
    'sitting-not-open',
    'sitting.item-done sitting.closed',
    'sitting.item-done sitting.closed',
    'sitting-closed',
  ],
  [
    { type: 'sitting.start-item', itemId: items[1]! },
    'sitting-not-open',
    'sitting-not-open',
    'sitting.item-done sitting.item-started',
    'sitting-not-open',
    'sitting-closed',
  ],
  [
    { type: 'sitting.finish-item', itemId: items[0]! },
    'item-not-active',
    'item-not-active',
    'sitting.item-done',
    'sitting.item-done',
    'sitting-closed',
  ],
  [
    { type: 'sitting.set-speakers', itemId: items[1]!, speakers: [{ personId: people.fay, minutes: 10 }] },
    'sitting.speakers-set',
    'sitting.speakers-set',
    'sitting.speakers-set',
    'sitting.speakers-set',
    'sitting-closed',
  ],
  [
    { type: 'sitting.give-role', personId: people.chen, role: 'chair' },
    'sitting.role-given',
    'sitting.role-given',
    'sitting.role-given',
    'sitting.role-given',
    'sitting-closed',
  ],
  [
    { type: 'sitting.take-role', personId: people.bo, role: 'secretary' },
    'sitting.role-taken',
    'sitting.role-taken',
    'sitting.role-taken',
    'sitting.role-taken',
    'sitting-closed',
  ],
  [
    { type: 'sitting.give-seat', personId: people.fay, right: 'deciding', weight: 1 },
    'sitting.seat-given',
    'sitting.seat-given',
    'sitting.seat-given',
    'sitting.seat-given',
    'sitting-closed',
  ],
  [
    { type: 'sitting.weigh-seat', seatId: new RuleWorld().seatOf('chen'), weight: 3 },
    'sitting.seats-weighed',
    'sitting.seats-weighed',
    'sitting.seats-weighed',
    'sitting.seats-weighed',
    'sitting-closed',
  ],
  [
    { type: 'sitting.take-seat', seatId: new RuleWorld().seatOf('chen') },
    'sitting.seat-taken',
    'sitting.seat-taken',
    'sitting.seat-taken',
    'sitting.seat-taken',
    'sitting-closed',
  ],
  [
    { type: 'sitting.declare-presence', where: 'hall' },
    'sitting-not-in-lobby',
    'sitting.presence-noted',
    'sitting.presence-noted',
    'sitting.presence-noted',
    'sitting-closed',
  ],
  [
    { type: 'sitting.mark-presence', personId: people.fay, where: 'remote' },
    'sitting-not-in-lobby',
    'sitting.presence-noted',
    'sitting.presence-noted',
    'sitting.presence-noted',
    'sitting-closed',
  ],
];

describe('every command in every phase', () => {
  test.each(
    table.flatMap(([command, ...expected]) =>
      phases.map((phase, place) => [phase, command.type, expected[place]!, command] as const),
    ),
  )('[SIT-1] %s, %s: %s', (phase, _type, expected, command) => {
    const decided = worldIn(phase).decide('gani', command);
    expect(decided.ok ? decided.value.map(({ type }) => type).join(' ') : decided.code).toBe(expected);
  });

  test.each(phases)('[PERM-3] in a %s sitting who may not is told so, before anything else is looked at', (phase) => {
    for (const [command] of table) {
      if (command.type === 'sitting.declare-presence') continue;
      expect(worldIn(phase).decide('kamila', command)).toEqual({ ok: false, code: 'not-permitted' });
    }
    const nobody = { type: 'sitting.give-role', personId: idNumber('person', 99), role: 'chair' } as const;
    expect(worldIn(phase).decide('chen', nobody)).toEqual({ ok: false, code: 'not-permitted' });
  });
});

describe('opening and closing', () => {
  test('[SIT-2] where nobody has a vote the refusal says so, and not that people are missing', () => {
    const world = new RuleWorld();
    for (const seatId of Object.keys(world.sitting.sitting.seats) as SeatId[]) {
      world.do('hana', { type: 'sitting.take-seat', seatId });
    }
    world.do('bo', { type: 'sitting.open-lobby' });
    expect(world.decide('amina', { type: 'sitting.open' })).toEqual({ ok: false, code: 'nobody-may-vote' });
  });

  test('[SIT-2] a sitting with a quorum opens with it and not without', () => {
    const world = new RuleWorld();
    world.do('bo', { type: 'sitting.open-lobby' });
    world.do('chen', { type: 'sitting.declare-presence', where: 'hall' });
    const refused = world.decide('amina', { type: 'sitting.open' });
    expect(refused).toEqual({ ok: false, code: 'no-quorum', params: { present: 1, needed: 2 } });
    world.do('bo', { type: 'sitting.mark-presence', personId: people.dara, where: 'remote' });
    expect(world.decide('amina', { type: 'sitting.open' }).ok).toBe(true);
    world.do('dara', { type: 'sitting.declare-presence', where: 'absent' });
    expect(world.decide('amina', { type: 'sitting.open' }).ok).toBe(false);
  });

  test('[SIT-10] without its quorum it is opened as a consultation: nothing is voted on until the quorum is there', () => {
    const world = new RuleWorld();
    const consult = { type: 'sitting.open-for-consultation' } as const;
    world.do('bo', { type: 'sitting.open-lobby' });
    world.do('chen', { type: 'sitting.declare-presence', where: 'hall' });
    expect(world.decide('chen', consult)).toEqual({ ok: false, code: 'not-permitted' });
    world.do('amina', consult);
    expect(world.sitting.sitting).toMatchObject({ phase: 'open', asConsultation: true });
    const subject = { of: 'question', question: { ru: '?' } } as const;
    const kinds: readonly PollOpening['ask'][] = [
      { kind: 'decision' },
      { kind: 'no-objection' },
      { kind: 'consent', scale: 'five' },
    ];
    for (const ask of kinds) {
      const opening = { type: 'poll.open', subject, ask, seconds: 20 } as const;
      expect(world.decide('amina', opening)).toMatchObject({ ok: false, code: 'no-quorum' });
    }
    world.do('amina', { type: 'sitting.start-item', itemId: items[0]! });
    world.do('dara', { type: 'sitting.declare-presence', where: 'remote' });
    world.do('amina', { type: 'poll.open', subject, ask: { kind: 'decision' }, seconds: 20 });
    expect(openPoll(world.sitting.poll)).not.toBeNull();
    const full = new RuleWorld();
    full.do('bo', { type: 'sitting.open-lobby' });
    for (const name of ['chen', 'dara'] as const) full.do(name, { type: 'sitting.declare-presence', where: 'hall' });
    expect(full.decide('amina', consult)).toEqual({ ok: false, code: 'quorum-is-there' });
    expect(full.sitting.sitting.asConsultation).toBeUndefined();
  });

  test('[SIT-3] while a vote is open the sitting neither pauses nor closes', () => {
    const world = votingWorld();
    for (const type of ['sitting.pause', 'sitting.close'] as const) {
      const command = type === 'sitting.pause' ? ({ type, minutes: null } as const) : ({ type } as const);
      expect(world.decide('gani', command)).toEqual({ ok: false, code: 'poll-is-open' });
    }
  });

  test('a break says when it means to end, by the clock of the server', () => {
    const world = openedWorld();
    const [paused] = world.do('amina', { type: 'sitting.pause', minutes: 15 });
    expect(paused).toEqual({ type: 'sitting.paused', until: world.now - 1000 + 15 * 60_000 });
    expect(world.sitting.sitting.pausedUntil).toBe(world.now - 1000 + 15 * 60_000);
    world.do('amina', { type: 'sitting.resume' });
    expect(world.sitting.sitting).toMatchObject({ phase: 'open', pausedUntil: null });
  });
});

describe('people, seats, presence', () => {
  test('[SIT-4] one item is active at a time, and each is begun once', () => {
    const world = openedWorld();
    world.do('amina', { type: 'sitting.start-item', itemId: items[0]! });
    world.do('amina', { type: 'sitting.start-item', itemId: items[1]! });
    expect(world.sitting.sitting.agenda.map(({ state }) => state)).toEqual(['done', 'active']);
    const again = (number: number) => world.decide('amina', { type: 'sitting.start-item', itemId: items[number]! });
    expect([again(0), again(1)]).toEqual([
      { ok: false, code: 'item-not-pending' },
      { ok: false, code: 'item-not-pending' },
    ]);
    const unknown = { type: 'sitting.start-item', itemId: idNumber('agendaItem', 99) } as const;
    expect(world.decide('amina', unknown)).toEqual({ ok: false, code: 'item-unknown' });
  });

  test('[SIT-9] who conducts names who reports on an item that is not done: people of the forum, each once, in their order', () => {
    const world = openedWorld();
    const itemId = items[0]!;
    const set = (...speakers: readonly (readonly [PersonId, number])[]) =>
      ({
        type: 'sitting.set-speakers',
        itemId,
        speakers: speakers.map(([personId, minutes]) => ({ personId, minutes })),
      }) as const;
    const both = set([people.fay, 10], [people.chen, 7]);
    world.do('amina', both);
    expect(world.sitting.sitting.agenda[0]?.speakers).toEqual(both.speakers);
    expect(world.decide('chen', both)).toEqual({ ok: false, code: 'not-permitted' });
    const refused = (command: SittingCommand) => world.decide('amina', command);
    expect(refused(set([people.timur, 5]))).toEqual({ ok: false, code: 'person-unknown' });
    expect(refused(set([people.fay, 5], [people.fay, 6]))).toEqual({ ok: false, code: 'speaker-twice' });
    expect(refused({ ...both, itemId: idNumber('agendaItem', 99) })).toEqual({ ok: false, code: 'item-unknown' });
    world.do('amina', set());
    expect(world.sitting.sitting.agenda[0]?.speakers).toEqual([]);
    world.do('amina', { type: 'sitting.start-item', itemId });
    world.do('amina', both);
    world.do('amina', { type: 'sitting.finish-item', itemId });
    expect(refused(set())).toEqual({ ok: false, code: 'item-done' });
    for (const minutes of [0, 1.5, 121])
      expect(sittingCommandSchema.safeParse(set([people.fay, minutes])).success).toBe(false);
    const many = Array.from({ length: 11 }, (_, at) => [idNumber('person', at), 5] as const);
    expect(sittingCommandSchema.safeParse(set(...many)).success).toBe(false);
  });

  test('[SIT-5] a person has one seat at most: a second would be a second vote', () => {
    const world = openedWorld();
    for (const right of ['deciding', 'advisory'] as const) {
      expect(world.decide('amina', { type: 'sitting.give-seat', personId: people.chen, right, weight: 1 })).toEqual({
        ok: false,
        code: 'seat-held',
      });
    }
    world.do('amina', { type: 'sitting.take-seat', seatId: world.seatOf('chen') });
    world.do('amina', { type: 'sitting.give-seat', personId: people.chen, right: 'advisory', weight: 3 });
    expect(world.sitting.sitting.seats[world.seatOf('chen')]).toMatchObject({ right: 'advisory', weight: 3 });
  });

  test('[SIT-7] a seat weighs what it was given, or what who gives seats says later; a vote keeps what it was at its opening', () => {
    const world = openedWorld();
    const seatId = world.seatOf('chen');
    const weigh = (weight: number) => ({ type: 'sitting.weigh-seat', seatId, weight }) as const;
    expect(world.decide('amina', weigh(1))).toEqual({ ok: false, code: 'weight-unchanged' });
    expect(world.decide('chen', weigh(2))).toEqual({ ok: false, code: 'not-permitted' });
    const unknown = { ...weigh(2), seatId: idNumber('seat', 99) };
    expect(world.decide('amina', unknown)).toEqual({ ok: false, code: 'seat-unknown' });
    const { entitled } = quorumOf(world.sitting.sitting);
    const question = {
      type: 'poll.open',
      subject: { of: 'question', question: { ru: '?' } },
      ask: { kind: 'decision' },
      seconds: 60,
    } as const;
    world.do('amina', question);
    world.do('amina', weigh(7));
    expect(world.sitting.sitting.seats[seatId]?.weight).toBe(7);
    // [QUO-1] By weight.
    expect(quorumOf(world.sitting.sitting).entitled).toBe(entitled + 6);
    const [first] = Object.values(world.sitting.poll.polls);
    expect(first?.electors).toContainEqual(expect.objectContaining({ seatId, weight: 1 }));
    world.do('amina', { type: 'poll.annul', pollId: first!.pollId, reason: 'Вес записан неверно.' });
    world.do('amina', question);
    const second = openPoll(world.sitting.poll);
    expect(second?.electors).toContainEqual(expect.objectContaining({ seatId, weight: 7 }));
    expect(second?.entitled).toBe((first?.entitled ?? 0) + 6);
    for (const weight of [0, -1, 1.5, 1001]) expect(sittingCommandSchema.safeParse(weigh(weight)).success).toBe(false);
    expect(sittingCommandSchema.safeParse(weigh(1000)).success).toBe(true);
  });

  test('[SIT-5] roles, seats and presence are for people of the forum', () => {
    const world = openedWorld();
    const personId = people.timur;
    const commands: readonly SittingCommand[] = [
      { type: 'sitting.give-role', personId, role: 'chair' },
      { type: 'sitting.give-seat', personId, right: 'deciding', weight: 1 },
      { type: 'sitting.mark-presence', personId, where: 'hall' },
    ];
    for (const command of commands) {
      expect(world.decide('gani', command)).toEqual({ ok: false, code: 'person-unknown' });
    }
  });

  test('a role is held once and taken once; the last one leaves no trace', () => {
    const world = openedWorld();
    const give = { type: 'sitting.give-role', personId: people.fay, role: 'observer' } as const;
    expect(world.decide('amina', give)).toEqual({ ok: false, code: 'role-held' });
    world.do('amina', { ...give, type: 'sitting.take-role' });
    expect(world.sitting.sitting.roles).not.toHaveProperty(people.fay);
    expect(world.decide('amina', { ...give, type: 'sitting.take-role' })).toEqual({ ok: false, code: 'role-not-held' });
  });

  test('[SIT-6] presence is noted when it changes; the server itself is nowhere', () => {
    const world = openedWorld();
    const here = { type: 'sitting.declare-presence', where: 'hall' } as const;
    expect(world.decide('chen', here)).toEqual({ ok: false, code: 'presence-unchanged' });
    world.do('dara', here);
    expect(world.sitting.sitting.present[people.dara]).toEqual({ where: 'hall', since: world.now, by: 'self' });
    world.do('bo', { type: 'sitting.mark-presence', personId: people.dara, where: 'absent' });
    expect(world.sitting.sitting.present).not.toHaveProperty(people.dara);
    expect(world.decide('server', here)).toEqual({ ok: false, code: 'not-permitted' });
  });

  test('a draft in a closed sitting stands still', () => {
    const world = openedWorld();
    world.do('amina', { type: 'sitting.close' });
    const freeze = { type: 'draft.freeze-clause', draftId, clauseId: clauses[0]! } as const;
    expect(world.decide('amina', freeze)).toEqual({ ok: false, code: 'sitting-closed' });
  });
});
