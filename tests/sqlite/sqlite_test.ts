import { deepEqual, equal, match, ok, rejects } from "node:assert/strict";
import { createRequire } from "node:module";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { after, describe, it } from "node:test";
import { DBItem, type StoredData, t } from "@dynawrap/dynawrap";
import { SqliteBackend, type SqliteDatabase } from "@dynawrap/dynawrap/sqlite";
import { selectQuery, selectScan, type Statement } from "../../backends/sql/select.ts";
import { createTable, deleteItems, dialect, selectOne, upsert } from "../../backends/sqlite/statements.ts";
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
      createTable("a-b").text,
      'CREATE TABLE IF NOT EXISTS "a-b" (pk TEXT NOT NULL, sk TEXT NOT NULL, schema_version TEXT, data TEXT NOT NULL, ' +
        "PRIMARY KEY (pk, sk)) STRICT",
    );
    deepEqual(selectOne("t", key), {
      text: 'SELECT pk, sk, data FROM "t" WHERE pk = ? AND sk = ?',
      parameters: ["p", "s"],
    });
    const row = { pk: "p", sk: "s", version: "v", data: '{"schema_version":"v"}' };
    deepEqual(upsert("t", [row, { ...row, sk: "s2", version: null, data: "{}" }]), {
      text:
        'INSERT INTO "t" (pk, sk, schema_version, data) VALUES (?, ?, ?, ?), (?, ?, ?, ?) ON CONFLICT (pk, sk) ' +
        "DO UPDATE SET schema_version = excluded.schema_version, data = excluded.data",
      parameters: ["p", "s", "v", '{"schema_version":"v"}', "p", "s2", null, "{}"],
    });
    deepEqual(deleteItems("t", [key, { PK: "p", SK: "s2" }]), {
      text: 'DELETE FROM "t" WHERE (pk, sk) IN (VALUES (?, ?), (?, ?))',
      parameters: ["p", "s", "p", "s2"],
    });
    deepEqual(
      selectQuery(dialect, { ...page, pk: "p", range: { prefix: "a" }, after: { PK: "p", SK: "ab" } }),
      {
        text: 'SELECT pk, sk, data FROM "t" WHERE pk = ? AND sk > ? AND sk < ? ORDER BY sk LIMIT ?',
        parameters: ["p", "ab", "b", 500],
      },
    );
    deepEqual(
      selectScan(dialect, { ...page, pkPrefix: "a", skPrefix: "x", reverse: true, after: key, limit: 3 }),
      {
        text: 'SELECT pk, sk, data FROM "t" WHERE pk >= ? AND (pk, sk) < (?, ?) AND sk >= ? AND sk < ? ' +
          "ORDER BY pk DESC, sk DESC LIMIT ?",
        parameters: ["a", "p", "s", "x", "y", 3],
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
        match(plan, /^SEARCH t USING INDEX sqlite_autoindex_t_1 /);
        ok(!plan.includes("TEMP B-TREE"), plan);
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

  it("leaves no transaction open when a batch can't commit, because another connection reads", async () => {
    const dir = makeTempDir();
    const open = (): DatabaseSync => new DatabaseSync(join(dir.path, "app.db"), { timeout: 20 });
    const [writer, reader] = [open(), open()]; // without WAL, whose writers need not wait for readers
    await SqliteBackend.createTable(writer, "words");
    const backend = new SqliteBackend(writer);
    reader.exec("BEGIN; SELECT * FROM words");
    reader.prepare("SELECT * FROM words").all();
    await rejects(backend.batchWrite("words", words("a", "b")), { name: "BatchWriteError", retryable: true });
    reader.exec("COMMIT");
    await backend.save("words", words("c")[0]!);
    const seen = await Array.fromAsync(new SqliteBackend(reader).query("words", Word, { list: "l" }));
    deepEqual(seen, words("c"));
    for (const db of [writer, reader]) db.close();
    dir.remove();
  });

  it("names what a full disk did not take, and its reason", async () => {
    const [db, backend] = await memory("words");
    db.exec("PRAGMA max_page_count = 400");
    const all = words(...Array.from({ length: 2500 }, (_, i) => `${i}`.padStart(200, "x")));
    await rejects(backend.batchWrite("words", all), (error: Error & { unwritten: Word[] }) => {
      match(error.message, /^Cannot write \d+ of 2500 items .*: database or disk is full\. /);
      const found = (db.prepare("SELECT count(*) AS n FROM words").get() as { n: number }).n;
      ok(found >= 1000);
      equal(found, 2500 - error.unwritten.length);
      return true;
    });
  });

  it("reads on from where a page ended, not from the beginning of the range", async () => {
    const [db] = await memory("t");
    db.exec(
      "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 50000) " +
        "INSERT INTO t SELECT 'p', 'a' || printf('%06d', n), NULL, '{}' FROM c",
    );
    const time = ({ text, parameters }: Statement): number => {
      const statement = db.prepare(text);
      const runs = Array.from({ length: 9 }, () => {
        const start = performance.now();
        statement.all(...parameters);
        return performance.now() - start;
      });
      return Math.min(...runs);
    };
    const at = (SK: string) => ({ ...page, limit: 10, after: { PK: "p", SK } });
    const query = (SK: string) => selectQuery(dialect, { ...at(SK), pk: "p", range: { prefix: "a" } });
    const scan = (SK: string) => selectScan(dialect, { ...at(SK), pkPrefix: "p", skPrefix: "a" });
    for (const select of [query, scan]) {
      const [early, late] = [time(select("a000001")), time(select("a049000"))];
      ok(late < 10 * early + 0.1, `the first page takes ${early} ms, a late one ${late} ms`);
    }
  });

  it("has pages of no more than 500 items, whatever the limit", async () => {
    const [, backend] = await memory("words");
    await backend.batchWrite("words", words(...Array.from({ length: 1100 }, (_, i) => `${i}`)));
    const request = { ...page, table: "words", pk: "WORDS#l", range: {}, limit: 1_000_000 };
    equal((await backend.driver.query(request)).items.length, 500);
    const found = await Array.fromAsync(backend.query("words", Word, { list: "l" }, { limit: 1_000_000 }));
    equal(found.length, 1100);
  });

  it("makes puts and deletes of one request, and reads the same key twice as two items", async () => {
    const [, backend] = await memory("t");
    const put = (SK: string) => ({ kind: "put", key: { PK: "p", SK }, data: { x: [1] } }) as const;
    const { driver } = backend;
    await driver.write({ table: "t", atomic: false, changes: [put("a"), put("b")] });
    const changes = [put("c"), { kind: "delete", key: { PK: "p", SK: "a" } }, put("d")] as const;
    deepEqual(await driver.write({ table: "t", atomic: false, changes }), { unwritten: [] });
    const keys = ["d", "a", "c", "d"].map((SK) => ({ PK: "p", SK }));
    const found = await driver.read("t", keys, { consistent: false });
    deepEqual(found.map((item) => item?.key.SK), ["d", undefined, "c", "d"]);
    ok((found[0]!.data as StoredData).x !== (found[3]!.data as StoredData).x);
  });

  it("has no version in its column that PostgreSQL could not hold", async () => {
    const [db, backend] = await memory("t");
    const data = { schema_version: "a\0" };
    await backend.driver.write({ table: "t", atomic: false, changes: [{ kind: "put", key, data }] });
    equal(db.prepare("SELECT schema_version FROM t").get()!.schema_version, null);
    deepEqual(await backend.driver.read("t", [key], { consistent: false }), [{ key, data }]);
  });

  it("rejects a bad name, and does not throw it", async () => {
    await rejects(SqliteBackend.createTable(new DatabaseSync(":memory:"), 'a"b'), TypeError);
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
