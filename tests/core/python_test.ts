import { describe, it } from "node:test";
import assert from "node:assert/strict";
import { type AnySchema, DBItem, Decimal } from "@dynawrap/dynawrap";
import { parsePattern } from "../../core/pattern.ts";
import vectors from "../compat/vectors.json" with { type: "json" };
import { DIFFERENCES, type PythonCall } from "./python_differences.ts";

interface Typed {
  readonly type: string;
  readonly value?: unknown;
}

/** A call as it is in the vectors. */
interface Row {
  readonly group?: string;
  readonly pattern?: string;
  readonly pk_pattern?: string;
  readonly sk_pattern?: string;
  readonly values?: Readonly<Record<string, Typed>>;
  readonly pk?: string;
  readonly sk?: string;
  readonly parsed?: { readonly pk: Record<string, Typed>; readonly sk: Record<string, Typed> };
  readonly ok?: unknown;
  readonly error?: string;
}

/** A value of Python's as it is here. */
function valueOf({ type, value }: Typed): unknown {
  const text = String(value);
  if (type === "none") return null;
  if (type === "int" || type === "float") return Number(text);
  if (type === "bigint") return BigInt(text);
  if (type === "decimal") return new Decimal(text);
  if (type === "date") return new Date(`${text}T00:00Z`);
  if (type === "datetime") return new Date(/[+-]\d\d:\d\d$/.test(text) ? text : `${text}Z`);
  if (type === "bytes") return new Uint8Array(1);
  if (type === "list") return (value as Typed[]).map(valueOf);
  if (type === "map") {
    const entries = value as [string | Typed, Typed][];
    return Object.fromEntries(
      entries.map(([key, inner]) => [typeof key === "string" ? key : key.value, valueOf(inner)]),
    );
  }
  return value;
}

function valuesOf(values: Readonly<Record<string, Typed>> = {}): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([name, typed]) => [name, valueOf(typed)]));
}

const anything: AnySchema = {
  "~standard": { version: 1, vendor: "test", validate: (value) => ({ value }) },
};

function modelOf({ pk_pattern: pk = "", sk_pattern: sk = "" }: Row) {
  const fields = [...parsePattern(pk).fields, ...parsePattern(sk).fields];
  return DBItem({ pk, sk, schema: anything, fields: fields as never[] });
}

const Any = DBItem({ pk: "A", sk: "B", schema: anything, fields: [] });

const CALLS: Record<PythonCall["section"], (row: Row) => unknown> = {
  format: (row) => Any.formatKey(row.pattern!, valuesOf(row.values)),
  partialKeyPrefix: (row) => Any.partialKeyPrefix(row.pattern!, valuesOf(row.values)),
  createItemKey: (row) => modelOf(row).createItemKey(valuesOf(row.values)),
  isMatch: (row) => modelOf(row).isMatch(row.pk!, row.sk!),
};

/** Groups of several fields, or of none: `format_test.ts` compares those of one. */
const GROUPS = "literal|brace|positional|attribute|nested|missing|conversion error|field|reserved".split("|");

function rowsOf(section: PythonCall["section"]): readonly Row[] {
  const rows = vectors[section] as unknown as readonly Row[];
  return section === "format" ? rows.filter(({ group }) => GROUPS.includes(group!)) : rows;
}

function callOf(section: PythonCall["section"], row: Row): PythonCall {
  return {
    section,
    pattern: row.pattern ?? `${row.pk_pattern}\n${row.sk_pattern}`,
    values: Object.values(row.values ?? {}).map(({ type, value }) => ({ type, text: String(value) })),
    key: row.pk === undefined ? "" : `${row.pk}\n${row.sk}`,
  };
}

/** What is the case here and in Python: the value, or that it is an error. */
function outcomes(section: PythonCall["section"], row: Row): readonly [unknown, unknown] {
  const python = row.error === undefined ? row.ok : Error;
  try {
    return [CALLS[section](row), python];
  } catch (error) {
    assert.ok(error instanceof TypeError || error instanceof SyntaxError, String(error));
    return [Error, python];
  }
}

const same = ([here, python]: readonly [unknown, unknown]) => JSON.stringify(here) === JSON.stringify(python);

const sections = Object.keys(CALLS) as PythonCall["section"][];
const all = sections.flatMap((section) =>
  rowsOf(section).map((row) => ({ row, call: callOf(section, row), outcome: outcomes(section, row) }))
);
const reasonOf = (call: PythonCall) => DIFFERENCES.find(({ holds }) => holds(call))?.reason;

describe("keys are those of Python's dynawrap 0.4.0", () => {
  for (const section of sections) {
    const rows = all.filter(({ call, outcome }) => call.section === section && same(outcome));
    it(`in ${section}, in ${rows.length} vectors`, () => {
      const others = all.filter(({ call }) => call.section === section && !reasonOf(call));
      for (const { call, outcome } of others) assert.deepEqual(outcome[0], outcome[1], JSON.stringify(call));
      assert.ok(rows.length > 20);
    });
  }

  it("in what a matching key holds, but that padding is taken off", () => {
    const differ = new Set<string>();
    for (const { row, call, outcome: [here] } of all) {
      if (here !== true || row.ok !== true) continue;
      const values = modelOf(row).parseKey(row.pk!, row.sk!);
      const python = valuesOf({ ...row.parsed!.sk, ...row.parsed!.pk });
      try {
        assert.deepEqual({ ...values }, python);
      } catch {
        differ.add(call.pattern.replace("K\n", ""));
      }
    }
    const padded = ["E#{s:10}", "E#{s:>10}", "E#{s:<10}", "E#{s:*^9}"];
    // Half of a date is its text here; the others are no fields to the library `parse`.
    const others = [
      "D#{at:%H%M%S.%f}#{x}",
      "E#{v!s}",
      "E#{v!s:>5}",
      "K#{_a}#{_a}\nS",
      "A#{a b}\nS",
      "A#{a:}\nS",
    ];
    assert.deepEqual([...differ].sort(), [...padded, ...others].sort());
  });
});

describe("keys are deliberately not those of Python's dynawrap 0.4.0", () => {
  for (const difference of DIFFERENCES) {
    const rows = all.filter(({ call, outcome }) => reasonOf(call) === difference.reason && !same(outcome));
    it(`in ${rows.length} vectors: ${difference.reason}`, () => {
      assert.ok(rows.length > 0, "there is no such difference");
    });
  }

  it("where a difference is expected, and nowhere else", () => {
    const differ = all.filter(({ outcome }) => !same(outcome));
    assert.deepEqual(differ.filter(({ call }) => !reasonOf(call)).map(({ call }) => call), []);
    assert.deepEqual([all.length, differ.length], [437, 152]);
  });
});
