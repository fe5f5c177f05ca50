import { deepEqual, equal, ok, throws } from "node:assert/strict";
import { describe, it } from "node:test";
import { DBItem, t } from "@dynawrap/dynawrap";
import { DynamoDBBackend, type StreamRecord, StreamRecordError } from "@dynawrap/dynawrap/dynamodb";
import vectors from "../compat/vectors.json" with { type: "json" };
import { stubClient } from "./stub_client.ts";

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

class Row extends DBItem({
  pk: "ROW#{id}",
  sk: "V",
  schema: t.object({ id: t.string(), v: t.optional(t.unknown()) }),
  schemaHash: "pydantic-0.4.0",
}) {}

const backend = new DynamoDBBackend(stubClient(() => ({})).client);
const models: Readonly<Record<string, typeof Story | typeof Row>> = { Story, Row };
const s = (text: string) => ({ S: text });
const keys = { PK: s("USER#johndoe#STORY#1234"), SK: s("STORY#1234") };
const image = { ...keys, owner: s("johndoe"), story_id: s("1234"), title: s("T") };

/** The name of the error's class or code that a record ends in, where Python ends otherwise, and why. */
const OTHERWISE: Readonly<Record<string, readonly [outcome: string, reason: string]>> = {
  "REMOVE, OldImage only": ["ok", "Python's KeyError is a defect: the old image is the item"],
  KEYS_ONLY: ["NO_IMAGE", "Python's KeyError says nothing of the stream's view type"],
  "no dynamodb": ["NO_IMAGE", "Python's KeyError says nothing of what is missing"],
  "keys in lower case": ["NO_MATCH", "Python takes keys without regard to case"],
  "keys that differ from the fields": [
    "NO_MATCH",
    "Python takes a record whose fields are not those of its key",
  ],
  "a number for PK": ["NO_MATCH", "Python's TypeError ends the loop over a shared table's records"],
  "a field missing": [
    "INVALID_ITEM",
    "Python's ValidationError is a ValueError, so that its README's loop skips it",
  ],
  "binary, base64 text as Lambda gives it": ["ok", "Python's TypeError is a defect: Lambda sends base64"],
  "unknown type": ["INVALID_ITEM", "the key is the model's, so that it is the item that is broken"],
  "empty attribute value": ["INVALID_ITEM", "the key is the model's, so that it is the item that is broken"],
};

/** Python's bytes in the vectors. */
function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (unit) => unit.charCodeAt(0));
}

/** A value of the vectors. Decimals of a stream are plain numbers here. */
function valueOf({ type, value }: { type: string; value?: unknown }): unknown {
  if (type === "none") return null;
  if (type === "decimal") {
    return Number.isSafeInteger(Number(value)) || String(value).includes(".")
      ? Number(value)
      : BigInt(String(value));
  }
  if (type === "Binary") return bytesOf(String(value));
  if (type === "list") return (value as never[]).map(valueOf);
  if (type === "set") return new Set((value as never[]).map(valueOf));
  if (type === "map") {
    return Object.fromEntries((value as [string, never][]).map(([k, v]) => [k, valueOf(v)]));
  }
  return value;
}

describe("a record, next to Python's", () => {
  const rows = vectors.wireItems.streamRecords as unknown as readonly {
    readonly name: string;
    readonly class: string;
    readonly record: object;
    readonly ok?: [string, { type: string; value?: unknown }][];
  }[];
  for (const { name, class: model, record, ok: expected } of rows) {
    it(`has the same end, or the one that is listed: ${name}`, () => {
      const read: StreamRecord = JSON.parse(
        JSON.stringify(record),
        (_, inner) => typeof inner?.base64 === "string" ? bytesOf(inner.base64) : inner,
      );
      const [outcome = expected ? "ok" : "NO_MATCH"] = OTHERWISE[name] ?? [];
      if (outcome === "ok") {
        const item = backend.fromStreamRecord(read, models[model]!);
        if (expected) deepEqual(Object.entries(item.toDict()), expected.map(([k, v]) => [k, valueOf(v)]));
      } else {
        throws(() => backend.fromStreamRecord(read, models[model]!), { code: outcome });
      }
    });
  }

  it("is listed only if there is one", () => {
    deepEqual(Object.keys(OTHERWISE).filter((name) => !rows.some((row) => row.name === name)), []);
  });
});

