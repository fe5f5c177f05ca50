/** What a definition means: its patterns, fields and schema, compiled once, and used by items and stores. */

import { InvalidItemError } from "./errors.ts";
import type { ItemKey } from "./item_key.ts";
import { KEY_BYTES, keyBuilder, type KeyFields, keyPrefix } from "./key.ts";
import { parsePattern, type Pattern } from "./pattern.ts";
import { makesKey } from "./read_key.ts";
import { Prover } from "./prove.ts";
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
import { toStorable } from "./storable.ts";
import { quote } from "./text.ts";
import { setOwn, type StoredData } from "./value.ts";

/** The parts of a definition, without its types. */
export interface ModelDefinition {
  readonly pk: string;
  readonly sk: string;
  readonly schema: AnySchema;
  readonly fields?: readonly string[];
  readonly schemaHash?: SchemaHash;
}

/** The names that an item or its key has already. */
const TAKEN = ["PK", "SK", "__proto__"];
/** Names that no field may have besides: every item has methods of these names. */
const METHODS = ["with", "toDict", "handleStreamEvent"];

/** In a loop of `for in`, which takes two thirds of the time of one over `Object.keys`, V8 leaves its call out; not if imported. */
const { hasOwnProperty } = Object.prototype;

/** The class of an item: its name, and its members. */
interface AnyClass {
  readonly name: string;
  readonly prototype: object;
}

/**
 * A compiled definition.
 *
 * @internal
 */
export class Model {
  readonly pk: Pattern;
  readonly sk: Pattern;
  readonly fields: readonly string[];
  readonly schema: AnySchema;
  readonly schemaVersion: string;
  /** Whether the schema is all of the core's own, which gives what it is given, and no other fields. */
  readonly isOwnSchema: boolean;
  /** The fields of both patterns, each once. */
  readonly keyFields: readonly string[];
  /** Formats the whole partition key of some fields; see `keyBuilder`. */
  readonly makePk: (fields: KeyFields) => string;
  /** Formats the whole sort key of some fields; see `keyBuilder`. */
  readonly makeSk: (fields: KeyFields) => string;
  readonly #restorer: Restorer;
  readonly #prover: Prover;
  readonly #known: ReadonlySet<string>;
  /** Whether the schema gives no fields but those that it names. */
  readonly #isClosed: boolean;
  readonly #ignoresUnknown: boolean;

  constructor(definition: ModelDefinition) {
    const { pk, sk, schema, schemaHash = "documented" } = definition;
    this.schema = schema;
    this.isOwnSchema = schema?.["~standard"]?.vendor === "dynawrap";
    this.pk = parsePattern(pk);
    this.sk = parsePattern(sk);
    if (pk === "" || sk === "") {
      throw new TypeError("Cannot define a model: a key pattern is empty, and no key can be");
    }
    this.fields = schemaFields(schema, definition.fields);
    this.#known = new Set([...this.fields, "schema_version"]);
    this.#isClosed = this.isOwnSchema && Object.hasOwn(schema, "shape");
    this.keyFields = [...new Set([...this.pk.fields, ...this.sk.fields])];
    for (const field of this.keyFields) {
      if (!this.fields.includes(field)) {
        throw new TypeError(
          `Cannot define a model of ${quote(pk)} and ${quote(sk)}: the schema has no field ${quote(field)}`,
        );
      }
    }
    for (const field of this.fields) {
      if (TAKEN.includes(field) || METHODS.includes(field) || field.includes("\0")) {
        throw new TypeError(
          `Cannot define a model of ${quote(pk)} and ${quote(sk)}: the field name ${quote(field)} is taken`,
        );
      }
    }
    this.schemaVersion = schemaVersion(pk, sk, this.fields, schemaHash);
    this.makePk = keyBuilder(this.pk, KEY_BYTES.pk);
    this.makeSk = keyBuilder(this.sk, KEY_BYTES.sk);
    this.#restorer = new Restorer(schema);
    this.#prover = new Prover(
      (data, name) => this.#restorer.restore(this.#own(data), name),
      !this.isOwnSchema,
    );
    this.#ignoresUnknown = this.isOwnSchema || this.fields.includes("schema_version");
  }

  /** The fields that the schema makes of what a caller gives. Throws an `InvalidItemError` with every complaint. */
  accept(input: unknown, itsClass: AnyClass): Record<string, unknown> {
    if (typeof input !== "object" || input === null) {
      throw new TypeError(
        `Cannot make an item of "${itsClass.name}": it takes an object of fields, and was given ${
          input === null ? "null" : typeof input
        }`,
      );
    }
    const own = this.#own(input as Record<string, unknown>);
    return this.#accepted(validate(this.schema, own, itsClass.name), itsClass);
  }

  /** The fields that the schema makes of what a store holds. Throws an `InvalidItemError` with every complaint and the key. */
  restore(data: StoredData, itsClass: AnyClass, key: ItemKey | undefined): Record<string, unknown> {
    let result;
    try {
      result = this.#restorer.restore(this.#own(data), itsClass.name);
    } catch (error) {
      const issues = [{ message: (error as Error).message }];
      throw refusal(issues, itsClass.name, key, "the schema fails on it", error);
    }
    return this.#accepted(result, itsClass, key);
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
    this.#prover.prove(storable, name);
    return storable.data;
  }

  #accepted(
    result: StandardResult<Record<string, unknown>>,
    itsClass: AnyClass,
    key?: ItemKey,
  ): Record<string, unknown> {
    if (result.issues) throw refusal(result.issues, itsClass.name, key);
    if (this.#isClosed) return result.value;
    for (const field of Object.keys(result.value)) {
      const why = this.#known.has(field) ? undefined : conflict(field, itsClass);
      if (why) throw refusal([{ message: why, path: [field] }], itsClass.name, key);
    }
    return result.value;
  }

  /** The version of an item: its own, or the model's where it has none. */
  versionOf(version: unknown): string {
    return typeof version === "string" && version !== "" ? version : this.schemaVersion;
  }

  /** The input without `schema_version`, which is the library's and no field, unless the schema names it. */
  #own<T extends Record<string, unknown> | StoredData>(input: T): T {
    if (this.#ignoresUnknown || !Object.hasOwn(input, "schema_version")) return input;
    const own: Record<string, unknown> = {};
    for (const name in input) {
      if (name !== "schema_version" && hasOwnProperty.call(input, name)) setOwn(own, name, input[name]);
    }
    return own as T;
  }
}

/** Why an item can't have a field, which its schema has let through without naming it. */
function conflict(field: string, itsClass: AnyClass): string | undefined {
  if (TAKEN.includes(field)) return "this name is taken";
  const isMember = field in itsClass.prototype && !(field in Object.prototype);
  return isMember ? "the class has a member of this name" : undefined;
}

/** The error for an item that a schema refuses, or (with a key and a reason) that can't be read. */
export function refusal(
  issues: readonly StandardIssue[],
  name: string,
  key: ItemKey | undefined,
  why: string = "the schema refuses it",
  cause?: unknown,
): InvalidItemError {
  const told = issues.map((issue) => ({ path: pathText(issue.path), message: issue.message }));
  const list = told.map(({ path, message }) => `\n  ${path === "" ? "the item" : path}: ${message}`).join("");
  const what = key
    ? `Cannot read the item ${quote(key.PK)}, ${quote(key.SK)} as "${name}"`
    : `Cannot make an item of "${name}"`;
  return new InvalidItemError(
    `${what}: ${why}${list}`,
    { model: name, issues: told, ...(key && { key }) },
    cause === undefined ? {} : { cause },
  );
}
