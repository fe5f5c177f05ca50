/** Keys read back: into the text of each field, into values, and as the key of what is stored under it. */

import type { ItemKey } from "./item_key.ts";
import type { KeyValue } from "./format/format.ts";
import { type Pattern, plainText, type Slot } from "./pattern.ts";
import { setOwn } from "./value.ts";

/**
 * Reads a key back into the text of each field, in the order of `slots`: each field as short as possible from the left, none
 * empty, the whole text used. `undefined` when the key is not of this pattern. Upper and lower case differ.
 */
export function splitKey(pattern: Pattern, key: string): string[] | undefined {
  const { slots } = pattern;
  if (!key.startsWith(pattern.start)) return undefined;
  if (slots.length === 0) return key === pattern.start ? [] : undefined;
  const pieces: string[] = [];
  const dead = new Set<number>(); // places from which a field and its rest were tried in vain
  const from = (index: number, start: number): boolean => {
    const slot = slots[index]!;
    const shortest = start + (slot.format?.minLength ?? 1);
    const isLast = index === slots.length - 1;
    const id = start * slots.length + index;
    if (dead.has(id)) return false;
    let end = isLast ? key.length - slot.next.length : endOf(key, slot.next, shortest);
    while (end >= shortest && (!isLast || key.endsWith(slot.next))) {
      const piece = key.slice(start, end);
      if (!slot.format || slot.format.fits(piece)) {
        pieces[index] = piece;
        if (isLast || from(index + 1, end + slot.next.length)) return true;
      }
      if (isLast) break;
      end = endOf(key, slot.next, end + 1);
    }
    dead.add(id);
    return false;
  };
  return from(0, pattern.start.length) ? pieces : undefined;
}

/** The first place, not before `from`, where a field may end that `next` and another field follow; -1 when there is none. */
function endOf(key: string, next: string, from: number): number {
  if (next !== "") return key.indexOf(next, from);
  const end = /[\udc00-\udfff]/.test(key.charAt(from)) ? from + 1 : from; // not between the halves of a surrogate pair
  return end < key.length ? end : -1;
}

/**
 * Matches the two halves of a key back to the values of their fields; `undefined` when they are not of these patterns, or when
 * a field that stands in several places would have other values there. A format that does not keep the whole value (`{at:%Y}`)
 * gives its text.
 */
export function matchKey(pk: Pattern, sk: Pattern, key: ItemKey): Record<string, KeyValue> | undefined {
  const partition = splitKey(pk, key.PK), sort = splitKey(sk, key.SK);
  if (!partition || !sort) return undefined;
  const pieces = [...partition, ...sort];
  const places = [...pk.slots, ...sk.slots].map((slot, i) => ({ slot, piece: pieces[i]! }));
  const values: Record<string, KeyValue> = {};
  for (const field of new Set([...pk.fields, ...sk.fields])) {
    const same = places.filter(({ slot }) => slot.field === field);
    const value = same.length === 1 ? readSlot(same[0]!) ?? same[0]!.piece : agreed(same);
    if (value === undefined) return undefined;
    setOwn(values, field, value);
  }
  return values;
}

interface Place {
  readonly slot: Slot;
  readonly piece: string;
}

function readSlot({ slot, piece }: Place): KeyValue | undefined {
  return slot.format ? slot.format.read(piece) : piece;
}

/** The value that has all these texts, or the first text when no place tells its whole value; `undefined` when there is none. */
function agreed(places: readonly Place[]): KeyValue | undefined {
  const read = places.map(readSlot);
  const value = read.find((one) =>
    one !== undefined &&
    places.every(({ slot, piece }) => find(storedTexts(slot, one), (text) => text === piece) !== undefined)
  );
  if (value !== undefined || read.some((one) => one !== undefined)) return value;
  const [first, ...rest] = places as [Place, ...Place[]];
  const differs = rest.some(({ slot, piece }) => slot.spec === first.slot.spec && piece !== first.piece);
  return differs ? undefined : first.piece;
}

/** Whether the attributes of a stored item make the key under which it is stored, as this library or Python formats it. */
export function makesKey(
  pattern: Pattern,
  data: { readonly [field: string]: unknown },
  key: string,
): boolean {
  if (!key.startsWith(pattern.start)) return false;
  let end = pattern.start.length;
  for (const slot of pattern.slots) {
    const text = textAt(key, end, slot, data);
    if (text === undefined) return false;
    end += text.length + slot.next.length;
  }
  return end === key.length;
}

/** The text of a field that stands, with what follows the field, at a place of a key. */
function textAt(
  key: string,
  at: number,
  slot: Slot,
  data: { readonly [field: string]: unknown },
): string | undefined {
  const value = data[slot.field];
  if (typeof value === "string" && !slot.format && isNext(key, value, slot, at)) return value; // nearly always
  const own = Object.hasOwn(data, slot.field) ? value : undefined;
  return find(storedTexts(slot, own), (text) => isNext(key, text, slot, at));
}

/** Whether a field's text, and what follows the field, stand at a place of a key. */
function isNext(key: string, text: string, { next }: Slot, at: number): boolean {
  return key.startsWith(text, at) && key.startsWith(next, at + text.length);
}

function find(texts: Iterable<string>, test: (text: string) => boolean): string | undefined {
  for (const text of texts) if (test(text)) return text;
  return undefined;
}

/** The texts that a value may have in a key, given the form in which stores have it. */
function* storedTexts({ format }: Slot, value: unknown): Iterable<string> {
  if (!format) {
    const text = typeof value === "boolean" ? value ? "True" : "False" : plainText(value);
    if (text !== undefined) yield text;
    return;
  }
  const date = typeof value === "string" ? wallClock(value) : undefined;
  for (const one of date ? [date, value] : [value]) {
    try {
      yield format.format(one as KeyValue);
    } catch {
      // a value of another kind
    }
  }
}

const ISO_DATE = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(?:Z|[+-]\d\d:?\d\d)?)?$/;

/** The date of an ISO 8601 text as its clock shows it, in UTC: what Python formats, wherever the clock stands. */
function wallClock(text: string): Date | undefined {
  const [, day, time = "00:00"] = ISO_DATE.exec(text) ?? [];
  const date = new Date(`${day}T${time}Z`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
