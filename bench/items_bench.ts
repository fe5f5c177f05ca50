/** An item of its fields, validated, and a copy of it with a change. */

import { DBItem } from "../mod.ts";
import { useOtherModels } from "./other_models.ts";
import { zodStory } from "./peers.ts";
import { type Fields, fields, items, PK, SK, Story, UncheckedStory } from "./story.ts";
import { benchWays } from "./ways.ts";

class ZodStory extends DBItem({ pk: PK, sk: SK, schema: zodStory }) {}

useOtherModels();

benchWays("making an item", fields, {
  "by hand: an object literal, nothing checked": literal,
  "dynawrap, a schema that checks nothing": (fields) => new UncheckedStory(fields),
  "dynawrap, its own schema": (fields) => new Story(fields),
  "zod parse alone": (fields) => zodStory.parse(fields),
  "dynawrap, a schema of zod": (fields) => new ZodStory(fields),
});

/** With what every item has: its version, and lists and maps that are its own. */
function literal({ owner, story_id, title, views, score, done, editor, tags, meta }: Fields): object {
  return {
    schema_version: Story.schemaVersion,
    owner,
    story_id,
    title,
    views,
    score,
    done,
    editor,
    tags: [...tags],
    meta: { source: meta.source, words: meta.words, adult: meta.adult },
  };
}

let views = 0;

benchWays("a copy with a change", items.map((item) => ({ item, dict: item.toDict() })), {
  "by hand: spread, nothing checked": ({ dict }) => ({ ...dict, views: views++ }),
  "zod parse of the spread": ({ dict }) => zodStory.parse({ ...dict, views: views++ }),
  "dynawrap with": ({ item }) => item.with({ views: views++ }),
});
