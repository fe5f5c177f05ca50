/** From the values of an item to the values that stores hold: the one place that says what can be stored. */

import { UnstorableValueError } from "./errors.ts";
import { pathStep } from "./schema.ts";
import {
  canonicalNumber,
  Decimal,
  exactNumber,
  isRecord,
  setOwn,
  type StoredData,
  type StoredValue,
} from "./value.ts";

/** The most levels of lists and maps that DynamoDB takes in an attribute. */
const MAX_DEPTH = 32;

/** A value that its stored form does not tell apart from another kind, so that only the schema can bring it back. */
export interface Ambiguous {
  /** Where, with `[]` for any place in a list. */
  readonly place: string;
  readonly path: readonly PropertyKey[];
  readonly value: Date | number | bigint | Decimal | ReadonlySet<never>;
}

/** An item's attributes as they are stored, and what the schema must be able to tell apart in them. */
export interface Storable {
  readonly data: StoredData;
  readonly ambiguous: readonly Ambiguous[];
}

/**
 * Turns the fields of an item into what is stored: a property that is `undefined` is left out, a `Date` becomes its ISO 8601
 * text, everything else stays as it is. Throws an `UnstorableValueError` that names the path for what some store could not
 * give back. Objects without any change are not copied.
 */
export function toStorable(fields: object): Storable {
  if (isPlain(fields, 0)) return { data: fields as StoredData, ambiguous: [] };
  const walk = new Walk();
  return { data: walk.record(fields as Record<string, unknown>) as StoredData, ambiguous: walk.ambiguous };
}

/**
 * Whether a value is stored as it is, and as nothing else: texts, whole numbers and fractions, booleans, null, and lists and maps of
 * them. That is most of what is stored, and is told without a path (`bench/`).
 */
function isPlain(value: unknown, depth: number): boolean {
  switch (typeof value) {
    case "string":
      return value.isWellFormed();
    case "number":
      return Number.isInteger(value)
        ? Number.isSafeInteger(value) && !Object.is(value, -0)
        : Math.abs(value) >= 1e-130 && Math.abs(value) < 1e126;
    case "boolean":
      return true;
    case "object":
      return value === null || (depth <= MAX_DEPTH && isPlainObject(value, depth + 1));
    default:
      return false;
  }
}

/** Names that were found to be storable, up to a number: nearly every name is one of a model's. */
const KNOWN_NAMES = new Set<string>();
const MOST_NAMES = 1000;

function isName(name: string): boolean {
  const isGood = name !== "" && name.isWellFormed() && !name.includes("\0");
  if (isGood && KNOWN_NAMES.size < MOST_NAMES) KNOWN_NAMES.add(name);
  return isGood;
}

/** In a loop of `for in`, which takes two thirds of the time of one over `Object.keys`, V8 leaves its call out; not if imported. */
const { hasOwnProperty } = Object.prototype;

function isPlainObject(value: object, depth: number): boolean {
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) if (!isPlain(value[i], depth)) return false;
    return true;
  }
  if (!isRecord(value)) return false;
  for (const name in value) {
    if (!hasOwnProperty.call(value, name)) continue;
    if (!(KNOWN_NAMES.has(name) || isName(name)) || !isPlain(value[name], depth)) return false;
  }
  return true;
}

class Walk {
  readonly ambiguous: Ambiguous[] = [];
  readonly #path: PropertyKey[] = [];
  readonly #above: object[] = [];

  value(value: unknown): StoredValue | undefined {
    if (isPlain(value, this.#above.length + 1)) return value as StoredValue;
    switch (typeof value) {
      case "string":
        if (!value.isWellFormed()) {
          throw this.#refuse("the text holds half of a surrogate pair, which UTF-8 has no bytes for");
        }
        return value;
      case "number":
        return this.#number(value);
      case "boolean":
        return value;
      case "bigint":
        return this.#digits(value);
      case "object":
        return value === null ? null : this.#object(value);
      case "undefined":
        return undefined;
      default:
        throw this.#refuse(`a ${typeof value} can't be stored`);
    }
  }

  record(fields: Record<string, unknown>): StoredValue {
    let copy: Record<string, StoredValue> | undefined;
    const names = Object.keys(fields);
    for (let i = 0; i < names.length; i++) {
      const name = names[i]!, field = fields[name];
      this.#path.push(name);
      if (!name.isWellFormed() || name.includes("\0") || name === "") {
        throw this.#refuse(
          "a name must have at least one character, and neither U+0000 nor half of a surrogate pair",
        );
      }
      const value = this.value(field);
      this.#path.pop();
      if (!copy && (value === undefined || !Object.is(value, field))) copy = pick(fields, names.slice(0, i));
      if (copy && value !== undefined) setOwn(copy, name, value);
    }
    return copy ?? fields as StoredData;
  }

  #object(value: object): StoredValue | undefined {
    if (value instanceof Date) return this.#date(value);
    if (value instanceof Uint8Array || value instanceof Decimal) {
      return value instanceof Decimal ? this.#decimal(value) : value;
    }
    if (value instanceof Set) return this.#set(value);
    const isList = Array.isArray(value);
    if (!isList && !isRecord(value)) {
      const kind = value.constructor?.name ?? "unknown class";
      throw this.#refuse(
        `an object of class "${kind}" can't be stored: only plain objects, lists, Set, Date, Uint8Array and Decimal`,
      );
    }
    if (this.#above.includes(value)) throw this.#refuse("the object contains itself");
    if (this.#above.length >= MAX_DEPTH) {
      throw this.#refuse(`there are more than ${MAX_DEPTH} levels of lists and maps`);
    }
    this.#above.push(value);
    const stored = isList ? this.#list(value) : this.record(value);
    this.#above.pop();
    return stored;
  }

