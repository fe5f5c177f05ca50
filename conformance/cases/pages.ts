import type { ConformanceCase } from "../case.ts";
import { expectEqual } from "../expect.ts";
import { Book, Story, Word } from "../models.ts";

const many = Array.from(
  { length: 1203 },
  (_, i) => new Word({ list: "l", word: `w${String(i).padStart(5, "0")}` }),
);
const words = (found: readonly Word[]): string[] => found.map(({ word }) => word);

export const pageCases: readonly ConformanceCase[] = [
  {
    name: "a query of many pages yields every item once, in order, forward and back",
    run: async ({ backend, table }) => {
      await backend.batchWrite(table, many);
      expectEqual(words(await Array.fromAsync(backend.query(table, Word, { list: "l" }))), words(many));
      const reverse = await Array.fromAsync(
        backend.query(table, Word, { list: "l" }, { reverse: true, limit: 1100 }),
      );
      expectEqual(words(reverse), words(many).toReversed().slice(0, 1100));
      const part = await Array.fromAsync(backend.query(table, Word, { list: "l", word: "w01" }));
      expectEqual(words(part), words(many).slice(1000));
    },
  },
  {
    name: "a scan of many pages yields every item once, in the order of both keys",
    run: async ({ backend, table }) => {
      const stories = Array.from(
        { length: 700 },
        (_, i) => new Story({ owner: `o${i % 7}`, story_id: String(i), title: "" }),
      );
      await backend.batchWrite(table, stories);
      const found = await Array.fromAsync(backend.query(table, Story, {}, { scan: true }));
      const keys = found.map((story) => Story.createItemKey(story).PK);
      expectEqual(keys, stories.map((story) => Story.createItemKey(story).PK).sort());
      const last = await Array.fromAsync(
        backend.query(table, Story, {}, { scan: true, reverse: true, limit: 600 }),
      );
      expectEqual(last.map((story) => Story.createItemKey(story).PK), keys.toReversed().slice(0, 600));
    },
  },
  {
    name: "items of more than a megabyte together are all found",
    run: async ({ backend, table }) => {
      const big = Array.from(
        { length: 12 },
        (_, i) => new Story({ owner: "a", story_id: String(i), title: "x".repeat(150_000) }),
      );
      for (const story of big) await backend.save(table, story);
      const found = await Array.fromAsync(backend.query(table, Story, { owner: "a" }, { scan: true }));
      expectEqual(found.length, 12);
      expectEqual(found.every(({ title }) => title.length === 150_000), true);
    },
  },
  {
    name: "items that are removed while a query runs do not make it skip or repeat others",
    run: async ({ backend, table }) => {
      await backend.batchWrite(table, many);
      const seen: string[] = [];
      for await (const word of backend.query(table, Word, { list: "l" })) {
        seen.push(word.word);
        if (seen.length % 400 === 0) {
          await Promise.all(many.slice(seen.length - 20, seen.length).map((w) => backend.delete(table, w)));
        }
      }
      expectEqual(seen, words(many));
    },
  },
  {
    name: "a query can be left before its end, and asked again",
    run: async ({ backend, table }) => {
      await backend.batchWrite(table, ["1", "2", "3"].map((id) => new Book({ owner: "a", id })));
      const query = backend.query(table, Book, { owner: "a" });
      for await (const book of query) {
        expectEqual(book.id, "1");
        break;
      }
      expectEqual((await Array.fromAsync(backend.query(table, Book, { owner: "a" }))).length, 3);
    },
  },
];