describe("fromStreamRecord", () => {
  const modify: StreamRecord = {
    eventName: "MODIFY",
    dynamodb: { Keys: keys, OldImage: image, NewImage: { ...image, title: s("U") } },
  };
  const insert: StreamRecord = { eventName: "INSERT", dynamodb: { Keys: keys, NewImage: image } };
  const remove: StreamRecord = { eventName: "REMOVE", dynamodb: { Keys: keys, OldImage: image } };

  it("gives an item of the class", () => {
    const story: Story = backend.fromStreamRecord(insert, Story);
    ok(story instanceof Story);
    equal(story.title, "T");
  });

  it("gives the new item of a change, or the old one when asked", () => {
    equal(backend.fromStreamRecord(modify, Story).title, "U");
    equal(backend.fromStreamRecord(modify, Story, { image: "old" }).title, "T");
    equal(backend.fromStreamRecord(remove, Story).title, "T");
  });

  it("does not take the old item of a change for the new one", () => {
    throws(() => backend.fromStreamRecord({ eventName: "MODIFY", dynamodb: { OldImage: image } }, Story), {
      name: "StreamRecordError",
      code: "NO_IMAGE",
      key: { PK: "USER#johndoe#STORY#1234", SK: "STORY#1234" },
      message:
        'Cannot read the item of the stream\'s record MODIFY of "USER#johndoe#STORY#1234", "STORY#1234": it has no ' +
        "NewImage. A stream with the view type NEW_AND_OLD_IMAGES has both",
    });
    throws(() => backend.fromStreamRecord(insert, Story, { image: "old" }), { code: "NO_IMAGE" });
  });

  it("of several models gives the item of the one whose it is, or undefined", () => {
    const found: Story | Row | undefined = backend.fromStreamRecord(insert, [Row, Story]);
    ok(found instanceof Story);
    equal(backend.fromStreamRecord(insert, [Row]), undefined);
    equal(backend.fromStreamRecord(insert, []), undefined);
  });

  it("of several models throws for a record without an item, whose keys the error has", () => {
    const record = { eventName: "INSERT", dynamodb: { Keys: keys } };
    throws(() => backend.fromStreamRecord(record, [Story, Row]), (error) => {
      ok(error instanceof StreamRecordError);
      deepEqual([error.code, error.key], ["NO_IMAGE", { PK: "USER#johndoe#STORY#1234", SK: "STORY#1234" }]);
      return true;
    });
  });

  it("of one model throws for a foreign item, and says whose key it has", () => {
    throws(() => backend.fromStreamRecord(insert, Row), {
      code: "NO_MATCH",
      key: { PK: "USER#johndoe#STORY#1234", SK: "STORY#1234" },
      message:
        'Cannot read the stream\'s record INSERT of "USER#johndoe#STORY#1234", "STORY#1234" as "Row": its keys ' +
        "are not those that the model makes of its fields",
    });
  });

  it("reads bytes that are base64 text, at any depth", () => {
    const v = { L: [{ B: "AP8=" }, { BS: ["eHk="] }, { M: { b: { B: "" } } }] };
    const record = { dynamodb: { NewImage: { PK: s("ROW#1"), SK: s("V"), id: s("1"), v } } };
    deepEqual(backend.fromStreamRecord(record, Row).v, [
      new Uint8Array([0, 255]),
      new Set([new Uint8Array([120, 121])]),
      { b: new Uint8Array() },
    ]);
  });

  it("skips a foreign item with a broken attribute, and throws for one of the model", () => {
    const record = { dynamodb: { NewImage: { ...image, x: { Z: "1" } } } };
    equal(backend.fromStreamRecord(record, [Row]), undefined);
    throws(() => backend.fromStreamRecord(record, [Row, Story]), {
      name: "InvalidItemError",
      message: /Cannot read the attribute "x": DynamoDB has no type "Z"/,
    });
  });

  it("serves the loop that Python's README has", () => {
    const handled: unknown[] = [];
    for (const record of [insert, { dynamodb: { NewImage: { PK: s("X"), SK: s("Y") } } }, remove]) {
      try {
        handled.push(backend.fromStreamRecord(record, Story).story_id);
      } catch (error) {
        if (!(error instanceof StreamRecordError)) throw error;
      }
    }
    deepEqual(handled, ["1234", "1234"]);
  });
});
