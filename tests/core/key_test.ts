import { describe, it } from "node:test";
import assert from "node:assert/strict";
import { Decimal } from "@dynawrap/dynawrap";
import { InvalidKeyError } from "../../core/errors.ts";
import { KEY_BYTES, keyBuilder, type KeyFields, keyPrefix } from "../../core/key.ts";
import { parsePattern } from "../../core/pattern.ts";
import { makesKey, matchKey } from "../../core/read_key.ts";

const key = (pattern: string, values: KeyFields, limit: number = KEY_BYTES.pk) =>
  keyBuilder(parsePattern(pattern), limit)(values);
const prefix = (pattern: string, values: KeyFields) => keyPrefix(parsePattern(pattern), values);
const match = (pk: string, sk: string, PK: string, SK: string) => {
  const values = matchKey(parsePattern(pk), parsePattern(sk), { PK, SK });
  return values && { ...values };
};

/** Both ways to a key refuse a value, with the same words. */
function refuses(pattern: string, values: KeyFields, field: string, why: string): void {
  const error = {
    name: "InvalidKeyError",
    message: `Cannot make a key of "${pattern}": the field "${field}": ${why}`,
  };
  assert.throws(() => key(pattern, values), { ...error, code: "INVALID_KEY", field, pattern });
  if (Object.hasOwn(values, field)) assert.throws(() => prefix(pattern, values), error);
}

const at = new Date("2024-03-05T07:08:09.120Z");

