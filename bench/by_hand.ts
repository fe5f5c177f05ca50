/** The plain baseline: what one would write by hand for this one model, without any check. */

import type { ItemKey } from "../mod.ts";
import type { Fields } from "./story.ts";

export function key({ owner, story_id }: Pick<Fields, "owner" | "story_id">): ItemKey {
  return { PK: `USER#${owner}#STORY#${story_id}`, SK: `STORY#${story_id}` };
}

const PATTERN = /^USER#(.+?)#STORY#(.+)$/;

export function readKey({ PK, SK }: ItemKey): { owner: string; story_id: string } | undefined {
  const [, owner, story_id] = PATTERN.exec(PK) ?? [];
  return owner !== undefined && story_id !== undefined && SK === `STORY#${story_id}`
    ? { owner, story_id }
    : undefined;
}

type Stored = Fields & { readonly schema_version: string };

// deno-lint-ignore explicit-function-return-type -- its type is the literal that it returns
export function attributes(item: Stored) {
  return {
    schema_version: { S: item.schema_version },
    owner: { S: item.owner },
    story_id: { S: item.story_id },
    title: { S: item.title },
    views: { N: String(item.views) },
    score: { N: String(item.score) },
    done: { BOOL: item.done },
    editor: item.editor === null ? { NULL: true as const } : { S: item.editor },
    tags: { L: item.tags.map((tag) => ({ S: tag })) },
    meta: {
      M: {
        source: { S: item.meta.source },
        words: { N: String(item.meta.words) },
        adult: { BOOL: item.meta.adult },
      },
    },
  };
}

export function fromAttributes(values: ReturnType<typeof attributes>): Stored {
  const { editor, meta } = values;
  return {
    schema_version: values.schema_version.S,
    owner: values.owner.S,
    story_id: values.story_id.S,
    title: values.title.S,
    views: Number(values.views.N),
    score: Number(values.score.N),
    done: values.done.BOOL,
    editor: "NULL" in editor ? null : editor.S,
    tags: values.tags.L.map(({ S }) => S),
    meta: { source: meta.M.source.S, words: Number(meta.M.words.N), adult: meta.M.adult.BOOL },
  };
}

const utf8 = new TextEncoder();

/** The body of a `PutItem` request. */
export function putBody(item: Stored): Uint8Array {
  const { PK, SK } = key(item);
  return utf8.encode(JSON.stringify({
    TableName: "stories",
    Item: { PK: { S: PK }, SK: { S: SK }, ...attributes(item) },
  }));
}
