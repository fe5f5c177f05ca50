/** Items to the rows of SQL and back, with keys and schema. */

import { toJson } from "../backends/sql/json.ts";
import { itemOf, type Row } from "../backends/sql/rows.ts";
import { decodeItem, encodeItem } from "../core/codec.ts";
import * as byHand from "./by_hand.ts";
import { useOtherModels } from "./other_models.ts";
import { zodStory } from "./peers.ts";
import { items, Story, UncheckedStory } from "./story.ts";
import { benchWays } from "./ways.ts";

useOtherModels();

const both = items.map((item) => ({ item, dict: item.toDict() }));
const rows: readonly Row[] = JSON.parse(JSON.stringify(items.map(rowOf)));

function rowOf(item: Story): Row {
  const { key, data } = encodeItem(item);
  return { pk: key.PK, sk: key.SK, data: toJson(data) };
}

benchWays("an item to its row", both, {
  "by hand, nothing checked": ({ dict }): Row => {
    const { PK, SK } = byHand.key(dict);
    return { pk: PK, sk: SK, data: JSON.stringify(dict) };
  },
  "dynawrap": ({ item }) => rowOf(item),
});

benchWays("a row to its item", rows, {
  "JSON.parse, nothing checked": ({ data }) => JSON.parse(data),
  "dynawrap, a schema that checks nothing": (row) => decodeItem(UncheckedStory, itemOf(row)),
  "dynawrap, its own schema": (row) => decodeItem(Story, itemOf(row)),
  "JSON.parse and zod parse": ({ data }) => zodStory.parse(JSON.parse(data)),
});