describe("a key", () => {
  it("is its pattern with the texts of the fields", () => {
    assert.equal(key("PROFILE", {}), "PROFILE");
    assert.equal(key("USER#{owner}", { owner: "johndoe", title: "ignored" }), "USER#johndoe");
    assert.equal(key("{a}#{b}", { a: "x", b: "y" }), "x#y");
    assert.equal(key("{a}#{b}#{c}!", { a: "x", b: "y", c: "z" }), "x#y#z!");
    assert.equal(key("{a}#{b}#{c}#{d}", { a: "x", b: "y", c: "z", d: "w" }), "x#y#z#w");
    assert.equal(key("{{{a}}}", { a: "x" }), "{x}");
    assert.equal(key("{a}#{a}", { a: "x" }), "x#x");
    assert.equal(key("{__proto__}", JSON.parse('{"__proto__":"x"}')), "x");
  });

  it("has the text of each kind of value", () => {
    assert.equal(key("{v}", { v: 0 }), "0");
    assert.equal(key("{v}", { v: -0 }), "0");
    assert.equal(key("{v}", { v: -5 }), "-5");
    assert.equal(key("{v}", { v: 2 ** 53 - 1 }), "9007199254740991");
    assert.equal(key("{v}", { v: 2n ** 64n }), "18446744073709551616");
    assert.equal(key("{v}", { v: at }), "2024-03-05T07:08:09.120Z");
    assert.equal(key("{v:08d}", { v: 42 }), "00000042");
    assert.equal(key("{v:.2f}", { v: 1.5 }), "1.50");
    assert.equal(key("{v!s}", { v: true }), "True");
    assert.equal(key("{v:%Y-%m-%d}", { v: at }), "2024-03-05");
  });

  it("is refused for a field that is missing, empty, null or undefined", () => {
    refuses("USER#{owner}", {}, "owner", "it is missing");
    refuses("USER#{constructor}", {}, "constructor", "it is missing");
    refuses("USER#{__proto__}", {}, "__proto__", "it is missing");
    refuses("USER#{owner}", { owner: "" }, "owner", "it is empty");
    refuses("USER#{owner:.0}", { owner: "x" }, "owner", "it is empty");
    refuses("USER#{owner}", { owner: undefined }, "owner", "it is undefined");
    refuses("USER#{owner}", { owner: null }, "owner", "it is null");
  });

  it("is refused for a value that no key can hold", () => {
    const kinds: [unknown, string][] = [
      [true, "a boolean can't be part of a key"],
      [{}, "an object can't be part of a key"],
      [["x"], "an object can't be part of a key"],
      [new Uint8Array(1), "an object can't be part of a key"],
      [new Decimal("1.5"), "an object can't be part of a key"],
      [Symbol("x"), "a symbol can't be part of a key"],
      [() => "x", "a function can't be part of a key"],
      [new Date(NaN), "an invalid Date can't be part of a key"],
      [1.5, "1.5 is no whole number within 2^53: give it a format, such as {v:.2f}"],
      [NaN, "NaN is no whole number within 2^53: give it a format, such as {v:.2f}"],
      [2 ** 53, "9007199254740992 is no whole number within 2^53: give it a format, such as {v:.2f}"],
      ["\0", "it holds U+0000 or half of a surrogate pair, which not every store can hold"],
      ["a\ud800", "it holds U+0000 or half of a surrogate pair, which not every store can hold"],
    ];
    for (const [v, why] of kinds) refuses("A#{v}#{w}", { v, w: "x" }, "v", why);
    refuses("{v:08d}", { v: "5" }, "v", 'Cannot use the format "08d": "d" is not for this string');
    refuses("{v:08d}", { v: 1.5 }, "v", 'Cannot use the format "08d": "d" is not for this float');
  });

  it("is refused when a value would end before its end", () => {
    const story = "USER#{owner}#STORY#{id}";
    const because = (value: string, next: string) =>
      `with the value "${value}" the key would read back as other values, because "${next}" ends the field`;
    refuses(story, { owner: "bob#STORY#1", id: "2" }, "owner", because("bob#STORY#1", "#STORY#"));
    assert.equal(key(story, { owner: "bob", id: "1#STORY#2" }), "USER#bob#STORY#1#STORY#2");
    assert.equal(key(story, { owner: "bob#1", id: "2" }), "USER#bob#1#STORY#2");
    // The end of the value and the beginning of what follows it make what follows it.
    refuses("{a}#A#{b}", { a: "x#A", b: "y" }, "a", because("x#A", "#A#"));
    assert.equal(key("{a}#A#{b}", { a: "#A", b: "y" }), "#A#A#y"); // no field is empty
    // The first character is never an end.
    assert.equal(key("{a}#{b}", { a: "#", b: "y" }), "##y");
    refuses("{a}#{b}", { a: "#x#", b: "y" }, "a", because("#x#", "#"));
    // With a format, only where what stands before could be a value.
    assert.equal(key("{at:%Y-%m-%d}-{n:03d}", { at, n: 7 }), "2024-03-05-007");
    assert.equal(prefix("{at:%Y-%m-%d}-{n:03d}", { at }).text, "2024-03-05-");
    refuses("{a!s}#{n:d}", { a: "x#y", n: 1 }, "a", because("x#y", "#"));
  });

  it("is refused when fields without a text between them would read back as others", () => {
    const why = (value: string) => `with the value "${value}" the key would read back as other values`;
    assert.equal(key("{a}{b}", { a: "x", b: "yz" }), "xyz");
    assert.equal(key("{a}{b}", { a: "😀", b: "y" }), "😀y");
    assert.throws(() => key("{a}{b}", { a: "xy", b: "z" }), { field: "a", message: new RegExp(why("xy")) });
    assert.equal(key("{a}{n:04d}", { a: "ana", n: 7 }), "ana0007");
    assert.equal(key("{a}{n:04d}", { a: "ana", n: 12345 }), "ana12345");
    assert.throws(() => key("{a}{n:04d}", { a: "ana1", n: 2345 }), {
      field: "a",
      message: new RegExp(why("ana1")),
    });
  });

  it("has at most the bytes that DynamoDB takes", () => {
    const long = "é".repeat(512);
    assert.equal(key("{v}", { v: long }, KEY_BYTES.sk).length, 512);
    assert.throws(() => key("{w}#{v}", { w: "x", v: long }, KEY_BYTES.sk), {
      name: "InvalidKeyError",
      message:
        'Cannot make a key of "{w}#{v}": the field "v": with it the key has more than 1024 bytes of UTF-8',
    });
    assert.throws(() => keyPrefix(parsePattern("#{v}#{w}"), { v: long }, KEY_BYTES.sk), InvalidKeyError);
    assert.throws(() => keyBuilder(parsePattern("é".repeat(513)), KEY_BYTES.sk), {
      name: "RangeError",
      message: `Cannot make keys of "${"é".repeat(77)}...": its text alone has more than 1024 bytes of UTF-8`,
    });
  });
});

