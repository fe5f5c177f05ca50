/** `Backend`: the verbs, written once for every store. */

import { decodeItem, encodeItem, keyOf, modelOf } from "./codec.ts";
import { type AnyItem, type ItemKey, keyId } from "./item_key.ts";
import type { Change, Driver } from "./driver.ts";
import { BatchWriteError, InvalidItemError, StoreError, UnsupportedError } from "./errors.ts";
import { insideOf, isItem } from "./item.ts";

import type { KeyFields } from "./key.ts";
import { planQuery } from "./query_plan.ts";
import { runQuery } from "./query_run.ts";
import type { GetOptions, KeyInput, ModelClass, QueryInput, QueryOptions } from "./query_types.ts";
import { quote } from "./text.ts";

/**
 * A store of items. Make one of its subclasses: `MemoryBackend`, `SqliteBackend`, `PostgresBackend`, `DynamoDBBackend`; or
 * a `Backend` over a driver of your own, which `@dynawrap/dynawrap/conformance` proves.
 *
 * The client is the caller's: it is never opened or closed here.
 */
export class Backend {
  /** What speaks to the store. */
  readonly driver: Driver;

  /** Takes the driver of a store. */
  constructor(driver: Driver) {
    this.driver = driver;
  }

  /**
   * Stores an item under its key, and replaces what is there. One request.
   *
   * Throws an `InvalidKeyError` or `UnstorableValueError` before anything is sent, or a `StoreError`.
   */
  async save(table: string, item: AnyItem): Promise<void> {
    this.driver.checkTable(table);
    const change = putOf(item);
    await this.#write(table, [change], [item]);
  }

  /**
   * Stores many items, in requests of as many as the store takes. Of items with the same key, the last one is stored. All items
   * are checked before the first request is sent; do not change them until the promise is settled. Not atomic: on failure, a
   * `BatchWriteError` names what was not written (for a single item, a `StoreError` says why).
   */
  async batchWrite(table: string, items: Iterable<AnyItem>): Promise<void> {
    this.driver.checkTable(table);
    const last = new Map<string, { item: AnyItem; change: Change }>();
    for (const item of items) {
      const change = putOf(item);
      const id = keyId(change.key);
      last.delete(id); // the order of the requests is that of the items that are stored
      last.set(id, { item, change });
    }
    const all = [...last.values()];
    if (all.length > 0) {
      await this.#write(
        table,
        all.map(({ change }) => change),
        all.map(({ item }) => item),
      );
    }
  }

  /**
   * Reads the item with the key that the fields make; `undefined` when there is none, or when what is there is not of this
   * model. One request.
   *
   * Throws an `InvalidKeyError` when a field is missing, before anything is sent; an `InvalidItemError` when the schema refuses
   * what is stored; or a `StoreError`.
   */
  async get<M extends ModelClass>(
    table: string,
    model: M,
    key: KeyInput<M>,
    options: GetOptions = {},
  ): Promise<InstanceType<M> | undefined> {
    this.driver.checkTable(table);
    const keys = [wholeKey(model, key as KeyFields)];
    checkNames("get", options, ["consistent"]);
    const consistent = options.consistent ?? false;
    const [stored] = await this.#send(
      `read ${quote(keys[0]!.PK)} of`,
      table,
      () => this.driver.read(table, keys, { consistent }),
    );
    return stored && decodeItem(model, stored);
  }

  /**
   * Yields the items of a model in one partition, in the order of their sort keys by UTF-8 bytes, page by page as they are taken.
   *
   * The fields are the whole partition key and, if wanted, the first fields of the sort key. The text that they make is what the
   * sort keys begin with. In `CH#{chapter}#PG#{page}` the chapter `1` asks for `CH#1#PG#`, so for that chapter and no other; but
   * a field at the pattern's end may go on: page `1` asks for `CH#1#PG#1`, and finds `CH#1#PG#10` too.
   *
   * Items of other models in the same range are left out. Bad fields throw at the call, before anything is sent.
   */
  query<M extends ModelClass, const Scan extends boolean = false>(
    table: string,
    model: M,
    fields: QueryInput<M, Scan>,
    options: QueryOptions<Scan> = {},
  ): AsyncIterableIterator<InstanceType<M>> {
    this.driver.checkTable(table);
    checkOptions(options);
    const plan = planQuery(
      modelOf(model),
      model.name,
      fieldsOf(model, fields as KeyFields),
      options.scan === true,
    );
    const page = <T>(send: () => Promise<T>) => this.#send("query", table, send);
    return runQuery(this.driver, table, model, plan, options, page);
  }

  /**
   * Removes an item, given as one or as a model and the fields of its key. It is no error when there is none. One request.
   *
   * Throws an `InvalidKeyError` before anything is sent, or a `StoreError`.
   */
  async delete(table: string, item: AnyItem): Promise<void>;
  /** Removes the item with the key that the fields make. */
  async delete<M extends ModelClass>(table: string, model: M, key: KeyInput<M>): Promise<void>;
  async delete(table: string, target: AnyItem | ModelClass, fields?: KeyFields): Promise<void> {
    this.driver.checkTable(table);
    const key = typeof target === "function" ? wholeKey(target, fields!) : keyOf(target);
    await this.#write(table, [{ kind: "delete", key }], []);
  }

  async #write(table: string, changes: readonly Change[], items: readonly AnyItem[]): Promise<void> {
    const one = changes.length === 1 ? changes[0]! : undefined;
    const what = one ? `${one.kind} ${quote(one.key.PK)}, ${quote(one.key.SK)} in` : `write a batch to`;
    const { unwritten, cause } = await this.#send(
      what,
      table,
      () => this.driver.write({ table, changes, atomic: false }),
    );
    if (unwritten.length === 0) return;
    if (one) throw this.#failure(what, table, cause ?? new Error(NOT_TAKEN));
    const keys = unwritten.map((position) => changes[position]!.key);
    const { why, retryable } = cause === undefined
      ? { why: NOT_TAKEN, retryable: true }
      : this.#explain(cause);
    throw new BatchWriteError(
      `Cannot write ${unwritten.length} of ${changes.length} items to the table "${table}" of ${this.driver.name}: ${why}. ` +
        `The first is ${quote(keys[0]!.PK)}, ${
          quote(keys[0]!.SK)
        }; the error's "unwritten" has them all, to be written again`,
      { table, unwritten: unwritten.map((position) => items[position]!), keys, retryable },
      { cause },
    );
  }

  async #send<T>(what: string, table: string, send: () => Promise<T>): Promise<T> {
    try {
      return await send();
    } catch (error) {
      throw this.#failure(what, table, error);
    }
  }

  /** The error for the caller: one of ours as it is, one of the client's as the cause of a `StoreError`. */
  #failure(what: string, table: string, error: unknown): unknown {
    if (error instanceof InvalidItemError || error instanceof UnsupportedError) return error;
    const { why, retryable } = this.#explain(error);
    return new StoreError(
      `Cannot ${what} the table "${table}" of ${this.driver.name}: ${why}`,
      { table, retryable },
      { cause: error },
    );
  }

  #explain(error: unknown): { readonly why: string; readonly retryable: boolean } {
    const { reason, retryable } = this.driver.explain(error);
    return { why: reason ?? (error instanceof Error ? error.message : String(error)), retryable };
  }
}

