/** The driver over maps in memory: partitions by partition key, each with its sort keys in order. */

import type {
  Capabilities,
  Driver,
  Failure,
  Page,
  QueryRequest,
  ScanRequest,
  StoredItem,
  WriteRequest,
  WriteResult,
} from "../../core/driver.ts";
import type { ItemKey } from "../../core/item_key.ts";
import { UnsupportedError } from "../../core/errors.ts";
import { checkTableName } from "../../core/table_name.ts";
import { compareText } from "../../core/text.ts";
import { isRecord, setOwn, type StoredData, type StoredValue } from "../../core/value.ts";
import { SortedMap } from "./sorted_map.ts";

/** The most items of a page. */
const PAGE = 500;

/**
 * A table: its partitions, and in each the attributes of items by sort key.
 *
 * @internal
 */
export class MemoryTable {
  /** The partitions by partition key. */
  readonly partitions: SortedMap<SortedMap<StoredData>> = new SortedMap();
}

export class MemoryDriver implements Driver {
  readonly name = "memory";
  readonly capabilities: Capabilities = {
    orderedScan: true,
    conditions: false,
    updates: false,
    atomic: false,
    indexes: false,
  };
  readonly #tables: Map<string, MemoryTable>;

  constructor(tables: Map<string, MemoryTable>) {
    this.#tables = tables;
  }

  checkTable(table: string): void {
    checkTableName(table, this.name);
  }

  read(table: string, keys: readonly ItemKey[]): Promise<readonly (StoredItem | undefined)[]> {
    const { partitions } = this.#table(table);
    return Promise.resolve(keys.map((key) => {
      const data = partitions.get(key.PK)?.get(key.SK);
      return data && { key, data: copyOf(data) };
    }));
  }

  query({ table, pk, range, reverse, limit: asked = PAGE, after }: QueryRequest): Promise<Page> {
    const partition = this.#table(table).partitions.get(pk);
    const { prefix = "", from, to } = range, limit = Math.min(asked, PAGE);
    const keys = partition?.keys(reverse, after?.SK, prefix) ?? [];
    const items: StoredItem[] = [];
    for (const sk of keys) {
      if (
        (from !== undefined && compareText(sk, from) < 0) || (to !== undefined && compareText(sk, to) > 0)
      ) continue;
      items.push({ key: { PK: pk, SK: sk }, data: copyOf(partition!.get(sk)!) });
      if (items.length === limit) break;
    }
    return Promise.resolve({ items, next: items.length === limit ? items.at(-1)!.key : undefined });
  }

  scan({ table, pkPrefix, skPrefix, reverse, limit: asked = PAGE, after }: ScanRequest): Promise<Page> {
    const { partitions } = this.#table(table), limit = Math.min(asked, PAGE);
    const items: StoredItem[] = [];
    for (const pk of fromPartition(partitions, after?.PK, reverse, pkPrefix)) {
      const partition = partitions.get(pk)!;
      for (const sk of partition.keys(reverse, pk === after?.PK ? after.SK : undefined, skPrefix)) {
        items.push({ key: { PK: pk, SK: sk }, data: copyOf(partition.get(sk)!) });
        if (items.length === limit) return Promise.resolve({ items, next: items.at(-1)!.key });
      }
    }
    return Promise.resolve({ items, next: undefined });
  }

  // Async, so that what is thrown is a rejection.
  async write({ table, changes }: WriteRequest): Promise<WriteResult> {
    const { partitions } = this.#table(table);
    for (const change of changes) {
      const { PK, SK } = change.key;
      if (change.kind === "put") {
        let partition = partitions.get(PK);
        if (!partition) partitions.set(PK, partition = new SortedMap());
        partition.set(SK, copyOf(change.data));
      } else if (change.kind !== "delete") {
        throw new UnsupportedError(`Cannot make the change "${change.kind}" in memory`);
      } else {
        const partition = partitions.get(PK);
        partition?.delete(SK);
        if (partition?.size === 0) partitions.delete(PK);
      }
    }
    return await { unwritten: [] };
  }

  explain(): Failure {
    return { retryable: false };
  }

  #table(name: string): MemoryTable {
    let table = this.#tables.get(name);
    if (!table) this.#tables.set(name, table = new MemoryTable());
    return table;
  }
}

/** The partition keys in order, from one on. */
function* fromPartition(
  partitions: MemoryTable["partitions"],
  from: string | undefined,
  reverse: boolean,
  prefix: string,
): IterableIterator<string> {
  if (from !== undefined && partitions.get(from)) yield from;
  yield* partitions.keys(reverse, from, prefix);
}

/** A deep copy of what is stored: what a caller changes afterwards must not reach it. */
function copyOf(data: StoredData): StoredData {
  const copy: Record<string, StoredValue> = { ...data };
  for (const name of Object.keys(copy)) {
    const value = copy[name]!;
    if (typeof value === "object" && value !== null) setOwn(copy, name, copyValue(value));
  }
  return copy;
}

function copyValue(value: StoredValue): StoredValue {
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Uint8Array) return new Uint8Array(value);
  if (Array.isArray(value)) return value.map(copyValue);
  if (value instanceof Set) return new Set([...value].map((member) => copyValue(member) as string));
  return isRecord(value) ? copyOf(value as StoredData) : value; // a Decimal never changes
}
