import { describe, it } from "node:test";
import assert from "node:assert/strict";
import fc from "fast-check";
import { formatDate } from "../../core/format/date.ts";
import { formatFloat } from "../../core/format/float.ts";
import { compileFormat, type KeyValue } from "../../core/format/format.ts";
import { formatInteger } from "../../core/format/integer.ts";
import { parseSpec } from "../../core/format/spec.ts";
import { formatString } from "../../core/format/string.ts";
import vectors from "../compat/vectors.json" with { type: "json" };

interface Row {
  readonly group: string;
  readonly pattern: string;
  readonly values: Record<string, { readonly type: string; readonly value?: unknown } | undefined>;
  readonly ok?: string;
  readonly error?: string;
}

/** A row whose pattern is one replacement field, maybe between literals. */
interface Case extends Row {
  readonly type: string;
  readonly text: string;
  readonly conversion: string;
  readonly spec: string;
  format(): string;
}

const SINGLE = /^([^{}]*)\{(\w*[a-z_]\w*)(?:!([sra]))?(?::([^{}]*))?\}([^{}]*)$/;

function caseOf(row: Row): Case | undefined {
  const [, before, name, conversion = "", spec = "", after] = SINGLE.exec(row.pattern) ?? [];
  const typed = row.values[name!];
  if (!typed) return undefined;
  const text = String(typed.value);
  return {
    ...row,
    type: typed.type,
    text,
    conversion,
    spec,
    format: () => before + format(typed.type, text, spec, conversion) + after,
  };
}

function format(type: string, text: string, spec: string, conversion: string): string {
  assert.ok(conversion !== "r" && conversion !== "a", "there is no such conversion");
  const { format, check } = compileFormat(spec, conversion as "" | "s");
  switch (type) {
    case "str":
      return format(text);
    case "int":
      return format(Number(text));
    case "bigint":
      return format(BigInt(text));
    case "bool":
      return format(text === "true");
    case "float": {
      // A whole float is an int in JavaScript, and infinities are refused, so their formats are asked for by name.
      const value = Number(text.replace("inf", "Infinity"));
      if (isFinite(value) && !Number.isInteger(value)) return format(value);
      if (conversion) return format(formatFloat(value, parseSpec("")));
      check("float");
      return formatFloat(value, parseSpec(spec));
    }
    case "date":
      return format(new Date(text + "T00:00:00Z"));
    case "datetime":
      return format(new Date(/[+-]\d\d:\d\d/.test(text) ? text : text + "Z"));
  }
  throw new TypeError(`there is no ${type}`);
}

/** A datetime without a zone, or a date, is in UTC here. */
const isNaive = ({ type, text }: Case) =>
  type === "date" || type === "datetime" && !/[+-]\d\d:\d\d/.test(text);
const GLIBC = "datetime, as the C library has it";

/** What is not as in Python, and why. The first that holds is a row's. */
const DIFFERENCES: readonly [
  reason: string,
  holds: (row: Case) => boolean,
  does: "throws" | "differs" | "is no value",
][] = [
  [
    "JavaScript has no such type",
    ({ type }) => !["str", "int", "bigint", "bool", "float", "date", "datetime"].includes(type),
    "is no value",
  ],
  [
    "Python's format_key has arguments of this name",
    ({ group, error }) => group === "reserved" && !!error,
    "is no value",
  ],
  ["!r and !a are Python source code", ({ conversion }) => "ra".includes(conversion || "-"), "throws"],
  [
    "a Date has no microseconds",
    ({ text, type }) => type === "datetime" && /\.\d{3}(?!000)/.test(text),
    "is no value",
  ],
  [
    "a Date has no offset",
    ({ text, type }) => type === "datetime" && /[+-](?!00:00)\d\d:\d\d/.test(text),
    "is no value",
  ],
  [
    "a Date is stored in ISO 8601, and that is its text",
    ({ type, spec, conversion }) => type.startsWith("date") && !spec && !conversion,
    "differs",
  ],
  [
    "a Date is in UTC, a naive datetime is in no zone",
    (row) => isNaive(row) && (/%[zZ]/.test(row.spec) || row.conversion === "s" && !row.spec.includes(".10")),
    "differs",
  ],
  [
    "C libraries differ in flags, modifiers and unknown directives",
    ({ group, spec }) => group === GLIBC && !/^(%[YGCFVmdukl]|[-W])+$/.test(spec),
    "throws",
  ],
  [
    "a format of a date needs a directive",
    ({ type, spec, conversion }) =>
      type === "datetime" && spec !== "" && !spec.includes("%") && conversion === "",
    "throws",
  ],
];

