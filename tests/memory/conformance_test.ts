import { MemoryBackend, MemoryStore } from "@dynawrap/dynawrap/memory";
import { testConformance } from "../helpers/conformance.ts";

const store = new MemoryStore();
const backend = new MemoryBackend(store);

testConformance({
  store: "memory",
  backend: () => backend,
  createTable: (table) => MemoryBackend.createTable(store, table),
});
