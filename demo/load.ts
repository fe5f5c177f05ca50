/** Loads the world into a table, and measures that. */

import type { AnyItem, Backend } from "@dynawrap/dynawrap";
import type { World } from "./cities.ts";
import { City, Country, Division } from "./models.ts";

/** How many items one call writes. The backend makes requests of them, as many as its store wants. */
const CHUNK = 1000;

/** A load under way: each step writes a chunk and gives the number of its rows. */
export type Load = AsyncIterator<number, void>;

/** How much was written in which time. */
export interface Rate {
  readonly rows: number;
  readonly seconds: number;
}

export function load(backend: Backend, table: string, world: World): Load {
  return inChunks(itemsOf(world), (items) => backend.batchWrite(table, items));
}

/** Each item is made when it is to be written, so that no more than a chunk of them is in memory. */
function* itemsOf({ countries, divisions, cities }: World): Iterable<AnyItem> {
  for (const country of countries) yield new Country(country);
  for (const division of divisions) yield new Division(division);
  for (const city of cities) yield new City(city);
}

export async function* inChunks<T>(
  all: Iterable<T>,
  write: (chunk: readonly T[]) => Promise<void>,
): AsyncGenerator<number, void> {
  let chunk: T[] = [];
  for (const one of all) {
    if (chunk.push(one) < CHUNK) continue;
    await write(chunk);
    yield chunk.length;
    chunk = [];
  }
  if (chunk.length === 0) return;
  await write(chunk);
  yield chunk.length;
}

/**
 * Runs loads of equal size chunk by chunk in turns, so that they are measured in the same minute of the same machine. The making of
 * what is written counts, too.
 */
export async function measure(
  loads: readonly Load[],
  onProgress: (rows: number) => void,
): Promise<readonly Rate[]> {
  const rates = loads.map(() => ({ rows: 0, seconds: 0 }));
  for (let isGoing = true; isGoing;) {
    for (const [i, load] of loads.entries()) {
      const rate = rates[i]!;
      const start = performance.now();
      const { value } = await load.next();
      rate.seconds += (performance.now() - start) / 1000;
      rate.rows += value ?? 0;
      isGoing = value !== undefined;
    }
    onProgress(rates[0]!.rows);
  }
  return rates;
}
