/** Writes many changes, a part at a time. */

import type { Change, WriteResult } from "../../core/driver.ts";
import type { StoredData } from "../../core/value.ts";

/** The changes that a database is asked for so far. */
export type SqlChange = Change & { readonly kind: "put" | "delete" };

/**
 * Sends the changes in parts of at most `size`, each written whole or not at all. After a part that fails nothing more is sent: it and
 * all that follow are unwritten.
 */
export async function writeInParts(
  changes: readonly Change[],
  size: number,
  send: (part: readonly SqlChange[]) => void | Promise<void>,
): Promise<WriteResult> {
  for (let start = 0; start < changes.length; start += size) {
    try {
      await send(changes.slice(start, start + size) as SqlChange[]);
    } catch (cause) {
      return { unwritten: changes.slice(start).map((_, i) => start + i), cause };
    }
  }
  return { unwritten: [] };
}

/** What stands in the column `schema_version`. */
export function versionOf(data: StoredData): string | null {
  return typeof data.schema_version === "string" ? data.schema_version : null;
}
