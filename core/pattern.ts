/**
 * Key patterns: Python's `str.format` for named fields, parsed once. The syntax is that of "Format String Syntax" in the Python
 * library reference.
 */

import { compileFormat, type Formatter } from "./format/format.ts";
import { quote } from "./text.ts";

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
  if (!text.isWellFormed() || text.includes("\0")) {
    const at = text.search(/\0|\p{Surrogate}/u);
    throw wrong(text, at, "no key can hold U+0000 or half of a surrogate pair");
  }
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

/** The text of a value where a pattern has no format: strings and whole numbers, and a Date as it is stored. */
export function plainText(value: unknown): string | undefined {
  if (typeof value === "string" || typeof value === "bigint") return String(value);
  if (typeof value === "number") return Number.isSafeInteger(value) ? String(value) : undefined;
  return value instanceof Date && !Number.isNaN(value.getTime()) ? value.toISOString() : undefined;
}
