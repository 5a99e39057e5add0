/** What is true of the store on SQLite beyond the contract: its directory, its threads, its statements? */
import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { factQueries, keepQueries, readQueries, writeQueries } from '../../server/store/queries.ts';
import type { Query } from '../../server/store/queries.ts';
import { sqliteMigrations } from '../../server/store/schema.ts';
import { OpenError } from '../../server/store/sqlite-open-error.ts';
import { openForWriting } from '../../server/store/sqlite-open.ts';
import { sqliteBuilder } from '../../server/store/sqlite-statements.ts';
import { openSqliteStore } from '../../server/store/sqlite.ts';
import type { StreamId } from '../../shared/lib/streams.ts';
import { commit, newId, newStream, outcome, said } from '../contract/store-world.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'ortaq-sqlite-'));
});
afterEach(() => rm(directory, { recursive: true }));

describe('the data directory', () => {
  test('is made when missing, nobody else may read it, and it is let go when closed', async () => {
    const inner = join(directory, 'some', 'where');
    for (let time = 0; time < 2; time++) await (await openSqliteStore({ directory: inner })).close();
    expect(await readdir(inner)).toContain('ortaq.sqlite');
  });

  test('is refused in one sentence while it is open, in this process or another', async () => {
    const store = await openSqliteStore({ directory });
    const second = openSqliteStore({ directory });
    await expect(second).rejects.toBeInstanceOf(OpenError);
    await expect(second).rejects.toMatchObject({
      reason: 'in-use',
      message: `The data directory ${directory} is open in another Ortaq process.`,
    });
    const other = `
      const { default: Database } = await import('better-sqlite3');
      try { new Database(process.argv[1], { timeout: 0 }).exec('begin exclusive'); console.log('taken'); }
      catch (error) { console.log(error.code); }`;
    const run = () =>
      execFileSync(process.execPath, ['--input-type=module', '-e', other, join(directory, 'lock')])
        .toString()
        .trim();
    expect(run()).toBe('SQLITE_BUSY');
    expect(await outcome(store, {})).toBe('ok');
    await store.close();
    expect(run()).toBe('taken');
  });

  test('written by a newer version is refused, and left as it is', async () => {
    await (await openSqliteStore({ directory })).close();
    const database = new SqliteDatabase(join(directory, 'ortaq.sqlite'));
    database.prepare('update schemaVersion set version = ?').run(sqliteMigrations.length + 1);
    database.close();
    await expect(openSqliteStore({ directory })).rejects.toMatchObject({ reason: 'newer' });
    const again = new SqliteDatabase(join(directory, 'ortaq.sqlite'));
    expect(again.prepare('select version from schemaVersion').pluck().get()).toBe(sqliteMigrations.length + 1);
    again.close();
  });

  test('that is no directory is refused as unusable', async () => {
    const file = join(directory, 'file');
    await writeFile(file, '');
    await expect(openSqliteStore({ directory: file })).rejects.toMatchObject({ reason: 'unusable' });
  });

  test('holds an erased body and an erased name in none of its files', async () => {
    const store = await openSqliteStore({ directory });
    const stream = newStream();
    const personId = newId('person');
    const person = { personId, name: { ru: 'Безымянная' }, lang: 'ru', organiser: false } as const;
    await commit(store, {
      streams: [{ stream, expectedSeq: 0, events: [said('unspeakable'), said('harmless')] }],
      accounts: [{ change: 'add-person', person }],
    });
    expect(await whereIs('unspeakable')).not.toEqual([]);
    expect(await whereIs('Безымянная')).not.toEqual([]);
    await commit(store, { erasures: [{ stream, seq: 1 }], accounts: [{ change: 'erase-person', personId }] });
    // The write-ahead log is emptied after the answer; what is committed next has waited for that.
    await commit(store, {});
    expect(await whereIs('unspeakable')).toEqual([]);
    expect(await whereIs('Безымянная')).toEqual([]);
    expect(await whereIs('harmless')).not.toEqual([]);
    expect((await store.verify('start')).firstBad).toBeNull();
    await store.close();
  });

  async function whereIs(words: string): Promise<string[]> {
    const found: string[] = [];
    for (const file of await readdir(directory))
      if ((await readFile(join(directory, file))).includes(words)) found.push(file);
    return found;
  }
});

describe('the writing thread', () => {
  test('when it ends by itself rejects what waited, says so once, and is `store-closed` from then on', async () => {
    const faulty = `
      import { parentPort, workerData } from 'node:worker_threads';
      parentPort.on('message', () => { if (workerData.role === 'writer') throw new Error('the disk is gone'); });
      parentPort.postMessage({ say: 'ready' });`;
    const failures: Error[] = [];
    const store = await openSqliteStore({
      directory,
      workerFile: new URL(`data:text/javascript,${encodeURIComponent(faulty)}`),
      onFailure: (error) => failures.push(error),
    });
    await expect(Promise.all([store.commit({}), store.commit({})])).rejects.toThrow('the disk is gone');
    expect(failures.map((error) => error.message)).toEqual(['the disk is gone']);
    expect(await outcome(store, {})).toBe('store-closed');
  });
});

test('somebody else’s long write answers `busy`, and the store goes on after it', async () => {
  const store = await openSqliteStore({ directory });
  const other = new SqliteDatabase(join(directory, 'ortaq.sqlite'));
  other.exec('begin immediate');
  const stream = newStream();
  const unit = { streams: [{ stream, expectedSeq: 0, events: [said('x')] }] };
  expect(await outcome(store, unit)).toBe('busy');
  other.exec('rollback');
  other.close();
  expect(await outcome(store, unit)).toBe('ok');
  await store.close();
});

test('a unit that cannot cross to the thread is rejected alone', async () => {
  const store = await openSqliteStore({ directory });
  const [good, alsoGood] = [newStream(), newStream()];
  const unit = (stream: StreamId) => ({ streams: [{ stream, expectedSeq: 0, events: [said('x')] }] });
  const version = (() => 1) as unknown as number;
  const results = await Promise.allSettled([
    store.commit(unit(good)),
    store.commit({ streams: [{ stream: newStream(), expectedSeq: 0, events: [{ ...said('x'), version }] }] }),
    store.commit(unit(alsoGood)),
  ]);
  expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(await store.streams()).toEqual([good, alsoGood].sort());
  await store.close();
});

describe('no statement reads a whole table', () => {
  // Few rows each, by their nature: the deadlines that are set; persons are read once, at the start.
  const mayScan = ['deadlines', 'organisers'];
  const builder = sqliteBuilder();
  const all: [string, Query<never, unknown>][] = [
    ...Object.entries(factQueries(builder)),
    ...Object.entries(readQueries(builder)),
    ...Object.entries(keepQueries(builder)),
    ...Object.entries(writeQueries(builder)).flatMap(([name, queries]) =>
      queries.map((query): [string, Query<never, unknown>] => [name, query]),
    ),
  ];

  test.each(all.filter(([name]) => !mayScan.includes(name)))('%s', (_name, query) => {
    const database = openForWriting(directory);
    const plan = database.prepare(`explain query plan ${query.sql}`).all(query.names.map(() => null)) as {
      detail: string;
    }[];
    database.close();
    const scans = plan.map((step) => step.detail).filter((detail) => detail.startsWith('SCAN'));
    // The index of chains with something new holds only those.
    expect(scans.filter((detail) => !detail.includes('chainsUnchecked') && detail !== 'SCAN CONSTANT ROW')).toEqual([]);
  });
});
