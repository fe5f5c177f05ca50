import { describe, it } from "node:test";
import assert from "node:assert/strict";
import { check } from "./check.ts";

const PRELUDE = `
import { type Backend, DBItem, t } from "@dynawrap/dynawrap";
import { z } from "zod";
const schema = t.object({
  owner: t.string(), story_id: t.string(), run: t.number(), title: t.string(),
  tags: t.optional(t.array(t.string())), content: t.string({ default: "" }),
});
class Story extends DBItem({ pk: "USER#{owner}", sk: "STORY#{story_id}#RUN#{run:08d}", schema }) {
  get headline(): string { return this.title; }
}
declare const backend: Backend;
declare const story: Story;
`;

const KEY = "{ owner: string; story_id: string; run: number; }";
const QUERY = "{ owner: string; story_id?: undefined; run?: undefined; } | " +
  `{ owner: string; story_id: string; run?: undefined; } | ${KEY}`;
const OUTPUT =
  "{ owner: string; story_id: string; run: number; title: string; content: string; tags?: string[] | undefined; }";
const INPUT =
  "{ owner: string; story_id: string; run: number; title: string; tags?: string[] | undefined; content?: string | undefined; }";
const VERSION = "{ readonly schema_version?: string | undefined; }";
const ONLY_KNOWN = "Object literal may only specify known properties,";
const NOT_IN_A_KEY = "can't be part of a key: it is not a string, number, bigint, boolean or Date";

