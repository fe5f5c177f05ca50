/** Two ways of doing the same, timed in turns, so that what slows a machine for a while slows both. */

export interface Comparison {
  /** Nanoseconds of one call, the median. */
  readonly ours: number;
  readonly other: number;
  /** The median of `ours / other` of each round. */
  readonly ratio: number;
}

/** What a call returns is used, so that no compiler may leave it out. */
export type Work = () => number;

const ROUNDS = 301;
const SLICE = 1; // milliseconds

let used = 0;

export function compare(ours: Work, other: Work): Comparison {
  const calls = [callsInSlice(ours), callsInSlice(other)] as const;
  const rounds = Array.from({ length: ROUNDS }, (_, round) => {
    // Each goes first in every other round.
    const first = round % 2 === 0 ? time(ours, calls[0]) : undefined;
    const second = time(other, calls[1]);
    const ns = first ?? time(ours, calls[0]);
    return { ours: ns, other: second, ratio: ns / second };
  });
  if (Number.isNaN(used)) throw new TypeError("Cannot compare: what is measured must return a number");
  return {
    ours: median(rounds.map((round) => round.ours)),
    other: median(rounds.map((round) => round.other)),
    ratio: median(rounds.map((round) => round.ratio)),
  };
}

/** Nanoseconds of one call. */
function time(work: Work, calls: number): number {
  let sum = 0;
  const start = performance.now();
  for (let i = 0; i < calls; i++) sum += work();
  const end = performance.now();
  used += sum;
  return (end - start) * 1e6 / calls;
}

/** Warms the work up for a quarter of a second, and says how many calls then fill a slice. */
function callsInSlice(work: Work): number {
  const end = performance.now() + 250;
  let ns = 0;
  for (let calls = 1; performance.now() < end; calls = Math.min(calls * 2, 1000)) ns = time(work, calls);
  return Math.max(1, Math.round(SLICE * 1e6 / ns));
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
