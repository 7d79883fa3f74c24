/** Running other programs, quietly: their output is for whoever asks, or for the error when they fail. */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const require = createRequire(import.meta.url);

export interface RunOptions {
  readonly cwd: string;
  readonly environment?: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
}

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  /** Standard output and standard error. */
  readonly output: string;
}

/** Runs a program to its end. Throws only when the signal ends it. */
export async function outcomeOf(
  program: string,
  parameters: readonly string[],
  { cwd, environment = process.env, signal }: RunOptions,
): Promise<Outcome> {
  const outcome = await new Promise<Outcome>((settle) => {
    // On Windows, pnpm and npm are scripts that only a shell can start.
    const shell = process.platform === "win32" && (program === "pnpm" || program === "npm");
    const options = { cwd, env: environment, shell, maxBuffer: 2 ** 26, ...(signal && { signal }) };
    execFile(program, parameters, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === "number" ? error.code : 1;
      settle({ code, stdout, output: `${stdout}${stderr}` || (error?.message ?? "") });
    });
  });
  signal?.throwIfAborted();
  return outcome;
}

/** @returns what the program wrote to standard output. Throws with all it wrote when it fails. */
export async function run(program: string, parameters: readonly string[], options: RunOptions): Promise<string> {
  const { code, stdout, output } = await outcomeOf(program, parameters, options);
  if (code === 0) return stdout;
  throw new Error(`${program} ${parameters.join(" ")} ended with ${code} in ${options.cwd}:\n${output}`);
}

/** The script behind a program of a package. */
export function binOf(packageName: string, program: string): string {
  const manifest = require.resolve(`${packageName}/package.json`);
  const { bin } = require(manifest) as { bin: Readonly<Record<string, string>> };
  const script = bin[program];
  if (script === undefined) throw new Error(`The package ${packageName} has no program ${program}.`);
  return join(dirname(manifest), script);
}

/** Whether `npm install` has come to its end there; the folder itself appears at its beginning. */
export function isInstalled(modules: string): boolean {
  return existsSync(join(modules, ".package-lock.json"));
}
