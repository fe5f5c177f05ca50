import { deepEqual, equal, throws } from "node:assert/strict";
import { describe, it } from "node:test";
import type { QueryRequest, ScanRequest, SortKeyRange } from "@dynawrap/dynawrap";
import {
  batchGetRequest,
  batchWriteRequest,
  createTableRequest,
  deleteRequest,
  getRequest,
  putRequest,
  queryRequest,
  scanRequest,
  writeEntry,
} from "../../backends/dynamodb/requests.ts";
import vectors from "../compat/vectors.json" with { type: "json" };

const key = { PK: "USER#a", SK: "STORY#1" };
const keyAttributes = { PK: { S: "USER#a" }, SK: { S: "STORY#1" } };

const query = (range: SortKeyRange, more: Partial<QueryRequest> = {}) =>
  queryRequest({
    table: "t01",
    pk: "USER#a",
    range,
    reverse: false,
    limit: undefined,
    after: undefined,
    consistent: false,
    ...more,
  });
const scan = (more: Partial<ScanRequest> = {}) =>
  scanRequest({
    table: "t01",
    pkPrefix: "",
    skPrefix: "",
    reverse: false,
    limit: undefined,
    after: undefined,
    consistent: false,
    ...more,
  });

describe("the body of a request", () => {
  it("puts the keys and then the attributes", () => {
    const body = putRequest("t01", key, { title: "x", n: 5 });
    const item = { ...keyAttributes, title: { S: "x" }, n: { N: "5" } };
    equal(JSON.stringify(body), JSON.stringify({ TableName: "t01", Item: item }));
  });

  it("gets and deletes by key", () => {
    deepEqual(getRequest("t01", key, false), { TableName: "t01", Key: keyAttributes });
    deepEqual(getRequest("t01", key, true), { TableName: "t01", Key: keyAttributes, ConsistentRead: true });
    deepEqual(deleteRequest("t01", key), { TableName: "t01", Key: keyAttributes });
  });

  it("queries a partition", () => {
    deepEqual(query({}), {
      TableName: "t01",
      KeyConditionExpression: "#pk = :pk",
      ExpressionAttributeNames: { "#pk": "PK" },
      ExpressionAttributeValues: { ":pk": { S: "USER#a" } },
    });
  });

  it("queries a prefix, with all options", () => {
    const options = { reverse: true, limit: 10, after: key, consistent: true };
    deepEqual(query({ prefix: "STORY#" }, options), {
      TableName: "t01",
      KeyConditionExpression: "#pk = :pk AND begins_with(#sk, :prefix)",
      ExpressionAttributeNames: { "#pk": "PK", "#sk": "SK" },
      ExpressionAttributeValues: { ":pk": { S: "USER#a" }, ":prefix": { S: "STORY#" } },
      ScanIndexForward: false,
      Limit: 10,
      ExclusiveStartKey: keyAttributes,
      ConsistentRead: true,
    });
  });

  it("asks for no more items than the API can count", () => {
    deepEqual((query({}, { limit: 1e12 }) as { Limit: number }).Limit, 2147483647);
  });

  it("has a range as one condition", () => {
    const cases: [SortKeyRange, string | undefined, ...string[]][] = [
      [{ from: "b" }, "#sk >= :from", "b"],
      [{ to: "d" }, "#sk <= :to", "d"],
      [{ from: "b", to: "d" }, "#sk BETWEEN :from AND :to", "b", "d"],
      [{ from: "b", to: "b" }, "#sk BETWEEN :from AND :to", "b", "b"],
      [{ from: "d", to: "b" }, undefined],
      [{ from: "\u{10002}", to: "\uff61" }, undefined],
      [{ from: "\uff61", to: "\u{10002}" }, "#sk BETWEEN :from AND :to", "\uff61", "\u{10002}"],
      [{ from: "" }, ""],
      [{ from: "", to: "d" }, "#sk <= :to", "d"],
      [{ to: "" }, undefined],
    ];
    for (const [range, condition, ...values] of cases) {
      const body = query(range) as Record<"KeyConditionExpression", string> | undefined;
      equal(body?.KeyConditionExpression.replace(/^#pk = :pk( AND )?/, ""), condition);
      if (!body) continue;
      const { ExpressionAttributeValues } = body as unknown as {
        ExpressionAttributeValues: Record<string, { S: string }>;
      };
      deepEqual(Object.values(ExpressionAttributeValues).map(({ S }) => S), ["USER#a", ...values]);
    }
  });

  it("scans with a filter for each prefix that is not empty", () => {
    deepEqual(scan(), { TableName: "t01" });
    deepEqual(scan({ pkPrefix: "USER#", skPrefix: "STORY#" }), {
      TableName: "t01",
      FilterExpression: "begins_with(#pk, :pk) AND begins_with(#sk, :sk)",
      ExpressionAttributeNames: { "#pk": "PK", "#sk": "SK" },
      ExpressionAttributeValues: { ":pk": { S: "USER#" }, ":sk": { S: "STORY#" } },
    });
    deepEqual(scan({ skPrefix: "STORY#" }), {
      TableName: "t01",
      FilterExpression: "begins_with(#sk, :sk)",
      ExpressionAttributeNames: { "#sk": "SK" },
      ExpressionAttributeValues: { ":sk": { S: "STORY#" } },
    });
  });

  it("scans with a limit only where no filter is, which would count what it leaves out", () => {
    deepEqual(scan({ limit: 5, after: key, consistent: true }), {
      TableName: "t01",
      Limit: 5,
      ExclusiveStartKey: keyAttributes,
      ConsistentRead: true,
    });
    equal("Limit" in scan({ limit: 5, pkPrefix: "USER#" }), false);
  });

  it("writes a batch of puts and deletes", () => {
    const entries = [writeEntry({ kind: "put", key, data: { n: 1 } }), writeEntry({ kind: "delete", key })];
    deepEqual(batchWriteRequest("t01", entries), {
      RequestItems: {
        t01: [{ PutRequest: { Item: { n: { N: "1" }, ...keyAttributes } } }, {
          DeleteRequest: { Key: keyAttributes },
        }],
      },
    });
    throws(() => writeEntry({ kind: "check", key, condition: {} }), { name: "UnsupportedError" });
  });

  it("reads a batch", () => {
    deepEqual(batchGetRequest("t01", [key], false), { RequestItems: { t01: { Keys: [keyAttributes] } } });
    deepEqual(batchGetRequest("t01", [key], true), {
      RequestItems: { t01: { Keys: [keyAttributes], ConsistentRead: true } },
    });
    equal(
      JSON.stringify(batchGetRequest("__proto__", [], false)),
      '{"RequestItems":{"__proto__":{"Keys":[]}}}',
    );
  });

  it("creates a table that is paid by request", () => {
    deepEqual(createTableRequest("t01"), {
      TableName: "t01",
      AttributeDefinitions: [
        { AttributeName: "PK", AttributeType: "S" },
        { AttributeName: "SK", AttributeType: "S" },
      ],
      KeySchema: [{ AttributeName: "PK", KeyType: "HASH" }, { AttributeName: "SK", KeyType: "RANGE" }],
      BillingMode: "PAY_PER_REQUEST",
    });
  });
});

describe("Python's request", () => {
  const bodies = new Map(
    vectors.wireItems.requests.flatMap(({ name, requests }) =>
      requests.flatMap((request) => "body" in request ? [[name, JSON.parse(request.body!)]] : [])
    ),
  );
  /** A query of ours with the placeholders of Python's. */
  const asPython = (body: object | undefined) => {
    const { ExpressionAttributeNames: _, ...rest } = body as { ExpressionAttributeNames: object };
    const text = JSON.stringify(rest).replaceAll("#pk", "PK").replaceAll("#sk", "SK").replaceAll(
      ":pk",
      ":pk_val",
    )
      .replaceAll(":prefix", ":sk_prefix");
    return { ScanIndexForward: true, ...JSON.parse(text) };
  };
  const story = { PK: "USER#johndoe#STORY#1234", SK: "STORY#1234" };
  const cases: [string, object][] = [
    ["get", getRequest("t", story, false)],
    ["delete", deleteRequest("t", story)],
    ["query, pk only", asPython(query({ prefix: "A#" }, { table: "t", pk: "USER#1" }))],
    ["query, prefix", asPython(query({ prefix: "A#x#B#" }, { table: "t", pk: "USER#1" }))],
    [
      "query, limit and reverse",
      asPython(query({ prefix: "A#" }, { table: "t", pk: "USER#1", limit: 10, reverse: true })),
    ],
    ["query, sk pattern starts with a field", asPython(query({}, { table: "t", pk: "P#1" }))],
  ];
  for (const [name, body] of cases) {
    it(`is the same but for the placeholders: ${name}`, () => deepEqual(body, bodies.get(name)));
  }
});
