import {
  BatchWriteItemCommand,
  type BatchWriteItemCommandOutput,
  DynamoDBClient,
  GetItemCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { DynamoDBBackend } from "@dynawrap/dynawrap/dynamodb";
import type { AddressInfo } from "node:net";
import type { Place, Row, Store } from "./store.ts";

/** How many requests are under way at the same time, from the backend and by hand. */
const AT_ONCE = 8;

export async function open({ endpoint }: Place): Promise<Store> {
  const server = endpoint === undefined ? await startDynalite() : undefined;
  const client = new DynamoDBClient(server ? { ...anyone, endpoint: server.endpoint } : { endpoint });
  return {
    title: "DynamoDB",
    where: server ? `dynalite, at ${server.endpoint}` : endpoint!,
    backend: new DynamoDBBackend(client, { concurrency: AT_ONCE }),
    createTable: (table) => DynamoDBBackend.createTable(client, table),
    async readRaw(table, { PK, SK }) {
      const { Item } = await client.send(new GetItemCommand({ TableName: table, Key: marshall({ PK, SK }) }));
      return Item;
    },
    async writeByHand(table, rows) {
      for (let i = 0; i < rows.length; i += 25 * AT_ONCE) {
        const batches = Array.from({ length: AT_ONCE }, (_, n) => rows.slice(i + 25 * n, i + 25 * (n + 1)));
        await Promise.all(
          batches.filter((batch) => batch.length > 0).map((batch) => put(client, table, batch)),
        );
      }
    },
    async close() {
      client.destroy();
      await server?.stop();
    },
  };
}

/** dynalite takes any region and credentials. */
const anyone = { region: "eu-central-1", credentials: { accessKeyId: "demo", secretAccessKey: "demo" } };

async function startDynalite(): Promise<{ endpoint: string; stop(): Promise<void> }> {
  const { default: dynalite } = await import("dynalite");
  const server = dynalite({ createTableMs: 0 });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    async stop() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function put(client: DynamoDBClient, table: string, rows: readonly Row[]): Promise<void> {
  let left: BatchWriteItemCommandOutput["UnprocessedItems"] = {
    [table]: rows.map(({ PK, SK, data }) => ({ PutRequest: { Item: marshall({ PK, SK, ...data }) } })),
  };
  while (left && Object.keys(left).length > 0) {
    ({ UnprocessedItems: left } = await client.send(new BatchWriteItemCommand({ RequestItems: left })));
  }
}
