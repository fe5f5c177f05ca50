import { after } from "node:test";
import { PGlite } from "@electric-sql/pglite";
import pg from "pg";
import postgres from "postgres";
import { PostgresBackend, type PostgresClient } from "@dynawrap/dynawrap/postgres";
import { startPostgres } from "../fixtures/postgres.ts";
import { testConformance } from "../helpers/conformance.ts";
import { testProperties } from "../helpers/properties.ts";

const server = await startPostgres();
const closers: (() => Promise<unknown>)[] = [];
after(async () => {
  for (const close of closers) await close();
  if (!("skipped" in server)) await server.stop();
});

function suite(store: string, open: () => Promise<PostgresClient>, runs: number, skip: string | false): void {
  let client: Promise<PostgresClient> | undefined;
  const once = (): Promise<PostgresClient> => client ??= open();
  const setup = {
    store,
    skip,
    backend: async () => new PostgresBackend(await once()),
    createTable: async (table: string) => await PostgresBackend.createTable(await once(), table),
  };
  testConformance(setup);
  testProperties(setup, runs);
}

suite(
  "PGlite",
  async () => {
    const client = await PGlite.create();
    closers.unshift(() => client.close());
    return client;
  },
  60,
  false,
);

const url = "skipped" in server ? "" : server.url;
const skip = "skipped" in server ? server.skipped : false;
const CLIENTS: Record<string, () => Promise<PostgresClient>> = {
  "pg Client": async () => {
    const client = new pg.Client(url);
    await client.connect();
    closers.unshift(() => client.end());
    return client;
  },
  "pg Pool": () => {
    const pool = new pg.Pool({ connectionString: url, max: 4 });
    closers.unshift(() => pool.end());
    return Promise.resolve(pool);
  },
  "postgres.js": () => {
    const sql = postgres(url, { max: 4, onnotice: () => {} });
    closers.unshift(() => sql.end());
    return Promise.resolve(sql);
  },
};
for (const [name, open] of Object.entries(CLIENTS)) suite(`PostgreSQL through ${name}`, open, 60, skip);
