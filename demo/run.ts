/** One run: the world into a table of one store, and the questions to it. */

import type { ItemKey } from "@dynawrap/dynawrap";
import { isDeepStrictEqual } from "node:util";
import { loadByHand } from "./baseline.ts";
import { lyon, type World } from "./cities.ts";
import { load, measure, type Rate } from "./load.ts";
import { City } from "./models.ts";
import { type Answer, askAll } from "./questions.ts";
import { openStore, type StoreName } from "./stores.ts";
import type { Place, Store } from "./stores/store.ts";
import { type Walk, walkLargest } from "./walk.ts";

const TABLE = "places", TABLE_BY_HAND = "places_by_hand";

export interface RunOptions extends Place {
  /** Loads the same rows by hand, too. */
  readonly baseline?: boolean;
  /** Is told of each step, to report it. */
  readonly watcher?: Watcher;
}

export interface Watcher {
  opened(store: Store): void;
  /** A load of so many items begins. */
  loading(total: number): LoadWatcher;
  loaded(rate: Rate, byHand: Rate | undefined): void;
  /** What the store's own client reads under a key. */
  readRaw(key: ItemKey, raw: unknown): void;
  walked(walk: Walk): void;
}

export interface LoadWatcher {
  update(rows: number): void;
  stop(): void;
}

/** What a run has found. */
export interface Outcome {
  /** The title of the store. */
  readonly store: string;
  readonly rate: Rate;
  readonly rateByHand: Rate | undefined;
  readonly walk: Walk;
  readonly answers: readonly Answer[];
}

export async function runStore(name: StoreName, world: World, options: RunOptions = {}): Promise<Outcome> {
  const { watcher, baseline } = options;
  const store = await openStore(name, options);
  try {
    watcher?.opened(store);
    await store.createTable(TABLE);
    const loads = [load(store.backend, TABLE, world)];
    if (baseline) {
      await store.createTable(TABLE_BY_HAND);
      loads.push(loadByHand(store, TABLE_BY_HAND, world));
    }
    const bar = watcher?.loading(world.countries.length + world.divisions.length + world.cities.length);
    const [rate, rateByHand] = await measure(loads, (rows) => bar?.update(rows)).finally(() => bar?.stop());
    watcher?.loaded(rate!, rateByHand);
    const key = City.createItemKey(lyon);
    watcher?.readRaw(key, await store.readRaw(TABLE, key));
    const walk = await walkLargest(store.backend, TABLE, world);
    watcher?.walked(walk);
    const answers = await askAll(store.backend, TABLE);
    return { store: store.title, rate: rate!, rateByHand, walk, answers };
  } finally {
    await store.close();
  }
}

/** Where the answers of a store are not those of the first one: a line for each. */
export function differences([first, ...others]: readonly Outcome[]): string[] {
  return others.flatMap(({ store, answers }) =>
    answers
      .filter(({ found }, i) => !isDeepStrictEqual(found, first!.answers[i]!.found))
      .map(({ question }) => `${question}: ${store} has another answer than ${first!.store}`)
  );
}
