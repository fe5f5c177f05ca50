/** Where keys are deliberately not those of dynawrap 0.4.0 for Python, and why: in sentences for `docs/coming-from-python.md`. */

/** A call that was recorded in Python, without its outcome. */
export interface PythonCall {
  readonly section: "format" | "partialKeyPrefix" | "createItemKey" | "isMatch";
  /** The pattern, or both patterns with a line break between them. */
  readonly pattern: string;
  /** The values as they are given, as text: `None`, `True`, `1.0`, `5`. Types by name: `bool`, `float`. */
  readonly values: readonly { readonly type: string; readonly text: string }[];
  /** The key that is matched, its halves with a line break between them. */
  readonly key: string;
}

export interface PythonDifference {
  readonly reason: string;
  readonly holds: (call: PythonCall) => boolean;
}

const hasType = ({ values }: PythonCall, ...types: string[]) =>
  values.some(({ type }) => types.includes(type));

/** The first that holds is a call's reason. */
export const DIFFERENCES: readonly PythonDifference[] = [
  {
    reason:
      "Positional fields (`{}`, `{0}`), attributes and indexes (`{a.b}`, `{a[0]}`), fields inside of fields " +
      "(`{a:{width}}`) and the conversions `!r` and `!a` are refused when the model is defined. In Python they work in one " +
      "function, and fail or mean something else in another.",
    holds: ({ pattern }) =>
      /\{(\d*|[^{}]*[.[].*|\w+:.*\{.*|\w+![^s].*)\}/.test(pattern.replace(/:\.\d|:0?\d*\.\d/g, "")),
  },
  {
    reason:
      "A single `{` or `}` is refused when the model is defined. Python's `is_match` takes it as text, and every other " +
      "function of the same model fails.",
    holds: ({ section, pattern }) => section === "isMatch" && /^A[{}]\n/.test(pattern),
  },
  {
    reason:
      "Formats that only Python's `is_match` knows (`{s:w}`, `{s:l}`, `{s:D}`, `{at:ti}`, from the library `parse`) are " +
      "refused when the model is defined: Python can't make a key with them.",
    holds: ({ pattern }) => /:(w|l|D|ti)\}/.test(pattern),
  },
  {
    reason:
      "A pattern that is empty, or holds U+0000 or half of a surrogate pair, is refused when the model is defined: there " +
      "are stores that hold no such key.",
    holds: ({ section, pattern }) =>
      section !== "partialKeyPrefix" && (pattern === "\n" || pattern.includes("\0")),
  },
  {
    reason:
      "Fields may have any name. Python's functions have arguments of their own, such as `cls` and `key_pattern`, and a " +
      "field of that name makes them fail.",
    holds: ({ section, pattern }) => section !== "isMatch" && /\{(key_pattern|cls)\}/.test(pattern),
  },
  {
    reason:
      "An empty text, `null` (Python's `None`) and `undefined` are refused in a key. Python writes `USER#` and `USER#None`.",
    holds: (call) =>
      hasType(call, "none") || call.values.some(({ type, text }) => type === "str" && text === ""),
  },
  {
    reason:
      "A text with U+0000 or half of a surrogate pair is refused in a key: there are stores that can't hold it.",
    holds: ({ values }) => values.some(({ type, text }) => type === "str" && !text.isWellFormed()),
  },
  {
    reason:
      "A value that would make the key read back as other values is refused: one that holds the text behind its field, " +
      "such as the owner `bob#STORY#1` in `USER#{owner}#STORY#{story_id}`, or more than one character where another field " +
      "follows at once. In Python two different items can have the same key.",
    holds: ({ section, pattern, values }) =>
      pattern === "{v}{v}" || section === "createItemKey" && values[0]?.text === "bob#STORY#1",
  },
  {
    reason:
      "A field with a format is formatted in the beginning of a key too (`E#00000005#`). Python writes `E#5#` there, with " +
      "which no key begins, so that its query finds nothing; and it takes values there that the format does not.",
    holds: ({ section, pattern, values }) =>
      section === "partialKeyPrefix" && /:(08d|>8|d|%Y-%m-%d)\}/.test(pattern) ||
      section === "createItemKey" && pattern.includes("08d") && values.length === 2 &&
        values[1]!.type === "int",
  },
  {
    reason:
      "A `Date` without a format is its stored form, ISO 8601 in UTC. Python writes `2024-03-05 07:08:09`.",
    holds: (call) => hasType(call, "datetime", "date") && call.pattern === "E#{at}",
  },
  {
    reason:
      "A boolean, bytes, a `Decimal`, and a number that is not whole or beyond 2^53 need a format, such as `{done!s}` or " +
      "`{price:.2f}`. Python writes its own notation: `True`, `b'x'`, `1e+22`.",
    holds: (call) =>
      hasType(call, "bool", "bytes", "decimal") || call.values.some(({ text }) => text === "1e+22"),
  },
  {
    reason: "A whole number is `1` in a key also where Python has the float `1.0`.",
    holds: ({ values }) => values.some(({ type, text }) => type === "float" && text === "1.0"),
  },
  {
    reason:
      "`createItemKey` gives each half of the key as far as the fields resolve it, as Python's README shows it. Python " +
      "raises a `KeyError` when the partition key is not whole.",
    holds: ({ section, pattern, values }) =>
      section === "createItemKey" &&
      (/^USER#\{owner\}/.test(pattern) && values.length < 2 || pattern === "USER#{user_id}\nPROFILE") &&
      values.length < new Set(pattern.match(/\w+(?=\})/g)).size,
  },
  {
    reason:
      "Upper and lower case differ in `isMatch`, as they do in keys. Python's ignores case, for some letters beyond ASCII too.",
    holds: ({ section, pattern, key }) =>
      section === "isMatch" && !/:[^}]+\}/.test(pattern.replace(":%Y-%m-%d", "")) &&
      differsInCase(pattern, key),
  },
  {
    reason:
      "A field that stands in several places must have one value in all of them, or `isMatch` is false. Python compares " +
      "only inside of one half, and not at all when the name begins with `_`; and with two formats it raises an error.",
    holds: ({ pattern, key }) =>
      [
        "USER#{owner}#STORY#{story_id}\nSTORY#{story_id}",
        "K#{_a}#{_a}\nS",
        "{seq:08d}\n{seq}",
        "{a:d}#{a}\nS",
      ].includes(pattern) && key !== "",
  },
  {
    reason:
      "`isMatch` reads every field as short as possible, as `save` takes care that keys read back. So a value that holds " +
      "the text behind its field does not match, where Python finds the `a#b` of `K#{a}#{a}` in `K#a#b#a#b`.",
    holds: ({ pattern }) => pattern === "K#{a}#{a}\nS",
  },
  {
    reason:
      "An impossible date (`2024-02-30`) that has the form of the pattern matches, and its text is its value. Python's " +
      "`is_match` raises an error.",
    holds: ({ pattern, key }) => /\{at:%Y-%m-%d/.test(pattern) && /2024-13-45|2024-02-30|T25:61:61/.test(key),
  },
  {
    reason:
      "`isMatch` and `parseKey` work with every pattern. The library `parse`, with which Python matches, does not know " +
      "`!s`, `{a:}`, `{n:#x}`, `{n:c}`, `{s:s}`, `{s:5.3}`, `%G`, or a name with a space: it raises an error, or takes the field as text.",
    holds: ({ section, pattern }) =>
      section === "isMatch" && /!s|\{a:\}|#x\}|:c\}|:s\}|:5\.3\}|%G|%%|\{a b\}/.test(pattern),
  },
  {
    reason:
      "A key matches if the pattern can make it, and only then: `123456789` and `00000005` are of `{n:08d}`, `5` is not. " +
      "Python's `is_match` takes `5`, `0x1F` and `+5` for `{n:08d}`, refuses `123456789`, and takes `inf` for a number.",
    holds: ({ section, pattern }) => section === "isMatch" && /\{\w+:[^}]+\}/.test(pattern),
  },
];

/** Whether a key has the letters of the pattern's texts, but not their case. */
function differsInCase(pattern: string, key: string): boolean {
  const literals = pattern.split(/\{[^{}]*\}|\n/).filter((literal) => literal !== "");
  return literals.some((literal) => !key.includes(literal));
}
