import assert from "node:assert/strict";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "node:test";
import { publishedFiles, root } from "../../scripts/published_files.ts";
import { repositoryFiles } from "../../scripts/repository_files.ts";

const read = (path: string) => JSON.parse(readFileSync(join(root, path), "utf8"));
const deno = read("deno.json");
const npm = read("package.json");

describe("the package", () => {
  it("is the same to Deno and npm", () => {
    for (const field of ["name", "version", "license", "exports"]) {
      assert.deepEqual(npm[field], deno[field], field);
    }
  });

  it("has a file for each entry point", () => {
    const paths: string[] = Object.values(deno.exports);
    assert.deepEqual(paths.filter((path) => !existsSync(join(root, path))), []);
  });

  it("has each entry point in the program that is run as a user's", () => {
    const program = readFileSync(join(root, "scripts/user_program.ts"), "utf8");
    const names = Object.keys(deno.exports).map((entry) => deno.name + entry.slice(1));
    assert.deepEqual(names.filter((name) => !program.includes(` from "${name}"`)), []);
  });

  it("has no dependency of its own, and pins those of its tests", () => {
    assert.deepEqual(npm.dependencies ?? {}, {});
    const versions: [string, string][] = Object.entries(npm.devDependencies);
    assert.deepEqual(versions.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)), []);
  });
});

describe("what is published", () => {
  it("is the code, its documentation and the licence, and all of that", async () => {
    const published = [...(await publishedFiles()).keys()].map((path) => path.slice(1)).sort();
    const expected = repositoryFiles(root).filter((path) =>
      /^(core|backends|conformance)\/.+\.ts$|^(mod\.ts|deno\.json|README\.md|CHANGELOG\.md|LICENSE)$/.test(
        path,
      )
    );
    assert.deepEqual(published, expected.sort());
    for (const needed of ["README.md", "CHANGELOG.md", "LICENSE"]) {
      assert.ok(published.includes(needed), needed);
    }
  });
});

describe("the repository", () => {
  const files = repositoryFiles(root);

  it("has no large file", () => {
    const limits: Record<string, number> = { "tests/compat/vectors.json": 600_000 };
    const large = files.filter((path) => statSync(join(root, path)).size > (limits[path] ?? 200_000));
    assert.deepEqual(large, []);
  });

  it("names no path of the machine it was written on", () => {
    const path = /(?<![\w.:/-])\/(?:work|root|Users\/\w+|home\/\w+)\/[\w.]+/;
    const found = files.flatMap((file) => {
      const match = path.exec(readFileSync(join(root, file), "utf8"));
      return match ? [`${file}: ${match[0]}`] : [];
    });
    assert.deepEqual(found, []);
  });
});
