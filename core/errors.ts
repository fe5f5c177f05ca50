/**
 * What a caller of this library would catch. Misuse that only a change of code can mend is a `TypeError`, `RangeError` or
 * `SyntaxError`; these classes are for what depends on data, on the store or on another writer.
 */

import type { AnyItem, ItemKey } from "./item_key.ts";

/** One complaint of a schema: where in the item, and what is wrong there. */
export interface ItemIssue {
  /** Where, as it would be written in code: `history[0].at`. Empty when the whole item is meant. */
  readonly path: string;
  /** What is wrong, in the words of the schema. */
  readonly message: string;
}

/** A key value is empty, missing, of a kind that no key can hold, or would make the key read back as other values. */
export class InvalidKeyError extends TypeError {
  /** Always `"InvalidKeyError"`. */
  override readonly name = "InvalidKeyError";
  /** Always `"INVALID_KEY"`. */
  readonly code = "INVALID_KEY";
  /** The field whose value is refused. */
  readonly field: string;
  /** The key pattern that names the field. */
  readonly pattern: string;

  /** For the library, and for drivers. */
  constructor(message: string, data: { readonly field: string; readonly pattern: string }) {
    super(message);
    this.field = data.field;
    this.pattern = data.pattern;
  }
}

/** The schema refuses an item: one that is being made, or one that a store holds. */
export class InvalidItemError extends TypeError {
  /** Always `"InvalidItemError"`. */
  override readonly name = "InvalidItemError";
  /** Always `"INVALID_ITEM"`. */
  readonly code = "INVALID_ITEM";
  /** The name of the model's class. */
  readonly model: string;
  /** Every complaint, in the order in which the schema gave them. */
  readonly issues: readonly ItemIssue[];
  /** The stored item's key; `undefined` for an item that is being made. */
  readonly key: ItemKey | undefined;

  /** For the library, and for drivers. */
  constructor(
    message: string,
    data: { readonly model: string; readonly issues: readonly ItemIssue[]; readonly key?: ItemKey },
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.model = data.model;
    this.issues = data.issues;
    this.key = data.key;
  }
}

/** An item holds a value that some store could not give back equal, so that none takes it. */
export class UnstorableValueError extends TypeError {
  /** Always `"UnstorableValueError"`. */
  override readonly name = "UnstorableValueError";
  /** Always `"UNSTORABLE_VALUE"`. */
  readonly code = "UNSTORABLE_VALUE";
  /** Where the value is, as it would be written in code: `history[0].at`. */
  readonly path: string;

  /** For the library, and for drivers. */
  constructor(message: string, data: { readonly path: string }) {
    super(message);
    this.path = data.path;
  }
}

/** Part of a batch was not written, or may not have been. What is not named here was written. */
export class BatchWriteError extends Error {
  /** Always `"BatchWriteError"`. */
  override readonly name = "BatchWriteError";
  /** Always `"BATCH_INCOMPLETE"`. */
  readonly code = "BATCH_INCOMPLETE";
  /** The table. */
  readonly table: string;
  /** The items that were not written, in the order in which they were given: pass them to `batchWrite` again. */
  readonly unwritten: readonly AnyItem[];
  /** Their keys, in the same order. */
  readonly keys: readonly ItemKey[];
  /** Whether writing them may succeed later without any change. */
  readonly retryable: boolean;

  /** For the library, and for drivers. */
  constructor(
    message: string,
    data: {
      readonly table: string;
      readonly unwritten: readonly AnyItem[];
      readonly keys: readonly ItemKey[];
      readonly retryable: boolean;
    },
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.table = data.table;
    this.unwritten = data.unwritten;
    this.keys = data.keys;
    this.retryable = data.retryable;
  }
}

/** The store does not offer what the call asks for. Nothing was sent. */
export class UnsupportedError extends Error {
  /** Always `"UnsupportedError"`. */
  override readonly name = "UnsupportedError";
  /** Always `"UNSUPPORTED"`. */
  readonly code = "UNSUPPORTED";
}

/** The store or the way to it failed; the client's own error is the `cause`. */
export class StoreError extends Error {
  /** Always `"StoreError"`. */
  override readonly name = "StoreError";
  /** Always `"STORE_FAILED"`. */
  readonly code = "STORE_FAILED";
  /** The table. */
  readonly table: string;
  /** Whether the same call may succeed later without any change (a lock, throttling, a lost connection). */
  readonly retryable: boolean;

  /** For the library, and for drivers. */
  constructor(
    message: string,
    data: { readonly table: string; readonly retryable: boolean },
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.table = data.table;
    this.retryable = data.retryable;
  }
}
