/**
 * What `npm run demo` and `npm test` start: brings pnpm and the workspace's Node, installs, builds and runs the real work.
 *
 *   node tools/setup.mjs demo [arguments of the demo]
 *   node tools/setup.mjs test [arguments of turbo, such as --filter @clickhelp-js/core]
 *   node tools/setup.mjs clickhelp [arguments of the command]
 *   node tools/setup.mjs run SCRIPT [arguments of the script]
 *
 * Plain JavaScript without dependencies: it has to run before anything is installed, on Node 20 with npm alone.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { toolchainEnvironment, workspaceNode } from "./setup/environment.mjs";
import { installPackages } from "./setup/install.mjs";
import { findOrInstallPnpm, wantedPnpm } from "./setup/pnpm.mjs";
import { SetupProblem, checkNode } from "./setup/problem.mjs";
import { exitCodeOf, outputOf } from "./setup/spawn.mjs";
import { runTests } from "./setup/test.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const commands = new Set(["demo", "test", "clickhelp", "run"]);
const usage = "Usage: node tools/setup.mjs demo|test|clickhelp|run [arguments]";

/** @returns {Promise<number>} the exit code */
async function main() {
  const [command, ...rest] = process.argv.slice(2);
  if (command === undefined || !commands.has(command)) throw new SetupProblem(usage);
  checkNode(process.version);

  const pnpm = await findOrInstallPnpm({ root, version: wantedPnpm(readFileSync(join(root, "package.json"), "utf8")) });
  const environment = toolchainEnvironment({ root, pnpmFolder: pnpm.folder, environment: process.env });
  await installPackages({ root, pnpm: pnpm.command, environment });
  const node = workspaceNode(root);
  if (!existsSync(node)) {
    throw new SetupProblem(
      `The workspace's own Node is missing (${node}).`,
      "Delete the node_modules folder and run the command again.",
    );
  }

  if (command === "test") return await runTests({ root, arguments: rest, environment });
  if (command === "run") return await exitCodeOf(pnpm.command, ["run", ...rest], { cwd: root, environment });
  const build = ["run", "build", "--filter=@clickhelp-js/cli", "--output-logs=errors-only", "--ui=stream"];
  const built = await outputOf("turbo", build, { cwd: root, environment, notice: "Building the command line ..." });
  if (built.code !== 0) {
    console.error(built.output);
    throw new SetupProblem("The command line could not be built; the error stands above.");
  }
  const program = command === "demo" ? ["tools", "demo.ts"] : ["apps", "cli", "bin", "clickhelp.js"];
  return await exitCodeOf(node, [join(root, ...program), ...rest], { cwd: root, environment });
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof SetupProblem)) throw error;
  console.error(`\n${error.message}${error.hint === undefined ? "" : `\n${error.hint}`}`);
  process.exitCode = 1;
}
