/** Goes through the largest partition item by item, and looks how much memory that takes. */

import { Backend, type Driver } from "@dynawrap/dynawrap";
import process from "node:process";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { World } from "./cities.ts";
import { City } from "./models.ts";

/** What was seen on the way. */
export interface Walk {
  /** The name of the country. */
  readonly country: string;
  readonly cities: number;
  readonly pages: number;
  /** How much the heap grew at most, in bytes. */
  readonly growth: number;
  /** How much it grows when all are in one list, in bytes. */
  readonly growthOfList: number;
}

/** After so many cities the heap is looked at. */
const STEP = 2500;

export async function walkLargest(backend: Backend, table: string, world: World): Promise<Walk> {
  const country = largest(world);
  let pages = 0;
  const counting = new Backend(onQuery(backend.driver, () => pages++));
  const before = usedHeap();
  let cities = 0, growth = 0;
  for await (const _ of counting.query(table, City, { country: country.country })) {
    if (cities++ % STEP === 0) growth = Math.max(growth, usedHeap() - before);
  }
  const list = await Array.fromAsync(backend.query(table, City, { country: country.country }));
  return {
    country: country.name,
    cities: list.length,
    pages,
    growth,
    growthOfList: Math.max(0, usedHeap() - before),
  };
}

function largest({ countries, cities }: World): World["countries"][number] {
  const sizes = Map.groupBy(cities, ({ country }) => country);
  const size = ({ country }: { readonly country: string }) => sizes.get(country)!.length;
  return countries.reduce((a, b) => size(b) > size(a) ? b : a);
}

/** A driver that tells of each page that is asked for. */
function onQuery(driver: Driver, tell: () => void): Driver {
  return new Proxy(driver, {
    get(target, name) {
      if (name === "query") tell();
      const member = Reflect.get(target, name);
      return typeof member === "function" ? member.bind(target) : member;
    },
  });
}

/** The bytes that are really in use; where garbage can't be collected at will (in Bun), with the garbage. */
function usedHeap(): number {
  collectGarbage ??= garbageCollector();
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

let collectGarbage: (() => void) | undefined;

function garbageCollector(): () => void {
  try {
    setFlagsFromString("--expose-gc");
    return runInNewContext("gc");
  } catch {
    return () => {};
  }
}
