/** The type-level twin of `pattern.ts`: the fields that a pattern names, and what is wrong with it, at compile time. */

/** The fields that a pattern names, in order. For a pattern that is only known to be a `string`, `string[]`. */
export type PatternFields<P extends string> = string extends P ? string[] : Named<P>;

/** @internal */
type Named<P extends string, Found extends string[] = []> = P extends `${infer Before}{${infer After}`
  ? After extends `{${infer Rest}` ? Named<Rest, Found>
  : After extends `${infer Field}}${infer Rest}` ? Named<Rest, [...Found, FieldName<Field>]>
  : [...Found, `{${After}`]
  : Found;

type FieldName<Inner extends string> = Inner extends `${infer Name}:${string}` ? FieldName<Name>
  : Inner extends `${infer Name}!${string}` ? Name
  : Inner;

/** What a value must be for a key to hold it. A number without a format must be whole. */
export type KeyScalar = string | number | bigint | boolean | Date;

/** @internal */
type Complaint<O, Fields extends readonly string[]> = Fields extends
  readonly [infer Field extends string, ...infer Rest extends string[]]
  ? Field extends keyof O ? [NonNullable<O[Field]>] extends [KeyScalar] ? Complaint<O, Rest>
    : `the field "${Field}" can't be part of a key: it is not a string, number, bigint, boolean or Date`
  : Field extends "" | `${number}` ? "positional fields are not supported"
  : Field extends `{${string}` ? `"${Field}" is never closed`
  : `the schema has no field "${Field}"`
  : never;

/** The pattern itself when the schema's fields can make it, else a text that says why they can't. */
export type CheckedPattern<P extends string, O> = [Complaint<O, PatternFields<P>>] extends [never] ? P
  : `Error: ${Complaint<O, PatternFields<P>>}`;
