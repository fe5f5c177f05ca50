/** A format specification of Python's `str.format`, taken apart; a part that was not given is empty. */
export interface FormatSpec {
  /** One code point. */
  readonly fill?: string;
  readonly align?: string;
  readonly sign: string;
  /** `z`: a zero has no minus. */
  readonly z: string;
  /** `#`: a prefix like `0x` for an integer, a point that always shows for a float. */
  readonly alternate: string;
  /** `0` before the width: a fill, and for numbers the alignment `=`, if there are no others. */
  readonly zero: string;
  /** Least number of code points. */
  readonly width: number;
  readonly grouping: string;
  readonly precision?: number;
  readonly type: string;
}

// Five digits, as no store takes longer keys and {v:999999999} would be a way to exhaust memory.
const GRAMMAR =
  /^(?:(?<fill>.?)(?<align>[<>=^]))?(?<sign>[-+ ]?)(?<z>z?)(?<alternate>#?)(?<zero>0?)(?<width>\d{0,5})(?<grouping>,(?!.*[bcnosxX]$)|_(?!.*[cns]$)|)(?:\.(?<precision>\d{1,5}))?(?<type>[bcdeEfFgGnosxX%]?)$/su;

/** The error for a format that can't be used, so that all of them read alike. */
export function unusable(text: string, why: string): RangeError {
  return new RangeError(`Cannot use the format "${text}": ${why}`);
}

/**
 * Takes a specification apart by the grammar of CPython 3.11 ("Format Specification Mini-Language").
 *
 * @throws {RangeError} If it does not follow the grammar, no value could have it, or it asks for over 99,999 characters.
 */
export function parseSpec(text: string): FormatSpec {
  const groups = GRAMMAR.exec(text)?.groups;
  if (!groups) throw unusable(text, "it is none of Python's for text or numbers, or over 99999 long");
  const { width, precision } = groups;
  return {
    ...groups,
    width: +width!,
    precision: precision && +precision,
  } as unknown as FormatSpec;
}
