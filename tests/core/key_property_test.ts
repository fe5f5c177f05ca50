import { describe, it } from "node:test";
import assert from "node:assert/strict";
import fc from "fast-check";
import { InvalidKeyError } from "../../core/errors.ts";
import type { KeyValue } from "../../core/format/format.ts";
import { keyBuilder, keyPrefix } from "../../core/key.ts";
import { parsePattern, type Pattern, plainText } from "../../core/pattern.ts";
import { makesKey, matchKey, splitKey } from "../../core/read_key.ts";

// Few characters, which stand in the texts of patterns too: so that values meet them.
const text = fc.string({
  unit: fc.constantFrom("#", "#", "A", "-", ".", "0", "5", "x", "😀"),
  minLength: 1,
  maxLength: 5,
});
const literal = fc.constantFrom("#", "#", "#A#", "##", "-", "", "{{", "5", "😀", "x-");
const instant = fc.date({
  min: new Date("0001-01-01"),
  max: new Date("9999-12-31T23:59:59.999Z"),
  noInvalidDate: true,
});
const kinds: readonly [string, fc.Arbitrary<KeyValue>][] = [
  ["", text],
  ["", text],
  ["!s", text],
  [":>3", text],
  [":-<4s", text],
  ["", fc.integer()],
  [":d", fc.oneof(fc.integer({ min: -99, max: 99 }), fc.bigInt({ min: 0n, max: 10n ** 20n }))],
  [":03d", fc.integer({ min: -9, max: 1999 })],
  [":.1f", fc.integer({ min: -99, max: 99 }).map((tenths) => tenths / 10)],
  [":%Y-%m-%d", instant],
  ["!s", instant],
  ["", instant],
  ["!s", fc.boolean()],
];

interface Sample {
  readonly pattern: string;
  readonly values: Readonly<Record<string, KeyValue>>;
  /** Other values, of which some may be the same. */
  readonly others: Readonly<Record<string, KeyValue>>;
}

const slot = fc.constantFrom(...kinds).chain(([spec, value]) =>
  fc.tuple(fc.constant(spec), value, value, literal)
);
const sample: fc.Arbitrary<Sample> = fc.tuple(literal, fc.array(slot, { minLength: 1, maxLength: 4 })).map(
  ([start, slots]) => ({
    pattern: start + slots.map(([spec, , , next], i) => `{f${i}${spec}}${next}`).join(""),
    values: Object.fromEntries(slots.map(([, value], i) => [`f${i}`, value])),
    others: Object.fromEntries(slots.map(([, , value], i) => [`f${i}`, value])),
  }),
);

/** The result of `make`, unless a key is refused. */
function unlessRefused<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    assert.ok(error instanceof InvalidKeyError, String(error));
    return undefined;
  }
}

const keyOf = (pattern: Pattern, values: Sample["values"]) =>
  unlessRefused(() => keyBuilder(pattern, Infinity)(values));

/** The text of each field by itself. */
const textsOf = ({ slots }: Pattern, values: Sample["values"]) =>
  slots.map(({ field, format }) => format ? format.format(values[field]!) : plainText(values[field]));

/** What stores hold in place of a value. */
const storedOf = (values: Sample["values"]) =>
  Object.fromEntries(
    Object.entries(values).map((
      [field, value],
    ) => [field, value instanceof Date ? value.toISOString() : value]),
  );

/** Runs a property over patterns and values whose key is not refused, and sees that these are enough. */
function holds(property: (pattern: Pattern, key: string, sample: Sample) => void): void {
  let keys = 0;
  fc.assert(
    fc.property(sample, (one) => {
      const pattern = parsePattern(one.pattern);
      const key = keyOf(pattern, one.values);
      if (key === undefined) return;
      keys++;
      property(pattern, key, one);
    }),
    { numRuns: 5000 },
  );
  assert.ok(keys > 1500, `only ${keys} keys`);
}

describe("a key that is made", () => {
  it("reads back as the text of each field", () => {
    holds((pattern, key, { values }) => {
      assert.deepEqual(splitKey(pattern, key), textsOf(pattern, values));
    });
  });

  it("is no key of other values", () => {
    holds((pattern, key, { others }) => {
      if (keyOf(pattern, others) === key) assert.deepEqual(splitKey(pattern, key), textsOf(pattern, others));
    });
  });

  it("begins with the key that its first fields make", () => {
    holds((pattern, key, { values }) => {
      pattern.fields.forEach((_, count) => {
        const first = Object.fromEntries(
          pattern.fields.slice(0, count).map((field) => [field, values[field]]),
        );
        const { text, missing } = keyPrefix(pattern, first);
        assert.ok(key.startsWith(text), `${key} begins with ${text}`);
        assert.equal(missing, pattern.fields[count]);
      });
      assert.deepEqual(keyPrefix(pattern, values), { text: key, missing: undefined });
    });
  });

  it("matches, and the values that it gives make it again", () => {
    holds((pattern, key) => {
      const values = matchKey(pattern, parsePattern("S"), { PK: key, SK: "S" });
      assert.deepEqual(Object.keys(values ?? {}), pattern.fields);
      const again = unlessRefused(() => keyPrefix(pattern, values!).text); // refused for part of a date
      if (again) assert.equal(again, key);
    });
  });

  it("is that of the item that is stored under it", () => {
    holds((pattern, key, { values }) => {
      assert.ok(makesKey(pattern, storedOf(values), key));
      assert.ok(!makesKey(pattern, storedOf(values), `${key}#`));
    });
  });
});

describe("a text that may be a key", () => {
  it("is read back, or refused, without an end in sight being missed", () => {
    fc.assert(
      fc.property(sample, text, text, ({ pattern }, a, b) => {
        const parsed = parsePattern(pattern);
        const key = parsed.start + a + b + a;
        const pieces = splitKey(parsed, key);
        if (!pieces) return;
        assert.equal(parsed.start + parsed.slots.map(({ next }, i) => pieces[i]! + next).join(""), key);
        assert.ok(pieces.every((piece) => piece !== "" && piece.isWellFormed()));
      }),
      { numRuns: 5000 },
    );
  });

  it("takes no more than a moment to be read, whatever it is", () => {
    const pattern = parsePattern("{a}#{b}#{c}#{d}#{e}#{f}#{g}#{h}!");
    const start = performance.now();
    assert.equal(splitKey(pattern, "#".repeat(2048)), undefined);
    assert.equal(splitKey(parsePattern("{a}{b}{c}{d}{e:d}"), "x".repeat(2048)), undefined);
    assert.ok(performance.now() - start < 5000);
  });
});
