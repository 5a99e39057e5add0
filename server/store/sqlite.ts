/** How is an assembly kept on one machine? In SQLite, written by one thread and read by another, never by the event loop. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ChainReport, Clock, Store } from '../engine/ports.ts';
import { refuse } from '../../shared/lib/result.ts';
import type { ReadName, Reads } from './reads.ts';
import { WorkerLine } from './sqlite-line.ts';
import type { CommitReply, ReaderQuestion, WriterQuestion } from './sqlite-messages.ts';
import { buffersOf, encodeUnit, ownBytes, toJson, weightOf } from './unit-encode.ts';

export interface SqliteStoreOptions {
  /** Made when missing. One process at a time. */
  readonly directory: string;
  /** Stamps units as they arrive; the system's by default. */
  readonly clock?: Pick<Clock, 'now'>;
  /** Units that may wait for the disk; beyond it `busy`. */
  readonly queueLimit?: number;
  /** The built `sqlite-worker.js`, when it is not where it is expected. */
  readonly workerFile?: string | URL;
  /** A thread of the store ended by itself: what waited is rejected, from now on `store-closed`. */
  readonly onFailure?: (error: Error) => void;
}

/** Bytes of units that may wait for the disk; beyond it `busy`. */
const queueBytesLimit = 64 * 1024 * 1024;

/**
 * Opens the directory. Rejects with an `OpenError` (reason `in-use`, `newer` or `unusable`) whose message can be shown.
 * Opening reads no history: it takes as long for ten years as for a day.
 */
export async function openSqliteStore(options: SqliteStoreOptions): Promise<Store> {
  const { directory, clock = { now: () => Date.now() }, queueLimit = 4096 } = options;
  const workerFile = options.workerFile ?? findWorkerFile();
  const onFailure = options.onFailure ?? (() => undefined);
  const writer = await WorkerLine.open<WriterQuestion>(workerFile, { directory, role: 'writer' }, onFailure);
  const reader = await WorkerLine.open<ReaderQuestion>(workerFile, { directory, role: 'reader' }, onFailure).catch(
    async (error: unknown) => {
      await writer.close({ ask: 'close' });
      throw error;
    },
  );
  let waitingUnits = 0;
  let waitingBytes = 0;
  let closing: Promise<void> | null = null;

  function whileOpen<T>(ask: () => Promise<unknown>): Promise<T> {
    return closing ? Promise.reject(new Error('the store is closed')) : (ask() as Promise<T>);
  }

  return {
    ...(Object.fromEntries(
      readNames.map((name) => [name, (...args: unknown[]) => whileOpen(() => reader.ask({ ask: 'read', name, args }))]),
    ) as Pick<Store, keyof Reads>),

    async commit(unit) {
      if (closing || writer.hasFailed) return refuse('store-closed');
      if (waitingUnits >= queueLimit || waitingBytes >= queueBytesLimit) return refuse('busy');
      const encoded = encodeUnit(unit);
      const weight = weightOf(encoded);
      waitingUnits += 1;
      waitingBytes += weight;
      try {
        const question = { ask: 'commit', unit: encoded, at: clock.now() } as const;
        return (await writer.ask(question, buffersOf(encoded))) as CommitReply;
      } finally {
        waitingUnits -= 1;
        waitingBytes -= weight;
      }
    },

    saveFold: (stream, foldVersion, seq, state) =>
      whileOpen(async () => {
        const row = { stream, foldVersion, seq, stateJson: toJson(state) };
        await writer.ask({ ask: 'save-fold', row });
      }),

    saveTextSnapshot: (textId, seq, state) =>
      whileOpen(async () => {
        const own = ownBytes(state);
        await writer.ask({ ask: 'save-text-snapshot', row: { textId, seq, state: own } }, [own.buffer]);
      }),

    verify: (since) => whileOpen<ChainReport>(() => reader.ask({ ask: 'verify', since })),
    checkpoint: () =>
      whileOpen(async () => {
        await writer.ask({ ask: 'checkpoint' });
      }),

    close() {
      closing ??= reader.close({ ask: 'close' }).then(() => writer.close({ ask: 'close' }));
      return closing;
    },
  };
}

/** Beside the bundle in production; from source (tests, development) the one that `tools/build-server.mjs` made. */
function findWorkerFile(): URL {
  const fromSource = import.meta.url.endsWith('.ts');
  const file = new URL(fromSource ? '../../build/server/sqlite-worker.js' : './sqlite-worker.js', import.meta.url);
  if (!existsSync(file)) throw new Error(`${fileURLToPath(file)} is missing: run tools/build-server.mjs`);
  return file;
}

/** Every read of the port; the compiler holds that none is forgotten. */
const readNames = Object.keys({
  readEvents: 0,
  streamHead: 0,
  streams: 0,
  readFold: 0,
  readText: 0,
  readTextUpdates: 0,
  textHead: 0,
  readTextSnapshot: 0,
  readTextHistory: 0,
  readLastTouches: 0,
  readServerMade: 0,
  textsOf: 0,
  readPoll: 0,
  readBallots: 0,
  readBallot: 0,
  readLooseBallots: 0,
  readAnswer: 0,
  readDeadlines: 0,
  readPaper: 0,
  readPaperFile: 0,
  readPapersByCode: 0,
  readPerson: 0,
  readOrganisers: 0,
  readMembers: 0,
  readForumsOf: 0,
  readLink: 0,
  readLinksOf: 0,
  readStageLinks: 0,
  readLogin: 0,
  readLoginsOf: 0,
  readCode: 0,
} satisfies Record<ReadName, 0>) as ReadName[];
