/** Reads what a workspace declares: its package.json and the references of a tsconfig. */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import ts from "typescript";

export interface PackageJson {
  name?: string;
  version?: string;
  private?: boolean;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  peerDependenciesMeta?: Record<string, { optional?: boolean }>;
  optionalDependencies?: Record<string, string>;
}

export function readPackageJson(folder: string): PackageJson | null {
  const file = join(folder, "package.json");
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as PackageJson) : null;
}

/**
 * The workspaces that a tsconfig references, as folders relative to the root with forward slashes.
 * @returns null when there is no such tsconfig
 */
export function readReferences(root: string, folder: string, tsconfig: string): string[] | null {
  const file = join(root, folder, tsconfig);
  if (!existsSync(file)) return null;
  const { config } = ts.readConfigFile(file, (path) => readFileSync(path, "utf8")) as {
    config?: { references?: { path: string }[] };
  };
  return (config?.references ?? []).map(({ path }) => {
    const target = join(root, folder, path);
    return toSlashes(relative(root, basename(target).endsWith(".json") ? dirname(target) : target));
  });
}

/** The folders below `packages/` and `apps/` that are workspaces, relative to the root. */
export function workspaceFolders(root: string): string[] {
  return ["packages", "apps"].flatMap((parent) => {
    const path = join(root, parent);
    if (!existsSync(path)) return [];
    return readdirSync(path)
      .filter((name) => existsSync(join(path, name, "package.json")))
      .map((name) => `${parent}/${name}`);
  });
}

export function toSlashes(path: string): string {
  return path.split(sep).join("/");
}
