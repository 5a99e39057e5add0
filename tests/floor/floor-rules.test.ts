/** Is the floor given by the rules? The noun alone, on the named world. */
import { describe, expect, test } from 'vitest';
import { inOrder, placeInLine } from '../../shared/floor/floor-order.ts';
import { isFloorUsed, spokenMsOf, type TurnKind } from '../../shared/floor/floor.ts';
import { comeWithinMs } from '../../shared/floor/floor-rules.ts';
import type { FloorCommand } from '../../shared/floor/floor-commands.ts';
import { floorCommandSchema } from '../../shared/floor/floor-commands.ts';
import { limitsOf } from '../../shared/floor/floor-limits.ts';
import type { TurnId } from '../../shared/lib/ids.ts';
import { decideSittingStream } from '../../shared/protocol/decide.ts';
import { viewSittingStream, viewSittingStreamState } from '../../shared/protocol/features.ts';
import { idNumber, names, people, RuleWorld, type Name } from '../rule-world.ts';

/** A sitting that is open, with the list of speakers open. */
function openFloor(): RuleWorld {
  const world = new RuleWorld();
  world.happen(
    { type: 'sitting.lobby-opened' },
    { type: 'sitting.presence-noted', personId: people.chen, where: 'hall', by: 'self' },
    { type: 'sitting.presence-noted', personId: people.dara, where: 'remote', by: 'self' },
    { type: 'sitting.presence-noted', personId: people.jana, where: 'hall', by: 'self' },
    { type: 'sitting.opened' },
    { type: 'floor.opened' },
  );
  return world;
}

function tell(world: RuleWorld, who: Name | 'server', command: FloorCommand): string {
  const decided = world.decide(who, command);
  if (!decided.ok) return decided.code;
  world.happenBy(who === 'server' ? 'server' : people[who], ...decided.value);
  return 'ok';
}

function asks(world: RuleWorld, who: Name, kind: TurnKind = 'speech'): TurnId {
  expect(tell(world, who, { type: 'floor.ask', kind })).toBe('ok');
  return world.sitting.floor.requests.at(-1)!.turnId;
}

function line(world: RuleWorld): readonly Name[] {
  return inOrder(world.sitting.floor).map(({ personId }) => names.find((name) => people[name] === personId)!);
}

/** Called, begun, and ended after so long. */
function speaks(world: RuleWorld, turnId: TurnId, ms: number): void {
  expect(tell(world, 'amina', { type: 'floor.call', turnId })).toBe('ok');
  expect(tell(world, 'amina', { type: 'floor.start', turnId })).toBe('ok');
  world.now += ms;
  expect(tell(world, 'amina', { type: 'floor.finish', turnId })).toBe('ok');
}

describe('asking', () => {
  test.each(names)('[FLOOR-1] %s asks if the matrix says so, while the list is open', (name) => {
    const may = ['gani', 'amina', 'chen', 'dara', 'jana', 'lev', 'ilyas'].includes(name);
    expect(tell(openFloor(), name, { type: 'floor.ask', kind: 'speech' })).toBe(may ? 'ok' : 'not-permitted');
  });

  test('[FLOOR-1] nothing of it is there before it is opened, and nobody asks while the sitting is not open', () => {
    const world = new RuleWorld();
    expect(isFloorUsed(world.sitting.floor)).toBe(false);
    expect(tell(world, 'chen', { type: 'floor.ask', kind: 'point-of-order' })).toBe('sitting-not-open');
    expect(tell(world, 'chen', { type: 'floor.open' })).toBe('not-permitted');
    expect(tell(world, 'amina', { type: 'floor.open' })).toBe('ok');
    expect(tell(world, 'amina', { type: 'floor.open' })).toBe('floor-unchanged');
    expect(isFloorUsed(world.sitting.floor)).toBe(true);
  });

  test('[FLOOR-2] one request at a time; a point of order also while the list is shut', () => {
    const world = openFloor();
    const turnId = asks(world, 'chen');
    expect(tell(world, 'chen', { type: 'floor.ask', kind: 'reply' })).toBe('floor-asked-already');
    expect(tell(world, 'dara', { type: 'floor.withdraw', turnId })).toBe('not-permitted');
    expect(tell(world, 'chen', { type: 'floor.withdraw', turnId })).toBe('ok');
    expect(tell(world, 'amina', { type: 'floor.shut' })).toBe('ok');
    expect(tell(world, 'chen', { type: 'floor.ask', kind: 'speech' })).toBe('floor-shut');
    expect(tell(world, 'chen', { type: 'floor.ask', kind: 'point-of-order' })).toBe('ok');
  });

  test('[FLOOR-2] nobody asks while they have the floor', () => {
    const world = openFloor();
    const turnId = asks(world, 'chen');
    tell(world, 'amina', { type: 'floor.call', turnId });
    expect(tell(world, 'chen', { type: 'floor.ask', kind: 'reply' })).toBe('floor-asked-already');
  });
});

