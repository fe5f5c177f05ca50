import { MemoryBackend, MemoryStore } from "@dynawrap/dynawrap/memory";
import type { Store } from "./store.ts";

export function open(): Promise<Store> {
  const tables = new MemoryStore();
  const byHand = new Map<string, Map<string, object>>();
  return Promise.resolve({
    title: "Memory",
    where: "in this process",
    backend: new MemoryBackend(tables),
    createTable: (table) => MemoryBackend.createTable(tables, table),
    readRaw: (table, { PK, SK }) => Promise.resolve(tables.tables.get(table)?.partitions.get(PK)?.get(SK)),
    writeByHand(_table, rows) {
      for (const { PK, SK, data } of rows) {
        const partition = byHand.get(PK) ?? new Map<string, object>();
        // A copy, as the backend makes one: what is changed later must not reach what is stored.
        byHand.set(PK, partition.set(SK, structuredClone(data)));
      }
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
  });
}
