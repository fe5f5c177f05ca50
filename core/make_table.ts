import type { Driver } from "./driver.ts";
import { StoreError } from "./errors.ts";

/** Makes a table. Throws a `TypeError` for a name that is none, and a `StoreError` when the store fails. */
export async function makeTable(driver: Driver, table: string, make: () => unknown): Promise<void> {
  driver.checkTable(table);
  try {
    await make();
  } catch (error) {
    const { reason, retryable } = driver.explain(error);
    const why = reason ?? (error instanceof Error ? error.message : String(error));
    throw new StoreError(`Cannot make the table "${table}" of ${driver.name}: ${why}`, { table, retryable }, {
      cause: error,
    });
  }
}
