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

import type { Backend } from "../core/backend.ts";
import { batchCases } from "./cases/batches.ts";
import { keyCases } from "./cases/keys.ts";
import { pageCases } from "./cases/pages.ts";
import { queryCases } from "./cases/queries.ts";
import { sharedTableCases } from "./cases/shared_table.ts";
import { storedFormCases } from "./cases/stored_forms.ts";
import { valueCases } from "./cases/values.ts";
import { verbCases } from "./cases/verbs.ts";

/** What a case runs on. */
export interface ConformanceContext {
  /** The store. */
  readonly backend: Backend;
  /** The name of a table that is there and empty, and that no other case uses. */
  readonly table: string;
}

/** One behaviour that every store has. */
export interface ConformanceCase {
  /** The behaviour, as a sentence. */
  readonly name: string;
  /** Throws an error when the store behaves otherwise. */
  readonly run: (context: ConformanceContext) => Promise<void>;
}

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
