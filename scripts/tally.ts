/**
 * Adds up the JUnit reports of a folder (`deno.xml`, `node.xml`, `bun.xml`) and ends with the line of CI. A file
 * `bun.failed` beside a report says that the run failed, be it in a test or before it (a file that can't be imported).
 *
 *     deno run -A scripts/tally.ts <folder> [<other step that failed> ...]
 *
 * A test that is skipped for no reason known here has failed, and so has a runtime without a report.
 */
import { existsSync } from "node:fs";
import { expectedSkips } from "./expected_skips.ts";
import { readJUnit } from "./junit.ts";
import type { TestResult } from "./junit.ts";

const [folder, ...failedSteps] = Deno.args;
const total = { passed: 0, failed: failedSteps.length, skipped: 0 };
for (const step of failedSteps) console.log(`FAILED ${step}`);

for (const runtime of ["deno", "node", "bun"]) {
  const tests = results(runtime);
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const { name, result, reason } of tests) {
    const isUnexpected = result === "skipped" &&
      !expectedSkips.some((skip) => skip.runtimes.includes(runtime) && skip.test.test(name));
    sum[isUnexpected ? "failed" : result]++;
    if (isUnexpected) console.log(`FAILED ${runtime}: "${name}" was skipped${reason && `: ${reason}`}`);
    else if (result === "failed") console.log(`FAILED ${runtime}: "${name}"`);
  }
  if (sum.failed === 0 && (tests.length === 0 || existsSync(`${folder}/${runtime}.failed`))) {
    console.log(
      `FAILED ${runtime}: ${tests.length === 0 ? "no test has run" : "something other than a test"}`,
    );
    sum.failed++;
  }
  console.log(`${runtime}: ${line(sum)}`);
  for (const result of ["passed", "failed", "skipped"] as const) total[result] += sum[result];
}
console.log(line(total));
Deno.exit(total.failed === 0 ? 0 : 1);

function results(runtime: string): TestResult[] {
  try {
    return readJUnit(Deno.readTextFileSync(`${folder}/${runtime}.xml`));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}

function line({ passed, failed, skipped }: typeof total): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}
