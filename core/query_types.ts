/** The types of calls on a store: which fields of which model a call takes, and what it gives. */

import type { FieldsOf } from "./item.ts";
import type { KeyFields } from "./key.ts";
import type { Model } from "./model.ts";
import type { PatternFields } from "./pattern_types.ts";

/** The class of a model, as calls on a store take it. */
export interface ModelClass {
  /** Makes an item. */
  // deno-lint-ignore no-explicit-any -- a class of any constructor; only `any` accepts all parameters
  new (...args: any[]): any;
  /** The pattern of the partition key. */
  readonly pk: string;
  /** The pattern of the sort key. */
  readonly sk: string;
  /** The compiled definition. */
  readonly "~model": Model;
  /** Types only: the fields of an item. */
  // deno-lint-ignore no-explicit-any -- fields of any types
  readonly "~fields"?: any;
}

/**
 * The same fields; `& unknown` lets messages show them in place of this name.
 *
 * @internal
 */
type Flat<T> = { -readonly [K in keyof T]: T[K] } & unknown;
/** @internal */
type Fields<M extends ModelClass> = NonNullable<M["~fields"]>;
/** @internal */
type Wide<M extends ModelClass> = string extends M["pk"] ? true : string extends M["sk"] ? true : false;

/** The fields of both keys of a model, all of them needed. */
export type KeyInput<M extends ModelClass> = Wide<M> extends true ? KeyFields
  : Flat<FieldsOf<Fields<M>, PatternFields<M["pk"]>[number] | PatternFields<M["sk"]>[number]>>;

/**
 * The fields in `Given`, together with every leading run of a pattern's fields that are not in `Done`. What follows a missing
 * field must be missing too.
 *
 * @internal
 */
type Runs<O, Names extends readonly string[], Done extends string, Given> = Names extends
  readonly [infer Field extends string, ...infer Rest extends string[]]
  ? Field extends Done ? Runs<O, Rest, Done, Given>
  :
    | Flat<Given & { readonly [K in Exclude<Names[number], Done>]?: never }>
    | Runs<O, Rest, Done | Field, Given & FieldsOf<O, Field>>
  : Flat<Given>;

/** The fields of a query: the whole partition key, and any leading run of the sort key's fields. */
export type PartitionInput<M extends ModelClass> = Wide<M> extends true ? KeyFields
  : Runs<
    Fields<M>,
    PatternFields<M["sk"]>,
    PatternFields<M["pk"]>[number],
    FieldsOf<Fields<M>, PatternFields<M["pk"]>[number]>
  >;

/** The fields of a query with `{ scan: true }`: any leading run of each key's fields. */
export type ScanInput<M extends ModelClass> = Wide<M> extends true ? KeyFields : Flat<Partial<KeyInput<M>>>;

/** What `query` takes in its third place: that follows from the model and from whether the options allow a scan. */
export type QueryInput<M extends ModelClass, Scan extends boolean> = [Scan] extends [true] ? ScanInput<M>
  : PartitionInput<M>;

/**
 * What to do with a stored item that is the model's by its key, but that the schema refuses: warn on the console and go on, skip
 * it, throw the `InvalidItemError`, or call a function with that error.
 */
export type OnError = "warn" | "skip" | "raise" | ((error: Error) => void);

/** Options of `get`. */
export interface GetOptions {
  /**
   * Whether the answer must show every write that was done before. In DynamoDB this costs twice as much; the other stores
   * always answer so.
   * @default false
   */
  readonly consistent?: boolean;
}

/**
 * Options of `query`. `Scan` is a parameter of its own, and not all options are one: only so has the argument of an `onError` a
 * type, and an unknown option a message that says so.
 */
export interface QueryOptions<Scan extends boolean = boolean> extends GetOptions {
  /**
   * The most items to yield: items of other models in the same range, and items that the schema refuses, do not count.
   * @default Infinity
   */
  readonly limit?: number;
  /**
   * Descending instead of ascending order of the sort key, by UTF-8 bytes.
   * @default false
   */
  readonly reverse?: boolean;
  /**
   * What to do with an item that the schema refuses.
   * @default "warn"
   */
  readonly onError?: OnError;
  /**
   * Allows a query without the whole partition key. In memory, SQLite and PostgreSQL that reads a range of keys. In DynamoDB it
   * reads the whole table, which costs what the table's size costs, and holds the items found until the table is read, because
   * DynamoDB gives them in no order.
   * @default false
   */
  readonly scan?: Scan;
}
