/** Names of tables in PostgreSQL. */

import { checkTableName } from "../../core/table_name.ts";

/** The most bytes of an identifier; PostgreSQL cuts longer ones in silence, so that two of them could be one. */
export const NAME_BYTES = 63;

/** Throws a `TypeError` for a name that is neither `table` nor `schema.table`. */
export function checkPostgresTable(table: string): void {
  checkTableName(table, "PostgreSQL");
  const parts = table.split(".");
  if (parts.length <= 2 && parts.every((part) => part !== "" && part.length <= NAME_BYTES)) return;
  throw new TypeError(
    `Cannot use ${
      JSON.stringify(table)
    } as the name of a table of PostgreSQL: it is "table" or "schema.table", each of at most ` +
      `${NAME_BYTES} characters`,
  );
}

/** The name in SQL. It is folded to lower case, as PostgreSQL folds the bare names that dynawrap for Python writes. */
export function quoteTable(table: string): string {
  return table.toLowerCase().split(".").map((part) => `"${part}"`).join(".");
}
