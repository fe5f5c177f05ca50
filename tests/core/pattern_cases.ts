/**
 * Key patterns and their fields, or what is wrong with them: for the parser (`pattern_test.ts`) and for its twin in types
 * (`tests/types/infers.ts`), so that the two can't part.
 */

/** A pattern that is right. */
interface Right {
  readonly pattern: string;
  readonly fields: readonly string[];
}

/** A pattern that is refused, with what the error says behind its column. */
interface Wrong {
  readonly pattern: string;
  readonly column: number;
  readonly error: string;
}

const NEVER_CLOSED = 'this "{" is never closed; a brace that is meant as one is written "{{"';
const CLOSES_NOTHING = 'this "}" closes nothing; a brace that is meant as one is written "}}"';
const NO_NAME = "a field needs a name; positional fields are not supported";
const NESTED = "a field inside a field is not supported";
const NO_GRAMMAR = "it is none of Python's for text or numbers, or over 99999 long";

export const RIGHT = [
  { pattern: "PROFILE", fields: [] },
  { pattern: " ", fields: [] },
  { pattern: "é中😀", fields: [] },
  { pattern: "a b\tc\n", fields: [] },
  { pattern: "$v %s \\n \\ '\"`", fields: [] },
  { pattern: "USER#{owner}", fields: ["owner"] },
  { pattern: "{owner}#USER", fields: ["owner"] },
  { pattern: "{owner}", fields: ["owner"] },
  { pattern: "USER#{owner}#STORY#{story_id}", fields: ["owner", "story_id"] },
  { pattern: "{a}{b}", fields: ["a", "b"] },
  { pattern: "{a}/{b}.{c}-{d} {e}", fields: ["a", "b", "c", "d", "e"] },
  // Braces that are meant.
  { pattern: "{{", fields: [] },
  { pattern: "}}", fields: [] },
  { pattern: "{{}}", fields: [] },
  { pattern: "{{a}}", fields: [] },
  { pattern: "{{{a}}}", fields: ["a"] },
  { pattern: "{{{{{a}}}}}", fields: ["a"] },
  { pattern: "{{a}}{b}", fields: ["b"] },
  { pattern: "{a}}}", fields: ["a"] },
  { pattern: "{a}}}}}", fields: ["a"] },
  { pattern: "A#{{#{a}", fields: ["a"] },
  { pattern: "}}{a}{{{b}", fields: ["a", "b"] },
  // Formats.
  { pattern: "{seq:08d}", fields: ["seq"] },
  { pattern: "E#{seq:08d}#{at:%Y-%m-%dT%H:%M:%S}", fields: ["seq", "at"] },
  { pattern: "{a:}", fields: ["a"] },
  { pattern: "{a!s}", fields: ["a"] },
  { pattern: "{a!s:}", fields: ["a"] },
  { pattern: "{a!s:!>10}", fields: ["a"] },
  { pattern: "{a::>5}", fields: ["a"] },
  { pattern: "{a:!>5}", fields: ["a"] },
  { pattern: "{at:%H!%M}", fields: ["at"] },
  // Names.
  { pattern: "{ünïcode}{中}{😀}", fields: ["ünïcode", "中", "😀"] },
  { pattern: "{with space}{dash-ed}{ a }", fields: ["with space", "dash-ed", " a "] },
  { pattern: "{_a}{A}{a1}{class}", fields: ["_a", "A", "a1", "class"] },
  { pattern: "{__proto__}#{constructor}#{toString}", fields: ["__proto__", "constructor", "toString"] },
  { pattern: "{-1}", fields: ["-1"] },
] as const satisfies readonly Right[];

/** Fields that stand in several places: each is told once, but the types have it at each. */
export const REPEATED = [
  { pattern: "{a}#{a}", fields: ["a"], places: ["a", "a"] },
  { pattern: "{a:08d}#{b}#{a}", fields: ["a", "b"], places: ["a", "b", "a"] },
] as const;

export const WRONG = [
  { pattern: "{", column: 1, error: NEVER_CLOSED },
  { pattern: "USER#{owner", column: 6, error: NEVER_CLOSED },
  { pattern: "{a}#{b:08d", column: 5, error: NEVER_CLOSED },
  { pattern: "{{{", column: 3, error: NEVER_CLOSED },
  { pattern: "😀é{a", column: 3, error: NEVER_CLOSED },
  { pattern: "}", column: 1, error: CLOSES_NOTHING },
  { pattern: "{a}}", column: 4, error: CLOSES_NOTHING },
  { pattern: "a}b{c}", column: 2, error: CLOSES_NOTHING },
  { pattern: "{{a}", column: 4, error: CLOSES_NOTHING },
  { pattern: "{{{a}}", column: 6, error: CLOSES_NOTHING },
  { pattern: "{a:}}", column: 5, error: CLOSES_NOTHING },
  { pattern: "{}", column: 1, error: NO_NAME },
  { pattern: "A#{}#{b}", column: 3, error: NO_NAME },
  { pattern: "{:5}", column: 1, error: NO_NAME },
  { pattern: "{!s}", column: 1, error: NO_NAME },
  { pattern: "A#{0}", column: 3, error: 'positional fields are not supported: "0"' },
  { pattern: "{12:08d}", column: 1, error: 'positional fields are not supported: "12"' },
  { pattern: "{a.b}", column: 1, error: 'attribute and index access are not supported: "a.b"' },
  { pattern: "{a[0]}", column: 1, error: 'attribute and index access are not supported: "a[0]"' },
  { pattern: "{a]}", column: 1, error: 'attribute and index access are not supported: "a]"' },
  { pattern: "{a{", column: 1, error: NEVER_CLOSED },
  { pattern: "{a{b}}", column: 1, error: NESTED },
  { pattern: "x{a:{b}}", column: 2, error: NESTED },
  { pattern: "{a!r}", column: 1, error: 'the conversion "!r" is not supported, only "!s" is' },
  { pattern: "{a!a:>20}", column: 1, error: 'the conversion "!a" is not supported, only "!s" is' },
  { pattern: "{a!}", column: 1, error: 'the conversion "!" is not supported, only "!s" is' },
  { pattern: "{a!:5}", column: 1, error: 'the conversion "!" is not supported, only "!s" is' },
  { pattern: "{a!s!r}", column: 1, error: 'the conversion "!s!r" is not supported, only "!s" is' },
  { pattern: "#{a:q}", column: 2, error: `Cannot use the format "q": ${NO_GRAMMAR}` },
  { pattern: "{a}{a:!s}", column: 4, error: `Cannot use the format "!s": ${NO_GRAMMAR}` },
  { pattern: "{a!s:08d}", column: 1, error: 'Cannot use the format "08d": "d" is not for this string' },
  { pattern: "{at:%Y-%Q}", column: 1, error: 'Cannot use the format "%Y-%Q": a date has no "%Q"' },
  { pattern: "A\0", column: 2, error: "no key can hold U+0000 or half of a surrogate pair" },
  { pattern: "A\ud800{a}", column: 2, error: "no key can hold U+0000 or half of a surrogate pair" },
] as const satisfies readonly Wrong[];
