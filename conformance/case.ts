import type { Backend } from "../core/backend.ts";

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
