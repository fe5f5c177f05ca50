/** The SQL of PostgreSQL. JSON goes in and out as text: each client has its own idea of a JSON value, and none of a text. */

import type { ItemKey } from "../../core/item_key.ts";
import type { Dialect, Statement } from "../sql/select.ts";
import type { NewRow } from "../sql/writes.ts";
import { quoteTable } from "./table_name.ts";

export const dialect: Dialect = {
  table: quoteTable,
  parameter: (position) => `$${position}`,
  key: (column) => `${column} COLLATE "C"`,
  columns: "pk, sk, data::text AS data",
};

/** The rows of one JSON text: one parameter for any number of rows, which every client can send. */
const KEYS = "json_to_recordset($1::text::json) AS x (pk text, sk text)";
const ROWS = "json_to_recordset($1::text::json) AS x (pk text, sk text, schema_version text, data jsonb)";

/** The item with a key. */
export function selectOne(table: string, { PK, SK }: ItemKey): Statement {
  const text = `SELECT ${dialect.columns} FROM ${quoteTable(table)} WHERE pk = $1 AND sk = $2`;
  return { text, parameters: [PK, SK] };
}

/** The items with several keys, in any order. */
export function selectMany(table: string, keys: readonly ItemKey[]): Statement {
  const text = `SELECT t.pk, t.sk, t.data::text AS data FROM ${
    quoteTable(table)
  } AS t JOIN ${KEYS} ON t.pk = x.pk AND t.sk = x.sk`;
  return { text, parameters: [keysText(keys)] };
}

const STORED =
  "ON CONFLICT (pk, sk) DO UPDATE SET schema_version = EXCLUDED.schema_version, data = EXCLUDED.data";

/** Stores an item. */
export function upsert(table: string, { pk, sk, version, data }: NewRow): Statement {
  const into = `${quoteTable(table)} (pk, sk, schema_version, data)`;
  return {
    text: `INSERT INTO ${into} VALUES ($1, $2, $3, $4::text::jsonb) ${STORED}`,
    parameters: [pk, sk, version, data],
  };
}

/** Stores items, whose keys all differ. */
export function upsertMany(table: string, rows: readonly NewRow[]): Statement {
  const into = `${quoteTable(table)} (pk, sk, schema_version, data)`;
  const texts = rows.map(({ pk, sk, version, data }) => {
    const [p, s, v] = [pk, sk, version].map((value) => JSON.stringify(value));
    return `{"pk":${p},"sk":${s},"schema_version":${v},"data":${data}}`;
  });
  return {
    text: `INSERT INTO ${into} SELECT pk, sk, schema_version, data FROM ${ROWS} ${STORED}`,
    parameters: [`[${texts.join()}]`],
  };
}

/** Removes the item with a key. */
export function deleteOne(table: string, { PK, SK }: ItemKey): Statement {
  return { text: `DELETE FROM ${quoteTable(table)} WHERE pk = $1 AND sk = $2`, parameters: [PK, SK] };
}

/** Removes the items with several keys. */
export function deleteMany(table: string, keys: readonly ItemKey[]): Statement {
  const text = `DELETE FROM ${quoteTable(table)} AS t USING ${KEYS} WHERE t.pk = x.pk AND t.sk = x.sk`;
  return { text, parameters: [keysText(keys)] };
}

function keysText(keys: readonly ItemKey[]): string {
  return JSON.stringify(keys.map(({ PK, SK }) => ({ pk: PK, sk: SK })));
}
