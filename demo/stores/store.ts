import type { Backend, ItemKey } from "@dynawrap/dynawrap";

/** A row as code without this library would have it. */
export interface Row extends ItemKey {
  readonly data: Readonly<Record<string, unknown>>;
}

/** A store with its client, opened by the demo and closed by it. */
export interface Store {
  /** Its name in the report. */
  readonly title: string;
  /** Where the data is, or what serves it. */
  readonly where: string;
  readonly backend: Backend;
  /** Makes a table if it is not there. */
  createTable(table: string): Promise<void>;
  /** What the client itself reads under a key. */
  readRaw(table: string, key: ItemKey): Promise<unknown>;
  /** Writes rows as code without this library would do it with the same client. */
  writeByHand(table: string, rows: readonly Row[]): Promise<void>;
  /** Closes the client, and removes what was made for this run only. */
  close(): Promise<void>;
}

/** What the command line says of where a store is. */
export interface Place {
  /** The file of SQLite; by default one that is removed at the end. */
  readonly file?: string;
  /** A PostgreSQL server, in place of PGlite. */
  readonly url?: string;
  /** A DynamoDB endpoint, in place of dynalite. */
  readonly endpoint?: string;
}
