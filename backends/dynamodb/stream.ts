/** From a record of DynamoDB Streams to an item of a model. */

import { decodeItem } from "../../core/codec.ts";
import type { ItemKey } from "../../core/item_key.ts";
import type { ModelClass } from "../../core/query_types.ts";
import { quote } from "../../core/text.ts";
import { type ItemImage, storedItem } from "./stored_item.ts";

/**
 * A record of DynamoDB Streams, as AWS Lambda delivers it (bytes are base64 text) or as `@aws-sdk/client-dynamodb-streams` does
 * (bytes are a `Uint8Array`).
 */
export interface StreamRecord {
  /** `INSERT`, `MODIFY` or `REMOVE`. */
  readonly eventName?: string;
  /** What has changed. */
  readonly dynamodb?: {
    /** The item's key. */
    readonly Keys?: object;
    /** The item as it is after the change; only in a stream with new images, and not in a `REMOVE`. */
    readonly NewImage?: object;
    /** The item as it was before the change; only in a stream with old images, and not in an `INSERT`. */
    readonly OldImage?: object;
  };
}

/** Options of `fromStreamRecord`. */
export interface StreamOptions {
  /**
   * Which of the two items to read: as it is after the change, or as it was before. By default the new one, and the old one
   * of a `REMOVE`, which has no new one.
   */
  readonly image?: "new" | "old";
}

/** A stream's record holds no item of the model: another model's, or none at all. */
export class StreamRecordError extends Error {
  /** Always `"StreamRecordError"`. */
  override readonly name = "StreamRecordError";
  /**
   * `"NO_MATCH"` when the record's item is none of the model, as is normal where models share a table; `"NO_IMAGE"` when the
   * record does not hold the item, because the stream was set up without such images.
   */
  readonly code: "NO_MATCH" | "NO_IMAGE";
  /** The key of the changed item, where the record has one. */
  readonly key: ItemKey | undefined;

  /** Takes what its fields are. */
  constructor(
    message: string,
    data: { readonly code: "NO_MATCH" | "NO_IMAGE"; readonly key: ItemKey | undefined },
  ) {
    super(message);
    this.code = data.code;
    this.key = data.key;
  }
}

/** The item of the first model whose it is, and its key; no item when it is of none. */
export function itemOfRecord(
  record: StreamRecord,
  models: readonly ModelClass[],
  options: StreamOptions,
): { readonly item: unknown; readonly key: ItemKey | undefined } {
  const { eventName, dynamodb: { Keys, NewImage, OldImage } = {} } = record;
  const { image = eventName === "REMOVE" ? "old" : "new" } = options;
  const attributes = (image === "new" ? NewImage : OldImage) as ItemImage | undefined;
  if (!attributes) {
    const key = storedItem((Keys ?? OldImage ?? NewImage ?? {}) as ItemImage)?.key;
    throw new StreamRecordError(
      `Cannot read the item of ${shown(record, key)}: it has no ${
        image === "new" ? "NewImage" : "OldImage"
      }. ` +
        `A stream with the view type NEW_AND_OLD_IMAGES has both`,
      { code: "NO_IMAGE", key },
    );
  }
  const stored = storedItem(attributes);
  const item = stored &&
    models.reduce<unknown>((found, model) => found ?? decodeItem(model, stored), undefined);
  return { item, key: stored?.key };
}

/** The error for a record whose item is not of the model. */
export function noMatch(
  record: StreamRecord,
  model: ModelClass,
  key: ItemKey | undefined,
): StreamRecordError {
  return new StreamRecordError(
    `Cannot read ${
      shown(record, key)
    } as "${model.name}": its keys are not those that the model makes of its fields`,
    { code: "NO_MATCH", key },
  );
}

function shown({ eventName }: StreamRecord, key: ItemKey | undefined): string {
  const event = eventName === undefined ? "the stream's record" : `the stream's record ${eventName}`;
  return key ? `${event} of ${quote(key.PK)}, ${quote(key.SK)}` : event;
}
