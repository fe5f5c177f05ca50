/**
 * Runs the tests under Node 24 and Bun, from a copy of the repository with the npm packages of package.json in it.
 *
 *     deno run -A scripts/portable.ts [<folder for the JUnit reports>]
 *
 * Tests of the gate and of the types are about the sources, not about a runtime: they stay with Deno.
 */
import { dirname, join, resolve } from "node:path";
import { readJUnit } from "./junit.ts";
import { root } from "./published_files.ts";
import { repositoryFiles } from "./repository_files.ts";
import { mustRun, run } from "./run.ts";

const denoOnly = ["tests/gate/", "tests/types/", "tests/jsr/"];
const reports = resolve(Deno.args[0] ?? await Deno.makeTempDir({ prefix: "dynawrap-reports-" }));
const dir = await Deno.makeTempDir({ prefix: "dynawrap-portable-" });
let ok = true;
try {
  await copyRepository();
  await mustRun("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock"], {
    cwd: dir,
  });
  const node = [
    "node@24",
    "--test",
    "--test-timeout=120000",
    "--test-reporter=spec",
    "--test-reporter-destination=stdout",
  ];
  const nodeReport = ["--test-reporter=junit", `--test-reporter-destination=${join(reports, "node.xml")}`];
  await test("node", [...node, ...nodeReport, "tests/**/*_test.ts"]);
  const bunReport = ["--reporter=junit", `--reporter-outfile=${join(reports, "bun.xml")}`];
  await test("bun", ["bun@1.4.5", "test", "--timeout=120000", ...bunReport]);
} finally {
  await Deno.remove(dir, { recursive: true });
}
Deno.exit(ok ? 0 : 1);

async function copyRepository(): Promise<void> {
  for (const path of repositoryFiles(root)) {
    if (denoOnly.some((folder) => path.startsWith(folder))) continue;
    await Deno.mkdir(dirname(join(dir, path)), { recursive: true });
    await Deno.copyFile(join(root, path), join(dir, path));
  }
}

async function test(runtime: string, args: string[]): Promise<void> {
  const { ok: passed, output, seconds } = await run("npx", ["--yes", ...args], { cwd: dir });
  const tests = await Deno.readTextFile(join(reports, `${runtime}.xml`)).then(readJUnit, () => []);
  const count = (result: string) => `${tests.filter((test) => test.result === result).length} ${result}`;
  if (!passed || tests.length === 0) {
    ok = false;
    console.log(output);
    await Deno.writeTextFile(join(reports, `${runtime}.failed`), "");
  }
  console.log(
    `${runtime}: ${["passed", "failed", "skipped"].map(count).join(", ")} (${seconds.toFixed(1)} s)`,
  );
}
