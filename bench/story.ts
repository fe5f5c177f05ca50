/** What is measured: one model, a thousand sets of fields, so that no value repeats at once, and their items. */

import { DBItem, type ItemKey, type StandardSchema, t } from "../mod.ts";

export const PK = "USER#{owner}#STORY#{story_id}";
export const SK = "STORY#{story_id}";

/** Strings, numbers, a list and a map: what items are mostly made of. */
export interface Fields {
  readonly owner: string;
  readonly story_id: string;
  readonly title: string;
  readonly views: number;
  readonly score: number;
  readonly done: boolean;
  readonly editor: string | null;
  readonly tags: string[];
  readonly meta: { readonly source: string; readonly words: number; readonly adult: boolean };
}

const schema = t.object({
  owner: t.string(),
  story_id: t.string(),
  title: t.string(),
  views: t.integer(),
  score: t.number(),
  done: t.boolean(),
  editor: t.nullable(t.string()),
  tags: t.array(t.string()),
  meta: t.object({ source: t.string(), words: t.integer(), adult: t.boolean() }),
});

/** A schema that takes what it is given: what a model costs without the time of a schema library. */
const anything: StandardSchema<Fields> = {
  "~standard": { version: 1, vendor: "none", validate: (value) => ({ value: value as Fields }) },
};

export class Story extends DBItem({ pk: PK, sk: SK, schema }) {}

export class UncheckedStory extends DBItem({
  pk: PK,
  sk: SK,
  schema: anything,
  fields: ["owner", "story_id", "title", "views", "score", "done", "editor", "tags", "meta"],
}) {}

const made: Fields[] = Array.from({ length: 1024 }, (_, i) => ({
  owner: `johndoe${i % 10}`,
  story_id: String(i * 7919),
  title: `The title of story ${i}`,
  views: i * 12345,
  score: i / 8,
  done: i % 2 === 0,
  editor: null,
  tags: ["fiction", "short", "draft", "english", `year${i}`],
  meta: { source: "import", words: 100 + i, adult: false },
}));

/** As the body of a request brings them: `JSON.stringify` is slower with texts that were put together and never read. */
export const fields: readonly Fields[] = JSON.parse(JSON.stringify(made));

export const items: readonly Story[] = fields.map((one) => new Story(one));

/** Makes a function that gives one element after the other, again and again. */
export function inTurn<T>(list: readonly T[]): () => T {
  let i = 0;
  return () => list[i++ % list.length]!;
}

/** Keeps what was made until the next one, so that no compiler may leave it out. */
export function use(result: unknown): void {
  kept.result = result;
}

const kept: { result: unknown } = { result: undefined };

/** Reads a unit of each text: V8 puts a long text together only then, and a key that is sent is read. */
export function flat({ PK, SK }: ItemKey): number {
  return PK.charCodeAt(PK.length - 1) + SK.charCodeAt(SK.length - 1);
}
