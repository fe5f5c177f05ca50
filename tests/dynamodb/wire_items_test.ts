import { deepEqual } from "node:assert/strict";
import { describe, it } from "node:test";
import { DBItem, Decimal, type StoredValue, t } from "@dynawrap/dynawrap";
import { DynamoDBBackend } from "@dynawrap/dynawrap/dynamodb";
import {
  type AttributeValue,
  readAttributes,
  writeAttributes,
} from "../../backends/dynamodb/attribute_value.ts";
import vectors from "../compat/vectors.json" with { type: "json" };
import { stubClient } from "./stub_client.ts";

interface Typed {
  readonly type: string;
  readonly value?: unknown;
}
interface Row {
  readonly name: string;
  readonly class: string;
  readonly v?: Typed;
  readonly ok?: Readonly<Record<string, AttributeValue>>;
}

/** The same number in another spelling: what DynamoDB stores of it is the same. */
const SPELLED: Readonly<Record<string, AttributeValue>> = {
  "Decimal 1.50": { N: "1.5" },
  "Decimal -0": { N: "0" },
  "Decimal 1E+3": { N: "1000" },
  "Decimal 1E-7": { N: "1e-7" },
  "Decimal 1E-130": { N: "1e-130" },
  "Decimal 1E-128": { N: "1e-128" },
  "Decimal 9.9E+125": { N: "9.9e+125" },
  "Decimal 0E-10": { N: "0" },
  "set of Decimal": { NS: ["1.5"] },
  "dataclass: Decimal 1.50": { N: "1.5" },
};

/** A whole number that is read becomes a bigint, which has no exponent. */
const READ_AND_WRITTEN: Readonly<Record<string, AttributeValue>> = {
  "Decimal 9.9E+125": { N: `99${"0".repeat(124)}` },
};

/** What boto3 refuses, and DynamoDB takes: floats, and whole numbers that end with many zeros. */
const REFUSED_BY_PYTHON: Readonly<Record<string, AttributeValue>> = {
  "float 1.0": { N: "1" },
  "float 0.1": { N: "0.1" },
  "float 1e22": { N: "1e+22" },
  "float -0.0": { N: "0" },
  "float 1e-7": { N: "1e-7" },
  "float in a list": { L: [{ N: "1.5" }] },
  "dataclass: float 0.1": { N: "0.1" },
  "set of float": { NS: ["1.5"] },
  "int 10**38": { N: `1${"0".repeat(38)}` },
  "int 10**125": { N: `1${"0".repeat(125)}` },
};

/** What never gets as far as attribute values: core refuses it (`core/storable.ts`), or JavaScript has no such value. */
const NOT_WRITTEN: Readonly<Record<string, string>> = {
  "int, 39 digits": "core refuses more than 38 digits",
  "int 10**126": "core refuses what is out of DynamoDB's range",
  "Decimal, 39 digits": "core refuses more than 38 digits",
  "Decimal NaN": "a Decimal is a number",
  "Decimal Infinity": "a Decimal is a number",
  "Decimal -Infinity": "a Decimal is a number; Python sends it, and DynamoDB refuses it",
  "Decimal sNaN": "a Decimal is a number; Python sends it, and DynamoDB refuses it",
  "float nan": "core refuses it",
  "float inf": "core refuses it",
  "float max": "core refuses what is out of DynamoDB's range",
  "map with a number key": "names of an object are texts",
  "map with a None key": "names of an object are texts",
  "map with a tuple key": "names of an object are texts",
  "empty set": "core leaves it out; Python sends it, and DynamoDB refuses it",
  "dataclass: empty set": "core leaves it out; Python sends it, and DynamoDB refuses it",
  "mixed set": "core refuses it",
  "set of bool": "core refuses it; to Python, True is the number 1",
  "set of None": "core refuses it",
  "set of tuple": "core refuses it",
  datetime: "core makes a text of it",
  "aware datetime": "core makes a text of it",
  date: "core makes a text of it",
  time: "there is no such value",
  timedelta: "there is no such value",
  uuid: "there is no such value",
  enum: "there is no such value",
  complex: "there is no such value",
  "datetime in a map": "core makes a text of it",
  "dataclass: datetime": "core makes a text of it",
};

