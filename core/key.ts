/** Keys from values: whole ones, checked so that they read back as the same values, and beginnings for queries. */

import { InvalidKeyError } from "./errors.ts";
import type { KeyValue } from "./format/format.ts";
import { type Pattern, plainText, type Slot } from "./pattern.ts";
import { splitKey } from "./read_key.ts";
import { exceedsBytes, quote } from "./text.ts";

/** Values by field. Fields that a pattern does not name are ignored. */
export type KeyFields = Readonly<Record<string, unknown>>;

/** The most bytes of UTF-8 that DynamoDB takes as a partition key and as a sort key; held on every store. */
export const KEY_BYTES = { pk: 2048, sk: 1024 } as const;

/**
 * Makes the function that formats whole keys of a pattern. It throws an `InvalidKeyError` for a value that is missing, empty or of
 * a kind that no key can hold, and for one with which the key would read back as other values.
 *
 * The function is specialised by the number of fields, for texts that need no more than a look; `whole` does the rest. That halves the
 * time of a key (`bench/keys_bench.ts`).
 */
export function keyBuilder(pattern: Pattern, limit: number): (values: KeyFields) => string {
  const { start, slots } = pattern;
  const [a, b, c] = slots as [Slot, Slot, Slot];
  const literal = start + slots.map(({ next }) => next).join("");
  if (exceedsBytes(literal, limit)) {
    throw new RangeError(
      `Cannot make keys of ${quote(pattern.text)}: its text alone has more than ${limit} bytes of UTF-8`,
    );
  }
  const slow = (values: KeyFields): string => whole(pattern, values, limit);
  const isSound = (key: string): boolean =>
    key.length * 3 <= limit && key.isWellFormed() && !key.includes("\0");
  if (!pattern.simple || slots.length > 3) return slow;
  if (slots.length === 0) return () => start;
  if (slots.length === 1) {
    return (v) => {
      const x = v[a.field];
      const key = isText(x) ? start + x + a.next : "";
      return key !== "" && isSound(key) ? key : slow(v);
    };
  }
  if (slots.length === 2) {
    return (v) => {
      const x = v[a.field], y = v[b.field];
      const key = isText(x) && isText(y) && !endsEarly(a, x) ? start + x + a.next + y + b.next : "";
      return key !== "" && isSound(key) ? key : slow(v);
    };
  }
  return (v) => {
    const x = v[a.field], y = v[b.field], z = v[c.field];
    const isClear = isText(x) && isText(y) && isText(z) && !endsEarly(a, x) && !endsEarly(b, y);
    const key = isClear ? start + x + a.next + y + b.next + z + c.next : "";
    return key !== "" && isSound(key) ? key : slow(v);
  };
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function whole(pattern: Pattern, values: KeyFields, limit: number): string {
  const { start, slots } = pattern;
  const isLast = (i: number): boolean => i === slots.length - 1;
  const pieces = slots.map((slot, i) => (isLast(i) ? last : inner)(pattern, slot, values));
  const key = start + slots.map((slot, i) => pieces[i]! + slot.next).join("");
  const open = slots.findIndex((slot, i) => slot.next === "" && !isLast(i));
  if (open >= 0) {
    const read = splitKey(pattern, key);
    const other = read ? pieces.findIndex((piece, i) => read[i] !== piece) : open;
    if (other >= 0) throw forged(pattern, slots[other]!, pieces[other]!);
  }
  return sound(pattern, key, values, limit);
}

/** The text of a field that other fields follow. */
function inner(pattern: Pattern, slot: Slot, values: KeyFields): string {
  const text = last(pattern, slot, values);
  if (endsEarly(slot, text)) throw forged(pattern, slot, text);
  return text;
}

/** The text of a field. */
function last(pattern: Pattern, slot: Slot, values: KeyFields): string {
  const value = values[slot.field];
  const text = slot.format === undefined && typeof value === "string"
    ? value
    : textOf(pattern, slot, values, value);
  if (text === "") throw refused(pattern, slot.field, "it is empty");
  return text;
}

/** Whether the text that follows the field would be found before its end when the key is read back. */
function endsEarly({ next, heads, format }: Slot, text: string): boolean {
  if (next === "") return false;
  if (!format) {
    if (text.indexOf(next, 1) >= 0) return true;
    for (let i = 0; i < heads.length; i++) {
      if (text.length > heads[i]!.length && text.endsWith(heads[i]!)) return true;
    }
    return false;
  }
  const whole = text + next;
  let end = whole.indexOf(next, format.minLength);
  while (end < text.length && !format.fits(text.slice(0, end))) end = whole.indexOf(next, end + 1);
  return end < text.length;
}

function textOf(pattern: Pattern, slot: Slot, values: KeyFields, value: unknown): string {
  const { field, format } = slot;
  if (!Object.hasOwn(values, field)) throw refused(pattern, field, "it is missing");
  if (value === undefined || value === null) throw refused(pattern, field, `it is ${value}`);
  const text = plainText(value);
  if (text !== undefined && !format) return text;
  if (text === undefined && !(format && typeof value === "boolean") && typeof value !== "number") {
    const kind = value instanceof Date
      ? "an invalid Date"
      : typeof value === "object"
      ? "an object"
      : `a ${typeof value}`;
    throw refused(pattern, field, `${kind} can't be part of a key`);
  }
  if (!format) {
    throw refused(
      pattern,
      field,
      `${value} is no whole number within 2^53: give it a format, such as {${field}:.2f}`,
    );
  }
  let formatted: string;
  try {
    formatted = format.format(value as KeyValue);
  } catch (error) {
    throw refused(pattern, field, (error as Error).message);
  }
  // A text that ends as it is filled up would share its key with a shorter one; one that is cut ({x:.2}) is meant to.
  if (typeof value === "string" && formatted.length >= value.length && format.read(formatted) !== value) {
    throw refused(
      pattern,
      field,
      `with its format, the value ${quote(value)} would read back as another one`,
    );
  }
  return formatted;
}

/** The key, when every store can hold it. */
function sound(pattern: Pattern, key: string, values: KeyFields, limit: number): string {
  if (key.isWellFormed() && !key.includes("\0") && !exceedsBytes(key, limit)) return key;
  const texts = pattern.slots.filter(({ field }) => Object.hasOwn(values, field))
    .map((slot) => ({ field: slot.field, text: last(pattern, slot, values) }));
  const bad = texts.find(({ text }) => !text.isWellFormed() || text.includes("\0"));
  if (bad) {
    throw refused(
      pattern,
      bad.field,
      "it holds U+0000 or half of a surrogate pair, which not every store can hold",
    );
  }
  const longest = texts.sort((a, b) => b.text.length - a.text.length)[0];
  throw refused(pattern, longest?.field ?? "", `with it the key has more than ${limit} bytes of UTF-8`);
}

function refused(pattern: Pattern, field: string, why: string): InvalidKeyError {
  return new InvalidKeyError(`Cannot make a key of "${pattern.text}": the field "${field}": ${why}`, {
    field,
    pattern: pattern.text,
  });
}

function forged(pattern: Pattern, slot: Slot, text: string): InvalidKeyError {
  return refused(
    pattern,
    slot.field,
    `with the value ${quote(text)} the key would read back as other values` +
      (slot.next === "" ? "" : `, because ${quote(slot.next)} ends the field`),
  );
}

/** How far the given fields resolve a pattern. */
export interface Prefix {
  /** The text up to the first field that is not given. */
  readonly text: string;
  /** The first field that is not given; `undefined` when the pattern is resolved whole. */
  readonly missing: string | undefined;
}

/**
 * Resolves a pattern up to the first field that `values` does not have. A field that is there with `undefined` is refused, and
 * so is every value that a whole key would refuse.
 */
export function keyPrefix(pattern: Pattern, values: KeyFields, limit = Infinity): Prefix {
  let text = pattern.start;
  for (const [i, slot] of pattern.slots.entries()) {
    if (!Object.hasOwn(values, slot.field)) {
      return { text: sound(pattern, text, values, limit), missing: slot.field };
    }
    const isLast = i === pattern.slots.length - 1;
    text += (isLast ? last : inner)(pattern, slot, values) + slot.next;
  }
  return { text: sound(pattern, text, values, limit), missing: undefined };
}