  #list(list: readonly unknown[]): StoredValue {
    let copy: StoredValue[] | undefined;
    for (let i = 0; i < list.length; i++) {
      this.#path.push(i);
      const value = this.value(list[i]);
      if (value === undefined) throw this.#refuse("a list can't hold undefined: leave it out, or store null");
      this.#path.pop();
      if (!copy && !Object.is(value, list[i])) copy = list.slice(0, i) as StoredValue[];
      if (copy) copy.push(value);
    }
    return copy ?? list as readonly StoredValue[];
  }

  #date(date: Date): string {
    if (Number.isNaN(date.getTime())) throw this.#refuse("the Date is invalid");
    const text = date.toISOString();
    if (!/^\d/.test(text)) throw this.#refuse("the Date is not in the years 0 to 9999");
    this.#note(date);
    return text;
  }

  #number(value: number): number {
    if (!Number.isFinite(value)) throw this.#refuse(`${value} is no number that a store can hold`);
    if (Number.isInteger(value) && !Number.isSafeInteger(value)) this.#note(value);
    this.#fits(String(value));
    return value + 0; // 0 for -0, which is the same number
  }

  #digits(value: bigint): bigint {
    if (value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER) this.#note(value);
    this.#fits(canonicalNumber(String(value))!);
    return value;
  }

  #decimal(value: Decimal): Decimal {
    this.#fits(value.text);
    this.#note(value);
    return value;
  }

  /** Holds a number, in its canonical text, to what DynamoDB can hold: 38 digits, from 1E-130 to 9.99...E+125. */
  #fits(text: string): void {
    const digits = text.replace(/e.*$/, "").replace(/[-.]/g, "").replace(/^0+|0+$/g, "");
    if (digits === "") return;
    if (digits.length > 38) throw this.#refuse("the number has more than 38 significant digits");
    const exponent = magnitude(text);
    if (exponent > 125 || exponent < -130) {
      throw this.#refuse(`${text} is out of the range of DynamoDB's numbers`);
    }
  }

  #set(set: Set<unknown>): StoredValue | undefined {
    if (set.size === 0) {
      this.#note(set as Set<never>);
      return undefined; // no store of DynamoDB's kind holds an empty set
    }
    const kinds = new Set<string>(), members = new Set<string>();
    for (const member of set) {
      const kind = memberKind(member);
      if (kind === undefined) throw this.#refuse("a set holds strings, numbers or bytes only");
      if (kind === "number" && (typeof member === "number" && !Number.isFinite(member))) {
        throw this.#refuse(`${member} is no number that a store can hold`);
      }
      if (typeof member === "string" && !member.isWellFormed()) {
        throw this.#refuse("the text holds half of a surrogate pair, which UTF-8 has no bytes for");
      }
      kinds.add(kind);
      const text = kind === "number" ? canonicalNumber(String(member))! : String(member);
      if (kind === "number") this.#fits(text);
      members.add(text);
    }
    if (kinds.has("number") && [...set].some((member) => exactNumber(String(member)) !== member)) {
      this.#note(set as Set<never>);
    }
    if (kinds.size > 1) {
      throw this.#refuse(`a set holds values of one kind, and this one has ${[...kinds].join(" and ")}`);
    }
    if (members.size < set.size) throw this.#refuse("the set holds the same value twice");
    return set as ReadonlySet<string | number | bigint | Decimal | Uint8Array>;
  }

  #note(value: Ambiguous["value"]): void {
    const place = this.#path.reduce<string>(
      (text, key) => text + (typeof key === "number" ? "[]" : pathStep(key, text === "")),
      "",
    );
    this.ambiguous.push({ place, path: [...this.#path], value });
  }

  #refuse(why: string): UnstorableValueError {
    const path = this.#path.reduce<string>((text, key) => text + pathStep(key, text === ""), "");
    return new UnstorableValueError(`Cannot store "${path}": ${why}`, { path });
  }
}

function memberKind(member: unknown): "string" | "number" | "bytes" | undefined {
  if (typeof member === "string") return "string";
  if (typeof member === "number" || typeof member === "bigint" || member instanceof Decimal) return "number";
  return member instanceof Uint8Array ? "bytes" : undefined;
}

function pick(fields: Record<string, unknown>, names: readonly string[]): Record<string, StoredValue> {
  const copy: Record<string, StoredValue> = {};
  for (const name of names) setOwn(copy, name, fields[name]);
  return copy;
}

/** The power of ten of a canonical number's first digit. */
function magnitude(text: string): number {
  const [mantissa, exponent] = text.replace("-", "").split("e") as [string, string | undefined];
  if (exponent !== undefined) return Number(exponent);
  const [whole, fraction = ""] = mantissa.split(".") as [string, string | undefined];
  return whole === "0" ? -1 - fraction.search(/[1-9]/) : whole.length - 1;
}

/** Every form in which a store may give an ambiguous value back: the first one is what is stored by default. */
export function storedForms(value: Ambiguous["value"]): readonly (StoredValue | undefined)[] {
  if (value instanceof Date) return [value.toISOString()];
  if (value instanceof Decimal) {
    return [value.text, exactNumber(value.text)];
  }
  if (value instanceof Set) {
    return [value.size === 0 ? undefined : new Set([...value].map((member) => exactNumber(String(member))!))];
  }
  return [exactNumber(String(value))];
}
