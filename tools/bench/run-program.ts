/** Runs a program to its end, and says how long it took and how much memory it had at most. */
import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

export interface Program {
  readonly command: string;
  readonly parameters: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

export interface ProgramRun {
  readonly seconds: number;
  /** In MiB; NaN where the system does not tell (it does on Linux). */
  readonly peakMemory: number;
}

const LOOK_EVERY = 20;

/** @throws when the program fails, with what it said. */
export async function runProgram({ command, parameters, environment }: Program): Promise<ProgramRun> {
  const startedAt = performance.now();
  const child = spawn(command, parameters, {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  let peakMemory = Number.NaN;
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text));
  const timer = setInterval(() => (peakMemory = readPeakMemory(child.pid) ?? peakMemory), LOOK_EVERY);
  try {
    const code = await new Promise((resolve, reject) => child.on("error", reject).on("close", resolve));
    if (code !== 0) throw new Error(`${command} ${parameters.join(" ")} ended with ${String(code)}: ${said}`);
    return { seconds: (performance.now() - startedAt) / 1000, peakMemory };
  } finally {
    clearInterval(timer);
  }
}

/** Whether a program is there and starts. */
export function isThere(command: string, ...parameters: string[]): boolean {
  return spawnSync(command, parameters, { stdio: "ignore" }).status === 0;
}

/** The kernel's own record of the most memory that the process has had, so that looking seldom misses little. */
function readPeakMemory(pid: number | undefined): number | undefined {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) / 1024;
  } catch {
    return undefined;
  }
}
