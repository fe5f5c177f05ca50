import { describe, it } from "node:test";
import assert from "node:assert/strict";
import * as v from "valibot";
import { z } from "zod";
import { type AnySchema, DBItem, InvalidItemError, t, UnstorableValueError } from "@dynawrap/dynawrap";
import { Model, type ModelDefinition } from "../../core/model.ts";

const schema = t.object({
  owner: t.string(),
  id: t.string(),
  at: t.optional(t.date()),
  n: t.optional(t.bigint()),
});
const define = (definition: Partial<ModelDefinition>) =>
  new Model({ pk: "USER#{owner}", sk: "ID#{id}", schema, ...definition });

/** A schema that takes everything and tells nothing. */
const silent: AnySchema = { "~standard": { version: 1, vendor: "silent", validate: (value) => ({ value }) } };

describe("the definition of a model", () => {
  it("has its fields from the schema, or told beside it", () => {
    assert.deepEqual(define({}).fields, ["owner", "id", "at", "n"]);
    assert.deepEqual(define({ schema: v.object({ owner: v.string(), id: v.string() }) }).fields, [
      "owner",
      "id",
    ]);
    assert.deepEqual(
      define({ schema: z.object({ owner: z.string(), id: z.string() }).refine(() => true) }).fields,
      ["owner", "id"],
    );
    assert.deepEqual(define({ schema: silent, fields: ["id", "owner"] }).fields, ["id", "owner"]);
    assert.deepEqual(define({}).keyFields, ["owner", "id"]);
    assert.deepEqual(define({ sk: "{owner}#{id}#{at}" }).keyFields, ["owner", "id", "at"]);
  });

  it("is refused when the schema does not tell its fields", () => {
    const variants = z.discriminatedUnion("kind", [
      z.object({ kind: z.literal(1) }),
      z.object({ kind: z.literal(2) }),
    ]);
    for (const [unknown, vendor] of [[silent, "silent"], [variants, "zod"], [z.string(), "zod"]] as const) {
      assert.throws(() => define({ schema: unknown }), {
        name: "TypeError",
        message: `Cannot define a model: its schema (of "${vendor}") does not tell its fields. ` +
          'List them in the definition: fields: ["owner", "title"]',
      });
    }
  });

  it("is refused for what is no schema, no pattern, or has no such field", () => {
    const wrong: [Partial<ModelDefinition>, string, string][] = [
      [
        { schema: undefined },
        "TypeError",
        "Cannot define a model: its schema is no Standard Schema, such as t.object({...}) is",
      ],
      [
        { schema: { owner: "string" } as never },
        "TypeError",
        "Cannot define a model: its schema is no Standard Schema, such as t.object({...}) is",
      ],
      [{ pk: "" }, "TypeError", "Cannot define a model: a key pattern is empty, and no key can be"],
      [{ sk: "" }, "TypeError", "Cannot define a model: a key pattern is empty, and no key can be"],
      [
        { sk: "{ID}" },
        "TypeError",
        'Cannot define a model of "USER#{owner}" and "{ID}": the schema has no field "ID"',
      ],
      [
        { sk: "{toString}" },
        "TypeError",
        'Cannot define a model of "USER#{owner}" and "{toString}": the schema has no field "toString"',
      ],
      [
        { sk: "{}" },
        "SyntaxError",
        'Cannot parse the key pattern "{}": column 1: a field needs a name; positional fields are not supported',
      ],
    ];
    for (const [definition, name, message] of wrong) {
      assert.throws(() => define(definition), { name, message });
    }
  });
});

describe("validation", () => {
  it("is done at once, or refused", () => {
    const schema: AnySchema = {
      "~standard": { version: 1, vendor: "slow", validate: () => Promise.reject(new Error("unheard")) },
    };
    class Slow extends DBItem({ pk: "P", sk: "S", schema, fields: [] }) {}
    assert.throws(() => new Slow({ a: "x" }), {
      name: "TypeError",
      message:
        'Cannot make an item of "Slow": its schema validates asynchronously, and an item is made at once',
    });
  });

  it("is not told of schema_version, unless the schema names it", () => {
    const strict = define({ schema: z.strictObject({ owner: z.string(), id: z.string() }) });
    assert.deepEqual(strict.accept({ owner: "a", id: "1", schema_version: "7" }, class M {}), {
      owner: "a",
      id: "1",
    });
    const named = define({
      schema: z.strictObject({ owner: z.string(), id: z.string(), schema_version: z.enum(["7"]) }),
    });
    assert.throws(
      () => named.accept({ owner: "a", id: "1", schema_version: "8" }, class M {}),
      InvalidItemError,
    );
  });

  it("of what is stored names the item", () => {
    const key = { PK: "USER#a", SK: "ID#1" };
    assert.throws(() => define({}).restore({ owner: "a" }, class M {}, key), {
      name: "InvalidItemError",
      key,
      message:
        'Cannot read the item "USER#a", "ID#1" as "M": the schema refuses it\n  id: expected a string, got undefined',
    });
  });
});

