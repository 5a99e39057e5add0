/** How do many units become one commit on the disk, without one unit's fate touching another's? */
import { randomBytes } from 'node:crypto';
import type SqliteDatabase from 'better-sqlite3';
import type { Kysely } from 'kysely';
import { ok, refuse } from '../../shared/lib/result.ts';
import { openSalts } from './chain.ts';
import { keepQueries, writeQueries } from './queries.ts';
import type { Database, Query } from './queries.ts';
import type { CommitReply, Numbered, Reply, WriterQuestion } from './sqlite-messages.ts';
import type { TextSnapshotRow } from './schema.ts';
import { sqliteCode } from './sqlite-open.ts';
import { sqliteFacts } from './sqlite-reads.ts';
import type { SqliteStatements } from './sqlite-statements.ts';
import { superfluousSnapshots } from './text-snapshots.ts';
import { planUnit } from './unit-plan.ts';
import type { Write } from './writes.ts';

type GroupQuestion = Numbered<Exclude<WriterQuestion, { ask: 'close' }>>;

export type WriteGroup = (group: readonly GroupQuestion[]) => Reply[];

/**
 * Writes a group in one transaction and answers only after it is on the disk. A unit that fails halfway is taken back alone,
 * by its savepoint. When the disk is full the whole group is taken back and its parts are tried one by one, because what one
 * of them needs another may not. Throws when the disk fails in a way that leaves the outcome unknown.
 */
export function groupWriter(
  database: SqliteDatabase.Database,
  builder: Kysely<Database>,
  statements: SqliteStatements,
): WriteGroup {
  const facts = sqliteFacts(builder, statements);
  const writes = writeQueries(builder);
  const keep = keepQueries(builder);
  const salt = openSalts(randomBytes);
  const begin = database.prepare('begin immediate');
  const commit = database.prepare('commit');
  const rollback = database.prepare('rollback');
  const savepoint = database.prepare('savepoint unit');
  const release = database.prepare('release unit');
  const rollbackTo = database.prepare('rollback to unit');

  function write({ write: name, row }: Write): void {
    // The union's name and row belong together; the compiler cannot follow them through the table.
    for (const query of writes[name] as readonly Query<Write['row'], unknown>[]) statements.run(query, row);
  }

  function commitUnit({ unit, at }: Extract<GroupQuestion, { ask: 'commit' }>): CommitReply {
    const planned = planUnit(unit, facts, at, salt);
    if (!planned.ok) return planned;
    if (planned.value.writes.length > 0) underSavepoint(() => planned.value.writes.forEach(write));
    return ok(planned.value.committed);
  }

  function saveTextSnapshot(row: TextSnapshotRow): void {
    const { textId } = row;
    statements.run(keep.textSnapshot, row);
    const seqs = statements.all(keep.textSnapshotSeqs, { textId }).map(({ seq }) => seq);
    for (const seq of superfluousSnapshots(seqs)) statements.run(keep.dropTextSnapshot, { textId, seq });
  }

  function underSavepoint(work: () => void): void {
    savepoint.run();
    try {
      work();
    } catch (error) {
      if (database.inTransaction) {
        rollbackTo.run();
        release.run();
      }
      throw error;
    }
    release.run();
  }

  function take(question: GroupQuestion): unknown {
    switch (question.ask) {
      case 'commit':
        return commitUnit(question);
      case 'save-fold':
        return underSavepoint(() => statements.run(keep.fold, question.row));
      case 'save-text-snapshot':
        return underSavepoint(() => saveTextSnapshot(question.row));
      case 'checkpoint':
        return underSavepoint(() => statements.run(keep.checkpoint, {}));
    }
  }

  function inOneTransaction(group: readonly GroupQuestion[]): Reply[] {
    begin.run();
    try {
      const replies = group.map((question): Reply => {
        try {
          return { id: question.id, value: take(question) };
        } catch (error) {
          if (isFull(error) || !database.inTransaction) throw error;
          return { id: question.id, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) };
        }
      });
      commit.run();
      return replies;
    } catch (error) {
      if (database.inTransaction) rollback.run();
      throw error;
    }
  }

  function writeGroup(group: readonly GroupQuestion[]): Reply[] {
    try {
      return inOneTransaction(group);
    } catch (error) {
      // Somebody else (a backup tool) holds the write lock for longer than we wait: nothing was begun.
      if (sqliteCode(error).startsWith('SQLITE_BUSY')) return group.map((question) => unwritten(question, 'busy'));
      if (!isFull(error)) throw error;
      return group.length > 1
        ? group.flatMap((question) => writeGroup([question]))
        : group.map((question) => unwritten(question, 'store-full'));
    }
  }
  return writeGroup;
}

/** Folds, snapshots and checkpoints are caches: for want of space they are simply not there. */
function unwritten({ id, ask }: GroupQuestion, code: 'busy' | 'store-full'): Reply {
  return { id, value: ask === 'commit' ? refuse(code) : undefined };
}

/** A failed write wrote nothing that counts. A failed fsync is another matter: nobody knows what is on the disk then. */
export function isFull(error: unknown): boolean {
  return ['SQLITE_FULL', 'SQLITE_IOERR_WRITE', 'SQLITE_IOERR_SHMSIZE'].includes(sqliteCode(error));
}
