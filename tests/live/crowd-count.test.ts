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

test('how many are here is told to a large hall every few seconds, and with the turnout as soon as that is told', () => {
  let now = 1_000_000;
  let asked: { at: number; callback: () => void } | null = null;
  const told: CrowdFrame[] = [];
  const rooms = { to: () => ({ emit: (_name: string, frame: CrowdFrame) => told.push(frame) }) };
  const crowd = new CrowdCount(rooms as unknown as Rooms, 'all', newId('sitting'), {
    now: () => now,
    at: (at, callback) => {
      asked = { at, callback };
      return () => (asked = null);
    },
  });
  const pass = (ms: number): void => {
    const end = now + ms;
    while (asked !== null && asked.at <= end) {
      now = Math.max(now, asked.at);
      const { callback } = asked;
      asked = null;
      callback();
    }
    now = end;
  };
  crowd.open(first, 3, []);
  pass(0);
  for (let second = 0; second < 6; second += 1) {
    crowd.headsChanged(5_000 + second);
    pass(1_000);
  }
  expect(told.map(({ connected }) => connected)).toEqual([0, 5_002, 5_005]);
  crowd.cast(first, chen, 5_006);
  crowd.headsChanged(5_007);
  pass(500);
  expect(told.at(-1)).toMatchObject({ connected: 5_007, turnout: { cast: 1 } });
  // A small one hears it at once.
  crowd.headsChanged(20);
  pass(500);
  expect(told.at(-1)).toMatchObject({ connected: 20 });
});
