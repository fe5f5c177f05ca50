/** Runs the conformance suite as tests. */

import { test } from "node:test";
import type { Backend } from "@dynawrap/dynawrap";
import { conformanceCases } from "@dynawrap/dynawrap/conformance";

let tables = 0;

/** A table name that no other test of this process has. */
export function newTable(): string {
  return `case_${++tables}`;
}

/** How a store is set up: its backend is made before the first case. */
export interface Setup {
  readonly store: string;
  backend(): Backend | Promise<Backend>;
  createTable(table: string): Promise<void>;
  /** Why none of it can be tested here. */
  readonly skip?: string | false;
  /** Cases that the server behind the store can't pass, with what it does wrong. */
  readonly skipCases?: { readonly [name: string]: string };
}

export function testConformance({ store, backend, createTable, skip, skipCases = {} }: Setup): void {
  for (const { name, run } of conformanceCases()) {
    test(`${store}: ${name}`, { skip: skip || skipCases[name] || false }, async () => {
      const table = newTable();
      await createTable(table);
      await run({ backend: await backend(), table });
    });
  }
}
