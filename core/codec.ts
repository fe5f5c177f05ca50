/** Between items and what drivers see of them. */

import type { StoredItem } from "./driver.ts";
import type { ItemKey } from "./errors.ts";
import { StoredInput } from "./item.ts";
import type { KeyFields } from "./key.ts";
import { Model, refusal } from "./model.ts";
import type { ModelClass } from "./query_types.ts";
import { matchKey } from "./read_key.ts";
import { type StoredData, Unreadable } from "./value.ts";

/** An item of any model. */
export interface AnyItem {
  /** The version of the model with which the item was made. */
  readonly schema_version: string;
  /** The fields as a plain object. */
  toDict(): object;
  /** Reacts to a record of a stream. */
  handleStreamEvent(eventType: string): unknown;
}

/** The compiled definition behind a class. Throws a `TypeError` for a class that `DBItem` did not make. */
export function modelOf(model: ModelClass | undefined): Model {
  const compiled = model?.["~model"];
  if (compiled instanceof Model) return compiled;
  throw new TypeError(
    `Cannot find the model of "${
      model?.name ?? String(model)
    }": its class must extend DBItem({ pk, sk, schema })`,
  );
}

/** The key of an item. Throws an `InvalidKeyError` when it would not read back as the item's fields. */
export function keyOf(item: AnyItem): ItemKey {
  const { makePk, makeSk } = modelOf(classOf(item));
  return { PK: makePk(item as unknown as KeyFields), SK: makeSk(item as unknown as KeyFields) };
}

/** What is stored of an item, and under which key. Throws for a key or a value that can't be stored. */
export function encodeItem(item: AnyItem): { readonly key: ItemKey; readonly data: StoredData } {
  const itsClass = classOf(item);
  return { key: keyOf(item), data: modelOf(itsClass).store(item.toDict(), itsClass.name) };
}

function classOf(item: AnyItem): ModelClass {
  return Object.getPrototypeOf(item ?? {})?.constructor; // not item.constructor, which may be a field
}

/** The item of what is stored; `undefined` when it is not of this model. Throws an `InvalidItemError` when the schema refuses it. */
export function decodeItem<M extends ModelClass>(
  model: M,
  { key, data }: StoredItem,
): InstanceType<M> | undefined {
  const compiled = modelOf(model);
  if (data instanceof Unreadable) {
    if (!matchKey(compiled.pk, compiled.sk, key)) return undefined;
    throw refusal([{ message: data.reason }], model.name, key, "it can't be read");
  }
  return compiled.owns(data, key) ? new model(new StoredInput(data, key)) : undefined;
}
