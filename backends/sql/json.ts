/**
 * The JSON of an item's attributes in SQL: what dynawrap for Python writes, and a tag for what JSON has no word for.
 *
 * Numbers are JSON numbers of any size, a `Decimal` is its text (as Python writes one). Bytes, sets, and texts with U+0000 (which
 * jsonb refuses) are objects with the one name `$dynawrap`, and so are maps that have that name themselves.
 */

import {
  Decimal,
  exactNumber,
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

/** Whether there may be a number that a JavaScript number does not hold: it is long, or has an exponent. */
const MAYBE_INEXACT = /[:,[]\s*-?\d(?:[\d.]{14}|[\d.]*[eE])/;
const TOKENS = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** The attributes of a JSON text, no number rounded; or why they can't be read. */
export function fromJson(text: string): StoredData | Unreadable {
  try {
    const isInexact = MAYBE_INEXACT.test(text);
    const data = JSON.parse(isInexact ? text.replace(TOKENS, tagInexact) : text);
    if (typeof data !== "object" || data === null || Array.isArray(data)) {
      const kind = typeof data === "string"
        ? "a JSON string, as a client leaves it that encodes JSON twice"
        : "no JSON object";
      return new Unreadable(`its data is ${kind}`);
    }
    return isInexact || text.includes(TAG) ? decodeMap(data) : data;
  } catch (error) {
    return new Unreadable(`its data can't be read: ${(error as Error).message}`);
  }
}

/** Puts a tag around a number's text where `JSON.parse` would give another value than `exactNumber`. */
function tagInexact(token: string): string {
  if (token.startsWith('"') || Object.is(exactNumber(token), Number(token))) return token;
  return tagged("N", JSON.stringify(token));
}

function decode(value: StoredValue): StoredValue {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(decode);
  const map = value as StoredData;
  return Object.hasOwn(map, TAG) ? decodeTag(map[TAG] as StoredData) : decodeMap(map);
}

function decodeMap(map: StoredData): StoredData {
  const decoded: Record<string, StoredValue> = {};
  for (const name of Object.keys(map)) setOwn(decoded, name, decode(map[name]!));
  return decoded;
}

// deno-lint-ignore no-explicit-any -- what stands behind a tag was written by toJson, or throws
function decodeTag(tag: any): StoredValue {
  const [kind] = Object.keys(tag);
  const inner = tag[kind!];
  switch (kind) {
    case "S":
      return new TextDecoder("utf-8", { ignoreBOM: true }).decode(fromBase64(inner));
    case "N":
      return exactNumber(inner)!;
    case "B":
      return fromBase64(inner);
    case "M":
      return decodeMap(inner);
    case "SS":
      return new Set(inner.map(decode));
    case "NS":
      return new Set(inner.map(exactNumber));
    case "BS":
      return new Set(inner.map(fromBase64));
    default:
      throw new TypeError(`"${TAG}" is followed by "${kind}"`);
  }
}

function toBase64(bytes: Uint8Array): string {
  let binary = "";
  for (let i = 0; i < bytes.length; i += 0x2000) {
    binary += String.fromCharCode(...bytes.subarray(i, i + 0x2000));
  }
  return btoa(binary);
}

function fromBase64(text: string): Uint8Array {
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}
