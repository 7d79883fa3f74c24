/** Looks at the published packages as their users get them: packed, linted, and installed alone in an empty project. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { readPackageJson, workspaceFolders } from "../layers/workspace.ts";
import { outcomeOf, run } from "../run-program.ts";
import { firstSteps } from "./first-steps.ts";

export interface PublishedPackage {
  name: string;
  /** Relative to the root, or absolute. */
  folder: string;
}

export interface PackedPackage extends PublishedPackage {
  tarball: string;
}

export const root = fileURLToPath(new URL("../..", import.meta.url));

/** Every workspace that is not private. */
export function publishedPackages(from = root): PublishedPackage[] {
  return workspaceFolders(from).flatMap((folder) => {
    const json = readPackageJson(join(from, folder));
    return json?.name === undefined || json.private === true ? [] : [{ name: json.name, folder }];
  });
}

/** Packs what would be uploaded: pnpm puts real versions in the place of `workspace:` and `catalog:`. */
export async function packAll(destination: string): Promise<PackedPackage[]> {
  return Promise.all(
    publishedPackages().map(async (published) => ({
      ...published,
      tarball: await pack(join(root, published.folder), destination),
    })),
  );
}

/** @returns the path of the tarball */
export async function pack(folder: string, destination: string): Promise<string> {
  const stdout = await run("pnpm", ["pack", "--json", "--pack-destination", destination], { cwd: folder });
  const { filename } = JSON.parse(stdout) as { filename: string };
  return join(destination, basename(filename));
}

/** What publint and attw find in a tarball; empty when all is well. */
export async function lintPackage({ folder, tarball }: Pick<PackedPackage, "folder" | "tarball">): Promise<string[]> {
  const content = await readFile(tarball);
  const { messages, pkg } = await publint({
    strict: true,
    pack: { tarball: content.buffer.slice(content.byteOffset, content.byteOffset + content.byteLength) },
  });
  const found = messages.map((message) => formatMessage(message, pkg, { color: false }) ?? message.code);
  return [...found, ...(await lintTypes(folder, tarball))];
}

async function lintTypes(folder: string, tarball: string): Promise<string[]> {
  const { exports = {} } = (readPackageJson(resolve(root, folder)) ?? {}) as { exports?: Record<string, unknown> };
  // A package that only brings a command has no types to look at.
  if (!Object.hasOwn(exports, ".")) return [];
  const bin = join(
    dirname(createRequire(import.meta.url).resolve("@arethetypeswrong/cli/package.json")),
    "dist/index.js",
  );
  const parameters = [bin, tarball, "--profile", "esm-only", "--no-color", "--no-emoji", "--format", "ascii"];
  const { code, output } = await outcomeOf(process.execPath, parameters, { cwd: root });
  return code === 0 ? [] : [output];
}

/** Installs one package, with nothing but what it asks for, and takes the first steps with it. Throws when they fail. */
export async function tryPackage(
  wanted: PublishedPackage,
  all: readonly PackedPackage[],
  folder: string,
): Promise<void> {
  const program = firstSteps[wanted.name];
  if (program === undefined) throw new Error(`tools/packages/first-steps.ts has nothing for ${wanted.name}.`);
  await installPacked([wanted.name], all, folder);
  await writeFile(join(folder, "first-steps.mjs"), program);
  await run(process.execPath, ["first-steps.mjs"], { cwd: folder });
}

/** Compiles a program in a folder with installed packages, looking into their types, too. @returns what is wrong */
export async function compileConsumer(source: string, lib: readonly string[], folder: string): Promise<string> {
  const here = createRequire(import.meta.url);
  const typeRoots = [dirname(dirname(here.resolve("@types/node/package.json")))];
  const target = { target: "es2023", module: "nodenext", lib, types: ["node"], typeRoots };
  const compilerOptions = { ...target, strict: true, skipLibCheck: false, noEmit: true, declaration: true };
  await writeFile(join(folder, "consumer.ts"), source);
  await writeFile(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["consumer.ts"] }));
  const compiler = join(dirname(here.resolve("typescript7/package.json")), "bin", "tsc");
  const { output } = await outcomeOf(process.execPath, [compiler, "-p", "tsconfig.json"], { cwd: folder });
  return output;
}

/** Makes an empty project of the folder and installs packages into it, with nothing but what they ask for and `others`. */
export async function installPacked(
  names: readonly string[],
  all: readonly PackedPackage[],
  folder: string,
  others: Readonly<Record<string, string>> = {},
): Promise<void> {
  const store = (await run("pnpm", ["store", "path"], { cwd: root })).trim();
  const tarballs = new Map(all.map(({ name, tarball }) => [name, `file:${tarball}`]));
  await mkdir(folder, { recursive: true });
  const dependencies = { ...Object.fromEntries(names.map((name) => [name, tarballs.get(name)])), ...others };
  const json = { name: "empty-project", private: true, type: "module", dependencies };
  await writeFile(join(folder, "package.json"), JSON.stringify(json));
  // None of our packages comes from the registry: it would not be the one that was built here.
  const overrides = Object.fromEntries(tarballs);
  await writeFile(join(folder, "pnpm-workspace.yaml"), JSON.stringify({ pmOnFail: "ignore", overrides }));
  const parameters = ["install", "--prefer-offline", "--no-optional", "--store-dir", dirname(store)];
  await run("pnpm", parameters, { cwd: folder });
}
