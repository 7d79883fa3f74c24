/** The runtimes that the layers are tried on, and how each is had and told to run the checks. */
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "../packages/check.ts";
import { isInstalled, outcomeOf, run } from "../run-program.ts";
import type { CheckResult, PortalAddress } from "./checks.mjs";
import { chromiumPath, runInChromium } from "./chromium.ts";
import { runInWorkerd } from "./workerd.ts";

/** What a runtime needs for its run. */
export interface Trial {
  /** A folder with the packages installed, and the checks beside them. */
  readonly folder: string;
  readonly portal: PortalAddress;
  /** Where kept connections are closed; not for browsers, which send again then, and workerd, which does not reach it itself. */
  readonly closingUrl: string;
  readonly caFile: string;
  /** Answers as the portal does, for a runtime that cannot reach it. */
  readonly forward: (request: Request) => Promise<Response>;
}

export interface Runtime {
  readonly name: string;
  /** The npm package that brings it. */
  readonly from?: string;
  /** Where the machine has it. */
  readonly program?: string;
  /** @returns the version that ran, and what came of the checks */
  run(trial: Trial, modules: string): Promise<RuntimeReport>;
}

export interface RuntimeReport {
  readonly version: string;
  readonly results: readonly CheckResult[];
}

/** Runs the checks with a program that runs JavaScript from the command line. */
const commandLine =
  (program: string, ...words: readonly string[]): Runtime["run"] =>
  async ({ folder, portal, closingUrl, caFile }, modules) => {
    const environment = {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_EXTRA_CA_CERTS: caFile,
      DENO_CERT: caFile,
      DENO_NO_UPDATE_CHECK: "1",
      SMOKE_PORTAL: JSON.stringify({ ...portal, closingUrl }),
    };
    const bin = program === "node" ? process.execPath : join(modules, ".bin", program.replace(/^npm-/, ""));
    const version = await run(bin, ["--version"], { cwd: folder, environment });
    const report = await run(bin, words, { cwd: folder, environment });
    return {
      version: /\d+\.\d+\.\d+/.exec(version)?.[0] ?? version.trim(),
      results: JSON.parse(report.slice(report.indexOf("["))) as CheckResult[],
    };
  };

const bin = join(root, "apps", "cli", "bin", "clickhelp.js");
const commands = ["projects list --json id", "publications export wren-user-guide --format pdf --json size"];

/** Runs the command and, with it, the emulator, which need a later Node.js than the layers do. */
const runCommand: Runtime["run"] = async ({ folder }, modules) => {
  const node = join(modules, ".bin", "node");
  const environment = { PATH: process.env.PATH, HOME: folder };
  const results: CheckResult[] = [];
  for (const command of commands) {
    const words = [bin, ...command.split(" "), "--sandbox"];
    const { code, output } = await outcomeOf(node, words, { cwd: folder, environment });
    const isRight = code === 0 && !output.includes("Warning");
    results.push({ layer: "command", check: command, ...(!isRight && { problem: `ended with ${code}: ${output}` }) });
  }
  return { version: (await run(node, ["--version"], { cwd: folder })).trim().slice(1), results };
};

/** The first is what the tests always run; the others are fetched when they are wanted. */
export const runtimes: readonly Runtime[] = [
  { name: "Node.js 24", run: commandLine("node", "run-node-checks.mjs") },
  { name: "Node.js 22", from: "node@22.19.0", run: commandLine("npm-node", "run-node-checks.mjs") },
  { name: "Node.js 22, the command", from: "node@22.20.0", run: runCommand },
  { name: "Node.js 26", from: "node@26.10.0", run: commandLine("npm-node", "run-node-checks.mjs") },
  { name: "Bun", from: "bun@1.4.5", run: commandLine("bun", "run", "run-checks.mjs") },
  { name: "Deno", from: "deno@2.9.6", run: commandLine("deno", "run", "--allow-all", "run-checks.mjs") },
  { name: "workerd", from: "miniflare@4.20260730.0", run: runInWorkerd },
  { name: "Chromium", program: chromiumPath, run: runInChromium },
];

/** Installs the runtime where it is missing. @returns its node_modules. Throws when it cannot be had. */
export async function fetchRuntime({ from, program }: Runtime): Promise<string> {
  if (program !== undefined && !existsSync(program)) throw new Error(`there is no ${program}`);
  if (from === undefined) return "";
  const folder = join(root, "node_modules", ".cache", "runtimes", from.replaceAll(/[^\w.]/g, "-"));
  const modules = join(folder, "node_modules");
  if (isInstalled(modules)) return modules;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), JSON.stringify({ private: true }));
  await run("npm", ["install", "--no-audit", "--no-fund", from], { cwd: folder });
  return modules;
}
