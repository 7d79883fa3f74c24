/** A registry of our own on this machine, for as long as a rehearsal takes. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { isInstalled, run } from "../run-program.ts";

const VERDACCIO = "6.10.4";
const SCOPE = "@clickhelp-js";

export interface Registry {
  /** Lines for a .npmrc: our packages come from and go to this registry, all others to the usual one. */
  readonly npmrc: string;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Starts Verdaccio on a free port, with an empty storage in the folder. It is installed into the cache first where it is
 * missing: 64 MB that nobody but this rehearsal needs.
 */
export async function startRegistry(folder: string, cache: string, signal: AbortSignal): Promise<Registry> {
  const program = await findVerdaccio(cache, signal);
  const port = await freePort();
  const config = join(folder, "verdaccio.yaml");
  await writeFile(config, configuration(join(folder, "storage")));
  const child = spawn(process.execPath, [program, "--config", config, "--listen", `127.0.0.1:${port}`], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const exited = once(child, "exit");
  for await (const line of createInterface(child.stdout)) if (line.includes("http address")) break;
  if (child.exitCode !== null) throw new Error(`Verdaccio ended with ${child.exitCode} before it listened.`);
  child.stdout.resume();
  return {
    // The registry asks for no password, but npm publishes nothing without a token.
    npmrc: `${SCOPE}:registry=http://127.0.0.1:${port}/\n//127.0.0.1:${port}/:_authToken=nobody\n`,
    async [Symbol.asyncDispose]() {
      child.kill();
      await exited;
    },
  };
}

async function findVerdaccio(cache: string, signal: AbortSignal): Promise<string> {
  const modules = join(cache, "node_modules");
  const program = join(modules, "verdaccio", "bin", "verdaccio");
  if (isInstalled(modules)) return program;
  await mkdir(cache, { recursive: true });
  const manifest = {
    private: true,
    dependencies: { verdaccio: VERDACCIO },
    // Asked for by a tag, which mirrors of the npm registry may lack.
    overrides: { "verdaccio-audit": { "node-fetch": "2.7.0" } },
  };
  await writeFile(join(cache, "package.json"), JSON.stringify(manifest));
  await run("npm", ["install", "--no-audit", "--no-fund", "--no-save"], { cwd: cache, signal });
  return program;
}

function configuration(storage: string): string {
  return JSON.stringify({
    storage,
    packages: { [`${SCOPE}/*`]: { access: "$all", publish: "$all" } },
    log: { type: "stdout", format: "json", level: "warn" },
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
