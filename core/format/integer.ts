import { formatFloat } from "./float.ts";
import { pad } from "./pad.ts";
import type { FormatSpec } from "./spec.ts";

const BASES: Record<string, number> = { b: 2, o: 8, x: 16, X: 16 };

/** Formats as Python does an `int`; throws a `RangeError` if it is no code point (`c`) or too large for a float. */
export function formatInteger(value: bigint | number, spec: FormatSpec): string {
  const { type, sign, alternate } = spec;
  const number = Number(value);
  if (type === "c") return pad(spec, ">", "", "", String.fromCodePoint(number));
  if (/[efg%]/i.test(type)) {
    if (!isFinite(number)) throw new RangeError("Cannot format an integer as a float: it is too large");
    // An int has no negative zero.
    return formatFloat(number + 0, spec);
  }
  const text = BigInt(value).toString(BASES[type]);
  const digits = text.replace("-", "");
  const head = (digits === text ? sign.replace("-", "") : "-") + (alternate && BASES[type] ? "0" + type : "");
  return pad(spec, ">", head, type === "X" ? digits.toUpperCase() : digits, "");
}

/** The integer that an unpadded text may be of, or NaN: only formatting again can tell. */
export function parseInteger(text: string, { type, grouping, alternate }: FormatSpec): number | bigint {
  // The last, as the sign that `=` leaves alone may be a fill here.
  if (type === "c") return [...text].pop()!.codePointAt(0)!;
  const digits = text.replaceAll(grouping, "").replace(/^[-+ ]/, "");
  try {
    const size = BigInt((BASES[type] && !alternate ? "0" + type : "") + digits);
    const value = text[0] === "-" ? -size : size;
    return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  } catch {
    return NaN;
  }
}