describe('the order', () => {
  test('[FLOOR-3] a point of order before all, then a reply, then those who asked, in their order', () => {
    const world = openFloor();
    asks(world, 'chen');
    asks(world, 'dara', 'information');
    asks(world, 'jana', 'reply');
    asks(world, 'ilyas', 'point-of-order');
    expect(line(world)).toEqual(['ilyas', 'jana', 'chen', 'dara']);
    expect(placeInLine(world.sitting.floor, people.dara)).toBe(4);
    expect(placeInLine(world.sitting.floor, people.lev)).toBeNull();
  });

  test('[FLOOR-3] who has not spoken first', () => {
    const world = openFloor();
    speaks(world, asks(world, 'chen'), 60_000);
    tell(world, 'amina', { type: 'floor.arrange', policy: 'first-timers' });
    asks(world, 'chen');
    asks(world, 'dara');
    asks(world, 'jana');
    expect(line(world)).toEqual(['dara', 'jana', 'chen']);
  });

  test('[FLOOR-3] hall and remote in turn, beginning with the other place than the last one spoke from', () => {
    const world = openFloor();
    tell(world, 'amina', { type: 'floor.arrange', policy: 'alternate' });
    // Who is marked nowhere speaks from afar.
    for (const who of ['chen', 'jana', 'dara', 'ilyas'] as const) asks(world, who);
    expect(line(world)).toEqual(['chen', 'dara', 'jana', 'ilyas']);
    speaks(world, world.sitting.floor.requests[0]!.turnId, 1);
    expect(line(world)).toEqual(['dara', 'jana', 'ilyas']);
  });
});

