import { deepEqual, equal, rejects, throws } from "node:assert/strict";
import { describe, it } from "node:test";
import { PostgresBackend } from "@dynawrap/dynawrap/postgres";
import { createTableStatements } from "../../backends/postgres/create_table.ts";
import { explain } from "../../backends/postgres/errors.ts";
import {
  deleteMany,
  deleteOne,
  dialect,
  selectMany,
  selectOne,
  upsert,
  upsertMany,
} from "../../backends/postgres/statements.ts";
import { selectQuery, selectScan } from "../../backends/sql/select.ts";

const key = { PK: "BOOK#b", SK: "CH#1" };
const page = { table: "Stories", reverse: false, limit: undefined, after: undefined, consistent: false };

describe("a statement of PostgreSQL", () => {
  it("reads by key", () => {
    deepEqual(selectOne("stories", key), {
      text: 'SELECT pk, sk, data::text AS data FROM "stories" WHERE pk = $1 AND sk = $2',
      parameters: ["BOOK#b", "CH#1"],
    });
    deepEqual(selectMany("stories", [key]), {
      text: 'SELECT t.pk, t.sk, t.data::text AS data FROM "stories" AS t ' +
        "JOIN json_to_recordset($1::text::json) AS x (pk text, sk text) ON t.pk = x.pk AND t.sk = x.sk",
      parameters: ['[{"pk":"BOOK#b","sk":"CH#1"}]'],
    });
  });

  it("stores one item, or any number of them", () => {
    const stored =
      "ON CONFLICT (pk, sk) DO UPDATE SET schema_version = EXCLUDED.schema_version, data = EXCLUDED.data";
    const row = {
      pk: "BOOK#b",
      sk: '"',
      version: "v",
      data: '{"schema_version":"v","n":1152921504606846976}',
    };
    deepEqual(upsert("app.Stories", row), {
      text:
        'INSERT INTO "app"."stories" (pk, sk, schema_version, data) VALUES ($1, $2, $3, $4::text::jsonb) ' +
        stored,
      parameters: ["BOOK#b", '"', "v", '{"schema_version":"v","n":1152921504606846976}'],
    });
    deepEqual(upsertMany("app.Stories", [row, { pk: "a", sk: "b", version: null, data: "{}" }]), {
      text:
        'INSERT INTO "app"."stories" (pk, sk, schema_version, data) SELECT pk, sk, schema_version, data ' +
        "FROM json_to_recordset($1::text::json) AS x (pk text, sk text, schema_version text, data jsonb) " +
        stored,
      parameters: [
        '[{"pk":"BOOK#b","sk":"\\"","schema_version":"v","data":{"schema_version":"v","n":1152921504606846976}},' +
        '{"pk":"a","sk":"b","schema_version":null,"data":{}}]',
      ],
    });
  });

  it("removes by key", () => {
    deepEqual(deleteOne("stories", key), {
      text: 'DELETE FROM "stories" WHERE pk = $1 AND sk = $2',
      parameters: ["BOOK#b", "CH#1"],
    });
    equal(
      deleteMany("stories", [key]).text,
      'DELETE FROM "stories" AS t USING json_to_recordset($1::text::json) AS x (pk text, sk text) WHERE t.pk = x.pk AND t.sk = x.sk',
    );
  });

  it("reads a page of a partition in the order of bytes", () => {
    deepEqual(selectQuery(dialect, { ...page, pk: "BOOK#b", range: { prefix: "CH#" } }), {
      text: 'SELECT pk, sk, data::text AS data FROM "stories" WHERE pk = $1 ' +
        'AND sk COLLATE "C" >= $2 AND sk COLLATE "C" < $3 ORDER BY sk COLLATE "C" LIMIT $4',
      parameters: ["BOOK#b", "CH#", "CH$", 500],
    });
    deepEqual(
      selectQuery(dialect, {
        ...page,
        pk: "p",
        range: { from: "a", to: "b" },
        reverse: true,
        limit: 9,
        after: { PK: "p", SK: "aa" },
      }),
      {
        text: 'SELECT pk, sk, data::text AS data FROM "stories" WHERE pk = $1 ' +
          'AND sk COLLATE "C" >= $2 AND sk COLLATE "C" < $3 ORDER BY sk COLLATE "C" DESC LIMIT $4',
        parameters: ["p", "a", "aa", 9],
      },
    );
  });

  it("reads a page of all keys that begin alike", () => {
    deepEqual(
      selectScan(dialect, { ...page, pkPrefix: "USER#a", skPrefix: "", after: { PK: "USER#a1", SK: "x" } }),
      {
        text:
          'SELECT pk, sk, data::text AS data FROM "stories" WHERE (pk COLLATE "C", sk COLLATE "C") > ($1, $2) ' +
          'AND pk COLLATE "C" < $3 ORDER BY pk COLLATE "C", sk COLLATE "C" LIMIT $4',
        parameters: ["USER#a1", "x", "USER#b", 500],
      },
    );
    deepEqual(selectScan(dialect, { ...page, pkPrefix: "", skPrefix: "\u{10ffff}" }).parameters, [
      "\u{10ffff}",
      500,
    ]);
  });

  it("makes the Python library's table, and indexes by bytes whose names are not cut", () => {
    deepEqual(createTableStatements("Stories"), [
      'CREATE TABLE IF NOT EXISTS "stories" (pk TEXT NOT NULL, sk TEXT NOT NULL, schema_version TEXT, data JSONB NOT NULL, PRIMARY KEY (pk, sk))',
      'CREATE INDEX IF NOT EXISTS "idx_stories_query" ON "stories" (pk, sk COLLATE "C")',
      'CREATE INDEX IF NOT EXISTS "idx_stories_scan" ON "stories" (pk COLLATE "C", sk COLLATE "C")',
    ]);
    const long = createTableStatements("x".repeat(63))[1]!;
    const name = /"(idx_x+_[0-9a-f]{8}_query)"/.exec(long)![1]!;
    equal(name.length <= 63, true);
    equal(createTableStatements("x".repeat(62))[1]!.includes(name), false);
  });
});

