/** What only a real PostgreSQL shows: plans, collations, types, and the Python library's own table. */

import { deepEqual, equal, match, ok, rejects } from "node:assert/strict";
import { after, describe, it } from "node:test";
import { PGlite } from "@electric-sql/pglite";
import postgres from "postgres";
import { DBItem, t } from "@dynawrap/dynawrap";
import { PostgresBackend, type PostgresClient } from "@dynawrap/dynawrap/postgres";
import type { Change } from "../../core/driver.ts";
import { dialect, selectOne } from "../../backends/postgres/statements.ts";
import { selectQuery, selectScan, type Statement } from "../../backends/sql/select.ts";
import vectors from "../compat/vectors.json" with { type: "json" };
import { startPostgres } from "../fixtures/postgres.ts";
import { newTable } from "../helpers/conformance.ts";
import { connect, openPool } from "../helpers/pg.ts";

class Word extends DBItem({
  pk: "WORDS#{list}",
  sk: "W#{word}",
  schema: t.object({ list: t.string(), word: t.string(), views: t.optional(t.bigint()) }),
}) {}

const words = (list: string, ...all: string[]): Word[] => all.map((word) => new Word({ list, word }));
const page = { reverse: false, limit: 10, after: undefined, consistent: false };

const server = await startPostgres();
const url = "skipped" in server ? "" : server.url;
const skip = "skipped" in server ? server.skipped : false;

