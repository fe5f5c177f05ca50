/** What an error of PostgreSQL, or of the way to it, means. */

import type { Failure } from "../../core/driver.ts";

/** The SQLSTATE of a server's error, wherever the client keeps it. */
export function sqlState(error: unknown): string | undefined {
  const { code, errno, fields } = error as { code?: unknown; errno?: unknown; fields?: { code?: unknown } };
  return [code, fields?.code, errno].find((one): one is string =>
    typeof one === "string" && /^[0-9A-Z]{5}$/.test(one)
  );
}

/** Connection exceptions, transaction rollback, lock not available, insufficient resources, operator intervention. */
const RETRYABLE_STATES = /^(08|40|53|57P|55P03)/;
/** The same as clients name it, for a connection that is lost or can't be made. */
const RETRYABLE_CODES =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EAI_AGAIN|CONNECT_TIMEOUT|CONNECTION_(CLOSED|ENDED|DESTROYED))$/;

export function explain(error: unknown): Failure {
  const state = sqlState(error);
  if (state === "42P01") {
    return { reason: "there is no such table; PostgresBackend.createTable makes it", retryable: false };
  }
  const { code, message = "", name = "" } = error as { code?: unknown; message?: string; name?: string };
  const isLost = RETRYABLE_CODES.test(String(code)) || name === "ConnectionError" ||
    /^Connection terminated/.test(message);
  return { retryable: isLost || (state !== undefined && RETRYABLE_STATES.test(state)) };
}
