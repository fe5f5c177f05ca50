import { PostgresBackend } from "@dynawrap/dynawrap/postgres";
import type { Place, Row, Store } from "./store.ts";

/** What `pg` and PGlite have in common. */
interface Client {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
}

export async function open({ url }: Place): Promise<Store> {
  const { client, where, close } = url === undefined ? await openPGlite() : await connect(url);
  return {
    title: "PostgreSQL",
    where,
    backend: new PostgresBackend(client),
    createTable: (table) => PostgresBackend.createTable(client, table),
    async readRaw(table, { PK, SK }) {
      const { rows } = await client.query(`SELECT * FROM "${table}" WHERE pk = $1 AND sk = $2`, [PK, SK]);
      return rows[0];
    },
    async writeByHand(table, rows) {
      await client.query(...upsert(table, rows));
    },
    close,
  };
}

async function openPGlite() {
  const { PGlite } = await import("@electric-sql/pglite");
  const client = await PGlite.create();
  return { client: client as Client, where: "PGlite, in this process", close: () => client.close() };
}

async function connect(url: string) {
  const { default: { Client } } = await import("pg");
  const client = new Client({ connectionString: url });
  await client.connect();
  const { host, port, database } = client;
  return { client: client as Client, where: `${database} on ${host}:${port}`, close: () => client.end() };
}

function upsert(table: string, rows: readonly Row[]): [text: string, values: unknown[]] {
  const values = rows.flatMap(({ PK, SK, data }) => [PK, SK, data.schema_version, JSON.stringify(data)]);
  const places = rows.map((_, i) => `($${4 * i + 1}, $${4 * i + 2}, $${4 * i + 3}, $${4 * i + 4}::jsonb)`);
  return [
    `INSERT INTO "${table}" (pk, sk, schema_version, data) VALUES ${places.join(", ")} ` +
    `ON CONFLICT (pk, sk) DO UPDATE SET schema_version = excluded.schema_version, data = excluded.data`,
    values,
  ];
}
