/**
 * Three models in one table. A country, its divisions and all its cities share a partition, and each question is one range of its
 * sort keys: the divisions of a country, its cities, those of one division, those that begin with some letters.
 */

import { DBItem, t } from "@dynawrap/dynawrap";

/** A country, by its ISO 3166-1 code. */
export class Country extends DBItem({
  pk: "COUNTRY#{country}",
  sk: "COUNTRY",
  schema: t.object({ country: t.string(), name: t.string() }),
}) {}

/** A state, region or the like: the first level below a country, by its code there. */
export class Division extends DBItem({
  pk: "COUNTRY#{country}",
  sk: "DIVISION#{division}",
  schema: t.object({ country: t.string(), division: t.string(), name: t.string() }),
}) {}

/** A populated place, by a name that no other in its division has. */
export class City extends DBItem({
  pk: "COUNTRY#{country}",
  sk: "CITY#{division}#{name}",
  schema: t.object({
    country: t.string(),
    division: t.string(),
    name: t.string(),
    lat: t.number(),
    lng: t.number(),
    visited: t.boolean({ default: false }),
  }),
}) {}
