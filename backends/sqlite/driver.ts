/** The driver over SQLite. */

import type {
  Capabilities,
  Driver,
  Failure,
  Page,
  QueryRequest,
  ScanRequest,
  StoredItem,
  WriteRequest,
  WriteResult,
} from "../../core/driver.ts";
import type { ItemKey } from "../../core/errors.ts";
import { checkTableName } from "../../core/table_name.ts";
import { itemOf, pageOf, type Row } from "../sql/rows.ts";
import { selectQuery, selectScan, type Statement } from "../sql/select.ts";
import { type SqlChange, writeInParts } from "../sql/writes.ts";
import { dialect, selectOne, write } from "./statements.ts";

/** A prepared statement of `node:sqlite`, `better-sqlite3` or `bun:sqlite`. */
export interface SqliteStatement {
  /** Runs the statement and gives its rows. */
  all(...parameters: (string | number | null)[]): unknown[];
  /** Runs the statement. */
  run(...parameters: (string | number | null)[]): unknown;
}

/** A database of `node:sqlite`, `better-sqlite3` or `bun:sqlite`. */
export interface SqliteDatabase {
  /** Prepares a statement. */
  prepare(sql: string): SqliteStatement;
  /** Runs statements without parameters. */
  exec(sql: string): unknown;
}

/** How many changes a transaction has. */
const PART = 1000;
/** How many prepared statements are kept: more than a table has shapes of queries, times some tables. */
const STATEMENTS = 200;

export class SqliteDriver implements Driver {
  readonly name = "SQLite";
  readonly capabilities: Capabilities = {
    orderedScan: true,
    conditions: false,
    updates: false,
    atomic: false,
    indexes: false,
  };
  readonly #database: SqliteDatabase;
  readonly #statements = new Map<string, SqliteStatement>();

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  checkTable(table: string): void {
    checkTableName(table, this.name);
  }

  // The methods are async so that what a database throws is a rejection, as it is from every other store.
  async read(table: string, keys: readonly ItemKey[]): Promise<readonly (StoredItem | undefined)[]> {
    return await keys.map((key) => this.#rows(selectOne(table, key)).map(itemOf)[0]);
  }

  async query(request: QueryRequest): Promise<Page> {
    return await pageOf(this.#rows(selectQuery(dialect, request)), request.limit);
  }

  async scan(request: ScanRequest): Promise<Page> {
    return await pageOf(this.#rows(selectScan(dialect, request)), request.limit);
  }

  async write({ table, changes }: WriteRequest): Promise<WriteResult> {
    return await writeInParts(changes, PART, (part) => this.#writePart(table, part));
  }

  explain(error: unknown): Failure {
    const { message = "", code } = error as { message?: string; code?: unknown };
    // Deno gives no error code, so that the message must do.
    if (/database (table )?is (locked|busy)/.test(message) || code === "SQLITE_BUSY") {
      return { retryable: true };
    }
    if (message.startsWith("no such table")) {
      return { reason: "there is no such table; SqliteBackend.createTable makes it", retryable: false };
    }
    return { retryable: false };
  }

  /** Writes all or none. A savepoint also works within a transaction that the caller has begun. */
  #writePart(table: string, part: readonly SqlChange[]): void {
    if (part.length === 1) return void this.#run(write(table, part[0]!));
    this.#database.exec("SAVEPOINT dynawrap_batch");
    try {
      for (const change of part) this.#run(write(table, change));
    } catch (error) {
      this.#database.exec("ROLLBACK TO dynawrap_batch; RELEASE dynawrap_batch");
      throw error;
    }
    this.#database.exec("RELEASE dynawrap_batch");
  }

  #rows({ text, parameters }: Statement): Row[] {
    return this.#prepared(text).all(...parameters) as Row[];
  }

  #run({ text, parameters }: Statement): void {
    this.#prepared(text).run(...parameters);
  }

  #prepared(text: string): SqliteStatement {
    let statement = this.#statements.get(text);
    if (!statement) {
      statement = this.#database.prepare(text);
      if (this.#statements.size === STATEMENTS) this.#statements.clear();
      this.#statements.set(text, statement);
    }
    return statement;
  }
}
