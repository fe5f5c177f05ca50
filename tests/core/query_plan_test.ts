import { describe, it } from "node:test";
import assert from "node:assert/strict";
import { t } from "@dynawrap/dynawrap";
import type { KeyFields } from "../../core/key.ts";
import { Model } from "../../core/model.ts";
import { planQuery } from "../../core/query_plan.ts";

const [string, number] = [t.string(), t.number()];
const schema = t.object({
  owner: string,
  kind: string,
  book: string,
  chapter: number,
  page: number,
  title: string,
});
const model = (pk: string, sk: string) => new Model({ pk, sk, schema });
const plan = (pk: string, sk: string, fields: KeyFields, scan = false) =>
  planQuery(model(pk, sk), "Page", fields, scan);

const pk = "USER#{owner}#{kind}";
const sk = "BOOK#{book}#CH#{chapter:03d}#PG#{page}";
const partition = { owner: "ana", kind: "novel" };
const prefix = (fields: KeyFields) => plan(pk, sk, { ...partition, ...fields });

describe("a query", () => {
  it("is of one partition, and of the sort keys that begin with what its fields make", () => {
    const query = (prefix: string) => ({ kind: "query", pk: "USER#ana#novel", range: { prefix } });
    assert.deepEqual(prefix({}), query("BOOK#"));
    assert.deepEqual(prefix({ book: "1" }), query("BOOK#1#CH#"));
    assert.deepEqual(prefix({ book: "1", chapter: 0 }), query("BOOK#1#CH#000#PG#"));
    assert.deepEqual(prefix({ book: "1", chapter: 42, page: 1 }), query("BOOK#1#CH#042#PG#1"));
  });

  it("has no prefix where the sort key begins with a field that is not given", () => {
    assert.deepEqual(plan("P", "{book}", {}), { kind: "query", pk: "P", range: {} });
    assert.deepEqual(plan("P", "PROFILE", {}), { kind: "query", pk: "P", range: { prefix: "PROFILE" } });
  });

  it("has the sort key's fields from the partition key's", () => {
    assert.deepEqual(plan("USER#{owner}", "{owner}#{book}", { owner: "ana" }), {
      kind: "query",
      pk: "USER#ana",
      range: { prefix: "ana#" },
    });
  });

  it("that may scan is one of keys that begin alike, when the partition key is not whole", () => {
    assert.deepEqual(plan(pk, sk, {}, true), { kind: "scan", pkPrefix: "USER#", skPrefix: "BOOK#" });
    assert.deepEqual(plan(pk, sk, { owner: "ana", book: "1" }, true), {
      kind: "scan",
      pkPrefix: "USER#ana#",
      skPrefix: "BOOK#1#CH#",
    });
    assert.equal(plan(pk, sk, partition, true).kind, "query");
  });
});

describe("a query is refused", () => {
  it("for a field that is in no key", () => {
    assert.throws(() => plan(pk, sk, { ...partition, title: "x" }), {
      name: "TypeError",
      message: 'Cannot query "Page": the field "title" is in no key. ' +
        'The keys have "owner", "kind", "book", "chapter", "page"',
    });
    assert.throws(() => plan("P", "S", { title: "x" }), {
      message: 'Cannot query "Page": the field "title" is in no key. The keys have no fields',
    });
  });

  it("for a gap in the fields of a key", () => {
    const gap = (field: string, pattern: string, missing: string) => ({
      name: "TypeError",
      message:
        `Cannot query "Page" by "${field}": in "${pattern}" it comes after "${missing}", which is not given`,
    });
    assert.throws(() => plan(pk, sk, { ...partition, chapter: 1 }), gap("chapter", sk, "book"));
    assert.throws(() => plan(pk, sk, { ...partition, book: "1", page: 1 }), gap("page", sk, "chapter"));
    assert.throws(() => plan(pk, sk, { kind: "novel" }, true), gap("kind", pk, "owner"));
  });

  it("without the whole partition key, unless it may scan", () => {
    assert.throws(() => plan(pk, sk, { owner: "ana" }), {
      name: "TypeError",
      message:
        `Cannot query "Page" without "kind": it is part of the partition key "${pk}". Give it, or pass ` +
        '{ scan: true } to look through every key that begins with "USER#ana#": a range of keys in SQL and memory, ' +
        "but in DynamoDB a read of the whole table, which is paid by what is read",
    });
  });

  it("for a value that no key can hold", () => {
    const invalid = (field: string) => ({ name: "InvalidKeyError", field });
    assert.throws(() => prefix({ book: undefined }), invalid("book"));
    assert.throws(() => prefix({ book: "" }), invalid("book"));
    assert.throws(() => prefix({ book: "1#CH#2" }), invalid("book"));
    assert.throws(() => prefix({ book: "\0" }), invalid("book"));
    assert.throws(() => prefix({ book: "x".repeat(1100) }), invalid("book"));
    assert.throws(() => prefix({ book: "1", chapter: "1" }), invalid("chapter"));
  });
});
