import { deepEqual, equal, match, ok, rejects } from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after, describe, it } from "node:test";
import { DBItem, t } from "@dynawrap/dynawrap";
import { SqliteBackend, type SqliteDatabase } from "@dynawrap/dynawrap/sqlite";
import { selectQuery, selectScan } from "../../backends/sql/select.ts";
import { createTable, dialect, selectOne, write } from "../../backends/sqlite/statements.ts";
import { makeTempDir } from "../fixtures/temp_dir.ts";
import { testConformance } from "../helpers/conformance.ts";

class Word extends DBItem({
  pk: "WORDS#{list}",
  sk: "W#{word}",
  schema: t.object({ list: t.string(), word: t.string() }),
}) {}

const words = (...all: string[]): Word[] => all.map((word) => new Word({ list: "l", word }));
const key = { PK: "p", SK: "s" };
const page = { table: "t", reverse: false, limit: undefined, after: undefined, consistent: false };

async function memory(table: string): Promise<[DatabaseSync, SqliteBackend]> {
  const db = new DatabaseSync(":memory:");
  await SqliteBackend.createTable(db, table);
  return [db, new SqliteBackend(db)];
}

describe("a statement of SQLite", () => {
  it("is one for each call", () => {
    equal(
      createTable("a-b"),
      'CREATE TABLE IF NOT EXISTS "a-b" (pk TEXT NOT NULL, sk TEXT NOT NULL, schema_version TEXT, data TEXT NOT NULL, ' +
        "PRIMARY KEY (pk, sk)) WITHOUT ROWID",
    );
    deepEqual(selectOne("t", key), {
      text: 'SELECT pk, sk, data FROM "t" WHERE pk = ? AND sk = ?',
      parameters: ["p", "s"],
    });
    deepEqual(write("t", { kind: "put", key, data: { schema_version: "v", x: 1 } }), {
      text:
        'INSERT INTO "t" (pk, sk, schema_version, data) VALUES (?, ?, ?, ?) ON CONFLICT (pk, sk) DO UPDATE SET ' +
        "schema_version = excluded.schema_version, data = excluded.data",
      parameters: ["p", "s", "v", '{"schema_version":"v","x":1}'],
    });
    deepEqual(write("t", { kind: "delete", key }), {
      text: 'DELETE FROM "t" WHERE pk = ? AND sk = ?',
      parameters: ["p", "s"],
    });
    deepEqual(selectQuery(dialect, { ...page, pk: "p", range: { prefix: "a" }, after: key }), {
      text: 'SELECT pk, sk, data FROM "t" WHERE pk = ? AND sk >= ? AND sk < ? AND sk > ? ORDER BY sk LIMIT ?',
      parameters: ["p", "a", "b", "s", 500],
    });
    deepEqual(
      selectScan(dialect, { ...page, pkPrefix: "a", skPrefix: "x", reverse: true, after: key, limit: 3 }),
      {
        text:
          'SELECT pk, sk, data FROM "t" WHERE pk >= ? AND pk < ? AND sk >= ? AND sk < ? AND (pk, sk) < (?, ?) ' +
          "ORDER BY pk DESC, sk DESC LIMIT ?",
        parameters: ["a", "b", "x", "y", "p", "s", 3],
      },
    );
  });

  it("uses the primary key for every query and scan, forward and back", async () => {
    const [db] = await memory("t");
    for (const reverse of [false, true]) {
      for (
        const { text, parameters } of [
          selectQuery(dialect, { ...page, reverse, pk: "p", range: { prefix: "a" }, after: key }),
          selectScan(dialect, { ...page, reverse, pkPrefix: "p", skPrefix: "", after: key }),
        ]
      ) {
        const plan = db.prepare(`EXPLAIN QUERY PLAN ${text}`).all(...parameters).map(({ detail }) => detail)
          .join();
        match(plan, /^SEARCH t USING PRIMARY KEY/);
      }
    }
  });
});

