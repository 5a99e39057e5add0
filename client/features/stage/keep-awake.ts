/** How does the screen stay awake? Browsers give the lock only on a secure page, and take it back whenever the page is hidden. */

/** Holds the screen awake where the browser allows it; returns the way to let it sleep. */
export function keepAwake(): () => void {
  let held: WakeLockSentinel | undefined;
  let ended = false;

  async function hold(): Promise<void> {
    if (ended || document.visibilityState !== 'visible') return;
    // Absent over plain http; refused on a low battery. Then the laptop's own settings decide.
    const lock = await navigator.wakeLock?.request('screen').catch(() => undefined);
    if (ended) await lock?.release();
    else held = lock;
  }
  function again(): void {
    void hold();
  }

  void hold();
  document.addEventListener('visibilitychange', again);
  return () => {
    ended = true;
    document.removeEventListener('visibilitychange', again);
    void held?.release();
  };
}
