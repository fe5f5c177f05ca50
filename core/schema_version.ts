/** The schema version: which patterns and fields an item was written with, as dynawrap for Python hashes them. */

import { md5 } from "./md5.ts";
import { compareText } from "./text.ts";

/**
 * Which of three hashes: the one that the Python library documents (patterns and sorted field names, `schema_version` among
 * them), or what its version 0.4.0 really computes for a pydantic model (an empty list of fields) and for a dataclass (none).
 */
export type SchemaHash = "documented" | "pydantic-0.4.0" | "dataclass-0.4.0";

/** The MD5, in hexadecimal, of what `json.dumps(..., sort_keys=True)` writes in Python. */
export function schemaVersion(pk: string, sk: string, fields: readonly string[], hash: SchemaHash): string {
  const names = hash === "documented" ? [...new Set([...fields, "schema_version"])].sort(compareText) : [];
  const list = hash === "dataclass-0.4.0" ? "" : `"fields": [${names.map(pythonJson).join(", ")}], `;
  return md5(`{${list}"pk_pattern": ${pythonJson(pk)}, "sk_pattern": ${pythonJson(sk)}}`);
}

/** JSON as Python's `json.dumps` writes a text: ASCII only. */
function pythonJson(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
