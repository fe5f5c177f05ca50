import { it } from "node:test";
import assert from "node:assert/strict";
import { root } from "../../scripts/published_files.ts";
import { run } from "../../scripts/run.ts";

it("what must compile does, with the types that it must have", async () => {
  const { ok, output } = await run(Deno.execPath(), ["check", "tests/types/infers.ts"], { cwd: root });
  assert.ok(ok, output);
});
