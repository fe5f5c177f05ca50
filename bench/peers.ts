/** The same model for other libraries, as their documentation says. None is given a client: nothing is sent. */

import {
  boolean,
  Entity as ToolboxEntity,
  GetItemCommand,
  item,
  list,
  map,
  nul,
  number,
  PutItemCommand,
  string,
  Table,
} from "dynamodb-toolbox";
import { Entity as ElectroEntity } from "electrodb";
import { z } from "zod";
import type { Fields } from "./story.ts";

const electro = new ElectroEntity({
  model: { entity: "story", version: "1", service: "bench" },
  attributes: {
    owner: { type: "string" },
    story_id: { type: "string" },
    title: { type: "string" },
    views: { type: "number" },
    score: { type: "number" },
    done: { type: "boolean" },
    editor: { type: "any" },
    tags: { type: "list", items: { type: "string" } },
    meta: {
      type: "map",
      properties: { source: { type: "string" }, words: { type: "number" }, adult: { type: "boolean" } },
    },
  },
  indexes: {
    primary: {
      pk: {
        field: "PK",
        composite: ["owner", "story_id"],
        template: "USER#${owner}#STORY#${story_id}",
        casing: "none",
      },
      sk: { field: "SK", composite: ["story_id"], template: "STORY#${story_id}", casing: "none" },
    },
  },
}, { table: "stories" });

const toolbox = new ToolboxEntity({
  name: "story",
  table: new Table({
    name: "stories",
    partitionKey: { name: "PK", type: "string" },
    sortKey: { name: "SK", type: "string" },
  }),
  timestamps: false,
  schema: item({
    owner: string().key(),
    story_id: string().key(),
    title: string(),
    views: number(),
    score: number(),
    done: boolean(),
    editor: nul(),
    tags: list(string()),
    meta: map({ source: string(), words: number(), adult: boolean() }),
  }),
  computeKey: ({ owner, story_id }) => ({
    PK: `USER#${owner}#STORY#${story_id}`,
    SK: `STORY#${story_id}`,
  }),
});

export const zodStory = z.object({
  owner: z.string(),
  story_id: z.string(),
  title: z.string(),
  views: z.int(),
  score: z.number(),
  done: z.boolean(),
  editor: z.nullable(z.string()),
  tags: z.array(z.string()),
  meta: z.object({ source: z.string(), words: z.int(), adult: z.boolean() }),
});

type KeyFields = Pick<Fields, "owner" | "story_id">;

export function electroGet(fields: KeyFields): object {
  return electro.get(fields).params();
}

export function toolboxGet(fields: KeyFields): object {
  return toolbox.build(GetItemCommand).key(fields).params();
}

/** The item of a put, its values not yet marshalled. */
export function electroPut(fields: Fields): object {
  return electro.put(fields).params().Item;
}

/** The item of a put, its values not yet marshalled. */
export function toolboxPut(fields: Fields): object {
  return toolbox.build(PutItemCommand).item({ ...fields, editor: null }).params().Item!; // its type knows no "null or string"
}
