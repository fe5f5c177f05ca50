import type { ConformanceCase } from "../case.ts";
import { expectEqual, expectFailure } from "../expect.ts";
import { Book, Chapter, Entry, Share, Story, Word } from "../models.ts";

const at = new Date("2024-01-02T03:04:05.678Z");

export const keyCases: readonly ConformanceCase[] = [
  {
    name: "a formatted field is stored, ordered and asked for by its format",
    run: async ({ backend, table }) => {
      const entries = [42, 9, 10].map((n) => new Entry({ log: "a", n, at }));
      await backend.batchWrite(table, entries);
      const read = await Array.fromAsync(backend.query(table, Entry, { log: "a" }));
      expectEqual(read.map(({ n }) => n), [9, 10, 42]);
      expectEqual(await Array.fromAsync(backend.query(table, Entry, { log: "a", n: 42 })), [entries[0]]);
      expectEqual(await backend.get(table, Entry, { log: "a", n: 9, at }), entries[1]);
      const [stored] = await backend.driver.read(table, [{ PK: "LOG#a", SK: "N#00042#2024-01-02" }], {
        consistent: true,
      });
      expectEqual(stored?.key, { PK: "LOG#a", SK: "N#00042#2024-01-02" });
    },
  },
  {
    name: "keys that differ only in case are two keys",
    run: async ({ backend, table }) => {
      await backend.save(table, new Story({ owner: "Ab", story_id: "7", title: "upper" }));
      await backend.save(table, new Story({ owner: "aB", story_id: "7", title: "lower" }));
      expectEqual((await backend.get(table, Story, { owner: "Ab", story_id: "7" }))?.title, "upper");
      expectEqual((await backend.get(table, Story, { owner: "aB", story_id: "7" }))?.title, "lower");
    },
  },
  {
    name: "a value that would make its key read back as other values is refused, and the field named",
    run: async ({ backend, table }) => {
      const forged = new Share({ owner: "ana#TO#bo", target: "cy" });
      for (
        const call of [
          () => backend.save(table, forged),
          () => backend.delete(table, forged),
          () => backend.get(table, Share, forged),
        ]
      ) {
        await expectFailure(call, "InvalidKeyError", '"owner"', '"ana#TO#bo"');
      }
      await expectFailure(
        () => backend.query(table, Share, { owner: forged.owner, target: "cy" }),
        "InvalidKeyError",
        '"owner"',
      );
      const honest = new Share({ owner: "ana", target: "bo#TO#cy" });
      await backend.save(table, honest);
      expectEqual(await backend.get(table, Share, honest), honest);
    },
  },
  {
    name: "an empty, missing, null or undefined key field is refused, and the field named",
    run: async ({ backend, table }) => {
      for (const [story_id, why] of [["", "empty"], [undefined, "undefined"], [null, "null"]] as const) {
        const key = { owner: "ana", story_id: story_id as string };
        await expectFailure(() => backend.get(table, Story, key), "InvalidKeyError", '"story_id"', why);
        await expectFailure(() => backend.delete(table, Story, key), "InvalidKeyError", '"story_id"', why);
        await expectFailure(() => backend.query(table, Story, key), "InvalidKeyError", '"story_id"', why);
      }
      await expectFailure(
        () => backend.save(table, new Story({ owner: "ana", story_id: "", title: "" })),
        "InvalidKeyError",
        '"story_id"',
      );
      await expectFailure(
        () => backend.get(table, Chapter, { book: "b" } as never),
        "InvalidKeyError",
        '"chapter"',
        "missing",
      );
      await expectFailure(
        () => backend.get(table, Chapter, undefined as never),
        "TypeError",
        "book, chapter",
      );
    },
  },
  {
    name: "a key of any characters is kept as it is",
    run: async ({ backend, table }) => {
      const ids = [
        " ",
        "a b",
        "'; DROP TABLE x; --",
        '"',
        "\\",
        "%",
        "_",
        "a\nb",
        "\u0001",
        "\u007f",
        "é",
        "e\u0301",
        "\u{1f600}",
        "\ufeff",
        "{x}",
        "$1",
        ":a",
        "?",
      ];
      const books = ids.map((id) => new Book({ owner: "o'%_\\", id }));
      await backend.batchWrite(table, books);
      for (const book of books) {
        expectEqual(await backend.get(table, Book, book), book, JSON.stringify(book.id));
      }
      expectEqual(
        (await Array.fromAsync(backend.query(table, Book, { owner: "o'%_\\" }))).length,
        ids.length,
      );
    },
  },
  {
    name: "U+0000 and half of a surrogate pair are refused in keys",
    run: async ({ backend, table }) => {
      for (const id of ["x\ud800", "x\udc00y", "a\0b"]) {
        await expectFailure(
          () => backend.save(table, new Book({ owner: "a", id })),
          "InvalidKeyError",
          '"id"',
        );
        await expectFailure(
          () => backend.get(table, Book, { owner: id, id: "1" }),
          "InvalidKeyError",
          '"owner"',
        );
      }
    },
  },
  {
    name: "a key has at most 2,048 bytes in its first half and 1,024 in its second",
    run: async ({ backend, table }) => {
      const longest = new Book({ owner: "é".repeat(1021) + "x", id: "x".repeat(1024 - 5) });
      await backend.save(table, longest);
      expectEqual(await backend.get(table, Book, longest), longest);
      const owner = longest.owner + "x", id = longest.id + "x";
      await expectFailure(
        () => backend.save(table, longest.with({ owner })),
        "InvalidKeyError",
        '"owner"',
        "2048 bytes",
      );
      await expectFailure(
        () => backend.save(table, longest.with({ id })),
        "InvalidKeyError",
        '"id"',
        "1024 bytes",
      );
    },
  },
  {
    name: "a sort key that is a field alone is queried by the partition, or by a beginning",
    run: async ({ backend, table }) => {
      const words = ["ab", "abc", "b"].map((word) => new Word({ list: "l", word }));
      await backend.batchWrite(table, words);
      expectEqual(await Array.fromAsync(backend.query(table, Word, { list: "l" })), words);
      expectEqual(
        await Array.fromAsync(backend.query(table, Word, { list: "l", word: "ab" })),
        words.slice(0, 2),
      );
    },
  },
];
