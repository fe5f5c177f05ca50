/** Between rows and stored items. */

import type { Cursor, Page, StoredItem } from "../../core/driver.ts";
import { Unreadable } from "../../core/value.ts";
import { fromJson } from "./json.ts";
import { pageSize } from "./select.ts";

/** A row as the statements select it. */
export interface Row {
  readonly pk: string;
  readonly sk: string;
  readonly data: string;
}

/** The item of a row. */
export function itemOf({ pk, sk, data }: Row): StoredItem {
  const isText = typeof data === "string";
  return { key: { PK: pk, SK: sk }, data: isText ? fromJson(data) : new Unreadable("its data is no text") };
}

/** The page of rows, of which at most `limit` were asked for: when all came, others may follow. */
export function pageOf(rows: readonly Row[], limit: number | undefined): Page {
  const items = rows.map(itemOf);
  const next: Cursor | undefined = rows.length < pageSize(limit) ? undefined : items.at(-1)?.key;
  return { items, next };
}

/** Puts items in the order of the keys that were asked for. A key that is asked for twice gets an item of its own each time. */
export function inOrder<K extends { readonly PK: string; readonly SK: string }>(
  keys: readonly K[],
  rows: readonly Row[],
): (StoredItem | undefined)[] {
  const found = new Map(rows.map((row) => [JSON.stringify([row.pk, row.sk]), row]));
  return keys.map(({ PK, SK }) => {
    const row = found.get(JSON.stringify([PK, SK]));
    return row && itemOf(row);
  });
}
