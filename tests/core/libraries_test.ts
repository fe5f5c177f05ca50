import { describe, it } from "node:test";
import assert from "node:assert/strict";
import { type } from "arktype";
import * as v from "valibot";
import { z } from "zod";
import * as mini from "zod/mini";
import { type AnySchema, DBItem, t } from "@dynawrap/dynawrap";
import { MemoryBackend } from "@dynawrap/dynawrap/memory";

/** The same fields in the words of each library. */
const LIBRARIES: Readonly<Record<string, AnySchema>> = {
  "t": t.object({
    id: t.string(),
    n: t.integer(),
    at: t.date(),
    big: t.bigint(),
    tags: t.set(t.string()),
    bigs: t.set(t.bigint()),
    days: t.array(t.date()),
    bytes: t.bytes(),
    note: t.optional(t.string()),
    nested: t.object({ at: t.nullable(t.date()) }),
    count: t.number({ default: 0 }),
  }),
  "zod": z.object({
    id: z.string(),
    n: z.int(),
    at: z.date(),
    big: z.bigint(),
    tags: z.set(z.string()),
    bigs: z.set(z.bigint()),
    days: z.array(z.date()),
    bytes: z.instanceof(Uint8Array),
    note: z.string().optional(),
    nested: z.object({ at: z.date().nullable() }),
    count: z.number().default(0),
  }),
  "zod/mini": mini.object({
    id: mini.string(),
    n: mini.int(),
    at: mini.date(),
    big: mini.bigint(),
    tags: mini.set(mini.string()),
    bigs: mini.set(mini.bigint()),
    days: mini.array(mini.date()),
    bytes: mini.instanceof(Uint8Array),
    note: mini.optional(mini.string()),
    nested: mini.object({ at: mini.nullable(mini.date()) }),
    count: mini._default(mini.number(), 0),
  }),
  "valibot": v.object({
    id: v.string(),
    n: v.pipe(v.number(), v.safeInteger()),
    at: v.date(),
    big: v.bigint(),
    tags: v.set(v.string()),
    bigs: v.set(v.bigint()),
    days: v.array(v.date()),
    bytes: v.instance(Uint8Array),
    note: v.optional(v.string()),
    nested: v.object({ at: v.nullable(v.date()) }),
    count: v.optional(v.number(), 0),
  }),
  "arktype": type({
    id: "string",
    n: "number.integer",
    at: "Date",
    big: "bigint",
    tags: type("Set").narrow((set) => [...set].every((tag) => typeof tag === "string")),
    bigs: type("Set").narrow((set) => [...set].every((one) => typeof one === "bigint")),
    days: "Date[]",
    bytes: "TypedArray.Uint8",
    "note?": "string",
    nested: { at: "Date | null" },
    count: "number = 0",
  }),
};

const INPUT = {
  id: "1",
  n: 7,
  at: new Date("2024-03-05T07:08:09.120Z"),
  big: 5n,
  tags: new Set(["a", "b"]),
  bigs: new Set([1n, 2n ** 70n]),
  days: [new Date(0), new Date(1)],
  bytes: new Uint8Array([0, 255]),
  nested: { at: new Date(2) },
};
const WRONG = { ...INPUT, n: "7", big: 5, days: [new Date(0), 1], nested: { at: 3 } };
const FIELDS = ["id", "n", "at", "big", "tags", "bigs", "days", "bytes", "note", "nested", "count"];
const KEY = { id: "1", n: 7, at: INPUT.at } as never;

for (const [library, schema] of Object.entries(LIBRARIES)) {
  describe(`a model over ${library}`, () => {
    class Thing extends DBItem({ pk: "ID#{id}", sk: "N#{n:04d}#{at:%Y-%m-%d}", schema }) {
      get double(): number {
        return this.n * 2;
      }
    }

    it("has the fields of the schema", () => {
      assert.deepEqual([...Thing.fields].sort(), [...FIELDS].sort());
      assert.equal(Thing.schemaVersion, "69e447ccd2b7d6121b3836e40988abeb");
    });

    it("makes items, with defaults and without what is missing", () => {
      const thing = new Thing(INPUT);
      assert.deepEqual({ ...thing.toDict() }, { schema_version: Thing.schemaVersion, ...INPUT, count: 0 });
      assert.equal(Object.hasOwn(thing, "note"), false);
      assert.equal(thing.double, 14);
      assert.deepEqual(Thing.createItemKey(thing as never), { PK: "ID#1", SK: "N#0007#2024-03-05" });
    });

    it("gives back equal what is stored", async () => {
      const backend = new MemoryBackend();
      const things = [
        new Thing(INPUT),
        new Thing({
          ...INPUT,
          n: 8,
          tags: new Set(),
          bigs: new Set(),
          days: [],
          nested: { at: null },
          note: "",
        }),
        new Thing({ ...INPUT, n: 9, big: 2n ** 70n, bigs: new Set([3n]) }),
      ];
      for (const thing of things) await backend.save("t", thing);
      assert.deepEqual(await backend.get("t", Thing, KEY), things[0]);
      assert.deepEqual(await Array.fromAsync(backend.query("t", Thing, { id: "1" } as never)), things);
    });

    it("tells every complaint with its place", () => {
      assert.throws(
        () => new Thing(WRONG),
        (error: Error & { issues: { path: string; message: string }[] }) => {
          assert.equal(error.name, "InvalidItemError");
          const paths = error.issues.map(({ path }) => path).sort();
          assert.deepEqual(paths, ["big", "days[1]", "n", "nested.at"]);
          for (const { path, message } of error.issues) {
            assert.ok(error.message.includes(`\n  ${path}: ${message}`), error.message);
          }
          return error.message.startsWith('Cannot make an item of "Thing": the schema refuses it\n');
        },
      );
    });
  });
}