describe('a turn', () => {
  test('[FLOOR-4] one at a time; a point of order interrupts, and the floor goes back with what was left', () => {
    const world = openFloor();
    const chens = asks(world, 'chen');
    const daras = asks(world, 'dara');
    tell(world, 'amina', { type: 'floor.call', turnId: chens });
    tell(world, 'amina', { type: 'floor.start', turnId: chens });
    expect(tell(world, 'amina', { type: 'floor.call', turnId: daras })).toBe('floor-taken');
    world.now += 100_000;
    const point = asks(world, 'jana', 'point-of-order');
    expect(tell(world, 'amina', { type: 'floor.call', turnId: point })).toBe('ok');
    expect(world.sitting.floor.held).toMatchObject({
      turnId: chens,
      clock: { is: 'paused', leftMs: 200_000, spokenMs: 100_000 },
    });
    tell(world, 'amina', { type: 'floor.start', turnId: point });
    world.now += 30_000;
    tell(world, 'amina', { type: 'floor.finish', turnId: point });
    expect(world.sitting.floor.turn?.turnId).toBe(chens);
    tell(world, 'amina', { type: 'floor.resume', turnId: chens });
    expect(world.sitting.floor.turn?.clock).toMatchObject({ endsAt: world.now + 200_000 });
    world.now += 10_000;
    tell(world, 'amina', { type: 'floor.finish', turnId: chens });
    expect(world.sitting.floor.spoken).toEqual({
      [people.chen]: { turns: 1, ms: 110_000 },
      [people.jana]: { turns: 1, ms: 30_000 },
    });
  });

  test('[FLOOR-5] the server skips who was called and has not come, once to the end and then for good', () => {
    const world = openFloor();
    const turnId = asks(world, 'chen');
    asks(world, 'dara');
    tell(world, 'amina', { type: 'floor.call', turnId });
    expect(tell(world, 'server', { type: 'floor.skip', turnId })).toBe('turn-not-due');
    world.now += comeWithinMs;
    expect(tell(world, 'server', { type: 'floor.skip', turnId })).toBe('ok');
    expect(line(world)).toEqual(['dara', 'chen']);
    tell(world, 'amina', { type: 'floor.call', turnId });
    expect(tell(world, 'amina', { type: 'floor.skip', turnId })).toBe('ok');
    expect(line(world)).toEqual(['dara']);
  });

  test('[FLOOR-5] who says that they are ready is not skipped', () => {
    const world = openFloor();
    const turnId = asks(world, 'chen');
    expect(tell(world, 'dara', { type: 'floor.ready', turnId })).toBe('not-permitted');
    tell(world, 'amina', { type: 'floor.call', turnId });
    expect(tell(world, 'chen', { type: 'floor.ready', turnId })).toBe('ok');
    expect(tell(world, 'chen', { type: 'floor.ready', turnId })).toBe('ready-already');
    world.now += comeWithinMs;
    expect(tell(world, 'server', { type: 'floor.skip', turnId })).toBe('turn-not-due');
  });

  test('[FLOOR-6] as long as its kind; a pause keeps the rest; a minute more counts from now for who is over time', () => {
    const world = openFloor();
    expect(limitsOf(world.sitting.sitting, world.sitting.floor)).toMatchObject({
      speech: 300,
      question: 60,
      reply: 60,
    });
    tell(world, 'amina', { type: 'floor.arrange', limits: { speech: 120 } });
    const turnId = asks(world, 'chen');
    tell(world, 'amina', { type: 'floor.call', turnId });
    expect(tell(world, 'amina', { type: 'floor.extend', turnId, minutes: 1 })).toBe('turn-not-speaking');
    tell(world, 'amina', { type: 'floor.start', turnId });
    expect(world.sitting.floor.turn?.clock).toMatchObject({ endsAt: world.now + 120_000 });
    world.now += 50_000;
    tell(world, 'amina', { type: 'floor.pause', turnId });
    world.now += 600_000;
    expect(spokenMsOf(world.sitting.floor.turn!.clock, world.now)).toBe(50_000);
    tell(world, 'amina', { type: 'floor.extend', turnId, minutes: 2 });
    tell(world, 'amina', { type: 'floor.resume', turnId });
    expect(world.sitting.floor.turn?.clock).toMatchObject({ endsAt: world.now + 190_000 });
    world.now += 300_000;
    tell(world, 'amina', { type: 'floor.extend', turnId, minutes: 1 });
    expect(world.sitting.floor.turn?.clock).toMatchObject({ endsAt: world.now + 60_000 });
  });

  test('[FLOOR-7] a round: everybody of the seats who is here, once, beside the list', () => {
    const world = openFloor();
    asks(world, 'ilyas');
    expect(tell(world, 'amina', { type: 'floor.begin-round', seconds: 60 })).toBe('ok');
    expect(tell(world, 'amina', { type: 'floor.begin-round', seconds: 60 })).toBe('round-begun');
    expect(line(world)).toEqual(['chen', 'dara', 'jana', 'ilyas']);
    // Their own request is another one.
    expect(tell(world, 'chen', { type: 'floor.ask', kind: 'information' })).toBe('ok');
    const [first] = world.sitting.floor.requests.filter(({ ofRound }) => ofRound);
    tell(world, 'amina', { type: 'floor.call', turnId: first!.turnId });
    expect(world.sitting.floor.turn?.limitMs).toBe(60_000);
    expect(tell(world, 'amina', { type: 'floor.end-round' })).toBe('ok');
    expect(line(world)).toEqual(['ilyas', 'chen']);
  });
});

