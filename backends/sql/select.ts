/** The one place that says how a range of keys is asked for in SQL: in the order of UTF-8 bytes, by ranges, page behind page. */

import type { QueryRequest, ScanRequest } from "../../core/driver.ts";
import { compareText, prefixEnd } from "../../core/text.ts";

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
  /** The columns of an item: `pk`, `sk`, and `data` as text. */
  readonly columns: string;
}

/** The most items of a page, so that the memory a query takes does not grow with its limit. */
const PAGE = 500;

/** How many items the page of a request has, when as many are there. */
export function pageSize(limit: number = PAGE): number {
  return Math.min(limit, PAGE);
}

/** Collects conditions and their parameters. */
class Conditions {
  readonly parameters: (string | number)[] = [];
  readonly dialect: Dialect;
  readonly #all: string[] = [];

  constructor(dialect: Dialect) {
    this.dialect = dialect;
  }

  parameter(value: string | number): string {
    return this.dialect.parameter(this.parameters.push(value));
  }

  add(left: string, operator: string, value: string): void {
    this.#all.push(`${left} ${operator} ${this.parameter(value)}`);
  }

  bound(column: "pk" | "sk", bound: Bound | undefined): void {
    if (bound) this.add(this.dialect.key(column), bound.operator, bound.value);
  }

  behind({ PK, SK }: { readonly PK: string; readonly SK: string }, operator: string): void {
    const [pk, sk] = [this.parameter(PK), this.parameter(SK)];
    this.#all.push(`(${this.dialect.key("pk")}, ${this.dialect.key("sk")}) ${operator} (${pk}, ${sk})`);
  }

  toString(): string {
    return this.#all.length === 0 ? "" : ` WHERE ${this.#all.join(" AND ")}`;
  }
}

/** A page of one partition. */
export function selectQuery(dialect: Dialect, request: QueryRequest): Statement {
  const { table, pk, range: { prefix = "", from, to }, reverse, limit, after } = request;
  const behind = after?.SK;
  const conditions = new Conditions(dialect);
  conditions.add("pk", "=", pk);
  conditions.bound(
    "sk",
    tightest([bound(">=", prefix), bound(">=", from), bound(">", reverse ? undefined : behind)], 1),
  );
  conditions.bound(
    "sk",
    tightest([bound("<", prefixEnd(prefix)), bound("<=", to), bound("<", reverse ? behind : undefined)], -1),
  );
  return select(conditions, table, ["sk"], reverse, limit);
}

/** A page of all keys that begin alike. */
export function selectScan(dialect: Dialect, request: ScanRequest): Statement {
  const { table, pkPrefix, skPrefix, reverse, limit, after } = request;
  const conditions = new Conditions(dialect);
  if (after && !reverse) conditions.behind(after, ">");
  else conditions.bound("pk", bound(">=", pkPrefix));
  if (after && reverse) conditions.behind(after, "<");
  else conditions.bound("pk", bound("<", prefixEnd(pkPrefix)));
  conditions.bound("sk", bound(">=", skPrefix));
  conditions.bound("sk", bound("<", prefixEnd(skPrefix)));
  return select(conditions, table, ["pk", "sk"], reverse, limit);
}

interface Bound {
  readonly operator: string;
  readonly value: string;
}

function bound(operator: string, value: string | undefined): Bound | undefined {
  return value === undefined || value === "" ? undefined : { operator, value };
}

/**
 * The bound that the others follow from. Of two bounds on one side SQLite begins to read at the first it is given, so that each page
 * would read all pages before it again.
 */
function tightest(bounds: readonly (Bound | undefined)[], sign: 1 | -1): Bound | undefined {
  return bounds.reduce((tight, next) => {
    if (!tight || !next) return tight ?? next;
    const order = sign * compareText(next.value, tight.value);
    return order > 0 || (order === 0 && !next.operator.endsWith("=")) ? next : tight;
  }, undefined);
}

function select(
  conditions: Conditions,
  table: string,
  keys: readonly ("pk" | "sk")[],
  reverse: boolean,
  limit: number | undefined,
): Statement {
  const { dialect, parameters } = conditions;
  const order = keys.map((key) => dialect.key(key) + (reverse ? " DESC" : "")).join(", ");
  const end = conditions.parameter(pageSize(limit));
  const from = `${dialect.table(table)}${conditions}`;
  return { text: `SELECT ${dialect.columns} FROM ${from} ORDER BY ${order} LIMIT ${end}`, parameters };
}
