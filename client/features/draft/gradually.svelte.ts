/**
 * How much of a long list is drawn already? Its beginning at once, the rest a few at a time whenever the page has nothing better to do:
 * nobody waits until hundreds are drawn before the first can be read and written.
 */
import { flushSync, untrack } from 'svelte';

/** More than a screen shows. */
const first = 16;
const step = 3;
/** Longest time that is drawn at once, in ms; a step at least. */
const budgetMs = 6;
/** The rest waits so long for a quiet moment, in ms. */
const waitMs = 200;

export interface Gradually<One> {
  readonly drawn: readonly One[];
  /** What follows, and is not drawn yet. */
  readonly later: readonly One[];
  /** All of it, now: the caller flushes. */
  all(): void;
}

const none: readonly never[] = [];

/** For the script of a component. `list`: the same list for as long as nothing in it has changed. */
export function gradually<One>(list: () => readonly One[]): Gradually<One> {
  let count = $state(first);
  const drawn = $derived(list().length <= count ? list() : list().slice(0, count));
  const later = $derived(list().length <= count ? none : list().slice(count));
  $effect(() => {
    if (later.length === 0) return;
    return whenIdle(() => {
      const until = performance.now() + budgetMs;
      do {
        count += step;
        flushSync();
      } while (untrack(() => later.length) > 0 && performance.now() < until);
    });
  });
  return {
    get drawn() {
      return drawn;
    },
    get later() {
      return later;
    },
    all: () => void (count = Math.max(count, untrack(list).length)),
  };
}

/** Returns the way to have it not happen. */
function whenIdle(work: () => void): () => void {
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(work, 0);
    return () => clearTimeout(timer);
  }
  const idle = requestIdleCallback(work, { timeout: waitMs });
  return () => cancelIdleCallback(idle);
}
