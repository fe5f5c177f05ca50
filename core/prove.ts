/**
 * The proof, before something is written, that it will come back equal: a store has no word for some values, and only the schema can
 * tell them apart again. What has been proven once for a place in a model is not asked again.
 */

import { UnstorableValueError } from "./errors.ts";
import { pathText, type StandardResult } from "./schema.ts";
import { type Ambiguous, type Storable, storedForms } from "./storable.ts";
import { isRecord, setOwn, type StoredData } from "./value.ts";

type Restore = (data: StoredData, name: string) => StandardResult<Record<string, unknown>>;

/** The most places that are remembered; beyond, each is proven on every write. */
const MOST_PROVEN = 1000;

export class Prover {
  readonly #restore: Restore;
  readonly #proven = new Set<string>();

  constructor(restore: Restore) {
    this.#restore = restore;
  }

  /** Throws an `UnstorableValueError` for an item that would come back as another one. */
  prove({ data, ambiguous }: Storable, name: string): void {
    if (this.#proven.size === 0) this.#proveWhole(data, name);
    for (const one of ambiguous) this.#provePlace(data, one, name);
  }

  /** Once for each model: a schema must accept the stored form of what it made. */
  #proveWhole(data: StoredData, name: string): void {
    const [issue] = this.#restore(data, name).issues ?? [];
    if (issue) {
      throw unrestorable(pathText(issue.path), name, `the schema refuses its stored form: ${issue.message}`);
    }
    this.#proven.add("");
  }

  #provePlace(data: StoredData, { place, path, value }: Ambiguous, name: string): void {
    const id = `${kindOf(value)} ${place}`;
    if (this.#proven.has(id)) return;
    for (const form of storedForms(value)) {
      const result = this.#restore(replaced(data, path, form) as StoredData, name);
      const back = result.issues ? form : at(result.value, path);
      if (kindOf(back) !== kindOf(value) || !sameValue(back, value)) {
        const kind = kindOf(value);
        throw unrestorable(
          place,
          name,
          `a ${kind} would come back as ${kindOf(back)} there: declare the field as ${kind}`,
        );
      }
    }
    if (this.#proven.size < MOST_PROVEN) this.#proven.add(id);
  }
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
