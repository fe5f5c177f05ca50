/**
 * The JSON of an item's attributes in SQL: what dynawrap for Python writes, and a tag for what JSON has no word for.
 *
 * Numbers are JSON numbers of any size, a `Decimal` is its text (as Python writes one). Bytes, sets, and texts with U+0000 (which
 * jsonb refuses) are objects with the one name `$dynawrap`, and so are maps that have that name themselves.
 */

import {
  Decimal,
  exactNumber,
  isRecord,
  setOwn,
  type StoredData,
  type StoredValue,
  Unreadable,
} from "../../core/value.ts";

const TAG = "$dynawrap";

/** The attributes as JSON text. */
export function toJson(data: StoredData): string {
  return isPlain(data) ? JSON.stringify(data) : mapText(data);
}

/** Whether `JSON.stringify` writes the value as it should be. */
function isPlain(value: StoredValue): boolean {
  if (typeof value === "string") return !value.includes("\0");
  if (typeof value !== "object" || value === null) return typeof value !== "bigint";
  if (Array.isArray(value)) return value.every(isPlain);
  if (value instanceof Decimal) return true;
  if (value instanceof Uint8Array || value instanceof Set) return false;
  for (const name of Object.keys(value)) {
    if (name === TAG || !isPlain((value as StoredData)[name]!)) return false;
  }
  return true;
}

function valueText(value: StoredValue): string {
  if (typeof value === "string") {
    return value.includes("\0")
      ? tagged("S", JSON.stringify(toBase64(new TextEncoder().encode(value))))
      : JSON.stringify(value);
  }
  if (typeof value === "bigint") return String(value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  if (value instanceof Decimal) return JSON.stringify(value.text);
  if (value instanceof Uint8Array) return tagged("B", JSON.stringify(toBase64(value)));
  if (value instanceof Set) return setText(value);
  if (Array.isArray(value)) return `[${value.map(valueText).join()}]`;
  const text = mapText(value as StoredData);
  return Object.hasOwn(value, TAG) ? tagged("M", text) : text;
}

function mapText(data: StoredData): string {
  return `{${Object.keys(data).map((name) => `${JSON.stringify(name)}:${valueText(data[name]!)}`).join()}}`;
}

function setText(set: ReadonlySet<unknown>): string {
  const [first] = set;
  const [kind, text] = typeof first === "string"
    ? ["SS", (member: unknown) => valueText(member as string)]
    : first instanceof Uint8Array
    ? ["BS", (member: unknown) => JSON.stringify(toBase64(member as Uint8Array))]
    : ["NS", (member: unknown) => JSON.stringify(String(member))];
  return tagged(kind as string, `[${[...set].map(text as (member: unknown) => string).join()}]`);
}

function tagged(kind: string, text: string): string {
  return `{"${TAG}":{"${kind}":${text}}}`;
}

/** Whether there may be a number that `JSON.parse` reads otherwise than `exactNumber`: it is long, has an exponent, or is -0. */
const MAYBE_INEXACT = /[:,[]\s*(?:-?\d(?:[\d.]{14}|[\d.]*[eE])|-0(?![\d.]*[1-9]))/;
const NUMBERS = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** The attributes of a JSON text, no number rounded; or why they can't be read, in words that show nothing of what is stored. */
export function fromJson(text: string): StoredData | Unreadable {
  try {
    const isInexact = MAYBE_INEXACT.test(text);
    const data: unknown = JSON.parse(isInexact ? tagInexactNumbers(text) : text);
    if (!isRecord(data)) {
      const kind = typeof data === "string"
        ? "a JSON string, as a client leaves it that encodes JSON twice"
        : "no JSON object";
      return new Unreadable(`its data is ${kind}`);
    }
    return isInexact || text.includes(TAG) ? decodeMap(data as StoredData) : data as StoredData;
  } catch (error) {
    return new Unreadable(`its data can't be read: ${reasonOf(error)}`);
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof RangeError) return "it is nested too deep";
  return error instanceof TypeError ? error.message : "it is no JSON"; // JSON.parse's own message quotes what is stored
}

/**
 * Puts a tag around each number of which `JSON.parse` would give another value than `exactNumber`. Strings are passed over by
 * hand: a regular expression for them exhausts an engine's stack on a text of megabytes.
 */
function tagInexactNumbers(text: string): string {
  let result = "", at = 0;
  while (at < text.length) {
    const quote = text.indexOf('"', at);
    const start = quote < 0 ? text.length : quote, end = endOfString(text, start);
    result += text.slice(at, start).replace(NUMBERS, tagInexact) + text.slice(start, end);
    at = end;
  }
  return result;
}

/** The place behind the string that begins at a place. */
function endOfString(text: string, start: number): number {
  for (let end = start + 1;; end++) {
    end = text.indexOf('"', end);
    if (end < 0) return text.length;
    let escapes = end;
    while (text[escapes - 1] === "\\") escapes--;
    if ((end - escapes) % 2 === 0) return end + 1;
  }
}

function tagInexact(number: string): string {
  return Object.is(exactNumber(number), Number(number)) ? number : tagged("N", JSON.stringify(number));
}

function decode(value: StoredValue): StoredValue {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(decode);
  const map = value as StoredData;
  return Object.hasOwn(map, TAG) ? decodeTag(map) : decodeMap(map);
}

function decodeMap(map: StoredData): StoredData {
  const decoded: Record<string, StoredValue> = {};
  for (const name of Object.keys(map)) setOwn(decoded, name, decode(map[name]!));
  return decoded;
}

/** What a tagged map stands for. Throws a `TypeError` for one that `toJson` does not write, which another program or version did. */
function decodeTag(map: StoredData): StoredValue {
  const [kind, inner] = onlyEntry(onlyEntry(map)?.[1]) ?? [];
  let value: StoredValue | undefined;
  if (kind === "S" && typeof inner === "string") value = utf8.decode(fromBase64(inner));
  else if (kind === "M" && isRecord(inner)) value = decodeMap(inner as StoredData);
  else if (kind === "B" || kind === "N") value = decodeMember(kind, inner);
  else if ((kind === "SS" || kind === "NS" || kind === "BS") && Array.isArray(inner)) {
    const members = inner.map((member) => decodeMember(kind[0]!, member));
    if (!members.includes(undefined)) value = new Set(members as Member[]);
  }
  if (value === undefined) throw new TypeError(`"${TAG}" is followed by what is no tag`);
  return value;
}

type Member = string | number | bigint | Decimal | Uint8Array;

function decodeMember(kind: string, inner: unknown): Member | undefined {
  const member = kind === "S" ? decode(inner as StoredValue) : inner;
  if (typeof member !== "string" || kind === "S") return typeof member === "string" ? member : undefined;
  return kind === "B" ? fromBase64(member) : exactNumber(member);
}

function onlyEntry(value: unknown): readonly [string, unknown] | undefined {
  const entries = isRecord(value) ? Object.entries(value) : [];
  return entries.length === 1 ? entries[0] : undefined;
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function toBase64(bytes: Uint8Array): string {
  let binary = "";
  for (let i = 0; i < bytes.length; i += 0x2000) {
    binary += String.fromCharCode(...bytes.subarray(i, i + 0x2000));
  }
  return btoa(binary);
}

function fromBase64(text: string): Uint8Array {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw new TypeError(`"${TAG}" has bytes that are no base64`);
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}
