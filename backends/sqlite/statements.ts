/** The SQL of SQLite, whose own order of texts is that of UTF-8 bytes. */

import type { ItemKey } from "../../core/errors.ts";
import type { Dialect, Statement } from "../sql/select.ts";
import { toJson } from "../sql/json.ts";
import { type SqlChange, versionOf } from "../sql/writes.ts";

export const dialect: Dialect = {
  table: (name) => `"${name}"`,
  parameter: () => "?",
  key: (column) => column,
  inPartition: (parameter) => `pk = ${parameter}`,
  columns: "pk, sk, data",
};

/** The table that the Python library makes in PostgreSQL, with JSON as text. */
export function createTable(table: string): string {
  return `CREATE TABLE IF NOT EXISTS ${
    dialect.table(table)
  } (pk TEXT NOT NULL, sk TEXT NOT NULL, schema_version TEXT, ` +
    `data TEXT NOT NULL, PRIMARY KEY (pk, sk)) WITHOUT ROWID`;
}

/** The item with a key. */
export function selectOne(table: string, { PK, SK }: ItemKey): Statement {
  return {
    text: `SELECT pk, sk, data FROM ${dialect.table(table)} WHERE pk = ? AND sk = ?`,
    parameters: [PK, SK],
  };
}

/** Stores or removes one item. */
export function write(table: string, change: SqlChange): Statement {
  const { PK, SK } = change.key;
  if (change.kind === "delete") {
    return { text: `DELETE FROM ${dialect.table(table)} WHERE pk = ? AND sk = ?`, parameters: [PK, SK] };
  }
  return {
    text: `INSERT INTO ${dialect.table(table)} (pk, sk, schema_version, data) VALUES (?, ?, ?, ?) ` +
      `ON CONFLICT (pk, sk) DO UPDATE SET schema_version = excluded.schema_version, data = excluded.data`,
    parameters: [PK, SK, versionOf(change.data), toJson(change.data)],
  };
}
