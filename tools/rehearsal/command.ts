/** Running other programs, quietly: their output is shown only when they fail. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";

const execute = promisify(execFile);

export interface CommandOptions {
  readonly cwd: string;
  readonly environment?: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

/** @returns what the program wrote to standard output. Throws with all it wrote when it fails. */
export async function run(
  program: string,
  parameters: readonly string[],
  { cwd, environment = process.env, signal }: CommandOptions,
): Promise<string> {
  try {
    const { stdout } = await execute(program, parameters, { cwd, env: environment, signal, maxBuffer: 2 ** 26 });
    return stdout;
  } catch (error) {
    signal.throwIfAborted();
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    throw new Error(`${program} ${parameters.join(" ")} failed in ${cwd}:\n${stdout}${stderr}`, { cause: error });
  }
}
