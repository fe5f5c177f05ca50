/** What the demo asks. An answer is plain data, so that the answers of two stores can be compared. */

import type { AnyItem, Backend } from "@dynawrap/dynawrap";
import { lyon } from "./cities.ts";
import { City, Division } from "./models.ts";

/** A question, and what was found. */
export interface Answer {
  readonly question: string;
  /** The fields of the items found. */
  readonly found: readonly object[];
  /** What was found, in a few words. */
  readonly told: string;
  readonly milliseconds: number;
}

type Found = Pick<Answer, "found" | "told">;
type Ask = (backend: Backend, table: string) => Promise<Found>;

const { country, division } = lyon;
const villeurbanne = { country, division, name: "Villeurbanne" };

const questions: Readonly<Record<string, Ask>> = {
  "All divisions of France": (backend, table) => list(backend.query(table, Division, { country })),

  "All cities of Auvergne-Rhône-Alpes": (backend, table) =>
    list(backend.query(table, City, { country, division })),

  '... that begin with "Ville"': (backend, table) =>
    list(backend.query(table, City, { country, division, name: "Ville" })),

  "... the last ten, in reverse": (backend, table) =>
    list(backend.query(table, City, { country, division }, { reverse: true, limit: 10 })),

  "Get Lyon": async (backend, table) => {
    const city = await backend.get(table, City, lyon);
    return one(city, `at ${city?.lat}, ${city?.lng}`);
  },

  "Change Lyon": async (backend, table) => {
    const city = await backend.get(table, City, lyon);
    if (city) await backend.save(table, city.with({ visited: true }));
    const changed = await backend.get(table, City, lyon);
    return one(changed, `visited: ${city?.visited} before, ${changed?.visited} now`);
  },

  "Delete Villeurbanne": async (backend, table) => {
    await backend.delete(table, City, villeurbanne);
    return one(await backend.get(table, City, villeurbanne), "still there");
  },
};

/** Asks all questions in their order: the last ones change the table. */
export async function askAll(backend: Backend, table: string): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (const [question, ask] of Object.entries(questions)) {
    const start = performance.now();
    const found = await ask(backend, table);
    answers.push({ question, ...found, milliseconds: performance.now() - start });
  }
  return answers;
}

async function list(items: AsyncIterable<City | Division>): Promise<Found> {
  const all = await Array.fromAsync(items);
  return { found: all.map((item) => item.toDict()), told: all.map(({ name }) => name).join(", ") };
}

function one(item: AnyItem | undefined, told: string): Found {
  return item ? { found: [item.toDict()], told } : { found: [], told: "not there" };
}
