import { pad } from "./pad.ts";
import type { FormatSpec } from "./spec.ts";

/** Significant digits, and where the point is in them: 0.05 is ["5", -1]. */
type Decimal = [digits: string, point: number];

/** The shortest digits that read back as the same float, as in Python's `repr`. */
function shortest(value: number): Decimal {
  const [digits, exponent] = value.toExponential().split("e");
  return [digits!.replace(".", ""), +exponent! + 1];
}

/**
 * Rounds to so many digits, or places after the point. Half goes to even, and is half only if the float is exactly that;
 * `toFixed` and `toPrecision` round it up, and end at 100 digits.
 */
function rounded(value: number, count: number, fixed: boolean): Decimal {
  let places = 0;
  // Doubling is exact. It ends with value * 2**places, which has the digits of the first value divided by 5**places.
  for (; value % 1; places++) value *= 2;
  const exact = BigInt(value) * 5n ** BigInt(places);
  const { length } = String(exact);
  const dropped = fixed ? places - count : length - count;
  if (dropped <= 0) return [String(exact), length - places];
  const unit = 10n ** BigInt(dropped);
  const twice = exact % unit * 2n;
  const digits = exact / unit;
  const text = String(digits + (twice > unit || twice === unit && digits % 2n ? 1n : 0n));
  return [text, text.length + dropped - places];
}

/** Formats as Python does a `float`, infinities and NaN included. */
export function formatFloat(value: number, spec: FormatSpec): string {
  const { type, alternate, precision, sign, z } = spec;
  const percent = type === "%" ? type : "";
  if (percent) value *= 100;
  let negative = value < 0 || Object.is(value, -0);
  const size = Math.abs(value);
  let whole = "";
  let tail = size === Infinity ? "inf" : "nan";
  if (isFinite(size)) {
    const fixed = /[f%]/i.test(type);
    let scientific = /e/i.test(type);
    const repr = !type && precision === undefined;
    let count = precision ?? 6;
    if (scientific) count++;
    else if (!fixed) count ||= 1;
    let [digits, point] = repr ? shortest(size) : rounded(size, count, fixed);
    digits = digits.replace(/0+$/, "");
    if (!digits) {
      point = 1;
      if (z) negative = false;
    }
    let end = fixed ? point + count : scientific || alternate && !repr ? count : 0;
    scientific ||= !fixed && (point < -3 || point > (repr ? 16 : type ? count : count - 1));
    const exponent = scientific ? (point < 1 ? "e-" : "e+") + `${Math.abs(point - 1)}`.padStart(2, "0") : "";
    if (scientific) point = 1;
    // Without a type a float never looks like an int.
    else if (!type) end = Math.max(end, point + 1);
    digits = digits.padEnd(Math.max(end, point), "0");
    if (point < 1) {
      digits = "0".repeat(1 - point) + digits;
      point = 1;
    }
    whole = digits.slice(0, point);
    tail = (digits[point] || alternate ? "." : "") + digits.slice(point) + exponent;
  }
  tail += percent;
  return pad(
    spec,
    ">",
    negative ? "-" : sign.replace("-", ""),
    whole,
    /[EFG]/.test(type) ? tail.toUpperCase() : tail,
  );
}

/** The float that an unpadded text may be of, or NaN: only formatting again can tell. */
export function parseFloat(text: string, { type, grouping }: FormatSpec): number {
  const percent = type === "%";
  const number = +text.replaceAll(grouping, "").replace(percent ? type : "", "").replace(/inf/i, "Infinity");
  // The largest float is rounded to more than itself, and is infinite in percent.
  return Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, number / (percent ? 100 : 1)));
}
