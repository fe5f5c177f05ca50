import { unusable } from "./spec.ts";

const DAYS = "Sunday Monday Tuesday Wednesday Thursday Friday Saturday".split(" ");
const MONTHS = "January February March April May June July August September October November December".split(
  " ",
);

const SHORTHANDS: Record<string, string> = {
  c: "%a %b %e %T %Y",
  D: "%m/%d/%y",
  F: "%Y-%m-%d",
  h: "%b",
  n: "\n",
  r: "%I:%M:%S %p",
  R: "%H:%M",
  t: "\t",
  T: "%R:%S",
  x: "%D",
  X: "%T",
  z: "+0000",
  Z: "UTC",
};

const digits = (count: number, length = 2): string => `${Math.floor(count)}`.padStart(length, "0");
const blank = (digits: string): string => digits.replace(/^0/, " ");
const dayOfYear = (at: Date): number => (+at - new Date(at).setUTCMonth(0, 1)) / 864e5;

/** What each directive stands for. */
function directives(at: Date): Record<string, string> {
  const [Y, m, d, H, M, S, f] = at.toISOString().split(/\D/) as [
    string,
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const w = at.getUTCDay();
  const u = w || 7;
  const A = DAYS[w]!;
  const B = MONTHS[+m - 1]!;
  const I = digits((+H + 11) % 12 + 1);
  const day = dayOfYear(at);
  // The Thursday of an ISO 8601 week is in the year whose week it is.
  const thursday = new Date(+at + (4 - u) * 864e5);
  const G = thursday.getUTCFullYear();
  return {
    a: A.slice(0, 3),
    A,
    b: B.slice(0, 3),
    B,
    // Years are not padded because glibc does not.
    C: `${+Y.slice(0, 2)}`,
    d,
    e: blank(d),
    f: f + "000",
    g: digits(G % 100),
    G: `${G}`,
    H,
    I,
    j: digits(day + 1, 3),
    k: blank(H),
    l: blank(I),
    m,
    M,
    p: +H < 12 ? "AM" : "PM",
    S,
    u: `${u}`,
    U: digits((day + 7 - w) / 7),
    V: digits(dayOfYear(thursday) / 7 + 1),
    w: `${w}`,
    W: digits((day + 8 - u) / 7),
    y: Y.slice(2),
    Y: `${+Y}`,
    "%": "%",
  };
}

/** A compiled `strftime` format. */
export interface DateFormat {
  format(at: Date): string;
  fits(text: string): boolean;
  /** The dates that may have this text, if it says enough: only formatting again can tell. */
  values(text: string): Date[];
  readonly minLength: number;
}

const expand = (text: string): string =>
  text.replace(/%(.)/gs, (all, letter) => letter in SHORTHANDS ? expand(SHORTHANDS[letter]!) : all);

/**
 * Compiles a `strftime` format for UTC and the C locale, on any platform.
 *
 * @throws {RangeError} For a directive or a flag that C libraries don't agree on (`%-d`, `%P`, `%s`, `%E`).
 */
export function compileDate(spec: string): DateFormat {
  // Directives are at odd indices.
  const pieces = expand(spec).split(/%(.)/su);
  const format = (at: Date) => {
    const texts = directives(at);
    return pieces.map((piece, index) => index % 2 ? texts[piece] : piece).join("");
  };
  // No year, day or month has a shorter text than this one's.
  const shortest = new Date("0001-05-07");
  const texts = directives(shortest);
  let pattern = "";
  pieces.forEach((piece, index) => {
    const text = index % 2 ? texts[piece] : piece.replaceAll("%", "%%");
    if (text === undefined || text.includes("%%")) {
      throw unusable(spec, `a date has no "%${index % 2 ? piece : ""}"`);
    }
    pattern += text === piece
      ? text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")
      // The same directive has the same text.
      : pattern.includes(`(?<${piece}>`)
      ? `\\k<${piece}>`
      : `(?<${piece}>${
        /[a-z]/i.test(text) ? "[A-Za-z]+" : /[CGY]/.test(piece) ? "\\d{1,4}" : `[ \\d]\\d{${text.length - 1}}`
      })`;
  });
  const regex = RegExp(`^${pattern}$`);
  return {
    format,
    fits: (text) => regex.test(text),
    values: (text) => {
      const { Y, m, d, H = "00", M = "00", S = "00", f = "000" } = regex.exec(text)?.groups ?? {};
      const at = new Date(`${Y?.padStart(4, "0")}-${m}-${d}T${H}:${M}:${S}.${f.slice(0, 3)}Z`);
      return [at].filter((at) => at.getUTCFullYear() > 0); // not for an invalid date, nor the year 0
    },
    minLength: format(shortest).length,
  };
}

/** Formats as Python does a `datetime` in UTC. */
export function formatDate(date: Date, spec: string): string {
  return compileDate(spec).format(date);
}
