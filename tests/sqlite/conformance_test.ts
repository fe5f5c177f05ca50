import { DatabaseSync } from "node:sqlite";
import { SqliteBackend } from "@dynawrap/dynawrap/sqlite";
import { type Setup, testConformance } from "../helpers/conformance.ts";
import { testProperties } from "../helpers/properties.ts";

const db = new DatabaseSync(":memory:");
const backend = new SqliteBackend(db);
const setup: Setup = {
  store: "SQLite",
  backend: () => backend,
  createTable: (table) => SqliteBackend.createTable(db, table),
};

testConformance(setup);
testProperties(setup, 300);
