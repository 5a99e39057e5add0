/** How is a data directory opened, by one process at a time, and brought up to this version? */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { sqliteMigrations } from './schema.ts';
import { OpenError } from './sqlite-open-error.ts';

const databaseFile = 'ortaq.sqlite';
/** A process that was just killed may need a moment to let go of its files. */
const lockWaitMs = 1_000;

/**
 * Holds the directory until the returned function is called or the process ends in any way: the lock is the operating
 * system's (an exclusive transaction on a database of its own, never written), so nothing is left over after `kill -9`, and
 * the data itself stays readable to others. POSIX drops such a lock when its process closes any handle of the file: nothing
 * in this process may open `lock`, or the database, except through SQLite.
 */
export function lockDirectory(directory: string): () => void {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const lock = new SqliteDatabase(join(directory, 'lock'), { timeout: lockWaitMs });
  try {
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    if (sqliteCode(error).startsWith('SQLITE_BUSY'))
      throw new OpenError('in-use', `The data directory ${directory} is open in another Ortaq process.`);
    throw error;
  }
  return () => void lock.close();
}

/** The one connection that writes: every commit is on the disk (WAL, `synchronous=FULL`) before it returns. */
export function openForWriting(directory: string): SqliteDatabase.Database {
  const database = new SqliteDatabase(join(directory, databaseFile), { timeout: 1_000 });
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.pragma('fullfsync = ON');
  // What is erased is overwritten, not only unlinked.
  database.pragma('secure_delete = ON');
  database.pragma('temp_store = MEMORY');
  database.pragma('cache_size = -16000');
  database.pragma('journal_size_limit = 67108864');
  migrate(database, directory);
  return database;
}

export function openForReading(directory: string): SqliteDatabase.Database {
  const database = new SqliteDatabase(join(directory, databaseFile), { fileMustExist: true });
  database.pragma('query_only = ON');
  database.pragma('temp_store = MEMORY');
  return database;
}

/** `SQLITE_…`, or `''` for anything that is not SQLite's. */
export function sqliteCode(error: unknown): string {
  return error instanceof SqliteDatabase.SqliteError ? error.code : '';
}

function migrate(database: SqliteDatabase.Database, directory: string): void {
  database
    .transaction(() => {
      database.exec('create table if not exists schemaVersion (version integer not null)');
      const noted = database.prepare('select version from schemaVersion').pluck().get() as number | undefined;
      const version = noted ?? 0;
      if (version > sqliteMigrations.length)
        throw new OpenError('newer', `The data directory ${directory} was written by a newer version of Ortaq.`);
      for (const migration of sqliteMigrations.slice(version)) database.exec(migration);
      if (noted === undefined) database.prepare('insert into schemaVersion values (?)').run(sqliteMigrations.length);
      else if (version < sqliteMigrations.length)
        database.prepare('update schemaVersion set version = ?').run(sqliteMigrations.length);
    })
    .immediate();
}