/** Why something is unwritten when no error was the reason. */
const NOT_TAKEN = "the store did not take it in any try";

function putOf(item: AnyItem): Change & { readonly kind: "put" } {
  return { kind: "put", ...encodeItem(item) };
}

function wholeKey(model: ModelClass, fields: KeyFields): ItemKey {
  const { makePk, makeSk } = modelOf(model);
  const given = fieldsOf(model, fields);
  const read = isItem(fields) ? insideOf(fields).readFrom : undefined;
  return read ?? { PK: makePk(given), SK: makeSk(given) };
}

/** The fields of a call: an object, or an item, of which the fields of its keys are meant. */
function fieldsOf(model: ModelClass, fields: KeyFields): KeyFields {
  const { keyFields } = modelOf(model);
  if (typeof fields !== "object" || fields === null) {
    const given = fields === null ? "null" : typeof fields;
    throw new TypeError(
      `Cannot make a key of "${model.name}": it takes an object with fields (${
        keyFields.join(", ")
      }), and was given ${given}`,
    );
  }
  return fields instanceof model
    ? Object.fromEntries(keyFields.map((field) => [field, fields[field]]))
    : fields;
}

/** Throws a `TypeError` for an option that does not exist: it may be a misspelled one. */
function checkNames(verb: string, options: object, names: readonly string[]): void {
  const unknown = Object.keys(options ?? {}).find((name) => !names.includes(name));
  if (unknown === undefined) return;
  throw new TypeError(`Cannot ${verb} with the option "${unknown}": the options are ${names.join(", ")}`);
}

function checkOptions(options: QueryOptions): void {
  checkNames("query", options, ["limit", "reverse", "onError", "scan", "consistent"]);
  const { limit, onError = "warn" } = options;
  if (limit !== undefined && limit !== Infinity && !(Number.isSafeInteger(limit) && limit >= 0)) {
    throw new RangeError(
      `Cannot query with the limit ${
        typeof limit === "string" ? quote(limit) : limit
      }: it must be a whole number, 0 or more`,
    );
  }
  if (!["warn", "skip", "raise"].includes(onError as string) && typeof onError !== "function") {
    throw new TypeError(
      `Cannot query with onError ${quote(String(onError))}: it is "warn", "skip", "raise" or a function`,
    );
  }
}
