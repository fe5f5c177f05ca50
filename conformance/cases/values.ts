import { Decimal } from "../../core/value.ts";
import type { ConformanceCase, ConformanceContext } from "../case.ts";
import { expectEqual, expectFailure } from "../expect.ts";
import { Everything, Tagged } from "../models.ts";

type Fields = Omit<ConstructorParameters<typeof Everything>[0], "id">;

async function expectBack({ backend, table }: ConformanceContext, fields: Fields): Promise<void> {
  const item = new Everything({ id: "1", ...fields });
  await backend.save(table, item);
  expectEqual(await backend.get(table, Everything, { id: "1" }), item);
}

async function expectRefused(
  { backend, table }: ConformanceContext,
  fields: Fields,
  path: string,
): Promise<void> {
  const item = new Everything({ id: "never", ...fields });
  await expectFailure(() => backend.save(table, item), "UnstorableValueError", `"${path}"`);
  await expectFailure(() => backend.batchWrite(table, [item]), "UnstorableValueError", `"${path}"`);
  expectEqual(await backend.get(table, Everything, { id: "never" }), undefined);
}

/** A case for each list of fields: all of them come back equal. */
function comeBack(what: string, all: readonly Fields[]): ConformanceCase {
  return {
    name: `${what} come back equal`,
    run: async (context) => {
      for (const fields of all) await expectBack(context, fields);
    },
  };
}

const cycle: Record<string, unknown> = {};
cycle.self = cycle;

function deep(levels: number): unknown {
  return levels === 0 ? "x" : [deep(levels - 1)];
}

