/** What time is it at the server? An offset to this device's clock, which may be wrong by minutes. */

export interface ServerClock {
  /** The server's time now, ms UTC. */
  now(): number;
  /** An answer that left the server at `serverAt` and took from `sentAt` to `receivedAt` (this device's clock) there and back. */
  heard(serverAt: number, sentAt: number, receivedAt: number): void;
  /** Something that the server did at `serverAt` is known here: at the server it is not earlier than that. */
  notBefore(serverAt: number): void;
  /** The device slept, or its clock was set: the next answer counts whatever it took. */
  doubt(): void;
}

/** `deviceNow`: ms UTC of this device. Of several answers the quickest is believed: it can be wrong by half its way at most. */
export function createServerClock(deviceNow: () => number): ServerClock {
  let offset = 0;
  let quickest = Infinity;
  return {
    now: () => deviceNow() + offset,
    heard(serverAt, sentAt, receivedAt) {
      const took = Math.max(receivedAt - sentAt, 0);
      if (took > quickest) return;
      quickest = took;
      offset = serverAt - (receivedAt - took / 2);
    },
    notBefore(serverAt) {
      offset = Math.max(offset, serverAt - deviceNow());
    },
    doubt() {
      quickest = Infinity;
    },
  };
}
