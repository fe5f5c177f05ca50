/** What a definition means: its patterns, fields and schema, compiled once, and used by items and stores. */

import { InvalidItemError, type ItemKey, UnstorableValueError } from "./errors.ts";
import { KEY_BYTES, keyBuilder, type KeyFields, keyPrefix } from "./key.ts";
import { parsePattern, type Pattern } from "./pattern.ts";
import { makesKey } from "./read_key.ts";
import { Restorer } from "./restore.ts";
import {
  type AnySchema,
  pathText,
  schemaFields,
  type StandardIssue,
  type StandardResult,
  validate,
} from "./schema.ts";
import { type SchemaHash, schemaVersion } from "./schema_version.ts";
import { type Ambiguous, type Storable, storedForms, toStorable } from "./storable.ts";
import { quote } from "./text.ts";
import { isRecord, setOwn, type StoredData } from "./value.ts";

/** The parts of a definition, without its types. */
export interface ModelDefinition {
  readonly pk: string;
  readonly sk: string;
  readonly schema: AnySchema;
  readonly fields?: readonly string[];
  readonly schemaHash?: SchemaHash;
}

/** The most places of ambiguous values that a model remembers as restorable; beyond, each is tried on every write. */
const MOST_PROVEN = 1000;

/** A compiled definition. */
export class Model {
  readonly pk: Pattern;
  readonly sk: Pattern;
  readonly fields: readonly string[];
  readonly schema: AnySchema;
  readonly schemaVersion: string;
  /** The fields of both patterns, each once. */
  readonly keyFields: readonly string[];
  /** Formats the whole partition key of some fields; see `keyBuilder`. */
  readonly makePk: (fields: KeyFields) => string;
  /** Formats the whole sort key of some fields; see `keyBuilder`. */
  readonly makeSk: (fields: KeyFields) => string;
  readonly #restorer: Restorer;
  readonly #proven = new Set<string>();
  readonly #ignoresUnknown: boolean;

  constructor(definition: ModelDefinition) {
    const { pk, sk, schema, schemaHash = "documented" } = definition;
    this.schema = schema;
    this.pk = parsePattern(pk);
    this.sk = parsePattern(sk);
    if (pk === "" || sk === "") {
      throw new TypeError("Cannot define a model: a key pattern is empty, and no key can be");
    }
    this.fields = schemaFields(schema, definition.fields);
    this.keyFields = [...new Set([...this.pk.fields, ...this.sk.fields])];
    for (const field of this.keyFields) {
      if (!this.fields.includes(field)) {
        throw new TypeError(
          `Cannot define a model of ${quote(pk)} and ${quote(sk)}: the schema has no field ${quote(field)}`,
        );
      }
    }
    for (const field of this.fields) {
      if (["PK", "SK", "with", "toDict", "handleStreamEvent"].includes(field) || field.includes("\0")) {
        throw new TypeError(
          `Cannot define a model of ${quote(pk)} and ${quote(sk)}: the field name ${quote(field)} is taken`,
        );
      }
    }
    this.schemaVersion = schemaVersion(pk, sk, this.fields, schemaHash);
    this.makePk = keyBuilder(this.pk, KEY_BYTES.pk);
    this.makeSk = keyBuilder(this.sk, KEY_BYTES.sk);
    this.#restorer = new Restorer(schema);
    this.#ignoresUnknown = schema["~standard"].vendor === "dynawrap" ||
      this.fields.includes("schema_version");
  }

  /** The fields that the schema makes of what a caller gives. Throws an `InvalidItemError` with every complaint. */
  accept(input: unknown, name: string): Record<string, unknown> {
    if (typeof input !== "object" || input === null) {
      throw new TypeError(
        `Cannot make an item of "${name}": it takes an object of fields, and was given ${
          input === null ? "null" : typeof input
        }`,
      );
    }
    return this.#accepted(
      validate(this.schema, this.#own(input as Record<string, unknown>), name),
      name,
      input,
    );
  }

  /** The fields that the schema makes of what a store holds. Throws an `InvalidItemError` with every complaint and the key. */
  restore(data: StoredData, name: string, key: ItemKey | undefined): Record<string, unknown> {
    return this.#accepted(this.#restorer.restore(this.#own(data), name), name, data, key);
  }

  /** Whether a stored item is of this model: the keys that its own fields make are those under which it is stored. */
  owns(data: KeyFields, key: ItemKey): boolean {
    return makesKey(this.pk, data, key.PK) && makesKey(this.sk, data, key.SK);
  }

  /** The key that some fields make, each half as far as they resolve it. */
  partialKey(fields: KeyFields): ItemKey {
    const pk = keyPrefix(this.pk, fields, KEY_BYTES.pk), sk = keyPrefix(this.sk, fields, KEY_BYTES.sk);
    return {
      PK: pk.missing === undefined ? this.makePk(fields) : pk.text,
      SK: sk.missing === undefined ? this.makeSk(fields) : sk.text,
    };
  }