/** What must not compile, and what the compiler says. */
const CASES: Readonly<Record<string, readonly (readonly [code: string, message: string])[]>> = {
  "a pattern that names an unknown field": [
    [
      `DBItem({ pk: "USER#{ownr}", sk: "S", schema })`,
      `Type '"USER#{ownr}"' is not assignable to type '"Error: the schema has no field \\"ownr\\""'.`,
    ],
    [
      `DBItem({ pk: "USER#{owner}", sk: "S#{story_id}#{stry:08d}", schema })`,
      `Type '"S#{story_id}#{stry:08d}"' is not assignable to type '"Error: the schema has no field \\"stry\\""'.`,
    ],
    [
      `DBItem({ pk: "USER#{OWNER}", sk: "S", schema: z.object({ owner: z.string() }) })`,
      `Type '"USER#{OWNER}"' is not assignable to type '"Error: the schema has no field \\"OWNER\\""'.`,
    ],
  ],
  "a pattern with a field that no key can hold": [
    [
      `DBItem({ pk: "USER#{tags}", sk: "S", schema })`,
      `Type '"USER#{tags}"' is not assignable to type '"Error: the field \\"tags\\" ${NOT_IN_A_KEY}"'.`,
    ],
    [
      `DBItem({ pk: "P", sk: "{id}", schema: z.object({ id: z.object({ a: z.string() }) }) })`,
      `Type '"{id}"' is not assignable to type '"Error: the field \\"id\\" ${NOT_IN_A_KEY}"'.`,
    ],
  ],
  "a pattern that is none": [
    [
      `DBItem({ pk: "USER#{owner", sk: "S", schema })`,
      `Type '"USER#{owner"' is not assignable to type '"Error: \\"{owner\\" is never closed"'.`,
    ],
    [
      `DBItem({ pk: "USER#{}", sk: "S", schema })`,
      `Type '"USER#{}"' is not assignable to type '"Error: positional fields are not supported"'.`,
    ],
  ],
  "a definition with an unknown field or property": [
    [
      `DBItem({ pk: "P", sk: "S", schema, fields: ["ownr"] })`,
      `Type '"ownr"' is not assignable to type '"tags" | "owner" | "story_id" | "run" | "title" | "content"'. Did you mean '"owner"'?`,
    ],
    [
      `DBItem({ pk: "P", sk: "S", schema: z.object({ id: z.string() }), schemaHsh: "documented" })`,
      `${ONLY_KNOWN} but 'schemaHsh' does not exist in type 'ItemDefinition<ZodObject<{ id: ZodString; }, $strip>, "P", "S">'. ` +
      `Did you mean to write 'schemaHash'?`,
    ],
  ],
  "a get or a delete without the whole key": [
    [
      `backend.get("t", Story, { owner: "ana", story_id: "1" })`,
      `Argument of type '{ owner: string; story_id: string; }' is not assignable to parameter of type '${KEY}'.\n` +
      `  Property 'run' is missing in type '{ owner: string; story_id: string; }' but required in type '${KEY}'.`,
    ],
    [
      `backend.delete("t", Story, { owner: "ana" })`,
      `Argument of type '{ owner: string; }' is not assignable to parameter of type '${KEY}'.\n` +
      `  Type '{ owner: string; }' is missing the following properties from type '${KEY}': story_id, run`,
    ],
    [
      `backend.get("t", Story, { owner: undefined, story_id: "1", run: 1 })`,
      `Type 'undefined' is not assignable to type 'string'.`,
    ],
  ],
  "a get with an unknown field, option or class": [
    [
      `backend.get("t", Story, { owner: "ana", story_id: "1", run: 1, title: "x" })`,
      `${ONLY_KNOWN} and 'title' does not exist in type '${KEY}'.`,
    ],
    [
      `backend.get("t", Story, { owner: "ana", story_id: "1", run: 1 }, { consistant: true })`,
      `${ONLY_KNOWN} but 'consistant' does not exist in type 'GetOptions'. Did you mean to write 'consistent'?`,
    ],
    [
      `backend.get("t", Date, { owner: "ana" })`,
      `Argument of type 'DateConstructor' is not assignable to parameter of type 'ModelClass'.\n` +
      `  Type 'DateConstructor' is missing the following properties from type 'ModelClass': pk, sk, "~model"`,
    ],
  ],
  "a query with a gap in the sort key's fields": [
    [
      `backend.query("t", Story, { owner: "ana", run: 1 })`,
      `Argument of type '{ owner: string; run: number; }' is not assignable to parameter of type '${QUERY}'.\n` +
      `  Property 'story_id' is missing in type '{ owner: string; run: number; }' but required in type '${KEY}'.`,
    ],
  ],
  "a query without the whole partition key, unless it may scan": [
    [
      `backend.query("t", Story, {})`,
      `Argument of type '{}' is not assignable to parameter of type '${QUERY}'.`,
    ],
    [
      `backend.query("t", Story, { owner: undefined }, { scan: false })`,
      `Type 'undefined' is not assignable to type 'string'.`,
    ],
    [
      `backend.query("t", Story, {}, { limit: 1 } as { limit?: number; scan?: boolean })`,
      `Argument of type '{}' is not assignable to parameter of type '${QUERY}'.`,
    ],
  ],
  "a query with an unknown field or option, or a wrong type": [
    [
      `backend.query("t", Story, { owner: "ana", stry: "1" })`,
      `${ONLY_KNOWN} and 'stry' does not exist in type '${QUERY}'.`,
    ],
    [
      `backend.query("t", Story, { stry: "1" }, { scan: true })`,
      `${ONLY_KNOWN} and 'stry' does not exist in type ` +
      `'{ owner?: string | undefined; story_id?: string | undefined; run?: number | undefined; }'.`,
    ],
    [
      `backend.query("t", Story, { owner: "ana" }, { limt: 3 })`,
      `${ONLY_KNOWN} but 'limt' does not exist in type 'QueryOptions<false>'. Did you mean to write 'limit'?`,
    ],
    [
      `backend.query("t", Story, {}, { scan: true, limt: 3 })`,
      `${ONLY_KNOWN} but 'limt' does not exist in type 'QueryOptions<true>'. Did you mean to write 'limit'?`,
    ],
    [`backend.query("t", Story, { owner: 1 })`, `Type 'number' is not assignable to type 'string'.`],
    [
      `backend.query("t", Story, { owner: "ana" }, { onError: "wran" })`,
      `Type '"wran"' is not assignable to type 'OnError | undefined'.`,
    ],
  ],
  "saving what is no item": [
    [`backend.save("t", { owner: "ana" })`, `${ONLY_KNOWN} and 'owner' does not exist in type 'AnyItem'.`],
  ],
  "assigning to a field of an item": [
    [`story.title = "x"`, `Cannot assign to 'title' because it is a read-only property.`],
    [`story.schema_version = "x"`, `Cannot assign to 'schema_version' because it is a read-only property.`],
  ],
  "an unknown field of an item, or a wrong type": [
    [`story.titel`, `Property 'titel' does not exist on type 'Story'. Did you mean 'title'?`],
    [
      `story.with({ titel: "x" })`,
      `${ONLY_KNOWN} but 'titel' does not exist in type 'Partial<${OUTPUT}> & ${VERSION}'. Did you mean to write 'title'?`,
    ],
    [`story.with({ title: 1 })`, `Type 'number' is not assignable to type 'string'.`],
    [
      `new Story({ owner: "ana", story_id: "1", run: 1 })`,
      `Argument of type '{ owner: string; story_id: string; run: number; }' is not assignable to parameter of type '${INPUT} & ${VERSION}'.\n` +
      `  Property 'title' is missing in type '{ owner: string; story_id: string; run: number; }' but required in type '${INPUT}'.`,
    ],
    [
      `new Story({ owner: "ana", story_id: "1", run: 1, title: "x", titel: "y" })`,
      `${ONLY_KNOWN} but 'titel' does not exist in type '${INPUT} & ${VERSION}'. Did you mean to write 'title'?`,
    ],
    [
      `new Story({ owner: "ana", story_id: "1", run: "1", title: "x" })`,
      `Type 'string' is not assignable to type 'number'.`,
    ],
    [`Story.createItemKey({ owner: 5 })`, `Type 'number' is not assignable to type 'string'.`],
  ],
  "a schema of t that is none": [
    [`t.object({ a: "string" })`, `Type 'string' is not assignable to type 'AnyField'.`],
    [`t.string({ default: 5 })`, `Type 'number' is not assignable to type 'string'.`],
  ],
};

const all = Object.values(CASES).flat();
const first = PRELUDE.split("\n").length;
const complaints = await check(`${PRELUDE}${all.map(([code]) => `() => { ${code}; };`).join("\n")}\n`);

for (const [what, cases] of Object.entries(CASES)) {
  describe(`${what} does not compile`, () => {
    for (const one of cases) {
      const [code, message] = one;
      it(code, () => {
        const line = first + all.indexOf(one);
        assert.deepEqual(complaints.filter((complaint) => complaint.line === line).map((c) => c.message), [
          message,
        ]);
      });
    }
  });
}

describe("what must not compile", () => {
  it("is all that does not", () => {
    assert.deepEqual(complaints.filter(({ line }) => !(line >= first)), []);
  });
});
