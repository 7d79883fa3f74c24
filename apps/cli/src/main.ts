/** Connects the command line to the process: streams, signals, exit code. */
import { registry } from "./commands/registry.js";
import { codeOf } from "./failures/code-of.js";
import { exitCodes } from "./failures/kinds.js";
import { runCli } from "./run-cli.js";

const interruption = new AbortController();

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    // Whoever asks twice does not want to wait for the clean end.
    if (interruption.signal.aborted) process.exit(exitCodes.interrupted);
    interruption.abort();
  });
}

// Node.js 22 calls its SQLite experimental, which says nothing to whoever runs a command.
const listeners = process.listeners("warning");
process.removeAllListeners("warning").on("warning", (warning) => {
  if (warning.name !== "ExperimentalWarning") for (const tell of listeners) tell(warning);
});

// Nobody needs what goes on for a reader that is gone.
process.stdout.on("error", (error: Error) => {
  if (isWithoutReader(error)) interruption.abort();
});

// Notes and progress are expendable, the work is not.
process.stderr.on("error", () => undefined);

const exitCode = await runCli(process.argv.slice(2), {
  registry,
  stdout: {
    isTTY: process.stdout.isTTY,
    columns: process.stdout.columns,
    write: (chunk, callback) =>
      // A reader that has seen enough, such as `head`, is no failure.
      process.stdout.write(chunk, (error) => callback?.(isWithoutReader(error) ? undefined : error)),
  },
  stderr: process.stderr,
  stdin: process.stdin,
  env: process.env,
  cwd: process.cwd(),
  signal: interruption.signal,
});

// What was written goes out first. A connection that nobody answers would keep the process for ten seconds more.
await Promise.all([process.stdout, process.stderr].map(flush));
process.exit(exitCode);

function isWithoutReader(error: unknown): boolean {
  return codeOf(error) === "EPIPE";
}

function flush(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write("", () => {
      resolve();
    });
  });
}
