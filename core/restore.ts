/**
 * From what a store gives back to what the schema accepts. A store has no word for a `Date`, nor for the difference of 5 and 5n;
 * the schema has. So a schema that refuses the stored form of a value is asked again with the other values that have this form,
 * at the place of its complaint, and what it accepts there is tried first from then on.
 */

import { type AnySchema, pathKeys, pathStep, type StandardResult, validate } from "./schema.ts";
import {
  asNumber,
  canonicalNumber,
  Decimal,
  exactNumber,
  isRecord,
  setOwn,
  type StoredData,
} from "./value.ts";

type Lift = (value: unknown) => unknown;

const ISO_DATE = /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?$/;

/** Each gives the value of another kind that has the same stored form, or `undefined` where there is none. */
const LIFTS: readonly Lift[] = [
  toDate,
  toNumber,
  toBigInt,
  toDecimal,
  (value) => mapSet(value, toNumber),
  (value) => mapSet(value, toBigInt),
  (value) => mapSet(value, toDecimal),
  (value) => value === undefined ? new Set() : undefined,
];

function toDate(value: unknown): Date | undefined {
  if (typeof value !== "string" || !ISO_DATE.test(value)) return undefined;
  // Python writes "2024-03-05 07:08:09" for a time without a zone; what has none is in UTC here.
  const zoned = /(?:Z|[+-]\d\d:?\d\d)$/.test(value.slice(10)) || value.length === 10 ? value : `${value}Z`;
  const date = new Date(zoned.replace(" ", "T"));
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function toNumber(value: unknown): number | undefined {
  const exact = typeof value === "string" ? exactNumber(value) : value;
  if (typeof exact === "bigint" || exact instanceof Decimal) return asNumber(exact);
  return typeof value === "string" ? exact as number | undefined : undefined;
}

function toBigInt(value: unknown): bigint | undefined {
  const exact = typeof value === "string" ? exactNumber(value) : value;
  if (typeof exact === "number" && Number.isSafeInteger(exact)) return BigInt(exact);
  return typeof exact === "bigint" && typeof value === "string" ? exact : undefined;
}

function toDecimal(value: unknown): Decimal | undefined {
  const isNumber = typeof value === "number" || typeof value === "bigint" || typeof value === "string";
  return isNumber && canonicalNumber(String(value)) !== undefined ? new Decimal(value) : undefined;
}

function mapSet(value: unknown, lift: Lift): Set<unknown> | undefined {
  if (!(value instanceof Set)) return undefined;
  const members = [...value].map((member) => lift(member) ?? member);
  return members.some((member) => !value.has(member)) ? new Set(members) : undefined;
}

/** The most places for which is remembered what they take: each name in a record is one. */
const MOST_LEARNED = 1000;

/** Validates stored attributes for one model, and remembers which values its schema takes for which stored forms. */
export class Restorer {
  readonly #schema: AnySchema;
  readonly #learned = new Map<string, { readonly path: readonly PropertyKey[]; readonly lift: Lift }>();

  constructor(schema: AnySchema) {
    this.#schema = schema;
  }

  /** The schema's result for the attributes as they are, or with values of the same stored form. */
  restore(stored: StoredData, model: string): StandardResult<Record<string, unknown>> {
    let data: unknown = stored;
    for (const { path, lift } of this.#learned.values()) data = lifted(data, path, lift, 0);
    let result = validate(this.#schema, data, model);
    const tried = new Set<string>();
    while (result.issues) {
      const path = result.issues.map((issue) => pathKeys(issue.path)).find((keys) =>
        keys.length > 0 && !tried.has(place(keys))
      );
      if (!path) { // what was learned of other items may not be so in this one
        const plain = data === stored ? result : validate(this.#schema, stored, model);
        return plain.issues && plain.issues.length > result.issues.length ? result : plain;
      }
      tried.add(place(path));
      for (const lift of LIFTS) {
        const next = lifted(data, path, lift, 0);
        if (next === data) continue;
        const answer = validate(this.#schema, next, model);
        if (answer.issues?.some((issue) => place(pathKeys(issue.path)) === place(path))) continue;
        if (this.#learned.size < MOST_LEARNED) this.#learned.set(place(path), { path, lift });
        data = next;
        result = answer;
        break;
      }
    }
    return result;
  }
}

/** A path's name, in which every place of a list is the same. */
function place(path: readonly PropertyKey[]): string {
  return path.reduce<string>(
    (text, key) => text + (typeof key === "number" ? "[]" : pathStep(key, text === "")),
    "",
  );
}

/** The data with what stands at `path` lifted (in a list: at each place); the same object when nothing changes. */
function lifted(data: unknown, path: readonly PropertyKey[], lift: Lift, depth: number): unknown {
  if (depth === path.length) return lift(data) ?? data;
  const key = path[depth]!;
  if (Array.isArray(data) && typeof key === "number") {
    const next = data.map((item) => lifted(item, path, lift, depth + 1));
    return next.some((item, i) => item !== data[i]) ? next : data;
  }
  if (!isRecord(data)) return data;
  const old = Object.hasOwn(data, key) ? data[key as string] : undefined;
  const value = lifted(old, path, lift, depth + 1);
  if (value === old) return data;
  const copy = { ...data };
  setOwn(copy, key as string, value);
  return copy;
}
