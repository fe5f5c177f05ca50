/** The values that every store can hold, in the form in which drivers see them. */

/** A value as it crosses the waist between models and stores. A date is its ISO 8601 text there. */
export type StoredValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | Decimal
  | Uint8Array
  | ReadonlySet<string | number | bigint | Decimal | Uint8Array>
  | readonly StoredValue[]
  | StoredData;

/** The attributes of an item by name, its two keys left out. */
export interface StoredData {
  /** The value of an attribute. */
  readonly [name: string]: StoredValue;
}

/** Stands for the attributes of a stored item that a driver can't read: broken JSON, an attribute of an unknown type. */
export class Unreadable {
  /** What is wrong with it, for a message. */
  readonly reason: string;

  /** Takes the reason. */
  constructor(reason: string) {
    this.reason = reason;
  }
}

const PLAIN = /^-?\d+(?:\.\d+)?$/;
/** The most zeros that are written out for a whole number; beyond, it is a `Decimal`, which has an exponent. */
const MOST_ZEROS = 1000;
const NUMBER = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/;

/**
 * A decimal number of up to 38 significant digits, kept exactly. Reading a number that a JavaScript `number` or `bigint` can't
 * hold gives one of these; a schema's field can ask for it (`t.decimal()`).
 *
 * Zeros at either end carry no value and are dropped, as DynamoDB drops them: `30.40` is `30.4`.
 *
 * @example
 * ```ts
 * import { Decimal } from "@dynawrap/dynawrap";
 * import { equal } from "node:assert/strict";
 *
 * equal(String(new Decimal("30.40")), "30.4");
 * equal(String(new Decimal("1.00000000000000000000015")), "1.00000000000000000000015");
 * ```
 */
export class Decimal {
  /** The number, without exponent where it is short (as `String(number)` has it). */
  readonly text: string;

  /** Takes decimal text, with or without an exponent, or a number or bigint. Throws a `RangeError` for anything else. */
  constructor(value: string | number | bigint) {
    const text = canonicalNumber(String(value));
    if (text === undefined) {
      throw new RangeError(`Cannot make a decimal of ${JSON.stringify(String(value))}: it is no number`);
    }
    this.text = text;
  }

  /** The same as `text`. */
  toString(): string {
    return this.text;
  }

  /** The same as `text`: JSON has the exact number as a string, as Python's `json` with `default=str` has. */
  toJSON(): string {
    return this.text;
  }
}

/** The one spelling of a decimal number that `String(number)` would use if it had enough digits; `undefined` for no number. */
export function canonicalNumber(text: string): string | undefined {
  const parts = NUMBER.exec(text);
  if (!parts) return undefined;
  const [, sign, whole, fraction, exponent] = parts as unknown as [
    string,
    string,
    string,
    string,
    string | undefined,
  ];
  if (whole === "" && fraction === "") return undefined;
  let digits = (whole + fraction).replace(/^0+/, "");
  let point = digits.length - fraction.length + Number(exponent ?? 0);
  digits = digits.replace(/0+$/, "");
  if (digits === "") return "0";
  if (point > 21 || point < -5) {
    point--;
    const mantissa = digits.length > 1 ? `${digits[0]}.${digits.slice(1)}` : digits;
    digits = `${mantissa}e${point < 0 ? "" : "+"}${point}`;
  } else if (point <= 0) {
    digits = `0.${"0".repeat(-point)}${digits}`;
  } else if (digits.length <= point) {
    digits = digits.padEnd(point, "0");
  } else {
    digits = `${digits.slice(0, point)}.${digits.slice(point)}`;
  }
  return sign === "-" ? `-${digits}` : digits;
}

/**
 * The value of a number's text, never rounded: a `number` where that is exact, a `bigint` for whole numbers beyond
 * 2^53 - 1, else a `Decimal`. `undefined` when the text is no number.
 */
export function exactNumber(text: string): number | bigint | Decimal | undefined {
  if (text.length < 16 && PLAIN.test(text)) return Number(text) + 0; // + 0 makes 0 of -0
  const number = Number(text);
  if (String(number) === text && Math.abs(number) <= Number.MAX_SAFE_INTEGER) return number;
  const canonical = canonicalNumber(text);
  if (canonical === undefined) return undefined;
  const value = Number(canonical);
  const whole = wholeDigits(canonical);
  if (whole !== undefined) return Number.isSafeInteger(value) ? value : BigInt(whole);
  return String(value) === canonical ? value : new Decimal(canonical);
}

/** The number that a bigint or decimal is, where a JavaScript number has exactly that text. */
export function asNumber(value: bigint | Decimal): number | undefined {
  const canonical = canonicalNumber(String(value))!;
  const number = Number(canonical);
  return String(number) === canonical ? number : undefined;
}

function wholeDigits(canonical: string): string | undefined {
  const [mantissa, exponent] = canonical.split("e") as [string, string | undefined];
  if (exponent === undefined) return mantissa.includes(".") ? undefined : mantissa;
  const [whole, fraction = ""] = mantissa.split(".") as [string, string | undefined];
  const zeros = Number(exponent) - fraction.length;
  return zeros < 0 || zeros > MOST_ZEROS ? undefined : whole + fraction + "0".repeat(zeros);
}

/** Sets an own property whatever its name is: assigning to `__proto__` would change the prototype. */
export function setOwn(target: object, name: string, value: unknown): void {
  if (name === "__proto__") {
    Object.defineProperty(target, name, { value, writable: true, enumerable: true, configurable: true });
  } else {
    (target as Record<string, unknown>)[name] = value;
  }
}

/** Whether a value is an object made by `{}`, `JSON.parse` or `Object.create(null)`. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null || Object.getPrototypeOf(prototype) === null;
}
