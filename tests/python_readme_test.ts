/**
 * Follows the README of dynawrap for Python 0.4.0 from its first line to its last: each thing that it shows works here as it is
 * shown there, on each store. The comments name its sections.
 */

import { deepEqual, equal, match, throws } from "node:assert/strict";
import { after, describe, it } from "node:test";
import { type Backend, DBItem, t } from "@dynawrap/dynawrap";
import { DynamoDBBackend } from "@dynawrap/dynawrap/dynamodb";
import { z } from "zod";
import { newTable } from "./helpers/conformance.ts";
import { openStores } from "./helpers/stores.ts";

// Quickstart: Define a model. A pydantic model there is a zod schema here; a dataclass is one of the core's own.
const pydantic = z.object({
  owner: z.string(),
  story_id: z.string(),
  title: z.string(),
  content: z.string().default(""),
});
const dataclass = t.object({
  owner: t.string(),
  story_id: t.string(),
  title: t.string(),
  content: t.string({ default: "" }),
});

class Story
  extends DBItem({ pk: "USER#{owner}#STORY#{story_id}", sk: "STORY#{story_id}", schema: pydantic }) {}
class DataclassStory
  extends DBItem({ pk: "USER#{owner}#STORY#{story_id}", sk: "STORY#{story_id}", schema: dataclass }) {}

// DynamoDB Streams
const emails: string[] = [];
class UserProfile extends DBItem({
  pk: "USER#{user_id}",
  sk: "PROFILE",
  schema: t.object({ user_id: t.string(), email: t.string() }),
}) {
  override handleStreamEvent(eventType: string): void {
    if (eventType === "INSERT") emails.push(this.email);
  }
}

/** The sections "DynamoDB backend" and "PostgreSQL backend: Usage", which show the same calls. */
async function follow(backend: Backend, table: string, StoryClass: typeof Story): Promise<void> {
  // Write
  const story = new StoryClass({ owner: "johndoe", story_id: "1234", title: "Test Story" });
  await backend.save(table, story);

  // Read
  const read = await backend.get(table, StoryClass, { owner: "johndoe", story_id: "1234" });
  equal(read?.title, "Test Story");
  equal(await backend.get(table, StoryClass, { owner: "johndoe", story_id: "none" }), undefined);

  // Query: all stories by a user
  const byUser: string[] = [];
  for await (const story of backend.query(table, StoryClass, { owner: "johndoe" }, { scan: true })) {
    byUser.push(story.title);
  }
  deepEqual(byUser, ["Test Story"]);

  // Query: stories with SK prefix match
  const byPrefix: string[] = [];
  for await (
    const found of backend.query(table, StoryClass, { owner: "johndoe", story_id: "12" }, { scan: true })
  ) {
    byPrefix.push(found.title);
  }
  equal(byPrefix.length, 0); // story_id is part of the partition key too, where "12" is no beginning: as in Python
  for await (const found of backend.query(table, StoryClass, { owner: "johndoe", story_id: "1234" })) {
    byPrefix.push(found.title);
  }
  deepEqual(byPrefix, ["Test Story"]);

  // Query: with options
  const results = await Array.fromAsync(
    backend.query(table, StoryClass, { owner: "johndoe" }, {
      limit: 10,
      reverse: true,
      onError: "warn",
      scan: true,
    }),
  );
  deepEqual(results, [story]);

  // Update
  const updated = story.with({ title: "New Title" });
  await backend.save(table, updated);
  equal((await backend.get(table, StoryClass, { owner: "johndoe", story_id: "1234" }))?.title, "New Title");

  // Delete
  await backend.delete(table, story);
  equal(await backend.get(table, StoryClass, { owner: "johndoe", story_id: "1234" }), undefined);

  // Batch write
  const stories = Array.from(
    { length: 50 },
    (_, i) => new StoryClass({ owner: "johndoe", story_id: String(i), title: `Story ${i}` }),
  );
  await backend.batchWrite(table, stories);
  equal(
    (await Array.fromAsync(backend.query(table, StoryClass, { owner: "johndoe" }, { scan: true }))).length,
    50,
  );

  // Schema versioning: a migration script
  await backend.save(table, new StoryClass({ ...stories[7]!.toDict(), schema_version: "an older one" }));
  let migrated = 0;
  for await (const found of backend.query(table, StoryClass, { owner: "johndoe" }, { scan: true })) {
    if (found.schema_version !== StoryClass.schemaVersion) {
      await backend.save(table, found.with({ schema_version: "", title: "migrated" }));
      migrated++;
    }
  }
  equal(migrated, 1);
  const seventh = await backend.get(table, StoryClass, { owner: "johndoe", story_id: "7" });
  deepEqual([seventh?.title, seventh?.schema_version], ["migrated", StoryClass.schemaVersion]);
}

