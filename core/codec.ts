/** Between items and what drivers see of them. */

import type { StoredItem } from "./driver.ts";
import type { AnyItem, ItemKey } from "./item_key.ts";
import { fieldsOf, type Inside, insideOf, rememberKey, restoredItem } from "./item.ts";
import type { KeyFields } from "./key.ts";
import { Model, refusal } from "./model.ts";
import type { ModelClass } from "./query_types.ts";
import { matchKey } from "./read_key.ts";
import { quote } from "./text.ts";
import { type StoredData, Unreadable } from "./value.ts";

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
  const { model, readFrom } = known(item);
  return readFrom ?? keyMadeBy(model, item);
}

/** What is stored of an item, and under which key. Throws for a key or a value that can't be stored. */
export function encodeItem(item: AnyItem): { readonly key: ItemKey; readonly data: StoredData } {
  const inside = known(item), { model, readFrom } = inside, { name } = classOf(item)!;
  const key = readFrom ?? keyMadeBy(model, item);
  const data = model.store(fieldsOf(item, inside), name);
  if (!readFrom || model.owns(data, readFrom)) return { key, data };
  throw new TypeError(
    `Cannot save the "${name}" that was read from ${quote(readFrom.PK)}, ${
      quote(readFrom.SK)
    }: another program wrote it, and this model ` +
      `makes another key of its fields. Delete it, then save new ${name}(item.toDict())`,
  );
}

function keyMadeBy({ makePk, makeSk }: Model, item: object): ItemKey {
  return { PK: makePk(item as KeyFields), SK: makeSk(item as KeyFields) };
}

function classOf(item: AnyItem): ModelClass | undefined {
  return Object.getPrototypeOf(item ?? {})?.constructor; // not item.constructor, which may be a field
}

/** What is known of an item. Throws a `TypeError` for what is none. */
function known(item: AnyItem): Inside {
  try {
    return insideOf(item);
  } catch {
    throw notItem(item);
  }
}

function notItem(item: AnyItem): TypeError {
  const itsClass = classOf(item), model = itsClass?.["~model"];
  const what = Array.isArray(item)
    ? "a list"
    : typeof item === "object"
    ? `of class "${itsClass?.name}"`
    : String(item);
  return new TypeError(
    model
      ? `Cannot use the item of "${itsClass?.name}": its class was made by another copy of this library; load it once`
      : `Cannot use what is no item (${
        item === null ? "null" : what
      }): its class must extend DBItem({ pk, sk, schema })`,
  );
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
  if (!compiled.owns(data, key)) return undefined;
  const fields = compiled.restore(data, model, key);
  const item = restoredItem<InstanceType<M>>(model, fields, data.schema_version);
  // Where the schema has changed a key field (a text to a Date), the key may be one that is made otherwise here.
  for (const field of compiled.keyFields) {
    if (fields[field] === data[field]) continue;
    if (!makesSame(compiled, item, key)) rememberKey(item, key);
    break;
  }
  return item;
}

function makesSame(model: Model, item: object, { PK, SK }: ItemKey): boolean {
  try {
    const made = keyMadeBy(model, item);
    return made.PK === PK && made.SK === SK;
  } catch {
    return false; // a value that another program puts in keys, and this one refuses
  }
}
