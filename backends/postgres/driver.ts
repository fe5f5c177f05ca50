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
import type { ItemKey } from "../../core/errors.ts";
import { inOrder, itemOf, pageOf, type Row } from "../sql/rows.ts";
import { selectQuery, selectScan, type Statement } from "../sql/select.ts";
import { type SqlChange, writeInParts } from "../sql/writes.ts";
import type { Runner } from "./client.ts";
import { explain } from "./errors.ts";
import { deleteMany, deleteOne, dialect, selectMany, selectOne, upsert } from "./statements.ts";
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
    // A part is one kind of change, so that it is one statement; the keys differ, so that their order does not matter.
    const puts = changes.every(({ kind }) => kind === "put");
    const deletes = changes.every(({ kind }) => kind === "delete");
    return writeInParts(
      changes,
      puts || deletes ? PART : 1,
      async (part) => void await this.#rows(statementOf(table, part)),
    );
  }

  explain(error: unknown): Failure {
    return explain(error);
  }

  async #rows({ text, parameters }: Statement): Promise<readonly Row[]> {
    return await this.#run(text, parameters) as readonly Row[];
  }
}

function statementOf(table: string, part: readonly SqlChange[]): Statement {
  const [first] = part;
  if (first!.kind === "put") return upsert(table, part as (SqlChange & { kind: "put" })[]);
  return part.length === 1 ? deleteOne(table, first!.key) : deleteMany(table, part.map(({ key }) => key));
}
