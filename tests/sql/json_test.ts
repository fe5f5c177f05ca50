import { deepEqual, equal, ok } from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { Decimal, type StoredData, type StoredValue, Unreadable } from "@dynawrap/dynawrap";
import { fromJson, toJson } from "../../backends/sql/json.ts";
import vectors from "../compat/vectors.json" with { type: "json" };
import { type Typed, valueOf } from "../helpers/python_value.ts";

const number = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.maxSafeInteger()).map((n) =>
  n + 0
);
const text = fc.string({ unit: "binary", maxLength: 10 });
const value: fc.Arbitrary<StoredValue> = fc.letrec<{ value: StoredValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    text,
    number.filter((n) => !Number.isInteger(n) || Number.isSafeInteger(n)),
    fc.bigInt({ min: -(10n ** 38n), max: 10n ** 38n }).filter((n) => n < -(2n ** 53n) || n > 2n ** 53n),
    fc.boolean(),
    fc.constant(null),
    fc.uint8Array({ maxLength: 9 }),
    fc.uniqueArray(text, { minLength: 1, maxLength: 4 }).map((list) => new Set(list)),
    fc.uniqueArray(number, { minLength: 1, maxLength: 4 }).map((list) =>
      new Set(list.filter(Number.isSafeInteger))
    ),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(fc.oneof(text, fc.constantFrom("$dynawrap", "__proto__", "toJSON", "B")), tie("value"), {
      maxKeys: 4,
      noNullPrototype: true,
    }),
  ),
})).value;

describe("the JSON of SQL", () => {
  it("gives every value back", () => {
    fc.assert(
      fc.property(fc.dictionary(text, value, { noNullPrototype: true }), (data) => {
        deepEqual(fromJson(toJson(data)), data);
      }),
      { numRuns: 3000 },
    );
  });

  it("holds numbers as JSON numbers of any size, and decimals as texts", () => {
    equal(
      toJson({ a: 2n ** 60n, b: 0.1, c: 1.23e40, d: new Decimal("30.40"), e: [5n] }),
      '{"a":1152921504606846976,"b":0.1,"c":1.23e+40,"d":"30.4","e":[5]}',
    );
  });

  it("has a tag for what JSON has no word for", () => {
    equal(
      toJson({
        a: new Uint8Array([0, 255]),
        b: new Set(["x"]),
        c: new Set([1, 2.5]),
        d: new Set([new Uint8Array([1])]),
        e: "a\0",
      }),
      '{"a":{"$dynawrap":{"B":"AP8="}},"b":{"$dynawrap":{"SS":["x"]}},"c":{"$dynawrap":{"NS":["1","2.5"]}},' +
        '"d":{"$dynawrap":{"BS":["AQ=="]}},"e":{"$dynawrap":{"S":"YQA="}}}',
    );
    equal(toJson({ a: { $dynawrap: 1 } }), '{"a":{"$dynawrap":{"M":{"$dynawrap":1}}}}');
  });

  it("reads no number rounded", () => {
    const read = fromJson(
      '{"a": 9007199254740993, "b": [1.00000000000000000000015], "c": 1e+22, "d": 1.0, "e": -0, "f": 5e-324, "g": 0.1}',
    );
    deepEqual(read, {
      a: 9007199254740993n,
      b: [new Decimal("1.00000000000000000000015")],
      c: 10n ** 22n,
      d: 1,
      e: 0,
      f: 5e-324,
      g: 0.1,
    });
  });

  it("writes no exponent out that is beyond all reason", () => {
    deepEqual(fromJson('{"a": 1e999999999}'), { a: new Decimal("1e999999999") });
  });

  it("takes no digits of a text for a number", () => {
    const data = {
      a: "x, 9007199254740993, y",
      b: ':1e5 "[12345678901234567890]"',
      c: "\\",
      d: '\\",9007199254740993',
    };
    deepEqual(fromJson(JSON.stringify(data)), data);
  });

  it("says why data can't be read", () => {
    const reasons = [
      '"{\\"a\\": 1}"',
      "[1]",
      "5",
      "null",
      "{",
      '{"a": {"$dynawrap": {"Z": 1}}}',
      '{"a": {"$dynawrap": 5}}',
      '{"a": {"$dynawrap": {"B": "AA=="}, "x": 1}}',
      '{"a": {"$dynawrap": {"B": "AA==", "S": "AA=="}}}',
      '{"a": {"$dynawrap": {"B": "!"}}}',
      '{"a": {"$dynawrap": {"B": 5}}}',
      '{"a": {"$dynawrap": {"S": "/w=="}}}',
      '{"a": {"$dynawrap": {"N": "x"}}}',
      '{"a": {"$dynawrap": {"NS": ["1", "x"]}}}',
      '{"a": {"$dynawrap": {"SS": ["a", 5]}}}',
      '{"a": {"$dynawrap": {"SS": "ab"}}}',
      '{"a": {"$dynawrap": {"M": [1]}}}',
    ].map(fromJson);
    for (const [i, reason] of reasons.entries()) ok(reason instanceof Unreadable, String(i));
    equal(
      (reasons[0] as Unreadable).reason,
      "its data is a JSON string, as a client leaves it that encodes JSON twice",
    );
    equal(
      (reasons[5] as Unreadable).reason,
      `its data can't be read: "$dynawrap" is followed by what is no tag`,
    );
  });

  it("shows nothing of what is stored when it can't be read", () => {
    equal((fromJson('{"password":hunter2}') as Unreadable).reason, "its data can't be read: it is no JSON");
  });

  it("reads texts of many megabytes beside a long number", () => {
    const data = { text: "x".repeat(20_000_000), escaped: '"\\'.repeat(1_000_000), n: 2n ** 70n };
    const back = fromJson(toJson(data)) as typeof data;
    ok(back.text === data.text && back.escaped === data.escaped && back.n === data.n);
  });
});

