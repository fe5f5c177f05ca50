/** What only DynamoDB does, on a server that behaves as it does, through the AWS SDK. */

import { deepEqual, equal, ok, rejects } from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { CreateTableCommand, DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { BatchWriteError, DBItem, Decimal, t } from "@dynawrap/dynawrap";
import { DynamoDBBackend } from "@dynawrap/dynawrap/dynamodb";
import { type Dynalite, startDynalite } from "../fixtures/dynalite.ts";

class Note extends DBItem({
  pk: "USER#{owner}",
  sk: "NOTE#{id:05d}",
  schema: t.object({
    owner: t.string(),
    id: t.integer(),
    text: t.string({ default: "" }),
    decimal: t.optional(t.decimal()),
    bigint: t.optional(t.bigint()),
    bytes: t.optional(t.bytes()),
    blobs: t.optional(t.set(t.bytes())),
  }),
}) {}

const notes = (count: number, text = "") =>
  Array.from({ length: count }, (_, id) => new Note({ owner: "a", id, text }));
const idsOf = (found: readonly Note[]) => found.map(({ id }) => id);

describe("DynamoDB, as dynalite has it", () => {
  let server: Dynalite;
  let client: DynamoDBClient;
  let backend: DynamoDBBackend;
  const operations: string[] = [];

  before(async () => {
    server = await startDynalite();
    const credentials = { accessKeyId: "x", secretAccessKey: "x" };
    client = new DynamoDBClient({ endpoint: server.endpoint, region: "eu-central-1", credentials });
    backend = new DynamoDBBackend({
      send: (command) => (operations.push(command.constructor.name), client.send(command)),
    });
    for (const table of ["single", "batches", "pages", "large"]) {
      await DynamoDBBackend.createTable(client, table);
    }
  });
  after(async () => {
    client.destroy();
    await server.stop();
  });

  it("creates a table once, and refuses one with other keys", async () => {
    await DynamoDBBackend.createTable(client, "single");
    await client.send(
      new CreateTableCommand({
        TableName: "other",
        AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
        KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
        BillingMode: "PAY_PER_REQUEST",
      }),
    );
    await rejects(DynamoDBBackend.createTable(client, "other"), /there is one with other keys \(id HASH S\)/);
  });

  it("saves, reads and deletes with one request each", async () => {
    const note = new Note({
      owner: "a",
      id: 1,
      text: "é\u{1F600}\u0000",
      decimal: new Decimal("-9007199254740993.25"),
      bigint: 2n ** 60n,
      bytes: new Uint8Array([0, 255]),
      blobs: new Set([new Uint8Array([1]), new Uint8Array()]),
    });
    operations.length = 0;
    await backend.save("single", note);
    deepEqual(await backend.get("single", Note, { owner: "a", id: 1 }, { consistent: true }), note);
    await backend.delete("single", note);
    equal(await backend.get("single", Note, { owner: "a", id: 1 }), undefined);
    await backend.delete("single", note);
    deepEqual(operations, [
      "PutItemCommand",
      "GetItemCommand",
      "DeleteItemCommand",
      "GetItemCommand",
      "DeleteItemCommand",
    ]);
  });

  it("stores attributes of DynamoDB's own types", async () => {
    await backend.save("single", new Note({ owner: "b", id: 1, bytes: new Uint8Array([7]), bigint: 5n }));
    const Key = { PK: { S: "USER#b" }, SK: { S: "NOTE#00001" } };
    const { Item } = await client.send(new GetItemCommand({ TableName: "single", Key }));
    deepEqual({ ...Item, schema_version: undefined }, {
      schema_version: undefined,
      owner: { S: "b" },
      id: { N: "1" },
      text: { S: "" },
      bytes: { B: new Uint8Array([7]) },
      bigint: { N: "5" },
      ...Key,
    });
  });

  it("writes batches of more than 25, of which the last of equal keys stands", async () => {
    operations.length = 0;
    await backend.batchWrite("batches", [...notes(60), ...notes(3, "again")]);
    deepEqual(operations, Array(3).fill("BatchWriteItemCommand"));
    const found = await Array.fromAsync(backend.query("batches", Note, { owner: "a" }));
    deepEqual(idsOf(found), idsOf(notes(60)));
    deepEqual(found.slice(0, 4).map(({ text }) => text), ["again", "again", "again", ""]);
  });

  it("names what a batch did not write when an item is too large", async () => {
    const large = new Note({ owner: "large", id: 30, text: "x".repeat(400 * 1024) });
    const all = notes(60).map((note) => note.id === 30 ? large : note.with({ owner: "large" }));
    const error = await backend.batchWrite("batches", all).catch((error) => error);
    ok(error instanceof BatchWriteError, String(error));
    deepEqual(idsOf(error.unwritten as Note[]), idsOf(notes(60)).slice(25));
    ok(error.message.includes("Item size has exceeded the maximum allowed size"), error.message);
    deepEqual(
      idsOf(await Array.fromAsync(backend.query("batches", Note, { owner: "large" }))),
      idsOf(notes(25)),
    );
  });

  it("reads many keys in the order asked, with those that are missing and those asked for twice", async () => {
    const key = (id: number) => ({ PK: "USER#a", SK: `NOTE#${String(id).padStart(5, "0")}` });
    const asked = [...Array(120).keys(), 3, 3].reverse();
    const items = await backend.driver.read("batches", asked.map(key), { consistent: true });
    deepEqual(items.map((item) => item?.key.SK), asked.map((id) => id < 60 ? key(id).SK : undefined));
  });

  it("pages through more than a megabyte, forward, back and with a limit", async () => {
    await backend.batchWrite("pages", notes(25, "x".repeat(100_000)));
    operations.length = 0;
    deepEqual(idsOf(await Array.fromAsync(backend.query("pages", Note, { owner: "a" }))), idsOf(notes(25)));
    equal(operations.length, 3);
    const options = { reverse: true, limit: 20, consistent: true };
    deepEqual(
      idsOf(await Array.fromAsync(backend.query("pages", Note, { owner: "a" }, options))),
      idsOf(notes(25)).reverse().slice(0, 20),
    );
    const scanned = await Array.fromAsync(backend.query("pages", Note, {}, { scan: true, limit: 12 }));
    deepEqual(idsOf(scanned), idsOf(notes(12)));
  });

  it("reads items that one answer can't hold", async () => {
    const large = notes(20, "x".repeat(390_000));
    for (const note of large) await backend.save("large", note);
    const keys = large.map((note) => Note.createItemKey(note));
    const items = await backend.driver.read("large", keys, { consistent: false });
    deepEqual(items.map((item) => item?.key), keys);
  });

  it("takes a range of sort keys, its ends included, in the order of UTF-8 bytes", async () => {
    const request = { table: "batches", pk: "R", limit: undefined, after: undefined, consistent: false };
    const all = ["a", "b", "b1", "c", "\uff61", "\u{10002}"];
    const changes = all.map((SK) => ({ kind: "put" as const, key: { PK: "R", SK }, data: {} }));
    await backend.driver.write({ table: "batches", changes, atomic: false });
    const cases: [{ from?: string; to?: string }, string[]][] = [
      [{ from: "b" }, all.slice(1)],
      [{ to: "b" }, ["a", "b"]],
      [{ from: "b", to: "c" }, ["b", "b1", "c"]],
      // Not between these two: dynalite compares the bounds by UTF-16 units, and refuses them.
      [{ from: "\uff61" }, ["\uff61", "\u{10002}"]],
      [{ from: "c", to: "b" }, []],
      [{ from: "", to: "" }, []],
      [{ from: "" }, all],
    ];
    for (const [range, expected] of cases) {
      const { items } = await backend.driver.query({ ...request, range, reverse: false });
      deepEqual(items.map(({ key }) => key.SK), expected);
      const back = await backend.driver.query({ ...request, range, reverse: true });
      deepEqual(back.items.map(({ key }) => key.SK), expected.toReversed());
    }
  });

  it("fails with a reason for a table that does not exist", async () => {
    const reason = "the table does not exist in this region and account; " +
      "DynamoDBBackend.createTable(client, table) makes it";
    const note = notes(1)[0]!;
    const runs: [string, () => Promise<unknown>][] = [
      ['put "USER#a", "NOTE#00000" in', () => backend.save("missing", note)],
      ['read "USER#a" of', () => backend.get("missing", Note, { owner: "a", id: 0 })],
      ['delete "USER#a", "NOTE#00000" in', () => backend.delete("missing", note)],
      ["query", () => backend.query("missing", Note, { owner: "a" }).next()],
      ["query", () => backend.query("missing", Note, {}, { scan: true }).next()],
    ];
    for (const [what, run] of runs) {
      await rejects(run(), {
        name: "StoreError",
        retryable: false,
        message: `Cannot ${what} the table "missing" of DynamoDB: ${reason}`,
      });
    }
    await rejects(backend.batchWrite("missing", notes(2)), (error) => {
      ok(error instanceof BatchWriteError);
      ok(error.message.includes(reason), error.message);
      return true;
    });
  });
});
