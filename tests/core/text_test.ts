import { Buffer } from "node:buffer";
import { describe, it } from "node:test";
import assert from "node:assert/strict";
import fc from "fast-check";
import { compareText, exceedsBytes, prefixEnd, quote } from "../../core/text.ts";

const text = fc.string({ unit: "binary", maxLength: 8 }); // no halves of surrogate pairs
const near = fc.string({
  unit: fc.constantFrom("a", "\ud7ff", "\ue000", "\uffff", "😀", "\u{10ffff}"),
  maxLength: 4,
});

describe("the order of texts", () => {
  it("is that of their UTF-8 bytes", () => {
    fc.assert(fc.property(fc.oneof(text, near), fc.oneof(text, near), (a, b) => {
      assert.equal(Math.sign(compareText(a, b)), Buffer.compare(Buffer.from(a), Buffer.from(b)));
    }));
    assert.ok(compareText("\uff61", "\u{10002}") < 0);
    assert.ok("\uff61" > "\u{10002}"); // which is why
    assert.equal(compareText("é", "é"), 0);
    assert.ok(compareText("", "\0") < 0);
  });
});

describe("the end of a prefix", () => {
  it("is greater than every text with the prefix, and no greater than any other greater text", () => {
    fc.assert(fc.property(near, near, near, (prefix, rest, other) => {
      const end = prefixEnd(prefix);
      if (end === undefined) return assert.match(prefix, /^\u{10ffff}*$/u);
      assert.ok(compareText(prefix + rest, end) < 0);
      if (compareText(other, prefix) > 0 && !other.startsWith(prefix)) {
        assert.ok(compareText(other, end) >= 0);
      }
    }));
  });

  it("is well formed", () => {
    assert.equal(prefixEnd("STORY#12"), "STORY#13");
    assert.equal(prefixEnd("a\ud7ff"), "a\ue000");
    assert.equal(prefixEnd("a\u{10ffff}"), "b");
    assert.equal(prefixEnd("a\uffff"), "a\u{10000}");
    assert.equal(prefixEnd("\u{10ffff}"), undefined);
    assert.equal(prefixEnd(""), undefined);
  });
});

describe("bytes of a text", () => {
  it("are counted as UTF-8", () => {
    fc.assert(fc.property(text, fc.integer({ min: 0, max: 40 }), (a, limit) => {
      assert.equal(exceedsBytes(a, limit), Buffer.byteLength(a) > limit);
    }));
  });
});

describe("a text in a message", () => {
  it("is quoted, and cut when it is long", () => {
    assert.equal(quote('a"\n\0'), '"a\\"\\n\\u0000"');
    assert.equal(quote("x".repeat(80)), `"${"x".repeat(80)}"`);
    assert.equal(quote("x".repeat(81)), `"${"x".repeat(77)}..."`);
  });
});
