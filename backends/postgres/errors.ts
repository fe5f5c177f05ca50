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
/** The same as Node and clients name it, for a connection that is lost or can't be made. */
const RETRYABLE_CODES =
  /^(ECONN(REFUSED|RESET|ABORTED)|EPIPE|ETIMEDOUT|EAI_AGAIN|CONNECT_TIMEOUT|(ERR_POSTGRES_)?CONNECTION_(CLOSED|ENDED|DESTROYED|TIMEOUT))$/;
/** The same where a client gives no code: pg and its pool. */
const RETRYABLE_MESSAGES =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/;

const REASONS: { readonly [state: string]: string } = {
  "42P01": "there is no such table; PostgresBackend.createTable makes it",
  "54000":
    "the keys are too long: PostgreSQL's index holds about 2,700 bytes of them together, less than DynamoDB does",
};

export function explain(error: unknown): Failure {
  const state = sqlState(error);
  const { code, message = "", name = "" } = error as { code?: unknown; message?: string; name?: string };
  const isLost = RETRYABLE_CODES.test(String(code)) || name === "ConnectionError" ||
    RETRYABLE_MESSAGES.test(message);
  const reason = state === undefined ? undefined : REASONS[state];
  return { reason, retryable: isLost || (state !== undefined && RETRYABLE_STATES.test(state)) };
}
