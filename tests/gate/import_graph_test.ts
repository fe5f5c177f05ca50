import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import {
  allowedImports,
  allowedPackages,
  findCycle,
  importsOf,
  isBarrel,
  readImportGraph,
  unreached,
} from "../../scripts/import_graph.ts";
import { packageExports, root } from "../../scripts/published_files.ts";

const graph = readImportGraph(root);
const edges = [...graph].flatMap(([from, imports]) => imports.map((to) => ({ from, to })));
type Edge = (typeof edges)[number];
const isInside = ({ to }: Edge) => /^(mod\.ts|core\/|backends\/|conformance\/)/.test(to);
const show = ({ from, to }: Edge) => `${from} imports ${to}`;

describe("the import graph of what is published", () => {
  it("has no dependency outside the package, but the client of DynamoDB", () => {
    const isAllowed = ({ from, to }: Edge) =>
      Object.entries(allowedPackages).some(([beginning, name]) => from.startsWith(beginning) && to === name);
    assert.deepEqual(edges.filter((edge) => !isInside(edge) && !isAllowed(edge)).map(show), []);
  });

  it("leads to files that exist", () => {
    assert.deepEqual(edges.filter(({ to }) => to.endsWith(".ts") && !graph.has(to)).map(show), []);
  });

  it("points inward", () => {
    const isAllowed = ({ from, to }: Edge) =>
      allowedImports(from).some((beginning) => to.startsWith(beginning));
    assert.deepEqual(edges.filter((edge) => isInside(edge) && !isAllowed(edge)).map(show), []);
  });

  it("has no cycle", () => {
    assert.equal(findCycle(graph)?.join(" imports "), undefined);
  });

  it("has no file that only forwards, but mod.ts", () => {
    const barrels = [...graph.keys()].filter((file) => isBarrel(readFileSync(join(root, file), "utf8")));
    assert.deepEqual(barrels.filter((file) => !/(^|\/)mod\.ts$/.test(file)), []);
  });

  it("reaches every file from an entry point", () => {
    const entryPoints = Object.values(packageExports()).map((path) => path.slice("./".length));
    assert.deepEqual(unreached(graph, entryPoints), []);
  });
});

describe("reading imports", () => {
  const read = (source: string) => importsOf("backends/sqlite/driver.ts", source);

  it("finds each form", () => {
    assert.deepEqual(read('import "./a.ts";\nimport {\n  b,\n} from "../b.ts";\n'), [
      "backends/sqlite/a.ts",
      "backends/b.ts",
    ]);
    assert.deepEqual(read('export * as c from "../../core/c.ts";\n'), ["core/c.ts"]);
    assert.deepEqual(read('import type { D } from "npm:d@1";\n'), ["npm:d@1"]);
    assert.deepEqual(read('  const e = await import("node:fs");\n'), ["node:fs"]);
  });

  it("overlooks what is no import", () => {
    assert.deepEqual(read('/**\n * import { a } from "a";\n * await import("b")\n */\n// import("c")\n'), []);
    assert.deepEqual(
      read('export const from = "x";\nexport function f(): void {}\nconst to = "from";\n'),
      [],
    );
  });

  it("finds a cycle and says its way", () => {
    const cyclic = new Map([["a", ["b"]], ["b", ["c"]], ["c", ["b"]]]);
    assert.deepEqual(findCycle(cyclic), ["b", "c", "b"]);
    assert.equal(findCycle(new Map([["a", ["b", "c"]], ["b", ["c"]], ["c", []]])), undefined);
  });

  it("knows a barrel", () => {
    assert.equal(
      isBarrel('/** All of it. */\nexport * from "./a.ts";\nexport {\n  b,\n} from "./b.ts";\n'),
      true,
    );
    assert.equal(isBarrel('export * from "./a.ts";\nexport const b = 1;\n'), false);
  });
});
