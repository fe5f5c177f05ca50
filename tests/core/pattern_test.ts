import { describe, it } from "node:test";
import assert from "node:assert/strict";
import { parsePattern } from "../../core/pattern.ts";
import { quote } from "../../core/text.ts";
import { REPEATED, RIGHT, WRONG } from "./pattern_cases.ts";

describe("a key pattern", () => {
  for (const { pattern, fields } of [...RIGHT, ...REPEATED]) {
    it(`${quote(pattern)} has the fields ${fields.join(", ") || "(none)"}`, () => {
      assert.deepEqual(parsePattern(pattern).fields, fields);
    });
  }

  for (const { pattern, column, error } of WRONG) {
    it(`${quote(pattern)} is refused at column ${column}`, () => {
      assert.throws(() => parsePattern(pattern), {
        name: "SyntaxError",
        message: `Cannot parse the key pattern ${quote(pattern)}: column ${column}: ${error}`,
      });
    });
  }

  it("is cut in the message when it is long", () => {
    assert.throws(() => parsePattern("x".repeat(90) + "}"), {
      message: `Cannot parse the key pattern "${"x".repeat(77)}...": column 91: ` +
        'this "}" closes nothing; a brace that is meant as one is written "}}"',
    });
  });

  it("has the text around its fields, with single braces", () => {
    const { start, slots } = parsePattern("a{{{x}}}b{y!s:>3}{z}");
    assert.equal(start, "a{");
    assert.deepEqual(
      slots.map(({ field, spec, next, format }) => [field, spec, next, format !== undefined]),
      [["x", "", "}b", false], ["y", "!s:>3", "", true], ["z", "", "", false]],
    );
  });

  it("is simple when every field is plain and ends where a text begins", () => {
    for (const pattern of ["A", "{a}", "A#{a}#{b}", "{a}#"]) assert.ok(parsePattern(pattern).simple, pattern);
    for (const pattern of ["{a:s}", "{a!s}", "{a}{b}"]) assert.ok(!parsePattern(pattern).simple, pattern);
  });

  it("knows with which ends of a value the text behind it would begin too early", () => {
    const headsOf = (next: string) => parsePattern(`{a}${next}{b}`).slots[0]!.heads;
    assert.deepEqual(headsOf("#"), []);
    assert.deepEqual(headsOf("##"), ["#"]);
    assert.deepEqual(headsOf("#A#"), ["#A"]);
    assert.deepEqual(headsOf("abab"), ["ab"]);
    assert.deepEqual(headsOf("aaa"), ["a", "aa"]);
  });
});