describe("SqliteBackend", () => {
  it("keeps items in a file, through another opening of it", async () => {
    const dir = makeTempDir();
    const file = join(dir.path, "app.db");
    const first = new DatabaseSync(file);
    await SqliteBackend.createTable(first, "words");
    await new SqliteBackend(first).batchWrite("words", words("a", "b"));
    first.close();
    const second = new DatabaseSync(file);
    await SqliteBackend.createTable(second, "words");
    deepEqual(
      await Array.fromAsync(new SqliteBackend(second).query("words", Word, { list: "l" })),
      words("a", "b"),
    );
    second.close();
    dir.remove();
  });

  it("lets two connections write one file in turn, batches too, without an error", async () => {
    const dir = makeTempDir();
    const open = (): DatabaseSync => new DatabaseSync(join(dir.path, "app.db"), { timeout: 5000 });
    const dbs = [open(), open()];
    dbs[0]!.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF");
    await SqliteBackend.createTable(dbs[0]!, "words");
    await Promise.all(dbs.map(async (db, i) => {
      const backend = new SqliteBackend(db);
      for (let n = 0; n < 100; n++) {
        const [word] = words(`${i}-${n}`);
        await backend.save("words", word!);
        await backend.batchWrite("words", words(`${i}-${n}-a`, `${i}-${n}-b`));
        ok(await backend.get("words", Word, word!));
      }
    }));
    equal(
      (await Array.fromAsync(new SqliteBackend(dbs[1]!).query("words", Word, { list: "l" }))).length,
      600,
    );
    for (const db of dbs) db.close();
    dir.remove();
  });

  it("says of a lock that did not go away that the call may be tried again", async () => {
    const dir = makeTempDir();
    const open = (): DatabaseSync => new DatabaseSync(join(dir.path, "app.db"), { timeout: 20 });
    const [holder, other] = [open(), open()];
    await SqliteBackend.createTable(holder, "words");
    holder.exec("BEGIN IMMEDIATE");
    const backend = new SqliteBackend(other);
    await rejects(backend.save("words", words("a")[0]!), {
      name: "StoreError",
      retryable: true,
      message: 'Cannot put "WORDS#l", "W#a" in the table "words" of SQLite: database is locked',
    });
    await rejects(backend.batchWrite("words", words("a", "b")), { name: "BatchWriteError", retryable: true });
    holder.exec("ROLLBACK");
    await backend.batchWrite("words", words("a", "b"));
    for (const db of [holder, other]) db.close();
    dir.remove();
  });

  it("answers for a table that is not there with what to do", async () => {
    const [, backend] = await memory("words");
    await rejects(backend.get("nowhere", Word, { list: "l", word: "a" }), {
      name: "StoreError",
      message: /the table "nowhere" of SQLite: there is no such table; SqliteBackend\.createTable makes it$/,
    });
  });

  it("writes a part of a batch whole or not at all, also within the caller's own transaction", async () => {
    const [db, backend] = await memory("words");
    db.exec(
      "CREATE TRIGGER no_x BEFORE INSERT ON words WHEN new.sk = 'W#x' BEGIN SELECT RAISE(ABORT, 'no x'); END",
    );
    await rejects(backend.batchWrite("words", words("a", "x", "b")), {
      name: "BatchWriteError",
      message: /no x/,
    });
    equal((await Array.fromAsync(backend.query("words", Word, { list: "l" }))).length, 0);
    db.exec("BEGIN");
    await backend.batchWrite("words", words("a", "b"));
    await rejects(backend.batchWrite("words", words("c", "x")), { name: "BatchWriteError" });
    db.exec("COMMIT");
    equal((await Array.fromAsync(backend.query("words", Word, { list: "l" }))).length, 2);
  });

  it("reports a row whose data is no JSON, and yields the others", async () => {
    const [db, backend] = await memory("words");
    await backend.batchWrite("words", words("a", "c"));
    db.exec(`INSERT INTO words VALUES ('WORDS#l', 'W#b', '', '{"list": "l",')`);
    const told: string[] = [];
    const found = await Array.fromAsync(
      backend.query("words", Word, { list: "l" }, { onError: (error) => told.push(error.message) }),
    );
    deepEqual(found, words("a", "c"));
    match(told.join(), /"W#b" as "Word": it can't be read\n {2}the item: its data can't be read: /);
  });
});

if (!("Deno" in globalThis)) {
  describe("SQLite through better-sqlite3", () => {
    const open = (): SqliteDatabase & { close(): void } =>
      new (createRequire(import.meta.url)("better-sqlite3"))(":memory:");
    let db: ReturnType<typeof open> | undefined;
    let skip: string | false = false;
    try {
      db = open();
    } catch (error) {
      skip = `better-sqlite3 can't be loaded: ${(error as Error).message.split("\n")[0]}`;
    }
    after(() => db?.close());
    testConformance({
      store: "better-sqlite3",
      skip,
      backend: () => new SqliteBackend(db!),
      createTable: (table) => SqliteBackend.createTable(db!, table),
    });
  });
}

if ("Bun" in globalThis) {
  describe("SQLite through bun:sqlite", () => {
    const db: SqliteDatabase = new (createRequire(import.meta.url)("bun:sqlite").Database)(":memory:");
    testConformance({
      store: "bun:sqlite",
      backend: () => new SqliteBackend(db),
      createTable: (table) => SqliteBackend.createTable(db, table),
    });
  });
}
