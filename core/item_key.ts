/** What errors, drivers and models all speak of: the key of an item, and an item of any model. */

/** The two key attributes of an item, as DynamoDB and dynawrap for Python name them. */
export interface ItemKey {
  /** The partition key. */
  readonly PK: string;
  /** The sort key. */
  readonly SK: string;
}

/** An item of any model. */
export interface AnyItem {
  /** The version of the model with which the item was made. */
  readonly schema_version: string;
  /** The fields as a plain object. */
  toDict(): object;
  /** Reacts to a record of a stream. */
  handleStreamEvent(eventType: string): unknown;
}

/** One text for a key, which no other key has: no key holds U+0000. */
export function keyId({ PK, SK }: ItemKey): string {
  return `${PK}\0${SK}`;
}
