/** The body of each request, made of what is asked for. Attribute names go by placeholders, values are always parameters. */

import type { Change, Cursor, QueryRequest, ScanRequest, SortKeyRange } from "../../core/driver.ts";
import { UnsupportedError } from "../../core/errors.ts";
import type { ItemKey } from "../../core/item_key.ts";
import { compareText } from "../../core/text.ts";
import type { StoredData } from "../../core/value.ts";
import { type AttributeMap, writeAttributes } from "./attribute_value.ts";
import type { WriteEntry } from "./transport.ts";

/** The greatest `Limit` that the API takes: a 32-bit integer. */
const MOST = 2 ** 31 - 1;

/** A key as attributes. */
export function keyAttributes({ PK, SK }: ItemKey): AttributeMap {
  return { PK: { S: PK }, SK: { S: SK } };
}

/** The keys come first: V8 writes JSON a third slower when it finds a text that was put together only at the end (`bench/`). */
function itemAttributes(key: ItemKey, data: StoredData): AttributeMap {
  return writeAttributes(data, keyAttributes(key));
}

export function putRequest(table: string, key: ItemKey, data: StoredData): object {
  return { TableName: table, Item: itemAttributes(key, data) };
}

export function deleteRequest(table: string, key: ItemKey): object {
  return { TableName: table, Key: keyAttributes(key) };
}

export function getRequest(table: string, key: ItemKey, consistent: boolean): object {
  return { TableName: table, Key: keyAttributes(key), ...consistency(consistent) };
}

/** `undefined` when no key can be in the range, which the service would refuse as a condition. */
export function queryRequest(request: QueryRequest): object | undefined {
  const { table, pk, range, reverse, limit, after, consistent } = request;
  const condition = rangeCondition(range);
  return condition && {
    TableName: table,
    KeyConditionExpression: `#pk = :pk${condition.text}`,
    ExpressionAttributeNames: { "#pk": "PK", ...(condition.text !== "" && { "#sk": "SK" }) },
    ExpressionAttributeValues: { ":pk": { S: pk }, ...condition.values },
    ...(reverse && { ScanIndexForward: false }),
    ...(limit !== undefined && { Limit: Math.min(limit, MOST) }),
    ...startKey(after),
    ...consistency(consistent),
  };
}

interface RangeCondition {
  readonly text: string;
  readonly values: AttributeMap;
}

/** No sort key is empty, so that an empty bound is either none or one that no key keeps to. */
function rangeCondition({ prefix, from = "", to }: SortKeyRange): RangeCondition | undefined {
  if (prefix !== undefined) {
    return { text: " AND begins_with(#sk, :prefix)", values: { ":prefix": { S: prefix } } };
  }
  if (to === undefined) {
    if (from === "") return { text: "", values: {} };
    return { text: " AND #sk >= :from", values: { ":from": { S: from } } };
  }
  if (to === "" || compareText(from, to) > 0) return undefined;
  if (from === "") return { text: " AND #sk <= :to", values: { ":to": { S: to } } };
  return { text: " AND #sk BETWEEN :from AND :to", values: { ":from": { S: from }, ":to": { S: to } } };
}

/** A scan reads the whole table, and what its filter leaves out is paid for all the same. */
export function scanRequest({ table, pkPrefix, skPrefix, limit, after, consistent }: ScanRequest): object {
  const prefixes = [["pk", "PK", pkPrefix], ["sk", "SK", skPrefix]].filter(([, , prefix]) => prefix !== "");
  const filter = prefixes.length > 0 && {
    FilterExpression: prefixes.map(([id]) => `begins_with(#${id}, :${id})`).join(" AND "),
    ExpressionAttributeNames: Object.fromEntries(prefixes.map(([id, name]) => [`#${id}`, name])),
    ExpressionAttributeValues: Object.fromEntries(prefixes.map(([id, , text]) => [`:${id}`, { S: text }])),
  };
  return {
    TableName: table,
    ...filter,
    // With a filter it would count the items before the filter.
    ...(!filter && limit !== undefined && { Limit: Math.min(limit, MOST) }),
    ...startKey(after),
    ...consistency(consistent),
  };
}

/** A put or delete as part of a batch, which can carry no condition. */
export function writeEntry(change: Change): WriteEntry {
  if (change.kind === "put") return { PutRequest: { Item: itemAttributes(change.key, change.data) } };
  if (change.kind === "delete") return { DeleteRequest: { Key: keyAttributes(change.key) } };
  throw new UnsupportedError(
    `Cannot send the change "${change.kind}" to DynamoDB: the driver does not offer it`,
  );
}

export function batchWriteRequest(table: string, entries: readonly WriteEntry[]): object {
  return { RequestItems: { [table]: entries } };
}

export function batchGetRequest(table: string, keys: readonly ItemKey[], consistent: boolean): object {
  return { RequestItems: { [table]: { Keys: keys.map(keyAttributes), ...consistency(consistent) } } };
}

/** A table paid by request, with the two keys that every model has. */
export function createTableRequest(table: string): object {
  return {
    TableName: table,
    AttributeDefinitions: [
      { AttributeName: "PK", AttributeType: "S" },
      { AttributeName: "SK", AttributeType: "S" },
    ],
    KeySchema: [{ AttributeName: "PK", KeyType: "HASH" }, { AttributeName: "SK", KeyType: "RANGE" }],
    BillingMode: "PAY_PER_REQUEST",
  };
}

function startKey(after: Cursor | undefined): object | undefined {
  return after && { ExclusiveStartKey: keyAttributes(after) };
}

function consistency(consistent: boolean): object | undefined {
  return consistent ? { ConsistentRead: true } : undefined;
}
