import { deepEqual, equal, ok, rejects, throws } from "node:assert/strict";
import { describe, it } from "node:test";
import { BatchWriteError, DBItem, StoreError, t } from "@dynawrap/dynawrap";
import { DynamoDBBackend, type DynamoDBOptions } from "@dynawrap/dynawrap/dynamodb";
import { type Call, serviceError, stubClient } from "./stub_client.ts";

class Note extends DBItem({
  pk: "USER#{owner}",
  sk: "NOTE#{id}",
  schema: t.object({ owner: t.string(), id: t.string() }),
}) {}

const notes = (count: number) =>
  Array.from({ length: count }, (_, i) => new Note({ owner: "a", id: String(i) }));
const sent = ({ input }: Call): string[] =>
  input.RequestItems.notes.map((entry: { PutRequest: { Item: { id: { S: string } } } }) =>
    entry.PutRequest.Item.id.S
  );
const ids = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => String(from + i));
const unprocessed = ({ input }: Call, from: number, to: number) => ({
  UnprocessedItems: { notes: input.RequestItems.notes.slice(from, to) },
});

/** A backend whose waits take no time and are written down. */
function open(answer: (call: Call, index: number) => object, options: DynamoDBOptions = {}) {
  const waits: number[] = [];
  const retry = {
    sleep: (ms: number) => (waits.push(ms), Promise.resolve()),
    random: () => 1,
    ...options.retry,
  };
  const { client, calls } = stubClient(answer);
  return { backend: new DynamoDBBackend(client, { ...options, retry }), calls, waits };
}

async function batchFailure(run: Promise<void>): Promise<BatchWriteError> {
  const error = await run.then(() => undefined, (error: unknown) => error);
  ok(error instanceof BatchWriteError, String(error));
  return error;
}
const unwritten = (error: BatchWriteError) => error.unwritten.map((item) => (item as Note).id);