/** A value of Python's as it is here. */
function valueOf({ type, value }: Typed): StoredValue {
  const text = String(value);
  if (type === "none") return null;
  if (type === "int" || type === "float") return Number(text);
  if (type === "bigint") return BigInt(text);
  if (type === "decimal") return new Decimal(text);
  if (type === "bytes" || type === "bytearray" || type === "Binary") return new Uint8Array(bytesOf(text));
  if (type === "list" || type === "tuple") return (value as Typed[]).map(valueOf);
  if (type === "set" || type === "frozenset") return new Set((value as Typed[]).map(valueOf)) as StoredValue;
  if (type === "map" || type === "model") {
    return Object.fromEntries((value as [string, Typed][]).map(([name, inner]) => [name, valueOf(inner)]));
  }
  return value as StoredValue;
}

function bytesOf(base64: string): number[] {
  return [...atob(base64)].map((unit) => unit.charCodeAt(0));
}

/** Attribute values as the vectors have them: bytes in base64. */
function asJson(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(
      value,
      (_, inner) => inner instanceof Uint8Array ? btoa(String.fromCharCode(...inner)) : inner,
    ),
  );
}

const rows = vectors.wireItems.items as unknown as readonly Row[];

describe("an attribute value, next to Python's", () => {
  for (const { name, v, ok } of rows) {
    if (!v || name in NOT_WRITTEN) continue;
    const expected = SPELLED[name] ?? ok?.v ?? REFUSED_BY_PYTHON[name];
    it(`is the same, or as listed: ${name}`, () => {
      deepEqual(asJson(writeAttributes({ v: valueOf(v) }).v), expected);
    });
  }

  it("is listed only where it differs", () => {
    const names = new Map(rows.map((row) => [row.name, row]));
    const listed = Object.keys({ ...SPELLED, ...REFUSED_BY_PYTHON, ...NOT_WRITTEN });
    deepEqual(listed.filter((name) => !names.has(name)), []);
    deepEqual(Object.keys(REFUSED_BY_PYTHON).filter((name) => names.get(name)?.ok), []);
  });
});

describe("an item of Python's", () => {
  for (const { name, ok } of rows) {
    if (!ok || name.endsWith("Infinity") || name.endsWith("sNaN")) continue; // DynamoDB never took these
    const { PK, SK, ...attributes } = ok;
    const v = { ...SPELLED, ...READ_AND_WRITTEN }[name];
    it(`is read, and written the same, or as listed: ${name}`, () => {
      deepEqual(asJson(writeAttributes(readAttributes({ PK, SK, ...attributes }))), {
        ...attributes,
        ...v && { v },
      });
    });
  }
});

class Story extends DBItem({
  pk: "USER#{owner}#STORY#{story_id}",
  sk: "STORY#{story_id}",
  schema: t.object({
    owner: t.string(),
    story_id: t.string(),
    title: t.string(),
    content: t.string({ default: "" }),
  }),
  schemaHash: "pydantic-0.4.0",
}) {}

describe("a saved item", () => {
  for (const { name, class: model, ok } of rows) {
    if (model !== "Story" || name === "Story, empty key fields") continue; // core refuses empty key fields
    it(`is the one that Python saves: ${name}`, async () => {
      const { client, calls } = stubClient(() => ({}));
      const { PK: _, SK: __, ...attributes } = ok!;
      await new DynamoDBBackend(client).save("stories", new Story(readAttributes(attributes) as never));
      deepEqual(calls.map(({ input }) => input), [{ TableName: "stories", Item: ok }]);
    });
  }
});
