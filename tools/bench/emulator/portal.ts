/** The command that starts a portal, in a process of its own. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import type { Served } from "./load-worker.ts";

const command = fileURLToPath(new URL("bin/clickhelp.js", import.meta.resolve("@clickhelp-js/cli/package.json")));

export interface StartedPortal extends Served, AsyncDisposable {
  /** Seconds from the start of the process until it said that it answers. */
  readonly startedIn: number;
}

interface Ready {
  readonly url: string;
  readonly caFile: string;
  readonly login: string;
  readonly apiKey: string;
}

/** Starts a portal on a data directory; one that is new is filled with the sample. */
export async function startPortal(dataDir: string): Promise<StartedPortal> {
  const startedAt = performance.now();
  const child = spawn(process.execPath, [command, "emulator", "start", "--json", "--data-dir", dataDir], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  const ready = await firstLine(child.stdout);
  const startedIn = (performance.now() - startedAt) / 1000;
  const { url, caFile, login, apiKey } = JSON.parse(ready) as Ready;
  return {
    origin: url,
    caFile,
    authorization: `Basic ${btoa(`${login}:${apiKey}`)}`,
    startedIn,
    async [Symbol.asyncDispose]() {
      child.kill();
      await exited;
    },
  };
}

async function firstLine(output: Readable): Promise<string> {
  for await (const line of createInterface({ input: output })) return line;
  throw new Error("The portal ended before it answered.");
}