describe("a format", () => {
  const cases = (vectors.format as unknown as Row[]).map(caseOf).filter((row) => row !== undefined);
  const differenceOf = (row: Case) => DIFFERENCES.find(([, holds]) => holds(row));
  const same = cases.filter((row) => !differenceOf(row));

  for (const group of new Set(same.map((row) => row.group))) {
    const rows = same.filter((row) => row.group === group);
    it(`of the group "${group}" is that of CPython in ${rows.length} vectors`, () => {
      for (const row of rows) {
        const label = `${row.pattern} of ${row.type} ${row.text}`;
        if (row.error) {
          assert.throws(
            row.format,
            (error) => error instanceof RangeError || error instanceof TypeError,
            label,
          );
        } else {
          assert.equal(row.format(), row.ok, label);
        }
      }
    });
  }

  for (const difference of DIFFERENCES) {
    const [reason, , does] = difference;
    const rows = cases.filter((row) => differenceOf(row) === difference);
    it(`${does === "is no value" ? "can't be asked for" : does} in ${rows.length} vectors, as ${reason}`, () => {
      assert.ok(rows.length);
      for (const row of rows) {
        const label = `${row.pattern} of ${row.type} ${row.text}`;
        if (does === "throws") assert.throws(row.format, label);
        if (does === "differs" && row.ok !== undefined) assert.notEqual(row.format(), row.ok, label);
      }
    });
  }

  it("is compared in nearly all vectors of a single field", () => {
    assert.deepEqual([cases.length, same.length], [1237, 919]);
  });
});

