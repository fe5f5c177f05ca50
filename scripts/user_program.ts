/**
 * A program as a user writes it, run by `install_as_user.ts` in a project of its own: it uses every entry point, each
 * store with the client that most people have.
 */
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { type Backend, DBItem, t } from "@dynawrap/dynawrap";
import { conformanceCases } from "@dynawrap/dynawrap/conformance";
import { DynamoDBBackend } from "@dynawrap/dynawrap/dynamodb";
import { MemoryBackend } from "@dynawrap/dynawrap/memory";
import { PostgresBackend } from "@dynawrap/dynawrap/postgres";
import { SqliteBackend } from "@dynawrap/dynawrap/sqlite";
import { PGlite } from "@electric-sql/pglite";
import dynalite from "dynalite";
import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";

class Story extends DBItem({
  pk: "USER#{owner}",
  sk: "STORY#{story_id}",
  schema: t.object({
    owner: t.string(),
    story_id: t.string(),
    title: t.string(),
    content: t.string({ default: "" }),
  }),
}) {
  get headline(): string {
    return `${this.title}, by ${this.owner}`;
  }
}

async function tellStories(backend: Backend): Promise<void> {
  const first = new Story({ owner: "ana", story_id: "12", title: "Rain" });
  await backend.save("stories", first);
  await backend.batchWrite("stories", [first.with({ story_id: "120" }), first.with({ story_id: "13" })]);
  const found = await backend.get("stories", Story, { owner: "ana", story_id: "12" });
  assert.equal(found?.headline, "Rain, by ana");

  const read: string[] = [];
  for await (
    const story of backend.query("stories", Story, { owner: "ana", story_id: "12" }, { reverse: true })
  ) {
    read.push(story.story_id);
  }
  assert.deepEqual(read, ["120", "12"]);

  await backend.delete("stories", found);
  assert.equal(await backend.get("stories", Story, { owner: "ana", story_id: "12" }), undefined);
  console.log(`${backend.constructor.name} works`);
}

await tellStories(new MemoryBackend());

const sqlite = new DatabaseSync(":memory:");
await SqliteBackend.createTable(sqlite, "stories");
await tellStories(new SqliteBackend(sqlite));
sqlite.close();

const postgres = await PGlite.create();
await PostgresBackend.createTable(postgres, "stories");
await tellStories(new PostgresBackend(postgres));
await postgres.close();

const server = dynalite({ createTableMs: 0 });
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const dynamodb = new DynamoDBClient({
  endpoint: `http://127.0.0.1:${server.address().port}`,
  region: "eu-central-1",
  credentials: { accessKeyId: "any", secretAccessKey: "any" },
});
await DynamoDBBackend.createTable(dynamodb, "stories");
await tellStories(new DynamoDBBackend(dynamodb));
dynamodb.destroy();
server.close();

const cases = conformanceCases();
for (const [number, { run }] of cases.entries()) {
  await run({ backend: new MemoryBackend(), table: `table_${number}` });
}
console.log(`MemoryBackend passes the ${cases.length} cases of the conformance suite`);
