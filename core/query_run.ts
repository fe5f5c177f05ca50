/** Runs a planned query page by page, and yields the items of one model. */

import { decodeItem } from "./codec.ts";
import type { Cursor, Driver, Page } from "./driver.ts";
import { InvalidItemError } from "./errors.ts";
import type { ItemKey } from "./item_key.ts";
import type { QueryPlan } from "./query_plan.ts";
import type { ModelClass, OnError, QueryOptions } from "./query_types.ts";
import { compareText } from "./text.ts";

interface Found<T> {
  readonly key: ItemKey;
  readonly item: T;
}

/** Wraps the request for a page, so that its errors say what was asked of which table. */
type Send = <T>(send: () => Promise<T>) => Promise<T>;

/** The most items to which a page grows when the limit of a query is smaller. */
const MOST_ASKED = 500;

export async function* runQuery<M extends ModelClass>(
  driver: Driver,
  table: string,
  model: M,
  plan: QueryPlan,
  options: QueryOptions,
  send: Send,
): AsyncIterableIterator<InstanceType<M>> {
  const { limit = Infinity, reverse = false, onError = "warn", consistent = false } = options;
  if (limit === 0) return;
  const inOrder = plan.kind === "query" || driver.capabilities.orderedScan;
  const page = (after: Cursor | undefined, limit: number): Promise<Page> => {
    const common = { table, reverse, limit: limit === Infinity ? undefined : limit, after, consistent };
    return send(() =>
      plan.kind === "query"
        ? driver.query({ ...common, pk: plan.pk, range: plan.range })
        : driver.scan({ ...common, pkPrefix: plan.pkPrefix, skPrefix: plan.skPrefix })
    );
  };
  const found = itemsOf(model, page, inOrder ? limit : Infinity, onError);
  if (inOrder) {
    for await (const { item } of found) yield item;
  } else {
    yield* sorted(found, limit, reverse);
  }
}

async function* itemsOf<M extends ModelClass>(
  model: M,
  page: (after: Cursor | undefined, asked: number) => Promise<Page>,
  limit: number,
  onError: OnError,
): AsyncIterableIterator<Found<InstanceType<M>>> {
  let left = limit;
  let asked = limit;
  let after: Cursor | undefined;
  do {
    const { items, next } = await page(after, asked);
    for (const stored of items) {
      const item = decoded(() => decodeItem(model, stored), onError);
      if (item === undefined) continue;
      yield { key: stored.key, item };
      if (--left === 0) return;
    }
    after = next;
    // A page that was too small had items of other models: the next one is larger, or a few items could take many requests.
    if (asked < MOST_ASKED) asked = Math.min(2 * asked, MOST_ASKED);
  } while (after);
}

function decoded<T>(decode: () => T, onError: OnError): T | undefined {
  try {
    return decode();
  } catch (error) {
    if (onError === "raise" || !(error instanceof InvalidItemError)) throw error;
    if (onError === "warn") console.warn(`${error.message}\nIt is left out; see the option onError of query`);
    else if (typeof onError === "function") onError(error);
    return undefined;
  }
}

/** Sorts what comes in no order; of more than a limit it holds at most twice as many. */
async function* sorted<T>(
  found: AsyncIterable<Found<T>>,
  limit: number,
  reverse: boolean,
): AsyncIterableIterator<T> {
  const sign = reverse ? -1 : 1;
  const held: Found<T>[] = [];
  const arrange = (): void => {
    held.sort(({ key: a }, { key: b }) => sign * (compareText(a.PK, b.PK) || compareText(a.SK, b.SK)));
    if (held.length > limit) held.length = limit;
  };
  for await (const one of found) {
    held.push(one);
    if (held.length >= 2 * limit) arrange();
  }
  arrange();
  for (const { item } of held) yield item;
}
