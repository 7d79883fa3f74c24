/** Starts the built `clickhelp` command, as a person in a terminal would. */
import { type ChildProcess, type StdioOptions, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const bin = fileURLToPath(new URL("../../apps/cli/bin/clickhelp.js", import.meta.url));

/** Longest time that a process gets for ending by itself, in milliseconds. */
const grace = 3000;

/** Shown of a long list of files; the rest is counted. */
const shownFiles = 2;

const running = new Set<ChildProcess>();

/** Starts the command with the Node that runs this program. Secrets come by the environment, never by an argument. */
export function startClickhelp(
  parameters: readonly string[],
  { environment, stdio }: { environment: NodeJS.ProcessEnv; stdio: "inherit" | "capture" | "server" },
): ChildProcess {
  const streams: Record<typeof stdio, StdioOptions> = {
    inherit: ["ignore", "inherit", "inherit"],
    capture: ["ignore", "pipe", "inherit"],
    server: ["ignore", "pipe", "pipe"],
  };
  const child = spawn(process.execPath, [bin, ...parameters], { env: environment, stdio: streams[stdio] });
  running.add(child);
  child.once("close", () => running.delete(child));
  return child;
}

/** Ends a process and waits until it is gone. */
export function stopProcess(child: ChildProcess): Promise<void> {
  if (!running.has(child) || child.pid === undefined) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill("SIGKILL"), grace);
    child.once("close", () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill("SIGTERM");
  });
}

/** Ends everything that this program has started. */
export async function stopEverything(): Promise<void> {
  await Promise.all([...running].map(stopProcess));
}

/** A command that ended with another code than 0; it has told the reason itself. */
export class CommandFailed extends Error {
  readonly exitCode: number;

  constructor(parameters: readonly string[], exitCode: number) {
    super(`clickhelp ${parameters.slice(0, 2).join(" ")} ended with exit code ${exitCode}.`);
    this.name = "CommandFailed";
    this.exitCode = exitCode;
  }
}

/** Runs a command in this terminal, and shows what could be typed to do the same. */
export async function runClickhelp(parameters: readonly string[], environment: NodeJS.ProcessEnv): Promise<void> {
  process.stdout.write(`  $ ${describeCommand(parameters)}\n`);
  await ended(startClickhelp(parameters, { environment, stdio: "inherit" }), parameters);
}

/** Runs a command and reads the JSON that it prints. */
export async function readFromClickhelp<T>(parameters: readonly string[], environment: NodeJS.ProcessEnv): Promise<T> {
  const child = startClickhelp(parameters, { environment, stdio: "capture" });
  const chunks: Buffer[] = [];
  child.stdout?.on("data", (chunk: Buffer) => chunks.push(chunk));
  await ended(child, parameters);
  return JSON.parse(
    Buffer.concat(chunks)
      .toString()
      .replace(/^\uFEFF/, ""),
  ) as T;
}

function ended(child: ChildProcess, parameters: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) resolve();
      else reject(new CommandFailed(parameters, code ?? 1));
    });
  });
}

/** The command as it could be typed; a long list of files is shortened. */
export function describeCommand(parameters: readonly string[]): string {
  const files = parameters.filter((word) => word.endsWith(".html")).slice(shownFiles);
  const words = parameters
    .filter((word) => !files.includes(word))
    .map((word) => (/^[\w./=:-]+$/.test(word) ? word : `"${word}"`));
  const more = files.length === 0 ? "" : ` ... (${files.length} more)`;
  return `clickhelp ${words.join(" ")}${more}`;
}