const stores = openStores();
after(() => Promise.all(stores.map((store) => store.close())));

describe("the README of dynawrap for Python", () => {
  for (const store of stores) {
    it(`is followed on ${store.name}, with either kind of schema`, { skip: store.skip }, async () => {
      const backend = await store.backend();
      for (const model of [Story, DataclassStory as unknown as typeof Story]) {
        const table = newTable();
        await store.createTable(table);
        await store.createTable(table); // "safe to call on every application startup"
        await follow(backend, table, model);
      }
    });
  }

  it("is followed in its section on switching backends: the same code, another constructor", async () => {
    const answers: unknown[] = [];
    for (const store of stores.filter(({ skip }) => !skip)) {
      const backend = await store.backend(), table = newTable();
      await store.createTable(table);
      await backend.save(table, new Story({ owner: "johndoe", story_id: "1234", title: "Test Story" }));
      answers.push(await backend.get(table, Story, { owner: "johndoe", story_id: "1234" }));
    }
    for (const answer of answers) deepEqual(answer, answers[0]);
  });

  it("is followed in its section on streams", () => {
    const backend = new DynamoDBBackend({ send: () => Promise.reject(new Error("nothing is sent")) });
    const keys = { PK: { S: "USER#7" }, SK: { S: "PROFILE" } };
    const records = [
      {
        eventName: "INSERT",
        dynamodb: { NewImage: { ...keys, user_id: { S: "7" }, email: { S: "a@b.c" } } },
      },
      {
        eventName: "INSERT",
        dynamodb: { NewImage: { PK: { S: "USER#7" }, SK: { S: "OTHER" }, x: { S: "y" } } },
      },
    ];
    const skipped: string[] = [];
    for (const record of records) {
      try {
        const item = backend.fromStreamRecord(record, UserProfile);
        item.handleStreamEvent(record.eventName);
      } catch (error) {
        skipped.push((error as Error).message);
      }
    }
    deepEqual(emails, ["a@b.c"]);
    equal(skipped.length, 1);
    match(skipped[0]!, /UserProfile/);
  });

  it("is followed in its section on key utilities", () => {
    deepEqual(Story.createItemKey({ owner: "johndoe", story_id: "1234" }), {
      PK: "USER#johndoe#STORY#1234",
      SK: "STORY#1234",
    });
    deepEqual(Story.createItemKey({ owner: "johndoe" }), { PK: "USER#johndoe#STORY#", SK: "STORY#" });
    equal(Story.partialKeyPrefix("STORY#{story_id}#RUN#{run_id}", { story_id: "1234" }), "STORY#1234#RUN#");
    equal(
      Story.formatKey("STORY#{story_id}#RUN#{run_id}", { story_id: "1234", run_id: "5" }),
      "STORY#1234#RUN#5",
    );
    throws(() => Story.formatKey("STORY#{story_id}", {}), /"story_id": it is missing/);
    equal(Story.isMatch("USER#johndoe#STORY#1234", "STORY#1234"), true);
    equal(Story.isMatch("USER#johndoe", "PROFILE"), false);
    const story = new Story({ owner: "johndoe", story_id: "1234", title: "Test Story" });
    const dict = story.toDict();
    deepEqual(dict, {
      schema_version: Story.schemaVersion,
      owner: "johndoe",
      story_id: "1234",
      title: "Test Story",
      content: "",
    });
    deepEqual(Story.fromDict(dict), story);
  });
});
