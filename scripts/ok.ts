/**
 * The gate, `deno task ok`: everything that has to hold before a commit and in CI, up to the first failure.
 *
 *     deno task ok [--no-tests]
 *
 * `--no-tests` is for CI, which has just run them with `deno task test`.
 */
import { installAsUser } from "./install_as_user.ts";
import { run } from "./run.ts";
import type { Outcome } from "./run.ts";
import { packageExports } from "./published_files.ts";

const deno = (...args: string[]) => () => run(Deno.execPath(), args);

const steps: Record<string, () => Promise<Outcome>> = {
  format: deno("fmt", "--check"),
  lint: deno("lint"),
  types: deno("check", "--quiet"),
  "tests and documentation": deno("task", "test"),
  "documentation of what is public": deno("doc", "--lint", ...Object.values(packageExports())),
  publish: deno("publish", "--dry-run", "--allow-dirty"),
  "install as a user, Deno, Node and Bun": installAsUser,
};
if (Deno.args.includes("--no-tests")) delete steps["tests and documentation"];

const start = performance.now();
for (const [name, step] of Object.entries(steps)) {
  const { ok, output, seconds } = await step();
  console.log(`${ok ? "ok    " : "FAILED"} ${name} (${seconds.toFixed(1)} s)`);
  if (!ok) {
    console.log(output);
    Deno.exit(1);
  }
}
console.log(`All is well after ${((performance.now() - start) / 1000).toFixed(0)} s.`);
