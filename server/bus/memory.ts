/** How does one process hear itself? The bus of a server that runs alone, and of tests. */
import type { Bus, BusMessage } from '../engine/ports.ts';

/**
 * Listeners are called in a later microtask, in the order of publishing, so that nobody is called in the middle of what they
 * were doing. A listener that throws is our own fault: the others are called, then the error is thrown on.
 */
export function openMemoryBus(): Bus {
  const listeners = new Set<(message: BusMessage) => void>();
  let closed = false;

  function deliver(message: BusMessage): void {
    for (const listener of [...listeners]) {
      if (!listeners.has(listener)) continue;
      try {
        listener(message);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }

  return {
    publish(message) {
      if (!closed) queueMicrotask(() => deliver(message));
    },
    subscribe(listener) {
      // A wrapper of its own: the same function may subscribe twice, and each is stopped by itself.
      const own = (message: BusMessage): void => listener(message);
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    close() {
      closed = true;
      listeners.clear();
      return Promise.resolve();
    },
  };
}
