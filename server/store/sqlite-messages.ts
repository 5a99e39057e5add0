/** What do the server's thread and the store's two threads say to each other? */
import type { CommitRefusalCode, Committed } from '../engine/ports.ts';
import type { Result } from '../../shared/lib/result.ts';
import type { ReadName } from './reads.ts';
import type { FoldRow, TextSnapshotRow } from './schema.ts';
import type { EncodedUnit } from './unit-encode.ts';

/** With which a thread is started. */
export interface StoreWorkerData {
  readonly directory: string;
  readonly role: 'writer' | 'reader';
}

export type WriterQuestion =
  | { readonly ask: 'commit'; readonly unit: EncodedUnit; readonly at: number }
  | { readonly ask: 'save-fold'; readonly row: FoldRow }
  | { readonly ask: 'save-text-snapshot'; readonly row: TextSnapshotRow }
  | { readonly ask: 'checkpoint' }
  | { readonly ask: 'close' };

export type ReaderQuestion =
  | { readonly ask: 'read'; readonly name: ReadName; readonly args: readonly unknown[] }
  | { readonly ask: 'verify'; readonly since: 'start' | 'checkpoint' }
  | { readonly ask: 'close' };

export type Numbered<Question> = Question & { readonly id: number };

/** Everything that was asked in one turn of the event loop. */
export interface Questions<Question> {
  readonly questions: readonly Numbered<Question>[];
}

/** A `fault` is our own: the question's promise is rejected with it. */
export type Reply = { readonly id: number; readonly value: unknown } | { readonly id: number; readonly fault: string };

export type WorkerMessage =
  | { readonly say: 'ready' }
  | { readonly say: 'cannot-open'; readonly reason: OpenFailure; readonly message: string }
  | { readonly say: 'replies'; readonly replies: readonly Reply[] };

/** `in-use`: another process has the directory; `newer`: a later version wrote it; `unusable`: anything else, e.g. no right to write. */
export type OpenFailure = 'in-use' | 'newer' | 'unusable';

export type CommitReply = Result<Committed, CommitRefusalCode>;
