import { MemoryBackend, MemoryStore } from "@dynawrap/dynawrap/memory";
import { type Setup, testConformance } from "../helpers/conformance.ts";
import { testProperties } from "../helpers/properties.ts";

const store = new MemoryStore();
const backend = new MemoryBackend(store);
const setup: Setup = {
  store: "memory",
  backend: () => backend,
  createTable: (table) => MemoryBackend.createTable(store, table),
};

testConformance(setup);
testProperties(setup, 500);
