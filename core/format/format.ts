import { compileDate } from "./date.ts";
import { formatFloat, parseFloat } from "./float.ts";
import { formatInteger, parseInteger } from "./integer.ts";
import { unpad } from "./pad.ts";
import { type FormatSpec, parseSpec, unusable } from "./spec.ts";
import { formatString } from "./string.ts";

/** What can be a part of a key. */
export type KeyValue = string | number | bigint | boolean | Date;

/** What a value is to Python: `str`, `int` (or `bool`), `float`, or `datetime`. */
export type Kind = "string" | "integer" | "float" | "date";

/** The format of one replacement field, in both directions. */
export interface Formatter {
  /**
   * The text of a value, equal to Python's.
   *
   * @throws {TypeError} If the format is not for this kind of value, or the value is none that can be a part of a key:
   * not finite, a date not in the years 1 to 9999.
   * @throws {RangeError} If it is an integer too large for a float, or no code point (`c`).
   */
  format(value: KeyValue): string;
  /** Throws a `TypeError` if the format is not for this kind of value. */
  check(kind: Kind): void;
  /** Whether some value may have this text; never false for one that has, except the empty text. */
  fits(text: string): boolean;
  /**
   * A value that has this text: rather a number (a bigint beyond 2^53 - 1) than a string, unless nothing is specified;
   * none if more than one number has it, or if it is not all of a date.
   */
  read(text: string): KeyValue | undefined;
  /** Least length of a text, in UTF-16 code units. */
  readonly minLength: number;
}

/** One format for values of one kind. */
interface Codec {
  format(value: never): string;
  fits(text: string): boolean;
  values(text: string): KeyValue[];
  readonly minLength: number;
}

const KINDS: Record<
  string,
  [(value: never, spec: FormatSpec) => string, (text: string, spec: FormatSpec) => KeyValue]
> = {
  integer: [formatInteger, parseInteger],
  float: [formatFloat, parseFloat],
  string: [formatString, (text) => text],
};

function compileKind(kind: Kind, text: string): Codec {
  if (kind === "date") {
    if (!text.includes("%")) throw unusable(text, "it has no directive, such as %Y, for a date");
    return compileDate(text);
  }
  const spec = parseSpec(text);
  const { type, width } = spec;
  const parts = kind === "string"
    ? "s."
    : kind === "float" || /[efg%]/i.test(type)
    ? "eEfFgGn%+- z#,_=."
    : type === "c"
    ? "c="
    : "bdnoxX+- #,_=";
  const wrong = text.replace(/^.(?=[<>=^])|[\d<>^]/gsu, "").split("").find((part) => !parts.includes(part));
  if (wrong) throw unusable(text, `"${wrong}" is not for this ${kind}`);
  const [format, parse] = KINDS[kind]!;
  const values = (text: string) =>
    unpad(spec, kind === "string" ? "<" : ">", text)
      .map((content) => parse(content, spec))
      .filter((value) => value === value && format(value as never, spec) === text);
  return {
    format: (value) => format(value, spec),
    // A hundredth times 100 may differ in the last of 16 digits, so it can't tell.
    fits: (text) => type === "%" && text.length > 15 || values(text).length > 0,
    values,
    minLength: width,
  };
}

function kindOf(value: unknown): Kind {
  const type = typeof value;
  if (type === "string") return type;
  if (type === "bigint" || type === "boolean" || Number.isInteger(value)) return "integer";
  if (Number.isFinite(value)) return "float";
  // An ISO year that isn't in 1 to 9999 is "0000", or signed.
  if (value instanceof Date && !isNaN(+value) && /^(?!0000)\d/.test(value.toISOString())) return "date";
  throw new TypeError(
    `Cannot use ${String(value)} in a key: it is no text, finite number, or date in the years 1 to 9999`,
  );
}

/** Python's `str(value)`. */
function str(value: KeyValue, kind: Kind): string {
  return kind === "string"
    ? value as string
    : value instanceof Date
    ? value.toISOString().replace("T", " ").replace("Z", "000+00:00").replace(".000000", "")
    : value === true
    ? "True"
    : value === false
    ? "False"
    : compileKind(kind, "").format(value as never);
}

/**
 * Compiles what comes after the name in a replacement field: the format after `:`, the conversion after `!`.
 *
 * @throws {RangeError} If the format is for no kind of value. Python lets a date have any text as its format; here
 * it must have a directive, or typing errors would go unnoticed.
 */
export function compileFormat(spec: string, conversion: "" | "s"): Formatter {
  const codecs: Partial<Record<Kind, Codec>> = {};
  const reasons: Partial<Record<Kind, Error>> = {};
  const texts = conversion || !spec;
  for (const kind of (texts ? ["string"] : ["date", ...Object.keys(KINDS)]) as Kind[]) {
    try {
      codecs[kind] = compileKind(kind, spec);
    } catch (error) {
      reasons[kind] = error as Error;
    }
  }
  const usable = Object.values(codecs);
  if (usable.length === 0) {
    throw reasons[/%./s.test(spec) ? "date" : "integer"] ?? reasons.string;
  }
  const check = (kind: Kind) => {
    if (reasons[kind]) throw new TypeError(reasons[kind].message);
  };
  const format = (value: KeyValue) => {
    const kind = kindOf(value);
    check(kind);
    return texts
      ? codecs.string!.format(
        (conversion || kind !== "date" ? str(value, kind) : (value as Date).toISOString()) as never,
      )
      : codecs[kind]!.format(value as never);
  };
  return {
    format,
    check,
    fits: (text) => text !== "" && usable.some((codec) => codec.fits(text)),
    read: (text) => {
      for (const codec of usable) {
        const values = new Set(
          codec.values(text).filter((value) => codecs[kindOf(value)]?.format(value as never) === text),
        );
        if (values.size === 1 || values.size && codec === codecs.string) return [...values].pop();
      }
      return undefined;
    },
    minLength: Math.max(1, Math.min(...usable.map((codec) => codec.minLength))),
  };
}
