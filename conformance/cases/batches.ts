import type { ConformanceCase } from "../case.ts";
import { expectEqual, expectFailure } from "../expect.ts";
import { Book, Note, Story } from "../models.ts";

const stories = (count: number): Story[] =>
  Array.from(
    { length: count },
    (_, i) => new Story({ owner: "a", story_id: String(i), title: `Story ${i}` }),
  );

export const batchCases: readonly ConformanceCase[] = [
  {
    name: "a batch of none does nothing",
    run: async ({ backend, table }) => {
      await backend.batchWrite(table, []);
      expectEqual(await Array.fromAsync(backend.query(table, Story, {}, { scan: true })), []);
    },
  },
  {
    name: "a batch of 1, 26 and 260 items stores all of them",
    run: async ({ backend, table }) => {
      for (const count of [1, 26, 260]) {
        await backend.batchWrite(table, stories(count));
        expectEqual((await Array.fromAsync(backend.query(table, Story, {}, { scan: true }))).length, count);
      }
      expectEqual(await backend.get(table, Story, { owner: "a", story_id: "259" }), stories(260)[259]);
    },
  },
  {
    name: "a batch takes any iterable, and items of several models",
    run: async ({ backend, table }) => {
      const book = new Book({ owner: "a", id: "1" }), note = new Note({ owner: "a", id: "1", n: 1 });
      await backend.batchWrite(
        table,
        (function* () {
          yield book;
          yield note;
        })(),
      );
      expectEqual(await backend.get(table, Book, book), book);
      expectEqual(await backend.get(table, Note, note), note);
    },
  },
  {
    name: "of items with the same key in a batch, the last one is stored, however far they are apart",
    run: async ({ backend, table }) => {
      const first = new Story({ owner: "a", story_id: "0", title: "first" });
      await backend.batchWrite(table, [first, first.with({ title: "last" })]);
      expectEqual((await backend.get(table, Story, first))?.title, "last");
      await backend.batchWrite(table, [first, ...stories(60).slice(1), first.with({ title: "far" })]);
      expectEqual((await backend.get(table, Story, first))?.title, "far");
      expectEqual((await Array.fromAsync(backend.query(table, Story, {}, { scan: true }))).length, 60);
    },
  },
  {
    name: "a batch with one item that can't be stored writes nothing",
    run: async ({ backend, table }) => {
      const all = [...stories(40), new Story({ owner: "", story_id: "x", title: "" })];
      await expectFailure(() => backend.batchWrite(table, all), "InvalidKeyError", '"owner"');
      expectEqual(await Array.fromAsync(backend.query(table, Story, {}, { scan: true })), []);
    },
  },
  {
    name: "a batch replaces what is stored",
    run: async ({ backend, table }) => {
      await backend.batchWrite(table, stories(30));
      await backend.batchWrite(table, stories(30).map((story) => story.with({ title: "new" })));
      const found = await Array.fromAsync(backend.query(table, Story, {}, { scan: true }));
      expectEqual(found.map(({ title }) => title), Array.from({ length: 30 }, () => "new"));
    },
  },
  {
    name: "a driver reads many keys in the order asked, twice where it is asked twice",
    run: async ({ backend, table }) => {
      await backend.batchWrite(table, stories(130));
      const key = (i: number) => Story.createItemKey({ owner: "a", story_id: String(i) });
      const asked = [...Array.from({ length: 130 }, (_, i) => key(129 - i)), key(500), key(3), key(3)];
      const read = await backend.driver.read(table, asked, { consistent: false });
      expectEqual(read.map((item) => item?.key), asked.map((one, i) => i === 130 ? undefined : one));
    },
  },
];