/** Rows of the Python library that hold something else here, and why. */
const DIFFERENCES: readonly [RegExp, string][] = [
  [/^(dataclass: )?(empty )?bytes|bytearray/, "Python writes its own notation for bytes, b'...', as a text"],
  [/set/, "Python writes its own notation for sets, {'a'}, as a text"],
  [/^lone surrogate$/, "half of a surrogate pair is refused"],
  [/^float (nan|inf)$/, "JSON has no such number, and PostgreSQL refuses it"],
  [/^Decimal (NaN|Infinity|-Infinity|sNaN)$/, "no number that a store can hold"],
  [
    /^Decimal (1\.50|-0|1E\+3|1E-7|1E-130|1E-128|9\.9E\+125|0E-10)|dataclass: Decimal/,
    "the same decimal is spelled in one way here: 1.5",
  ],
  [/datetime|date|time|uuid|enum|complex|timedelta/, "no such type here; Python writes its str()"],
  [/map with a (number|None) key|nested model/, "names are strings here"],
  [/^U\+0000$/, "Python writes \\u0000, which PostgreSQL refuses"],
  [/^numeric-looking map keys$/, "JavaScript puts names that are whole numbers first"],
  [/^(float 1\.0|float -0\.0)$/, "a whole number is an integer here: 1"],
];

interface Row {
  readonly name: string;
  readonly v?: Typed;
  readonly ok?: { readonly data: string };
}

describe("the JSON of dynawrap for Python", () => {
  const rows = (vectors.postgresRows.rows as unknown as Row[]).filter((row) => row.v && row.ok);
  const same = rows.filter(({ name }) => !DIFFERENCES.some(([pattern]) => pattern.test(name)));

  it(`is written alike in ${same.length} of ${rows.length} rows, and the others have a reason`, () => {
    for (const { name, v, ok: row } of same) {
      const { id, schema_version } = JSON.parse(row!.data);
      const ours = toJson({ schema_version, id, v: valueOf(v!) } as StoredData);
      equal(normal(ours), normal(row!.data), name);
    }
    equal(same.length, 38);
  });

  it("is read whole", () => {
    for (const { name, ok: row } of rows) {
      if (/^float (nan|inf)$/.test(name)) continue; // no JSON, which PostgreSQL does not store
      const read = fromJson(row!.data);
      ok(!(read instanceof Unreadable), name);
      const { v } = read as StoredData;
      if (name === "U+0000") equal(v, "a\0b");
      else if (name === "numeric-looking map keys") deepEqual(v, JSON.parse(row!.data).v);
      else if (typeof v === "bigint" && /^float/.test(name)) equal(Number(v), JSON.parse(row!.data).v);
      else equal(normal(toJson(read as StoredData)), normal(row!.data), name);
    }
  });
});

/** JSON in one spelling: no spaces, no escapes that need not be, numbers in their shortest text. */
function normal(json: string): string {
  return json
    .replace(
      /\\u([0-9a-f]{4})/g,
      (all, hex) => parseInt(hex, 16) > 0x7e ? String.fromCharCode(parseInt(hex, 16)) : all,
    )
    .replace(
      /("(?:[^"\\]|\\.)*")|\s+|(-?\d[\d.eE+-]*)/g,
      (_, string, number) =>
        string ??
          (number ? number.length > 17 && !/[.e]/.test(number) ? number : String(Number(number)) : ""),
    );
}
