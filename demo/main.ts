/**
 * Loads the cities of the world into a single table, and asks it questions: `deno task demo --help`.
 *
 * The models are in `models.ts`, the questions in `questions.ts`; both are the same for each store in `stores/`.
 */

import process from "node:process";
import { type Options, readArguments, usage, UsageError } from "./arguments.ts";
import { readWorld } from "./cities.ts";
import { progressBars } from "./progress.ts";
import { printAnswers, printVerdict, printWorld, storeReport } from "./report.ts";
import { differences, type Outcome, runStore } from "./run.ts";

async function main({ stores, limit, ...options }: Options): Promise<number> {
  const world = readWorld(limit);
  printWorld(world);
  const watcher = storeReport(await progressBars());
  const outcomes: Outcome[] = [];
  for (const store of stores) outcomes.push(await runStore(store, world, { ...options, watcher }));
  printAnswers(outcomes);
  if (outcomes.length === 1) return 0;
  const found = differences(outcomes);
  const { file, url, endpoint } = options;
  printVerdict(outcomes.length, found, (file ?? url ?? endpoint) !== undefined);
  return found.length === 0 ? 0 : 1;
}

try {
  const options = readArguments(process.argv.slice(2));
  if (options === "help") console.log(usage);
  else process.exitCode = await main(options);
} catch (error) {
  const isUsage = error instanceof UsageError;
  console.error(isUsage ? `${error.message}\n\n${usage}` : (error as Error).message);
  process.exitCode = isUsage ? 2 : 1;
}
