/** Writes many changes, a part at a time. */

import type { Change, WriteResult } from "../../core/driver.ts";
import { UnsupportedError } from "../../core/errors.ts";
import type { ItemKey } from "../../core/item_key.ts";
import type { StoredData } from "../../core/value.ts";
import { toJson } from "./json.ts";

/** A row to be stored, its columns in the order of the table. */
export interface NewRow {
  readonly pk: string;
  readonly sk: string;
  readonly version: string | null;
  /** The attributes as JSON. */
  readonly data: string;
}

/** Makes many changes of one kind by one statement. */
export interface Sender {
  put(rows: readonly NewRow[]): unknown;
  delete(keys: readonly ItemKey[]): unknown;
}

/** How long the JSON of a part may get: a part that is longer is one item. */
const PART_LENGTH = 4_000_000;

/**
 * Sends the changes in parts of at most `size`, each of one kind, so that it is one statement, which is done whole or not at all; the
 * keys all differ, so that the order of parts does not matter. After a part that fails nothing more is sent.
 */
export async function writeInParts(
  changes: readonly Change[],
  size: number,
  sender: Sender,
): Promise<WriteResult> {
  const unwritten = new Set(changes.keys());
  try {
    for (const { positions, rows } of putsInParts(changes, size)) {
      await sender.put(rows);
      for (const position of positions) unwritten.delete(position);
    }
    const deletes = [...unwritten];
    for (let start = 0; start < deletes.length; start += size) {
      const positions = deletes.slice(start, start + size);
      await sender.delete(positions.map((position) => changes[position]!.key));
      for (const position of positions) unwritten.delete(position);
    }
  } catch (cause) {
    return { unwritten: [...unwritten], cause };
  }
  return { unwritten: [] };
}

function* putsInParts(
  changes: readonly Change[],
  size: number,
): Generator<{ readonly positions: readonly number[]; readonly rows: readonly NewRow[] }> {
  let positions: number[] = [], rows: NewRow[] = [], length = 0;
  for (const [position, change] of changes.entries()) {
    if (change.kind === "delete") continue;
    if (change.kind !== "put") throw new UnsupportedError(`Cannot make the change "${change.kind}" in SQL`);
    const row = rowOf(change.key, change.data);
    if (rows.length === size || (rows.length > 0 && length + row.data.length > PART_LENGTH)) {
      yield { positions, rows };
      [positions, rows, length] = [[], [], 0];
    }
    positions.push(position);
    rows.push(row);
    length += row.data.length;
  }
  if (rows.length > 0) yield { positions, rows };
}

function rowOf({ PK, SK }: ItemKey, data: StoredData): NewRow {
  const version = data.schema_version;
  // PostgreSQL has no U+0000 in a text; in `data` it is tagged.
  const isText = typeof version === "string" && !version.includes("\0");
  return { pk: PK, sk: SK, version: isText ? version : null, data: toJson(data) };
}
