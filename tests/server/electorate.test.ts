/** Who counts in a vote, however their vote comes: by card in the hall? From raw messages to the result, the roll and a stranger's recount. */
import { describe, expect, test } from 'vitest';
import type { DecisionRule } from '../../shared/counting/decision-rule.ts';
import type { SittingVotes } from '../../shared/papers/sitting-votes.ts';
import type { PollOpening } from '../../shared/poll/poll-commands.ts';
import type { SittingStreamCommand } from '../../shared/protocol/features.ts';
import { gathered, question, recounted } from './electorate-world.ts';
import type { PersonName } from './world.ts';

describe('cards in the hall', () => {
  test('[HALL-1] [HALL-2] [HALL-3] [HALL-5] tellers’ cards and devices come to one result, nobody is counted twice, and the numbers are told with it', async () => {
    const world = await gathered(['fay', 'eli'], { moreSeats: 4 });
    const { people, moreSeats, seatOf } = world;
    const poll = await world.open(question);
    const { pollId } = poll;
    const count = {
      type: 'poll.count-hall',
      pollId,
      seats: [seatOf('dara'), ...moreSeats],
      numbers: { yes: 2, no: 1, abstain: 1 },
      tellers: [people.fay],
    } as const satisfies SittingStreamCommand;
    // Who may: the secretary and the counting committee.
    for (const name of ['amina', 'chen', 'fay'] as const) {
      expect(await world.command(name, { ...count, seats: [...count.seats] })).toBe('not-permitted');
    }
    const enter = (name: PersonName, other: Partial<Extract<SittingStreamCommand, { type: 'poll.count-hall' }>> = {}) =>
      world.command(name, { ...count, seats: [...count.seats], tellers: [people.fay], ...other });
    expect(await enter('bo', { numbers: { yes: 3, no: 2, abstain: 1 } })).toBe('more-cards-than-people');
    expect(await enter('bo', { tellers: [seatOf('chen') as never] })).toBe('malformed');
    // Whoever votes does not count: their own card would be among those they hand in.
    expect(await enter('bo', { tellers: [people.fay, people.chen] })).toBe('not-a-teller');
    expect(await enter('bo', { tellers: [people.hana] })).toBe('not-a-teller');
    expect(await world.cast('chen', poll, 'yes')).toBe('ok');
    expect(await enter('bo', { seats: [seatOf('chen')], numbers: { yes: 0, no: 1, abstain: 0 } })).toBe(
      'seat-has-voted',
    );
    expect(world.poll(pollId).hall).toEqual([]);
    expect(await enter('bo')).toBe('ok');
    // Whoever is counted casts by no device, and is entered by no hand.
    expect(await world.cast('dara', poll, 'no')).toBe('already-counted-in-hall');
    const byHand = { type: 'poll.enter-by-hand', pollId, confirmed: true } as const;
    const answer = { kind: 'decision', choice: 'no' } as const;
    expect(await world.command('bo', { ...byHand, seatId: seatOf('dara'), answer })).toBe('already-counted-in-hall');
    await world.page('dara').wait('mine', ({ poll: of }) => of?.entitled === 'hall');
    await world.page('fay').wait('crowd', ({ turnout }) => turnout?.cast === 6);

    // The committee mends it: Dara votes by her device after all, and one card was a No.
    expect(await world.command('amina', { type: 'sitting.give-role', personId: people.fay, role: 'counting' })).toBe(
      'ok',
    );
    const mended = { seats: [...moreSeats], numbers: { yes: 2, no: 2, abstain: 0 } };
    expect(await enter('fay', mended)).toBe('ok');
    await world.page('dara').wait('mine', ({ poll: of }) => of?.pollId === pollId && of.entitled === 'yes');
    expect(await world.cast('dara', poll, 'abstain')).toBe('ok');
    expect(await enter('fay', mended)).toBe('ok');
    await world.page('fay').wait('crowd', ({ turnout }) => turnout?.cast === 6);
    // Nobody is told a number before the close, the desk neither.
    for (const name of ['amina', 'bo', 'fay', 'chen', 'eli'] as const) {
      const heard = JSON.stringify(world.page(name).got);
      expect(heard).toContain('poll.hall-counted');
      expect(heard).not.toContain('"no":');
    }
    expect(await world.command('amina', { type: 'poll.close', pollId })).toBe('ok');
    expect(await enter('bo')).toBe('poll-not-open');
    const { result } = world.poll(pollId);
    expect(result).toMatchObject({
      sheet: { whole: { yes: 3, no: 2, abstain: 1, present: 7, entitled: 7 } },
      cast: 6,
      decision: { outcome: 'rejected' },
      hall: [{ numbers: count.numbers }, { numbers: mended.numbers }, { numbers: mended.numbers, by: people.fay }],
    });
    for (const name of ['bo', 'eli'] as const) {
      const frame = await world
        .page(name)
        .wait('events', ({ events }) => events.some(({ event }) => event.type === 'poll.closed'));
      expect(JSON.stringify(frame)).toContain('"cast":6');
    }
    const { roll } = JSON.parse(await world.ask('fay', `polls/${pollId}/roll`)) as {
      roll: { personId: string; inHall: boolean; answer: unknown }[];
    };
    const told = Object.fromEntries(roll.map(({ personId, inHall, answer: given }) => [personId, [inHall, given]]));
    expect(told[people.chen]).toEqual([false, { kind: 'decision', choice: 'yes' }]);
    expect(told[people.dara]).toEqual([false, { kind: 'decision', choice: 'abstain' }]);
    expect(told[people.eli]).toEqual([false, null]);
    expect(roll.filter(({ inHall }) => inHall)).toHaveLength(4);

    // Papers say it, and a stranger comes to it.
    const minutes = await world.ask('bo', 'minutes?lang=ru');
    expect(minutes).toContain('С устройств: 2 + в зале: 4. Карточками в зале: за – 2, против – 2, воздержались – 0.');
    const json = await world.ask('fay', 'votes.json?lang=ru');
    expect((JSON.parse(json) as SittingVotes).votes[0]?.hall?.at(-1)).toMatchObject({ tellers: ['fay'] });
    const said = await recounted(json);
    expect(said).toContain('for 3, against 2, abstained 1, did not vote 1; needed 4: rejected');
    expect(said).toContain('The ballots give the published result and its seal.');
    const oneCardLess = (text: string): string => {
      const told = JSON.parse(text) as { votes: { hall: { numbers: { no: number } }[] }[] };
      told.votes[0]!.hall.at(-1)!.numbers.no -= 1;
      return JSON.stringify(told);
    };
    await expect(recounted(json, oneCardLess)).rejects.toMatchObject({ code: 1 });
  });

  test('[HALL-2] a device and the tellers at the same moment: one of them counts the seat, never both', async () => {
    const world = await gathered(['eli'], { store: 'sqlite' });
    const { people, seatOf } = world;
    for (let round = 0; round < 5; round += 1) {
      const poll = await world.open(question);
      const { pollId } = poll;
      const count = { type: 'poll.count-hall', pollId, seats: [seatOf('dara')], tellers: [people.bo] } as const;
      const numbers = { yes: 0, no: 1, abstain: 0 };
      const deed = { ...count, seats: [...count.seats], tellers: [...count.tellers], numbers };
      const [byDevice, byCard] = await Promise.all([world.cast('dara', poll, 'yes'), world.command('bo', deed)]);
      expect([
        ['ok', 'seat-has-voted'],
        ['already-counted-in-hall', 'ok'],
      ]).toContainEqual([byDevice, byCard]);
      expect(await world.command('amina', { type: 'poll.close', pollId })).toBe('ok');
      const yes = byDevice === 'ok' ? 1 : 0;
      expect(world.poll(pollId).result).toMatchObject({ cast: 1, sheet: { whole: { yes, no: 1 - yes } } });
    }
    // Which card was whose nobody knows, so whoever was counted in the hall may say that they were of the minority.
    const poll = await world.open(question);
    const deed = {
      type: 'poll.count-hall',
      pollId: poll.pollId,
      seats: [seatOf('dara')],
      tellers: [people.bo],
    } as const;
    const numbers = { yes: 1, no: 0, abstain: 0 };
    expect(await world.command('bo', { ...deed, seats: [...deed.seats], tellers: [...deed.tellers], numbers })).toBe(
      'ok',
    );
    expect(await world.command('amina', { type: 'poll.close', pollId: poll.pollId })).toBe('ok');
    const opinion = { type: 'poll.record-minority', pollId: poll.pollId, words: 'нужен срок' } as const;
    expect(await world.command('dara', opinion)).toBe('ok');
    expect(await world.command('chen', opinion)).toBe('not-in-minority');
  });

  test('[HALL-4] of an unnamed vote cards are counted too, and nothing of them joins a seat with an answer', async () => {
    const world = await gathered(['eli'], { moreSeats: 7 });
    const { people } = world;
    const moreSeats = world.moreSeats.slice(0, 5);
    const poll = await world.open({ ...question, form: 'unnamed' });
    const { pollId } = poll;
    const numbers = { yes: 1, no: 0, abstain: 0 };
    const count = (seats: typeof moreSeats) =>
      world.command('bo', { type: 'poll.count-hall', pollId, seats, numbers, tellers: [people.bo] });
    expect(await count(moreSeats.slice(0, 4))).toBe('cards-tell-voters');
    expect(await count(moreSeats)).toBe('ok');
    expect(await world.cast('chen', poll, 'no')).toBe('ok');
    expect(await world.command('amina', { type: 'poll.close', pollId })).toBe('ok');
    expect(await world.store.readBallots(pollId)).toEqual([]);
    expect(await world.store.readLooseBallots(pollId)).toMatchObject({
      voted: [world.seatOf('chen')],
      hall: { seats: [...moreSeats].sort(), ...numbers },
    });
    const contest = { type: 'poll.contest', pollId, reason: 'пересчитайте' } as const;
    expect(await world.command('chen', contest)).toBe('ok');
    const gani = await world.another('gani');
    const ruling = await gani.command(world.sittingId, {
      type: 'poll.decide-contest',
      pollId,
      seatId: world.seatOf('chen'),
      verdict: 'uphold',
      reason: 'то же',
    });
    expect(ruling.ok).toBe(true);
    expect(world.poll(pollId)).toMatchObject({
      result: { sheet: { whole: { yes: 1, no: 1 } }, cast: 2 },
      contests: [{ ruling: { recount: { isSame: true } } }],
    });
  });
});

