import { StoreError } from "../../core/errors.ts";
import { checkTableName } from "../../core/table_name.ts";
import { explainError, nameOf } from "./failure.ts";
import { createTableRequest } from "./requests.ts";
import type { TableDescription, Transport } from "./transport.ts";

/** How long to wait for a table, in milliseconds: the first pause, the longest one, and all of them together. */
const FIRST_PAUSE = 20, LONGEST_PAUSE = 2000, LONGEST_WAIT = 120_000;

/** Makes a table with the keys `PK` and `SK`, if it is not there, and waits until it can be used. */
export async function createTable(
  transport: Transport,
  table: string,
  sleep: (milliseconds: number) => Promise<void>,
): Promise<void> {
  checkTableName(table, "DynamoDB", 3);
  try {
    try {
      await transport.send("CreateTable", createTableRequest(table));
    } catch (error) {
      if (nameOf(error) !== "ResourceInUseException") throw error; // this one says that it is there
    }
    await waitUntilActive(transport, table, sleep);
  } catch (error) {
    const { reason, retryable } = explainError(error);
    throw new StoreError(`Cannot create the table "${table}" of DynamoDB: ${reason}`, { table, retryable }, {
      cause: error,
    });
  }
}

async function waitUntilActive(
  transport: Transport,
  table: string,
  sleep: (milliseconds: number) => Promise<void>,
): Promise<void> {
  let pause = FIRST_PAUSE;
  for (let waited = 0;; waited += pause, pause = Math.min(2 * pause, LONGEST_PAUSE)) {
    const description = await describe(transport, table);
    if (description) checkKeys(description);
    // A table of which parts are being changed can be used; one that is made, or not yet known to each server, can't.
    if (description?.TableStatus === "ACTIVE" || description?.TableStatus === "UPDATING") return;
    if (waited >= LONGEST_WAIT) {
      throw new Error(
        `after ${LONGEST_WAIT / 1000} s its status is still ${description?.TableStatus ?? "unknown"}`,
      );
    }
    await sleep(pause);
  }
}

/** `undefined` while the server that answers does not know the table yet. */
async function describe(transport: Transport, table: string): Promise<TableDescription | undefined> {
  try {
    return (await transport.send("DescribeTable", { TableName: table })).Table;
  } catch (error) {
    if (nameOf(error) === "ResourceNotFoundException") return undefined;
    throw error;
  }
}

function checkKeys({ KeySchema = [], AttributeDefinitions = [] }: TableDescription): void {
  const types = new Map(AttributeDefinitions.map((one) => [one.AttributeName, one.AttributeType]));
  const keys = KeySchema.map(({ AttributeName, KeyType }) =>
    `${AttributeName} ${KeyType} ${types.get(AttributeName)}`
  );
  if (keys.join(", ") !== "PK HASH S, SK RANGE S") {
    throw new Error(`there is one with other keys (${keys.join(", ")}); it must have PK HASH S, SK RANGE S`);
  }
}