describe("PostgresBackend", () => {
  it("refuses what is no client", () => {
    for (const none of [null, undefined, {}, "postgres://x", { query: 5 }]) {
      throws(
        () => new PostgresBackend(none as never),
        /^TypeError: Cannot use (null|this \w+) as a client of PostgreSQL: it has none of the methods query/,
      );
    }
  });

  it("refuses a name that PostgreSQL would cut, or read as more than a schema and a table", async () => {
    const client = { query: () => Promise.reject(new Error("nothing is sent")) };
    for (const name of ["x".repeat(64), "a.b.c", ".a", "a.", 'a"b']) {
      await rejects(
        async () => await PostgresBackend.createTable(client, name),
        /^TypeError: Cannot use .* as the name of a table of PostgreSQL/,
      );
    }
  });

  it("says of an error whether to try again, wherever the client keeps the code", () => {
    const retryable = [
      { code: "40001" },
      { fields: { code: "40P01" } },
      { errno: "57P01", code: "ERR_POSTGRES_SERVER_ERROR" },
      { code: "08006" },
      {
        code: "ECONNREFUSED",
      },
      { code: "CONNECTION_CLOSED" },
      { message: "Connection terminated unexpectedly" },
      { code: "53300" },
      { code: "ERR_POSTGRES_CONNECTION_CLOSED" },
      { message: "timeout exceeded when trying to connect" },
    ];
    for (const error of retryable) equal(explain(error).retryable, true, JSON.stringify(error));
    for (const error of [{ code: "23502" }, { code: "42601" }, new Error("x"), { code: "22P05" }]) {
      equal(explain(error).retryable, false);
    }
    deepEqual(explain({ code: "42P01" }), {
      reason: "there is no such table; PostgresBackend.createTable makes it",
      retryable: false,
    });
  });
});
