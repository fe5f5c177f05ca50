import { SqliteBackend } from "@dynawrap/dynawrap/sqlite";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Place, Store } from "./store.ts";

export function open({ file }: Place): Promise<Store> {
  const folder = file === undefined ? mkdtempSync(join(tmpdir(), "dynawrap-demo-")) : undefined;
  const path = file ?? join(folder!, "places.db");
  const db = new DatabaseSync(path);
  db.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
  return Promise.resolve({
    title: "SQLite",
    where: folder === undefined ? path : `${path}, removed at the end; --file keeps one`,
    backend: new SqliteBackend(db),
    createTable: (table) => SqliteBackend.createTable(db, table),
    readRaw: (table, { PK, SK }) =>
      Promise.resolve(db.prepare(`SELECT * FROM "${table}" WHERE pk = ? AND sk = ?`).get(PK, SK)),
    writeByHand(table, rows) {
      const insert = db.prepare(
        `INSERT INTO "${table}" (pk, sk, schema_version, data) VALUES (?, ?, ?, ?) ` +
          `ON CONFLICT (pk, sk) DO UPDATE SET schema_version = excluded.schema_version, data = excluded.data`,
      );
      db.exec("BEGIN");
      for (const { PK, SK, data } of rows) {
        insert.run(PK, SK, data.schema_version as string, JSON.stringify(data));
      }
      db.exec("COMMIT");
      return Promise.resolve();
    },
    close() {
      db.close();
      if (folder !== undefined) rmSync(folder, { recursive: true });
      return Promise.resolve();
    },
  });
}
