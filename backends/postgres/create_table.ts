/** Makes the table, as dynawrap for Python makes it. */

import { md5 } from "../../core/md5.ts";
import type { Runner } from "./client.ts";
import { sqlState } from "./errors.ts";
import { NAME_BYTES, quoteTable } from "./table_name.ts";

/** What PostgreSQL answers when another session makes the same table or index at the same moment. */
const MADE_MEANWHILE = ["23505", "42P07", "42710"];

/** The statements: the table of the Python library, and two indexes in the order of UTF-8 bytes, for queries and for scans. */
export function createTableStatements(table: string): readonly string[] {
  const name = quoteTable(table);
  const columns =
    "pk TEXT NOT NULL, sk TEXT NOT NULL, schema_version TEXT, data JSONB NOT NULL, PRIMARY KEY (pk, sk)";
  return [
    `CREATE TABLE IF NOT EXISTS ${name} (${columns})`,
    `CREATE INDEX IF NOT EXISTS "${indexName(table, "query")}" ON ${name} (pk, sk COLLATE "C")`,
    `CREATE INDEX IF NOT EXISTS "${indexName(table, "scan")}" ON ${name} (pk COLLATE "C", sk COLLATE "C")`,
  ];
}

/** An index's name. A long one is cut here, and told apart by a hash: cut by PostgreSQL, two of them could be one. */
function indexName(table: string, use: string): string {
  const bare = table.toLowerCase().split(".").at(-1)!;
  const name = `idx_${bare}_${use}`;
  return name.length <= NAME_BYTES ? name : `idx_${bare.slice(0, 40)}_${md5(bare).slice(0, 8)}_${use}`;
}

export async function createTable(run: Runner, table: string): Promise<void> {
  for (const statement of createTableStatements(table)) {
    try {
      await run(statement, []);
    } catch (error) {
      if (!MADE_MEANWHILE.includes(sqlState(error) ?? "")) throw error;
      await run(statement, []); // the other session may have failed after all
    }
  }
}
