import type { FormatSpec } from "./spec.ts";

/** How much of a gap is before the value, and the alignment; `side` is that of values of this kind. */
const before = (gap: number, { align, zero }: FormatSpec, side: string): [left: number, align: string] => {
  align ||= zero && side === ">" ? "=" : side;
  return [align === "^" ? gap >> 1 : align === "<" ? 0 : gap, align];
};

/**
 * Groups and fills: `head` is a sign and a prefix, `digits` those that are grouped (the whole part of a number), `tail`
 * the rest.
 */
export function pad(spec: FormatSpec, side: string, head: string, digits: string, tail: string): string {
  const { width, grouping, type } = spec;
  const fill = spec.fill || spec.zero || " ";
  const [room, align] = before(width - head.length - tail.length, spec, side);
  if (digits) {
    const size = /[boxX]/.test(type) ? 4 : 3;
    // Such zeros are grouped like digits, and a separator never comes first: {:04,} makes 0,001 of 1.
    if (fill + align === "0=") {
      digits = digits.padStart(grouping ? room - Math.floor((room - 1) / (size + 1)) : room, "0");
    }
    if (grouping) digits = digits.replace(RegExp(`\\B(?=(\\w{${size}})+$)`, "g"), grouping);
  }
  const body = digits + tail;
  const gap = Math.max(0, width - [...head + body].length);
  const [left] = before(gap, spec, side);
  const padding = fill.repeat(left);
  return (align === "=" ? head + padding : padding + head) + body + fill.repeat(gap - left);
}

/**
 * Everything that may have been filled up to this text, itself first. Not all of it need be: what looks like a fill may be
 * content (in `0<5d`), so that only formatting again can tell.
 */
export function unpad(spec: FormatSpec, side: string, text: string): string[] {
  const characters = [...text];
  const { length } = characters;
  const [, align] = before(0, spec, side);
  const head = align === "=" ? /^[-+ ]?(0[box])?/i.exec(text)![0].length : 0;
  return characters.slice(0, length === spec.width ? length : 1).map((_, gap) => {
    const start = head + before(gap, spec, side)[0];
    return [...characters.slice(0, head), ...characters.slice(start, start - head + length - gap)].join("");
  });
}