describe("batchWrite", () => {
  it("sends 26 items as 25 and 1, and none at all for none", async () => {
    const { backend, calls, waits } = open(() => ({}));
    await backend.batchWrite("notes", notes(26));
    await backend.batchWrite("notes", []);
    deepEqual(calls.map((call) => [call.operation, sent(call)]), [
      ["BatchWriteItem", ids(0, 25)],
      ["BatchWriteItem", ids(25, 26)],
    ]);
    deepEqual(waits, []);
  });

  it("sends only what was left again, after growing waits", async () => {
    const { backend, calls, waits } = open((call, i) =>
      i === 0 ? unprocessed(call, 3, 10) : i === 1 ? unprocessed(call, 0, 7) : {}
    );
    await backend.batchWrite("notes", notes(26));
    deepEqual(calls.map(sent), [ids(0, 25), ids(3, 10), ids(3, 10), ids(25, 26)]);
    deepEqual(waits, [50, 100]);
  });

  it("stops when something is left after the last attempt, and names exactly what is not written", async () => {
    const { backend, calls, waits } = open((call) =>
      sent(call).includes("25") ? unprocessed(call, 0, 2) : {}
    );
    const error = await batchFailure(backend.batchWrite("notes", notes(80)));
    deepEqual(unwritten(error), [...ids(25, 27), ...ids(50, 80)]);
    deepEqual(error.keys[0], { PK: "USER#a", SK: "NOTE#25" });
    equal(error.cause, undefined);
    equal(calls.length, 12); // a batch, one that did part of it, and ten in vain
    deepEqual(waits, [50, 100, 200, 400, 800, 1600, 3200, 5000, 5000, 5000]);
  });

  it("goes on as long as each attempt gets something done", async () => {
    const { backend, calls, waits } = open((call) => unprocessed(call, 1, 25), { retry: { attempts: 2 } });
    await backend.batchWrite("notes", notes(20));
    deepEqual(calls.map((call) => sent(call).length), Array.from({ length: 20 }, (_, i) => 20 - i));
    deepEqual(waits, Array(19).fill(50));
  });

  it("waits a random part of the time", async () => {
    const { backend, waits } = open((call, i) => i < 3 ? unprocessed(call, 0, 2) : {}, {
      retry: { base: 10, cap: 25, random: () => 0.5 },
    });
    await backend.batchWrite("notes", notes(2));
    deepEqual(waits, [5, 10, 12.5]);
  });

  it("begins no other batch after one that fails, and names all that may not be written", async () => {
    const cause = serviceError("ValidationException", "Item size has exceeded the maximum allowed size.");
    const { backend, calls } = open((_, i) => i === 1 ? cause : {});
    const error = await batchFailure(backend.batchWrite("notes", notes(80)));
    deepEqual(unwritten(error), ids(25, 80));
    equal(error.cause, cause);
    ok(error.message.includes("Item size has exceeded the maximum allowed size. The first"), error.message);
    equal(calls.length, 2);
  });

  it("names only what was left when a later attempt fails", async () => {
    const { backend } = open((call, i) =>
      i === 0 ? unprocessed(call, 1, 3) : serviceError("InternalServerError")
    );
    const error = await batchFailure(backend.batchWrite("notes", notes(5)));
    deepEqual(unwritten(error), ["1", "2"]);
  });

  it("takes a batch that is throttled as a whole as one of which all is left", async () => {
    const throttled = serviceError("ProvisionedThroughputExceededException");
    const { backend, calls, waits } = open((_, i) => i < 2 ? throttled : {});
    await backend.batchWrite("notes", notes(3));
    deepEqual([calls.length, waits], [3, [50, 100]]);

    const endless = open(() => throttled, { retry: { attempts: 4 } });
    const error = await batchFailure(endless.backend.batchWrite("notes", notes(30)));
    deepEqual([unwritten(error), error.cause, endless.calls.length], [ids(0, 30), throttled, 4]);
  });

  it("keeps several requests under way when asked to, and still names what is not written", async () => {
    let underWay = 0, most = 0;
    const { client, calls } = stubClient((call) =>
      sent(call)[0] === "50" ? serviceError("AccessDeniedException") : {}
    );
    const slow = {
      send: async (command: object) => {
        most = Math.max(most, ++underWay);
        await new Promise((resolve) => setTimeout(resolve, 2));
        underWay--;
        return await client.send(command);
      },
    };
    const error = await batchFailure(
      new DynamoDBBackend(slow, { concurrency: 3 }).batchWrite("notes", notes(200)),
    );
    equal(most, 3);
    const written = new Set(calls.flatMap(sent).filter((id) => Number(id) < 50 || Number(id) >= 75));
    deepEqual(unwritten(error), ids(0, 200).filter((id) => !written.has(id)));
    ok(calls.length <= 5);
  });

  it("of a batch of one, fails as a single write", async () => {
    const { backend, calls } = open(() => serviceError("ValidationException"));
    await rejects(backend.batchWrite("notes", notes(1)), { name: "StoreError", retryable: false });
    equal(calls[0]?.operation, "PutItem");
  });
});

describe("the options", () => {
  const { client } = stubClient(() => ({}));
  const cases: [DynamoDBOptions, string][] = [
    [{ concurrency: 0 }, "Cannot send 0 requests at a time: it must be a whole number, 1 or more"],
    [{ concurrency: 1.5 }, "Cannot send 1.5 requests at a time: it must be a whole number, 1 or more"],
    [{ retry: { attempts: 0 } }, "Cannot retry with attempts 0: it must be a number, 1 or more"],
    [
      { retry: { attempts: Infinity } },
      "Cannot retry with attempts Infinity: it must be a number, 1 or more",
    ],
    [{ retry: { base: NaN } }, "Cannot retry with base NaN: it must be a number, 0 or more"],
    [{ retry: { cap: -1 } }, "Cannot retry with cap -1: it must be a number, 0 or more"],
  ];
  for (const [options, message] of cases) {
    it(`are refused where they make no sense: ${message}`, () => {
      throws(() => new DynamoDBBackend(client, options), { name: "RangeError", message });
    });
  }

  it("come with a client", () => {
    throws(() => new DynamoDBBackend({} as never), {
      name: "TypeError",
      message: /^Cannot use object as a client/,
    });
  });
});

