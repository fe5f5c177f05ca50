/**
 * A store in PostgreSQL: `@dynawrap/dynawrap/postgres`. It takes a client of `pg` (a Client or a Pool), `postgres` (postgres.js), PGlite,
 * `@db/postgres` or `Bun.sql`, by its shape; the client stays the caller's.
 *
 * The table is the one that dynawrap for Python makes, so that both work on it. A table's name is folded to lower case, as
 * PostgreSQL does with the names that the Python library gives it; a dot in it separates a schema from a table.
 *
 * @example
 * ```ts
 * import { DBItem, t } from "@dynawrap/dynawrap";
 * import { PostgresBackend } from "@dynawrap/dynawrap/postgres";
 * import { PGlite } from "@electric-sql/pglite";
 * import { deepEqual } from "node:assert/strict";
 *
 * class Note extends DBItem({
 *   pk: "USER#{owner}",
 *   sk: "NOTE#{id}",
 *   schema: t.object({ owner: t.string(), id: t.string(), views: t.bigint() }),
 * }) {}
 *
 * const client = await PGlite.create();
 * await PostgresBackend.createTable(client, "notes");
 * const backend = new PostgresBackend(client);
 * const note = new Note({ owner: "ana", id: "1", views: 2n ** 60n });
 * await backend.save("notes", note);
 * deepEqual(await backend.get("notes", Note, { owner: "ana", id: "1" }), note);
 * await client.close();
 * ```
 *
 * @module
 */

import { Backend } from "../core/backend.ts";
import { makeTable } from "../core/make_table.ts";
import { type PostgresClient, runnerOf } from "./postgres/client.ts";
import { PostgresDriver } from "./postgres/driver.ts";
import { createTable } from "./postgres/create_table.ts";

export type { PostgresClient, QueryClient, QueryObjectClient, UnsafeClient } from "./postgres/client.ts";

/** A store in PostgreSQL. Each call is one statement, a batch one for every 500 items; each commits by itself. */
export class PostgresBackend extends Backend {
  /** Takes an open client. */
  constructor(client: PostgresClient) {
    super(new PostgresDriver(runnerOf(client)));
  }

  /**
   * Makes the table if it is not there, with the columns and the primary key that dynawrap for Python gives it; and what a table
   * may lack, two indexes in the order of UTF-8 bytes, for queries and for scans. Safe to call on every start, by many at once.
   * On a large table that is there without them, making the indexes takes its time, in which the table can't be written.
   *
   * Throws a `TypeError` for a name that is none, or a `StoreError`.
   */
  static createTable(client: PostgresClient, table: string): Promise<void> {
    const run = runnerOf(client);
    return makeTable(new PostgresDriver(run), table, () => createTable(run, table));
  }
}
