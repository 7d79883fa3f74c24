/**
 * What `npm run demo`, `npm test` and others start: brings pnpm and the workspace's Node, installs, builds and runs the real work.
 *
 *   node tools/setup.mjs demo [arguments of the demo]
 *   node tools/setup.mjs test [arguments of turbo, such as --filter @clickhelp-js/core]
 *   node tools/setup.mjs clickhelp [arguments of the command]
 *   node tools/setup.mjs dev
 *   node tools/setup.mjs run SCRIPT [arguments of the script]
 *
 * Plain JavaScript without dependencies: it has to run before anything is installed, on Node 20 with npm alone.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { isBuilt, rememberBuilt, sourcesOf } from "./setup/built.mjs";
import { callersFolder, toolchainEnvironment, wantsQuiet, workspaceNode } from "./setup/environment.mjs";
import { installPackages } from "./setup/install.mjs";
import { findOrInstallPnpm, wantedPnpm } from "./setup/pnpm.mjs";
import { SetupProblem, checkNode } from "./setup/problem.mjs";
import { exitCodeOf, outputOf } from "./setup/spawn.mjs";
import { runTests } from "./setup/test.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const commands = new Set(["demo", "test", "clickhelp", "dev", "run"]);
const usage = "Usage: node tools/setup.mjs demo|test|clickhelp|dev|run [arguments]";

/** What runs on the built packages, and in which folder. @type {Record<string, { file: string, folder: string }>} */
const programs = {
  demo: { file: join(root, "tools", "demo.ts"), folder: root },
  clickhelp: { file: join(root, "apps", "cli", "bin", "clickhelp.js"), folder: callersFolder(process.env) },
};

/** @returns {Promise<number>} the exit code */
async function main() {
  const [command, ...rest] = process.argv.slice(2);
  if (command === undefined || !commands.has(command)) throw new SetupProblem(usage);
  checkNode(process.version);

  const program = programs[command];
  if (program !== undefined) {
    const isQuiet = command === "clickhelp" && wantsQuiet(rest);
    await bringUpToDate({ isQuiet });
    return await runProgram(program, rest);
  }
  const { pnpm, environment } = await install({ isQuiet: false });
  if (command === "test") return await runTests({ root, arguments: rest, environment });
  // What was built before is not shown again.
  const devServer = ["run", "dev", "--ui=stream", "--output-logs=new-only"];
  if (command === "dev") return await exitCodeOf("turbo", devServer, { cwd: root, environment });
  return await exitCodeOf(pnpm, ["run", ...rest], { cwd: root, environment });
}

/**
 * Installs and builds, unless that was done and nothing has changed.
 * @param {{ isQuiet: boolean }} settings
 */
async function bringUpToDate({ isQuiet }) {
  const sources = sourcesOf(root);
  if (isBuilt(root, sources)) return;
  const { environment } = await install({ isQuiet });
  await build({ environment, isQuiet });
  rememberBuilt(root, sources);
}

/**
 * @param {{ isQuiet: boolean }} settings
 * @returns {Promise<{ pnpm: string, environment: NodeJS.ProcessEnv }>} what the real work is started with
 */
async function install({ isQuiet }) {
  const version = wantedPnpm(readFileSync(join(root, "package.json"), "utf8"));
  const pnpm = await findOrInstallPnpm({ root, version, isQuiet });
  const environment = toolchainEnvironment({ root, pnpmFolder: pnpm.folder, environment: process.env });
  await installPackages({ root, pnpm: pnpm.command, environment, isQuiet });
  if (!existsSync(workspaceNode(root))) {
    throw new SetupProblem(
      `The workspace's own Node is missing (${workspaceNode(root)}).`,
      "Delete the node_modules folder and run the command again.",
    );
  }
  return { pnpm: pnpm.command, environment };
}

/** @param {{ environment: NodeJS.ProcessEnv, isQuiet: boolean }} settings */
async function build({ environment, isQuiet }) {
  const parameters = ["run", "build", "--filter=@clickhelp-js/cli", "--output-logs=new-only", "--ui=stream"];
  // turbo needs seconds to find out that nothing is to be built; it says so when something is.
  const notice = isQuiet ? undefined : { text: "Building the command line ...", when: /cache miss, executing/ };
  const built = await outputOf("turbo", parameters, { cwd: root, environment, notice });
  if (built.code === 0) return;
  console.error(built.output);
  throw new SetupProblem("The command line could not be built; the error stands above.");
}

/**
 * @param {{ file: string, folder: string }} program
 * @param {string[]} parameters
 */
function runProgram({ file, folder }, parameters) {
  const environment = toolchainEnvironment({ root, pnpmFolder: null, environment: process.env });
  return exitCodeOf(workspaceNode(root), [file, ...parameters], { cwd: folder, environment });
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof SetupProblem)) throw error;
  console.error(`\n${error.message}${error.hint === undefined ? "" : `\n${error.hint}`}`);
  process.exitCode = 1;
}