export const valueCases: readonly ConformanceCase[] = [
  comeBack(
    "texts",
    [
      "",
      " ",
      "é中😀",
      "\0",
      "a\0b",
      "\u0001\t\n\u007f\u2028",
      "\ufeff",
      "\"'\\/<>&",
      "null",
      "5",
      "$dynawrap",
      "2024-01-02T03:04:05.678Z",
    ].map((text) => ({ text, any: text })),
  ),
  comeBack(
    "numbers",
    [
      0,
      1,
      -1,
      0.1,
      30.4,
      1e-7,
      1e21,
      1.23e40,
      9007199254740991,
      -9007199254740991,
      2 ** 53,
      5e-130,
      9.99e125,
      1 / 3,
      Math.PI * 1e20,
    ].map((number) => ({ number })),
  ),
  comeBack(
    "whole numbers of any size",
    [0n, 5n, -5n, 2n ** 53n, 2n ** 53n + 1n, 2n ** 60n, 10n ** 37n, -(10n ** 38n - 1n), 10n ** 40n].map((
      bigint,
    ) => ({ bigint })),
  ),
  comeBack(
    "decimals",
    [
      "0",
      "30.40",
      "-1.50",
      "0.0000001",
      "1.00000000000000000000015",
      "12345678901234567890.123456789",
      "1e-100",
      "1e125",
      "7",
    ].map((text) => ({ decimal: new Decimal(text) })),
  ),
  comeBack("booleans and null", [{ flag: true }, { flag: false }, { nothing: null }, { any: null }, {
    any: false,
  }]),
  comeBack(
    "bytes",
    [[], [0], [0, 255, 128], Array.from({ length: 256 }, (_, i) => i)].map((list) => ({
      bytes: new Uint8Array(list),
      any: new Uint8Array(list),
    })),
  ),
  comeBack(
    "dates",
    [0, 1704164645678, -1, 253402300799999].map((time) => ({
      at: new Date(time),
      history: [{ at: new Date(time), by: "x" }],
    })),
  ),
  comeBack("sets", [
    { tags: new Set(["a"]), any: new Set(["b", "a", ""]) },
    { numbers: new Set([1, 2.5, -3]), any: { inner: [new Set([1, 2])] } },
    { bigints: new Set([1n, 2n ** 70n]) },
    { blobs: new Set([new Uint8Array([1]), new Uint8Array([0, 255])]) },
    { tags: new Set(["a\0b", "é"]) },
  ]),
  comeBack("lists and maps", [
    { list: [] },
    { list: ["a", null, ""] },
    { map: {} },
    { map: { b: 1, a: 2, "10": 3, "9": 4, "a b": 5 } },
    { any: [1, "a", null, true, [], {}, [[{ x: [{}] }]]] },
    { any: { $dynawrap: { B: "AA==" } } },
    { any: { $dynawrap: "x", other: { $dynawrap: [1] } } },
    { any: { B: "AA==", S: "x", N: "1", M: {}, L: [], NULL: true } },
    { any: [2n ** 60n, -(2n ** 70n)] },
    { any: deep(31) },
  ]),
  comeBack("names that are words or signs of a store's language", [
    {
      any: {
        name: 1,
        status: 2,
        "a-b": 3,
        "a.b": 4,
        "hello world": 5,
        "hello  world": 6,
        "#x": 7,
        _y: 8,
        ":z": 9,
        "'": 10,
        '"': 11,
        "é": 12,
      },
    },
    { any: { constructor: 1, toString: 2, hasOwnProperty: 3, PK: 4, SK: 5, pk: 6, data: 7 } },
  ]),
  comeBack('maps with the name "__proto__"', [{
    any: JSON.parse('{"__proto__": {"x": 1}, "a": {"__proto__": 2}}'),
  }]),
  {
    name: "a property that is undefined is left out, at any depth",
    run: async ({ backend, table }) => {
      await backend.save(
        table,
        new Everything({ id: "1", text: undefined, any: { x: undefined, y: [{ z: undefined, w: 1 }] } }),
      );
      expectEqual(
        await backend.get(table, Everything, { id: "1" }),
        new Everything({ id: "1", any: { y: [{ w: 1 }] } }),
      );
    },
  },
  {
    name: "an empty set is left out and comes back for a field that must be one, and is refused elsewhere",
    run: async (context) => {
      const tagged = new Tagged({ id: "1", tags: new Set() });
      await context.backend.save(context.table, tagged);
      expectEqual(await context.backend.get(context.table, Tagged, { id: "1" }), tagged);
      await expectRefused(context, { any: { s: new Set() } }, "any.s");
      await expectRefused(context, { tags: new Set() }, "tags");
    },
  },
  {
    name: "what no store can hold is refused, with its path",
    run: async (context) => {
      const all: [unknown, string][] = [
        [() => 1, "any"],
        [Symbol("x"), "any"],
        [NaN, "any"],
        [{ a: [Infinity] }, "any.a[0]"],
        [["a", undefined, "b"], "any[1]"],
        ["\ud800", "any"],
        [{ "\udc00": 1 }, 'any["\\udc00"]'],
        [{ "": 1 }, 'any[""]'],
        [{ "a\0": 1 }, 'any["a\\u0000"]'],
        [new Date(NaN), "any"],
        [{ history: [{ at: new Date(NaN) }] }, "any.history[0].at"],
        [cycle, "any.self"],
        [new Map([["a", 1]]), "any"],
        [/x/, "any"],
        [new (class Thing {})(), "any"],
        [new Set([1, "a"]), "any"],
        [new Set([1, 1n]), "any"],
        [new Set([{}]), "any"],
        [new Set([1e200]), "any"],
        [new Set([10n ** 44n + 1n]), "any"],
        [10n ** 126n, "any"],
        [new Decimal("1e126"), "any"],
        [1e126, "any"],
        [1e-131, "any"],
        [10n ** 38n + 1n, "any"],
        [deep(33), `any${"[0]".repeat(32)}`],
      ];
      for (const [any, path] of all) await expectRefused(context, { any }, path);
    },
  },
  {
    name: "a value that the schema could not tell from another kind is refused",
    run: async (context) => {
      const all: [unknown, string][] = [
        [new Date(0), "any"],
        [{ a: [5n] }, "any.a[]"],
        [1e21, "any"],
        [new Decimal("1.5"), "any"],
        [new Set([5n]), "any"],
      ];
      for (const [any, path] of all) await expectRefused(context, { any }, path);
    },
  },
  {
    name: "what is saved is a copy, and so is what is read",
    run: async ({ backend, table }) => {
      const item = new Everything({ id: "1", list: ["a"], bytes: new Uint8Array([1]) });
      await backend.save(table, item);
      item.list!.push("b");
      item.bytes![0] = 2;
      const read = await backend.get(table, Everything, { id: "1" });
      expectEqual([read?.list, read?.bytes], [["a"], new Uint8Array([1])]);
      read!.list!.push("c");
      expectEqual((await backend.get(table, Everything, { id: "1" }))?.list, ["a"]);
    },
  },
  {
    name: "an item of 300 kilobytes comes back equal",
    run: async (context) => {
      await expectBack(context, { text: "é".repeat(100_000), bytes: new Uint8Array(100_000).fill(7) });
    },
  },
];
