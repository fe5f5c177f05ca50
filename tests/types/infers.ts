/** What must compile, with the types that it must have. Nothing here is run. */

import { type } from "arktype";
import * as v from "valibot";
import { z } from "zod";
import * as mini from "zod/mini";
import {
  type AnySchema,
  type Backend,
  type CheckedPattern,
  DBItem,
  type Decimal,
  type KeyInput,
  type PartitionInput,
  type PatternFields,
  type ScanInput,
  t,
} from "@dynawrap/dynawrap";
import type { REPEATED, RIGHT, WRONG } from "../core/pattern_cases.ts";
import type { Equal, Expect, Flat } from "./expect.ts";

declare const backend: Backend;

// The twin of the parser has the same fields.
type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Parted<Case> = Case extends { pattern: infer P extends string; fields: infer Fields }
  ? Equal<PatternFields<P>, Mutable<Case extends { places: infer Places } ? Places : Fields>> extends true
    ? never
  : P
  : never;
export type _Patterns = Expect<Equal<Parted<(typeof RIGHT)[number] | (typeof REPEATED)[number]>, never>>;

// It complains of most of what the parser refuses. The rest is refused when the model is defined.
type Known = Record<"a" | "b" | "c" | "at" | "owner", string>;
type Missed<P extends string> = P extends string ? CheckedPattern<P, Known> extends P ? P : never : never;
type Uncaught =
  | "}"
  | "{a}}"
  | "a}b{c}"
  | "{{a}"
  | "{{{a}}"
  | "{a:}}"
  | "x{a:{b}}"
  | "{a!r}"
  | "{a!a:>20}"
  | "{a!}"
  | "{a!:5}"
  | "{a!s!r}"
  | "#{a:q}"
  | "{a}{a:!s}"
  | "{a!s:08d}"
  | "{at:%Y-%Q}"
  | "A\0"
  | "A\ud800{a}";
export type _Wrong = Expect<Equal<Missed<(typeof WRONG)[number]["pattern"]>, Uncaught>>;

// A model of t.
class Story extends DBItem({
  pk: "USER#{owner}",
  sk: "STORY#{story_id}#RUN#{run:08d}",
  schema: t.object({
    owner: t.string(),
    story_id: t.string(),
    run: t.integer(),
    title: t.string(),
    status: t.oneOf(["open", "done"]),
    at: t.optional(t.date()),
    price: t.nullable(t.decimal()),
    tags: t.set(t.string()),
    history: t.array(t.object({ by: t.string() })),
    content: t.string({ default: "" }),
  }),
}) {
  get headline(): string {
    return `${this.title}, by ${this.owner}`;
  }
}
interface StoryInput {
  owner: string;
  story_id: string;
  run: number;
  title: string;
  status: "open" | "done";
  price: Decimal | null;
  tags: Set<string>;
  history: { by: string }[];
  at?: Date | undefined;
  content?: string | undefined;
  readonly schema_version?: string | undefined;
}
type StoryFields = Flat<Omit<StoryInput, "content" | "schema_version"> & { content: string }>;
export type _Input = Expect<Equal<Flat<ConstructorParameters<typeof Story>[0]>, Flat<StoryInput>>>;
export type _Output = Expect<
  Equal<Flat<ReturnType<Story["toDict"]>>, Flat<{ schema_version: string } & StoryFields>>
>;
export type _Pk = Expect<Equal<(typeof Story)["pk"], "USER#{owner}">>;

declare const story: Story;
export type _Readonly = Expect<
  Equal<Pick<Story, "title" | "at">, { readonly title: string; readonly at?: Date | undefined }>
>;
export const changed: Story = story.with({ title: "x", schema_version: "" });
export const made: Story = Story.fromDict({});
export const parsed = Story.parseKey("", "")?.owner;
export const key = [
  Story.createItemKey(story),
  Story.createItemKey({}),
  Story.createItemKey({ owner: "ana", run: 1 }),
  Story.partialKeyPrefix("OTHER#{x}", { x: 1 }),
];

// Keys and queries of a model.
type Whole = { owner: string; story_id: string; run: number };
export type _Key = Expect<Equal<KeyInput<typeof Story>, Whole>>;
export type _Scan = Expect<Equal<ScanInput<typeof Story>, Partial<Whole>>>;
export type _Partition = Expect<
  Equal<
    PartitionInput<typeof Story>,
    | { owner: string; story_id?: never; run?: never }
    | { owner: string; story_id: string; run?: never }
    | Whole
  >
