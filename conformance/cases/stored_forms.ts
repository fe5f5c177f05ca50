import { Decimal, exactNumber, type StoredValue } from "../../core/value.ts";
import type { ConformanceCase } from "../case.ts";
import { expectEqual } from "../expect.ts";
import { Everything } from "../models.ts";
import { storeRaw } from "../raw.ts";

/** What another program stored, and the field's value when it is read. */
function reads(
  what: string,
  field: string,
  all: readonly (readonly [StoredValue, unknown])[],
): ConformanceCase {
  return {
    name: `${what}, as another program may have stored them`,
    run: async ({ backend, table }) => {
      for (const [stored, expected] of all) {
        await storeRaw(backend, table, { PK: "ALL#1", SK: "V" }, { id: "1", [field]: stored });
        const item = await backend.get(table, Everything, { id: "1" });
        expectEqual(item?.[field as "any"], expected);
      }
    },
  };
}

export const storedFormCases: readonly ConformanceCase[] = [
  reads("a number field reads numbers and decimal texts", "number", [
    [5, 5],
    ["30.40", 30.4],
    ["1E+3", 1000],
    [new Decimal("1.5"), 1.5],
    [exactNumber("1" + "0".repeat(50))!, 1e50],
  ]),
  reads("a bigint field reads whole numbers of any size", "bigint", [
    [5, 5n],
    [9007199254740993n, 9007199254740993n],
    [exactNumber("1" + "0".repeat(40))!, 10n ** 40n],
    ["12345678901234567890", 12345678901234567890n],
  ]),
  reads("a decimal field reads numbers and decimal texts", "decimal", [
    [5, new Decimal("5")],
    [0.1, new Decimal("0.1")],
    ["30.40", new Decimal("30.4")],
    ["1.00000000000000000000015", new Decimal("1.00000000000000000000015")],
  ]),
  reads("a date field reads ISO 8601 and the text that Python's str() gives", "at", [
    ["2024-03-05T07:08:09.120Z", new Date("2024-03-05T07:08:09.120Z")],
    ["2024-03-05 07:08:09", new Date("2024-03-05T07:08:09Z")],
    ["2024-03-05 07:08:09.120000+00:00", new Date("2024-03-05T07:08:09.120Z")],
    ["2024-03-05 07:08:09+05:30", new Date("2024-03-05T01:38:09Z")],
    ["2024-03-05", new Date("2024-03-05T00:00:00Z")],
  ]),
  reads("an untyped field reads numbers exactly", "any", [
    [9007199254740991, 9007199254740991],
    [9007199254740992n, 9007199254740992n],
    [-9007199254740993n, -9007199254740993n],
    [0.1, 0.1],
    [1e-7, 1e-7],
  ]),
];
