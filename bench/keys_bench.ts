/** Both keys of an item, and a key back to the values of its fields. */

import { keyOf } from "../core/codec.ts";
import type { ItemKey } from "../mod.ts";
import * as byHand from "./by_hand.ts";
import { useOtherModels } from "./other_models.ts";
import { electroGet, toolboxGet } from "./peers.ts";
import { fields, flat, items, Story } from "./story.ts";
import { benchWays } from "./ways.ts";

useOtherModels();

benchWays("making both keys of an item", items, {
  "by hand: template literals": (item) => flat(byHand.key(item)),
  "dynawrap": (item) => flat(keyOf(item)),
});

benchWays(
  "making both keys of the fields in them",
  fields.map(({ owner, story_id }) => ({ owner, story_id })),
  {
    "by hand: template literals": (fields) => flat(byHand.key(fields)),
    "dynawrap createItemKey": (fields) => flat(Story.createItemKey(fields)),
    "DynamoDB-Toolbox get.params": toolboxGet,
    "ElectroDB get.params": electroGet,
  },
);

const keys: readonly ItemKey[] = JSON.parse(JSON.stringify(items.map(keyOf))); // flat, as a store gives them

benchWays("matching a key back to its values", keys, {
  "by hand: a regex": byHand.readKey,
  "dynawrap parseKey": ({ PK, SK }) => Story.parseKey(PK, SK),
});

const model = Story["~model"];
const dicts = items.map((item) => item.toDict());

benchWays("whether stored fields make a key", dicts.map((data, i) => ({ data, key: keys[i]! })), {
  "by hand: template literals": ({ data, key }) => {
    const { PK, SK } = byHand.key(data);
    return PK === key.PK && SK === key.SK;
  },
  "dynawrap": ({ data, key }) => model.owns(data, key),
});
