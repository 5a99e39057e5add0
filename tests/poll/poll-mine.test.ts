/** What is one person told of a vote beside what all see: how they stand in it, and what lies in the box in their name? */
import { expect, test } from 'vitest';
import type { SeatRight } from '../../shared/people/capacity.ts';
import { inHallMark, releasedMark } from '../../shared/poll/box-mark.ts';
import type { Poll, PollForm } from '../../shared/poll/poll.ts';
import { hasCastAll, standingIn, toldHolder, toldProxy } from '../../shared/poll/poll-mine.ts';
import { people, votingWorld, type Name, type RuleWorld } from '../rule-world.ts';

const pollOf = (world: RuleWorld): Poll => Object.values(world.sitting.poll.polls).at(-1)!;
const standing = (world: RuleWorld, name: Name, form: PollForm = 'named') =>
  standingIn({ ...pollOf(world), form }, world.sitting.sitting, people[name]).entitled;
const cast = (by: Name, choice = 'yes') => ({ choice, personId: people[by] });

test('[POLL-3] [POLL-20] whose seat came later is late; who advises is not late in an unnamed vote, for they may not be asked in it', () => {
  const world = votingWorld();
  expect(standing(world, 'chen')).toBe('yes');
  expect(standing(world, 'ilyas')).toBe('none');
  const give = (name: Name, right: SeatRight): void => {
    world.do('amina', { type: 'sitting.give-seat', personId: people[name], right, weight: 1 });
  };
  give('ilyas', 'deciding');
  give('kamila', 'advisory');
  expect([standing(world, 'ilyas'), standing(world, 'ilyas', 'unnamed')]).toEqual(['late', 'late']);
  expect([standing(world, 'kamila'), standing(world, 'kamila', 'unnamed')]).toEqual(['late', 'none']);
});

test('[REC-2] [HALL-2] who left the vote is told so, and so is whose card is counted', () => {
  const world = votingWorld();
  world.do('chen', { type: 'poll.recuse', pollId: pollOf(world).pollId, seatId: world.seatOf('chen') });
  expect(standing(world, 'chen')).toBe('recused');
  const dara = world.seatOf('dara');
  const counted = {
    ...pollOf(world),
    hall: [{ seats: [dara], numbers: 'hidden' as const, tellers: [], by: 'server' as const, at: 0 }],
  };
  expect(standingIn(counted, world.sitting.sitting, people.dara).entitled).toBe('hall');
});

test('[PROXY-7] of an unnamed vote whose proxy voted hears that it was done and not how; of a named one, how', () => {
  expect(toldHolder({ form: 'named' }, cast('dara'), people.chen)).toBe('answer');
  expect(toldHolder({ form: 'unnamed' }, cast('dara'), people.chen)).toBe('cast');
  expect(toldHolder({ form: 'unnamed' }, cast('chen'), people.chen)).toBe('answer');
  for (const form of ['named', 'unnamed'] as const) {
    expect(toldHolder({ form }, null, people.chen)).toBe('nothing');
    expect(toldHolder({ form }, cast('bo', releasedMark), people.chen)).toBe('nothing');
  }
});

test('[PROXY-7] a proxy is told what they cast, and of what the holder or the secretary put there only that it is there', () => {
  const elector = { proxy: { seatId: votingWorld().seatOf('dara'), personId: people.dara } };
  expect(toldProxy(elector, cast('dara'))).toBe('answer');
  expect(toldProxy(elector, cast('chen'))).toBe('cast');
  expect(toldProxy(elector, cast('bo'))).toBe('cast');
  expect(toldProxy(elector, cast('bo', inHallMark))).toBe('nothing');
  expect(toldProxy(elector, null)).toBe('nothing');
  expect(toldProxy({}, cast('chen'))).toBe('cast');
});

test('[SEE-4] whoever answers for others has cast when nothing of theirs waits: what was voted or counted otherwise does not', () => {
  const receipt = {};
  expect(hasCastAll({ ballot: null })).toBe(false);
  expect(hasCastAll({ ballot: receipt })).toBe(true);
  const waiting = { entitled: 'yes', ballot: null };
  expect(hasCastAll({ ballot: receipt, entrusted: [waiting] })).toBe(false);
  expect(hasCastAll({ ballot: null, entrusted: [{ ...waiting, ballot: receipt }] })).toBe(false);
  const done = [
    { ...waiting, ballot: receipt },
    { entitled: 'voted', ballot: null },
    { entitled: 'hall', ballot: null },
  ];
  expect(hasCastAll({ ballot: receipt, entrusted: done })).toBe(true);
});