describe('taking no part', () => {
  test('[REC-1] [REC-2] [REC-3] a seat leaves the item or the open vote, is in no base of it, and stands with its name in roll, papers and export', async () => {
    const world = await gathered(['eli', 'gani', 'fay'], { moreSeats: 3 });
    const { seatOf, people } = world;
    const items = world.state().sitting.agenda.map(({ itemId }) => itemId);
    const item = { type: 'sitting.recuse', itemId: items[1]!, takesPart: false } as const;
    expect(await world.command('chen', { ...item, seatId: seatOf('dara') })).toBe('not-permitted');
    expect(await world.command('bo', { ...item, seatId: seatOf('dara') })).toBe('not-permitted');
    expect(await world.command('dara', { ...item, seatId: seatOf('dara') })).toBe('ok');
    expect(await world.command('gani', { ...item, seatId: seatOf('dara') })).toBe('recused-already');
    expect(await world.command('gani', { ...item, seatId: seatOf('chen') })).toBe('ok');
    expect(await world.command('chen', { ...item, seatId: seatOf('chen'), takesPart: true })).toBe('ok');
    expect(await world.command('amina', { type: 'sitting.start-item', itemId: items[1]! })).toBe('ok');

    const poll = await world.open(question);
    const { pollId } = poll;
    expect(poll).toMatchObject({ entitled: 5, presentAtOpening: 5, seats: 5, recused: [{ personId: people.dara }] });
    await world.page('dara').wait('mine', ({ poll: of }) => of?.entitled === 'recused');
    expect(await world.cast('dara', poll, 'yes')).toBe('not-entitled');
    // While it is open: whoever has not voted, by themselves or recorded by the chair.
    const leave = { type: 'poll.recuse', pollId } as const;
    expect(await world.cast('chen', poll, 'yes')).toBe('ok');
    expect(await world.command('chen', { ...leave, seatId: seatOf('chen') })).toBe('already-voted');
    expect(await world.command('chen', { ...leave, seatId: seatOf('eli') })).toBe('not-permitted');
    expect(await world.command('gani', { ...leave, seatId: seatOf('eli') })).toBe('ok');
    expect(await world.command('eli', { ...leave, seatId: seatOf('eli') })).toBe('recused-already');
    expect(await world.cast('eli', poll, 'no')).toBe('not-entitled');
    await world.page('fay').wait('crowd', ({ turnout }) => turnout?.seats === 4);
    const byHand = { type: 'poll.enter-by-hand', pollId, answer: { kind: 'decision', choice: 'yes' }, confirmed: true };
    for (const seatId of world.moreSeats.slice(0, 2)) {
      expect(await world.command('bo', { ...byHand, seatId } as SittingStreamCommand)).toBe('ok');
    }
    expect(await world.command('amina', { type: 'poll.close', pollId })).toBe('ok');
    // Of six seats two took no part: three of four are more than half of those present; the quorum is of all six.
    expect(world.poll(pollId).result).toMatchObject({
      sheet: { whole: { yes: 3, no: 0, present: 4, entitled: 4 }, recused: { present: 2, entitled: 2 } },
      decision: { outcome: 'carried', needed: 3, steps: [{ step: 'quorum', here: 6, entitled: 6 }, {}] },
    });
    expect(await world.ask('bo', 'minutes?lang=ru')).toContain('Не участвовали в голосовании (самоотвод): dara, eli.');
    const json = await world.ask('fay', 'votes.json?lang=ru');
    expect((JSON.parse(json) as SittingVotes).votes[0]?.recused.map(({ name }) => name)).toEqual(['dara', 'eli']);
    const said = await recounted(json);
    expect(said).toContain('for 3, against 0, abstained 0, did not vote 1; needed 3: carried');
    expect(said).toContain('The ballots give the published result');
  });
});

