/** The SQL of SQLite, whose own order of texts is that of UTF-8 bytes. */

import type { ItemKey } from "../../core/item_key.ts";
import type { Dialect, Statement } from "../sql/select.ts";
import type { NewRow } from "../sql/writes.ts";

export const dialect: Dialect = {
  table: (name) => `"${name}"`,
  parameter: () => "?",
  key: (column) => column,
  columns: "pk, sk, data",
};

/**
 * The table that the Python library makes in PostgreSQL, with JSON as text. It is not WITHOUT ROWID: with items of a kilobyte that
 * made the file three times as large and writes three times as slow.
 */
export function createTable(table: string): Statement {
  const columns = "pk TEXT NOT NULL, sk TEXT NOT NULL, schema_version TEXT, data TEXT NOT NULL";
  return {
    text: `CREATE TABLE IF NOT EXISTS ${dialect.table(table)} (${columns}, PRIMARY KEY (pk, sk)) STRICT`,
    parameters: [],
  };
}

/** The item with a key. */
export function selectOne(table: string, { PK, SK }: ItemKey): Statement {
  return {
    text: `SELECT pk, sk, data FROM ${dialect.table(table)} WHERE pk = ? AND sk = ?`,
    parameters: [PK, SK],
  };
}

/** Stores items, whose keys all differ. */
export function upsert(table: string, rows: readonly NewRow[]): Statement {
  const places = rows.map(() => "(?, ?, ?, ?)").join(", ");
  return {
    text: `INSERT INTO ${dialect.table(table)} (pk, sk, schema_version, data) VALUES ${places} ` +
      `ON CONFLICT (pk, sk) DO UPDATE SET schema_version = excluded.schema_version, data = excluded.data`,
    parameters: rows.flatMap(({ pk, sk, version, data }) => [pk, sk, version, data]),
  };
}

/** Removes items. */
export function deleteItems(table: string, keys: readonly ItemKey[]): Statement {
  const places = keys.map(() => "(?, ?)").join(", ");
  return {
    text: `DELETE FROM ${dialect.table(table)} WHERE (pk, sk) IN (VALUES ${places})`,
    parameters: keys.flatMap(({ PK, SK }) => [PK, SK]),
  };
}