describe("the beginning of a key", () => {
  it("goes as far as the fields are given", () => {
    const pattern = "A#{a}#B#{b:03d}#C";
    assert.deepEqual(prefix(pattern, {}), { text: "A#", missing: "a" });
    assert.deepEqual(prefix(pattern, { b: 1 }), { text: "A#", missing: "a" });
    assert.deepEqual(prefix(pattern, { a: 0 }), { text: "A#0#B#", missing: "b" });
    assert.deepEqual(prefix(pattern, { a: 0, b: 1 }), { text: "A#0#B#001#C", missing: undefined });
    assert.deepEqual(prefix("PROFILE", {}), { text: "PROFILE", missing: undefined });
    assert.deepEqual(prefix("{a}{b}", { a: "xy" }), { text: "xy", missing: "b" });
  });
});

describe("matching a key", () => {
  it("gives the values of its fields", () => {
    assert.deepEqual(match("USER#{u}", "E#{seq:08d}#{at:%Y-%m-%d}", "USER#ana", "E#00000042#2024-03-05"), {
      u: "ana",
      seq: 42,
      at: new Date("2024-03-05"),
    });
    assert.deepEqual(match("A#{x}#B#{y}", "S", "A#1#B#2#B#3", "S"), { x: "1", y: "2#B#3" });
    assert.deepEqual(match("{__proto__}", "S", "x", "S"), { ...JSON.parse('{"__proto__":"x"}') });
    assert.deepEqual(match("{at:%Y}", "S", "2024", "S"), { at: "2024" }); // no whole date
  });

  it("is exact in case, in the whole text, and in what is empty", () => {
    assert.equal(match("USER#{u}", "S", "user#ana", "S"), undefined);
    assert.equal(match("USER#{u}", "S", "USER#ana", "S "), undefined);
    assert.equal(match("USER#{u}", "S", "xUSER#ana", "S"), undefined);
    assert.equal(match("USER#{u}#STORY#{s}", "S", "USER#ana#STORY#", "S"), undefined);
    assert.equal(match("{a}{b}", "S", "x", "S"), undefined);
    assert.equal(match("{a}{b}", "S", "😀", "S"), undefined);
  });

  it("asks a field that stands in several places to be the same in all", () => {
    const story = ["USER#{o}#STORY#{s}", "STORY#{s}"] as const;
    assert.deepEqual(match(...story, "USER#a#STORY#1", "STORY#1"), { o: "a", s: "1" });
    assert.equal(match(...story, "USER#a#STORY#1", "STORY#2"), undefined);
    assert.deepEqual(match("{n:03d}", "{n}", "007", "7"), { n: 7 });
    assert.equal(match("{n:03d}", "{n}", "007", "007"), undefined);
    assert.deepEqual(match("{at:%Y}", "{at:%m}", "2024", "03"), { at: "2024" });
    assert.equal(match("{at:%Y}", "{at:%Y}", "2024", "2025"), undefined);
  });
});

describe("a stored item", () => {
  const owns = (pattern: string, data: object, stored: string) =>
    makesKey(parsePattern(pattern), data as KeyFields, stored);

  it("is of the pattern that makes its key of its own attributes", () => {
    assert.ok(owns("BOOK#{id}", { id: "1" }, "BOOK#1"));
    assert.ok(!owns("BOOK#{id}", { id: "1" }, "BOOK#1#NOTE#2"));
    assert.ok(!owns("BOOK#{id}", {}, "BOOK#1"));
    assert.ok(!owns("BOOK#{constructor}", {}, "BOOK#1"));
    assert.ok(!owns("BOOK#{n:d}", { n: "1" }, "BOOK#1"));
    assert.ok(owns("{a}#{b}", { a: "", b: "x#" }, "#x#")); // Python checks nothing
  });

  it("has its dates as ISO 8601 text, of which the key has what its clock shows", () => {
    const stored = "2024-03-05T07:08:09.120Z";
    assert.ok(owns("{at}", { at: stored }, stored));
    assert.ok(owns("{at!s}", { at: stored }, "2024-03-05 07:08:09.120000+00:00"));
    assert.ok(owns("{at:%Y-%m-%d %H}", { at: stored }, "2024-03-05 07"));
    assert.ok(owns("{at:%d}", { at: "2024-03-05" }, "05"));
    assert.ok(owns("{at:%d %H}", { at: "2024-03-05 23:30:00" }, "05 23"));
    assert.ok(owns("{at:%d %H}", { at: "2024-03-05T23:30:00-05:00" }, "05 23"));
    assert.ok(!owns("{at:%d}", { at: "soon" }, "05"));
  });

  it("has booleans as Python writes them", () => {
    assert.ok(owns("{a}{b!s}", { a: true, b: false }, "TrueFalse"));
  });
});
