import process from "node:process";
import type { LoadWatcher } from "./run.ts";

/** A bar on a terminal, and nothing elsewhere. */
export async function progressBars(): Promise<(total: number) => LoadWatcher> {
  if (!process.stdout.isTTY) return () => ({ update() {}, stop() {} });
  const { SingleBar } = await import("cli-progress");
  return (total) => {
    const bar = new SingleBar({
      format: "  {bar} {percentage} %  {value} of {total}",
      barsize: 40,
      barCompleteChar: "█",
      barIncompleteChar: "░",
      clearOnComplete: true,
      linewrap: true, // else a run that is interrupted leaves the terminal without
    });
    bar.start(total, 0);
    return bar;
  };
}
