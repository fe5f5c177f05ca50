/** What the errors of DynamoDB, of the AWS SDK and of the network mean. */

import type { Failure } from "../../core/driver.ts";

/** Nothing was done because the table takes no more just now. */
const THROTTLING: readonly string[] = [
  "ProvisionedThroughputExceededException",
  "ThrottlingException",
  "RequestLimitExceeded",
];

/** Errors that another attempt may not meet. The SDK has made several by then. */
const PASSING: readonly string[] = [
  ...THROTTLING,
  "InternalServerError",
  "ServiceUnavailable",
  "ServiceUnavailableException",
  "LimitExceededException",
  "ResourceInUseException",
  "TransactionConflictException",
  "RequestTimeout",
  "RequestTimeoutException",
  "TimeoutError",
  "UnprocessedKeysError",
];

/** Codes of Node, Deno and Bun for a connection that failed. A host without an address (ENOTFOUND) is a wrong endpoint. */
const CONNECTION =
  /^(ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN|UND_ERR|Connection|FailedToOpenSocket)/;

const NO_TABLE =
  "the table does not exist in this region and account; DynamoDBBackend.createTable(client, table) makes it";
const NO_CREDENTIALS = "the client has no credentials";

/** After some attempts, DynamoDB has still not read all keys of a batch. */
export class UnprocessedKeysError extends Error {
  override readonly name = "UnprocessedKeysError";
}

interface ClientError {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly code?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

export function isThrottling(error: unknown): boolean {
  return THROTTLING.includes(nameOf(error));
}

/** Explains an error for the caller, and says whether the same request may succeed later. */
export function explainError(error: unknown): Failure {
  const name = nameOf(error);
  const { message, code, $metadata } = (error ?? {}) as ClientError;
  const text = (typeof message === "string" ? message : String(error)).trim().replace(/\.$/, "");
  if (name === "ResourceNotFoundException") return { reason: NO_TABLE, retryable: false };
  if (name === "CredentialsProviderError") return { reason: `${NO_CREDENTIALS} (${text})`, retryable: false };
  if (CONNECTION.test(String(code ?? ""))) {
    return { reason: `the connection failed (${text || String(code)})`, retryable: true };
  }
  const retryable = PASSING.includes(name) || ($metadata?.httpStatusCode ?? 0) >= 500;
  return { reason: text || name || "unknown error", retryable };
}

/** The name of the exception. Without the namespace that DynamoDB's JSON has before it: `com.amazonaws.dynamodb.v20120810#`. */
export function nameOf(error: unknown): string {
  const name = (error as ClientError | undefined)?.name;
  return typeof name === "string" ? name.replace(/^.*#/, "") : "";
}
