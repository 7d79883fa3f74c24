/** A portal in this process for a test, with the credentials of its administrator in the environment. */
import { createEmulator } from "@clickhelp-js/emulator";
import { onTestFinished } from "vitest";
import { run, type RunOptions, type RunResult } from "./run.js";

export interface TestPortal {
  readonly env: Readonly<Record<string, string>>;
  fetch(request: Request): Promise<Response>;
  /** Runs a command against it. */
  run(command: string | readonly string[], options?: RunOptions): Promise<RunResult>;
}

/** Opens the sample portal for the present test. */
export function openPortal(): TestPortal {
  const emulator = createEmulator({ seed: "sample" });
  onTestFinished(() => emulator.close());
  const env = {
    CLICKHELP_PORTAL_URL: "https://portal.example",
    CLICKHELP_USERNAME: "admin",
    CLICKHELP_API_KEY: "emulator-admin-key",
  };
  return {
    env,
    fetch: (request) => emulator.fetch(request),
    run: (command, options) =>
      run(command, { fetch: (request) => emulator.fetch(request), ...options, env: { ...env, ...options?.env } }),
  };
}

/** The id of the sample portal's first project, whatever its content is today. */
export async function sampleProject(portal: TestPortal): Promise<string> {
  return firstLine(await portal.run("projects list --type project --quiet"));
}

/** The id of one of its publications. */
export async function samplePublication(portal: TestPortal): Promise<string> {
  return firstLine(await portal.run("projects list --type publication --quiet"));
}

function firstLine({ stdout }: RunResult): string {
  return stdout.split("\n", 1)[0] ?? "";
}
