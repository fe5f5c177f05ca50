/** What is refused before anything is sent: the driver of these tests fails when it is asked for anything. */

import { describe, it } from "node:test";
import assert from "node:assert/strict";
import { z } from "zod";
import { Backend, DBItem, Decimal, type Driver, t } from "@dynawrap/dynawrap";
import { checkTableName } from "../../core/table_name.ts";

const sent = (): never => assert.fail("something was sent");
const driver: Driver = {
  name: "spy",
  capabilities: { orderedScan: true, conditions: true, updates: true, atomic: true, indexes: true },
  checkTable: (table) => checkTableName(table, "spy", 3, 255),
  read: sent,
  query: sent,
  scan: sent,
  write: sent,
  explain: sent,
};
const backend = new Backend(driver);

class Story extends DBItem({
  pk: "USER#{owner}#STORY#{story_id}",
  sk: "STORY#{story_id}#{seq:08d}",
  schema: t.object({
    owner: t.string(),
    story_id: t.string(),
    seq: t.number(),
    any: t.unknown(),
    n: t.optional(t.number()),
  }),
}) {}
class Late extends DBItem({
  pk: "P",
  sk: "{at}#{x}",
  schema: t.object({ at: t.optional(t.date()), x: t.optional(t.string()) }),
}) {}
const fields = { owner: "ana", story_id: "1", seq: 1 };
const story = (changes: object = {}) => new Story({ ...fields, ...changes } as never);
// deno-lint-ignore no-explicit-any -- calls as JavaScript without types makes them
const untyped = backend as any;

/** The same error of all verbs that take an item. */
async function refusesItem(make: () => Story, error: object): Promise<void> {
  await assert.rejects(async () => await backend.save("stories", make()), error);
  await assert.rejects(async () => await backend.batchWrite("stories", [story(), make()]), error);
}

/** The same error of all verbs that take the fields of a key. */
async function refusesKey(key: object | undefined, error: object): Promise<void> {
  await assert.rejects(() => untyped.get("stories", Story, key), error);
  await assert.rejects(() => untyped.delete("stories", Story, key), error);
}

const keyError = (pattern: string, field: string, why: string) => ({
  name: "InvalidKeyError",
  code: "INVALID_KEY",
  field,
  message: `Cannot make a key of "${pattern}": the field "${field}": ${why}`,
});
const { pk, sk } = Story;

describe("nothing is sent for a key", () => {
  it("with a value that forges another key", async () => {
    const error = keyError(
      pk,
      "owner",
      'with the value "bob#STORY#1" the key would read back as other values, because "#STORY#" ends the field',
    );
    await refusesItem(() => story({ owner: "bob#STORY#1" }), error);
    await refusesKey({ ...fields, owner: "bob#STORY#1" }, error);
    await assert.rejects(() => backend.delete("stories", story({ owner: "bob#STORY#1" })), error);
    assert.throws(() => backend.query("stories", Story, { owner: "bob#STORY#1", story_id: "2" }), error);
  });

  it("with an empty, missing, null or undefined field", async () => {
    await refusesItem(() => story({ owner: "" }), keyError(pk, "owner", "it is empty"));
    await refusesKey({ ...fields, story_id: "" }, keyError(pk, "story_id", "it is empty"));
    await refusesKey({ owner: "ana", seq: 1 }, keyError(pk, "story_id", "it is missing"));
    await refusesKey({ ...fields, owner: undefined }, keyError(pk, "owner", "it is undefined"));
    await refusesKey({ ...fields, owner: null }, keyError(pk, "owner", "it is null"));
    assert.throws(
      () => backend.query("stories", Story, { ...fields, seq: undefined as never }),
      keyError(sk, "seq", "it is undefined"),
    );
    await assert.rejects(
      backend.save("stories", new Late({ x: "1" })),
      keyError("{at}#{x}", "at", "it is missing"),
    );
    await assert.rejects(
      backend.save("stories", new Late({ at: new Date(0) })),
      keyError("{at}#{x}", "x", "it is missing"),
    );
  });

  it("that is only part of one, which a get would turn into a miss", async () => {
    await refusesKey({ owner: "ana", story_id: "1" }, keyError(sk, "seq", "it is missing"));
    await refusesKey({}, keyError(pk, "owner", "it is missing"));
    await refusesKey(undefined, {
      name: "TypeError",
      message:
        `Cannot make a key of "Story": it takes an object with fields (owner, story_id, seq), and was given undefined`,
    });
  });

  it("with a value that it can't hold", async () => {
    await refusesItem(() => story({ owner: "a\ud800" }), { field: "owner" });
    await refusesItem(() => story({ story_id: "a\0" }), { field: "story_id" });
    await refusesItem(() => story({ owner: "x".repeat(2100) }), {
      message:
        `Cannot make a key of "${pk}": the field "owner": with it the key has more than 2048 bytes of UTF-8`,
    });
    await refusesItem(() => story({ seq: 1.5 }), { field: "seq" });
    await refusesKey({ ...fields, seq: "1" }, { field: "seq" });
    await refusesKey({ ...fields, owner: {} }, keyError(pk, "owner", "an object can't be part of a key"));
    await refusesKey(
      { ...fields, owner: Symbol("x") },
      keyError(pk, "owner", "a symbol can't be part of a key"),
    );
    await refusesKey({ ...fields, owner: NaN }, { field: "owner" });
  });
});

