/**
 * The core's own schemas: small, without a dependency, and Standard Schemas like any other. They refuse instead of converting:
 * `t.number()` takes no `"5"`. What a store can't tell apart (a Date from its text) is restored for them as for any schema.
 */

import type { StandardIssue, StandardResult, StandardSchema } from "./schema.ts";
import { Decimal, isRecord, setOwn } from "./value.ts";

/** A schema of a value: `I` is what it takes, `O` what it gives. */
export interface Schema<I, O = I> extends StandardSchema<I, O> {
  /** The interface of Standard Schema. */
  readonly "~standard": StandardSchema<I, O>["~standard"];
}

/** A schema of an object, with the schemas of its fields. */
export interface ObjectSchema<Shape extends Fields> extends Schema<ObjectInput<Shape>, ObjectOutput<Shape>> {
  /** The schemas of the fields. */
  readonly shape: Shape;
}

/** What a schema takes in place of `undefined`. */
export interface DefaultTo<V> {
  /** The value in place of one that is missing. */
  readonly default: V;
}

/** @internal */
// deno-lint-ignore no-explicit-any -- a schema of any types
type AnyField = Schema<any, any>;
/** @internal */
type Fields = { readonly [name: string]: AnyField };
/** @internal */
type In<S> = S extends Schema<infer I, unknown> ? I : never;
/** @internal */
type Out<S> = S extends
  { readonly "~standard": { readonly types?: { readonly output: infer O } | undefined } } ? O : never;
/** @internal */
type Flat<T> = { [K in keyof T]: T[K] } & unknown;
/** @internal */
type OptionalKeys<T> = { [K in keyof T]: undefined extends T[K] ? K : never }[keyof T];
/** @internal */
type WithOptional<T> = Flat<
  { [K in Exclude<keyof T, OptionalKeys<T>>]: T[K] } & { [K in OptionalKeys<T>]?: T[K] }
>;

/** What an object schema takes: fields with a default, and optional ones, may be left out. */
export type ObjectInput<Shape extends Fields> = WithOptional<{ [K in keyof Shape]: In<Shape[K]> }>;
/** What an object schema gives. */
export type ObjectOutput<Shape extends Fields> = WithOptional<{ [K in keyof Shape]: Out<Shape[K]> }>;

/** Adds to `issues`, and then gives anything, or gives the value. */
type Parse<O> = (value: unknown, path: readonly PropertyKey[], issues: StandardIssue[]) => O;

const parsers = new WeakMap<object, Parse<unknown>>();

/** Makes a schema. Only one whose inner ones are all of this module gives what it is given, and says so by its vendor. */
function schema<I, O = I>(parse: Parse<O>, inner: readonly AnyField[] = []): Schema<I, O> {
  const isOwn = inner.every((one) => one["~standard"].vendor === "dynawrap");
  const made: Schema<I, O> = {
    "~standard": {
      version: 1,
      vendor: isOwn ? "dynawrap" : "dynawrap with others",
      validate(value: unknown): StandardResult<O> {
        const issues: StandardIssue[] = [];
        const output = parse(value, [], issues);
        return issues.length > 0 ? { issues } : { value: output };
      },
    },
  };
  parsers.set(made, parse);
  return made;
}

/** The parse function of a schema; of another library's schema, one that asks it. */
function parserOf<O>(inner: Schema<unknown, O>): Parse<O> {
  return (parsers.get(inner) as Parse<O> | undefined) ?? ((value, path, issues) => {
    const result = inner["~standard"].validate(value);
    if (result instanceof Promise) throw new TypeError("Cannot validate: a field's schema is asynchronous");
    if (!result.issues) return result.value;
    for (const issue of result.issues) {
      issues.push({ message: issue.message, path: [...path, ...issue.path ?? []] as PropertyKey[] });
    }
    return undefined as O;
  });
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (typeof value === "number" && !Number.isFinite(value)) return String(value);
  return typeof value === "object"
    ? Array.isArray(value) ? "a list" : value.constructor?.name ?? "an object"
    : `a ${typeof value}`;
}

/** Makes the schema of a simple value. */
export interface Scalar<V> {
  /** Of a value that must be given. */
  (): Schema<V>;
  /** Of a value that may be left out, in place of which the default stands. */
  (options: DefaultTo<V>): Schema<V | undefined, V>;
}

/** Schemas of values for which `test` holds. `expected` completes the message "expected …". */
function scalar<V>(test: (value: unknown) => boolean, expected: string): Scalar<V> {
  return (options?: DefaultTo<V>) => {
    const fallback = options?.default;
    return schema<V | undefined, V>((value, path, issues) => {
      if (value === undefined && fallback !== undefined) return fallback;
      if (!test(value)) issues.push({ message: `expected ${expected}, got ${kindOf(value)}`, path });
      return value as V;
    }) as Schema<V>;
  };
}

