import { after, describe } from "node:test";
import { PGlite } from "@electric-sql/pglite";
import postgres from "postgres";
import { PostgresBackend, type PostgresClient } from "@dynawrap/dynawrap/postgres";
import { startPostgres } from "../fixtures/postgres.ts";
import { testConformance } from "../helpers/conformance.ts";
import { connect, openPool } from "../helpers/pg.ts";
import { testProperties } from "../helpers/properties.ts";

const server = await startPostgres();
const url = "skipped" in server ? "" : server.url;
const skip = "skipped" in server ? server.skipped : false;

/** An open client, and how to close it. */
type Opened = [client: PostgresClient, close: () => Promise<unknown>];

async function openPglite(): Promise<Opened> {
  const client = await PGlite.create();
  return [client, () => client.close()];
}

async function openClient(): Promise<Opened> {
  const client = await connect(url);
  return [client, () => client.end()];
}

function openPgPool(): Opened {
  const pool = openPool({ connectionString: url, max: 4 });
  return [pool, () => pool.end()];
}

function openPostgresJs(): Opened {
  const sql = postgres(url, { max: 4, onnotice: () => {} });
  return [sql, () => sql.end()];
}

async function openBunSql(): Promise<Opened> {
  const { SQL } = await import("bun" as string);
  const sql = new SQL(url, { max: 4 });
  return [sql, () => sql.close()];
}

/** Each client is closed before the server is stopped, which the order of hooks of nested suites does not promise everywhere. */
const closers: (() => Promise<unknown>)[] = [];

function suite(store: string, open: () => Opened | Promise<Opened>, skip: string | false): void {
  describe(store, () => {
    let opened: Promise<Opened> | undefined;
    const client = async (): Promise<PostgresClient> => (await (opened ??= Promise.resolve(open())))[0];
    closers.push(async () => await (await opened)?.[1]());
    const setup = {
      store,
      skip,
      backend: async () => new PostgresBackend(await client()),
      createTable: async (table: string) => await PostgresBackend.createTable(await client(), table),
    };
    testConformance(setup);
    testProperties(setup, 60);
  });
}

describe("PostgreSQL", () => {
  after(async () => {
    for (const close of closers) await close();
    if ("stop" in server) await server.stop();
  });
  suite("PGlite", openPglite, false);
  suite("PostgreSQL through pg's Client", openClient, skip);
  suite("PostgreSQL through pg's Pool", openPgPool, skip);
  suite("PostgreSQL through postgres.js", openPostgresJs, skip);
  if ("Bun" in globalThis) suite("PostgreSQL through Bun.sql", openBunSql, skip);
});
