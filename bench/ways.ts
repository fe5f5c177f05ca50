/** Several ways of doing the same, as one group of `deno bench`. */

import { inTurn, use } from "./story.ts";

/** Measures each way with the same values in turn. The first way is the baseline. */
export function benchWays<T>(
  group: string,
  values: readonly T[],
  ways: { readonly [name: string]: (value: T) => unknown },
): void {
  for (const [i, [name, way]] of Object.entries(ways).entries()) {
    const next = inTurn(values);
    Deno.bench({ name, group, baseline: i === 0, fn: () => use(way(next())) });
  }
}
