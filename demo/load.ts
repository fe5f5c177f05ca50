/** Loads the world into a table: with this library, and by hand to compare. */

import type { AnyItem, Backend } from "@dynawrap/dynawrap";
import type { World } from "./cities.ts";
import { City, Country, Division } from "./models.ts";

/** How many items one call writes. The backend makes requests of them, as many as its store wants. */
export const CHUNK = 1000;

/** How much was written in which time. */
export interface Rate {
  readonly rows: number;
  readonly seconds: number;
}

/** Told after each call how many rows are written. */
export type OnProgress = (rows: number) => void;

export function load(backend: Backend, table: string, world: World, onProgress: OnProgress): Promise<Rate> {
  return timed(itemsOf(world), (items) => backend.batchWrite(table, items), onProgress);
}

/** Each item is made when it is written, so that no more than a chunk of them is in memory. */
function* itemsOf({ countries, divisions, cities }: World): Iterable<AnyItem> {
  for (const country of countries) yield new Country(country);
  for (const division of divisions) yield new Division(division);
  for (const city of cities) yield new City(city);
}

/** Writes in chunks, and measures. The making of what is written counts, too. */
export async function timed<T>(
  all: Iterable<T>,
  write: (chunk: T[]) => Promise<void>,
  onProgress: OnProgress,
): Promise<Rate> {
  const start = performance.now();
  let rows = 0;
  for (const chunk of chunks(all)) {
    await write(chunk);
    rows += chunk.length;
    onProgress(rows);
  }
  return { rows, seconds: (performance.now() - start) / 1000 };
}

function* chunks<T>(all: Iterable<T>): Iterable<T[]> {
  let chunk: T[] = [];
  for (const one of all) {
    chunk.push(one);
    if (chunk.length === CHUNK) {
      yield chunk;
      chunk = [];
    }
  }
  if (chunk.length > 0) yield chunk;
}
