/** The seam between the driver and what carries its requests: the AWS SDK (`sdk.ts`), or anything that speaks DynamoDB's JSON. */

import type { AttributeMap } from "./attribute_value.ts";

/** The operations that are used, and of their answers what is used. Names are those of the DynamoDB API, version 2012-08-10. */
export interface Answers {
  readonly PutItem: object;
  readonly DeleteItem: object;
  readonly GetItem: { readonly Item?: AttributeMap };
  readonly Query: PageAnswer;
  readonly Scan: PageAnswer;
  readonly BatchGetItem: {
    readonly Responses?: { readonly [table: string]: readonly AttributeMap[] };
    readonly UnprocessedKeys?: { readonly [table: string]: { readonly Keys?: readonly AttributeMap[] } };
  };
  readonly BatchWriteItem: {
    readonly UnprocessedItems?: { readonly [table: string]: readonly WriteEntry[] };
  };
  readonly CreateTable: object;
  readonly DescribeTable: { readonly Table?: TableDescription };
}

/** A page of items. */
export interface PageAnswer {
  readonly Items?: readonly AttributeMap[];
  readonly LastEvaluatedKey?: AttributeMap;
}

/** One put or delete of a batch: it has one of the two. */
export interface WriteEntry {
  readonly PutRequest?: { readonly Item: AttributeMap };
  readonly DeleteRequest?: { readonly Key: AttributeMap };
}

/** What is looked at in the description of a table. */
export interface TableDescription {
  readonly TableStatus?: string;
  readonly KeySchema?: readonly { readonly AttributeName?: string; readonly KeyType?: string }[];
  readonly AttributeDefinitions?: readonly {
    readonly AttributeName?: string;
    readonly AttributeType?: string;
  }[];
}

/** Sends one request and resolves with its answer. Rejects with an error whose `name` is the exception's in the DynamoDB API. */
export interface Transport {
  send<Operation extends keyof Answers>(operation: Operation, input: object): Promise<Answers[Operation]>;
}
