import { deepEqual, equal, throws } from "node:assert/strict";
import { Buffer } from "node:buffer";
import { describe, it } from "node:test";
import { Decimal, type StoredValue } from "@dynawrap/dynawrap";
import { readAttributes, writeAttributes } from "../../backends/dynamodb/attribute_value.ts";

const write = (value: StoredValue) => writeAttributes({ v: value }).v;
const read = (value: unknown) => readAttributes({ v: value }).v;

describe("writing", () => {
  const cases: [StoredValue, object][] = [
    ["", { S: "" }],
    [-0, { N: "0" }],
    [30.4, { N: "30.4" }],
    [1.23e40, { N: "1.23e+40" }],
    [2n ** 60n, { N: "1152921504606846976" }],
    [new Decimal("1.00000000000000000000015"), { N: "1.00000000000000000000015" }],
    [false, { BOOL: false }],
    [null, { NULL: true }],
    [[], { L: [] }],
    [{}, { M: {} }],
    [[{ a: [null] }], { L: [{ M: { a: { L: [{ NULL: true }] } } }] }],
    [new Set(["a"]), { SS: ["a"] }],
    [new Set([1, 2n, new Decimal("0.5")]), { NS: ["1", "2", "0.5"] }],
  ];
  for (const [value, expected] of cases) {
    it(`makes ${JSON.stringify(expected)}`, () => deepEqual(write(value), expected));
  }

  it("keeps bytes as they are", () => {
    const bytes = new Uint8Array([0, 255]);
    deepEqual([write(bytes), write(new Set([bytes]))], [{ B: bytes }, { BS: [bytes] }]);
  });

  it("takes __proto__ as any other name", () => {
    const data = JSON.parse('{ "__proto__": 1, "m": { "__proto__": 2 } }');
    const expected = '{"__proto__":{"N":"1"},"m":{"M":{"__proto__":{"N":"2"}}}}';
    equal(JSON.stringify(writeAttributes(data)), expected);
    equal(JSON.stringify(readAttributes(JSON.parse(expected))), '{"__proto__":1,"m":{"__proto__":2}}');
    equal(Object.getPrototypeOf(readAttributes(JSON.parse(expected))), Object.prototype);
  });
});

describe("reading", () => {
  const cases: [object, StoredValue][] = [
    [{ N: "9007199254740993" }, 9007199254740993n],
    [{ N: "-9007199254740993.25" }, new Decimal("-9007199254740993.25")],
    [{ N: "1.23e+40" }, 123n * 10n ** 38n],
    [{ N: "0.0000001" }, 1e-7],
    [{ N: "30.40" }, 30.4],
    [{ N: "1" + "0".repeat(50) }, 10n ** 50n],
    [{ NULL: true }, null],
    [{ BOOL: true }, true],
    [{ L: [{ S: "a" }, { M: { b: { N: "1" } } }] }, ["a", { b: 1 }]],
    [{ SS: ["a", "b"] }, new Set(["a", "b"])],
    [{ NS: ["1", "2.5"] }, new Set([1, 2.5])],
    [{ B: "AP8=" }, new Uint8Array([0, 255])],
    [{ L: [{ B: "AP8=" }, { BS: ["eHk="] }] }, [
      new Uint8Array([0, 255]),
      new Set([new Uint8Array([120, 121])]),
    ]],
    [{ B: new Uint8Array([0, 255]) }, new Uint8Array([0, 255])],
    [{ B: Buffer.from([0, 255]) }, new Uint8Array([0, 255])],
    [{ BS: [Buffer.from([7])] }, new Set([new Uint8Array([7])])],
  ];
  for (const [value, expected] of cases) {
    it(`takes ${JSON.stringify(value)}`, () => deepEqual(read(value), expected));
  }

  it("leaves the keys out", () => {
    deepEqual(readAttributes({ PK: { S: "a" }, SK: { S: "b" }, c: { S: "d" } }), { c: "d" });
  });

  const broken: [unknown, string][] = [
    [{}, "it has no value"],
    [undefined, "it has no value"],
    [null, "it has no value"],
    [{ Z: "1" }, 'DynamoDB has no type "Z"'],
    [{ S: 5 }, '5 does not fit the type "S"'],
    [{ N: "five" }, '"five" does not fit the type "N"'],
    [{ N: 5 }, '5 does not fit the type "N"'],
    [{ BOOL: "true" }, '"true" does not fit the type "BOOL"'],
    [{ B: 5 }, '5 does not fit the type "B"'],
    [{ B: "%%" }, '"%%" is no base64'],
    [{ L: {} }, 'an object does not fit the type "L"'],
    [{ M: null }, 'null does not fit the type "M"'],
    [{ SS: [5] }, '5 does not fit the type "S"'],
    [{ NS: ["x"] }, '"x" does not fit the type "N"'],
    [{ L: [{ M: { a: { Q: 1 } } }] }, 'DynamoDB has no type "Q"'],
  ];
  for (const [value, reason] of broken) {
    it(`refuses ${JSON.stringify(value)} and names the attribute`, () => {
      throws(() => read(value), { name: "TypeError", message: `Cannot read the attribute "v": ${reason}` });
    });
  }
});
