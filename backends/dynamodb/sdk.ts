/** The transport over a client of the AWS SDK for JavaScript, version 3. */

import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  CreateTableCommand,
  DeleteItemCommand,
  DescribeTableCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
} from "@aws-sdk/client-dynamodb";
import type { Answers, Transport } from "./transport.ts";

/**
 * A `DynamoDBClient` or `DynamoDBDocumentClient` of the AWS SDK, version 3, and whatever wraps one. It is made, and destroyed, by
 * the caller; region, credentials, time limits and the retries of single requests are its business.
 */
export interface DynamoDBClientLike {
  /** Sends a command of the SDK. */
  // deno-lint-ignore no-explicit-any -- the SDK's own types of commands, of any of its versions, fit nothing narrower
  send(command: any): Promise<any>;
}

type Command = new (input: never) => object;

const commands: { readonly [Operation in keyof Answers]: Command } = {
  PutItem: PutItemCommand,
  DeleteItem: DeleteItemCommand,
  GetItem: GetItemCommand,
  Query: QueryCommand,
  Scan: ScanCommand,
  BatchGetItem: BatchGetItemCommand,
  BatchWriteItem: BatchWriteItemCommand,
  CreateTable: CreateTableCommand,
  DescribeTable: DescribeTableCommand,
};

/** Throws a `TypeError` when the client is none. */
export function sdkTransport(client: DynamoDBClientLike): Transport {
  if (typeof client?.send !== "function") {
    throw new TypeError(
      `Cannot use ${client === null ? "null" : typeof client} as a client of DynamoDB: ` +
        `it must be a DynamoDBClient of "@aws-sdk/client-dynamodb"`,
    );
  }
  return { send: (operation, input) => client.send(new commands[operation](input as never)) };
}
