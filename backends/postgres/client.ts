/** The clients of PostgreSQL by their shape: each runs a text with parameters and gives rows as objects. */

/** `pg` (Client, Pool), PGlite. */
export interface QueryClient {
  /** Runs a text with parameters. */
  // deno-lint-ignore no-explicit-any -- each library has its own type for parameters
  query(text: string, parameters?: any[]): Promise<{ rows: any[] }>;
}

/** `postgres` (postgres.js), `Bun.sql`. */
export interface UnsafeClient {
  /** Runs a text with parameters. */
  // deno-lint-ignore no-explicit-any -- each library has its own types for parameters, options and rows
  unsafe(text: string, parameters?: any[], options?: any): PromiseLike<any>;
}

/** `@db/postgres`. */
export interface QueryObjectClient {
  /** Runs a text with parameters. */
  // deno-lint-ignore no-explicit-any -- rows of any columns
  queryObject(query: { text: string; args: any[] }): Promise<{ rows: any[] }>;
}

/** A client that `PostgresBackend` takes. */
export type PostgresClient = QueryClient | UnsafeClient | QueryObjectClient;

/** Runs a statement and gives its rows. */
export type Runner = (
  text: string,
  parameters: readonly (string | number | null)[],
) => Promise<readonly object[]>;

/** How a client runs a statement. Throws a `TypeError` for what is no client. */
export function runnerOf(client: PostgresClient): Runner {
  if (has(client, "unsafe")) {
    // postgres.js prepares the statement only when it is told to.
    return async (text, parameters) => await client.unsafe(text, [...parameters], { prepare: true });
  }
  if (has(client, "queryObject")) {
    return async (text, parameters) => (await client.queryObject({ text, args: [...parameters] })).rows;
  }
  if (has(client, "query")) {
    return async (text, parameters) => (await client.query(text, [...parameters])).rows;
  }
  throw new TypeError(
    `Cannot use ${
      client === null ? "null" : `this ${typeof client}`
    } as a client of PostgreSQL: it has none of the methods query (pg, ` +
      `PGlite), unsafe (postgres.js, Bun.sql) and queryObject (@db/postgres)`,
  );
}

function has<K extends string>(
  client: PostgresClient,
  method: K,
): client is Extract<PostgresClient, Record<K, unknown>> {
  const isObject = (typeof client === "object" && client !== null) || typeof client === "function";
  return isObject && typeof (client as unknown as Record<string, unknown>)[method] === "function";
}