describe("whose an item is", () => {
  it("tells the key of its own attributes", () => {
    const model = define({});
    assert.ok(model.owns({ owner: "a", id: "1" }, { PK: "USER#a", SK: "ID#1" }));
    assert.ok(!model.owns({ owner: "a", id: "1" }, { PK: "USER#a", SK: "ID#1#NOTE#2" }));
    assert.ok(!model.owns({ owner: "b", id: "1" }, { PK: "USER#a", SK: "ID#1" }));
    assert.ok(!model.owns({ id: "1" }, { PK: "USER#a", SK: "ID#1" }));
  });
});

describe("what is stored", () => {
  const at = new Date(0);

  it("is what the schema gives back", () => {
    const model = define({});
    const fields = { schema_version: "1", owner: "a", id: "1", at, n: 5n };
    const data = model.store(fields, "M");
    assert.deepEqual({ ...data }, { ...fields, at: "1970-01-01T00:00:00.000Z" });
    const { schema_version: _, ...own } = fields;
    assert.deepEqual(model.restore({ ...data, n: 5 }, class M {}, undefined), own);
  });

  it("is refused when the schema would not bring it back", () => {
    const refuses = (field: AnySchema, value: unknown, why: string) => {
      const model = define({ pk: "P", sk: "S", schema: t.object({ f: field as never }) });
      assert.throws(() => model.store(model.accept({ f: value }, class M {}), "M"), (error: Error) => {
        assert.ok(error instanceof UnstorableValueError);
        assert.equal(error.path, "f");
        assert.equal(error.message, `Cannot store "f" of "M": ${why}`);
        return true;
      });
    };
    refuses(t.unknown(), at, "a Date would come back as string there: declare the field as Date");
    refuses(t.unknown(), 5n, "a bigint would come back as number there: declare the field as bigint");
    refuses(
      t.unknown(),
      new Set(),
      "a Set would come back as undefined there: declare the field as Set",
    );
    refuses(
      z.union([z.string(), z.date()]),
      at,
      "a Date would come back as string there: declare the field as Date",
    );
    const number = z.string().transform(Number);
    refuses(
      number,
      "5",
      "the schema refuses its stored form: Invalid input: expected string, received number",
    );
  });

  it("is refused whose schema makes another value each time, in whichever item the field comes first", () => {
    const schema = z.object({ id: z.string(), title: z.string().transform((text) => text + "!").optional() });
    const model = new Model({ pk: "P#{id}", sk: "S", schema });
    model.store(model.accept({ id: "1" }, class Shout {}), "Shout");
    assert.throws(() => model.store(model.accept({ id: "1", title: "a" }, class Shout {}), "Shout"), {
      name: "UnstorableValueError",
      path: "title",
      message: 'Cannot store "title" of "Shout": the schema makes another value of it when it is read',
    });
  });

  it("is stored whose schema gives back what it is given of its own", () => {
    const schema = z.object({
      id: z.string(),
      title: z.string().trim().toLowerCase(),
      at: z.date().optional(),
    });
    const model = new Model({ pk: "P#{id}", sk: "S", schema });
    const stored = model.store(
      model.accept({ id: "1", title: " A ", at: new Date(0) }, class Calm {}),
      "Calm",
    );
    assert.deepEqual([stored.title, stored.at], ["a", "1970-01-01T00:00:00.000Z"]);
  });

  it("is proven each time where the schema is another library's", () => {
    const schema = z.object({
      id: z.string(),
      pair: z.tuple([z.date(), z.string()]).optional(),
      few: z.array(z.number()).max(2).optional(),
      name: z.string().transform((text) => text.replace(/^@/, "")).optional(),
    });
    const model = new Model({ pk: "P#{id}", sk: "S", schema });
    const store = (fields: object) => model.store(model.accept({ id: "1", ...fields }, class M {}), "M");
    store({ pair: [new Date(0), "hello"], few: [1], name: "bob" });
    const back = model.restore(store({ pair: [new Date(0), "2024-01-01"] }), class M {}, undefined);
    assert.deepEqual(back.pair, [new Date(0), "2024-01-01"]);
    assert.throws(() => store({ name: "@@bob" }), { path: "name" });
    const changed = model.accept({ id: "1", few: [1, 2] }, class M {});
    (changed.few as number[]).push(3);
    assert.throws(() => model.store(changed, "M"), {
      message:
        'Cannot store "few" of "M": the schema refuses its stored form: Too big: expected array to have <=2 items',
    });
    const mixed = new Model({
      pk: "P#{id}",
      sk: "S",
      schema: t.object({ id: t.string(), s: t.optional(z.string().transform((text) => text + "!")) }),
    });
    mixed.store(mixed.accept({ id: "1" }, class M {}), "M");
    assert.throws(() => mixed.store(mixed.accept({ id: "1", s: "a" }, class M {}), "M"), { path: "s" });
  });

  it("of a schema that fails is told as an item that can't be read", () => {
    const schema = z.object({ id: z.string().refine((text) => BigInt(text) > 0n) });
    const model = new Model({ pk: "P#{id}", sk: "S", schema });
    assert.throws(() => model.restore({ id: "x" }, class M {}, { PK: "P#x", SK: "S" }), {
      name: "InvalidItemError",
      message: /^Cannot read the item "P#x", "S" as "M": the schema fails on it/,
    });
  });
});
