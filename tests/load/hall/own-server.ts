/** What is measured: our services on SQLite, in a process of their own, with a hall of people who have logins. */
import { openMemoryBus } from '../../../server/bus/memory.ts';
import { systemClock } from '../../../server/clock.ts';
import type { Store } from '../../../server/engine/ports.ts';
import { randomIds } from '../../../server/ids.ts';
import { openServices } from '../../../server/services.ts';
import { openSqliteStore } from '../../../server/store/sqlite.ts';
import { meterDeeds, serveParent } from './child.ts';
import { foundHall, type Hall } from './hall-founding.ts';

const faults: unknown[] = [];
let store: Store | null = null;

serveParent({
  ...meterDeeds(),
  found: ({ directory, followers, voters }: { directory: string; followers: number; voters: number }) =>
    found(directory, followers, voters),
  reopen: ({ directory, port }: { directory: string; port: number }) => reopen(directory, port),
  faults: () => faults.map(String),
  /** Of its own accord, so that a profile is written. */
  end: () => process.exit(0),
});

async function found(directory: string, followers: number, voters: number): Promise<Hall> {
  const { hall, world } = await foundHall(directory, followers, voters);
  store = world.store;
  return hall;
}

async function reopen(directory: string, port: number): Promise<void> {
  store = await openSqliteStore({ directory });
  const services = openServices({
    store,
    bus: openMemoryBus(),
    clock: systemClock(),
    ids: randomIds(),
    publicUrl: null,
    clientDirectory: null,
    onFault: (fault) => faults.push(fault),
  });
  await new Promise<void>((resolve) => services.http.listen(port, '127.0.0.1', 4096, resolve));
  await services.resume();
}
