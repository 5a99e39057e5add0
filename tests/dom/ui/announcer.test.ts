/** Is what happens said once, in one breath, and not too often? */
import { expect, test } from 'vitest';
import { createAnnouncer, gatherMs, pauseMs } from '../../../client/ui/announcer.ts';
import { toCountdown, untilNextFigure } from '../../../client/ui/countdown.ts';

/** A clock that stands still until told otherwise. */
function handClock() {
  let now = 0;
  let plans: { at: number; run: () => void }[] = [];
  return {
    now: () => now,
    after(ms: number, run: () => void) {
      plans.push({ at: now + ms, run });
    },
    goTo(at: number) {
      now = at;
      const due = plans.filter((plan) => plan.at <= at);
      plans = plans.filter((plan) => plan.at > at);
      for (const plan of due) plan.run();
    },
  };
}

test('what comes together is said together, and nothing twice', () => {
  const clock = handClock();
  const heard: string[] = [];
  const announcer = createAnnouncer(clock, (words) => heard.push(words));
  announcer.say('Голосование закрыто.');
  announcer.say('Принято.');
  announcer.say('Принято.');
  expect(heard).toEqual([]);
  clock.goTo(gatherMs);
  expect(heard).toEqual(['Голосование закрыто. Принято.']);
});

test('there are five seconds from one line to the next, and nothing is lost meanwhile', () => {
  const clock = handClock();
  const heard: [number, string][] = [];
  const announcer = createAnnouncer(clock, (words) => heard.push([clock.now(), words]));
  announcer.say('Слово: Чен.');
  clock.goTo(gatherMs);
  for (let at = gatherMs; at < gatherMs + pauseMs; at += 500) {
    clock.goTo(at);
    announcer.say(`${at}`);
  }
  expect(heard).toHaveLength(1);
  clock.goTo(gatherMs + pauseMs);
  expect(heard).toHaveLength(2);
  expect(heard[1]?.[1].split(' ')).toHaveLength(10);
});

test('a clock writes minutes and seconds, hours when there are any, and never less than nothing', () => {
  const written = [54_000, 53_001, 60_000, 125_000, 3_600_000, 3_725_000, 1, 0, -5_000].map(toCountdown);
  expect(written).toEqual(['0:54', '0:54', '1:00', '2:05', '1:00:00', '1:02:05', '0:01', '0:00', '0:00']);
});

test('the figures change when a second has gone, not later', () => {
  expect(untilNextFigure(53_001)).toBe(1);
  expect(untilNextFigure(54_000)).toBe(1000);
  expect(untilNextFigure(0)).toBe(Number.POSITIVE_INFINITY);
});
