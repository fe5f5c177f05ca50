import { describe, it } from "node:test";
import assert from "node:assert/strict";
import { z } from "zod";
import { MemoryBackend } from "@dynawrap/dynawrap/memory";
import { DBItem, InvalidItemError, InvalidKeyError, t } from "@dynawrap/dynawrap";

class Story extends DBItem({
  pk: "USER#{owner}#STORY#{story_id}",
  sk: "STORY#{story_id}",
  schema: t.object({
    owner: t.string(),
    story_id: t.string(),
    title: t.string(),
    tags: t.optional(t.array(t.string())),
    content: t.string({ default: "" }),
  }),
}) {
  get headline(): string {
    return `${this.title}, by ${this.owner}`;
  }
}
const VERSION = Story.schemaVersion;
const fields = { owner: "johndoe", story_id: "1234", title: "A day" };

describe("an item", () => {
  it("has its fields, and what its class adds", () => {
    const story = new Story(fields);
    assert.equal(story.headline, "A day, by johndoe");
    assert.equal(story.content, "");
    assert.deepEqual(Object.keys(story), ["schema_version", "owner", "story_id", "title", "content"]);
    assert.equal(JSON.stringify(story), JSON.stringify({ schema_version: VERSION, ...fields, content: "" }));
    assert.deepEqual(story, new Story(fields));
    assert.notDeepEqual(story, new Story({ ...fields, title: "x" }));
  });

  it("becomes a plain object and comes of one, as Python's to_dict and from_dict", () => {
    const story = new Story({ ...fields, tags: ["a"] });
    const dict = story.toDict();
    assert.deepEqual(dict, { schema_version: VERSION, ...fields, tags: ["a"], content: "" });
    assert.equal(Object.getPrototypeOf(dict), Object.prototype);
    const again: Story = Story.fromDict(dict);
    assert.deepEqual(again, story);
    assert.equal(again.headline, story.headline);
  });

  it("is copied with other values, validated again", () => {
    class Long extends Story {
      override get headline(): string {
        return "long";
      }
    }
    const story = new Long({ ...fields, tags: ["a"], schema_version: "old" });
    const changed = story.with({ title: "A night", tags: undefined });
    assert.ok(changed instanceof Long);
    assert.deepEqual(changed.toDict(), { schema_version: "old", ...fields, title: "A night", content: "" });
    assert.equal(changed.headline, "long");
    assert.equal(story.title, "A day");
    assert.equal(story.with({ schema_version: "" }).schema_version, VERSION);
    assert.throws(() => story.with({ title: 5 as never }), InvalidItemError);
    assert.throws(() => story.with({ title: undefined }), {
      message:
        'Cannot make an item of "Long": the schema refuses it\n  title: expected a string, got undefined',
    });
  });

  it("may have any name as a field, but those of its own methods and keys", () => {
    const names = [
      "constructor",
      "then",
      "toString",
      "hasOwnProperty",
      "schemaVersion",
      "with space",
    ];
    const schema = t.object(Object.fromEntries(names.map((name) => [name, t.string()])));
    const Odd = DBItem({ pk: "{constructor}#{toString}" as string, sk: "{with space}", schema });
    const values = Object.fromEntries(names.map((name) => [name, `a ${name}`]));
    const item = new Odd(values as never);
    assert.deepEqual(Object.keys(item), ["schema_version", ...names]);
    assert.deepEqual(Object.keys(item.with({}).toDict()), ["schema_version", ...names]);
    assert.deepEqual(Odd.createItemKey(item as never), {
      PK: "a constructor#a toString",
      SK: "a with space",
    });
    // The AWS SDK loses an attribute that is named __proto__ when it reads one.
    for (const name of ["PK", "SK", "__proto__", "with", "toDict", "handleStreamEvent", "\0"]) {
      assert.throws(
        () => DBItem({ pk: "P", sk: "S", schema: t.object(Object.fromEntries([[name, t.string()]])) }),
        {
          name: "TypeError",
          message: `Cannot define a model of "P" and "S": the field name ${JSON.stringify(name)} is taken`,
        },
      );
    }
    class Loose extends DBItem({ pk: "P", sk: "S", schema: z.looseObject({}) }) {}
    assert.deepEqual(new Loose({ more: 1 }).toDict(), { schema_version: Loose.schemaVersion, more: 1 });
    assert.throws(() => new Loose({ PK: "x" }), {
      message: 'Cannot make an item of "Loose": the schema refuses it\n  PK: this name is taken',
    });
    class Loud extends DBItem({ pk: "P", sk: "S", schema: z.looseObject({}) }) {
      get headline(): string {
        return "!";
      }
    }
    for (const name of ["headline", "with"]) {
      assert.throws(() => new Loud({ [name]: "x" }), {
        name: "InvalidItemError",
        message:
          `Cannot make an item of "Loud": the schema refuses it\n  ${name}: the class has a member of this name`,
      });
    }
  });

  it("is refused with every complaint, and does nothing for a stream until it is told to", () => {
    assert.throws(() => new Story({ owner: 1, title: "x" } as never), {
      name: "InvalidItemError",
      code: "INVALID_ITEM",
      model: "Story",
      key: undefined,
      issues: [
        { path: "owner", message: "expected a string, got a number" },
        { path: "story_id", message: "expected a string, got undefined" },
      ],
      message: 'Cannot make an item of "Story": the schema refuses it\n' +
        "  owner: expected a string, got a number\n  story_id: expected a string, got undefined",
    });
    for (const [input, what] of [[null, "null"], [undefined, "undefined"], ["x", "string"]] as const) {
      assert.throws(() => new Story(input as never), {
        name: "TypeError",
        message: `Cannot make an item of "Story": it takes an object of fields, and was given ${what}`,
      });
    }
    assert.equal(new Story(fields).handleStreamEvent("INSERT"), undefined);
  });
});