describe("a real PostgreSQL", { skip }, () => {
  const pool = openPool({ connectionString: url, max: 8 });
  const backend = new PostgresBackend(pool);
  const sql = async (text: string, parameters: unknown[] = []) => (await pool.query(text, parameters)).rows;
  after(async () => {
    await pool.end();
    if ("stop" in server) await server.stop();
  });

  it("sorts as a language does by itself, so that these tests can tell", async () => {
    deepEqual(await sql("SELECT x FROM (VALUES ('B'), ('_'), ('a')) AS v (x) ORDER BY x"), [{ x: "_" }, {
      x: "a",
    }, { x: "B" }]);
  });

  it("serves every query, range and scan by an index scan, forward and back", async () => {
    const table = newTable();
    await PostgresBackend.createTable(pool, table);
    for (let list = 0; list < 20; list++) {
      await backend.batchWrite(table, words(`l${list}`, ...Array.from({ length: 500 }, (_, i) => `w${i}`)));
    }
    await sql(`ANALYZE "${table}"`);
    const plan = async ({ text, parameters }: Statement): Promise<string> =>
      (await sql(`EXPLAIN ${text}`, [...parameters])).map((row) => row["QUERY PLAN"]).join("\n");
    const pk = "WORDS#l7";
    for (const reverse of [false, true]) {
      for (
        const statement of [
          selectQuery(dialect, { ...page, table, reverse, pk, range: {} }),
          selectQuery(dialect, { ...page, table, reverse, pk, range: { prefix: "W#w1" } }),
          selectQuery(dialect, { ...page, table, reverse, pk, range: { from: "W#w1", to: "W#w3" } }),
          selectQuery(dialect, {
            ...page,
            table,
            reverse,
            pk,
            range: { prefix: "W#" },
            after: { PK: pk, SK: "W#w25" },
          }),
          selectScan(dialect, { ...page, table, reverse, pkPrefix: "WORDS#l1", skPrefix: "" }),
          selectScan(dialect, {
            ...page,
            table,
            reverse,
            pkPrefix: "WORDS#",
            skPrefix: "W#",
            after: { PK: pk, SK: "W#w25" },
          }),
          selectOne(table, { PK: pk, SK: "W#w1" }),
        ]
      ) {
        const text = await plan(statement);
        match(text, /Index (Only )?Scan/, statement.text);
        ok(!/Seq Scan|Sort/.test(text), text);
      }
    }
  });

  it("works on the table that the Python library makes, which then has the same columns as ours", async () => {
    const { calls } = vectors.postgresRows.statements.find(({ name }) => name === "create_table")!;
    await sql((calls[0] as { sql: string }).sql);
    await backend.batchWrite("stories", words("l", "b", "_", "a", "B"));
    const found = await Array.fromAsync(backend.query("stories", Word, { list: "l" }));
    deepEqual(found.map(({ word }) => word), ["B", "_", "a", "b"]);
    await PostgresBackend.createTable(pool, "ours");
    const columns = (table: string) =>
      sql(
        "SELECT column_name, data_type, is_nullable, column_default FROM information_schema.columns WHERE table_name = $1 ORDER BY ordinal_position",
        [table],
      );
    deepEqual(await columns("ours"), await columns("stories"));
    await PostgresBackend.createTable(pool, "stories");
    equal((await Array.fromAsync(backend.query("stories", Word, { list: "l" }))).length, 4);
  });

  it("meets the Python library in one table whatever the case of its name", async () => {
    await PostgresBackend.createTable(pool, "MixedCase");
    await backend.save("MixedCase", words("l", "a")[0]!);
    equal((await sql("SELECT pk FROM MixedCase")).length, 1);
  });

  it("makes a table once when it is asked for many times at once", async () => {
    const table = newTable();
    await Promise.all(Array.from({ length: 12 }, () => PostgresBackend.createTable(pool, table)));
    await backend.save(table, words("l", "a")[0]!);
  });

  it("answers for a table that is not there with what to do", async () => {
    const [word] = words("l", "a");
    for (
      const call of [
        () => backend.save("nowhere", word!),
        () => backend.get("nowhere", Word, word!),
        () => Array.fromAsync(backend.query("nowhere", Word, { list: "l" })),
      ]
    ) {
      await rejects(call, {
        name: "StoreError",
        retryable: false,
        message:
          /the table "nowhere" of PostgreSQL: there is no such table; PostgresBackend\.createTable makes it$/,
      });
    }
    await rejects(backend.batchWrite("nowhere", words("l", "a", "b")), {
      name: "BatchWriteError",
      retryable: false,
    });
  });

  it("reads and removes many keys, and makes puts and deletes of one request", async () => {
    const table = newTable();
    await PostgresBackend.createTable(pool, table);
    const { driver } = backend;
    const put = (SK: string) => ({ kind: "put", key: { PK: "p", SK }, data: { x: SK } }) as const;
    const drop = (SK: string) => ({ kind: "delete", key: { PK: "p", SK } }) as const;
    const write = (...changes: Change[]) => driver.write({ table, atomic: false, changes });
    deepEqual(await write(put("a"), put("b"), put("c"), put('"\\')), { unwritten: [] });
    deepEqual(await write(put("d"), drop("a"), put("e"), drop("c"), drop("never")), { unwritten: [] });
    const keys = ["e", "a", '"\\', "e"].map((SK) => ({ PK: "p", SK }));
    const found = await driver.read(table, keys, { consistent: false });
    deepEqual(found.map((item) => item?.key.SK), ["e", undefined, '"\\', "e"]);
    const left = await driver.query({ ...page, table, pk: "p", range: {} });
    deepEqual(left.items.map(({ key }) => key.SK), ['"\\', "b", "d", "e"]);
  });

  it("keeps what came before the part of a batch that failed, and names the rest", async () => {
    const table = newTable();
    await PostgresBackend.createTable(pool, table);
    await sql(`ALTER TABLE "${table}" ADD CHECK (sk <> 'W#w0700')`);
    const all = words("l", ...Array.from({ length: 1200 }, (_, i) => `w${String(i).padStart(4, "0")}`));
    await rejects(backend.batchWrite(table, all), (error: Error & { unwritten: Word[] }) => {
      equal(error.name, "BatchWriteError");
      deepEqual(error.unwritten, all.slice(500));
      return true;
    });
    equal((await Array.fromAsync(backend.query(table, Word, { list: "l" }))).length, 500);
  });

  it("reports a row whose data was encoded twice, and guesses nothing", async () => {
    const table = newTable();
    await PostgresBackend.createTable(pool, table);
    await backend.batchWrite(table, words("l", "a", "c"));
    await sql(
      `INSERT INTO "${table}" VALUES ('WORDS#l', 'W#b', '', to_jsonb('{"list": "l", "word": "b"}'::text))`,
    );
    const told: string[] = [];
    const found = await Array.fromAsync(
      backend.query(table, Word, { list: "l" }, { onError: (error) => told.push(error.message) }),
    );
    deepEqual(found.map(({ word }) => word), ["a", "c"]);
    equal(told.length, 1);
    match(
      told[0]!,
      /^Cannot read the item "WORDS#l", "W#b" as "Word": it can't be read\n {2}the item: its data is a JSON string/,
    );
  });

  it("says of keys that are too long for its index what is wrong with them", async () => {
    const table = newTable();
    await PostgresBackend.createTable(pool, table);
    // Of random characters: PostgreSQL compresses others.
    const random = (length: number) =>
      Array.from({ length }, () => "0123456789abcdefghijklmnopqrstuvwxyz"[Math.random() * 36 | 0]).join("");
    const long = new Word({ list: random(2040), word: random(1020) });
    await rejects(backend.save(table, long), {
      name: "StoreError",
      retryable: false,
      message: /the keys are too long: PostgreSQL's index holds about 2,700 bytes of them together/,
    });
  });

  it("says that a connection can't be made, and that it may work later", async () => {
    const closed = new PostgresBackend(openPool({ host: "127.0.0.1", port: 1, max: 1 }));
    await rejects(closed.get("stories", Word, { list: "l", word: "a" }), {
      name: "StoreError",
      retryable: true,
    });
  });

  const CLIENTS: Record<string, () => Promise<[PostgresClient, () => Promise<unknown>]>> = {
    "pg's Client": async () => {
      const client = await connect(url);
      return [client, () => client.end()];
    },
    "postgres.js": () => {
      const client = postgres(url, { onnotice: () => {} });
      return Promise.resolve([client, () => client.end()]);
    },
    "PGlite": async () => {
      const client = await PGlite.create();
      return [client, () => client.close()];
    },
  };
  for (const [name, open] of Object.entries(CLIENTS)) {
    it(`holds JSON objects with exact numbers through ${name}`, async () => {
      const [client, close] = await open();
      const table = newTable();
      await PostgresBackend.createTable(client, table);
      await new PostgresBackend(client).save(table, new Word({ list: "l", word: "a", views: 2n ** 60n }));
      const text =
        `SELECT jsonb_typeof(data) AS kind, data->>'views' AS views, schema_version = data->>'schema_version' AS same FROM "${table}"`;
      const rows = "unsafe" in client
        ? await client.unsafe(text)
        : "query" in client
        ? (await client.query(text)).rows
        : [];
      deepEqual([...rows].map((row) => ({ ...row })), [{
        kind: "object",
        views: "1152921504606846976",
        same: true,
      }]);
      await close();
    });
  }
});
