import type { ConformanceCase, ConformanceContext } from "../case.ts";
import { expectEqual, expectFailure } from "../expect.ts";
import { Book, Chapter, Page, Story } from "../models.ts";

/** Saves chapters of the book "b" and gives the texts of those found. */
async function chapters(
  { backend, table }: ConformanceContext,
  saved: readonly string[],
): Promise<(chapter?: string, reverse?: boolean) => Promise<string[]>> {
  await backend.batchWrite(table, saved.map((chapter) => new Chapter({ book: "b", chapter })));
  return async (chapter, reverse = false) => {
    const fields = chapter === undefined ? { book: "b" } : { book: "b", chapter };
    return (await Array.fromAsync(backend.query(table, Chapter, fields, { reverse }))).map((item) =>
      item.chapter
    );
  };
}

const stories = ["b1", "b10", "b2", "a9", "c3"].map((name) =>
  new Story({ owner: name[0]!, story_id: name.slice(1), title: name })
);
const titles = (found: Story[]): string[] => found.map(({ title }) => title);

export const queryCases: readonly ConformanceCase[] = [
  {
    name: "a query is in the order of UTF-8 bytes, forward and back",
    run: async (context) => {
      const ordered = ["B", "_", "a", "a\u0301", "é", "\uff61", "\u{10002}", "\u{10ffff}"];
      const find = await chapters(context, ordered.toReversed());
      expectEqual(await find(), ordered);
      expectEqual(await find(undefined, true), ordered.toReversed());
      expectEqual(await find("a"), ["a", "a\u0301"]);
      expectEqual(await find("\u{10ffff}"), ["\u{10ffff}"]);
    },
  },
  {
    name: "the first fields of the sort key ask for exactly their items",
    run: async ({ backend, table }) => {
      const pages = [0, 1, 10, 11].map((chapter) => new Page({ book: "b", chapter, page: 1 }));
      await backend.batchWrite(table, pages);
      for (const page of pages) {
        expectEqual(await Array.fromAsync(backend.query(table, Page, { book: "b", chapter: page.chapter })), [
          page,
        ]);
      }
    },
  },
  {
    name: "the last field of the sort key is a beginning",
    run: async (context) => {
      const find = await chapters(context, ["1", "10", "12", "2"]);
      expectEqual(await find("1"), ["1", "10", "12"]);
      expectEqual(await find("12"), ["12"]);
      expectEqual(await find("3"), []);
    },
  },
  {
    name: "wildcards of SQL are ordinary characters",
    run: async (context) => {
      const find = await chapters(context, ["a_b", "axb", "50%", "50x", "\\", "\\%"]);
      expectEqual(await find("a_"), ["a_b"]);
      expectEqual(await find("50%"), ["50%"]);
      expectEqual(await find("\\"), ["\\", "\\%"]);
    },
  },
  {
    name: "a query reads one partition, not those that begin alike",
    run: async ({ backend, table }) => {
      const books = ["1", "10", "1#2"].map((owner) => new Book({ owner, id: "x" }));
      await backend.batchWrite(table, books);
      expectEqual(await Array.fromAsync(backend.query(table, Book, { owner: "1" })), [books[0]]);
    },
  },
  {
    name: "limit is the most items, and none are read for 0",
    run: async ({ backend, table }) => {
      const books = Array.from({ length: 9 }, (_, i) => new Book({ owner: "a", id: String(i) }));
      await backend.batchWrite(table, books);
      for (const limit of [0, 1, 3, 9, 10, Infinity]) {
        expectEqual(
          await Array.fromAsync(backend.query(table, Book, { owner: "a" }, { limit })),
          books.slice(0, limit),
        );
      }
      expectEqual(
        await Array.fromAsync(backend.query(table, Book, { owner: "a" }, { limit: 2, reverse: true })),
        [books[8], books[7]],
      );
      for (const limit of [-1, 1.5, NaN, "3"]) {
        await expectFailure(
          () => backend.query(table, Book, { owner: "a" }, { limit: limit as number }),
          "RangeError",
          "limit",
        );
      }
    },
  },
  {
    name: "a gap in the fields, an unknown field, option or onError are refused at the call",
    run: async ({ backend, table }) => {
      await expectFailure(
        () => backend.query(table, Page, { book: "b", page: 1 } as never),
        "TypeError",
        '"page"',
        '"chapter"',
      );
      await expectFailure(
        () => backend.query(table, Page, { book: "b", chapte: 1 } as never),
        "TypeError",
        '"chapte"',
      );
      await expectFailure(
        () => backend.query(table, Page, { book: "b" }, { onError: "nope" as never }),
        "TypeError",
        '"nope"',
      );
      await expectFailure(
        () => backend.query(table, Page, { book: "b" }, { limt: 1 } as never),
        "TypeError",
        '"limt"',
      );
    },
  },
  {
    name: "part of the partition key is refused without scan, and says what is missing and what scan costs",
    run: async ({ backend, table }) => {
      await expectFailure(
        () => backend.query(table, Story, { owner: "b" } as never),
        "TypeError",
        '"story_id"',
        "{ scan: true }",
        "whole table",
      );
    },
  },
  {
    name: "part of the partition key with scan finds a range of keys, in order",
    run: async ({ backend, table }) => {
      await backend.batchWrite(table, [...stories, new Book({ owner: "b", id: "1" })] as never[]);
      const find = async (fields: object, options: object = {}): Promise<string[]> =>
        titles(await Array.fromAsync(backend.query(table, Story, fields, { scan: true, ...options })));
      expectEqual(await find({ owner: "b" }), ["b1", "b10", "b2"]);
      expectEqual(await find({}), ["a9", "b1", "b10", "b2", "c3"]);
      expectEqual(await find({ owner: "b" }, { reverse: true }), ["b2", "b10", "b1"]);
      expectEqual(await find({ owner: "b" }, { limit: 2 }), ["b1", "b10"]);
      expectEqual(await find({}, { limit: 2, reverse: true }), ["c3", "b2"]);
      expectEqual(await find({ story_id: "1" }), ["b1", "b10"]);
      expectEqual(await find({ owner: "b", story_id: "10" }), ["b10"]);
      expectEqual(await find({ owner: "nobody" }), []);
    },
  },
];
