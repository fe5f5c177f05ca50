/**
 * The proof, before something is written, that it will come back equal: a store has no word for some values, and only the schema can
 * tell them apart again. What has been proven once for a place in a model is not asked again.
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
    const fields = this.#converts ? Object.keys(data).join() : "";
    if (!this.#proven.has(fields)) this.#proveFields(data, fields, name);
    this.#provePlaces(data, ambiguous, name);
  }

  /** Once for each set of fields: a schema must accept what it made, and make the same of it. */
  #proveFields(data: StoredData, fields: string, name: string): void {
    const result = this.#restore(data, name);
    const [issue] = result.issues ?? [];
    if (issue) {
      throw unrestorable(pathText(issue.path), name, `the schema refuses its stored form: ${issue.message}`);
    }
    if (!result.issues) {
      const again = toStorable(result.value).data;
      const other = Object.keys({ ...data, ...again }).find((field) =>
        field !== "schema_version" && !sameStored(data[field], again[field])
      );
      if (other !== undefined) {
        throw unrestorable(pathStep(other, true), name, "the schema makes another value of it each time");
      }
    }
    this.#remember(fields);
  }

  /** All at once, in each form in which a store may give them back. */
  #provePlaces(data: StoredData, ambiguous: readonly Ambiguous[], name: string): void {
    const open = ambiguous.filter((one) => !this.#proven.has(idOf(one)));
    for (let i = 0; open.some(({ value }) => i < storedForms(value).length); i++) {
      const forms = open.map(({ value }) => storedForms(value)).map((all) =>
        all[Math.min(i, all.length - 1)]
      );
      let stored: unknown = data;
      open.forEach(({ path }, n) => {
        if (at(stored, path) !== forms[n]) stored = replaced(stored, path, forms[n]);
      });
      const result = this.#restore(stored as StoredData, name);
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
    }
    for (const one of open) this.#remember(idOf(one));
  }

  #remember(what: string): void {
    if (this.#proven.size < MOST_PROVEN) this.#proven.add(what);
  }
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
