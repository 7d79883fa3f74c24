/** Runs the command line in this process with captured streams. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { onTestFinished } from "vitest";
import { registry } from "../src/commands/registry.js";
import type { InputStream } from "../src/create-context.js";
import { runCli, type CliOptions } from "../src/run-cli.js";

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string | InputStream;
  /** What somebody at a terminal answers to a question. */
  readonly answer?: string;
  /** A terminal where the input ends without an answer. */
  readonly atTerminal?: boolean;
  /** At a terminal that shows no standard error: that goes to a file. */
  readonly withoutNotes?: boolean;
  readonly fetch?: CliOptions["fetch"];
  readonly cwd?: string;
  /** Other commands than those there are. */
  readonly registry?: CliOptions["registry"];
  readonly signal?: AbortSignal;
  /** Width of the terminal that both streams are; none when absent. */
  readonly columns?: number;
}

export interface RunResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line, split at blanks unless it is an array. */
export async function run(command: string | readonly string[], options: RunOptions = {}): Promise<RunResult> {
  const stdout = createSink(options.columns);
  const stderr = createSink(options.columns, isAtTerminal(options) && !options.withoutNotes);
  const code = await runCli(typeof command === "string" ? command.split(" ").filter(Boolean) : command, {
    registry: options.registry ?? registry,
    stdout,
    stderr,
    stdin: createStdin(options),
    env: { HOME: "/nonexistent", ...options.env },
    cwd: options.cwd ?? "/",
    timeZone: "UTC",
    ...(options.fetch && { fetch: options.fetch }),
    ...(options.signal && { signal: options.signal }),
  });
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

function isAtTerminal({ answer, atTerminal = answer !== undefined }: RunOptions): boolean {
  return atTerminal;
}

function createStdin(options: RunOptions): InputStream {
  const { stdin = "", answer } = options;
  if (typeof stdin !== "string") return stdin;
  const stream = new PassThrough();
  stream.end(answer === undefined ? stdin : `${answer}\n`);
  return Object.assign(stream, { isTTY: isAtTerminal(options) });
}

function createSink(columns: number | undefined, isTTY = columns !== undefined) {
  const chunks: Uint8Array[] = [];
  return {
    isTTY,
    columns,
    write(chunk: string | Uint8Array, callback?: (error?: Error | null) => void) {
      chunks.push(typeof chunk === "string" ? new TextEncoder().encode(chunk) : chunk);
      callback?.();
      return true;
    },
    text: () => Buffer.concat(chunks).toString(),
  };
}

/** A folder that is removed after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "clickhelp-cli-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}
