/**
 * What does the process do that is killed? It opens the store and commits numbered units as fast as it can, several writers
 * at once, and prints each number after it was acknowledged. Every unit is an event, an edit, a ballot and an answer.
 */
import { writeSync } from 'node:fs';
import { systemClock } from '../../server/clock.ts';
import { openSqliteStore } from '../../server/store/sqlite.ts';
import type { Unit } from '../../server/engine/ports.ts';
import { killWorld } from './store-kill-world.ts';

const [directory = '', workerFile = ''] = process.argv.slice(2);
const { writers, unitOf, streamOf } = killWorld;
const store = await openSqliteStore({ directory, workerFile, clock: systemClock() });

function say(line: string): void {
  writeSync(1, `${line}\n`);
}

/** What was sent last is sent again, as a client does that heard no answer: the same ids, the same answers. */
const repeats = 3;

await Promise.all(
  writers.map(async (writer) => {
    const found = await store.streamHead(streamOf(writer));
    say(`found ${writer} ${found}`);
    for (let number = Math.max(1, found - repeats + 1); ; number++) {
      const result = await store.commit(unitOf(writer, number) satisfies Unit);
      if (!result.ok) throw new Error(`${writer} ${number}: ${result.code}`);
      if (result.value.repeated !== number <= found) throw new Error(`${writer} ${number}: written twice or lost`);
      say(`acknowledged ${writer} ${number}`);
    }
  }),
);
