/** Is every seat that voted counted once, in whatever order openings, closings and ballots are told? */
import { expect, test } from 'vitest';
import { CrowdCount } from '../../server/live/crowd-count.ts';
import type { PageSocket } from '../../server/live/gateway.ts';
import type { Rooms } from '../../server/live/hall.ts';
import type { CrowdFrame } from '../../shared/protocol/messages.ts';
import { newId, standingClock } from '../contract/store-world.ts';

function newCrowd() {
  const { now } = standingClock();
  const crowd = new CrowdCount({} as unknown as Rooms, 'all', newId('sitting'), {
    now,
    at: () => () => undefined,
  });
  const turnout = () => {
    let frame: CrowdFrame | undefined;
    const socket = { emit: (_name: string, sent: CrowdFrame) => (frame = sent) };
    crowd.send(socket as unknown as PageSocket, 3);
    return frame?.turnout ?? null;
  };
  return { crowd, turnout };
}

const [first, second] = [newId('poll'), newId('poll')];
const [chen, dara, eli] = [newId('seat'), newId('seat'), newId('seat')];

test('a ballot that is read from the box and told by its voter too counts once, and so does a changed one', () => {
  const { crowd, turnout } = newCrowd();
  crowd.open(first, 3, [chen, dara]);
  crowd.cast(first, dara, 3);
  crowd.cast(first, dara, 3);
  expect(turnout()).toEqual({ pollId: first, cast: 2, seats: 3 });
});

test('a ballot before its opening was told is counted when it is', () => {
  const { crowd, turnout } = newCrowd();
  crowd.cast(first, chen, 3);
  expect(turnout()).toBeNull();
  crowd.open(first, 3, []);
  expect(turnout()).toEqual({ pollId: first, cast: 1, seats: 3 });
});

test('the last ballot of a vote, told after the next was opened, takes nothing from the next', () => {
  const { crowd, turnout } = newCrowd();
  crowd.open(first, 3, []);
  crowd.cast(first, chen, 3);
  crowd.shut();
  crowd.open(second, 3, []);
  crowd.cast(second, chen, 3);
  crowd.cast(second, dara, 3);
  crowd.cast(first, dara, 3);
  crowd.cast(second, eli, 3);
  expect(turnout()).toEqual({ pollId: second, cast: 3, seats: 3 });
});
