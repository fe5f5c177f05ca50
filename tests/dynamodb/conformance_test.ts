import { after, describe } from "node:test";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBBackend } from "@dynawrap/dynawrap/dynamodb";
import { startDynalite } from "../fixtures/dynalite.ts";
import { testConformance } from "../helpers/conformance.ts";
import { testProperties } from "../helpers/properties.ts";

describe("DynamoDB", () => {
  const opened = open();
  after(async () => await (await opened).close());
  const setup = {
    store: "dynalite through the AWS SDK",
    backend: async () => new DynamoDBBackend((await opened).client),
    createTable: async (table: string) => await DynamoDBBackend.createTable((await opened).client, table),
    skipCases: {
      'maps with the name "__proto__" come back equal': "dynalite drops an attribute of this name",
    },
  };
  testConformance(setup);
  testProperties(setup, 60);
});

async function open() {
  const server = await startDynalite();
  const credentials = { accessKeyId: "x", secretAccessKey: "x" };
  const client = new DynamoDBClient({ endpoint: server.endpoint, region: "us-east-1", credentials });
  const close = async (): Promise<void> => {
    client.destroy();
    await server.stop();
  };
  return { client, close };
}
