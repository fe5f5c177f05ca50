import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";

/** What each file imports: paths in the repository (`core/key.ts`), and what is no path as it is written. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

/** The graph of the files that are published. */
export function readImportGraph(root: string): ImportGraph {
  const folders = ["core", "backends", "conformance"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((path) => `${folder}/${path}`)
  );
  const files = ["mod.ts", ...folders.filter((path) => path.endsWith(".ts"))];
  return new Map(files.sort().map((file) => [file, importsOf(file, readFileSync(join(root, file), "utf8"))]));
}

// Statements begin their line (deno fmt sees to it), which those in the examples of a docstring don't.
const statement = /^(?:import|export)\s(?:[^;"()=]*?\sfrom\s+)?"([^"]+)"/gm;
const expression = /\bimport\(\s*"([^"]+)"/g;

/** What the source of one file imports, for its types as well. */
export function importsOf(file: string, source: string): string[] {
  const code = source.replaceAll(/^\s*(?:\/\/|\/?\*).*$/gm, "");
  return [...code.matchAll(statement), ...code.matchAll(expression)].map(([, specifier]) =>
    specifier!.startsWith(".") ? posix.join(posix.dirname(file), specifier!) : specifier!
  );
}

/** Whether a file has nothing but `export … from`. */
export function isBarrel(source: string): boolean {
  const rest = source
    .replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "")
    .replaceAll(/^export\s[^;"()=]*?\sfrom\s+"[^"]+";/gm, "");
  return rest.trim() === "" && /^export\s/m.test(source);
}

/** The first way from a file back to itself, if there is any. */
export function findCycle(graph: ImportGraph): string[] | undefined {
  const done = new Set<string>();
  const visit = (file: string, path: string[]): string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const next of graph.get(file) ?? []) {
      const cycle = visit(next, [...path, file]);
      if (cycle) return cycle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of graph.keys()) {
    const cycle = visit(file, []);
    if (cycle) return cycle;
  }
  return undefined;
}

/** What the files of a folder are allowed to import, by the beginning of the path. */
export function allowedImports(file: string): readonly string[] {
  const [folder, name] = file.split("/");
  switch (folder) {
    case "mod.ts":
    case "core":
      return ["core/"];
    case "conformance":
      return ["conformance/", "mod.ts", "core/"];
    default: {
      const backend = name!.replace(/\.ts$/, "");
      return ["core/", `backends/${backend}/`, ...(sharedFolders[backend] ?? [])];
    }
  }
}

/** The packages that a file may import, by the beginning of its path: a client whose commands are classes of its package. */
export const allowedPackages: Readonly<Record<string, string>> = {
  "backends/dynamodb.ts": "@aws-sdk/client-dynamodb",
  "backends/dynamodb/": "@aws-sdk/client-dynamodb",
};

const sharedFolders: Record<string, readonly string[]> = {
  postgres: ["backends/sql/"],
  sqlite: ["backends/sql/"],
  dynamodb_fetch: ["backends/dynamodb/"],
};

/** The files that no entry point leads to. */
export function unreached(graph: ImportGraph, entryPoints: readonly string[]): string[] {
  const reached = new Set<string>();
  const visit = (file: string): void => {
    if (reached.has(file)) return;
    reached.add(file);
    for (const next of graph.get(file) ?? []) visit(next);
  };
  entryPoints.forEach(visit);
  return [...graph.keys()].filter((file) => !reached.has(file));
}
