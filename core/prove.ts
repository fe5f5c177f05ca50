/**
 * The proof, before something is written, that it will come back equal: a store has no word for some values, and only the schema can
 * tell them apart again. A schema of another library may make anything of an item, and is asked each time; the core's own
 * are asked once for each place.
 */

import { UnstorableValueError } from "./errors.ts";
import { pathStep, pathText, type StandardResult } from "./schema.ts";
import { type Ambiguous, type Storable, storedForms, toStorable } from "./storable.ts";
import { Decimal, isRecord, setOwn, type StoredData, type StoredValue } from "./value.ts";

type Restore = (data: StoredData, name: string) => StandardResult<Record<string, unknown>>;

/** The most that is remembered; beyond, each item is proven again. */
const MOST_PROVEN = 1000;

export class Prover {
  readonly #restore: Restore;
  readonly #converts: boolean;
  readonly #proven = new Set<string>();

  /** `converts` is whether the schema may give other values than it is given. */
  constructor(restore: Restore, converts: boolean) {
    this.#restore = restore;
    this.#converts = converts;
  }

  /** Throws an `UnstorableValueError` for an item that would come back as another one. */
  prove({ data, ambiguous }: Storable, name: string): void {
    const open = this.#converts ? ambiguous : ambiguous.filter((one) => !this.#proven.has(idOf(one)));
    if (open.length === 0 && !this.#converts) return;
    const forms = open.map(({ value }) => storedForms(value));
    for (let i = 0; i < Math.max(1, ...forms.map((all) => all.length)); i++) {
      this.#proveForms(data, open, forms.map((all) => all[Math.min(i, all.length - 1)]), name);
    }
    if (!this.#converts) { for (const one of open) this.#remember(idOf(one)); }
  }

  /** Proves an item whose ambiguous values are stored in certain forms. */
  #proveForms(data: StoredData, open: readonly Ambiguous[], forms: readonly unknown[], name: string): void {
    let stored: unknown = data;
    open.forEach(({ path }, n) => {
      if (at(stored, path) !== forms[n]) stored = replaced(stored, path, forms[n]);
    });
    const result = this.#restore(stored as StoredData, name);
    const issue = result.issues?.find(({ path }) =>
      !open.some((one) => pathText(one.path) === pathText(path))
    );
    if (issue) {
      throw unrestorable(pathText(issue.path), name, `the schema refuses its stored form: ${issue.message}`);
    }
    open.forEach(({ place, path, value }, n) => {
      const back = result.issues ? forms[n] : at(result.value, path);
      if (kindOf(back) === kindOf(value) && sameValue(back, value)) return;
      const kind = kindOf(value);
      throw unrestorable(
        place,
        name,
        `a ${kind} would come back as ${kindOf(back)} there: declare the field as ${kind}`,
      );
    });
    if (!result.issues && this.#converts) proveSame(data, result.value, name);
  }

  #remember(what: string): void {
    if (this.#proven.size < MOST_PROVEN) this.#proven.add(what);
  }
}

/** Throws when a schema has made other fields of what it was given. */
function proveSame(data: StoredData, restored: object, name: string): void {
  const again = toStorable(restored).data;
  const other = Object.keys({ ...data, ...again }).find((field) =>
    field !== "schema_version" && !sameStored(data[field], again[field])
  );
  if (other === undefined) return;
  throw unrestorable(pathStep(other, true), name, "the schema makes another value of it when it is read");
}

function idOf({ place, value }: Ambiguous): string {
  return `${kindOf(value)} at ${place}`;
}

function unrestorable(place: string, name: string, why: string): UnstorableValueError {
  return new UnstorableValueError(`Cannot store "${place}" of "${name}": ${why}`, { path: place });
}

function kindOf(value: unknown): string {
  if (typeof value !== "object" || value === null) return typeof value;
  if (value instanceof Set) {
    const [first] = value;
    return value.size === 0 ? "Set" : `Set of ${kindOf(first)}`;
  }
  return isRecord(value) ? "map" : value.constructor.name;
}

function sameValue(a: unknown, b: unknown): boolean {
  if (a instanceof Set && b instanceof Set) {
    return [...a].map(String).sort().join() === [...b].map(String).sort().join();
  }
  return a instanceof Date && b instanceof Date ? a.getTime() === b.getTime() : String(a) === String(b);
}

function sameStored(a: StoredValue | undefined, b: StoredValue | undefined): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  if (a instanceof Set || a instanceof Decimal) return sameValue(a, b);
  const names = Object.keys(a);
  return names.length === Object.keys(b).length &&
    names.every((name) => sameStored((a as StoredData)[name], (b as StoredData)[name]));
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key],
    value,
  );
}

/** A copy of the data with another value at a path; nothing else is copied. */
function replaced(data: unknown, path: readonly PropertyKey[], value: unknown): unknown {
  if (path.length === 0) return value;
  const [key, ...rest] = path as [PropertyKey, ...PropertyKey[]];
  const copy = (Array.isArray(data) ? [...data] : { ...data as object }) as Record<PropertyKey, unknown>;
  const inner = replaced(copy[key], rest, value);
  if (inner === undefined) delete copy[key];
  else setOwn(copy, key as string, inner);
  return copy;
}
