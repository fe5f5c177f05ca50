/**
 * Installs the package as its users do and runs their program (`user_program.ts`): in Deno from a JSR registry on loopback;
 * under Node and Bun from its npm side. What is published is what `deno publish` lists, so that a file missing there
 * shows here.
 */
import { join } from "node:path";
import { makeNpmPackage } from "./npm_package.ts";
import { packageExports, packageName, packageVersion, publishedFiles, root } from "./published_files.ts";
import { serveRegistry } from "./registry.ts";
import type { Registry } from "./registry.ts";
import { mustRun } from "./run.ts";
import type { Outcome } from "./run.ts";

const npmName = `@jsr/${packageName.slice(1).replace("/", "__")}`;
const program = join(root, "scripts", "user_program.ts");

/** Runs it all; its output names what failed. */
export async function installAsUser(): Promise<Outcome> {
  const start = performance.now();
  const seconds = () => (performance.now() - start) / 1000;
  try {
    const files = await publishedFiles();
    const exports = packageExports();
    const npm = await makeNpmPackage(npmName, packageVersion, exports, files);
    const registry = serveRegistry({ name: packageName, version: packageVersion, exports, files, npm });
    try {
      const dependencies = await programDependencies();
      const output = await inProject((dir) => useDeno(dir, registry, dependencies)) +
        await inProject((dir) => useNodeAndBun(dir, registry, dependencies));
      return { ok: true, output, seconds: seconds() };
    } finally {
      await registry.stop();
    }
  } catch (error) {
    return { ok: false, output: (error as Error).message, seconds: seconds() };
  }
}

/** The npm packages that the program imports, each with the version that the repository is tested with. */
async function programDependencies(): Promise<string[]> {
  const { devDependencies } = JSON.parse(await Deno.readTextFile(join(root, "package.json")));
  const source = await Deno.readTextFile(program);
  return Object.entries(devDependencies)
    .filter(([name]) => source.includes(` from "${name}"`))
    .map(([name, version]) => `${name}@${version}`);
}

async function inProject(use: (dir: string) => Promise<string>): Promise<string> {
  const dir = await Deno.makeTempDir({ prefix: "dynawrap-user-" });
  try {
    await Deno.copyFile(program, join(dir, "main.ts"));
    return await use(dir);
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
}

async function useDeno(dir: string, registry: Registry, dependencies: string[]): Promise<string> {
  await Deno.writeTextFile(join(dir, "deno.json"), "{}");
  const options = { cwd: dir, env: { JSR_URL: registry.url, DENO_DIR: join(dir, "cache") } };
  const deno = (...args: string[]) => mustRun(Deno.execPath(), args, options);
  await deno("add", `jsr:${packageName}`, ...dependencies.map((dependency) => `npm:${dependency}`));
  await deno("check", "main.ts");
  return await deno("run", "-A", "main.ts");
}

async function useNodeAndBun(dir: string, registry: Registry, dependencies: string[]): Promise<string> {
  await Deno.writeTextFile(join(dir, "package.json"), JSON.stringify({ type: "module" }));
  await Deno.writeTextFile(join(dir, ".npmrc"), `@jsr:registry=${registry.url}\n`);
  const options = { cwd: dir };
  const install = [
    "install",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    `${packageName}@npm:${npmName}@${packageVersion}`,
  ];
  await mustRun("npm", [...install, ...dependencies], options);
  return await mustRun("npx", ["--yes", "node@24", "main.ts"], options) +
    await mustRun("npx", ["--yes", "bun@1.4.5", "main.ts"], options);
}

if (import.meta.main) {
  const { ok, output, seconds } = await installAsUser();
  console.log(output);
  console.log(`${ok ? "ok" : "FAILED"} (${seconds.toFixed(1)} s)`);
  Deno.exit(ok ? 0 : 1);
}