describe("nothing is sent for a table", () => {
  it("that has no name that a table can have", async () => {
    for (const table of ["", "ab", "a b c", 'x"; DROP TABLE y; --', "täble", "x".repeat(256), undefined, 5]) {
      const shown = typeof table === "string" ? JSON.stringify(table) : typeof table;
      const error = {
        name: "TypeError",
        message:
          `Cannot use ${shown} as the name of a table of spy: a name has 3 to 255 letters, digits, "_", "-" or "."`,
      };
      await assert.rejects(() => untyped.save(table, story()), error);
      await assert.rejects(() => untyped.batchWrite(table, []), error);
      await assert.rejects(() => untyped.get(table, Story, fields), error);
      await assert.rejects(() => untyped.delete(table, story()), error);
      assert.throws(() => untyped.query(table, Story, fields), error);
    }
  });
});

describe("nothing is sent for an item", () => {
  it("that no store can hold", async () => {
    const cycle: unknown[] = [];
    cycle.push(cycle);
    const values: [unknown, string, RegExp][] = [
      [() => 1, "any", /a function can't be stored$/],
      [Symbol("x"), "any", /a symbol can't be stored$/],
      [NaN, "any", /NaN is no number that a store can hold$/],
      ["a\ud800", "any", /half of a surrogate pair/],
      [new Date(NaN), "any", /the Date is invalid$/],
      [cycle, "any[0]", /the object contains itself$/],
      [[undefined], "any[0]", /a list can't hold undefined/],
      [{ deep: [new URL("http://a")] }, "any.deep[0]", /an object of class "URL" can't be stored/],
      [new Set(), "any", /a Set would come back as undefined there/],
      [new Set([{}]), "any", /a set holds strings, numbers or bytes only$/],
      // Numbers that would be rounded, or come back as something else.
      [10n ** 38n + 1n, "any", /more than 38 significant digits$/],
      [new Decimal(`0.${"1".repeat(39)}`), "any", /more than 38 significant digits$/],
      [1e126, "any", /out of the range of DynamoDB's numbers$/],
      [5n, "any", /a bigint would come back as number there/],
      [2 ** 60, "any", /a number would come back as bigint there/],
      [new Decimal("0.1"), "any", /a Decimal would come back as string there/],
    ];
    for (const [any, path, message] of values) {
      await refusesItem(() => story({ any }), {
        name: "UnstorableValueError",
        code: "UNSTORABLE_VALUE",
        path,
        message,
      });
    }
  });

  it("that is none, or whose schema refuses it, with every complaint", async () => {
    const Strict = DBItem({
      pk: "A#{a}",
      sk: "S",
      schema: z.object({ a: z.string(), list: z.array(z.object({ n: z.int() })) }),
    });
    await refusesItem(() => new Strict({ a: 1, list: [{ n: 1 }, { n: 1.5 }] } as never) as never, {
      name: "InvalidItemError",
      issues: [
        { path: "a", message: "Invalid input: expected string, received number" },
        { path: "list[1].n", message: "Invalid input: expected int, received number" },
      ],
    });
    for (
      const [item, what] of [
        [{ owner: "x" }, 'of class "Object"'],
        [undefined, "undefined"],
        ["x", "x"],
        [[], "a list"],
        [new Date(), 'of class "Date"'],
      ]
    ) {
      const error = {
        name: "TypeError",
        message: `Cannot use what is no item (${what}): its class must extend DBItem({ pk, sk, schema })`,
      };
      await assert.rejects(() => untyped.save("stories", item), error);
      await assert.rejects(() => untyped.delete("stories", item), error);
    }
    await assert.rejects(() => untyped.get("stories", Date, {}), {
      message: /Cannot find the model of "Date"/,
    });
    await assert.rejects(() => untyped.get("stories", undefined, {}), {
      message: /Cannot find the model of "undefined"/,
    });
  });
});

describe("nothing is sent for a query", () => {
  it("with options that mean nothing", () => {
    for (const limit of [-1, 1.5, NaN, "3"]) {
      assert.throws(() => untyped.query("stories", Story, fields, { limit }), {
        name: "RangeError",
        message: `Cannot query with the limit ${
          limit === "3" ? '"3"' : limit
        }: it must be a whole number, 0 or more`,
      });
    }
    assert.throws(() => untyped.query("stories", Story, fields, { onError: "wran" }), {
      name: "TypeError",
      message: 'Cannot query with onError "wran": it is "warn", "skip", "raise" or a function',
    });
  });

  it("for no item at all", async () => {
    assert.deepEqual(await Array.fromAsync(backend.query("stories", Story, fields, { limit: 0 })), []);
    await backend.batchWrite("stories", []);
  });
});
