import type { Backend } from "../core/backend.ts";
import type { ItemKey } from "../core/item_key.ts";
import type { StoredData } from "../core/value.ts";

/** Stores attributes under a key as another program may have written them, without any model. */
export async function storeRaw(
  backend: Backend,
  table: string,
  key: ItemKey,
  data: StoredData,
): Promise<void> {
  await backend.driver.write({ table, changes: [{ kind: "put", key, data }], atomic: false });
}