/** A text. */
export const string: Scalar<string> = scalar((value) => typeof value === "string", "a string");

/** A finite number. */
export const number: Scalar<number> = scalar((value) => Number.isFinite(value), "a number");

/** A whole number within 2^53 - 1. */
export const integer: Scalar<number> = scalar(
  (value) => Number.isSafeInteger(value),
  "a whole number within 2^53 - 1",
);

/** A whole number of up to 38 digits. */
export const bigint: Scalar<bigint> = scalar((value) => typeof value === "bigint", "a bigint");

/** An exact decimal number. */
export const decimal: Scalar<Decimal> = scalar((value) => value instanceof Decimal, "a Decimal");

/** `true` or `false`. */
export const boolean: Scalar<boolean> = scalar((value) => typeof value === "boolean", "a boolean");

/** A point in time, stored as ISO 8601 text in UTC with milliseconds. */
export const date: () => Schema<Date> = scalar(
  (value) => value instanceof Date && !Number.isNaN(value.getTime()),
  "a valid Date",
);

/** Bytes. */
export const bytes: () => Schema<Uint8Array> = scalar((value) => value instanceof Uint8Array, "a Uint8Array");

/** Any value that a store can hold. */
export function unknown(): Schema<unknown> {
  return schema((value) => value);
}

/** One of the given values. */
export function oneOf<const V extends string | number | bigint | boolean | null>(
  values: readonly V[],
): Schema<V> {
  const list = values.map((value) => typeof value === "string" ? JSON.stringify(value) : String(value)).join(
    ", ",
  );
  return scalar<V>((value) => values.includes(value as V), `one of ${list}`)();
}

/** A field that may be missing. */
export function optional<I, O>(inner: Schema<I, O>): Schema<I | undefined, O | undefined> {
  const parse = parserOf(inner as Schema<unknown, O>);
  return schema((value, path, issues) => value === undefined ? undefined : parse(value, path, issues), [
    inner,
  ]);
}

/** A value that may be `null`. */
export function nullable<I, O>(inner: Schema<I, O>): Schema<I | null, O | null> {
  const parse = parserOf(inner as Schema<unknown, O>);
  return schema((value, path, issues) => value === null ? null : parse(value, path, issues), [inner]);
}

/** A list of values of one schema. */
export function array<I, O>(inner: Schema<I, O>): Schema<I[], O[]> {
  const parse = parserOf(inner as Schema<unknown, O>);
  return schema((value, path, issues) => {
    if (Array.isArray(value)) return value.map((item, i) => parse(item, [...path, i], issues));
    issues.push({ message: `expected a list, got ${kindOf(value)}`, path });
    return [];
  }, [inner]);
}

/** A `Set` of strings, of numbers or of bytes. */
export function set<V extends string | number | bigint | Decimal | Uint8Array>(
  inner: Schema<V>,
): Schema<Set<V>> {
  const parse = parserOf(inner as unknown as Schema<unknown, V>);
  return schema((value, path, issues) => {
    if (value instanceof Set) return new Set([...value].map((member) => parse(member, path, issues)));
    issues.push({ message: `expected a Set, got ${kindOf(value)}`, path });
    return new Set();
  }, [inner]);
}

/** A map of any names to values of one schema. */
export function record<I, O>(inner: Schema<I, O>): Schema<Record<string, I>, Record<string, O>> {
  const parse = parserOf(inner as Schema<unknown, O>);
  return schema((value, path, issues) => {
    const output: Record<string, O> = {};
    if (!isRecord(value)) issues.push({ message: `expected a map, got ${kindOf(value)}`, path });
    else {for (const name of Object.keys(value)) {
        setOwn(output, name, parse(value[name], [...path, name], issues));
      }}
    return output;
  }, [inner]);
}

/** A map with the given fields; others are left out. The schema of an item is one of these. */
export function object<const Shape extends Fields>(shape: Shape): ObjectSchema<Shape> {
  const fields = Object.entries(shape).map(([name, inner]) => ({
    name,
    path: [name],
    parse: parserOf(inner),
  }));
  const made = schema<ObjectInput<Shape>, ObjectOutput<Shape>>((value, path, issues) => {
    const output: Record<string, unknown> = {};
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      issues.push({ message: `expected a map, got ${kindOf(value)}`, path });
      return output as ObjectOutput<Shape>;
    }
    for (const field of fields) {
      const { name } = field;
      const given = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
      const inner = field.parse(given, path.length === 0 ? field.path : [...path, name], issues);
      if (inner !== undefined) setOwn(output, name, inner);
    }
    return output as ObjectOutput<Shape>;
  }, Object.values(shape));
  return Object.assign(made, { shape });
}
