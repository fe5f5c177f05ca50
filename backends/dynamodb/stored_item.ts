import type { StoredItem } from "../../core/driver.ts";
import { type StoredData, Unreadable } from "../../core/value.ts";
import { readAttributes } from "./attribute_value.ts";

/** An item's attributes by name, in DynamoDB's form; of any program, so that nothing is sure of them. */
export interface ItemImage {
  readonly [name: string]: unknown;
}

/** The item that attributes are, broken ones included. `undefined` when they have no texts as keys, so that no model has it. */
export function storedItem(image: ItemImage): StoredItem | undefined {
  const PK = textOf(image.PK), SK = textOf(image.SK);
  return PK === undefined || SK === undefined ? undefined : { key: { PK, SK }, data: dataOf(image) };
}

function textOf(value: unknown): string | undefined {
  const text = (value as { readonly S?: unknown } | undefined)?.S;
  return typeof text === "string" ? text : undefined;
}

function dataOf(image: ItemImage): StoredData | Unreadable {
  try {
    return readAttributes(image);
  } catch (error) {
    return new Unreadable((error as Error).message);
  }
}
