/** A pattern is parsed once for each model, and by `formatKey` and `partialKeyPrefix` of a class each time. */

import { parsePattern } from "../core/pattern.ts";
import { PK, SK } from "./story.ts";
import { benchWays } from "./ways.ts";

const plain = [
  PK,
  SK,
  "USER#{id}",
  "SENSOR#{sensor}",
  "{state}#{district}#{city}#",
  "TAG#{tag}",
  "{kind}#{id}#{part}",
  "PROFILE",
];

const formatted = [
  "{year:04d}#{hour:02d}",
  "{at:%Y-%m-%d}#{id!s}",
  "PRICE#{price:010.2f}#{id}",
  "{count:>8}#TOTAL",
];

const ways = {
  "by hand: split by a regex": splitByHand,
  "dynawrap parsePattern": parsePattern,
};

benchWays("parsing a pattern", variants(plain), ways);
benchWays("parsing a pattern with formats", variants(formatted), ways);

/** The texts, and between them the names and formats. No brace is doubled, nothing is refused, and no format is compiled. */
function splitByHand(text: string): string[] {
  return text.split(/\{([^{}:!]+)([^{}]*)\}/);
}

/** A thousand patterns, each of another text, so that no engine remembers what it has split. */
function variants(patterns: readonly string[]): string[] {
  return JSON.parse(JSON.stringify(
    Array.from({ length: 1024 }, (_, i) => `${i}#${patterns[i % patterns.length]}`),
  ));
}
