import { describe, it } from "node:test";
import assert from "node:assert/strict";
import { z } from "zod";
import { type AnySchema, Decimal, t } from "@dynawrap/dynawrap";
import { Restorer } from "../../core/restore.ts";
import type { StoredData } from "../../core/value.ts";

/** What comes of stored attributes, or the paths of the complaints. */
function restore(schema: AnySchema, data: StoredData): unknown {
  const result = new Restorer(schema).restore(data, "Model");
  return result.issues ? result.issues.map(({ path }) => path!.join(".")) : { ...result.value };
}

describe("restoring what a store holds", () => {
  it("gives what the schema makes of it as it is, if it takes it", () => {
    const data = { a: "2024-03-05", n: 5, list: ["1"] };
    assert.deepEqual(
      restore(z.object({ a: z.string(), n: z.number(), list: z.array(z.string()) }), data),
      data,
    );
  });

  it("makes dates of texts, by any spelling of ISO 8601, in UTC when there is no zone", () => {
    const dates: [string, string][] = [
      ["2024-03-05T07:08:09.120Z", "2024-03-05T07:08:09.120Z"],
      ["2024-03-05T07:08:09+02:00", "2024-03-05T05:08:09.000Z"],
      ["2024-03-05T07:08:09", "2024-03-05T07:08:09.000Z"],
      ["2024-03-05 07:08:09.120000+00:00", "2024-03-05T07:08:09.120Z"],
      ["2024-03-05 07:08:09", "2024-03-05T07:08:09.000Z"],
      ["2024-03-05T07:08", "2024-03-05T07:08:00.000Z"],
      ["2024-03-05", "2024-03-05T00:00:00.000Z"],
    ];
    for (const [at, expected] of dates) {
      assert.deepEqual(restore(t.object({ at: t.date() }), { at }), { at: new Date(expected) }, at);
    }
    for (const at of ["5 March 2024", "2024-13-45", "12:00", "1709622489120", ""]) {
      assert.deepEqual(restore(t.object({ at: t.date() }), { at }), ["at"], at);
    }
  });

  it("makes numbers of each other, and of texts, where that is exact", () => {
    const of = (field: AnySchema, n: StoredData[string]) =>
      restore(z.object({ n: z.any() }).and(z.object({ n: field as z.ZodType })), { n });
    assert.deepEqual(of(z.bigint(), 5), { n: 5n });
    assert.deepEqual(of(z.bigint(), "5"), { n: 5n });
    assert.deepEqual(of(z.number(), 10n ** 21n), { n: 1e21 });
    assert.deepEqual(of(z.number(), "1.5"), { n: 1.5 });
    assert.deepEqual(of(z.number(), new Decimal("0.1")), { n: 0.1 });
    assert.deepEqual(of(z.instanceof(Decimal), 5), { n: new Decimal(5) });
    assert.deepEqual(of(z.instanceof(Decimal), "1.5"), { n: new Decimal("1.5") });
    // Never rounded.
    assert.deepEqual(of(z.number(), 2n ** 53n + 1n), ["n"]);
    assert.deepEqual(of(z.number(), new Decimal("0.1000000000000000000001")), ["n"]);
    assert.deepEqual(of(z.bigint(), 1.5), ["n"]);
    assert.deepEqual(of(z.bigint(), "x"), ["n"]);
  });

  it("makes sets of what the schema wants, and an empty one of what is missing", () => {
    const schema = z.object({
      big: z.set(z.bigint()),
      none: z.set(z.string()),
      maybe: z.set(z.string()).optional(),
    });
    assert.deepEqual(restore(schema, { big: new Set([1, 2n ** 60n]) }), {
      big: new Set([1n, 2n ** 60n]),
      none: new Set(),
    });
  });

  it("reaches into lists and maps", () => {
    const schema = z.object({
      list: z.array(z.object({ at: z.date(), n: z.bigint().optional() })),
      map: z.record(z.string(), z.date()),
      pair: z.tuple([z.string(), z.date()]),
    });
    const at = "2024-03-05T00:00:00.000Z";
    const data: StoredData = { list: [{ at }, { at, n: 5 }], map: { a: at, b: at }, pair: ["x", at] };
    const date = new Date(at);
    assert.deepEqual(restore(schema, data), {
      list: [{ at: date }, { at: date, n: 5n }],
      map: { a: date, b: date },
      pair: ["x", date],
    });
    assert.deepEqual(data.pair, ["x", at]); // what was stored is not changed
  });

  it("tells the complaints about what is stored when nothing helps", () => {
    const schema = z.object({ at: z.date(), n: z.number(), s: z.string() });
    assert.deepEqual(restore(schema, { at: "soon", n: "x", s: 5 }), ["at", "n", "s"]);
    assert.deepEqual(restore(schema, { at: "2024-03-05", n: 1, s: 5 }), ["s"]);
  });

  it("asks the schema at most twice for any number of dates", () => {
    let asked = 0;
    const inner = t.object({ at: t.date(), days: t.record(t.date()), list: t.array(t.date()) });
    const schema: AnySchema = {
      "~standard": {
        version: 1,
        vendor: "test",
        validate: (value) => (asked++, inner["~standard"].validate(value)),
      },
    };
    const texts = Array.from({ length: 2000 }, (_, i) => new Date(i * 1e8).toISOString());
    const stored = {
      at: texts[0]!,
      days: Object.fromEntries(texts.map((text, i) => [`d${i}`, text])),
      list: texts,
    };
    const result = new Restorer(schema).restore(stored, "Model");
    assert.equal(result.issues, undefined);
    assert.equal(asked, 2);
  });

  it("does not depend on what was restored before", () => {
    const schema = z.object({
      h: z.array(
        z.discriminatedUnion("kind", [
          z.object({ kind: z.literal("at"), value: z.date() }),
          z.object({ kind: z.literal("any"), value: z.unknown() }),
        ]),
      ),
    });
    const restorer = new Restorer(schema);
    const text = "2024-03-05", at = new Date(text);
    const restore = (...h: { kind: string; value: string }[]) => restorer.restore({ h }, "Model");
    const any = { kind: "any", value: text };
    assert.deepEqual(restore(any), { value: { h: [any] } });
    assert.deepEqual(restore({ kind: "at", value: text }), { value: { h: [{ kind: "at", value: at }] } });
    assert.deepEqual(restore(any), { value: { h: [any] } });
    assert.deepEqual(restore(any, { kind: "at", value: text }), {
      value: { h: [any, { kind: "at", value: at }] },
    });
  });
});
