/**
 * DynamoDB, through the AWS SDK for JavaScript: `@dynawrap/dynawrap/dynamodb`.
 *
 * @example
 * ```ts
 * import { DBItem, t } from "@dynawrap/dynawrap";
 * import { DynamoDBBackend } from "@dynawrap/dynawrap/dynamodb";
 * import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
 * import { equal } from "node:assert/strict";
 * import dynalite from "dynalite"; // an emulator; a client of AWS needs no endpoint
 *
 * class Note extends DBItem({
 *   pk: "USER#{owner}",
 *   sk: "NOTE#{id}",
 *   schema: t.object({ owner: t.string(), id: t.string(), text: t.string() }),
 * }) {}
 *
 * const server = dynalite({ createTableMs: 0 });
 * await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
 * const client = new DynamoDBClient({
 *   endpoint: `http://127.0.0.1:${(server.address() as { port: number }).port}`,
 *   region: "eu-central-1",
 *   credentials: { accessKeyId: "any", secretAccessKey: "any" },
 * });
 *
 * await DynamoDBBackend.createTable(client, "notes");
 * const backend = new DynamoDBBackend(client);
 * await backend.save("notes", new Note({ owner: "ana", id: "1", text: "Buy milk" }));
 * equal((await backend.get("notes", Note, { owner: "ana", id: "1" }))?.text, "Buy milk");
 *
 * client.destroy();
 * server.close();
 * ```
 *
 * @module
 */

import { Backend } from "../core/backend.ts";
import type { ModelClass } from "../core/query_types.ts";
import { createTable } from "./dynamodb/create_table.ts";
import { DynamoDBDriver } from "./dynamodb/driver.ts";
import { type RetryPolicy, retryPolicy } from "./dynamodb/retry.ts";
import { type DynamoDBClientLike, sdkTransport } from "./dynamodb/sdk.ts";
import { itemOfRecord, noMatch, type StreamOptions, type StreamRecord } from "./dynamodb/stream.ts";

export type { RetryPolicy } from "./dynamodb/retry.ts";
export type { DynamoDBClientLike } from "./dynamodb/sdk.ts";
export { type StreamOptions, type StreamRecord, StreamRecordError } from "./dynamodb/stream.ts";

/** Options of `DynamoDBBackend`. */
export interface DynamoDBOptions {
  /**
   * How the part of a batch is sent again that DynamoDB did not take. Single requests are tried again by the client, as it is
   * configured.
   */
  readonly retry?: Partial<RetryPolicy>;
  /**
   * How many requests of a `batchWrite` are under way at the same time, of 25 items each.
   * @default 1
   */
  readonly concurrency?: number;
}

/**
 * A store in DynamoDB. A table is its partition key `PK` and its sort key `SK`, both strings: `createTable` makes one.
 *
 * A `batchWrite` is sent in requests of 25 items. What DynamoDB leaves undone is sent again after growing pauses; when
 * something is left after the last attempt, or a request fails, no further one is begun, and the `BatchWriteError` names all items
 * that are not known to be written.
 */
export class DynamoDBBackend extends Backend {
  /** Takes a client, which stays the caller's. Throws for one that is none, or for an option that makes no sense. */
  constructor(client: DynamoDBClientLike, options: DynamoDBOptions = {}) {
    const { retry, concurrency = 1 } = options;
    if (!(Number.isSafeInteger(concurrency) && concurrency >= 1)) {
      throw new RangeError(
        `Cannot send ${concurrency} requests at a time: it must be a whole number, 1 or more`,
      );
    }
    super(new DynamoDBDriver(sdkTransport(client), { ...retryPolicy(retry), concurrency }));
  }

  /**
   * Makes a table, paid by request, if it is not there, and waits until it can be used. Throws a `StoreError`, also when
   * there is one with other keys, or when it can't be used after two minutes.
   */
  static async createTable(client: DynamoDBClientLike, table: string): Promise<void> {
    await createTable(sdkTransport(client), table, retryPolicy().sleep);
  }

  /**
   * The item of a record of DynamoDB Streams: as it is after the change, or as it was before, when it was removed. An item is a
   * model's when the model makes its keys of its fields.
   *
   * Given one model, it throws a `StreamRecordError` when the item is of another. Given a list of models, it returns the item
   * of the first of them whose it is, and `undefined` when it is of none. In both forms it throws a `StreamRecordError` with the
   * code `NO_IMAGE` when the record has no item but only keys (the stream's view type does that), and an `InvalidItemError`
   * when the schema refuses the item.
   *
   * @example
   * ```ts
   * import { DBItem, t } from "@dynawrap/dynawrap";
   * import { DynamoDBBackend } from "@dynawrap/dynawrap/dynamodb";
   * import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
   * import { deepEqual } from "node:assert/strict";
   *
   * const mails: string[] = [];
   *
   * class UserProfile extends DBItem({
   *   pk: "USER#{user_id}",
   *   sk: "PROFILE",
   *   schema: t.object({ user_id: t.string(), email: t.string() }),
   * }) {
   *   override handleStreamEvent(eventType: string): void {
   *     if (eventType === "INSERT") mails.push(`Welcome, ${this.email}`);
   *   }
   * }
   *
   * const backend = new DynamoDBBackend(new DynamoDBClient({ region: "eu-central-1" }));
   *
   * // As AWS Lambda calls it.
   * function handler(event: { Records: { eventName: string; dynamodb: object }[] }): void {
   *   for (const record of event.Records) {
   *     backend.fromStreamRecord(record, [UserProfile])?.handleStreamEvent(record.eventName);
   *   }
   * }
   *
   * const image = { PK: { S: "USER#7" }, SK: { S: "PROFILE" }, user_id: { S: "7" }, email: { S: "ana@example.org" } };
   * handler({ Records: [{ eventName: "INSERT", dynamodb: { NewImage: image } }] });
   * deepEqual(mails, ["Welcome, ana@example.org"]);
   * ```
   */
  fromStreamRecord<M extends ModelClass>(
    record: StreamRecord,
    target: M,
    options?: StreamOptions,
  ): InstanceType<M>;
  /** The same for the first model, of several, whose the item is; `undefined` when it is of none. */
  fromStreamRecord<const Models extends readonly ModelClass[]>(
    record: StreamRecord,
    target: Models,
    options?: StreamOptions,
  ): InstanceType<Models[number]> | undefined;
  fromStreamRecord(
    record: StreamRecord,
    target: ModelClass | readonly ModelClass[],
    options: StreamOptions = {},
  ): unknown {
    const models = typeof target === "function" ? [target] : target as readonly ModelClass[];
    const { item, key } = itemOfRecord(record, models, options);
    if (item === undefined && typeof target === "function") throw noMatch(record, target, key);
    return item;
  }
}
