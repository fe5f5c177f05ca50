/**
 * A program has more than one model, and an engine compiles what they share for all that it has seen. So the work is done with
 * these first: what is measured then is no code that an engine could fit to one model.
 */

import { readAttributes } from "../backends/dynamodb/attribute_value.ts";
import { putRequest } from "../backends/dynamodb/requests.ts";
import { toJson } from "../backends/sql/json.ts";
import { itemOf } from "../backends/sql/rows.ts";
import { decodeItem, encodeItem, keyOf } from "../core/codec.ts";
import type { AnyItem } from "../core/item_key.ts";
import { DBItem, type ModelClass, t } from "../mod.ts";

class User extends DBItem({
  pk: "USER#{id}",
  sk: "PROFILE",
  schema: t.object({ id: t.string(), name: t.string(), born: t.optional(t.date()) }),
}) {}

class Reading extends DBItem({
  pk: "SENSOR#{sensor}",
  sk: "{year:04d}#{hour}",
  schema: t.object({ sensor: t.bigint(), year: t.integer(), hour: t.integer(), value: t.number() }),
}) {}

class Place extends DBItem({
  pk: "{country}",
  sk: "{state}#{district}#{city}#",
  schema: t.object({
    country: t.string(),
    state: t.string(),
    district: t.string(),
    city: t.string(),
    names: t.record(t.string()),
    position: t.object({ north: t.number(), east: t.number() }),
  }),
}) {}

class Tagged extends DBItem({
  pk: "TAG#{tag}",
  sk: "{kind}#{id}#{part}",
  schema: t.object({
    tag: t.string(),
    kind: t.string(),
    id: t.string(),
    part: t.integer(),
    digest: t.bytes(),
    words: t.set(t.string()),
    history: t.array(t.object({ at: t.date(), by: t.string() })),
  }),
}) {}

/** Writes and reads some thousand items of other models. */
export function useOtherModels(): void {
  for (let i = 1; i < 2000; i++) {
    const text = String(i), at = new Date(i * 1e9);
    roundTrip(User, new User({ id: text, name: "John", born: i % 2 ? at : undefined }));
    roundTrip(Reading, new Reading({ sensor: 1000n, year: i, hour: i % 24, value: i / 7 }));
    const names = { en: text, [`x${i % 50}`]: text };
    const position = { north: i / 3, east: i };
    roundTrip(Place, new Place({ country: "at", state: "b", district: "c", city: text, names, position }));
    const history = [{ at, by: "x" }];
    const digest = new Uint8Array(16), words = new Set([text, "b"]);
    roundTrip(Tagged, new Tagged({ tag: text, kind: "k", id: text, part: i, digest, words, history }));
  }
}

function roundTrip(model: ModelClass, item: AnyItem): void {
  const { key, data } = encodeItem(item);
  const { Item } = putRequest("others", keyOf(item), data) as { Item: Record<string, unknown> };
  const stored = [
    { key, data: readAttributes(Item) },
    itemOf({ pk: key.PK, sk: key.SK, data: toJson(data) }),
  ];
  for (const one of stored) {
    if (!decodeItem(model, one)) throw new TypeError(`Cannot measure: an item of "${model.name}" was lost`);
  }
}
