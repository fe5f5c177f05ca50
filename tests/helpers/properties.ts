/** Properties that hold on every store, over generated items and operations. The seed is printed by fast-check on failure. */

import { Buffer } from "node:buffer";
import { deepEqual } from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type Backend, DBItem, Decimal, t } from "@dynawrap/dynawrap";
import { MemoryBackend } from "@dynawrap/dynawrap/memory";
import { newTable, type Setup } from "./conformance.ts";

const fields = {
  owner: t.string(),
  id: t.string(),
  text: t.optional(t.string()),
  number: t.optional(t.number()),
  bigint: t.optional(t.bigint()),
  decimal: t.optional(t.decimal()),
  bytes: t.optional(t.bytes()),
  at: t.optional(t.date()),
  tags: t.optional(t.set(t.string())),
  any: t.optional(t.unknown()),
};
class Thing extends DBItem({ pk: "O#{owner}", sk: "T#{id}", schema: t.object(fields) }) {}
class Other extends DBItem({
  pk: "O#{owner}",
  sk: "T#{id}#{n:03d}",
  schema: t.object({ owner: t.string(), id: t.string(), n: t.integer() }),
}) {}

const text = fc.string({ unit: "binary", maxLength: 12 });
const keyText = text.filter((value) => value !== "" && !value.includes("\0") && !value.includes("#"));
/** Numbers in DynamoDB's range. Whole ones beyond 2^53 come back as a bigint from a field without a type. */
const number = fc.double({ noNaN: true, min: -1e100, max: 1e100 }).map((n) => Math.abs(n) < 1e-100 ? 0 : n);
const bigint = fc.bigInt({ min: -(10n ** 38n - 1n), max: 10n ** 38n - 1n });
const decimal = fc.tuple(
  fc.bigInt({ min: -(10n ** 38n - 1n), max: 10n ** 38n - 1n }),
  fc.integer({ min: -80, max: 60 }),
)
  .map(([digits, exponent]) => new Decimal(`${digits}e${exponent}`));
const bytes = fc.uint8Array({ maxLength: 20 }).map((list) => new Uint8Array(list));
const name = text.filter((value) => value !== "" && !value.includes("\0") && value !== "__proto__");
const any = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    text,
    number.filter((n) => !Number.isInteger(n) || Number.isSafeInteger(n)),
    bigint.filter((n) => n < -(2n ** 53n) || n > 2n ** 53n),
    fc.boolean(),
    fc.constant(null),
    bytes,
    fc.uniqueArray(text, { minLength: 1, maxLength: 4 }).map((list) => new Set(list)),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(name, tie("value"), { maxKeys: 4, noNullPrototype: true }),
  ),
})).value;
const thing = fc.record({
  owner: keyText,
  id: keyText,
  text: fc.option(text, { nil: undefined }),
  number: fc.option(number, { nil: undefined }),
  bigint: fc.option(bigint, { nil: undefined }),
  decimal: fc.option(decimal, { nil: undefined }),
  bytes: fc.option(bytes, { nil: undefined }),
  at: fc.option(fc.date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true }), {
    nil: undefined,
  }),
  tags: fc.option(fc.uniqueArray(text, { minLength: 1, maxLength: 4 }).map((list) => new Set(list)), {
    nil: undefined,
  }),
  any: fc.option(any, { nil: undefined }),
}).map((value) => new Thing(value));

type Operation =
  | { readonly verb: "save" | "delete"; readonly item: Thing | Other }
  | { readonly verb: "batch"; readonly items: readonly (Thing | Other)[] }
  | {
    readonly verb: "query";
    readonly owner: string;
    readonly id: string | undefined;
    readonly limit: number;
    readonly reverse: boolean;
  }
  | { readonly verb: "get" | "scan"; readonly owner: string; readonly id: string };

const shortOwner = fc.constantFrom("a", "b", "a0");
const shortId = fc.constantFrom("1", "10", "2", "é", "\uff61", "\u{10002}", "_", "%", "z");
const small = fc.oneof(
  fc.record({ owner: shortOwner, id: shortId, text: fc.constantFrom("x", "y", undefined) }).map((value) =>
    new Thing(value)
  ),
  fc.record({ owner: shortOwner, id: shortId, n: fc.nat(20) }).map((value) => new Other(value)),
);
const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ verb: fc.constant("save" as const), item: small }) },
  { weight: 2, arbitrary: fc.record({ verb: fc.constant("delete" as const), item: small }) },
  {
    weight: 2,
    arbitrary: fc.record({ verb: fc.constant("batch" as const), items: fc.array(small, { maxLength: 30 }) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      verb: fc.constant("query" as const),
      owner: shortOwner,
      id: fc.option(shortId, { nil: undefined }),
      limit: fc.constantFrom(1, 2, 5, Infinity),
      reverse: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      verb: fc.constantFrom("get" as const, "scan" as const),
      owner: shortOwner,
      id: shortId,
    }),
  },
);

async function answer(backend: Backend, table: string, op: Operation): Promise<unknown> {
  switch (op.verb) {
    case "save":
      return await backend.save(table, op.item);
    case "delete":
      return await backend.delete(table, op.item);
    case "batch":
      return await backend.batchWrite(table, op.items);
    case "get":
      return await backend.get(table, Thing, { owner: op.owner, id: op.id });
    case "scan":
      return await Array.fromAsync(backend.query(table, Other, {}, { scan: true }));
    case "query": {
      const { owner, id, limit, reverse } = op;
      const fields = id === undefined ? { owner } : { owner, id };
      const things = await Array.fromAsync(backend.query(table, Thing, fields, { limit, reverse }));
      return [things, await Array.fromAsync(backend.query(table, Other, fields, { limit, reverse }))];
    }
  }
}

/** The properties of one store, with as many runs as it is worth. */
export function testProperties({ store, backend, createTable, skip = false }: Setup, runs: number): void {
  test(`${store}: any item that can be stored comes back equal`, { skip }, async () => {
    const table = newTable();
    await createTable(table);
    const target = await backend();
    await fc.assert(
      fc.asyncProperty(thing, async (item) => {
        await target.save(table, item);
        deepEqual(await target.get(table, Thing, { owner: item.owner, id: item.id }), item);
      }),
      { numRuns: runs },
    );
  });

  test(`${store}: any keys come back in the order of their UTF-8 bytes`, { skip }, async () => {
    const target = await backend();
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(keyText, { minLength: 2, maxLength: 20 }), async (ids) => {
        const table = newTable();
        await createTable(table);
        await target.batchWrite(table, ids.map((id) => new Thing({ owner: "a", id })));
        const found = await Array.fromAsync(target.query(table, Thing, { owner: "a" }));
        const bytesOf = (id: string) => Buffer.from(id);
        deepEqual(found.map(({ id }) => id), ids.toSorted((a, b) => Buffer.compare(bytesOf(a), bytesOf(b))));
        const back = await Array.fromAsync(target.query(table, Thing, { owner: "a" }, { reverse: true }));
        deepEqual(back, found.toReversed());
      }),
      { numRuns: Math.ceil(runs / 5) },
    );
  });

  test(`${store}: any sequence of operations gives the answers of memory`, { skip }, async () => {
    const target = await backend();
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { minLength: 5, maxLength: 25 }), async (operations) => {
        const table = newTable(), memory = new MemoryBackend();
        await createTable(table);
        for (const op of operations) {
          deepEqual(await answer(target, table, op), await answer(memory, table, op), JSON.stringify(op));
        }
      }),
      { numRuns: Math.ceil(runs / 5) },
    );
  });
}
