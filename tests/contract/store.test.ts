/** Do both stores keep the contract? */
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import type { Store } from '../../server/engine/ports.ts';
import { createMemoryDisk } from '../../server/store/memory-disk.ts';
import { openMemoryStore } from '../../server/store/memory.ts';
import { openSqliteStore } from '../../server/store/sqlite.ts';
import { storeContract } from './store-contract.ts';
import type { OpenStore } from './store-contract.ts';

const openInMemory: OpenStore = (options) => {
  const disk = createMemoryDisk();
  let store = openMemoryStore({ ...options, disk });
  async function reopen(): Promise<Store> {
    await store.close();
    return (store = openMemoryStore({ ...options, disk }));
  }
  return Promise.resolve({
    store,
    reopen,
    async tamper(chain, seq) {
      const { rows, column } = tableOf(chain);
      const list = disk[rows].get(chain.slice(chain.indexOf(':') + 1)) as unknown as Record<string, unknown>[];
      const row = list[seq - 1];
      if (!row) throw new Error('no such row');
      list[seq - 1] = { ...row, [column]: flipped(row[column]) };
      return reopen();
    },
    dump: () => {
      const rows = Object.entries(disk).flatMap(([name, table]) =>
        table instanceof Map ? [...table].flatMap(([key, value]) => rowsOf(name, key, value)) : [],
      );
      return Promise.resolve({ rows, bytes: rows.join('\n') });
    },
    discard: () => store.close(),
  });
};

const openOnSqlite: OpenStore = async (options) => {
  const directory = await mkdtemp(join(tmpdir(), 'ortaq-store-'));
  let store = await openSqliteStore({ ...options, directory });
  async function reopen(): Promise<Store> {
    await store.close();
    return (store = await openSqliteStore({ ...options, directory }));
  }
  return {
    store,
    reopen,
    async tamper(chain, seq) {
      await store.close();
      const database = new SqliteDatabase(join(directory, 'ortaq.sqlite'));
      const { rows, key, column } = tableOf(chain);
      const which = [chain.slice(chain.indexOf(':') + 1), seq];
      const where = `where ${key} = ? and seq = ?`;
      const body = database.prepare(`select ${column} from ${rows} ${where}`).pluck().get(which);
      database.prepare(`update ${rows} set ${column} = ? ${where}`).run(flipped(body), ...which);
      database.close();
      return (store = await openSqliteStore({ ...options, directory }));
    },
    dump() {
      const database = new SqliteDatabase(join(directory, 'ortaq.sqlite'), { readonly: true });
      const tables = database.prepare("select name from sqlite_master where type = 'table'").pluck().all() as string[];
      const rows = tables.flatMap((name) =>
        database
          .prepare(`select * from ${name}`)
          .all()
          .map((row) => `${name} ${JSON.stringify(row)}`),
      );
      database.close();
      const files = ['ortaq.sqlite', 'ortaq.sqlite-wal'].map((name) => join(directory, name));
      const bytes = files.map((file) => (existsSync(file) ? readFileSync(file, 'latin1') : '')).join('');
      return Promise.resolve({ rows, bytes });
    },
    async discard() {
      await store.close();
      await rm(directory, { recursive: true });
    },
  };
};

/** A row; of a map or a list of rows each of them. */
function rowsOf(table: string, key: string, value: unknown): readonly string[] {
  const rows = value instanceof Map ? [...value.values()] : Array.isArray(value) ? (value as unknown[]) : [value];
  return rows.map((row) => `${table} ${key} ${JSON.stringify(row)}`);
}

function tableOf(chain: string) {
  const tables = {
    stream: { rows: 'events', key: 'stream', column: 'bodyJson' },
    text: { rows: 'textUpdates', key: 'textId', column: 'body' },
    poll: { rows: 'ballots', key: 'pollId', column: 'bodyJson' },
  } as const;
  return tables[chain.slice(0, chain.indexOf(':')) as keyof typeof tables];
}

/** One bit of the last letter but two, or of the last byte. */
function flipped(body: unknown): string | Uint8Array {
  const bytes = typeof body === 'string' ? Buffer.from(body) : Buffer.from(body as Uint8Array);
  const index = typeof body === 'string' ? bytes.length - 3 : bytes.length - 1;
  bytes.writeUInt8(bytes.readUInt8(index) ^ 1, index);
  return typeof body === 'string' ? bytes.toString() : new Uint8Array(bytes);
}

storeContract('the store in memory', openInMemory);
storeContract('the store on SQLite', openOnSqlite);
