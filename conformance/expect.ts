/** The few assertions that the cases need, so that the suite runs wherever a store does. */

import { Decimal } from "../core/value.ts";

/** Throws unless two values are equal: the same kinds, the same contents, by value and not by reference. */
export function expectEqual(actual: unknown, expected: unknown, what = "the value"): void {
  if (!same(actual, expected)) throw new Error(`${what}: expected ${show(expected)}, got ${show(actual)}`);
}

/** Throws unless `run` fails with an error of this name whose message has all the given texts. */
export async function expectFailure(
  run: () => unknown,
  name: string,
  ...texts: readonly string[]
): Promise<Error> {
  const error = await outcome(run);
  if (!(error instanceof Error)) throw new Error(`expected a ${name}, but it succeeded`);
  const missing = texts.filter((text) => !error.message.includes(text));
  if (error.name !== name || missing.length > 0) {
    throw new Error(
      `expected a ${name} that says ${texts.join(" and ")}, got: ${error.name}: ${error.message}`,
      { cause: error },
    );
  }
  return error;
}

async function outcome(run: () => unknown): Promise<unknown> {
  try {
    await run();
  } catch (error) {
    return error;
  }
}

function same(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return Object.is(a, b);
  if (a instanceof Date || b instanceof Date) {
    return a instanceof Date && b instanceof Date && a.getTime() === b.getTime();
  }
  if (a instanceof Decimal || b instanceof Decimal) {
    return a instanceof Decimal && b instanceof Decimal && a.text === b.text;
  }
  if (a instanceof Set && b instanceof Set) return sameList([...a].sort(byText), [...b].sort(byText));
  if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b)) return false;
  if (Array.isArray(a) || a instanceof Uint8Array) return sameList(a as unknown[], b as unknown[]);
  const names = Object.keys(a);
  return names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && same((a as never)[name], (b as never)[name]));
}

function sameList(a: ArrayLike<unknown>, b: ArrayLike<unknown>): boolean {
  return a.length === b.length && Array.from(a).every((item, i) => same(item, b[i]));
}

function byText(a: unknown, b: unknown): number {
  return String(a) < String(b) ? -1 : 1;
}

/** A value as code would write it, near enough to see a difference. */
function show(value: unknown): string {
  const text = JSON.stringify(value, (_, inner) => {
    if (typeof inner === "bigint") return `${inner}n`;
    if (inner instanceof Set) return { Set: [...inner] };
    if (inner instanceof Uint8Array) return { bytes: [...inner] };
    return inner;
  });
  return text === undefined ? String(value) : text.length > 600 ? `${text.slice(0, 600)}...` : text;
}
