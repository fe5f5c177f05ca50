/** The compiler as a function: what `deno check` says of a source. */

import { join } from "node:path";
import { root } from "../../scripts/published_files.ts";
import { run } from "../../scripts/run.ts";

/** Types a package as its users do: from a folder of their own, with the compiler options of this repository. */
export async function writeProject(files: Readonly<Record<string, string>>): Promise<string> {
  const { exports, compilerOptions } = JSON.parse(await Deno.readTextFile(join(root, "deno.json")));
  const { devDependencies } = JSON.parse(await Deno.readTextFile(join(root, "package.json")));
  const imports: Record<string, string> = { zod: `npm:zod@${devDependencies.zod}` };
  for (const [name, path] of Object.entries<string>(exports)) {
    imports[join("@dynawrap/dynawrap", name)] = new URL(path, `file://${root}/`).href;
  }
  const dir = await Deno.makeTempDir({ prefix: "dynawrap-types-" });
  const config = JSON.stringify({ imports, compilerOptions, nodeModulesDir: "none" });
  for (const [name, text] of Object.entries({ "deno.json": config, ...files })) {
    await Deno.writeTextFile(join(dir, name), text);
  }
  return dir;
}

/** What is wrong in a line of the source. */
export interface Complaint {
  readonly line: number;
  /** The message with what follows it, but without the source. */
  readonly message: string;
}

/** Everything that `deno check` finds wrong in a source. */
export async function check(source: string): Promise<readonly Complaint[]> {
  const dir = await writeProject({ "source.ts": source });
  try {
    const { output } = await run(Deno.execPath(), ["check", "source.ts"], { cwd: dir });
    if (/^error: (?!Type checking failed)/m.test(output)) throw new Error(output);
    const lines = source.split("\n");
    return output.split(/^TS\d+ \[ERROR\]: (?! )/m).slice(1).map((text) => {
      const line = Number(/source\.ts:(\d+):\d+/.exec(text)?.[1]);
      const shown = text.split("\n");
      const end = shown.findIndex((one) => one.trim() === lines[line - 1]?.trim());
      return { line, message: shown.slice(0, end).join("\n") };
    });
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}
