import { describe, it } from "node:test";
import assert from "node:assert/strict";
import { Decimal } from "@dynawrap/dynawrap";
import { toStorable } from "../../core/storable.ts";

/** What is refused, with the message behind the path. */
function refuses(fields: object, path: string, why: string): void {
  assert.throws(() => toStorable(fields), {
    name: "UnstorableValueError",
    code: "UNSTORABLE_VALUE",
    path,
    message: `Cannot store "${path}": ${why}`,
  });
}

describe("what can be stored", () => {
  it("stays as it is, and is not copied", () => {
    const fields = {
      text: "é中😀\0",
      empty: "",
      number: 1.5,
      big: 2n ** 100n,
      yes: true,
      nothing: null,
      decimal: new Decimal("1.5"),
      bytes: new Uint8Array([1]),
      set: new Set(["a"]),
      list: [1, "a", null, []],
      map: { a: { b: {} } },
      bare: Object.assign(Object.create(null), { a: 1 }),
    };
    const { data } = toStorable(fields);
    assert.equal(data, fields);
    assert.equal(data.list, fields.list);
  });

  it("has a Date as its text, no undefined, no empty Set and no minus before a zero", () => {
    const at = new Date("2024-03-05T07:08:09.120Z");
    const fields = { a: at, b: undefined, c: new Set(), d: -0, list: [{ at, no: undefined }, -0], e: "x" };
    assert.deepEqual({ ...toStorable(fields).data }, {
      a: "2024-03-05T07:08:09.120Z",
      d: 0,
      list: [{ at: "2024-03-05T07:08:09.120Z" }, 0],
      e: "x",
    });
    assert.equal(fields.a, at);
  });

  it("keeps __proto__ as a field", () => {
    const { data } = toStorable(JSON.parse('{"__proto__":{"a":1},"at":null}'));
    assert.deepEqual(Object.keys(data), ["__proto__", "at"]);
    const copied = toStorable({ ...JSON.parse('{"__proto__":{"a":1}}'), at: new Date(0) }).data;
    assert.deepEqual(Object.keys(copied), ["__proto__", "at"]);
    assert.equal(Object.getPrototypeOf(copied), Object.prototype);
  });

  it("may hold the same object twice, and 32 levels", () => {
    const shared = { a: 1 };
    assert.doesNotThrow(() => toStorable({ x: shared, y: [shared, shared] }));
    const nest = (levels: number): unknown => levels === 0 ? 1 : [nest(levels - 1)];
    assert.doesNotThrow(() => toStorable({ v: nest(32) }));
    refuses({ v: nest(33) }, `v${"[0]".repeat(32)}`, "there are more than 32 levels of lists and maps");
  });

  it("tells the values that only the schema can bring back, by their place", () => {
    const fields = {
      at: new Date(0),
      list: [{ n: 5n }, { n: 6n }],
      "a b": new Set([1n]),
      big: 2n ** 60n,
      f: 1.5,
    };
    assert.deepEqual(toStorable(fields).ambiguous.map(({ place, path }) => [place, path]), [
      ["at", ["at"]],
      ["list[].n", ["list", 0, "n"]],
      ["list[].n", ["list", 1, "n"]],
      ['["a b"]', ["a b"]],
    ]);
  });
});

describe("what no store can hold is refused with its place", () => {
  it("values of kinds that have no form", () => {
    refuses({ f: () => 1 }, "f", "a function can't be stored");
    refuses({ a: { s: Symbol("x") } }, "a.s", "a symbol can't be stored");
    const classes = "only plain objects, lists, Set, Date, Uint8Array and Decimal";
    refuses({ a: [new Map()] }, "a[0]", `an object of class "Map" can't be stored: ${classes}`);
    refuses({ a: new (class Money {})() }, "a", `an object of class "Money" can't be stored: ${classes}`);
    refuses({ a: /x/ }, "a", `an object of class "RegExp" can't be stored: ${classes}`);
    refuses({ a: new Error("x") }, "a", `an object of class "Error" can't be stored: ${classes}`);
    refuses({ a: new Uint16Array(1) }, "a", `an object of class "Uint16Array" can't be stored: ${classes}`);
    refuses({ "a b": [undefined] }, '["a b"][0]', "a list can't hold undefined: leave it out, or store null");
    refuses({ a: [1, , 3] }, "a[1]", "a list can't hold undefined: leave it out, or store null");
  });

  it("cycles", () => {
    const cycle: Record<string, unknown> = { list: [] };
    (cycle.list as unknown[]).push({ again: cycle });
    refuses({ cycle }, "cycle.list[0].again", "the object contains itself");
  });

  it("numbers that are none, or out of the range of DynamoDB", () => {
    for (const n of [NaN, Infinity, -Infinity]) {
      refuses({ n }, "n", `${n} is no number that a store can hold`);
    }
    for (const n of [1e126, -1e126, 1e-131]) {
      refuses({ n }, "n", `${n} is out of the range of DynamoDB's numbers`);
    }
    for (const n of [9.99e125, 1e-130]) assert.doesNotThrow(() => toStorable({ n }));
    refuses({ n: 10n ** 38n + 1n }, "n", "the number has more than 38 significant digits");
    assert.doesNotThrow(() => toStorable({ n: 10n ** 60n, m: -(10n ** 38n) + 1n }));
    refuses({ n: new Decimal(`1.${"3".repeat(38)}`) }, "n", "the number has more than 38 significant digits");
    refuses({ n: new Decimal("1e126") }, "n", "1e+126 is out of the range of DynamoDB's numbers");
    refuses({ n: new Decimal("1e-131") }, "n", "1e-131 is out of the range of DynamoDB's numbers");
  });

  it("texts, names and dates that have no form", () => {
    const half = "the text holds half of a surrogate pair, which UTF-8 has no bytes for";
    refuses({ t: "a\ud800b" }, "t", half);
    refuses({ t: new Set(["\udfff"]) }, "t", half);
    const name = "a name must have at least one character, and neither U+0000 nor half of a surrogate pair";
    assert.throws(() => toStorable({ a: { "": 1 } }), {
      path: 'a[""]',
      message: `Cannot store "a[""]": ${name}`,
    });
    assert.throws(() => toStorable({ "\0": 1 }), { path: '["\\u0000"]' });
    assert.throws(() => toStorable({ "\ud800": 1 }), { path: '["\\ud800"]' });
    refuses({ d: new Date(NaN) }, "d", "the Date is invalid");
    refuses({ d: new Date(8.64e15) }, "d", "the Date is not in the years 0 to 9999");
    refuses({ d: new Date(-8.64e15) }, "d", "the Date is not in the years 0 to 9999");
  });

  it("sets that DynamoDB has not", () => {
    const kinds = "a set holds strings, numbers or bytes only";
    for (const member of [true, null, {}, [], new Date(0)]) refuses({ s: new Set([member]) }, "s", kinds);
    refuses(
      { s: new Set([1, "1"]) },
      "s",
      "a set holds values of one kind, and this one has number and string",
    );
    refuses({ s: new Set([1, 1n]) }, "s", "the set holds the same value twice");
    refuses(
      { s: new Set([new Uint8Array(1), new Uint8Array(1)]) },
      "s",
      "the set holds the same value twice",
    );
    refuses({ s: new Set([NaN]) }, "s", "NaN is no number that a store can hold");
  });
});
