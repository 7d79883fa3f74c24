/** Around the real work: its environment, in which the workspace's Node and tools come first on PATH, and its folder. */
import { delimiter, join } from "node:path";
import process from "node:process";

/**
 * The Node that the workspace brings with it.
 * @param {string} root
 * @returns {string} a path
 */
export function workspaceNode(root) {
  return join(nodeFolder(root), process.platform === "win32" ? "node.exe" : "node");
}

/** @param {string} root */
function nodeFolder(root) {
  return join(root, "node_modules", "node", "bin");
}

/**
 * @param {{ root: string, pnpmFolder: string | null, environment: NodeJS.ProcessEnv }} parts
 * @returns {NodeJS.ProcessEnv} a copy with PATH extended and turbo's telemetry off
 */
export function toolchainEnvironment({ root, pnpmFolder, environment }) {
  // Windows spells it `Path`, and two spellings in one environment are undefined behaviour.
  const pathName = Object.keys(environment).find((name) => name.toUpperCase() === "PATH") ?? "PATH";
  // turbo starts `pnpm` by its name, so its folder has to be on PATH, too.
  const folders = [nodeFolder(root), join(root, "node_modules", ".bin"), pnpmFolder, environment[pathName]];
  return {
    ...environment,
    [pathName]: folders.filter((folder) => folder !== null && folder !== undefined && folder !== "").join(delimiter),
    TURBO_TELEMETRY_DISABLED: "1",
  };
}

/**
 * Where the command was typed: `npm run` goes to the folder of package.json, and says from which one it came.
 * @param {NodeJS.ProcessEnv} environment
 * @returns {string}
 */
export function callersFolder(environment) {
  // A script of npm that starts this one without npm leaves the same variable, but has a folder of its own.
  const isScript = environment.npm_lifecycle_event === "clickhelp";
  return (isScript ? environment.INIT_CWD : undefined) ?? process.cwd();
}

/**
 * Whether programs read what the command prints, which has no place for news of the set-up.
 * @param {string[]} parameters of the command
 */
export function wantsQuiet(parameters) {
  // Short flags may share a hyphen: -qy.
  return parameters.some((parameter) => /^(--(json|jsonl|quiet)|-[A-Za-z]*q[A-Za-z]*)(=|$)/.test(parameter));
}