describe("reading many keys", () => {
  const key = (id: string) => ({ PK: "USER#a", SK: `NOTE#${id}` });
  const item = (id: string) => ({ PK: { S: "USER#a" }, SK: { S: `NOTE#${id}` }, id: { S: id } });
  const asked = ({ input }: Call): string[] =>
    input.RequestItems.notes.Keys.map(({ SK }: { SK: { S: string } }) => SK.S.slice(5));
  const read = async (backend: DynamoDBBackend, names: readonly string[]) => {
    const items = await backend.driver.read("notes", names.map(key), { consistent: false });
    return items.map((item) => item && (item.data as { id: string }).id);
  };

  it("gives them in the order asked, those that were left at first too", async () => {
    const { backend, calls, waits } = open((_, i) =>
      i === 0
        ? {
          Responses: { notes: [item("c")] },
          UnprocessedKeys: { notes: { Keys: [{ PK: { S: "USER#a" }, SK: { S: "NOTE#b" } }] } },
        }
        : { Responses: { notes: [item("b")] } }
    );
    deepEqual(await read(backend, ["c", "a", "b"]), ["c", undefined, "b"]);
    deepEqual(calls.map(asked), [["c", "a", "b"], ["b"]]);
    deepEqual(waits, [50]);
  });

  it("asks for 100 at a time, and once for a key that is asked for twice", async () => {
    const { backend, calls } = open((call) => ({ Responses: { notes: asked(call).map(item).reverse() } }));
    deepEqual(await read(backend, [...ids(0, 150), "7"]), [...ids(0, 150), "7"]);
    deepEqual(calls.map(asked), [ids(0, 100), ids(100, 150)]);
    deepEqual(await read(backend, []), []);
    equal(calls.length, 2);
  });

  it("fails when something is left after the last attempt", async () => {
    const { backend, calls } = open((call) => ({ UnprocessedKeys: call.input.RequestItems }), {
      retry: { attempts: 3 },
    });
    const error = await read(backend, ["a", "b"]).catch((error) => error);
    equal(error.message, "DynamoDB has left 2 of the keys unread in 3 attempts");
    deepEqual(backend.driver.explain(error), { reason: error.message, retryable: true });
    equal(calls.length, 3);
  });
});

describe("pages", () => {
  const page = (ids: readonly string[], more: boolean) => {
    const items = ids.map((id) => ({
      PK: { S: "USER#a" },
      SK: { S: `NOTE#${id}` },
      owner: { S: "a" },
      id: { S: id },
    }));
    const last = { PK: { S: "USER#a" }, SK: { S: `NOTE#${ids.at(-1) ?? "0"}` } };
    return { Items: items, ...(more && { LastEvaluatedKey: last }) };
  };

  it("that are empty are not the end while a key follows", async () => {
    const { backend, calls } = open((_, i) =>
      [page([], true), page(ids(1, 8), true), page(ids(8, 18), true)][i]!
    );
    const found = await Array.fromAsync(backend.query("notes", Note, { owner: "a" }, { limit: 10 }));
    deepEqual(found.map(({ id }) => id), ids(1, 11));
    deepEqual(calls.map(({ input }) => input.ExclusiveStartKey?.SK.S), [undefined, "NOTE#0", "NOTE#7"]);
  });

  it("of a scan go on, too, and are sorted at last", async () => {
    const { backend, calls } = open((_, i) =>
      [page(["3"], true), page([], true), page(["1", "2"], false)][i]!
    );
    const found = await Array.fromAsync(backend.query("notes", Note, {}, { scan: true }));
    deepEqual(found.map(({ id }) => id), ["1", "2", "3"]);
    deepEqual(calls.map(({ operation }) => operation), ["Scan", "Scan", "Scan"]);
  });

  it("with a broken attribute have the other items all the same", async () => {
    const broken = { ...page(["2"], false).Items[0], x: { Z: "1" } };
    const answer = () => ({ Items: [page(["1"], false).Items[0]!, broken] });
    const errors: Error[] = [];
    const onError = (error: Error) => errors.push(error);
    const { backend } = open(answer);
    deepEqual((await Array.fromAsync(backend.query("notes", Note, { owner: "a" }, { onError }))).length, 1);
    equal(errors[0]?.name, "InvalidItemError");
    ok(
      errors[0]?.message.includes('Cannot read the attribute "x": DynamoDB has no type "Z"'),
      errors[0]?.message,
    );
  });

  it("of a table with other keys are refused", async () => {
    const { backend } = open(() => ({ Items: [{ id: { S: "1" } }] }));
    await rejects(Array.fromAsync(backend.query("notes", Note, {}, { scan: true })), (error) => {
      ok(error instanceof StoreError);
      equal(
        error.message,
        'Cannot query the table "notes" of DynamoDB: its items have no texts as "PK" and "SK", which must be its keys',
      );
      return true;
    });
  });
});