describe("a format of the wrong shape", () => {
  it("is refused when compiled, with what is wrong with it", () => {
    for (
      const [spec, why] of [
        ["08q", /"08q": it is none of Python's/],
        ["hello", /"hello": it is none of Python's/],
        [",x", /",x": it is none of Python's/],
        [".", /it is none of Python's/],
        ["100000", /over 99999 long/],
        [".2d", /"\.2d": "\." is not for this integer/],
        ["zd", /"z" is not for this integer/],
        ["+c", /"\+" is not for this integer/],
        ["%-d", /"%-d": a date has no "%-"/],
        ["%Y%", /a date has no "%"/],
        ["%Y %P", /a date has no "%P"/],
        ["%s", /a date has no "%s"/],
        ["%Ey", /a date has no "%E"/],
        ["%😀", /a date has no "%😀"/],
        ["+s", /"s" is not for this integer/],
      ] as const
    ) {
      assert.throws(() => compileFormat(spec, ""), { name: "RangeError", message: why }, spec);
    }
    assert.throws(() => compileFormat("08d", "s"), {
      name: "RangeError",
      message: /"d" is not for this string/,
    });
    assert.throws(() => compileFormat("%Y", "s"), { name: "RangeError" });
  });

  it("is refused for a value of another kind", () => {
    for (
      const [spec, value] of [
        ["d", "5"],
        ["d", 1.5],
        ["s", 5],
        [".2", 5],
        ["%Y", 5],
        ["%Y", "2024"],
        [".1%", new Date(0)],
        ["+", "x"],
        ["=5", "x"],
        ["s", true],
      ] as const
    ) {
      assert.throws(() => compileFormat(spec, "").format(value), { name: "TypeError" }, spec);
    }
    assert.throws(() => compileFormat("d", "").check("string"), {
      name: "TypeError",
      message: /"d" is not for this string/,
    });
    assert.doesNotThrow(() => compileFormat("d", "").check("integer"));
  });

  it("is refused for what is no key value, or out of range", () => {
    const { format } = compileFormat("", "");
    for (const value of [NaN, Infinity, new Date(NaN), null, undefined, {}, [], Symbol()]) {
      assert.throws(() => format(value as never), { name: "TypeError" });
    }
    for (const year of [-1, 0, 10000]) {
      const date = new Date(0);
      date.setUTCFullYear(year);
      assert.throws(() => format(date), { name: "TypeError", message: /years 1 to 9999/ });
    }
    assert.throws(() => compileFormat("f", "").format(10n ** 400n), { name: "RangeError" });
    assert.throws(() => compileFormat("c", "").format(0x110000), { name: "RangeError" });
  });
});

describe("a value's format", () => {
  it("is by its JavaScript type", () => {
    const at = new Date("2024-03-05T07:08:09.120Z");
    for (
      const [spec, conversion, value, expected] of [
        ["", "", 1, "1"],
        ["", "", -0, "0"],
        [".1f", "", -0, "0.0"],
        ["", "", 1e22, "10000000000000000000000"],
        ["", "", 1.5, "1.5"],
        ["", "", true, "True"],
        ["", "s", false, "False"],
        ["", "", at, "2024-03-05T07:08:09.120Z"],
        ["", "s", at, "2024-03-05 07:08:09.120000+00:00"],
        ["", "s", new Date("0001-03-05T07:08:09Z"), "0001-03-05 07:08:09+00:00"],
        [".10", "s", at, "2024-03-05"],
        ["%z %Z", "", at, "+0000 UTC"],
        ["%Y", "", new Date("0999-12-31"), "999"],
        ["%s", "", at, undefined],
      ] as const
    ) {
      if (expected === undefined) assert.throws(() => compileFormat(spec, conversion));
      else assert.equal(compileFormat(spec, conversion).format(value), expected);
    }
    assert.equal(formatInteger(255, parseSpec("#06x")), "0x00ff");
    assert.equal(formatString("😀", parseSpec("é^3")), "é😀é");
    assert.equal(formatDate(at, "%j %f"), "065 120000");
  });
});

const fill = fc.constantFrom(
  "",
  "*<",
  "*>",
  "*^",
  "*=",
  "0<",
  "0>",
  "0^",
  " =",
  "1>",
  "-=",
  "😀^",
  "<",
  ">",
  "^",
  "=",
);
const spec = fc.tuple(
  fill,
  fc.constantFrom("", "+", "-", " "),
  fc.constantFrom("", "z"),
  fc.constantFrom("", "#"),
  fc.constantFrom("", "0"),
  fc.constantFrom("", "1", "4", "9", "20"),
  fc.constantFrom("", ",", "_"),
  fc.constantFrom("", ".0", ".1", ".3", ".17", ".40"),
  fc.constantFrom("", ..."bcdeEfFgGnosxX%"),
).map((parts) => parts.join(""));
const directives = fc.array(
  fc.constantFrom(
    ..."aAbBcCdDeFgGhHIjklmMnprRStTuUVwWxXyYzZf%".split("").map((letter) => "%" + letter),
    "-",
    "1",
    "(",
    "<Y>",
  ),
  { minLength: 1, maxLength: 6 },
).map((parts) => parts.join(""));
const value: fc.Arbitrary<KeyValue> = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.integer(),
  fc.integer({ min: -20, max: 200 }),
  fc.bigInt({ min: -(2n ** 90n), max: 2n ** 90n }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.integer({ min: -99999, max: 99999 }).map((number) => number / 100),
  fc.boolean(),
  fc.date({ min: new Date("0001-01-01"), max: new Date("9999-12-31T23:59:59.999Z"), noInvalidDate: true }),
);

/** The text of a value in a format, if they are for each other. */
function attempt<Result>(make: () => Result): Result | undefined {
  try {
    return make();
  } catch (error) {
    assert.ok(error instanceof RangeError || error instanceof TypeError, String(error));
    return undefined;
  }
}

describe("reading back", () => {
  it("never says that a text of a format doesn't fit it, and reads only values that have it", () => {
    let compared = 0;
    fc.assert(
      fc.property(
        fc.oneof(spec, directives),
        fc.constantFrom("", "", "", "s") as fc.Arbitrary<"" | "s">,
        value,
        (spec, conversion, value) => {
          const formatter = attempt(() => compileFormat(spec, conversion));
          const text = formatter && attempt(() => formatter.format(value));
          if (!formatter || !text) return;
          compared++;
          assert.ok(formatter.fits(text), "fits");
          assert.ok(formatter.minLength <= text.length, "minLength");
          const read = formatter.read(text);
          if (read !== undefined) assert.equal(formatter.format(read), text);
        },
      ),
      { numRuns: 20_000 },
    );
    assert.ok(compared > 3000, `only ${compared} compared`);
  });

  it("tells which texts a format can make", () => {
    for (
      const [spec, yes, no] of [
        ["04d", ["0000", "0042", "-042", "12345"], ["", "42", "00042", "004a", "4.20", " 042", "+042"]],
        [",", ["1,234", "1.5"], ["1234", "1,23", ",234"]],
        ["+d", ["+5", "-5", "+0"], ["5", "-0", "++5"]],
        ["#06x", ["0x00ff", "-0x0ff"], ["0x00FF", "0000ff", "0xff"]],
        ["06,d", ["01,234", "00,001"], ["001,234", "1,234"]],
        ["*^7d", ["**123**", "**-1***"], ["*123***", "123"]],
        [".2f", ["1.50", "-0.00", "12345.67"], ["1.5", "1.500", "01.50", "1e5", "NaN"]],
        ["%Y-%m-%d", ["2024-03-05", "999-12-31"], ["2024-3-05", "2024-03-05 ", "x"]],
        ["%d %B", ["05 March"], ["5 March", "05 3"]],
        [".3", ["abc", "a", "1.5"], ["abcd", ""]],
        ["5", ["abcde", "abcdefg", "    1"], ["abc"]],
        ["", ["x"], [""]],
      ] as const
    ) {
      const { fits } = compileFormat(spec, "");
      for (const text of yes) assert.ok(fits(text), `${spec} fits ${text}`);
      for (const text of no) assert.ok(!fits(text), `${spec} does not fit ${text}`);
    }
  });

  it("gives the value, as long as there is one", () => {
    for (
      const [spec, text, expected] of [
        ["", "5", "5"],
        ["08d", "00000042", 42],
        ["08", "00000042", 42],
        ["d", "9007199254740993", 9007199254740993n],
        ["#x", "-0xff", -255],
        ["c", "😀", 0x1f600],
        ["*^7", "**ab***", "ab"],
        [".2f", "1.50", 1.5],
        [".2f", "2.00", 2],
        [".2f", "-0.00", undefined],
        [".1%", "12.5%", 0.125],
        ["0<5d", "50000", undefined],
        ["%Y%m%d", "20240305", new Date("2024-03-05")],
        ["%FT%T.%fZ", "2024-03-05T07:08:09.120000Z", new Date("2024-03-05T07:08:09.120Z")],
        ["%F %T.%f", "2024-03-05 07:08:09.120001", undefined],
        ["%F %F", "1970-01-01 1970-01-01", new Date(0)],
        ["%F", "2024-02-30", undefined],
        ["%Y", "2024", undefined],
        ["%F %a", "2024-03-05 Mon", undefined],
      ] as const
    ) {
      assert.deepEqual(compileFormat(spec, "").read(text), expected, `${spec} of ${text}`);
    }
  });

  it("knows the least length", () => {
    for (
      const [spec, least] of [["", 1], ["08d", 8], ["%Y-%m-%d", 7], ["%A %B", 10], ["%FT%T", 16], [
        "*>12f",
        12,
      ]] as const
    ) {
      assert.equal(compileFormat(spec, "").minLength, least, spec);
    }
  });
});
