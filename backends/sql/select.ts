/** The one place that says how a range of keys is asked for in SQL: in the order of UTF-8 bytes, by ranges, page behind page. */

import type { Cursor, QueryRequest, ScanRequest } from "../../core/driver.ts";
import { prefixEnd } from "../../core/text.ts";

/** SQL text with the values of its parameters, in order. */
export interface Statement {
  readonly text: string;
  readonly parameters: readonly (string | number | null)[];
}

/** What differs between the two databases. */
export interface Dialect {
  /** The name of a table, quoted. */
  table(name: string): string;
  /** A parameter, counted from 1. */
  parameter(position: number): string;
  /** A key column, compared and ordered by UTF-8 bytes. */
  key(column: "pk" | "sk"): string;
  /** The condition that the partition key is a parameter. */
  inPartition(parameter: string): string;
  /** The columns of an item: `pk`, `sk`, and `data` as text. */
  readonly columns: string;
}

/** How many items a page has when the caller sets no limit. */
export const PAGE = 500;

/** Collects conditions and their parameters. */
class Conditions {
  readonly parameters: (string | number)[] = [];
  readonly #dialect: Dialect;
  readonly #all: string[] = [];

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
  }

  parameter(value: string | number): string {
    return this.#dialect.parameter(this.parameters.push(value));
  }

  add(condition: string): void {
    this.#all.push(condition);
  }

  compare(column: "pk" | "sk", operator: string, value: string | undefined): void {
    if (value !== undefined) this.add(`${this.#dialect.key(column)} ${operator} ${this.parameter(value)}`);
  }

  prefix(column: "pk" | "sk", prefix: string | undefined): void {
    if (!prefix) return;
    this.compare(column, ">=", prefix);
    this.compare(column, "<", prefixEnd(prefix));
  }

  toString(): string {
    return this.#all.length === 0 ? "" : ` WHERE ${this.#all.join(" AND ")}`;
  }
}

/** A page of one partition. */
export function selectQuery(
  dialect: Dialect,
  { table, pk, range, reverse, limit = PAGE, after }: QueryRequest,
): Statement {
  const conditions = new Conditions(dialect);
  conditions.add(dialect.inPartition(conditions.parameter(pk)));
  conditions.prefix("sk", range.prefix);
  conditions.compare("sk", ">=", range.from);
  conditions.compare("sk", "<=", range.to);
  conditions.compare("sk", reverse ? "<" : ">", after?.SK);
  return select(dialect, table, conditions, [dialect.key("sk")], reverse, limit);
}

/** A page of all keys that begin alike. */
export function selectScan(
  dialect: Dialect,
  { table, pkPrefix, skPrefix, reverse, limit = PAGE, after }: ScanRequest,
): Statement {
  const conditions = new Conditions(dialect), keys = [dialect.key("pk"), dialect.key("sk")];
  conditions.prefix("pk", pkPrefix);
  conditions.prefix("sk", skPrefix);
  if (after) conditions.add(behind(keys, reverse, conditions, after));
  return select(dialect, table, conditions, keys, reverse, limit);
}

function behind(keys: readonly string[], reverse: boolean, conditions: Conditions, after: Cursor): string {
  return `(${keys.join(", ")}) ${reverse ? "<" : ">"} (${conditions.parameter(after.PK)}, ${
    conditions.parameter(after.SK)
  })`;
}

function select(
  dialect: Dialect,
  table: string,
  conditions: Conditions,
  keys: readonly string[],
  reverse: boolean,
  limit: number,
): Statement {
  const order = keys.map((key) => reverse ? `${key} DESC` : key).join(", ");
  const end = conditions.parameter(limit);
  return {
    text: `SELECT ${dialect.columns} FROM ${
      dialect.table(table)
    }${conditions} ORDER BY ${order} LIMIT ${end}`,
    parameters: conditions.parameters,
  };
}