describe('groups of seats', () => {
  test('[GROUP-1] [GROUP-2] [GROUP-3] a double majority is carried in the whole and in each group, and a stranger comes to the same', async () => {
    const world = await gathered(['eli', 'fay'], { moreSeats: 3 });
    const { seatOf, moreSeats } = world;
    const requirement = { kind: 'share', majority: 'simple', base: 'present' } as const;
    const rule: DecisionRule = {
      requirements: [requirement],
      inEachGroup: [requirement],
      tie: 'rejected',
      quorum: null,
      turnout: null,
    };
    const double: PollOpening = { ...question, ask: { kind: 'decision', rule } };
    expect(await world.command('amina', double)).toBe('groups-missing');
    const named = (groupId: string, ru: string) =>
      world.command('amina', { type: 'sitting.name-group', groupId, name: { ru, kk: `${ru} (қаз)` } });
    expect(await world.command('bo', { type: 'sitting.name-group', groupId: 'ngo', name: { ru: 'НПО' } })).toBe(
      'not-permitted',
    );
    expect(await named('ngo', 'НПО')).toBe('ok');
    expect(await named('media', 'СМИ')).toBe('ok');
    const put = (seatId: ReturnType<typeof seatOf>, groupId: string | null) =>
      world.command('amina', { type: 'sitting.put-in-group', seatId, groupId });
    expect(await put(seatOf('chen'), 'none')).toBe('group-unknown');
    expect(await put(seatOf('chen'), 'ngo')).toBe('ok');
    expect(await put(seatOf('chen'), 'ngo')).toBe('group-unchanged');
    for (const seatId of [seatOf('dara'), moreSeats[0]!]) expect(await put(seatId, 'ngo')).toBe('ok');
    for (const seatId of [seatOf('eli'), moreSeats[1]!]) expect(await put(seatId, 'media')).toBe('ok');
    expect(await world.command('amina', { ...double, form: 'unnamed' })).toBe('group-too-small');

    const poll = await world.open(double);
    const { pollId } = poll;
    // What is named or moved later is for the next vote.
    expect(await named('ngo', 'Организации')).toBe('ok');
    expect(await put(seatOf('eli'), null)).toBe('ok');
    const cards = { yes: 1, no: 0, abstain: 0 };
    const inHall = { type: 'poll.count-hall', pollId, numbers: cards, tellers: [world.people.bo] } as const;
    const tellers = [...inHall.tellers];
    expect(await world.command('bo', { ...inHall, tellers, seats: [moreSeats[0]!, moreSeats[1]!] })).toBe(
      'cards-of-one-group',
    );
    expect(await world.command('bo', { ...inHall, tellers, seats: [moreSeats[0]!] })).toBe('ok');
    for (const [name, choice] of [
      ['chen', 'yes'],
      ['dara', 'yes'],
      ['eli', 'no'],
    ] as const) {
      expect(await world.cast(name, poll, choice)).toBe('ok');
    }
    const byHand = { type: 'poll.enter-by-hand', pollId, answer: { kind: 'decision', choice: 'yes' }, confirmed: true };
    expect(await world.command('bo', { ...byHand, seatId: moreSeats[2]! } as SittingStreamCommand)).toBe('ok');
    expect(await world.command('amina', { type: 'poll.close', pollId })).toBe('ok');
    // Four of six are for, and the media are not: one against, one silent.
    expect(world.poll(pollId)).toMatchObject({
      groups: [
        { groupId: 'ngo', name: { ru: 'НПО' } },
        { groupId: 'media', name: { ru: 'СМИ' } },
      ],
      result: {
        sheet: {
          whole: { yes: 4, no: 1, entitled: 6 },
          groups: [
            { group: 'media', count: { yes: 0, no: 1, present: 2 } },
            { group: 'ngo', count: { yes: 3, no: 0, present: 3 } },
          ],
        },
        decision: { outcome: 'rejected' },
      },
    });
    const json = await world.ask('fay', 'votes.json?lang=ru');
    const said = await recounted(json);
    expect(said).toContain('for 4, against 1, abstained 0, did not vote 1; needed 4: rejected');
    expect(said).toContain('The ballots give the published result');
    const moved = (text: string): string => {
      const told = JSON.parse(text) as { votes: { electors: { name: string; group?: string }[] }[] };
      for (const one of told.votes[0]!.electors) if (one.name === 'eli') delete one.group;
      return JSON.stringify(told);
    };
    await expect(recounted(json, moved)).rejects.toMatchObject({ code: 1 });
  });
});

