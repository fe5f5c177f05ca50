/**
 * Schemas as this library sees them: the Standard Schema interface (standardschema.dev, version 1), which zod, valibot, arktype
 * and the core's own `t` implement, and where the names of an object's fields are found.
 */

/** A schema of any library that implements Standard Schema, version 1. */
export interface StandardSchema<Input = unknown, Output = Input> {
  /** The interface's one property. */
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => StandardResult<Output> | Promise<StandardResult<Output>>;
    readonly types?: { readonly input: Input; readonly output: Output } | undefined;
  };
}

/** What validation gives: the value, or every complaint. */
export type StandardResult<Output> =
  | { readonly value: Output; readonly issues?: undefined }
  | { readonly issues: readonly StandardIssue[] };

/** One complaint: what is wrong, and where. */
export interface StandardIssue {
  /** What is wrong. */
  readonly message: string;
  /** Where. */
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** A schema of any types. */
// deno-lint-ignore no-explicit-any -- `any` is accepted in both positions
export type AnySchema = StandardSchema<any, any>;

/** What a schema accepts. */
export type SchemaInput<S extends AnySchema> = NonNullable<S["~standard"]["types"]>["input"];

/** What a schema gives. */
export type SchemaOutput<S extends AnySchema> = NonNullable<S["~standard"]["types"]>["output"];

/** Validates at once. Throws a `TypeError` for a schema that answers with a promise: an item is made synchronously. */
export function validate(
  schema: AnySchema,
  value: unknown,
  model: string,
): StandardResult<Record<string, unknown>> {
  const result = schema["~standard"].validate(value);
  if (result instanceof Promise) {
    result.catch(() => {}); // its outcome does not matter any more
    throw new TypeError(
      `Cannot make an item of "${model}": its schema validates asynchronously, and an item is made at once`,
    );
  }
  return result;
}

/** A path as a person would write it: `history[0].at`. */
export function pathText(path: StandardIssue["path"]): string {
  return pathKeys(path).reduce<string>((text, key) => text + pathStep(key, text === ""), "");
}

/** The keys of a path, without the objects that some libraries put around them, nor the `null` of valibot for a place in a `Set`. */
export function pathKeys(path: StandardIssue["path"]): PropertyKey[] {
  return (path ?? []).map((step) => typeof step === "object" ? step.key : step).filter((key) => key !== null);
}

/** One step of a path, as code has it: `.name`, `[0]`, `["a b"]`. */
export function pathStep(key: PropertyKey, isFirst: boolean): string {
  if (typeof key === "number") return `[${key}]`;
  const name = String(key);
  if (!/^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(name)) return `[${JSON.stringify(name)}]`;
  return isFirst ? name : `.${name}`;
}

/**
 * The names of the fields of an object schema: the ones given, `shape` (zod), `entries` (valibot), or the properties of its
 * Standard JSON Schema (arktype). Throws a `TypeError` when none of them is there, or it is no schema.
 */
export function schemaFields(schema: AnySchema, given: readonly string[] | undefined): readonly string[] {
  if (typeof schema?.["~standard"]?.validate !== "function") {
    throw new TypeError(
      "Cannot define a model: its schema is no Standard Schema, such as t.object({...}) is",
    );
  }
  if (given) return given;
  const { shape, entries } = schema as { shape?: object; entries?: object };
  if (shape && typeof shape === "object") return Object.keys(shape);
  if (entries && typeof entries === "object") return Object.keys(entries);
  const properties = jsonSchemaProperties(schema);
  if (properties) return Object.keys(properties);
  throw new TypeError(
    `Cannot define a model: its schema (of "${schema["~standard"].vendor}") does not tell its fields. ` +
      `List them in the definition: fields: ["owner", "title"]`,
  );
}

interface JsonSchemaSource {
  readonly input?: (options: { target: string }) => { readonly properties?: object };
}

function jsonSchemaProperties(schema: AnySchema): object | undefined {
  const source = (schema["~standard"] as { jsonSchema?: JsonSchemaSource }).jsonSchema;
  try {
    return source?.input?.({ target: "draft-2020-12" }).properties;
  } catch {
    return undefined; // a field that JSON Schema has no word for, such as a Date: the fields must be listed
  }
}
