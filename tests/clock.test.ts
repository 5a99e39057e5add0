/** Does the clock call back when it is time, and once? */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { systemClock } from '../server/clock.ts';

const dayMs = 86_400_000;
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('calls back once, not before its time, even after 60 days', () => {
  const clock = systemClock();
  let calls = 0;
  clock.at(clock.now() + 60 * dayMs, () => calls++);
  vi.advanceTimersByTime(60 * dayMs - 1);
  expect(calls).toBe(0);
  vi.advanceTimersByTime(2);
  expect(calls).toBe(1);
  vi.advanceTimersByTime(dayMs);
  expect(calls).toBe(1);
});

test('calls back for what is past, but never in the middle of asking', () => {
  const clock = systemClock();
  let calls = 0;
  clock.at(clock.now() - dayMs, () => calls++);
  expect(calls).toBe(0);
  vi.advanceTimersByTime(1);
  expect(calls).toBe(1);
});

test('is cancelled at any point of the wait', () => {
  const clock = systemClock();
  let calls = 0;
  const cancel = clock.at(clock.now() + 30 * dayMs, () => calls++);
  vi.advanceTimersByTime(29 * dayMs);
  cancel();
  cancel();
  vi.advanceTimersByTime(2 * dayMs);
  expect(calls).toBe(0);
});

test('follows the wall clock within a minute when that is set or the machine has slept', () => {
  const clock = systemClock();
  let calls = 0;
  clock.at(clock.now() + dayMs, () => calls++);
  vi.setSystemTime(clock.now() + dayMs);
  vi.advanceTimersByTime(60_001);
  expect(calls).toBe(1);
});
