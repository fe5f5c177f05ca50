/**
 * The aims of speed, each a ratio within one run:
 *
 *     deno task bench:aims [part of a name]
 */

import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { readAttributes, writeAttributes } from "../backends/dynamodb/attribute_value.ts";
import { putRequest } from "../backends/dynamodb/requests.ts";
import { storedItem } from "../backends/dynamodb/stored_item.ts";
import { toJson } from "../backends/sql/json.ts";
import { itemOf, type Row } from "../backends/sql/rows.ts";
import { decodeItem, encodeItem, keyOf } from "../core/codec.ts";
import * as byHand from "./by_hand.ts";
import { compare, type Work } from "./compare.ts";
import { useOtherModels } from "./other_models.ts";
import { flat, inTurn, items, UncheckedStory } from "./story.ts";

interface Aim {
  readonly name: string;
  readonly than: string;
  /** The most that our time may be, in times of the other's. */
  readonly most: number;
  readonly ours: Work;
  readonly other: Work;
}

const utf8 = new TextEncoder();
const nextItem = inTurn(items), nextOther = inTurn(items);
const dicts = items.map((item) => item.toDict());
const nextDict = inTurn(dicts), nextOtherDict = inTurn(dicts);

const page = items.slice(0, 100).map((item) => {
  const { key, data } = encodeItem(item);
  return { key, data };
});
const answer = JSON.stringify({
  Count: 100,
  Items: page.map(({ key, data }) => (putRequest("stories", key, data) as { Item: object }).Item),
});
const rows = page.map(({ key, data }): Row => ({ pk: key.PK, sk: key.SK, data: toJson(data) }));

const aims: readonly Aim[] = [
  {
    name: "both keys of an item, checked",
    than: "template literals",
    most: 2,
    ours: () => flat(keyOf(nextItem())),
    other: () => flat(byHand.key(nextOther())),
  },
  {
    name: "an item to the bytes of a put",
    than: "by hand, with JSON.stringify",
    most: 1.4,
    ours: () => {
      const { key, data } = encodeItem(nextItem());
      return utf8.encode(JSON.stringify(putRequest("stories", key, data))).length;
    },
    other: () => byHand.putBody(nextOther()).length,
  },
  {
    name: "attribute values and back",
    than: "marshall and unmarshall",
    most: 1 / 4,
    ours: () => Object.keys(readAttributes(writeAttributes(nextDict()))).length,
    other: () => Object.keys(unmarshall(marshall(nextOtherDict()))).length,
  },
  {
    name: "100 items of a DynamoDB page",
    than: "JSON.parse alone",
    most: 1.5,
    ours: () => {
      let sum = 0;
      for (const image of JSON.parse(answer).Items) {
        sum += decodeItem(UncheckedStory, storedItem(image)!)!.views;
      }
      return sum;
    },
    other: () => JSON.parse(answer).Items.length,
  },
  {
    name: "100 items of an SQL page",
    than: "JSON.parse alone",
    most: 1.5,
    ours: () => {
      let sum = 0;
      for (const row of rows) sum += decodeItem(UncheckedStory, itemOf(row))!.views;
      return sum;
    },
    other: () => {
      let sum = 0;
      for (const { data } of rows) sum += JSON.parse(data).views;
      return sum;
    },
  },
];

useOtherModels();
console.log(
  "| work | time | beside | its time | ratio | aim | |\n| --- | ---: | --- | ---: | ---: | ---: | --- |",
);
const [wanted = ""] = Deno.args;
for (const { name, than, most, ours, other } of aims.filter(({ name }) => name.includes(wanted))) {
  const { ours: ns, other: otherNs, ratio } = compare(ours, other);
  const verdict = ratio <= most ? "met" : "NOT MET";
  console.log(
    `| ${name} | ${micro(ns)} | ${than} | ${micro(otherNs)} | ${ratio.toFixed(2)} | ${most} | ${verdict} |`,
  );
}

function micro(ns: number): string {
  return `${(ns / 1000).toPrecision(3)} µs`;
}
