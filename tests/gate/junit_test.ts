import assert from "node:assert/strict";
import { it } from "node:test";
import { readJUnit } from "../../scripts/junit.ts";

it("reads a report of Deno, where a suite is a test", () => {
  const results = readJUnit(`<testsuites name="deno test" tests="8" failures="3">
    <testsuite name="./tests/a_test.ts">
      <testcase name="outer" classname="./tests/a_test.ts">
        <failure message="1 test step failed">1 test step failed.</failure>
      </testcase>
      <testcase name="late">
      </testcase>
      <testcase name="unset">
        <failure message="set-up &lt;failed&gt;">x</failure>
      </testcase>
    </testsuite>
    <testsuite name="ext:deno_node/testing.ts">
      <testcase name="outer &gt; one">
      </testcase>
      <testcase name="outer &gt; inner">
      </testcase>
      <testcase name="outer &gt; inner &gt; two">
        <failure message="no">AssertionError</failure>
      </testcase>
      <testcase name="outer &gt; three">
        <skipped/>
      </testcase>
      <testcase name="unset &gt; four">
      </testcase>
    </testsuite>
  </testsuites>`);
  assert.deepEqual(results.map(({ name, result }) => [name.split(" > ").slice(1).join(" > "), result]), [
    ["late", "passed"],
    ["unset", "failed"],
    ["outer > one", "passed"],
    ["outer > inner > two", "failed"],
    ["outer > three", "skipped"],
    ["unset > four", "passed"],
  ]);
});

it("reads a report of Node or Bun, where a suite is a suite", () => {
  const results = readJUnit(`<testsuites>
    <testsuite name="outer" tests="3">
      <testcase name="one > 0" time="0.1"/>
      <testcase name="&quot;two&quot; &amp; more" time="0"><skipped type="skipped" message="no server"/></testcase>
      <testsuite name="inner"><testcase name="three"><failure message="a
b">x</failure></testcase></testsuite>
    </testsuite>
    <testcase name="four" time="0" />
  </testsuites>`);
  assert.deepEqual(results, [
    { name: "outer > one > 0", result: "passed", reason: "" },
    { name: 'outer > "two" & more', result: "skipped", reason: "no server" },
    { name: "outer > inner > three", result: "failed", reason: "" },
    { name: "four", result: "passed", reason: "" },
  ]);
});