describe('a point of order', () => {
  function made(): { readonly world: RuleWorld; readonly turnId: TurnId } {
    const world = openFloor();
    const turnId = asks(world, 'jana', 'point-of-order');
    speaks(world, turnId, 20_000);
    return { world, turnId };
  }
  const ruling = { type: 'floor.rule', isUpheld: false, words: 'Вопрос уже решён.' } as const;

  test('[FLOOR-8] the chair rules once, not the moderator beside a chair', () => {
    const { world, turnId } = made();
    expect(tell(world, 'amina', { ...ruling, turnId })).toBe('not-permitted');
    expect(tell(world, 'chen', { type: 'floor.appeal', turnId })).toBe('not-ruled');
    expect(tell(world, 'gani', { ...ruling, turnId })).toBe('ok');
    expect(tell(world, 'gani', { ...ruling, turnId })).toBe('ruled-already');
  });

  test('[FLOOR-8] where there is no chair the moderator rules', () => {
    const { world, turnId } = made();
    world.happen({ type: 'sitting.role-taken', personId: people.gani, role: 'chair' });
    expect(tell(world, 'amina', { ...ruling, turnId })).toBe('ok');
  });

  test.each([
    ['a tie', ['yes', 'no'], true],
    ['more against', ['no', 'no'], true],
    ['more for', ['yes', 'yes'], false],
  ] as const)('[FLOOR-8] an appeal is voted on: %s', (_name, given, stands) => {
    const { world, turnId } = made();
    tell(world, 'gani', { ...ruling, turnId });
    expect(tell(world, 'jana', { type: 'floor.appeal', turnId })).toBe('not-permitted');
    expect(tell(world, 'chen', { type: 'floor.appeal', turnId })).toBe('ok');
    expect(tell(world, 'dara', { type: 'floor.appeal', turnId })).toBe('appealed-already');
    const settle = { type: 'floor.settle-appeal', turnId, pollId: idNumber('poll', 9) } as const;
    expect(tell(world, 'amina', settle)).toBe('poll-unknown');
    const opened = world.decide('amina', {
      type: 'poll.open',
      subject: { of: 'question', question: { ru: 'Отменить решение?' } },
      ask: { kind: 'decision' },
      seconds: 30,
    });
    if (!opened.ok) throw new Error(opened.code);
    world.happenBy(people.amina, ...opened.value);
    const pollId = Object.keys(world.sitting.poll.polls)[0] as never;
    expect(tell(world, 'amina', { ...settle, pollId })).toBe('poll-is-open');
    const seats = [world.seatOf('chen'), world.seatOf('dara')];
    const ballots = seats.map((seatId, place) => ({ seatId, choice: given[place]! }));
    const closed = world.decide('amina', { type: 'poll.close', pollId }, { sealed: world.sealedWith(ballots, pollId) });
    if (!closed.ok) throw new Error(closed.code);
    world.happenBy(people.amina, ...closed.value);
    expect(tell(world, 'amina', { ...settle, pollId })).toBe('ok');
    expect(world.sitting.floor.points[0]?.appeal?.settled).toEqual({ pollId, stands });
    expect(tell(world, 'amina', { ...settle, pollId })).toBe('appeal-missing');
  });

  test('[FLOOR-8, POLL-17] a vote that is published later settles the appeal when it is published: all are told what came out', () => {
    const { world, turnId } = made();
    tell(world, 'gani', { ...ruling, turnId });
    tell(world, 'chen', { type: 'floor.appeal', turnId });
    world.do('amina', {
      type: 'poll.open',
      subject: { of: 'question', question: { ru: 'Отменить решение?' } },
      ask: { kind: 'decision' },
      seconds: 30,
      counts: 'later',
    });
    const pollId = Object.keys(world.sitting.poll.polls)[0] as never;
    const settle = { type: 'floor.settle-appeal', turnId, pollId } as const;
    world.do('amina', { type: 'poll.close', pollId }, { sealed: world.sealedWith([], pollId) });
    expect(tell(world, 'amina', settle)).toBe('not-published');
    // A page that was not told the result says the same.
    const seen = viewSittingStreamState(world.sitting, 'member');
    expect(decideSittingStream(seen, settle, world.context('amina'))).toMatchObject({ code: 'not-published' });
    world.do('amina', { type: 'poll.publish', pollId });
    expect(tell(world, 'amina', settle)).toBe('ok');
  });
});