describe("the class of a model", () => {
  it("tells its definition", () => {
    assert.equal(Story.pk, "USER#{owner}#STORY#{story_id}");
    assert.equal(Story.sk, "STORY#{story_id}");
    assert.deepEqual(Story.fields, ["owner", "story_id", "title", "tags", "content"]);
    assert.match(Story.schemaVersion, /^[0-9a-f]{32}$/);
  });

  it("makes keys, as Python's README shows", () => {
    assert.deepEqual(Story.createItemKey({ owner: "johndoe", story_id: "1234" }), {
      PK: "USER#johndoe#STORY#1234",
      SK: "STORY#1234",
    });
    assert.deepEqual(Story.createItemKey({ owner: "johndoe" }), { PK: "USER#johndoe#STORY#", SK: "STORY#" });
    assert.equal(
      Story.partialKeyPrefix("STORY#{story_id}#RUN#{run_id}", { story_id: "1234" }),
      "STORY#1234#RUN#",
    );
    assert.equal(Story.formatKey("A#{x:03d}", { x: 7 }), "A#007");
    assert.throws(() => Story.formatKey("A#{x}", {}), InvalidKeyError);
    assert.throws(() => Story.createItemKey({ owner: undefined }), InvalidKeyError);
  });

  it("matches keys, as Python's README shows", () => {
    assert.equal(Story.isMatch("USER#johndoe#STORY#1234", "STORY#1234"), true);
    assert.equal(Story.isMatch("USER#johndoe", "PROFILE"), false);
    assert.deepEqual({ ...Story.parseKey("USER#johndoe#STORY#1234", "STORY#1234") }, {
      owner: "johndoe",
      story_id: "1234",
    });
    assert.equal(Story.parseKey("USER#johndoe#STORY#1234", "STORY#5"), undefined);
  });
});

describe("a subclass", () => {
  const schema = z.object({ id: z.string(), title: z.string(), slug: z.string().optional() });

  it("may make fields of others in its constructor, and is read back", async () => {
    class Post extends DBItem({ pk: "P#{id}", sk: "S", schema }) {
      constructor(fields: { id: string; title: string }) {
        super({ ...fields, slug: fields.title.toLowerCase() });
      }
    }
    const backend = new MemoryBackend();
    const post = new Post({ id: "1", title: "Hello" });
    await backend.save("posts", post);
    assert.deepEqual(await backend.get("posts", Post, { id: "1" }), post);
    assert.equal(post.with({ title: "World" }).slug, "world");
  });

  it("keeps the version that is stored, when its schema gives the same object each time", async () => {
    const same = { id: "1" };
    class One extends DBItem({
      pk: "P#{id}",
      sk: "S",
      schema: z.object({ id: z.string() }).transform(() => same),
      fields: ["id"],
    }) {}
    const backend = new MemoryBackend();
    for (const schema_version of ["old", "new"]) {
      await backend.save("posts", new One({ id: "1", schema_version }));
      assert.equal((await backend.get("posts", One, { id: "1" }))?.schema_version, schema_version);
    }
    assert.deepEqual(same, { id: "1" });
  });

  it("may hide a field in toDict, and loses it nowhere else", async () => {
    class Post extends DBItem({ pk: "P#{id}", sk: "S", schema }) {
      override toDict(): never {
        const { title: _, ...rest } = super.toDict();
        return rest as never;
      }
    }
    const backend = new MemoryBackend();
    const post = new Post({ id: "1", title: "secret" });
    await backend.save("posts", post.with({ slug: "x" }));
    assert.equal((await backend.get("posts", Post, { id: "1" }))?.title, "secret");
    assert.deepEqual(Object.keys(post.toDict()), ["schema_version", "id"]);
  });
});
