import { describe, it } from "node:test";
import assert from "node:assert/strict";
import * as v from "valibot";
import { z } from "zod";
import { type AnySchema, Decimal, t } from "@dynawrap/dynawrap";

/** What a schema makes of a value, or its complaints by place. */
function parse(schema: AnySchema, value: unknown): unknown {
  const result = schema["~standard"].validate(value);
  assert.ok(!(result instanceof Promise));
  return result.issues
    ? result.issues.map(({ path, message }) => `${path!.map(String).join(".")}: ${message}`)
    : result.value;
}

describe("a schema of t", () => {
  const date = new Date(0), bytes = new Uint8Array([1]), decimal = new Decimal("1.5");

  it("takes values of its kind as they are, and no others", () => {
    const cases: [AnySchema, string, unknown[], [unknown, string][]][] = [
      [t.string(), "a string", ["", "x"], [[5, "a number"], [null, "null"], [undefined, "undefined"]]],
      [t.number(), "a number", [0, -1.5, 1e300], [["5", "a string"], [NaN, "NaN"], [Infinity, "Infinity"], [
        5n,
        "a bigint",
      ]]],
      [t.integer(), "a whole number within 2^53 - 1", [0, -5, 2 ** 53 - 1], [[1.5, "a number"], [
        2 ** 53,
        "a number",
      ]]],
      [t.bigint(), "a bigint", [0n, -(2n ** 80n)], [[5, "a number"]]],
      [t.decimal(), "a Decimal", [decimal], [["1.5", "a string"], [1.5, "a number"]]],
      [t.boolean(), "a boolean", [true, false], [[0, "a number"], ["true", "a string"]]],
      [t.date(), "a valid Date", [date], [[new Date(NaN), "Date"], ["2024-03-05", "a string"]]],
      [t.bytes(), "a Uint8Array", [bytes], [[[1], "a list"], [new Uint16Array(1), "Uint16Array"]]],
      [t.oneOf(["a", 1, null, true]), 'one of "a", 1, null, true', ["a", 1, null, true], [["b", "a string"], [
        false,
        "a boolean",
      ]]],
      [t.unknown(), "", [undefined, null, "x", date], []],
      [t.optional(t.string()), "a string", [undefined, "x"], [[null, "null"]]],
      [t.nullable(t.string()), "a string", [null, "x"], [[undefined, "undefined"], [
        { constructor: "x" },
        "an object",
      ]]],
    ];
    for (const [schema, expected, right, wrong] of cases) {
      for (const value of right) assert.equal(parse(schema, value), value);
      for (const [value, got] of wrong) {
        assert.deepEqual(parse(schema, value), [`: expected ${expected}, got ${got}`]);
      }
    }
  });

  it("has a default for what is missing only", () => {
    assert.equal(parse(t.string({ default: "" }), undefined), "");
    assert.equal(parse(t.number({ default: 0 }), undefined), 0);
    assert.equal(parse(t.integer({ default: 0 }), undefined), 0);
    assert.equal(parse(t.bigint({ default: 0n }), undefined), 0n);
    assert.equal(parse(t.boolean({ default: false }), undefined), false);
    assert.equal(parse(t.decimal({ default: decimal }), undefined), decimal);
    assert.deepEqual(parse(t.string({ default: "" }), null), [": expected a string, got null"]);
  });

  it("of a list, a set or a map has the values of its schema", () => {
    assert.deepEqual(parse(t.array(t.integer()), [1, 2]), [1, 2]);
    assert.deepEqual(parse(t.set(t.string()), new Set(["a"])), new Set(["a"]));
    assert.deepEqual(parse(t.record(t.integer()), { a: 1 }), { a: 1 });
    assert.deepEqual(Object.keys(parse(t.record(t.integer()), JSON.parse('{"__proto__":1}')) as object), [
      "__proto__",
    ]);
    assert.deepEqual(parse(t.array(t.integer()), new Set()), [": expected a list, got Set"]);
    assert.deepEqual(parse(t.set(t.string()), ["a"]), [": expected a Set, got a list"]);
    assert.deepEqual(parse(t.record(t.string()), new Map()), [": expected a map, got Map"]);
  });

  it("of an object leaves out what it does not name, and what is undefined", () => {
    const schema = t.object({ a: t.string(), b: t.optional(t.string()) });
    assert.deepEqual(parse(schema, { a: "x", b: undefined, c: 1 }), { a: "x" });
    assert.deepEqual(Object.keys(parse(schema, { b: "y", a: "x" }) as object), ["a", "b"]);
    assert.deepEqual(parse(schema, Object.create({ a: "x" })), ["a: expected a string, got undefined"]);
    assert.deepEqual(parse(schema, []), [": expected a map, got a list"]);
    assert.deepEqual(parse(schema, null), [": expected a map, got null"]);
    const odd = t.object({ ["__proto__"]: t.string() });
    assert.deepEqual(Object.entries(parse(odd, JSON.parse('{"__proto__":"x"}')) as object), [[
      "__proto__",
      "x",
    ]]);
  });

  it("tells every complaint, with its place", () => {
    const schema = t.object({
      id: t.string(),
      list: t.array(t.object({ at: t.date(), n: t.nullable(t.number()) })),
      tags: t.set(t.string()),
      map: t.record(t.boolean()),
    });
    assert.deepEqual(
      parse(schema, { list: [{ at: 1, n: "x" }, 5], tags: new Set([1, "a"]), map: { a: 0, b: true } }),
      [
        "id: expected a string, got undefined",
        "list.0.at: expected a valid Date, got a number",
        "list.0.n: expected a number, got a string",
        "list.1: expected a map, got a number",
        "tags: expected a string, got a number",
        "map.a: expected a boolean, got a number",
      ],
    );
  });

  it("takes schemas of other libraries as its parts", () => {
    const schema = t.object({ email: z.email(), list: t.array(v.pipe(v.string(), v.maxLength(2))) });
    assert.deepEqual(parse(schema, { email: "a@b.co", list: ["x"] }), { email: "a@b.co", list: ["x"] });
    assert.deepEqual(parse(schema, { email: "a", list: ["x", "xyz"] }), [
      "email: Invalid email address",
      "list.1: Invalid length: Expected <=2 but received 3",
    ]);
    const slow = t.object({ a: z.string().refine(async () => await true) });
    assert.throws(() => parse(slow, { a: "x" }), {
      name: "TypeError",
      message: "Cannot validate: a field's schema is asynchronous",
    });
  });
});