describe('who sees what', () => {
  test('[FLOOR-9] the hall’s screen hears of nobody before they are called', () => {
    const world = openFloor();
    asks(world, 'chen');
    asks(world, 'jana');
    const seen = viewSittingStreamState(world.sitting, 'stage').floor;
    expect(JSON.stringify(seen)).not.toContain('per_');
    const turnId = world.sitting.floor.requests[0]!.turnId;
    tell(world, 'amina', { type: 'floor.call', turnId });
    expect(viewSittingStreamState(world.sitting, 'stage').floor.turn?.personId).toBe(people.chen);
    expect(JSON.stringify(viewSittingStreamState(world.sitting, 'stage').floor)).not.toContain(people.jana);
  });

  test('[FLOOR-10] a statement and the call link are the desk’s, until the statement is let through', () => {
    const world = openFloor();
    expect(tell(world, 'amina', { type: 'floor.arrange', callLink: 'https://call.example/room' })).toBe('ok');
    const [chens, daras] = [asks(world, 'chen'), asks(world, 'dara')];
    tell(world, 'amina', { type: 'floor.call', turnId: chens });
    const words = 'Моё обращение';
    // In the hall one speaks.
    expect(tell(world, 'chen', { type: 'floor.state', turnId: chens, words })).toBe('not-permitted');
    tell(world, 'amina', { type: 'floor.skip', turnId: chens });
    tell(world, 'amina', { type: 'floor.call', turnId: daras });
    expect(tell(world, 'amina', { type: 'floor.show-statement', turnId: daras })).toBe('statement-missing');
    expect(tell(world, 'dara', { type: 'floor.state', turnId: daras, words })).toBe('ok');
    for (const audience of ['member', 'stage'] as const) {
      const told = JSON.stringify([
        viewSittingStreamState(world.sitting, audience).floor,
        world.sittingEvents.flatMap((one) => viewSittingStream(one, world.sitting, world.sitting, audience)),
      ]);
      expect(told).not.toContain(words);
      expect(told).not.toContain('call.example');
    }
    expect(tell(world, 'amina', { type: 'floor.show-statement', turnId: daras })).toBe('ok');
    expect(viewSittingStreamState(world.sitting, 'stage').floor.turn?.statement).toEqual({ words, isShown: true });
    expect(tell(world, 'amina', { type: 'floor.finish', turnId: daras })).toBe('ok');
  });

  test.each([
    ['https://call.example/room', true],
    ['tel:+7 711 250 00 00', true],
    ['http://call.example/room', false],
    ['javascript:alert(1)', false],
    ['https://call.example/"><script>', false],
    ['data:text/html,hello', false],
  ])('[FLOOR-10] a call link %s is taken: %s', (callLink, isTaken) => {
    expect(floorCommandSchema.safeParse({ type: 'floor.arrange', callLink }).success).toBe(isTaken);
  });
});
