/** A portal for the demo: a process of its own, stopped in every case. */
import type { ChildProcess } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { EmulatorError, type EmulatorErrorCode, type SeedUser, createEmulator } from "@clickhelp-js/emulator";
import { startClickhelp, stopProcess } from "./clickhelp.ts";

export interface DemoPortal {
  url: string;
  /** Whom its pages show the private handbook. */
  reader: { login: string; password: string | null };
  /** Environment in which `clickhelp` finds the portal and the key. */
  environment: NodeJS.ProcessEnv;
  /** Ends the process and waits until it is gone; may be called twice. */
  stop(): Promise<void>;
}

/** Thrown by the emulator, and printed by the command. */
const inUse: EmulatorErrorCode = "data-directory-in-use";

/** Shown of a line that cannot be read; further on there may be a key. */
const shownCharacters = 40;

/** Another demo, or a portal that somebody started by hand, is using the data. */
export class PortalInUse extends Error {
  constructor(cause: unknown) {
    super("The portal in this folder is in use already.", { cause });
    this.name = "PortalInUse";
  }
}

/** Starts a portal over HTTPS on a free port; what is in `folder` from an earlier run is kept. */
export async function startPortal(folder: string, project: { id: string; title: string }): Promise<DemoPortal> {
  const dataDir = join(folder, "portal");
  const reader = await preparePortal(dataDir, project);
  const parameters = ["emulator", "start", "--port", "0", "--data-dir", dataDir, "--seed", "empty"];
  const environment = cleanEnvironment(process.env, folder);
  const child = startClickhelp([...parameters, "--json"], { environment, stdio: "server" });
  const stop = () => stopProcess(child);
  try {
    const { url, caFile, login, apiKey } = await readStartLine(child);
    return {
      url,
      reader,
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

/**
 * The API has no call that makes an empty project, so a new portal begins with it. One that is there already stays as it is.
 * Whether somebody is using it shows here, or at the start when two demos begin together.
 */
async function preparePortal(
  dataDir: string,
  { id, title }: { id: string; title: string },
): Promise<DemoPortal["reader"]> {
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
  return { login, password };
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

/**
 * What the command prints once the portal answers: one line of JSON.
 * Throws `PortalInUse` when the command says that another portal uses the data.
 */
export async function readStartLine(child: ChildProcess): Promise<StartLine> {
  const { stdout, stderr } = child;
  if (stdout === null || stderr === null) throw new Error("The portal has no streams.");
  const complaint = text(stderr);
  const line = await new Promise<string | undefined>((resolve, reject) => {
    createInterface({ input: stdout })
      .once("line", resolve)
      .once("close", () => {
        resolve(undefined);
      });
    child.once("error", reject);
  });
  if (line === undefined) throw toStartError(await complaint);
  const start = parseObject(line);
  if (start !== undefined) return start as StartLine;
  const shown = JSON.stringify(line.slice(0, shownCharacters));
  throw new Error(
    `The portal did not say where it answers. Its first line is no JSON object; it begins with ${shown}.`,
  );
}

/** The command describes its failure in one line of JSON; Node may print warnings around it. */
function toStartError(complaint: string): Error {
  const isInUse = complaint.split("\n").some((line) => parseObject(line)?.code === inUse);
  return isInUse ? new PortalInUse(complaint) : new Error(`The portal did not start.\n${complaint}`);
}

/** Undefined when the line is something else. */
function parseObject(line: string): { code?: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
