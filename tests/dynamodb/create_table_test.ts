import { deepEqual, equal, rejects } from "node:assert/strict";
import { describe, it } from "node:test";
import { DynamoDBBackend } from "@dynawrap/dynawrap/dynamodb";
import { createTable } from "../../backends/dynamodb/create_table.ts";
import { serviceError } from "./stub_client.ts";

const keys = {
  KeySchema: [{ AttributeName: "PK", KeyType: "HASH" }, { AttributeName: "SK", KeyType: "RANGE" }],
  AttributeDefinitions: [{ AttributeName: "SK", AttributeType: "S" }, {
    AttributeName: "PK",
    AttributeType: "S",
  }],
};
const table = (TableStatus: string, more: object = {}) => ({ Table: { TableStatus, ...keys, ...more } });

/** Makes a table of a service that answers so, and gives the operations and the waits. */
async function make(...answers: readonly object[]): Promise<{ operations: string[]; waits: number[] }> {
  const operations: string[] = [], waits: number[] = [];
  const transport = {
    send(operation: string): Promise<never> {
      const answer = answers[Math.min(operations.length, answers.length - 1)]!;
      operations.push(operation);
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer as never);
    },
  };
  await createTable(transport, "notes", (ms) => (waits.push(ms), Promise.resolve()));
  return { operations, waits };
}

describe("createTable", () => {
  it("waits until the table can be used", async () => {
    const unknown = serviceError("ResourceNotFoundException");
    const { operations, waits } = await make(
      {},
      unknown,
      table("CREATING"),
      table("CREATING"),
      table("ACTIVE"),
    );
    deepEqual(operations, ["CreateTable", ...Array(4).fill("DescribeTable")]);
    deepEqual(waits, [20, 40, 80]);
  });

  it("takes a table that is there", async () => {
    const { operations } = await make(serviceError("ResourceInUseException"), table("UPDATING"));
    deepEqual(operations, ["CreateTable", "DescribeTable"]);
  });

  it("refuses a table with other keys", async () => {
    const inUse = serviceError("ResourceInUseException");
    const other = {
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "N" }],
    };
    await rejects(make(inUse, table("ACTIVE", other)), {
      name: "StoreError",
      table: "notes",
      retryable: false,
      message: 'Cannot create the table "notes" of DynamoDB: there is one with other keys (id HASH N); ' +
        "it must have PK HASH S, SK RANGE S",
    });
    const numbers = {
      AttributeDefinitions: [{ AttributeName: "PK", AttributeType: "S" }, {
        AttributeName: "SK",
        AttributeType: "N",
      }],
    };
    await rejects(make(inUse, table("ACTIVE", numbers)), /other keys \(PK HASH S, SK RANGE N\)/);
  });

  it("gives up after two minutes", async () => {
    await rejects(make({}, table("CREATING")), {
      name: "StoreError",
      message: 'Cannot create the table "notes" of DynamoDB: after 120 s its status is still CREATING',
    });
  });

  it("passes other errors on", async () => {
    const denied = serviceError("AccessDeniedException", "You may not.");
    await rejects(make(denied), {
      name: "StoreError",
      cause: denied,
      message: 'Cannot create the table "notes" of DynamoDB: You may not',
    });
  });

  it("refuses a name that no table has, before anything is sent", async () => {
    const client = { send: () => Promise.reject(new Error("sent")) };
    for (const name of ["", "ab", "a".repeat(256), "a b", 'x"; DROP']) {
      await rejects(DynamoDBBackend.createTable(client, name), {
        name: "TypeError",
        message: /has 3 to 255 letters/,
      });
      equal(name.length > 2 && /^[\w.-]+$/.test(name) && name.length < 256, false);
    }
  });
});
