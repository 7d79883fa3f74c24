/** Finds the pnpm that package.json asks for, or installs it once into `.toolchain/`. */
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { SetupProblem, adviceFor } from "./problem.mjs";
import { outputOf } from "./spawn.mjs";

const windows = process.platform === "win32";

/**
 * The version of pnpm that the `packageManager` field names.
 * @param {string} packageJson the text of the root package.json
 * @returns {string} such as `12.21.0`
 */
export function wantedPnpm(packageJson) {
  const { packageManager: field = "" } = /** @type {{ packageManager?: string }} */ (JSON.parse(packageJson));
  const version = /^pnpm@(\d+\.\d+\.\d+[^+]*)/.exec(field)?.[1];
  if (version === undefined)
    throw new SetupProblem(`package.json: packageManager must be pnpm@VERSION, not "${field}".`);
  return version;
}

/**
 * @param {{ root: string, version: string, isQuiet: boolean }} wanted
 * @returns {Promise<{ command: string, folder: string | null }>} how to start it, and the folder to put on PATH when needed
 */
export async function findOrInstallPnpm({ root, version, isQuiet }) {
  if ((await versionOf("pnpm")) === version) return { command: "pnpm", folder: null };

  const prefix = join(root, ".toolchain");
  const folder = windows ? prefix : join(prefix, "bin");
  const command = join(folder, windows ? "pnpm.cmd" : "pnpm");
  if (existsSync(command) && (await versionOf(command)) === version) return { command, folder };

  const npm = npmCommand();
  const notice = isQuiet ? undefined : { text: `Getting pnpm ${version} (once, into .toolchain/) ...` };
  const { code, output } = await outputOf(
    npm.command,
    [
      ...npm.parameters,
      "install",
      "--global",
      "--prefix",
      prefix,
      "--no-audit",
      "--no-fund",
      "--loglevel=error",
      // npm would wait for more than a minute before it says that there is no network.
      "--fetch-retry-mintimeout=1000",
      "--fetch-retry-maxtimeout=5000",
      `pnpm@${version}`,
    ],
    { cwd: root, notice },
  );
  if (code === -1) {
    throw new SetupProblem(
      "npm is missing, and pnpm is not installed.",
      `Install Node together with npm from https://nodejs.org, or install pnpm ${version} yourself.`,
    );
  }
  if (code !== 0 || (await versionOf(command)) !== version) {
    console.error(output);
    throw new SetupProblem(`pnpm ${version} could not be installed.`, adviceFor(output));
  }
  return { command, folder };
}

/**
 * Asked outside the repository, where no pnpm replaces itself by the version that package.json names.
 * @param {string} command
 * @returns {Promise<string | null>} null when it does not exist or does not work
 */
async function versionOf(command) {
  const { code, stdout } = await outputOf(command, ["--version"], { cwd: tmpdir() });
  return code === 0 ? stdout.trim() : null;
}

/** npm as a script of the Node that runs now, where it can be found: that needs no shell on any system. */
function npmCommand() {
  const folder = dirname(process.execPath);
  const scripts = [
    process.env.npm_execpath ?? "",
    join(folder, "node_modules", "npm", "bin", "npm-cli.js"),
    join(folder, "..", "lib", "node_modules", "npm", "bin", "npm-cli.js"),
  ];
  const script = scripts.find((path) => path.endsWith("npm-cli.js") && existsSync(path));
  return script === undefined
    ? { command: "npm", parameters: [] }
    : { command: process.execPath, parameters: [script] };
}
