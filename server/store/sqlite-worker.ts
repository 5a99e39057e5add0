/** What does a thread of the SQLite store do all day? The writer commits groups; the reader answers questions beside it. */
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import type { StoredTextUpdate } from '../engine/ports.ts';
import { checkChains } from './chain-check.ts';
import type { Reads } from './reads.ts';
import type {
  Numbered,
  Questions,
  ReaderQuestion,
  Reply,
  StoreWorkerData,
  WorkerMessage,
  WriterQuestion,
} from './sqlite-messages.ts';
import { OpenError } from './sqlite-open-error.ts';
import { lockDirectory, openForReading, openForWriting } from './sqlite-open.ts';
import { sqliteChains, sqliteReads } from './sqlite-reads.ts';
import { sqliteBuilder, SqliteStatements } from './sqlite-statements.ts';
import { groupWriter, isFull } from './sqlite-writer.ts';

/** Units in one transaction at most, so that nobody waits behind an endless one. */
const groupLimit = 1_000;

if (!parentPort) throw new Error('the store runs in a worker thread');
start(parentPort, workerData as StoreWorkerData);

function start(port: MessagePort, { directory, role }: StoreWorkerData): void {
  try {
    if (role === 'writer') serveWriting(port, directory);
    else serveReading(port, directory);
  } catch (error) {
    const reason = error instanceof OpenError ? error.reason : 'unusable';
    const detail = error instanceof Error ? error.message : String(error);
    const message = error instanceof OpenError ? detail : `The data directory ${directory} cannot be opened: ${detail}`;
    tell(port, { say: 'cannot-open', reason, message });
    port.close();
  }
}

function serveWriting(port: MessagePort, directory: string): void {
  const unlock = lockDirectory(directory);
  const database = openForWriting(directory);
  const writeGroup = groupWriter(database, sqliteBuilder(), new SqliteStatements(database));
  let waiting: Numbered<WriterQuestion>[] = [];
  let logHoldsErased = false;

  port.on('message', (message: Questions<WriterQuestion>) => {
    waiting.push(...message.questions);
    while (waiting.length > 0) {
      takeWhatCame();
      const group = waiting.slice(0, groupLimit);
      waiting = waiting.slice(groupLimit);
      const questions = group.filter((question) => question.ask !== 'close');
      const replies = questions.length > 0 ? writeGroup(questions) : [];
      const close = group.find((question) => question.ask === 'close');
      if (close) {
        // Closing the last connection moves the log into the database and deletes it.
        database.close();
        unlock();
        replies.push({ id: close.id, value: undefined });
      }
      tell(port, { say: 'replies', replies });
      if (close) port.close();
      else {
        logHoldsErased ||= questions.some(erases);
        if (logHoldsErased) logHoldsErased = !emptyLog();
      }
    }
  });
  tell(port, { say: 'ready' });

  /**
   * The write-ahead log still holds pages as they were before an erasure. A reader in the middle of one, or a full disk,
   * leaves it to the next time.
   */
  function emptyLog(): boolean {
    try {
      const [result] = database.pragma('wal_checkpoint(TRUNCATE)') as [{ busy: number }];
      return result.busy === 0;
    } catch (error) {
      if (isFull(error)) return false;
      throw error;
    }
  }

  /** Everything that was sent while the last fsync ran joins the next group. */
  function takeWhatCame(): void {
    while (waiting.length < groupLimit) {
      const more: { message: Questions<WriterQuestion> } | undefined = receiveMessageOnPort(port);
      if (!more) return;
      waiting.push(...more.message.questions);
    }
  }
}

function erases(question: WriterQuestion): boolean {
  if (question.ask !== 'commit') return false;
  const { erasures, accounts, polls } = question.unit;
  return (
    erasures.length > 0 ||
    accounts.some(({ change }) => change === 'erase-person') ||
    polls.some(({ change }) => change === 'unlink')
  );
}

function serveReading(port: MessagePort, directory: string): void {
  const database = openForReading(directory);
  const builder = sqliteBuilder();
  const statements = new SqliteStatements(database);
  const reads = sqliteReads(builder, statements);
  const chains = sqliteChains(builder, statements);
  let closed = false;

  port.on('message', ({ questions }: Questions<ReaderQuestion>) => {
    const replies: Reply[] = [];
    const transfer: ArrayBuffer[] = [];
    for (const question of questions) {
      const { id } = question;
      if (question.ask === 'close') {
        closed = true;
        database.close();
        replies.push({ id, value: undefined });
      } else if (question.ask === 'verify') {
        void verify(id, question.since);
      } else {
        replies.push(answer(id, () => readOnce(question, transfer)));
      }
    }
    tell(port, { say: 'replies', replies }, transfer);
    if (closed) port.close();
  });
  tell(port, { say: 'ready' });

  /** One transaction, so that a text's head, locks and clients are of the same moment. */
  function readOnce(question: Extract<ReaderQuestion, { ask: 'read' }>, transfer: ArrayBuffer[]): unknown {
    const read = reads[question.name] as (...args: unknown[]) => unknown;
    const value = database.transaction(() => read(...question.args))();
    return question.name === 'readTextUpdates'
      ? packed(value as ReturnType<Reads['readTextUpdates']>, transfer)
      : value;
  }

  /** In slices: other readers are answered in between. */
  async function verify(id: number, since: 'start' | 'checkpoint'): Promise<void> {
    const steps = checkChains(chains, since);
    for (;;) {
      const reply = answer(id, () => {
        if (closed) throw new Error('the store was closed while its chains were read');
        const step = steps.next();
        return step.done ? step.value : undefined;
      });
      if ('fault' in reply || reply.value !== undefined) return tell(port, { say: 'replies', replies: [reply] });
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

function answer(id: number, work: () => unknown): Reply {
  try {
    return { id, value: work() };
  } catch (error) {
    return { id, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/** All updates in one buffer: a hundred thousand of them cross to the other thread as one. */
function packed(updates: readonly StoredTextUpdate[], transfer: ArrayBuffer[]): StoredTextUpdate[] {
  const buffer = new ArrayBuffer(updates.reduce((bytes, { update }) => bytes + update.byteLength, 0));
  transfer.push(buffer);
  let offset = 0;
  return updates.map((stored) => {
    const update = new Uint8Array(buffer, offset, stored.update.byteLength);
    update.set(stored.update);
    offset += stored.update.byteLength;
    return { ...stored, update };
  });
}

function tell(port: MessagePort, message: WorkerMessage, transfer: ArrayBuffer[] = []): void {
  port.postMessage(message, transfer);
}
