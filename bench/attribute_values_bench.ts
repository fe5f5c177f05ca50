/** Values to DynamoDB's attribute values and back, and a whole put from fields: validated, with its keys. */

import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { readAttributes, writeAttributes } from "../backends/dynamodb/attribute_value.ts";
import { putRequest } from "../backends/dynamodb/requests.ts";
import { encodeItem } from "../core/codec.ts";
import * as byHand from "./by_hand.ts";
import { useOtherModels } from "./other_models.ts";
import { electroPut, toolboxPut } from "./peers.ts";
import { type Fields, fields, items, Story } from "./story.ts";
import { benchWays } from "./ways.ts";

useOtherModels();

const dicts = items.map((item) => item.toDict());
const images: ReturnType<typeof byHand.attributes>[] = JSON.parse(
  JSON.stringify(dicts.map(byHand.attributes)),
);
const storyVersion = Story.schemaVersion;

benchWays("to attribute values", dicts, {
  "by hand": byHand.attributes,
  "dynawrap": (dict) => writeAttributes(dict),
  "util-dynamodb marshall": (dict) => marshall(dict),
});

benchWays("from attribute values", images, {
  "by hand": byHand.fromAttributes,
  "dynawrap": (image) => readAttributes(image),
  "util-dynamodb unmarshall": (image) => unmarshall(image),
});

benchWays("a whole put, from fields", fields, {
  "by hand, nothing checked": putByHand,
  "dynawrap": (one) => {
    const { key, data } = encodeItem(new Story(one));
    return putRequest("stories", key, data);
  },
  "DynamoDB-Toolbox put.params": toolboxPut,
  "DynamoDB-Toolbox put.params and marshall": (one) => marshall(toolboxPut(one)),
  "ElectroDB put.params": electroPut,
  "ElectroDB put.params and marshall": (one) => marshall(electroPut(one)),
});

function putByHand(one: Fields): object {
  const { PK, SK } = byHand.key(one);
  const { schema_version, ...values } = byHand.attributes({ ...one, schema_version: storyVersion });
  return { TableName: "stories", Item: { PK: { S: PK }, SK: { S: SK }, schema_version, ...values } };
}
