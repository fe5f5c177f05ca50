/** `DBItem(...)`: the class that a model extends. */

import type { ItemKey } from "./item_key.ts";
import { keyBuilder, type KeyFields, keyPrefix } from "./key.ts";
import type { KeyValue } from "./format/format.ts";
import { Model } from "./model.ts";
import { parsePattern } from "./pattern.ts";
import type { CheckedPattern, PatternFields } from "./pattern_types.ts";
import { matchKey } from "./read_key.ts";
import type { AnySchema, SchemaInput, SchemaOutput } from "./schema.ts";
import type { SchemaHash } from "./schema_version.ts";
import { setOwn } from "./value.ts";

/** What `DBItem` takes. */
export interface ItemDefinition<S extends AnySchema, Pk extends string, Sk extends string> {
  /** The pattern of the partition key, such as `USER#{owner}`. */
  readonly pk: CheckedPattern<Pk, SchemaOutput<S>>;
  /** The pattern of the sort key, such as `STORY#{story_id}`. */
  readonly sk: CheckedPattern<Sk, SchemaOutput<S>>;
  /** The schema of an item: `t.object({...})`, or an object of any library that implements Standard Schema. */
  readonly schema: S;
  /** The names of all fields, for a schema that does not tell them. */
  readonly fields?: readonly (keyof SchemaOutput<S> & string)[];
  /**
   * Which hash of patterns and fields is the schema version.
   * @default "documented"
   */
  readonly schemaHash?: SchemaHash;
}

/** What every item has besides its fields. */
export interface ItemMethods<O> {
  /** The version of the model with which the item was made; see `schemaVersion` of the class. */
  readonly schema_version: string;
  /** The fields as a plain object, `schema_version` first. Values inside are not copied. */
  toDict(): { schema_version: string } & O;
  /**
   * A copy with other values for some fields, validated again. It keeps `schema_version`; give it as `""` to have the
   * class's own.
   */
  with(changes: Partial<O> & { readonly schema_version?: string }): this;
  /** Does nothing; override it to react to a record of a stream. `eventType` is `INSERT`, `MODIFY` or `REMOVE`. */
  handleStreamEvent(eventType: string): unknown;
}

/** The values of the fields that patterns name. */
export type FieldsOf<O, Names extends string> = { readonly [K in Names & keyof O]: NonNullable<O[K]> };

/** The class that `DBItem` makes: `I` is what its constructor takes, `O` the fields of an item. */
export interface ItemClass<I, O, Pk extends string, Sk extends string> {
  /** Makes an item of the fields. Throws an `InvalidItemError` with every complaint of the schema. */
  new (fields: I & { readonly schema_version?: string }): Readonly<O> & ItemMethods<O>;
  /** The pattern of the partition key. */
  readonly pk: Pk;
  /** The pattern of the sort key. */
  readonly sk: Sk;
  /** The MD5 of the patterns and field names: stamped on every item as `schema_version`. */
  readonly schemaVersion: string;
  /** The names of the fields. */
  readonly fields: readonly string[];
  /** The compiled definition, for `Backend`. */
  readonly "~model": Model;
  /** Types only: the fields of an item. */
  readonly "~fields"?: O;
  /** The key that the fields make. With some of them, each half goes as far as they resolve it. */
  createItemKey(fields: Partial<FieldsOf<O, PatternFields<Pk>[number] | PatternFields<Sk>[number]>>): ItemKey;
  /** The text of a pattern up to the first field that is not given. */
  partialKeyPrefix(pattern: string, fields: KeyFields): string;
  /** The text of a pattern with all its fields. */
  formatKey(pattern: string, fields: KeyFields): string;
  /** Whether a key is of this model's patterns. Case counts, and a field that both halves name must be the same in both. */
  isMatch(pk: string, sk: string): boolean;
  /** The values of the fields that a key holds; `undefined` when it is not of this model's patterns. */
  parseKey(pk: string, sk: string): { readonly [field: string]: KeyValue } | undefined;
  /** Makes an item of a plain object, as `new` does, but of any type. */
  fromDict<T extends abstract new (...args: never[]) => unknown>(this: T, fields: object): InstanceType<T>;
}

/** What a schema has just made of what a store holds. */
interface Restored {
  readonly itsClass: object;
  readonly fields: Record<string, unknown>;
  readonly schema_version: unknown;
}

/** What an item is being made of: a constructor of its class that is given these very fields takes them as they are. */
let restored: Restored | undefined;

/** Makes an item of the fields that its schema has made of what a store holds. */
export function restoredItem<T>(
  itsClass: new (fields: never) => T,
  fields: Record<string, unknown>,
  schema_version: unknown,
): T {
  restored = { itsClass, fields, schema_version };
  try {
    return new itsClass(fields as never);
  } finally {
    restored = undefined;
  }
}

/** What the library knows of an item, whatever a subclass overrides and its fields are called. */
export interface Inside {
  /** The compiled definition of its class. */
  readonly model: Model;
  /** The names of its fields, without what a subclass has added. */
  readonly names: readonly string[];
  /** The key from which it was read, where that is not the one that its fields make. */
  readonly readFrom: ItemKey | undefined;
}

