/** When does a page come back that was told the server is full? */
import { EventEmitter } from 'node:events';
import { afterEach, expect, test, vi } from 'vitest';
import { openSocket, toldPause, type ConnectionListener, type Dial } from '../../client/live/connection.ts';
import { retryAfter } from '../../server/live/served-in-turn.ts';

afterEach(() => {
  vi.useRealTimers();
});

test('after the pause that the server told it, and not before; then by its own pauses again', () => {
  vi.useFakeTimers();
  let tries = 0;
  const socket = Object.assign(new EventEmitter(), {
    active: false,
    connected: false,
    connect: () => (tries += 1),
    disconnect: () => undefined,
  });
  let lost = 0;
  const listener: ConnectionListener = {
    opened: () => undefined,
    lost: () => (lost += 1),
    refused: () => expect.fail('the page has given up'),
    received: () => undefined,
  };
  const connection = openSocket({}, (() => socket) as unknown as Dial);
  connection.open(listener);
  expect(tries).toBe(1);
  socket.emit('connect_error', Object.assign(new Error('busy'), { data: { retryAfterMs: 7_000 } }));
  vi.advanceTimersByTime(6_999);
  expect([tries, lost]).toEqual([1, 1]);
  vi.advanceTimersByTime(1);
  expect(tries).toBe(2);
  socket.emit('connect_error', new Error('busy'));
  vi.advanceTimersByTime(500);
  expect(tries).toBe(3);
  connection.close();
});

test.each([undefined, {}, { retryAfterMs: '9' }, { retryAfterMs: -1 }, { retryAfterMs: 1e9 }])(
  'a pause that is none (%j) is not kept to',
  (data) => {
    expect(toldPause(Object.assign(new Error('busy'), { data }))).toBeNull();
  },
);

test('a few thousand are sent away for different times, the longer the more wait; a few are let in', () => {
  expect(retryAfter(1_000, 0.5)).toBeNull();
  expect(retryAfter(1_001, 0)).toBe(1_000);
  expect(retryAfter(2_000, 1)).toBe(5_000);
  expect(retryAfter(1_000_000, 1)).toBe(11_000);
});
