import { describe, it } from "node:test";
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import fc from "fast-check";
import { md5 } from "../../core/md5.ts";

describe("md5", () => {
  // RFC 1321, appendix A.5.
  for (
    const [text, expected] of [
      ["", "d41d8cd98f00b204e9800998ecf8427e"],
      ["a", "0cc175b9c0f1b6a831c399e269772661"],
      ["abc", "900150983cd24fb0d6963f7d28e17f72"],
      ["message digest", "f96b697d7cb7938d525a2f31aaf161d0"],
      ["abcdefghijklmnopqrstuvwxyz", "c3fcd3d76192e4007dfb496cca67e13b"],
      ["ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", "d174ab98d277d9f5a5611c2c9f419d9f"],
      ["1234567890".repeat(8), "57edf4a22be3c955ac49da2e2107b67a"],
    ] as const
  ) {
    it(`of "${text}" is that of RFC 1321`, () => assert.equal(md5(text), expected));
  }

  const reference = (text: string) => createHash("md5").update(text).digest("hex");

  it("is that of node:crypto for texts of every length around the ends of blocks", () => {
    for (let length = 0; length < 200; length++) {
      const text = "é".repeat(length % 3) + "x".repeat(length);
      assert.equal(md5(text), reference(text));
    }
  });

  it("is that of node:crypto for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => md5(text) === reference(text)),
    );
  });
});
