/** Clients of `pg` for tests. */

import pg from "pg";

/**
 * A pool whose clients may be told that the server ends. `end()` resolves before their sockets are closed, so that a server that is
 * stopped next still tells them, and an error without a listener ends the process.
 */
export function openPool(options: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool(options);
  pool.on("connect", (client) => client.on("error", ignore));
  pool.on("error", ignore);
  return pool;
}

/** The same for one client. */
export async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client(url);
  client.on("error", ignore);
  await client.connect();
  return client;
}

function ignore(): void {}
