import { test } from "node:test";
import { deepEqual, equal, rejects, throws } from "node:assert/strict";
import { DBItem, Decimal, t } from "@dynawrap/dynawrap";
import { MemoryBackend } from "@dynawrap/dynawrap/memory";
class Story extends DBItem({
  pk: "USER#{owner}",
  sk: "STORY#{story_id}",
  schema: t.object({
    owner: t.string(),
    story_id: t.string(),
    title: t.string(),
    at: t.optional(t.date()),
    n: t.optional(t.bigint()),
    d: t.optional(t.decimal()),
    tags: t.optional(t.array(t.string())),
    content: t.string({ default: "" }),
  }),
}) {
  get headline(): string {
    return `${this.title}, by ${this.owner}`;
  }
}
test("smoke", async () => {
  const b = new MemoryBackend();
  const s = new Story({
    owner: "ana",
    story_id: "1",
    title: "x",
    at: new Date(0),
    n: 5n,
    d: new Decimal("1.50"),
    tags: ["a"],
  });
  await b.save("t", s);
  const back = await b.get("t", Story, { owner: "ana", story_id: "1" });
  deepEqual(back, s);
  equal(back?.headline, "x, by ana");
  for (let i = 0; i < 20; i++) await b.save("t", s.with({ story_id: String(i) }));
  deepEqual(
    (await Array.fromAsync(b.query("t", Story, { owner: "ana", story_id: "1" }, { reverse: true, limit: 3 })))
      .map((x) => x.story_id),
    ["19", "18", "17"],
  );
  await rejects(b.save("t", s.with({ owner: "" })), (e: Error) => (console.log(e.message), true));
  throws(() => new Story({ owner: 1, title: "x" } as never), (e: Error) => (console.log(e.message), true));
  // @ts-expect-error
  throws(() => b.query("t", Story, {}), (e: Error) => (console.log(e.message), true));
  // @ts-expect-error
  await rejects(b.get("t", Story, { owner: "a" }), (e: Error) => (console.log(e.message), true));
  console.log(Story.createItemKey({ owner: "q" }), Story.isMatch("USER#a", "STORY#1"));
});
