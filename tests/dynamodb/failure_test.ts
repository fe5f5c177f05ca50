import { deepEqual, equal, match, ok } from "node:assert/strict";
import { describe, it } from "node:test";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DBItem, StoreError, t } from "@dynawrap/dynawrap";
import { DynamoDBBackend, type DynamoDBClientLike } from "@dynawrap/dynawrap/dynamodb";
import { serviceError, stubClient } from "./stub_client.ts";

class Note extends DBItem({ pk: "N#{id}", sk: "N", schema: t.object({ id: t.string() }) }) {}

async function failure(client: DynamoDBClientLike): Promise<StoreError> {
  const error = await new DynamoDBBackend(client).get("notes", Note, { id: "1" }).catch((error) => error);
  ok(error instanceof StoreError, String(error));
  return error;
}

describe("an error of the service", () => {
  const says = "What the service says";
  const cases: [string, boolean, string?][] = [
    ["ProvisionedThroughputExceededException", true],
    ["ThrottlingException", true],
    ["RequestLimitExceeded", true],
    ["InternalServerError", true],
    ["ServiceUnavailable", true],
    ["TimeoutError", true],
    ["com.amazonaws.dynamodb.v20120810#ThrottlingException", true],
    ["ValidationException", false],
    ["AccessDeniedException", false],
    ["ExpiredTokenException", false],
    ["UnrecognizedClientException", false],
    ["CredentialsProviderError", false, `the client has no credentials (${says})`],
    [
      "ResourceNotFoundException",
      false,
      "the table does not exist in this region and account; DynamoDBBackend.createTable(client, table) makes it",
    ],
  ];
  for (const [name, retryable, reason = says] of cases) {
    it(`is explained: ${name}`, async () => {
      const cause = serviceError(name);
      const error = await failure(stubClient(() => cause).client);
      deepEqual([error.retryable, error.table, error.cause], [retryable, "notes", cause]);
      equal(error.message, `Cannot read "N#1" of the table "notes" of DynamoDB: ${reason}`);
    });
  }

  it("with a status of 500 or more may pass", async () => {
    const cause = Object.assign(serviceError("Unknown"), { $metadata: { httpStatusCode: 502 } });
    equal((await failure(stubClient(() => cause).client)).retryable, true);
  });

  it("has a reason even without a message", async () => {
    const error = await failure(stubClient(() => serviceError("OddException", "")).client);
    match(error.message, /: OddException$/);
  });
});

describe("a client of the SDK", () => {
  const region = "eu-central-1", credentials = { accessKeyId: "x", secretAccessKey: "x" };

  it("that reaches no server gives a failure that may pass", async () => {
    const client = new DynamoDBClient({
      region,
      credentials,
      endpoint: "http://127.0.0.1:1",
      maxAttempts: 1,
    });
    const error = await failure(client);
    match(error.message, /: the connection failed \(.+\)$/);
    equal(error.retryable, true);
    client.destroy();
  });

  it("without credentials gives one that says so", async () => {
    const noCredentials = () =>
      Promise.reject(serviceError("CredentialsProviderError", "Could not load credentials"));
    const client = new DynamoDBClient({ region, credentials: noCredentials, endpoint: "http://127.0.0.1:1" });
    const error = await failure(client);
    match(error.message, /: the client has no credentials \(Could not load credentials\)$/);
    equal(error.retryable, false);
    client.destroy();
  });
});
