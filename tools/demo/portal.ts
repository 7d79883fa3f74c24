/** A portal for the demo: a process of its own, stopped in every case. */
import type { ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { EmulatorError, type EmulatorErrorCode, type SeedUser, createEmulator } from "@clickhelp-js/emulator";
import { startClickhelp, stopProcess } from "./clickhelp.ts";

export interface DemoPortal {
  url: string;
  /** Environment in which `clickhelp` finds the portal and the key. */
  environment: NodeJS.ProcessEnv;
  /** Ends the process and waits until it is gone; may be called twice. */
  stop(): Promise<void>;
}

/** Another demo, or a portal that somebody started by hand, is using the data. */
export class PortalInUse extends Error {
  constructor(cause: unknown) {
    super("The portal in this folder is in use already.", { cause });
    this.name = "PortalInUse";
  }
}

const inUse: EmulatorErrorCode = "data-directory-in-use";

/** Starts a portal over HTTPS on a free port; what is in `folder` from an earlier run is kept. */
export async function startPortal(folder: string, project: { id: string; title: string }): Promise<DemoPortal> {
  const dataDir = join(folder, "portal");
  if (!existsSync(dataDir)) await createPortal(dataDir, project);
  const parameters = ["emulator", "start", "--port", "0", "--data-dir", dataDir, "--seed", "empty"];
  const environment = cleanEnvironment(process.env, folder);
  const child = startClickhelp([...parameters, "--json"], { environment, stdio: "server" });
  const stop = () => stopProcess(child);
  try {
    const { url, caFile, login, apiKey } = await readStartLine(child);
    return {
      url,
      environment: {
        ...environment,
        CLICKHELP_PORTAL_URL: url,
        CLICKHELP_USERNAME: login,
        CLICKHELP_API_KEY: apiKey,
        CLICKHELP_CACERT: caFile,
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The API has no call that makes an empty project, so the portal begins with it. */
async function createPortal(dataDir: string, { id, title }: { id: string; title: string }): Promise<void> {
  const empty = createEmulator({ seed: "empty" });
  const [account] = empty.accounts;
  await empty.close();
  if (account === undefined) throw new Error("An empty portal has no account.");
  const { login, apiKey, password, purpose } = account;
  const administrator: SeedUser = {
    ...{ login, apiKey, password, purpose },
    userType: "Contributor",
    userRole: "Administrator",
    email: "admin@portal.example",
    firstName: "Portal",
    lastName: "Administrator",
  };
  const seed = { users: [administrator], projects: [{ id, title, toc: [] }], publications: [], files: [] };
  try {
    await createEmulator({ dataDir, seed }).close();
  } catch (error) {
    throw error instanceof EmulatorError && error.code === inUse ? new PortalInUse(error) : error;
  }
}

/** Nothing of the user's own settings: the demo talks to its own portal, directly, and to no other. */
export function cleanEnvironment(environment: NodeJS.ProcessEnv, folder: string): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(([name]) => !/^CLICKHELP_|^no_proxy$/i.test(name));
  const noProxy = [environment.NO_PROXY ?? environment.no_proxy, "localhost", "127.0.0.1"];
  return {
    ...Object.fromEntries(kept),
    CLICKHELP_CONFIG_DIR: join(folder, "config"),
    NO_PROXY: noProxy.filter((host) => host !== undefined && host !== "").join(","),
  };
}

interface StartLine {
  url: string;
  caFile: string;
  login: string;
  apiKey: string;
}

function readStartLine(child: ChildProcess): Promise<StartLine> {
  return new Promise((resolve, reject) => {
    const { stdout, stderr } = child;
    if (stdout === null || stderr === null) throw new Error("The portal has no streams.");
    let complaint = "";
    stderr.on("data", (chunk: Buffer) => {
      complaint = (complaint + chunk.toString()).slice(-2000);
    });
    createInterface({ input: stdout }).once("line", (line) => {
      try {
        resolve(JSON.parse(line) as StartLine);
      } catch {
        reject(new Error(`The portal began with something else than JSON: ${line}`));
      }
    });
    child.once("error", reject);
    child.once("close", (code) => {
      const failure = new Error(`The portal did not start (exit code ${code ?? "none"}).\n${complaint}`);
      reject(complaint.includes(`"code":"${inUse}"`) ? new PortalInUse(failure) : failure);
    });
  });
}
