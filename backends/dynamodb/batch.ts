/** Reads and writes of many items: in batches of as many as DynamoDB takes, and again for what it left undone. */

import type { Change, WriteResult } from "../../core/driver.ts";
import type { ItemKey } from "../../core/item_key.ts";
import type { AttributeMap } from "./attribute_value.ts";
import { isThrottling, UnprocessedKeysError } from "./failure.ts";
import { batchGetRequest, batchWriteRequest, keyAttributes, writeEntry } from "./requests.ts";
import { type RetryPolicy, waitAfter } from "./retry.ts";
import type { Transport } from "./transport.ts";

const MOST_WRITES = 25;
const MOST_READS = 100;

/** How batches are sent. */
export interface BatchPolicy extends RetryPolicy {
  /** How many batches of writes are under way at the same time. */
  readonly concurrency: number;
}

/**
 * Makes changes in batches. After a batch that fails, or of which something is left at last, no other is begun:
 * what stands in the way of one (no permission, no capacity) is likely to be met by the next, and the caller decides. All that
 * is not known to be written is in `unwritten`: the rest of that batch, and the batches that were not begun.
 */
export async function writeBatches(
  transport: Transport,
  table: string,
  changes: readonly Change[],
  policy: BatchPolicy,
): Promise<WriteResult> {
  const unwritten: number[] = [];
  let cause: unknown;
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < changes.length && unwritten.length === 0) {
      const start = next;
      next = Math.min(start + MOST_WRITES, changes.length);
      const positions = Array.from({ length: next - start }, (_, i) => start + i);
      const pending = new Map(positions.map((position) => [idOf(changes[position]!.key), position]));
      try {
        await drain(pending, policy, async (batch) => {
          const request = batchWriteRequest(table, batch.map((position) => writeEntry(changes[position]!)));
          const { UnprocessedItems = {} } = await transport.send("BatchWriteItem", request);
          return Object.values(UnprocessedItems).flat()
            .map(({ PutRequest, DeleteRequest }) => PutRequest?.Item ?? DeleteRequest!.Key);
        });
      } catch (error) {
        cause ??= error;
      }
      unwritten.push(...pending.values());
    }
  };
  const workers = Math.min(policy.concurrency, Math.ceil(changes.length / MOST_WRITES));
  await Promise.all(Array.from({ length: workers }, work));
  if (unwritten.length > 0) {
    unwritten.push(...Array.from({ length: changes.length - next }, (_, i) => next + i));
  }
  return { unwritten: unwritten.sort((a, b) => a - b), cause };
}

/** Reads items by key, in batches: the attributes in the order of the keys, `undefined` where there is no item. */
export async function readBatches(
  transport: Transport,
  table: string,
  keys: readonly ItemKey[],
  consistent: boolean,
  policy: RetryPolicy,
): Promise<readonly (AttributeMap | undefined)[]> {
  const found = new Map<string, AttributeMap>();
  const all = [...new Map(keys.map((key) => [idOf(key), key]))]; // DynamoDB refuses the same key twice
  for (let start = 0; start < all.length; start += MOST_READS) {
    const pending = new Map(all.slice(start, start + MOST_READS));
    await drain(pending, policy, async (batch) => {
      const answer = await transport.send("BatchGetItem", batchGetRequest(table, batch, consistent));
      for (const item of Object.values(answer.Responses ?? {}).flat()) found.set(idOfItem(item), item);
      return Object.values(answer.UnprocessedKeys ?? {}).flatMap(({ Keys = [] }) => Keys);
    });
    if (pending.size > 0) {
      throw new UnprocessedKeysError(
        `DynamoDB has left ${pending.size} of the keys unread in ${policy.attempts} attempts`,
      );
    }
  }
  return keys.map((key) => found.get(idOf(key)));
}

/**
 * Sends what is pending, and what of it is left again and again, until nothing is left, or nothing was done in as many attempts
 * as the policy has. `send` resolves with the items or keys that were left; all others are no longer pending.
 *
 * Part of a batch is left when the table is throttled, but also when an answer would be larger than 16 MB. So attempts count
 * from one again after each that got something done. DynamoDB throttles a batch as a whole only when it has done nothing of it.
 */
async function drain<T>(
  pending: Map<string, T>,
  policy: RetryPolicy,
  send: (batch: readonly T[]) => Promise<readonly AttributeMap[]>,
): Promise<void> {
  for (let attempt = 1, fruitless = 0;; attempt++) {
    const before = pending.size;
    try {
      const left = new Set((await send([...pending.values()])).map(idOfItem));
      for (const id of pending.keys()) if (!left.has(id)) pending.delete(id);
    } catch (error) {
      if (!isThrottling(error) || fruitless + 1 >= policy.attempts) throw error;
    }
    if (pending.size === 0) return;
    if (pending.size < before) [attempt, fruitless] = [1, 0];
    else if (++fruitless >= policy.attempts) return;
    await waitAfter(attempt, policy);
  }
}

function idOf(key: ItemKey): string {
  return idOfItem(keyAttributes(key));
}

function idOfItem({ PK, SK }: AttributeMap): string {
  return JSON.stringify([PK, SK]);
}
