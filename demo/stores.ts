/** The stores by name. Only the client of the one that is opened is loaded, or looked for in the registry. */

import type { Place, Store } from "./stores/store.ts";

export const storeNames = ["memory", "sqlite", "postgres", "dynamodb"] as const;

export type StoreName = typeof storeNames[number];

export async function openStore(name: StoreName, place: Place): Promise<Store> {
  // As a URL it is no import that Deno follows before it runs.
  const file = new URL(`./stores/${name}.ts`, import.meta.url).href;
  const { open } = await import(file) as { open(place: Place): Promise<Store> };
  return await open(place).catch((error) => {
    throw new Error(`Cannot open the store "${name}": ${error.message}`, { cause: error });
  });
}
