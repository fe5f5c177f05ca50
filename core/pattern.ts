/**
 * Key patterns: Python's `str.format` for named fields, parsed once, then formatted, read as far as fields are given, and
 * matched back. The syntax is that of "Format String Syntax" in the Python library reference.
 */

import { compileFormat, type Formatter, type KeyValue } from "./format/format.ts";
import type { ItemKey } from "./errors.ts";
import { quote } from "./text.ts";
import { setOwn } from "./value.ts";

/** A field of a pattern, with what follows it. */
export interface Slot {
  readonly field: string;
  /** What the pattern says of the field behind its name: `:08d`, `!s`, or nothing. */
  readonly spec: string;
  /** How a value becomes text; `undefined` where the pattern says nothing, and strings and whole numbers are as they are. */
  readonly format: Formatter | undefined;
  /** The text between this field and the next one, or the end. */
  readonly next: string;
  /** Every proper beginning of `next` that makes `next` again when `next` follows it: `#A` for `#A#`. */
  readonly heads: readonly string[];
}

/** A parsed key pattern. */
export interface Pattern {
  readonly text: string;
  /** The text before the first field. */
  readonly start: string;
  readonly slots: readonly Slot[];
  /** The fields, each once, in the order of their first use. */
  readonly fields: readonly string[];
  /** Whether every field is plain and has text behind it, so that its end is the first place where that text stands. */
  readonly simple: boolean;
}

/** Parses a key pattern. Throws a `SyntaxError` that names the column for what is no pattern, or one that no key can have. */
export function parsePattern(text: string): Pattern {
  const literals = [""];
  const named: Omit<Slot, "next" | "heads">[] = [];
  let at = 0;
  while (at < text.length) {
    const char = text[at]!;
    if ((char === "{" || char === "}") && text[at + 1] === char) {
      literals[named.length] += char;
      at += 2;
    } else if (char === "{") {
      const end = text.indexOf("}", at);
      if (end < 0) {
        throw wrong(text, at, 'this "{" is never closed; a brace that is meant as one is written "{{"');
      }
      named.push(parseField(text, at, text.slice(at + 1, end)));
      literals.push("");
      at = end + 1;
    } else if (char === "}") {
      throw wrong(text, at, 'this "}" closes nothing; a brace that is meant as one is written "}}"');
    } else {
      literals[named.length] += char;
      at++;
    }
  }
  const slots = named.map((slot, i): Slot => {
    const next = literals[i + 1]!;
    return { ...slot, next, heads: headsOf(next) };
  });
  return {
    text,
    start: literals[0]!,
    slots,
    fields: [...new Set(named.map((slot) => slot.field))],
    simple: slots.every((slot, i) => !slot.format && (slot.next !== "" || i === slots.length - 1)),
  };
}

function parseField(text: string, at: number, inner: string): Omit<Slot, "next" | "heads"> {
  if (inner.includes("{")) throw wrong(text, at, "a field inside a field is not supported");
  const [, field, conversion, spec] = /^([^!:]*)(?:!([^:]*))?(?::([\s\S]*))?$/.exec(inner) ?? [];
  if (field === undefined) throw wrong(text, at, `"${inner}" is no field`);
  if (field === "") throw wrong(text, at, "a field needs a name; positional fields are not supported");
  if (/^\d+$/.test(field)) throw wrong(text, at, `positional fields are not supported: "${field}"`);
  if (/[.[\]]/.test(field)) throw wrong(text, at, `attribute and index access are not supported: "${field}"`);
  if (conversion !== undefined && conversion !== "s") {
    throw wrong(text, at, `the conversion "!${conversion}" is not supported, only "!s" is`);
  }
  if (!conversion && !spec) return { field, spec: "", format: undefined };
  try {
    return { field, spec: inner.slice(field.length), format: compileFormat(spec ?? "", conversion ?? "") };
  } catch (error) {
    throw wrong(text, at, (error as Error).message, error);
  }
}

function wrong(text: string, at: number, why: string, cause?: unknown): SyntaxError {
  const column = [...text.slice(0, at)].length + 1;
  return new SyntaxError(`Cannot parse the key pattern ${quote(text)}: column ${column}: ${why}`, { cause });
}

/** The parts of `literal` before each place from which its rest is its own beginning. */
function headsOf(literal: string): string[] {
  const heads: string[] = [];
  for (let cut = 1; cut < literal.length; cut++) {
    if (literal.startsWith(literal.slice(cut))) heads.push(literal.slice(0, cut));
  }
  return heads;
}

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
    let end = isLast ? key.length - slot.next.length : key.indexOf(slot.next, shortest);
    while (end >= shortest && (!isLast || key.endsWith(slot.next))) {
      const piece = key.slice(start, end);
      if (!slot.format || slot.format.fits(piece)) {
        pieces[index] = piece;
        if (isLast || from(index + 1, end + slot.next.length)) return true;
      }
      if (isLast) break;
      end = key.indexOf(slot.next, end + 1);
    }
    dead.add(id);
    return false;
  };
  return from(0, pattern.start.length) && agree(slots, pieces) ? pieces : undefined;
}

/** Whether a field that stands in several places with the same format has the same text in all of them. */
function agree(slots: readonly Slot[], pieces: readonly string[]): boolean {
  return slots.every(({ field, spec }, i) =>
    pieces[slots.findIndex((slot) => slot.field === field && slot.spec === spec)] === pieces[i]
  );
}

/** Matches the two halves of a key back to the values of their fields; `undefined` when they are not of these patterns. */
export function matchKey(pk: Pattern, sk: Pattern, key: ItemKey): Record<string, KeyValue> | undefined {
  const partition = splitKey(pk, key.PK), sort = splitKey(sk, key.SK);
  if (!partition || !sort) return undefined;
  const slots = [...pk.slots, ...sk.slots], pieces = [...partition, ...sort];
  if (!agree(slots, pieces)) return undefined;
  const values: Record<string, KeyValue> = {};
  slots.forEach(({ field, format }, i) => {
    if (!Object.hasOwn(values, field)) setOwn(values, field, format?.read(pieces[i]!) ?? pieces[i]!);
  });
  return values;
}