test('[POLL-15] by hand: the secretary alone, read back, for a seat of the electorate that has not voted in any other way', async () => {
  const world = await gathered(['eli', 'fay', 'gani', 'hana'], { moreSeats: 2 });
  const { seatOf, moreSeats, people } = world;
  const poll = await world.open(question);
  const { pollId } = poll;
  const entry = {
    type: 'poll.enter-by-hand',
    pollId,
    seatId: seatOf('dara'),
    answer: { kind: 'decision', choice: 'yes' },
    confirmed: true,
  } as const satisfies SittingStreamCommand;
  for (const name of ['amina', 'gani', 'hana', 'chen', 'dara', 'fay'] as const) {
    expect(await world.command(name, entry)).toBe('not-permitted');
  }
  expect(await world.command('amina', { type: 'sitting.give-role', personId: people.fay, role: 'counting' })).toBe(
    'ok',
  );
  expect(await world.command('fay', entry)).toBe('not-permitted');
  const unread = { ...entry, confirmed: false } as unknown as SittingStreamCommand;
  expect(await world.command('bo', unread)).toBe('malformed');
  expect(await world.command('bo', { ...entry, answer: { kind: 'choice', option: 'ana' } })).toBe(
    'answer-of-another-kind',
  );
  expect(await world.command('bo', entry)).toBe('ok');
  expect(await world.command('bo', entry)).toBe('already-voted');
  const numbers = { yes: 1, no: 0, abstain: 0 };
  const cards = { type: 'poll.count-hall', pollId, seats: [moreSeats[0]!], numbers, tellers: [people.fay] } as const;
  const count = { ...cards, seats: [...cards.seats], tellers: [...cards.tellers] };
  expect(await world.command('fay', { ...count, seats: [seatOf('dara')] })).toBe('seat-has-voted');
  expect(await world.command('fay', count)).toBe('ok');
  expect(await world.command('bo', { ...entry, seatId: moreSeats[0]! })).toBe('already-counted-in-hall');
  expect(await world.command('eli', { type: 'poll.recuse', pollId, seatId: seatOf('eli') })).toBe('ok');
  expect(await world.command('bo', { ...entry, seatId: seatOf('eli') })).toBe('not-entitled');
  // A seat let go from the cards may be entered by hand, and the roll says so.
  expect(await world.command('fay', { ...count, seats: [], numbers: { yes: 0, no: 0, abstain: 0 } })).toBe('ok');
  expect(await world.command('bo', { ...entry, seatId: moreSeats[0]! })).toBe('ok');
  // Whoever is entered by hand may change it by a device of their own, and then it is their own.
  expect(await world.cast('dara', poll, 'no')).toBe('ok');
  expect(await world.command('amina', { type: 'poll.close', pollId })).toBe('ok');
  expect(await world.command('bo', { ...entry, seatId: moreSeats[1]! })).toBe('poll-not-open');
  const { roll } = JSON.parse(await world.ask('hana', `polls/${pollId}/roll`)) as {
    roll: { personId: string; byHand: boolean; answer: { choice: string } | null }[];
  };
  const told = Object.fromEntries(roll.map(({ personId, byHand, answer }) => [personId, [byHand, answer?.choice]]));
  expect(told[people.dara]).toEqual([false, 'no']);
  expect(told[world.moreVoters[0]!]).toEqual([true, 'yes']);
  expect(await recounted(await world.ask('bo', 'votes.json?lang=ru'))).toContain(
    'The ballots give the published result',
  );
});
