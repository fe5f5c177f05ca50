/** The same load as one would write it without this library: keys as template literals, and no checks. */

import type { World } from "./cities.ts";
import { inChunks, type Load } from "./load.ts";
import { City, Country, Division } from "./models.ts";
import type { Row, Store } from "./stores/store.ts";

export function loadByHand(store: Store, table: string, world: World): Load {
  return inChunks(rowsOf(world), (rows) => store.writeByHand(table, rows));
}

function* rowsOf({ countries, divisions, cities }: World): Iterable<Row> {
  for (const country of countries) {
    const data = { schema_version: Country.schemaVersion, ...country };
    yield { PK: `COUNTRY#${country.country}`, SK: "COUNTRY", data };
  }
  for (const division of divisions) {
    const data = { schema_version: Division.schemaVersion, ...division };
    yield { PK: `COUNTRY#${division.country}`, SK: `DIVISION#${division.division}`, data };
  }
  for (const city of cities) {
    const data = { schema_version: City.schemaVersion, ...city, visited: false };
    yield { PK: `COUNTRY#${city.country}`, SK: `CITY#${city.division}#${city.name}`, data };
  }
}
