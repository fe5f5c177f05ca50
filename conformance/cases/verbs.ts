import type { ConformanceCase } from "../case.ts";
import { expectEqual, expectFailure } from "../expect.ts";
import { Book, Everything, Note, Story } from "../models.ts";

const story = new Story({ owner: "johndoe", story_id: "1234", title: "Test Story" });

export const verbCases: readonly ConformanceCase[] = [
  {
    name: "get gives a saved item back, as an item of its class",
    run: async ({ backend, table }) => {
      await backend.save(table, story);
      const read = await backend.get(table, Story, { owner: "johndoe", story_id: "1234" });
      expectEqual(read instanceof Story, true, "whether it is a Story");
      expectEqual(read, story);
    },
  },
  {
    name: "get gives undefined where nothing is stored",
    run: async ({ backend, table }) => {
      expectEqual(await backend.get(table, Story, { owner: "johndoe", story_id: "1234" }), undefined);
    },
  },
  {
    name: "get gives undefined where another model's item is stored",
    run: async ({ backend, table }) => {
      await backend.save(table, new Note({ owner: "ana", id: "1", n: 2 }));
      expectEqual(await backend.get(table, Book, { owner: "ana", id: "1#NOTE#2" }), undefined);
    },
  },
  {
    name: "a strong read is answered",
    run: async ({ backend, table }) => {
      await backend.save(table, story);
      const read = await backend.get(table, Story, { owner: "johndoe", story_id: "1234" }, {
        consistent: true,
      });
      expectEqual(read, story);
    },
  },
  {
    name: "save replaces the whole item",
    run: async ({ backend, table }) => {
      await backend.save(table, new Everything({ id: "1", text: "a", number: 1, tags: new Set(["x"]) }));
      await backend.save(table, new Everything({ id: "1", number: 2 }));
      expectEqual(await backend.get(table, Everything, { id: "1" }), new Everything({ id: "1", number: 2 }));
    },
  },
  {
    name: "delete removes an item, given as one or by its key, and is no error when there is none",
    run: async ({ backend, table }) => {
      const other = story.with({ story_id: "5" });
      await backend.batchWrite(table, [story, other]);
      await backend.delete(table, story);
      await backend.delete(table, story);
      expectEqual(await backend.get(table, Story, story), undefined);
      expectEqual(await backend.get(table, Story, other), other);
      await backend.delete(table, Story, { owner: "johndoe", story_id: "5" });
      expectEqual(await backend.get(table, Story, other), undefined);
    },
  },
  {
    name: "items that are saved at the same time are all stored",
    run: async ({ backend, table }) => {
      const books = Array.from(
        { length: 20 },
        (_, i) => new Book({ owner: "ana", id: String(i).padStart(2, "0") }),
      );
      await Promise.all(books.map((book) => backend.save(table, book)));
      expectEqual(await Array.fromAsync(backend.query(table, Book, { owner: "ana" })), books);
    },
  },
  {
    name: "a name that no table can have is refused by every verb",
    run: async ({ backend }) => {
      for (const name of ["", 'a"b', "a b", "x; DROP TABLE y", "é", "a\0", undefined, null, {}] as string[]) {
        const calls = [
          () => backend.save(name, story),
          () => backend.get(name, Story, story),
          () => backend.delete(name, story),
          () => backend.batchWrite(name, [story]),
          () => backend.query(name, Story, story),
        ];
        for (const call of calls) await expectFailure(call, "TypeError", "as the name of a table");
      }
    },
  },
  {
    name: "what is no item, and what is no model, is refused",
    run: async ({ backend, table }) => {
      for (const none of [undefined, null, {}, { owner: "a", story_id: "b" }, "x", new Date()] as never[]) {
        await expectFailure(() => backend.save(table, none), "TypeError", "must extend DBItem");
        await expectFailure(() => backend.batchWrite(table, [none]), "TypeError", "must extend DBItem");
      }
      await expectFailure(
        () => backend.get(table, class {} as never, {} as never),
        "TypeError",
        "must extend DBItem",
      );
    },
  },
];
