/** What goes over the wire to DynamoDB and comes back: the bytes of a put, and the text of a page of 100. */

import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { putRequest } from "../backends/dynamodb/requests.ts";
import { storedItem } from "../backends/dynamodb/stored_item.ts";
import { decodeItem, encodeItem } from "../core/codec.ts";
import * as byHand from "./by_hand.ts";
import { useOtherModels } from "./other_models.ts";
import { electroPut, toolboxPut, zodStory } from "./peers.ts";
import { items, Story, UncheckedStory } from "./story.ts";
import { benchWays } from "./ways.ts";

useOtherModels();

const utf8 = new TextEncoder();

function bytes(request: object): Uint8Array {
  return utf8.encode(JSON.stringify(request));
}

function put(item: Story): object {
  const { key, data } = encodeItem(item);
  return putRequest("stories", key, data);
}

benchWays("an item to the bytes of a put", items.map((item) => ({ item, dict: item.toDict() })), {
  "by hand, nothing checked": ({ dict }) => byHand.putBody(dict),
  "dynawrap": ({ item }) => bytes(put(item)),
  "DynamoDB-Toolbox and marshall": ({ dict }) =>
    bytes({ TableName: "stories", Item: marshall(toolboxPut(dict)) }),
  "ElectroDB and marshall": ({ dict }) => bytes({ TableName: "stories", Item: marshall(electroPut(dict)) }),
});

const answer = JSON.stringify({
  Items: items.slice(0, 100).map((item) => (put(item) as { readonly Item: object }).Item),
});

function each(make: (image: Parameters<typeof storedItem>[0]) => unknown): (answer: string) => unknown {
  return (answer) => JSON.parse(answer).Items.map(make);
}

benchWays("the text of a page of 100 to items", [answer], {
  "JSON.parse alone": (answer) => JSON.parse(answer),
  "by hand, nothing checked": each((image) => byHand.fromAttributes(image as never)),
  "dynawrap, a schema that checks nothing": each((image) => decodeItem(UncheckedStory, storedItem(image)!)),
  "dynawrap, its own schema": each((image) => decodeItem(Story, storedItem(image)!)),
  "unmarshall": each((image) => unmarshall(image as never)),
  "unmarshall and zod parse": each((image) => zodStory.parse(unmarshall(image as never))),
});
