/** How does SQLite run the store's queries? Compiled by Kysely once, prepared by better-sqlite3 once, run synchronously. */
import type SqliteDatabase from 'better-sqlite3';
import { DummyDriver, Kysely, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import { Constant } from './queries.ts';
import type { Database, Query } from './queries.ts';

/** Kysely as a builder alone: it compiles and never runs anything. */
export function sqliteBuilder(): Kysely<Database> {
  return new Kysely<Database>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });
}

export class SqliteStatements {
  readonly #database: SqliteDatabase.Database;
  readonly #prepared = new Map<string, SqliteDatabase.Statement<unknown[]>>();

  constructor(database: SqliteDatabase.Database) {
    this.#database = database;
  }

  one<Params, Row>(query: Query<Params, Row>, params: Params): Row | undefined {
    return this.#statement(query.sql).get(...valuesOf(query, params)) as Row | undefined;
  }

  all<Params, Row>(query: Query<Params, Row>, params: Params): Row[] {
    return this.#statement(query.sql).all(...valuesOf(query, params)) as Row[];
  }

  run<Params>(query: Query<Params, unknown>, params: Params): void {
    this.#statement(query.sql).run(...valuesOf(query, params));
  }

  #statement(sql: string): SqliteDatabase.Statement<unknown[]> {
    const known = this.#prepared.get(sql);
    if (known) return known;
    const prepared = this.#database.prepare<unknown[]>(sql);
    this.#prepared.set(sql, prepared);
    return prepared;
  }
}

function valuesOf<Params>(query: Query<Params, unknown>, params: Params): unknown[] {
  return query.names.map((name) => (name instanceof Constant ? name.value : params[name]));
}
