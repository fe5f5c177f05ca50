/** The four stores, each opened when it is first asked for, on the real thing. */

import type { Backend } from "@dynawrap/dynawrap";
import { DynamoDBBackend } from "@dynawrap/dynawrap/dynamodb";
import { MemoryBackend, MemoryStore } from "@dynawrap/dynawrap/memory";
import { PostgresBackend } from "@dynawrap/dynawrap/postgres";
import { SqliteBackend } from "@dynawrap/dynawrap/sqlite";
import { startDynalite } from "../fixtures/dynalite.ts";

/** A store under test. */
export interface OpenStore {
  readonly name: string;
  /** Why it can't be tested here; `false` where it can. */
  readonly skip: string | false;
  backend(): Promise<Backend>;
  createTable(table: string): Promise<void>;
  close(): Promise<void>;
}

interface Opened {
  readonly backend: Backend;
  createTable(table: string): Promise<void>;
  close(): Promise<void>;
}

function lazily(name: string, open: () => Promise<Opened>, skip: string | false = false): OpenStore {
  let opened: Promise<Opened> | undefined;
  const once = (): Promise<Opened> => opened ??= open();
  return {
    name,
    skip,
    backend: async () => (await once()).backend,
    createTable: async (table) => await (await once()).createTable(table),
    close: async () => await (await opened)?.close(),
  };
}

/** Memory, SQLite in memory, PGlite, and dynalite through the AWS SDK. */
export function openStores(): OpenStore[] {
  return [
    lazily("memory", () => {
      const store = new MemoryStore();
      return Promise.resolve({
        backend: new MemoryBackend(store),
        createTable: (table: string) => MemoryBackend.createTable(store, table),
        close: () => Promise.resolve(),
      });
    }),
    lazily("SQLite", async () => {
      const { DatabaseSync } = await import("node:sqlite");
      const db = new DatabaseSync(":memory:");
      return {
        backend: new SqliteBackend(db),
        createTable: (table: string) => SqliteBackend.createTable(db, table),
        close: () => Promise.resolve(db.close()),
      };
    }),
    lazily("PGlite", async () => {
      const { PGlite } = await import("@electric-sql/pglite");
      const client = await PGlite.create();
      return {
        backend: new PostgresBackend(client),
        createTable: (table: string) => PostgresBackend.createTable(client, table),
        close: () => client.close(),
      };
    }),
    lazily("dynalite", async () => {
      const { DynamoDBClient } = await import("@aws-sdk/client-dynamodb");
      const server = await startDynalite();
      const credentials = { accessKeyId: "x", secretAccessKey: "x" };
      const client = new DynamoDBClient({ endpoint: server.endpoint, region: "us-east-1", credentials });
      return {
        backend: new DynamoDBBackend(client),
        createTable: (table: string) => DynamoDBBackend.createTable(client, table),
        close: async () => {
          client.destroy();
          await server.stop();
        },
      };
    }),
  ];
}
