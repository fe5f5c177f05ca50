/**
 * The waist: what a store offers to `Backend`. A driver sees tables, keys and plain data, never a model. Everything that stores share
 * (keys, checks, decoding, limits, iteration, errors) is above it, in `Backend`.
 *
 * The types have room for what `Backend` does not ask for yet: indexes, conditions, updates and atomic writes. A driver says
 * in its `capabilities` what it can do, and nothing else is asked of it.
 */

import type { ItemKey } from "./item_key.ts";
import type { StoredData, StoredValue, Unreadable } from "./value.ts";

/** An item as a store holds it. */
export interface StoredItem {
  /** Under which it is stored. */
  readonly key: ItemKey;
  /** All attributes but the two keys; or, when the driver can't read them, why: one broken item must not spoil a page. */
  readonly data: StoredData | Unreadable;
}

/** What a driver can do beyond reading, querying, scanning and unconditional writes. */
export interface Capabilities {
  /** Whether `scan` answers in the order of keys. If not, `Backend` sorts, and holds what it found until then. */
  readonly orderedScan: boolean;
  /** Whether a change can carry a condition. */
  readonly conditions: boolean;
  /** Whether `update` changes part of an item. */
  readonly updates: boolean;
  /** Whether several changes can be made all or none. */
  readonly atomic: boolean;
  /** Whether a query can go over an index. */
  readonly indexes: boolean;
}

/** A range of sort keys in a partition: those that begin with a text, those between two (each included), or all. */
export type SortKeyRange =
  | { readonly prefix: string; readonly from?: undefined; readonly to?: undefined }
  | { readonly prefix?: undefined; readonly from?: string; readonly to?: string };

/** Where a page ended: the next one begins behind this item. An index adds its own keys. */
export interface Cursor extends ItemKey {
  /** The item's keys in the index that is read. */
  readonly index?: ItemKey;
}

/** A page of a query. */
export interface QueryRequest {
  /** The table. */
  readonly table: string;
  /** An index in place of the table; only if `capabilities.indexes`. */
  readonly index?: string;
  /** The whole partition key. */
  readonly pk: string;
  /** Which of its sort keys. */
  readonly range: SortKeyRange;
  /** Descending instead of ascending order. */
  readonly reverse: boolean;
  /** The most items to look at; the driver may return fewer, with a cursor. */
  readonly limit: number | undefined;
  /** Continue behind this place. */
  readonly after: Cursor | undefined;
  /** Whether the answer must show all writes that were done before; a store that always does so ignores it. */
  readonly consistent: boolean;
}

/** A page of a scan over keys that begin with two texts, either of which may be empty. */
export interface ScanRequest {
  /** The table. */
  readonly table: string;
  /** What the partition keys begin with. */
  readonly pkPrefix: string;
  /** What the sort keys begin with. */
  readonly skPrefix: string;
  /** Descending instead of ascending order; without meaning where `capabilities.orderedScan` is false. */
  readonly reverse: boolean;
  /** The most items to look at; the driver may return fewer, with a cursor. */
  readonly limit: number | undefined;
  /** Continue behind this place. */
  readonly after: Cursor | undefined;
  /** Whether the answer must show all writes that were done before. */
  readonly consistent: boolean;
}

/** Items in order, and where to go on; a page may be empty and still have a next one. */
export interface Page {
  /** The items that were looked at, of any model. */
  readonly items: readonly StoredItem[];
  /** `undefined` when nothing follows. */
  readonly next: Cursor | undefined;
}

/** A condition on a stored item, as plain data. */
export interface Condition {
  /** What must hold of a field. */
  readonly [field: string]: unknown;
}

/** One change to one item. */
export type Change =
  | { readonly kind: "put"; readonly key: ItemKey; readonly data: StoredData; readonly condition?: Condition }
  | { readonly kind: "delete"; readonly key: ItemKey; readonly condition?: Condition }
  | {
    readonly kind: "update";
    readonly key: ItemKey;
    readonly set: { readonly [field: string]: StoredValue };
    readonly condition?: Condition;
  }
  | { readonly kind: "check"; readonly key: ItemKey; readonly condition: Condition };

/** Changes of one table, no two of them to the same item. */
export interface WriteRequest {
  /** The table. */
  readonly table: string;
  /** The changes; there is at least one. */
  readonly changes: readonly Change[];
  /** All or none; only if `capabilities.atomic`. */
  readonly atomic: boolean;
}

/** What became of a write. */
export interface WriteResult {
  /** The positions of the changes that were not made, or may not have been, ascending. */
  readonly unwritten: readonly number[];
  /** Why, when an error was the reason. */
  readonly cause?: unknown;
}

/** What an error of the store means. */
export interface Failure {
  /** What to tell the caller, without a full stop; by default the error's own message. */
  readonly reason?: string;
  /** Whether the same request may succeed later without any change. */
  readonly retryable: boolean;
}

/** A store. Every method throws the client's own error, which `explain` explains. */
export interface Driver {
  /** The store's name in messages: `DynamoDB`. */
  readonly name: string;
  /** What it can do. */
  readonly capabilities: Capabilities;
  /** Throws a `TypeError` for a name that no table of this store can have. */
  checkTable(table: string): void;
  /** Reads items by key, in the order asked; `undefined` where there is none. The same key may be asked for twice. */
  read(
    table: string,
    keys: readonly ItemKey[],
    options: { readonly consistent: boolean },
  ): Promise<readonly (StoredItem | undefined)[]>;
  /** Reads a page of one partition. */
  query(request: QueryRequest): Promise<Page>;
  /** Reads a page of all keys that begin alike. */
  scan(request: ScanRequest): Promise<Page>;
  /** Makes changes. */
  write(request: WriteRequest): Promise<WriteResult>;
  /** What an error that one of these methods threw means. */
  explain(error: unknown): Failure;
}
