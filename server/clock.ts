/** What time is it, and when is it time? The system's clock. */
import type { Clock } from './engine/ports.ts';

/** Longer waits are cut: a laptop may have slept, the clock may have been set, and a timer takes at most 2^31 ms. */
const longestWaitMs = 60_000;

export function systemClock(): Clock {
  return {
    now: () => Date.now(),
    at(at, callback) {
      let timer: NodeJS.Timeout;
      const wait = (): void => {
        const leftMs = at - Date.now();
        timer = setTimeout(leftMs > 0 ? wait : callback, Math.max(0, Math.min(leftMs, longestWaitMs)));
      };
      wait();
      return () => clearTimeout(timer);
    },
  };
}
