/** Values to the JSON that SQL stores, and back. What an item costs around that is in `sql_bench.ts`. */

import { fromJson, toJson } from "../backends/sql/json.ts";
import { encodeItem } from "../core/codec.ts";
import { DBItem, type StoredData, t } from "../mod.ts";
import { useOtherModels } from "./other_models.ts";
import { items } from "./story.ts";
import { benchWays } from "./ways.ts";

/** What JSON has no word for, so that tags are written and read. */
class Tagged extends DBItem({
  pk: "TAGGED#{id}",
  sk: "TAGGED",
  schema: t.object({ id: t.string(), digest: t.bytes(), words: t.set(t.string()), count: t.bigint() }),
}) {}

useOtherModels();

const plain = items.map((item): StoredData => encodeItem(item).data);
const tagged = items.map(({ story_id, views, tags }): StoredData => {
  const digest = new Uint8Array(16).fill(views), words = new Set(tags);
  return encodeItem(new Tagged({ id: story_id, digest, words, count: 2n ** 60n + BigInt(views) })).data;
});

/** As a store gives them: texts that are read are not ropes. */
function texts(list: readonly StoredData[]): readonly string[] {
  return JSON.parse(JSON.stringify(list.map(toJson)));
}

benchWays("values to JSON", plain, {
  "JSON.stringify": (data) => JSON.stringify(data),
  "dynawrap": (data) => toJson(data),
});

benchWays("JSON to values", texts(plain), {
  "JSON.parse": (text) => JSON.parse(text),
  "dynawrap, no number rounded": (text) => fromJson(text),
});

benchWays("tagged JSON to values", texts(tagged), {
  "JSON.parse, tags as they are": (text) => JSON.parse(text),
  "dynawrap": (text) => fromJson(text),
});

benchWays("values to tagged JSON", tagged, {
  "JSON.stringify, with a replacer": (data) => JSON.stringify(data, plainly),
  "dynawrap": (data) => toJson(data),
});

/** By hand: base64 for bytes, a list for a set, a text for a bigint, and no tags. */
function plainly(_name: string, value: unknown): unknown {
  if (value instanceof Uint8Array) return btoa(String.fromCharCode(...value));
  if (value instanceof Set) return [...value];
  return typeof value === "bigint" ? String(value) : value;
}
