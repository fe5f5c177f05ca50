import { pad } from "./pad.ts";
import type { FormatSpec } from "./spec.ts";

/** Formats as Python does a `str`; lengths are in code points. */
export function formatString(value: string, spec: FormatSpec): string {
  return pad(spec, "<", "", "", [...value].slice(0, spec.precision).join(""));
}
