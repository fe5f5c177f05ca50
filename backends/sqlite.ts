/**
 * A store in SQLite: `@dynawrap/dynawrap/sqlite`. It takes the database object of `node:sqlite` (Deno, Node 24, Bun), of
 * `better-sqlite3` or of `bun:sqlite`, which stays the caller's.
 *
 * @example
 * ```ts
 * import { DBItem, t } from "@dynawrap/dynawrap";
 * import { SqliteBackend } from "@dynawrap/dynawrap/sqlite";
 * import { DatabaseSync } from "node:sqlite";
 * import { deepEqual } from "node:assert/strict";
 *
 * class Note extends DBItem({
 *   pk: "USER#{owner}",
 *   sk: "NOTE#{id}",
 *   schema: t.object({ owner: t.string(), id: t.string(), tags: t.set(t.string()) }),
 * }) {}
 *
 * const db = new DatabaseSync(":memory:");
 * await SqliteBackend.createTable(db, "notes");
 * const backend = new SqliteBackend(db);
 * const note = new Note({ owner: "ana", id: "1", tags: new Set(["home"]) });
 * await backend.save("notes", note);
 * deepEqual(await backend.get("notes", Note, { owner: "ana", id: "1" }), note);
 * ```
 *
 * @module
 */

import { Backend } from "../core/backend.ts";
import { makeTable } from "../core/make_table.ts";
import { type SqliteDatabase, SqliteDriver } from "./sqlite/driver.ts";
import { createTable } from "./sqlite/statements.ts";

export type { SqliteDatabase, SqliteStatement } from "./sqlite/driver.ts";

/**
 * A store in SQLite. Each call is one statement, a batch one for every 1,000 items; each commits by itself, or is part of the transaction
 * that the database is in. Durability, and how long a locked database is waited for, are as the database is set.
 */
export class SqliteBackend extends Backend {
  /** Takes an open database. */
  constructor(database: SqliteDatabase) {
    super(new SqliteDriver(database));
  }

  /** Makes the table if it is not there. Throws a `TypeError` for a name that is none, or a `StoreError`. */
  static createTable(database: SqliteDatabase, table: string): Promise<void> {
    const driver = new SqliteDriver(database);
    return makeTable(driver, table, () => database.prepare(createTable(table).text).run());
  }
}