/** Whether something is an item: made by a class of `DBItem`, and of this copy of the library. */
export let isItem: (value: object) => boolean;
/** What the library knows of an item. Throws a `TypeError` for what is none. */
export let insideOf: (item: object) => Inside;
/** Remembers from which key an item was read. */
export let rememberKey: (item: object, readFrom: ItemKey) => void;

/** What the items of all models share. */
class BaseItem {
  #inside: Inside;

  static {
    isItem = (value) => #inside in value;
    insideOf = (item) => (item as BaseItem).#inside;
    rememberKey = (item, readFrom) => {
      const known = item as BaseItem;
      known.#inside = { ...known.#inside, readFrom };
    };
  }

  constructor(model: Model, input: unknown) {
    const stored = restored?.itsClass === new.target ? restored : undefined;
    const fields = stored && stored.fields === input ? stored.fields : model.accept(input, new.target);
    const own = this as { schema_version?: unknown };
    own.schema_version = ""; // first, so that it is the first field
    Object.assign(this, fields);
    const given = (input as typeof own).schema_version || stored?.schema_version;
    own.schema_version = model.versionOf(own.schema_version || given);
    this.#inside = { model, names: Object.keys(this), readFrom: undefined };
  }

  toDict(): Record<string, unknown> {
    return fieldsOf(this, this.#inside);
  }

  with(changes: object): this {
    const itsClass = Object.getPrototypeOf(this).constructor as new (fields: object) => this;
    const { model, readFrom } = this.#inside;
    const copy = new itsClass({ ...fieldsOf(this, this.#inside), ...changes });
    if (readFrom && model.keyFields.every((field) => sameField(this, copy, field))) {
      rememberKey(copy, readFrom);
    }
    return copy;
  }

  handleStreamEvent(_eventType: string): unknown {
    return undefined;
  }
}

/**
 * Makes the class of a model: `class Story extends DBItem({ pk, sk, schema }) {}`. The patterns are parsed and checked at once;
 * a pattern that names an unknown field does not compile, and throws a `TypeError` where types are not checked.
 *
 * @example
 * ```ts
 * import { DBItem, t } from "@dynawrap/dynawrap";
 * import { deepEqual, equal } from "node:assert/strict";
 *
 * class Story extends DBItem({
 *   pk: "USER#{owner}",
 *   sk: "STORY#{story_id}",
 *   schema: t.object({ owner: t.string(), story_id: t.string(), title: t.string() }),
 * }) {
 *   get headline(): string {
 *     return `${this.title}, by ${this.owner}`;
 *   }
 * }
 *
 * const story = new Story({ owner: "johndoe", story_id: "1234", title: "A day" });
 * equal(story.with({ title: "A night" }).headline, "A night, by johndoe");
 * deepEqual(Story.createItemKey(story), { PK: "USER#johndoe", SK: "STORY#1234" });
 * ```
 */
export function DBItem<S extends AnySchema, const Pk extends string, const Sk extends string>(
  definition: ItemDefinition<S, Pk, Sk>,
): ItemClass<SchemaInput<S>, SchemaOutput<S>, Pk, Sk> {
  const model = new Model(definition as unknown as ItemDefinition<S, string, string>);

  class Item extends BaseItem {
    static readonly pk = model.pk.text;
    static readonly sk = model.sk.text;
    static readonly schemaVersion = model.schemaVersion;
    static readonly fields = model.fields;
    static readonly "~model" = model;

    constructor(input: unknown) {
      super(model, input);
    }

    static createItemKey(fields: KeyFields): ItemKey {
      return model.partialKey(fields);
    }

    static partialKeyPrefix(pattern: string, fields: KeyFields): string {
      return keyPrefix(parsePattern(pattern), fields).text;
    }

    static formatKey(pattern: string, fields: KeyFields): string {
      return keyBuilder(parsePattern(pattern), Infinity)(fields);
    }

    static isMatch(pk: string, sk: string): boolean {
      return Item.parseKey(pk, sk) !== undefined;
    }

    static parseKey(pk: string, sk: string): { readonly [field: string]: KeyValue } | undefined {
      return matchKey(model.pk, model.sk, { PK: pk, SK: sk });
    }

    static fromDict(this: new (fields: object) => unknown, fields: object): unknown {
      return new this(fields);
    }
  }

  return Item as unknown as ItemClass<SchemaInput<S>, SchemaOutput<S>, Pk, Sk>;
}

/** The fields of an item. */
export function fieldsOf(item: object, { names }: Inside): Record<string, unknown> {
  const own = { ...item } as Record<string, unknown>;
  if (Object.keys(own).length === names.length) return own;
  const fields: Record<string, unknown> = {}; // without what a subclass has added
  for (const name of names) setOwn(fields, name, own[name]);
  return fields;
}

function sameField(a: object, b: object, field: string): boolean {
  const [one, other] = [a, b].map((item) => (item as Record<string, unknown>)[field]);
  return one === other || (one instanceof Date && other instanceof Date && one.getTime() === other.getTime());
}
