/** Tells whether the command line is built from the sources as they are now. pnpm and turbo know it, too, but take seconds to say so. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { workspaceNode } from "./environment.mjs";

/** What decides, beside the packages, over what is installed and how it is built. */
const rootFiles = [
  "package.json",
  "pnpm-lock.yaml",
  "pnpm-workspace.yaml",
  "rolldown.shared.js",
  "tsconfig.base.json",
  "turbo.json",
];

/** In a package: what is made, and what no build reads. */
const notSources = new Set(["dist", "examples", "node_modules", "test"]);

/**
 * The sources by names, sizes and times: whatever touches one of them gives another answer.
 * @param {string} root
 * @returns {string} a hash
 */
export function sourcesOf(root) {
  const hash = createHash("sha256");
  const add = (/** @type {string} */ file) => {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${file}\n${size}\n${mtimeMs}\n`);
  };
  for (const file of rootFiles) add(join(root, file));
  for (const folder of packageFolders(root)) sourceFiles(folder).forEach(add);
  return hash.digest("hex");
}

/**
 * @param {string} root
 * @param {string} sources what `sourcesOf` says now
 */
export function isBuilt(root, sources) {
  const file = stampFile(root);
  if (!existsSync(file) || readFileSync(file, "utf8") !== sources) return false;
  if (!existsSync(workspaceNode(root))) return false;
  return packageFolders(root).every((folder) =>
    ["dist", "node_modules"].every((name) => existsSync(join(folder, name))),
  );
}

/**
 * @param {string} root
 * @param {string} sources what `sourcesOf` said before the build began
 */
export function rememberBuilt(root, sources) {
  writeFileSync(stampFile(root), sources);
}

/** Where it goes away together with what is installed. */
function stampFile(/** @type {string} */ root) {
  return join(root, "node_modules", ".clickhelp-built");
}

/** The command line, and what it is made of. What else is among the packages, pnpm passes over, too. */
function packageFolders(/** @type {string} */ root) {
  const packages = join(root, "packages");
  const folders = readdirSync(packages).map((name) => join(packages, name));
  return [join(root, "apps", "cli"), ...folders.filter((folder) => existsSync(join(folder, "package.json")))];
}

/**
 * @param {string} folder
 * @returns {string[]}
 */
function sourceFiles(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name.startsWith(".") || entry.name.endsWith(".test.ts")) return [];
    const path = join(folder, entry.name);
    if (!entry.isDirectory()) return [path];
    return notSources.has(entry.name) ? [] : sourceFiles(path);
  });
}