>;
export async function calls(): Promise<void> {
  const got = await backend.get("stories", Story, { owner: "ana", story_id: "1", run: 1 }, {
    consistent: true,
  });
  type _Got = Expect<Equal<typeof got, Story | undefined>>;
  for await (const one of backend.query("stories", Story, { owner: "ana" })) one.headline;
  for await (const one of backend.query("stories", Story, { owner: "ana", story_id: "1" }, { limit: 3 })) {
    one.headline;
  }
  const options = { reverse: true, limit: 3 };
  const found = backend.query("stories", Story, { owner: "ana", story_id: "1", run: 1 }, options);
  type _Found = Expect<Equal<typeof found, AsyncIterableIterator<Story>>>;
  backend.query("stories", Story, {}, { scan: true, onError: (error) => console.log(error.message) });
  backend.query("stories", Story, { story_id: "1" }, { scan: true });
  await backend.delete("stories", story);
  await backend.delete("stories", Story, { owner: "ana", story_id: "1", run: 1 });
  await backend.delete("stories", Story, story);
  await backend.batchWrite("stories", [story, profile]);
  await backend.batchWrite("stories", new Set([story]));
}

// A model without fields in one of its keys, and one whose keys share a field.
class Profile
  extends DBItem({ pk: "USER#{owner}", sk: "PROFILE", schema: t.object({ owner: t.string() }) }) {}
declare const profile: Profile;
export type _Profile = Expect<Equal<PartitionInput<typeof Profile>, { owner: string }>>;
class Twice extends DBItem({
  pk: "U#{u}#S#{s}",
  sk: "S#{s}#N#{n}#S#{s}",
  schema: t.object({ u: t.string(), s: t.string(), n: t.optional(t.bigint()) }),
}) {}
export type _Twice = Expect<
  Equal<
    PartitionInput<typeof Twice>,
    { u: string; s: string; n?: never } | { u: string; s: string; n: bigint }
  >
>;

// Every library infers the same.
interface Fields {
  id: string;
  n: number;
  at: Date;
  note?: string | undefined;
}
type Of<M extends new (...args: never[]) => { toDict(): object }> = Flat<
  Omit<ReturnType<InstanceType<M>["toDict"]>, "schema_version">
>;
const keys = { pk: "ID#{id}", sk: "N#{n:04d}#{at:%Y-%m-%d}" } as const;
const Zod = DBItem({
  ...keys,
  schema: z.object({ id: z.string(), n: z.number(), at: z.date(), note: z.string().optional() }),
});
const Mini = DBItem({
  ...keys,
  schema: mini.object({
    id: mini.string(),
    n: mini.number(),
    at: mini.date(),
    note: mini.optional(mini.string()),
  }),
});
const Valibot = DBItem({
  ...keys,
  schema: v.object({ id: v.string(), n: v.number(), at: v.date(), note: v.optional(v.string()) }),
});
const Ark = DBItem({
  ...keys,
  schema: type({ id: "string", n: "number", at: "Date", "note?": "string | undefined" }),
});
const Own = DBItem({
  ...keys,
  schema: t.object({ id: t.string(), n: t.number(), at: t.date(), note: t.optional(t.string()) }),
});
export type _Zod = Expect<Equal<Of<typeof Zod>, Flat<Fields>>>;
export type _Mini = Expect<Equal<Of<typeof Mini>, Flat<Fields>>>;
export type _Valibot = Expect<Equal<Of<typeof Valibot>, Flat<Fields>>>;
export type _Ark = Expect<Equal<Of<typeof Ark>, Flat<Fields>>>;
export type _Own = Expect<Equal<Of<typeof Own>, Flat<Fields>>>;

// What a schema takes and what it gives may differ; keys are of what it gives.
class Coerced extends DBItem({
  pk: "{id}",
  sk: "{kind}",
  schema: z.object({
    id: z.coerce.number(),
    kind: z.enum(["a", "b"]),
    brand: z.string().brand<"Brand">().default("x" as never),
  }),
}) {}
export type _Coerced = Expect<Equal<KeyInput<typeof Coerced>, { id: number; kind: "a" | "b" }>>;
export const coerced: Coerced = new Coerced({ id: "5", kind: "a" });

// Schemas inside of schemas of t.
class Mixed extends DBItem({
  pk: "{id}",
  sk: "{n}",
  schema: t.object({ id: z.string(), n: v.optional(v.bigint()), list: t.array(z.object({ a: z.number() })) }),
}) {}
export type _Mixed = Expect<Equal<Mixed["list"], { a: number }[]>>;
export type _MixedKey = Expect<Equal<KeyInput<typeof Mixed>, { id: string; n: bigint }>>;

// What is not known until it runs falls back to what can't be checked.
declare const wide: string;
declare const schema: AnySchema;
const Wide = DBItem({ pk: wide, sk: "S", schema: t.object({ id: t.string() }) });
export type _Wide = Expect<Equal<KeyInput<typeof Wide>, Readonly<Record<string, unknown>>>>;
backend.query("t", Wide, { anything: 1 });
const Loose = DBItem({ pk: "A#{a}", sk: "B#{b}", schema, fields: ["a", "b"] });
export type _Loose = Expect<Equal<keyof KeyInput<typeof Loose>, "a" | "b">>;
backend.query("t", Loose, { a: 1 });
