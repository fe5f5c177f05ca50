/** From the fields of a query to the range of keys that holds the answer. */

import type { SortKeyRange } from "./driver.ts";
import { KEY_BYTES, type KeyFields, keyPrefix } from "./key.ts";
import type { Model } from "./model.ts";
import type { Pattern } from "./pattern.ts";

/** A query of one partition, or a scan of all keys that begin alike. */
export type QueryPlan =
  | { readonly kind: "query"; readonly pk: string; readonly range: SortKeyRange }
  | { readonly kind: "scan"; readonly pkPrefix: string; readonly skPrefix: string };

/**
 * Plans a query. Throws an `InvalidKeyError` for a value that no key can hold, and a `TypeError` for an unknown field, a gap in the
 * fields of the sort key, or a partition key that is not whole while `scan` is not allowed.
 */
export function planQuery(model: Model, name: string, fields: KeyFields, scan: boolean): QueryPlan {
  for (const field of Object.keys(fields)) {
    if (!model.keyFields.includes(field)) {
      throw new TypeError(
        `Cannot query "${name}": the field "${field}" is in no key. The keys have ${listed(model.keyFields)}`,
      );
    }
  }
  const pk = keyPrefix(model.pk, fields, KEY_BYTES.pk), sk = keyPrefix(model.sk, fields, KEY_BYTES.sk);
  const resolved = [...before(model.pk, pk.missing), ...before(model.sk, sk.missing)];
  const gap = Object.keys(fields).find((field) => !resolved.includes(field));
  if (gap !== undefined) {
    const [pattern, missing] = model.sk.fields.includes(gap)
      ? [model.sk, sk.missing]
      : [model.pk, pk.missing];
    throw new TypeError(
      `Cannot query "${name}" by "${gap}": in "${pattern.text}" it comes after "${missing}", which is not given`,
    );
  }
  if (pk.missing === undefined) {
    const range = sk.text === "" ? {} : { prefix: sk.text };
    return { kind: "query", pk: model.makePk(fields), range };
  }
  if (!scan) {
    throw new TypeError(
      `Cannot query "${name}" without "${pk.missing}": it is part of the partition key "${model.pk.text}". Give it, or pass ` +
        `{ scan: true } to look through every key that begins with ${
          JSON.stringify(pk.text)
        }: a range of keys in SQL and memory, ` +
        `but in DynamoDB a read of the whole table, which is paid by what is read`,
    );
  }
  return { kind: "scan", pkPrefix: pk.text, skPrefix: sk.text };
}

/** The fields of a pattern that come before one; all of them when there is none. */
function before({ fields }: Pattern, missing: string | undefined): readonly string[] {
  return missing === undefined ? fields : fields.slice(0, fields.indexOf(missing));
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? "no fields" : names.map((name) => `"${name}"`).join(", ");
}
