import { parseArgs } from "node:util";
import { type StoreName, storeNames } from "./stores.ts";
import type { Place } from "./stores/store.ts";

export const usage = `Usage: deno task demo [options]

  --store NAME     sqlite (the default), memory, postgres, dynamodb, or all of them, one after another
  --limit N        so many cities instead of all
  --baseline       load the same rows by hand, too, and compare
  --file PATH      keep the SQLite file, and where
  --url URL        a PostgreSQL server instead of PGlite: postgres://user:password@host/database
  --endpoint URL   a DynamoDB endpoint instead of dynalite: https://dynamodb.eu-central-1.amazonaws.com
                   (with AWS_REGION and credentials from the environment)
  --help           this text

The table is named "places"; with --baseline there is "places_by_hand", too.`;

/** The command line is not as it should be. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

export interface Options extends Place {
  readonly stores: readonly StoreName[];
  /** The most cities. */
  readonly limit: number | undefined;
  readonly baseline: boolean;
}

/** Reads the command line. Throws a `UsageError`. */
export function readArguments(args: string[]): Options | "help" {
  const { store, limit, help, ...options } = parse(args);
  if (help) return "help";
  const stores = store === "all" ? storeNames : storeNames.filter((name) => name === store);
  if (stores.length === 0) {
    throw new UsageError(`Unknown store "${store}": there are ${storeNames.join(", ")} and all`);
  }
  if (limit !== undefined && !/^[1-9]\d*$/.test(limit)) {
    throw new UsageError(`Cannot load "${limit}" cities: --limit takes a whole number, 1 or more`);
  }
  for (const [option, its] of [["file", "sqlite"], ["url", "postgres"], ["endpoint", "dynamodb"]] as const) {
    if (options[option] !== undefined && !stores.includes(its)) {
      throw new UsageError(`Cannot use --${option} with the store "${store}": it is for ${its}`);
    }
  }
  for (const [option, scheme] of [["url", /^postgres(ql)?:/], ["endpoint", /^https?:/]] as const) {
    const url = options[option];
    if (url !== undefined && !(URL.canParse(url) && scheme.test(url))) {
      throw new UsageError(`Cannot use "${url}" as --${option}: see below what it is like`);
    }
  }
  return { ...options, stores, limit: limit === undefined ? undefined : Number(limit) };
}

function parse(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        store: { type: "string", default: "sqlite" },
        limit: { type: "string" },
        baseline: { type: "boolean", default: false },
        file: { type: "string" },
        url: { type: "string" },
        endpoint: { type: "string" },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    return values;
  } catch (error) {
    const [sentence] = (error as Error).message.split(". ");
    throw new UsageError(sentence, { cause: error });
  }
}
