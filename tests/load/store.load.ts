/** How many units a second does the SQLite store commit, and how long does one wait? Printed, never asserted. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '../../server/engine/ports.ts';
import { randomIds } from '../../server/ids.ts';
import { openSqliteStore } from '../../server/store/sqlite.ts';
import type { RequestId } from '../../shared/lib/ids.ts';
import { forumStream } from '../../shared/lib/streams.ts';
import { measured } from '../measured.ts';

const lengthMs = 3_000;
const ids = randomIds();
const directory = await mkdtemp(join(process.env['ORTAQ_LOAD_DIRECTORY'] ?? tmpdir(), 'ortaq-load-'));
const store = await openSqliteStore({ directory });
try {
  for (const writers of [1, 64]) await run(store, writers);
} finally {
  await store.close();
  await rm(directory, { recursive: true });
}

async function run(store: Store, writers: number): Promise<void> {
  const waits: number[] = [];
  const end = performance.now() + lengthMs;
  await Promise.all(
    Array.from({ length: writers }, async (_, writer) => {
      const stream = forumStream(ids.id('forum'));
      const personId = ids.id('person');
      for (let seq = 0; performance.now() < end; seq++) {
        const asked = performance.now();
        const result = await store.commit({
          command: { personId, commandId: `load-${writer}-${seq}` as RequestId, answer: { seq } },
          streams: [
            {
              stream,
              expectedSeq: seq,
              events: [{ type: 'test.said', version: 1, actor: personId, body: { words: 'сөз '.repeat(30) } }],
            },
          ],
        });
        if (!result.ok) throw new Error(result.code);
        waits.push(performance.now() - asked);
      }
    }),
  );
  waits.sort((one, other) => one - other);
  const at = (share: number): string => (waits[Math.floor(waits.length * share)] ?? 0).toFixed(1);
  measured(
    `store, ${writers} writers: ${Math.round((waits.length / lengthMs) * 1000)} commits/s, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`,
  );
}
