/**
 * Declare a model's key patterns once; dynawrap builds the keys, checks them at compile time, serialises the item and answers
 * queries, with one interface over DynamoDB, PostgreSQL, SQLite and memory.
 *
 * @module
 */

export { Backend } from "./core/backend.ts";

export type * from "./core/driver.ts";
export * from "./core/errors.ts";
export { DBItem, type FieldsOf, type ItemClass, type ItemDefinition, type ItemMethods } from "./core/item.ts";
export type { AnyItem, ItemKey } from "./core/item_key.ts";
export type { KeyValue } from "./core/format/format.ts";
export type { KeyFields } from "./core/key.ts";
export type { CheckedPattern, KeyScalar, PatternFields } from "./core/pattern_types.ts";
export type {
  GetOptions,
  KeyInput,
  ModelClass,
  OnError,
  PartitionInput,
  QueryInput,
  QueryOptions,
  ScanInput,
} from "./core/query_types.ts";
export type {
  AnySchema,
  SchemaInput,
  SchemaOutput,
  StandardIssue,
  StandardResult,
  StandardSchema,
} from "./core/schema.ts";
export type { SchemaHash } from "./core/schema_version.ts";
/** The core's own schemas: `t.object({ owner: t.string() })`. */
export * as t from "./core/t.ts";
export { Decimal, type StoredData, type StoredValue, Unreadable } from "./core/value.ts";
