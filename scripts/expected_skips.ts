/** A test that a runtime can't run, as far as is known; any other that is skipped in CI has failed there. */
export interface ExpectedSkip {
  readonly runtimes: readonly string[];
  /** Matches the names of the suites and the test, joined by ` > `. */
  readonly test: RegExp;
  readonly reason: string;
}

export const expectedSkips: readonly ExpectedSkip[] = [
  {
    runtimes: ["deno", "node", "bun"],
    test: /dynalite .*__proto__/,
    reason: "dynalite drops an attribute of this name",
  },
  {
    runtimes: ["node", "bun"],
    test: /better-sqlite3/,
    reason: "its compiled part has to be downloaded or built, and Bun does not load it",
  },
];
