import { stripTypeScriptTypes } from "node:module";
import { dirname, join } from "node:path";
import { mustRun } from "./run.ts";

/** A package as npm has it. */
export interface NpmPackage {
  /** Its package.json. */
  readonly manifest: { readonly name: string; readonly version: string };
  readonly tarball: Uint8Array<ArrayBuffer>;
}

/**
 * What the npm side of JSR makes of a package: JavaScript, here without types. Only erasing them proves, in passing, that
 * Node can run the sources as they are.
 */
export async function makeNpmPackage(
  name: string,
  version: string,
  exports: Readonly<Record<string, string>>,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<NpmPackage> {
  const dir = await Deno.makeTempDir({ prefix: "dynawrap-npm-" });
  const dependencies: Record<string, string> = {};
  try {
    for (const [path, content] of files) {
      const target = join(dir, javaScriptPath(path));
      await Deno.mkdir(dirname(target), { recursive: true });
      await Deno.writeFile(target, path.endsWith(".ts") ? javaScript(content, dependencies) : content);
    }
    const entries = Object.entries(exports).map(([entry, path]) => [entry, javaScriptPath(path)]);
    const manifest = { name, version, type: "module", exports: Object.fromEntries(entries), dependencies };
    await Deno.writeTextFile(join(dir, "package.json"), JSON.stringify(manifest));
    const file = (await mustRun("npm", ["pack", "--silent"], { cwd: dir })).trim();
    return { manifest, tarball: await Deno.readFile(join(dir, file)) };
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

function javaScriptPath(path: string): string {
  return path.replace(/\.ts$/, ".js");
}

/** The module for npm; what it imports from there is noted in `dependencies`. */
function javaScript(content: Uint8Array, dependencies: Record<string, string>): Uint8Array {
  // deno fmt leaves no other form of a specifier.
  const source = stripTypeScriptTypes(new TextDecoder().decode(content))
    .replaceAll(/(?<=(?:from |import |import\()"\.[^"\n]*)\.ts(?=")/g, ".js")
    .replaceAll(/(?<=from ")npm:(@?[^@"]+)@([^"/]+)/g, (_, name: string, range: string) => {
      dependencies[name] = range;
      return name;
    });
  return new TextEncoder().encode(source);
}
