/** How a command ended, and what it printed. */
export interface Outcome {
  readonly ok: boolean;
  readonly output: string;
  readonly seconds: number;
}

/** Where and how a command runs. */
export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** @default 15 */
  readonly minutes?: number;
}

/** Runs a command without input, keeping its output (both streams) for when it is needed. */
export async function run(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<Outcome> {
  const start = performance.now();
  const minutes = options.minutes ?? 15;
  const child = new Deno.Command(command, {
    args: [...args],
    cwd: options.cwd,
    env: { NO_COLOR: "1", ...options.env },
    signal: AbortSignal.timeout(minutes * 60_000),
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let output = "";
  const collect = async (stream: ReadableStream<Uint8Array>): Promise<void> => {
    for await (const text of stream.pipeThrough(new TextDecoderStream())) output += text;
  };
  const [status] = await Promise.all([child.status, collect(child.stdout), collect(child.stderr)]);
  const seconds = (performance.now() - start) / 1000;
  if (seconds > minutes * 60) {
    output += `\nCannot finish "${command}": it was ended after ${minutes} minutes\n`;
  }
  return { ok: status.success, output, seconds };
}

/** As `run`, for a command that has to succeed; its output. */
export async function mustRun(
  command: string,
  args: readonly string[],
  options: RunOptions = {},
): Promise<string> {
  const { ok, output } = await run(command, args, options);
  if (!ok) throw new Error(`Cannot run "${[command, ...args].join(" ")}": it failed\n${output.trim()}`);
  return output;
}
