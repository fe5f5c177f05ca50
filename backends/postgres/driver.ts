/** The driver over PostgreSQL. */

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
import { inOrder, itemOf, pageOf, type Row } from "../sql/rows.ts";
import { selectQuery, selectScan, type Statement } from "../sql/select.ts";
import { writeInParts } from "../sql/writes.ts";
import type { Runner } from "./client.ts";
import { explain } from "./errors.ts";
import { deleteMany, deleteOne, dialect, selectMany, selectOne, upsert, upsertMany } from "./statements.ts";
import { checkPostgresTable } from "./table_name.ts";

/** How many changes a statement makes. */
const PART = 500;

export class PostgresDriver implements Driver {
  readonly name = "PostgreSQL";
  readonly capabilities: Capabilities = {
    orderedScan: true,
    conditions: false,
    updates: false,
    atomic: false,
    indexes: false,
  };
  readonly #run: Runner;

  constructor(run: Runner) {
    this.#run = run;
  }

  checkTable(table: string): void {
    checkPostgresTable(table);
  }

  async read(table: string, keys: readonly ItemKey[]): Promise<readonly (StoredItem | undefined)[]> {
    const [key] = keys;
    if (keys.length === 1) return [(await this.#rows(selectOne(table, key!))).map(itemOf)[0]];
    return inOrder(keys, await this.#rows(selectMany(table, keys)));
  }

  async query(request: QueryRequest): Promise<Page> {
    return pageOf(await this.#rows(selectQuery(dialect, request)), request.limit);
  }

  async scan(request: ScanRequest): Promise<Page> {
    return pageOf(await this.#rows(selectScan(dialect, request)), request.limit);
  }

  write({ table, changes }: WriteRequest): Promise<WriteResult> {
    return writeInParts(changes, PART, {
      put: (rows) => this.#rows(rows.length === 1 ? upsert(table, rows[0]!) : upsertMany(table, rows)),
      delete: (keys) => this.#rows(keys.length === 1 ? deleteOne(table, keys[0]!) : deleteMany(table, keys)),
    });
  }

  explain(error: unknown): Failure {
    return explain(error);
  }

  async #rows({ text, parameters }: Statement): Promise<readonly Row[]> {
    return await this.#run(text, parameters) as readonly Row[];
  }
}
