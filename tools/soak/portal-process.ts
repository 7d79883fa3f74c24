/** A portal in a process of its own, which can be killed. */
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { basicAuth, createClient, type Client } from "@clickhelp-js/client";
import { createNodeFetch } from "@clickhelp-js/core/node";

export interface PortalProcess {
  readonly url: string;
  readonly client: Client;
  /** Milliseconds from its start until it answered. */
  readonly startedIn: number;
  readonly pid: number;
  /** Ends it at once, without letting it know, and waits for it to be gone. */
  kill(): Promise<void>;
  /** Asks it to end, and waits. */
  stop(): Promise<void>;
}

interface Ready {
  readonly url: string;
  readonly caFile: string;
  readonly login: string;
  readonly apiKey: string;
}

/** In milliseconds: enough for a machine that has much else to do. */
const longestWait = 300_000;

/**
 * Little of JavaScript's memory: what is only collected late would look like what is needed. Who needs more ends with an error.
 * A seed to fill a portal with is in memory as a whole.
 */
const littleMemory = ["--max-old-space-size=256", "--max-semi-space-size=8"];

const program = fileURLToPath(new URL("serve.ts", import.meta.url));

/** Starts a portal on a data directory, filled with so many topics when it is new, and waits until it is ready. */
export async function startPortal(dataDir: string, topics?: number): Promise<PortalProcess> {
  const began = performance.now();
  const args = topics === undefined ? [...littleMemory, program, dataDir] : [program, dataDir, String(topics)];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const exited = once(child, "exit");
  const ready = await firstLine(child);
  const startedIn = performance.now() - began;
  const { url, caFile, login, apiKey } = JSON.parse(ready) as Ready;
  // To trust the well-known authorities, too, would take longer for each connection than all that is asked over it.
  const fetch = createNodeFetch({ ca: readFileSync(caFile), replaceCa: true });
  const client = createClient({
    ...{ portal: url, auth: basicAuth({ login, apiKey }), fetch, retry: 0, concurrency: 20 },
    timeout: longestWait,
  });
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal);
    await exited;
    await fetch.close().catch(() => undefined);
  };
  return { url, client, startedIn, pid: child.pid ?? 0, kill: () => end("SIGKILL"), stop: () => end("SIGTERM") };
}

async function firstLine(child: ChildProcess): Promise<string> {
  if (!child.stdout) throw new Error("the portal has no output");
  for await (const line of createInterface({ input: child.stdout })) return line;
  throw new Error("the portal ended before it was ready");
}
