/** Keys from values: whole ones, checked so that they read back as the same values, and beginnings for queries. */

import { InvalidKeyError } from "./errors.ts";
import type { KeyValue } from "./format/format.ts";
import { type Pattern, type Slot, splitKey } from "./pattern.ts";
import { exceedsBytes, quote } from "./text.ts";

/** Values by field. Fields that a pattern does not name are ignored. */
export type KeyFields = Readonly<Record<string, unknown>>;

/** The most bytes of UTF-8 that DynamoDB takes as a partition key and as a sort key; held on every store. */
export const KEY_BYTES = { pk: 2048, sk: 1024 } as const;

/**
 * Makes the function that formats whole keys of a pattern. It throws an `InvalidKeyError` for a value that is missing, empty or of
 * a kind that no key can hold, and for one with which the key would read back as other values.
 *
 * The function is specialised by the number of fields, which halves the time of a key (`bench/keys_bench.ts`).
 */
export function keyBuilder(pattern: Pattern, limit: number): (values: KeyFields) => string {
  const { start, slots } = pattern;
  const [a, b, c] = slots as [Slot, Slot, Slot];
  if (!pattern.simple || slots.length > 3) return (values) => whole(pattern, values, limit);
  if (slots.length === 0) return () => start;
  if (slots.length === 1) return (v) => sound(pattern, start + last(pattern, a, v) + a.next, v, limit);
  if (slots.length === 2) {
    return (v) =>
      sound(pattern, start + inner(pattern, a, v) + a.next + last(pattern, b, v) + b.next, v, limit);
  }
  return (v) =>
    sound(
      pattern,
      start + inner(pattern, a, v) + a.next + inner(pattern, b, v) + b.next + last(pattern, c, v) + c.next,
      v,
      limit,
    );
}

function whole(pattern: Pattern, values: KeyFields, limit: number): string {
  const { start, slots } = pattern;
  const pieces = slots.map((slot) => last(pattern, slot, values));
  const key = start + slots.map((slot, i) => pieces[i]! + slot.next).join("");
  const open = slots.findIndex((slot, i) =>
    i < slots.length - 1 && (slot.next === "" || endsEarly(slot, pieces[i]!))
  );
  if (open >= 0) {
    const read = splitKey(pattern, key);
    const other = pieces.findIndex((piece, i) => read?.[i] !== piece);
    if (other >= 0) throw forged(pattern, slots[Math.min(open, other)]!, pieces[Math.min(open, other)]!);
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
function endsEarly(slot: Slot, text: string): boolean {
  return slot.next !== "" &&
    (text.indexOf(slot.next, 1) >= 0 || slot.heads.some((h) => text.length > h.length && text.endsWith(h)));
}

function textOf(pattern: Pattern, slot: Slot, values: KeyFields, value: unknown): string {
  const { field, format } = slot;
  if (value === undefined || value === null || typeof value === "function") {
    throw refused(
      pattern,
      field,
      Object.hasOwn(values, field) ? `it is ${value === null ? "null" : typeof value}` : "it is missing",
    );
  }
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
  try {
    return format.format(value as KeyValue);
  } catch (error) {
    throw refused(pattern, field, (error as Error).message);
  }
}

/** The text of a value where a pattern has no format: strings and whole numbers, and a Date as it is stored. */
function plainText(value: unknown): string | undefined {
  if (typeof value === "string" || typeof value === "bigint") return String(value);
  if (typeof value === "number") return Number.isSafeInteger(value) ? String(value) : undefined;
  return value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString() : undefined;
}

function sound(pattern: Pattern, key: string, values: KeyFields, limit: number): string {
  if (key.isWellFormed() && !key.includes("\0") && !exceedsBytes(key, limit)) return key;
  const bad = pattern.slots.find((slot) =>
    /[\0]/.test(last(pattern, slot, values)) || !last(pattern, slot, values).isWellFormed()
  );
  const field = bad?.field ?? pattern.fields[0] ?? "";
  throw bad
    ? refused(pattern, field, "it holds U+0000 or half of a surrogate pair, which not every store can hold")
    : refused(pattern, field, `the key has more than ${limit} bytes of UTF-8`);
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

/** Resolves a pattern up to the first field that `values` does not have. A field that is there with `undefined` is refused. */
export function keyPrefix(pattern: Pattern, values: KeyFields): Prefix {
  let text = pattern.start;
  for (const [i, slot] of pattern.slots.entries()) {
    if (!Object.hasOwn(values, slot.field)) return { text, missing: slot.field };
    const isLast = i === pattern.slots.length - 1;
    text += (isLast ? last : inner)(pattern, slot, values) + slot.next;
  }
  return { text, missing: undefined };
}

/**
 * The key that an item's own stored attributes make, without a check of what they hold: it is compared with the key under
 * which the item is stored. `undefined` when they make none.
 */
export function storedKey(pattern: Pattern, data: KeyFields): string | undefined {
  let key = pattern.start;
  for (const slot of pattern.slots) {
    const text = storedText(slot, Object.hasOwn(data, slot.field) ? data[slot.field] : undefined);
    if (text === undefined) return undefined;
    key += text + slot.next;
  }
  return key;
}

function storedText(slot: Slot, value: unknown): string | undefined {
  if (!slot.format) return typeof value === "string" ? value : plainText(value);
  const date = typeof value === "string" && slot.spec.includes("%") ? new Date(value) : undefined;
  try {
    return slot.format.format((date && !Number.isNaN(date.getTime()) ? date : value) as KeyValue);
  } catch {
    return undefined; // a value of another kind: the item is none of this model
  }
}
