/** How does a test move the time, and take up the data of a server that has ended? */
import type { AddressInfo } from 'node:net';
import { openMemoryBus } from '../../server/bus/memory.ts';
import type { Clock } from '../../server/engine/ports.ts';
import { randomIds } from '../../server/ids.ts';
import { openServices, type Services } from '../../server/services.ts';
import { openSqliteStore } from '../../server/store/sqlite.ts';

/** A clock that goes when it is moved. */
export function handClock(): Clock & { move(ms: number): void } {
  let now = Date.UTC(2026, 10, 22, 9);
  const waiting = new Set<{ readonly at: number; readonly callback: () => void }>();
  return {
    now: () => now,
    at(at, callback) {
      const entry = { at, callback };
      waiting.add(entry);
      return () => waiting.delete(entry);
    },
    move(ms) {
      now += ms;
      for (const entry of [...waiting].sort((a, b) => a.at - b.at)) {
        if (entry.at > now || !waiting.delete(entry)) continue;
        entry.callback();
      }
    },
  };
}

/** A server over the data of another one. */
export async function openAgain(
  directory: string,
  clock: Clock,
): Promise<{ readonly services: Services; readonly origin: string; readonly faults: unknown[] }> {
  const faults: unknown[] = [];
  const services = openServices({
    store: await openSqliteStore({ directory, clock }),
    bus: openMemoryBus(),
    clock,
    ids: randomIds(),
    publicUrl: null,
    clientDirectory: null,
    onFault: (fault) => faults.push(fault),
  });
  await new Promise<void>((resolve) => services.http.listen(0, '127.0.0.1', resolve));
  await services.resume();
  return { services, origin: `http://127.0.0.1:${String((services.http.address() as AddressInfo).port)}`, faults };
}
