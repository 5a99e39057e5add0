/**
 * What of a value that is derived with each letter really changes seldom? Hundreds of clauses hang on it: they are told when it differs,
 * and not asked to look whenever what it is derived from has changed.
 */
import { untrack } from 'svelte';

/** For the script of a component. `read` is derived as often as it must be; `now` is what the last one was that differs by `isSame`. */
export function seldom<Value>(
  read: () => Value,
  isSame: (a: Value, b: Value) => boolean = Object.is,
): { readonly now: Value } {
  let now = $state.raw(untrack(read));
  $effect.pre(() => {
    const next = read();
    untrack(() => {
      if (!isSame(next, now)) now = next;
    });
  });
  return {
    get now() {
      return now;
    },
  };
}

export function isSameMap<Key, Value>(a: ReadonlyMap<Key, Value>, b: ReadonlyMap<Key, Value>): boolean {
  return a === b || (a.size === b.size && [...a].every(([key, value]) => b.has(key) && b.get(key) === value));
}
