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
import type { ItemKey } from "../../core/item_key.ts";
import { checkTableName } from "../../core/table_name.ts";
import { itemOf, pageOf, type Row } from "../sql/rows.ts";
import { selectQuery, selectScan, type Statement } from "../sql/select.ts";
import { writeInParts } from "../sql/writes.ts";
import { deleteItems, dialect, selectOne, upsert } from "./statements.ts";

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
}

/**
 * How many changes a statement makes. A statement needs no transaction around it: it is done whole or not at all, also within a
 * transaction that the caller has begun, and nothing is left open when it fails.
 */
const PART = 1000;
/** How many prepared statements are kept: more than a table has shapes of queries, times some tables. */
const STATEMENTS = 200;
/** How long the text of a statement that is kept may be: a batch has one for each number of items, and they take memory. */
const KEPT_LENGTH = 1000;

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
    if (typeof database?.prepare !== "function") {
      throw new TypeError(
        `Cannot use ${
          database === null ? "null" : `this ${typeof database}`
        } as a database of SQLite: it has no method prepare, as those of ` +
          `node:sqlite (DatabaseSync), better-sqlite3 and bun:sqlite have`,
      );
    }
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
    return await writeInParts(changes, PART, {
      put: (rows) => this.#run(upsert(table, rows)),
      delete: (keys) => this.#run(deleteItems(table, keys)),
    });
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
      if (text.length > KEPT_LENGTH) return statement;
      if (this.#statements.size === STATEMENTS) this.#statements.clear();
      this.#statements.set(text, statement);
    }
    return statement;
  }
}
