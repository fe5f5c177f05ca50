/** The values of `compat/vectors.json` in JavaScript. */

import { Buffer } from "node:buffer";
import { Decimal } from "@dynawrap/dynawrap";

/** A value of Python, as `compat/make_vectors.py` encodes it. */
export interface Typed {
  readonly type: string;
  // deno-lint-ignore no-explicit-any -- its form follows from `type`
  readonly value?: any;
}

/** The value; throws for a type that JavaScript has no word for. */
export function valueOf({ type, value }: Typed): unknown {
  switch (type) {
    case "none":
      return null;
    case "bool":
    case "str":
      return value;
    case "int":
      return Number(value);
    case "bigint":
      return BigInt(value);
    case "float":
      return Number(value.replace("inf", "Infinity"));
    case "decimal":
      return new Decimal(value);
    case "bytes":
    case "bytearray":
    case "Binary":
      return new Uint8Array(Buffer.from(value, "base64"));
    case "list":
    case "tuple":
      return value.map(valueOf);
    case "set":
    case "frozenset":
      return new Set(value.map(valueOf));
    case "map":
    case "model":
      return Object.fromEntries(value.map(([name, inner]: [string, Typed]) => [name, valueOf(inner)]));
    default:
      throw new TypeError(`JavaScript has no ${type}`);
  }
}
