import type { ConformanceCase } from "../case.ts";
import type { StoredData } from "../../core/value.ts";
import { expectEqual, expectFailure } from "../expect.ts";
import { Book, Chapter, Entry, Event, Everything, Note, Story, Word } from "../models.ts";
import { storeRaw } from "../raw.ts";

const bad: StoredData = { owner: "ana", id: "2" };

export const sharedTableCases: readonly ConformanceCase[] = [
  {
    name: "a query yields only the items whose keys its model's fields make",
    run: async ({ backend, table }) => {
      const book = new Book({ owner: "ana", id: "1" }), note = new Note({ owner: "ana", id: "1", n: 2 });
      await backend.batchWrite(table, [book, note] as Book[]);
      expectEqual(await Array.fromAsync(backend.query(table, Book, { owner: "ana" })), [book]);
      expectEqual(await Array.fromAsync(backend.query(table, Note, { owner: "ana" })), [note]);
    },
  },
  {
    name: "limit counts the items of the model, not those of others",
    run: async ({ backend, table }) => {
      const items = Array.from({ length: 30 }, (_, i) => {
        const id = String(i).padStart(2, "0");
        return i % 10 === 9 ? new Book({ owner: "ana", id }) : new Note({ owner: "ana", id, n: 1 });
      });
      await backend.batchWrite(table, items);
      const find = async (options: object): Promise<string[]> =>
        (await Array.fromAsync(backend.query(table, Book, { owner: "ana" }, options))).map(({ id }) => id);
      expectEqual(await find({ limit: 2 }), ["09", "19"]);
      expectEqual(await find({ limit: 2, reverse: true }), ["29", "19"]);
      expectEqual(await find({ limit: 9 }), ["09", "19", "29"]);
    },
  },
  {
    name: "an item that is the model's by key, but that the schema refuses, is handled as onError says",
    run: async ({ backend, table }) => {
      const chapters = ["1", "2", "3"].map((chapter) => new Chapter({ book: "b", chapter, text: "t" }));
      await backend.batchWrite(table, [chapters[0]!, chapters[2]!]);
      await storeRaw(backend, table, { PK: "BOOK#b", SK: "CH#2" }, { book: "b", chapter: "2", text: 5 });
      const find = (onError?: unknown, limit = 9): Promise<Chapter[]> =>
        Array.fromAsync(
          backend.query(table, Chapter, { book: "b" }, {
            limit,
            ...(onError ? { onError: onError as "skip" } : {}),
          }),
        );
      const good = [chapters[0], chapters[2]];
      const told: string[] = [];
      const { warn } = console;
      console.warn = (message: string) => void told.push(message);
      try {
        expectEqual(await find(), good);
        expectEqual(await find("warn", 2), good);
      } finally {
        console.warn = warn;
      }
      expectEqual(told.length, 2, "the number of warnings");
      expectEqual(told[0]!.includes("text: expected a string, got a number"), true, told[0]);
      expectEqual(await find("skip"), good);
      await expectFailure(
        () => find("raise"),
        "InvalidItemError",
        '"BOOK#b"',
        '"CH#2"',
        "text: expected a string",
      );
      const errors: Error[] = [];
      expectEqual(await find((error: Error) => errors.push(error)), good);
      expectEqual(errors.map(({ name }) => name), ["InvalidItemError"]);
      await expectFailure(
        () => backend.get(table, Chapter, { book: "b", chapter: "2" }),
        "InvalidItemError",
        "text",
      );
    },
  },
  {
    name: "an item whose fields do not make its key is no item of the model",
    run: async ({ backend, table }) => {
      await storeRaw(backend, table, { PK: "USER#ana", SK: "BOOK#1" }, { ...bad });
      await storeRaw(backend, table, { PK: "USER#ana", SK: "BOOK#3" }, { owner: "ana" });
      await storeRaw(backend, table, { PK: "USER#ana", SK: "BOOK#4" }, {});
      await storeRaw(backend, table, { PK: "USER#ana", SK: "BOOK#5" }, {
        owner: "ana",
        id: 5,
        x: "an id that is a number",
      });
      const found = await Array.fromAsync(backend.query(table, Book, { owner: "ana" }, { onError: "skip" }));
      expectEqual(found, []);
      expectEqual(await backend.get(table, Book, { owner: "ana", id: "1" }), undefined);
    },
  },
  {
    name: "attributes that a model does not know are left out",
    run: async ({ backend, table }) => {
      await storeRaw(backend, table, { PK: "USER#ana", SK: "BOOK#2" }, {
        ...bad,
        schema_version: "v0",
        ttl: 5,
        GSI1PK: "x",
      });
      const book = new Book({ ...bad, schema_version: "v0" } as never);
      expectEqual(await backend.get(table, Book, { owner: "ana", id: "2" }), book);
    },
  },
  {
    name: "the schema version is stamped, kept when it is read, and kept by a copy",
    run: async ({ backend, table }) => {
      const story = new Story({ owner: "a", story_id: "1", title: "t" });
      expectEqual(story.schema_version, Story.schemaVersion);
      await backend.save(table, new Story({ ...story.toDict(), schema_version: "old" }));
      const read = await backend.get(table, Story, story);
      expectEqual(read?.schema_version, "old");
      expectEqual(read?.with({ title: "u" }).schema_version, "old");
      expectEqual(read?.with({ schema_version: "" }).schema_version, Story.schemaVersion);
    },
  },
  {
    name:
      "an item without a schema version, as another program may have written it, is read with the model's own",
    run: async ({ backend, table }) => {
      await storeRaw(backend, table, { PK: "USER#ana", SK: "BOOK#2" }, bad);
      expectEqual(
        (await backend.get(table, Book, { owner: "ana", id: "2" }))?.schema_version,
        Book.schemaVersion,
      );
    },
  },
  {
    name: "a default fills in what is missing, and does not change what is stored",
    run: async ({ backend, table }) => {
      await storeRaw(backend, table, { PK: "USER#a#STORY#1", SK: "STORY#1" }, {
        owner: "a",
        story_id: "1",
        title: "t",
      });
      expectEqual((await backend.get(table, Story, { owner: "a", story_id: "1" }))?.content, "");
      const empty = new Story({ owner: "a", story_id: "2", title: "", content: "" });
      await backend.save(table, empty);
      expectEqual(await backend.get(table, Story, empty), empty);
    },
  },
  {
    name:
      "an item whose key another program spelled otherwise is read and removed by it, and never stored twice",
    run: async ({ backend, table }) => {
      const key = { PK: "EVENTS#a", SK: "AT#2024-03-05 07:08:09" };
      await storeRaw(backend, table, key, { of: "a", at: "2024-03-05 07:08:09" });
      const all = (): Promise<Event[]> => Array.fromAsync(backend.query(table, Event, { of: "a" }));
      const [event] = await all();
      expectEqual(event, new Event({ of: "a", at: new Date("2024-03-05T07:08:09Z") }));
      await expectFailure(
        () => backend.save(table, event!),
        "TypeError",
        '"AT#2024-03-05 07:08:09"',
        "another program",
      );
      await expectFailure(
        () => backend.save(table, event!.with({ text: "x" })),
        "TypeError",
        "another program",
      );
      expectEqual(await backend.get(table, Event, event!), event);
      await backend.delete(table, event!);
      expectEqual(await all(), []);
      await backend.save(table, new Event(event!.toDict()));
      expectEqual(await all(), [event]);
    },
  },
  {
    name: "a number beyond all reason is handled as onError says",
    run: async ({ backend, table }) => {
      await storeRaw(backend, table, { PK: "ALL#1", SK: "V" }, { id: "1", bigint: "1e1100000000" });
      expectEqual(
        await Array.fromAsync(backend.query(table, Everything, { id: "1" }, { onError: "skip" })),
        [],
      );
      await expectFailure(() => backend.get(table, Everything, { id: "1" }), "InvalidItemError", "bigint");
    },
  },
  {
    name: "models whose partitions differ do not see each other",
    run: async ({ backend, table }) => {
      await backend.save(table, new Word({ list: "l", word: "w", size: 3 }));
      await backend.save(table, new Entry({ log: "l", n: 1, at: new Date(0) }));
      expectEqual((await Array.fromAsync(backend.query(table, Word, { list: "l" }))).length, 1);
      expectEqual((await Array.fromAsync(backend.query(table, Entry, { log: "l" }))).length, 1);
    },
  },
];
