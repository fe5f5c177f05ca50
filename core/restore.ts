/**
 * From what a store gives back to what the schema accepts. A store has no word for a `Date`, nor for the difference of 5 and 5n;
 * the schema has. So a schema that refuses the stored form of a value is asked again with the other values that have this form,
 * at the places of its complaints. Nothing is remembered: what an item is must not depend on those that were read before.
 */

import { type AnySchema, pathKeys, pathText, type StandardResult, validate } from "./schema.ts";
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

/** Validates stored attributes for one model. */
export class Restorer {
  readonly #schema: AnySchema;

  constructor(schema: AnySchema) {
    this.#schema = schema;
  }

  /** The schema's result for the attributes as they are; where it complains, with values of the same stored form. */
  restore(stored: StoredData, model: string): StandardResult<Record<string, unknown>> {
    const plain = validate(this.#schema, stored, model);
    let data: unknown = stored, result = plain;
    const tried = new Set<string>();
    while (result.issues) {
      let open = result.issues.map((issue) => pathKeys(issue.path)).filter((path) =>
        path.length > 0 && !tried.has(pathText(path))
      );
      if (open.length === 0) return plain.issues!.length > result.issues.length ? result : plain;
      for (const path of open) tried.add(pathText(path));
      for (const lift of LIFTS) {
        const next = lifted(data, open, lift);
        if (next === data) continue;
        const answer = validate(this.#schema, next, model);
        const refused = new Set(answer.issues?.map((issue) => pathText(issue.path)));
        const good = open.filter((path) => !refused.has(pathText(path)));
        if (good.length === 0) continue;
        data = good.length === open.length ? next : lifted(data, good, lift);
        result = good.length === open.length ? answer : validate(this.#schema, data, model);
        open = open.filter((path) => refused.has(pathText(path)));
        if (open.length === 0) break;
      }
    }
    return result;
  }
}

/** The data with what stands at each of the paths lifted, all else shared; the same object when nothing changes. */
function lifted(data: unknown, paths: readonly (readonly PropertyKey[])[], lift: Lift): unknown {
  if (paths.some((path) => path.length === 0)) return lift(data) ?? data;
  if (!Array.isArray(data) && !isRecord(data)) return data;
  const below = new Map<PropertyKey, (readonly PropertyKey[])[]>();
  for (const [key, ...rest] of paths) {
    const same = below.get(key!);
    if (same) same.push(rest);
    else below.set(key!, [rest]);
  }
  let copy: object | undefined;
  for (const [key, rest] of below) {
    const old = Object.hasOwn(data, key) ? (data as Record<PropertyKey, unknown>)[key] : undefined;
    const value = lifted(old, rest, lift);
    if (value === old) continue;
    copy ??= Array.isArray(data) ? [...data] : { ...data };
    setOwn(copy, key as string, value);
  }
  return copy ?? data;
}
