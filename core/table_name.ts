/** Names of tables: they go into requests and SQL text, so only what every store can have is let through. */

/**
 * Throws a `TypeError` for a name that is none: it has letters, digits, `_`, `-` and `.`, as DynamoDB's names have, and is as long
 * as the store allows.
 */
export function checkTableName(
  table: unknown,
  store: string,
  least = 1,
  most = 255,
): asserts table is string {
  if (
    typeof table === "string" && /^[A-Za-z0-9_.-]+$/.test(table) && table.length >= least &&
    table.length <= most
  ) return;
  const given = typeof table === "string" ? JSON.stringify(table) : typeof table;
  throw new TypeError(
    `Cannot use ${given} as the name of a table of ${store}: a name has ${least} to ${most} letters, digits, "_", "-" or "."`,
  );
}
