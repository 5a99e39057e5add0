/** How does an assembly live in memory alone? The store of tests and simulations, with the manners of the real one. */
import { randomBytes } from 'node:crypto';
import type { Clock, CommitRefusalCode, Committed, Store } from '../engine/ports.ts';
import { ok, refuse } from '../../shared/lib/result.ts';
import type { Result } from '../../shared/lib/result.ts';
import { checkChains } from './chain-check.ts';
import { openSalts } from './chain.ts';
import { createMemoryDisk, memoryChains, memoryFacts, writeToMemory } from './memory-disk.ts';
import type { MemoryDisk } from './memory-disk.ts';
import { memoryReads } from './memory-reads.ts';
import type { Reads } from './reads.ts';
import { superfluousSnapshots } from './text-snapshots.ts';
import { encodeUnit, ownBytes, toJson } from './unit-encode.ts';
import type { EncodedUnit } from './unit-encode.ts';
import { planUnit } from './unit-plan.ts';

export interface MemoryStoreOptions {
  readonly clock: Pick<Clock, 'now'>;
  /** What an earlier store left; without it the store begins empty. */
  readonly disk?: MemoryDisk;
  /** Units that may wait; beyond it `busy`. */
  readonly queueLimit?: number;
}

interface Waiting {
  readonly unit: EncodedUnit;
  readonly at: number;
  readonly answer: (result: Result<Committed, CommitRefusalCode>) => void;
  readonly fail: (error: unknown) => void;
}

export function openMemoryStore({ clock, disk = createMemoryDisk(), queueLimit = 4096 }: MemoryStoreOptions): Store {
  const facts = memoryFacts(disk);
  const salt = openSalts(randomBytes);
  const reads = memoryReads(disk);
  let waiting: Waiting[] = [];
  let closed = false;

  /** Refusals write nothing and plans cannot fail halfway, so nothing has ever to be taken back. */
  function commitNow({ unit, at, answer, fail }: Waiting): void {
    try {
      const planned = planUnit(unit, facts, at, salt);
      if (!planned.ok) return answer(planned);
      const { committed, writes } = planned.value;
      if (disk.isFull && writes.length > 0) return answer(refuse('store-full'));
      for (const write of writes) writeToMemory(disk, write);
      answer(ok(committed));
    } catch (error) {
      fail(error);
    }
  }

  function commitWaiting(): void {
    const group = waiting;
    waiting = [];
    group.forEach(commitNow);
  }

  function whileOpen<T>(read: () => T): Promise<T> {
    return new Promise((resolve) => {
      if (closed) throw new Error('the store is closed');
      resolve(read());
    });
  }

  return {
    ...asPromises(reads, whileOpen),

    commit: (unit) =>
      new Promise((answer, fail) => {
        if (closed) return answer(refuse('store-closed'));
        if (waiting.length >= queueLimit) return answer(refuse('busy'));
        waiting.push({ unit: encodeUnit(unit), at: clock.now(), answer, fail });
        if (waiting.length === 1) queueMicrotask(commitWaiting);
      }),

    saveFold: (stream, foldVersion, seq, state) =>
      whileOpen(() => {
        const known = reads.readFold(stream, foldVersion);
        if (disk.isFull || (known && known.seq >= seq)) return;
        disk.folds.set(`${stream} ${foldVersion}`, { stream, foldVersion, seq, stateJson: toJson(state) });
      }),

    saveTextSnapshot: (textId, seq, state) =>
      whileOpen(() => {
        const known = disk.textSnapshots.get(textId) ?? [];
        if (disk.isFull || known.some((row) => row.seq === seq)) return;
        const rows = [...known, { textId, seq, state: ownBytes(state) }].sort((one, other) => one.seq - other.seq);
        const dropped = superfluousSnapshots(rows.map((row) => row.seq));
        disk.textSnapshots.set(
          textId,
          rows.filter((row) => !dropped.includes(row.seq)),
        );
      }),

    verify: (since) =>
      whileOpen(() => {
        const steps = checkChains(memoryChains(disk), since);
        for (;;) {
          const step = steps.next();
          if (step.done) return step.value;
        }
      }),

    checkpoint: () =>
      whileOpen(() => {
        for (const [chain, row] of disk.chains)
          disk.chains.set(chain, { ...row, checkedSeq: row.seq, checkedHash: row.hash });
      }),

    close: () => {
      if (!closed) commitWaiting();
      closed = true;
      return Promise.resolve();
    },
  };
}

type PromisedReads = Pick<Store, keyof Reads>;

function asPromises(reads: Reads, whileOpen: <T>(read: () => T) => Promise<T>): PromisedReads {
  const promised = Object.entries(reads).map(([name, read]) => [
    name,
    (...args: unknown[]) => whileOpen(() => (read as (...args: unknown[]) => unknown)(...args)),
  ]);
  return Object.fromEntries(promised) as PromisedReads;
}