  /**
   * What is stored of an item. Throws an `UnstorableValueError` for a value that would not come back equal, among them one whose
   * stored form the schema would not turn into the same value again.
   */
  store(fields: object, name: string): StoredData {
    const storable = toStorable(fields);
    if (this.#proven.size === 0) this.#proveWhole(storable, name);
    for (const one of storable.ambiguous) this.#prove(storable.data, one, name);
    return storable.data;
  }

  #accepted(
    result: StandardResult<Record<string, unknown>>,
    name: string,
    input: object,
    key?: ItemKey,
  ): Record<string, unknown> {
    if (result.issues) throw refusal(result.issues, name, key);
    const version = (input as { schema_version?: unknown }).schema_version;
    const fields: Record<string, unknown> = {
      schema_version: typeof version === "string" && version !== "" ? version : this.schemaVersion,
    };
    if (!Object.hasOwn(result.value, "__proto__")) Object.assign(fields, result.value);
    else for (const field of Object.keys(result.value)) setOwn(fields, field, result.value[field]);
    if (!fields.schema_version) fields.schema_version = this.schemaVersion;
    return fields;
  }

  /** The input without `schema_version`, which is the library's and no field, unless the schema names it. */
  #own<T extends Record<string, unknown> | StoredData>(input: T): T {
    if (this.#ignoresUnknown || !Object.hasOwn(input, "schema_version")) return input;
    const { schema_version: _, ...own } = input;
    return own as T;
  }

  /** Once for each model: what a schema makes of an item must be what it makes of its stored form. */
  #proveWhole({ data }: Storable, name: string): void {
    const result = this.#restorer.restore(this.#own(data), name);
    if (result.issues) {
      const [issue] = result.issues;
      throw unrestorable(
        pathText(issue?.path),
        name,
        `the schema refuses its stored form: ${issue?.message}`,
      );
    }
    this.#proven.add("");
  }

  #prove(data: StoredData, { place, path, value }: Ambiguous, name: string): void {
    const id = `${kindOf(value)} ${place}`;
    if (this.#proven.has(id)) return;
    for (const form of storedForms(value)) {
      const result = this.#restorer.restore(this.#own(replaced(data, path, form) as StoredData), name);
      const back = result.issues ? undefined : at(result.value, path);
      if (kindOf(back) !== kindOf(value) || !sameValue(back, value)) {
        throw unrestorable(
          place,
          name,
          `it would come back as ${kindOf(back)}: declare the field as ${kindOf(value)}`,
        );
      }
    }
    if (this.#proven.size < MOST_PROVEN) this.#proven.add(id);
  }
}

/** The error for what a schema says of an item. */
export function refusal(
  issues: readonly StandardIssue[],
  name: string,
  key: ItemKey | undefined,
): InvalidItemError {
  const told = issues.map((issue) => ({ path: pathText(issue.path), message: issue.message }));
  const list = told.map(({ path, message }) => `\n  ${path === "" ? "the item" : path}: ${message}`).join("");
  const what = key
    ? `Cannot read the item ${quote(key.PK)}, ${quote(key.SK)} as "${name}"`
    : `Cannot make an item of "${name}"`;
  return new InvalidItemError(`${what}: the schema refuses it${list}`, {
    model: name,
    issues: told,
    ...(key && { key }),
  });
}

function unrestorable(place: string, name: string, why: string): UnstorableValueError {
  return new UnstorableValueError(`Cannot store "${place}" of "${name}": ${why}`, { path: place });
}

function kindOf(value: unknown): string {
  if (typeof value !== "object" || value === null) return value === undefined ? "undefined" : typeof value;
  if (value instanceof Set) {
    const [first] = value;
    return value.size === 0 ? "Set" : `Set of ${kindOf(first)}`;
  }
  return isRecord(value) ? "a map" : value.constructor.name;
}

function sameValue(a: unknown, b: unknown): boolean {
  if (a instanceof Set && b instanceof Set) {
    return [...a].map(String).sort().join() === [...b].map(String).sort().join();
  }
  return a === b ||
    (a instanceof Date && b instanceof Date ? a.getTime() === b.getTime() : String(a) === String(b));
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key],
    value,
  );
}

/** A copy of the data with another value at a path, down to which nothing else is copied. */
function replaced(data: unknown, path: readonly PropertyKey[], value: unknown): unknown {
  if (path.length === 0) return value;
  const [key, ...rest] = path as [PropertyKey, ...PropertyKey[]];
  const copy = (Array.isArray(data) ? [...data] : { ...data as object }) as Record<PropertyKey, unknown>;
  const inner = replaced(copy[key], rest, value);
  if (inner === undefined) delete copy[key];
  else setOwn(copy, key as string, inner);
  return copy;
}
