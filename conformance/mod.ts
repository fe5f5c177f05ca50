/**
 * The suite that defines what a store is: `@dynawrap/dynawrap/conformance`. Every store of this library passes it; run it to prove
 * a driver of your own.
 *
 * @example
 * ```ts
 * import { conformanceCases } from "@dynawrap/dynawrap/conformance";
 * import { MemoryBackend } from "@dynawrap/dynawrap/memory";
 *
 * const backend = new MemoryBackend();
 * for (const { name, run } of conformanceCases()) {
 *   const table = name.replaceAll(/[^a-z]+/gi, "_").slice(0, 50); // a new, empty table for each case
 *   await run({ backend, table });
 * }
 * ```
 *
 * @module
 */

import type { ConformanceCase } from "./case.ts";
import { batchCases } from "./cases/batches.ts";
import { keyCases } from "./cases/keys.ts";
import { pageCases } from "./cases/pages.ts";
import { queryCases } from "./cases/queries.ts";
import { sharedTableCases } from "./cases/shared_table.ts";
import { storedFormCases } from "./cases/stored_forms.ts";
import { valueCases } from "./cases/values.ts";
import { verbCases } from "./cases/verbs.ts";

export type { ConformanceCase, ConformanceContext } from "./case.ts";

/** Every case, in order. Each needs a table of its own, and none depends on another. */
export function conformanceCases(): readonly ConformanceCase[] {
  return [
    ...verbCases,
    ...keyCases,
    ...queryCases,
    ...pageCases,
    ...sharedTableCases,
    ...valueCases,
    ...storedFormCases,
    ...batchCases,
  ];
}
