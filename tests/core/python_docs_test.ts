import { ok } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { it } from "node:test";
import { DIFFERENCES } from "./python_differences.ts";

it("the page for those who come from Python tells each difference of keys", () => {
  const words = (text: string): string => text.replace(/\s+/g, " ");
  const page = words(readFileSync(new URL("../../docs/coming-from-python.md", import.meta.url), "utf8"));
  for (const { reason } of DIFFERENCES) ok(page.includes(words(reason)), reason);
});
