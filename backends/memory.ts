/**
 * A store in memory, for tests and caches: `@dynawrap/dynawrap/memory`.
 *
 * @example
 * ```ts
 * import { DBItem, t } from "@dynawrap/dynawrap";
 * import { MemoryBackend } from "@dynawrap/dynawrap/memory";
 * import { equal } from "node:assert/strict";
 *
 * class Note extends DBItem({
 *   pk: "USER#{owner}",
 *   sk: "NOTE#{id}",
 *   schema: t.object({ owner: t.string(), id: t.string(), text: t.string() }),
 * }) {}
 *
 * const backend = new MemoryBackend();
 * await backend.save("notes", new Note({ owner: "ana", id: "1", text: "Buy milk" }));
 * equal((await backend.get("notes", Note, { owner: "ana", id: "1" }))?.text, "Buy milk");
 * ```
 *
 * @module
 */

import { Backend } from "../core/backend.ts";
import { makeTable } from "../core/make_table.ts";
import { MemoryDriver, MemoryTable } from "./memory/driver.ts";

/** The tables of a `MemoryBackend`: give the same one to several backends to let them share it. */
export class MemoryStore {
  /** The tables by name. A table that is not there is made when it is first used. */
  readonly tables: Map<string, MemoryTable> = new Map();
}

/** A store in memory. What is saved is copied, so that later changes to a value do not reach it. */
export class MemoryBackend extends Backend {
  /** Takes the tables, or begins with none. */
  constructor(store: MemoryStore = new MemoryStore()) {
    super(new MemoryDriver(store.tables));
  }

  /** Makes a table if it is not there. There is no need to; it lets set-up code be the same for all stores. */
  static createTable(store: MemoryStore, table: string): Promise<void> {
    return makeTable(new MemoryDriver(store.tables), table, () => {
      if (!store.tables.has(table)) store.tables.set(table, new MemoryTable());
    });
  }
}
