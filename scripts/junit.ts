/** How a test ended; "skipped" is also one marked as still to do. */
export type Result = "passed" | "failed" | "skipped";

/** One test, by the names of its suites and its own. */
export interface TestResult {
  readonly name: string;
  readonly result: Result;
  /** Why it was skipped, as far as the runtime tells. */
  readonly reason: string;
}

/**
 * The tests in a JUnit report of Deno, Node or Bun. Only what has no tests inside counts: Node and Bun report the others
 * as suites, Deno as tests whose names those inside begin with.
 */
export function readJUnit(xml: string): TestResult[] {
  const tests: TestResult[] = [];
  const suites: string[] = [];
  let test: { name: string; result: Result; reason: string } | undefined;
  for (const [, isEnd, element, attributes, isEmpty] of xml.matchAll(tag)) {
    if (element === "testsuite") {
      if (isEnd) suites.pop();
      else if (!isEmpty) suites.push(attribute(attributes!, "name"));
    } else if (element === "testcase") {
      if (!isEnd) {
        const name = [...suites, attribute(attributes!, "name")].join(" > ");
        test = { name, result: "passed", reason: "" };
        tests.push(test);
      }
    } else if (test !== undefined && !isEnd) {
      test.result = element === "skipped" ? "skipped" : "failed";
      if (element === "skipped") test.reason = attribute(attributes!, "message");
    }
  }
  return xml.includes('<testsuites name="deno test"') ? withoutParents(tests) : tests;
}

const tag = /<(\/?)(testsuite|testcase|failure|error|skipped)\b((?:\s+[\w-]+="[^"]*")*)\s*(\/?)>/g;

function attribute(attributes: string, name: string): string {
  const value = attributes.match(new RegExp(`\\b${name}="([^"]*)"`))?.[1] ?? "";
  return value.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll(
    "&amp;",
    "&",
  );
}

/** Deno reports the parts of a `describe` in a suite of their own, so that the suite does not count here. */
function withoutParents(tests: readonly TestResult[]): TestResult[] {
  const inside = new Map<string, TestResult[]>();
  for (const test of tests) {
    const names = test.name.split(" > ").slice(1);
    for (let depth = 1; depth < names.length; depth++) {
      const parent = names.slice(0, depth).join(" > ");
      inside.set(parent, [...(inside.get(parent) ?? []), test]);
    }
  }
  return tests.filter((test) => {
    const parts = inside.get(test.name.split(" > ").slice(1).join(" > ")) ?? [];
    // A suite whose own set-up failed has failed, though nothing in it did.
    return parts.length === 0 ||
      (test.result === "failed" && !parts.some(({ result }) => result === "failed"));
  });
}
