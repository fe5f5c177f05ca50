import { describe, it } from "node:test";
import assert from "node:assert/strict";
import { DBItem, type SchemaHash, t } from "@dynawrap/dynawrap";
import { schemaVersion } from "../../core/schema_version.ts";
import vectors from "../compat/vectors.json" with { type: "json" };

const { hashes, instances } = vectors.schemaVersion;

/** What dynawrap 0.4.0 for Python really hashes, by the words of the vectors. */
const REAL: Readonly<Record<string, SchemaHash>> = {
  "documented": "documented",
  "parent's fields": "documented",
  "fields: []": "pydantic-0.4.0",
  "no fields key": "dataclass-0.4.0",
};

describe("the schema version", () => {
  it("is the hash that Python's README documents", () => {
    for (const { name, pk_pattern, sk_pattern, fields, documented } of hashes) {
      assert.equal(schemaVersion(pk_pattern, sk_pattern, fields, "documented"), documented.md5, name);
    }
  });

  it("is the one that Python 0.4.0 really computes, if that is asked for", () => {
    for (const { name, pk_pattern, sk_pattern, actual, actualIs, actualJson } of hashes) {
      const { fields = [] } = JSON.parse(actualJson) as { fields?: string[] };
      assert.equal(schemaVersion(pk_pattern, sk_pattern, fields, REAL[actualIs]!), actual, name);
    }
    assert.deepEqual([...new Set(hashes.map(({ actualIs }) => actualIs))].sort(), Object.keys(REAL).sort());
  });

  it("has schema_version among its fields, whether it is declared or not, and each field once", () => {
    const hash = (...fields: string[]) => schemaVersion("A#{a}", "S", fields, "documented");
    assert.equal(hash("a"), hash("schema_version", "a"));
    assert.equal(hash("a"), hash("a", "a"));
    assert.notEqual(hash("a"), hash("a", "b"));
    assert.equal(hash("b", "a"), hash("a", "b"));
  });

  it("sorts names by code points, as Python does", () => {
    const fields = ["\u{10002}", "\uff61"]; // in this order by UTF-16 units
    assert.equal(schemaVersion("A", "B", fields, "documented"), "7f81ffec5634a5418c3342f68564ad46");
  });
});

describe("a model's schema version", () => {
  const definition = { pk: "A#{a}", sk: "S", schema: t.object({ a: t.string() }) } as const;
  const hashOf = (name: string) => instances.find((instance) => instance.name === name)!.ok!.class;

  it("is that of its patterns and fields, by the hash that it asks for", () => {
    const withHash = (schemaHash?: SchemaHash) => DBItem({ ...definition, schemaHash }).schemaVersion;
    assert.equal(withHash(), hashOf("pydantic"));
    assert.equal(withHash("documented"), hashOf("pydantic"));
    assert.equal(withHash("pydantic-0.4.0"), hashOf("pydantic, schema_version not declared"));
    assert.equal(withHash("dataclass-0.4.0"), hashOf("dataclass"));
  });

  it("is stamped on an item that has none or an empty one, and does not replace another", () => {
    const Model = DBItem(definition);
    for (
      const { name, ok } of instances.filter(({ name }) =>
        /^pydantic(, version)?( empty| given)?$/.test(name)
      )
    ) {
      const given = name.endsWith("given") ? "v7" : name.endsWith("empty") ? "" : undefined;
      const item = new Model({ a: "1", schema_version: given });
      assert.deepEqual(
        Object.entries(item.toDict()),
        ok!.to_dict.map(([key, typed]) => [key, (typed as { value: string }).value]),
        name,
      );
      assert.equal(item.schema_version, (ok!.attribute as { value: string }).value);
    }
  });
});
