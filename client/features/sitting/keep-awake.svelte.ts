/** Does the screen stay on while a vote waits for me? Where the browser can; over plain http it cannot, and the phone does as it is set. */

/** Called while a component is made. */
export function keepAwakeWhile(isNeeded: () => boolean): void {
  $effect(() => {
    if (!isNeeded() || !('wakeLock' in navigator)) return;
    let lock: WakeLockSentinel | undefined;
    let isOver = false;
    navigator.wakeLock.request('screen').then(
      (held) => {
        if (isOver) void held.release();
        else lock = held;
      },
      () => undefined,
    );
    return () => {
      isOver = true;
      void lock?.release();
    };
  });
}
