import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { mustRun } from "./run.ts";

/** The folder of the repository. */
export const root: string = fileURLToPath(new URL("..", import.meta.url));

const config: {
  name: string;
  version: string;
  exports: Record<string, string>;
  imports?: Record<string, string>;
} = JSON.parse(
  readFileSync(new URL("../deno.json", import.meta.url), "utf8"),
);

/** The name and version that is published. */
export const packageName: string = config.name;
export const packageVersion: string = config.version;

/** The file of each entry point: `{ ".": "./mod.ts", ... }`. */
export function packageExports(): Record<string, string> {
  return config.exports;
}

/**
 * What `deno publish` would upload: the content of each file by its path in the package (`/core/key.ts`), with what the
 * imports of deno.json stand for in their place.
 */
export async function publishedFiles(): Promise<Map<string, Uint8Array<ArrayBuffer>>> {
  const output = await mustRun(Deno.execPath(), ["publish", "--dry-run", "--allow-dirty", "--no-check"], {
    cwd: root,
  });
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const [, url] of output.matchAll(/^\s+(file:\/\/\S+) \(/gm)) {
    const path = fileURLToPath(url!);
    files.set("/" + relative(root, path), withFullSpecifiers(path, await Deno.readFile(path)));
  }
  if (files.size === 0) {
    throw new Error(`Cannot list the published files: "deno publish" named none\n${output}`);
  }
  return files;
}

function withFullSpecifiers(path: string, content: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  if (!path.endsWith(".ts")) return content;
  let source = new TextDecoder().decode(content);
  for (const [name, specifier] of Object.entries(config.imports ?? {})) {
    source = source.replaceAll(` from "${name}"`, ` from "${specifier}"`);
  }
  return new TextEncoder().encode(source);
}
