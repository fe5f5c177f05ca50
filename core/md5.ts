const SHIFTS = [[7, 12, 17, 22], [5, 9, 14, 20], [4, 11, 16, 23], [6, 10, 15, 21]];

/** MD5 (RFC 1321) of a text in UTF-8, as 32 hexadecimal digits. Here because Web Crypto has none. */
export function md5(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const { length } = bytes;
  // The text, a bit, zeros, and the number of bits fill whole blocks of 64 bytes.
  const padded = new Uint8Array((length + 72) >> 6 << 6);
  const words = new DataView(padded.buffer);
  padded.set(bytes);
  padded[length] = 0x80;
  words.setUint32(padded.length - 8, length << 3, true);
  words.setUint32(padded.length - 4, length >>> 29, true);

  const state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  for (let block = 0; block < padded.length; block += 64) {
    let [a, b, c, d] = state as [number, number, number, number];
    for (let step = 0; step < 64; step++) {
      const round = step >> 4;
      const mixed = [b & c | ~b & d, d & b | ~d & c, b ^ c ^ d, c ^ (b | ~d)][round]!;
      const word = [step, 5 * step + 1, 3 * step + 5, 7 * step][round]! & 15;
      const sum = a + mixed + (Math.abs(Math.sin(step + 1)) * 2 ** 32 | 0) +
        words.getUint32(block + word * 4, true);
      const shift = SHIFTS[round]![step & 3]!;
      [a, b, c, d] = [d, b + (sum << shift | sum >>> 32 - shift) | 0, b, c];
    }
    [a, b, c, d].forEach((word, index) => state[index] = state[index]! + word | 0);
  }
  state.forEach((word, index) => words.setUint32(index * 4, word, true));
  return Array.from(padded.subarray(0, 16), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
