/** What is looked at now and then, because it costs more than a letter may wait for, and nobody misses it for a moment? */
import { untrack } from 'svelte';

/**
 * For the script of a component. When what `watch` reads has changed, `read` is asked again after `waitMs`, once for all changes until
 * then: never while a key is being answered, and in the midst of typing too.
 */
export function nowAndThen<Value>(
  watch: () => unknown,
  read: () => Value,
  waitMs: number,
): { readonly now: Value | undefined } {
  let now = $state.raw<Value>();
  let waiting: ReturnType<typeof setTimeout> | undefined;
  $effect(() => {
    watch();
    waiting ??= setTimeout(() => {
      waiting = undefined;
      now = untrack(read);
    }, waitMs);
  });
  $effect(() => () => clearTimeout(waiting));
  return {
    get now() {
      return now;
    },
  };
}
