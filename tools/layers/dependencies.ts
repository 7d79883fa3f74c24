/** Checks the dependencies that a workspace declares, and the tsconfig references that have to match them. */
import { join } from "node:path";
import { type Layer, allowanceOf, layers, packageName, shortName } from "./table.ts";
import type { Violation } from "./violation.ts";
import { type PackageJson, readPackageJson, readReferences, workspaceFolders } from "./workspace.ts";

const tableHint = "If this dependency is really wanted, say why in review and add it to tools/layers/table.ts.";

/** Every workspace has a row in the table. */
export function checkRows(root: string): Violation[] {
  return workspaceFolders(root)
    .filter((folder) => !layers.some((layer) => layer.folder === folder))
    .map((folder) => ({
      file: `${folder}/package.json`,
      problem: "this workspace is in no layer",
      rule: "every workspace has a row in tools/layers/table.ts",
      remedy: "Add the row: what it may use, and who may use it.",
    }));
}

export function checkDependencies(root: string, layer: Layer): Violation[] {
  const json = readPackageJson(join(root, layer.folder));
  if (json === null) return [];
  const file = `${layer.folder}/package.json`;
  const rule = allowanceOf(layer);
  const { dependencies = {}, devDependencies = {}, peerDependencies = {}, optionalDependencies = {} } = json;
  const found: Violation[] = [];

  for (const [name, range] of Object.entries({ ...devDependencies, ...optionalDependencies, ...dependencies })) {
    if (shortName(name) === null || range === "workspace:^") continue;
    found.push({
      file,
      problem: `${name} is declared as "${range}"`,
      rule: "packages of this repository depend on each other by workspace:^",
      remedy: `Write "${name}": "workspace:^".`,
    });
  }
  for (const name of Object.keys({ ...dependencies, ...optionalDependencies, ...peerDependencies })) {
    if (mayDeclare(layer, name)) continue;
    found.push({ file, problem: `it depends on ${name}`, rule, remedy: remedyFor(layer, name) });
  }
  for (const name of Object.keys(devDependencies)) {
    const short = shortName(name);
    if (short === null || layer.mayUse.includes(short) || layer.testsMayUse.includes(short)) continue;
    found.push({ file, problem: `its devDependencies have ${name}`, rule, remedy: remedyFor(layer, name) });
  }
  for (const name of Object.keys(peerDependencies)) {
    if (shortName(name) !== null) {
      const rule = "packages of this repository are dependencies of each other, never peers";
      found.push({ file, problem: `${name} is a peer dependency`, rule, remedy: "Move it to dependencies." });
    } else if (json.peerDependenciesMeta?.[name]?.optional !== true) {
      const rule = "a peer dependency is optional: installing a package is enough to use it";
      const remedy = `Set peerDependenciesMeta["${name}"].optional, or make it a dependency.`;
      found.push({ file, problem: `the peer dependency ${name} is not optional`, rule, remedy });
    }
  }
  return found;
}

function mayDeclare(layer: Layer, name: string): boolean {
  const short = shortName(name);
  if (short !== null) return layer.mayUse.includes(short);
  return layer.libraries === "any" || Object.hasOwn(layer.libraries, name);
}

function remedyFor(layer: Layer, name: string): string {
  const short = shortName(name);
  if (short === null) return tableHint;
  return `Remove it. Code that needs ${short} belongs in a layer above ${layer.name}, or gets what it needs as an argument.`;
}

/** References of the published code match its dependencies; those of the tests add what only tests use. */
export function checkReferences(root: string, layer: Layer): Violation[] {
  const json = readPackageJson(join(root, layer.folder));
  if (json === null || layer.tsconfig === null) return [];
  // What is bundled, and what is not published at all, may stand under devDependencies.
  const isInOnePlace = !layer.isBundled && layer.tsconfig !== "tsconfig.json";
  const published = isInOnePlace
    ? ourFolders(json.dependencies)
    : union(ourFolders(json.dependencies), ourFolders(json.devDependencies));
  if (layer.tsconfig === "tsconfig.json") return compareReferences(root, layer, layer.tsconfig, published);
  return [
    ...compareReferences(root, layer, layer.tsconfig, published),
    ...compareTestReferences(root, layer, json, published),
  ];
}

function compareTestReferences(
  root: string,
  layer: Layer,
  json: PackageJson,
  published: readonly string[],
): Violation[] {
  const tsconfig = "tsconfig.test.json";
  if (readReferences(root, layer.folder, tsconfig) === null) return [];
  // The workspace's own build brings the references of the published code with it.
  const wanted = [layer.folder, ...ourFolders(json.devDependencies).filter((folder) => !published.includes(folder))];
  return compareReferences(root, layer, tsconfig, wanted, published);
}

function compareReferences(
  root: string,
  layer: Layer,
  tsconfig: string,
  wanted: readonly string[],
  alsoFine: readonly string[] = [],
): Violation[] {
  const file = `${layer.folder}/${tsconfig}`;
  const rule = "tsconfig references are the workspace dependencies of package.json, no more and no fewer";
  const references = readReferences(root, layer.folder, tsconfig);
  if (references === null) {
    return [{ file, problem: "the file is missing", rule, remedy: "Copy it from another workspace." }];
  }
  const missing = wanted
    .filter((folder) => !references.includes(folder))
    .map((folder) => ({
      file,
      problem: `there is no reference to ${folder}`,
      rule,
      remedy: `Add the reference, or remove ${folder} from the dependencies.`,
    }));
  const extra = references
    .filter((folder) => folder !== layer.folder && !wanted.includes(folder) && !alsoFine.includes(folder))
    .map((folder) => ({
      file,
      problem: `it references ${folder}, which is not a dependency`,
      rule,
      remedy: `Remove the reference, or add ${folder} to the dependencies if ${layer.name} may use it.`,
    }));
  return [...missing, ...extra];
}

/** The root tsconfig builds every workspace that TypeScript builds. */
export function checkRootReferences(root: string): Violation[] {
  const references = readReferences(root, ".", "tsconfig.json") ?? [];
  return layers
    .filter(({ folder, tsconfig }) => tsconfig !== null && readPackageJson(join(root, folder)) !== null)
    .filter(({ folder }) => !references.includes(folder))
    .map(({ folder }) => ({
      file: "tsconfig.json",
      problem: `there is no reference to ${folder}`,
      rule: "the root tsconfig.json references every workspace",
      remedy: `Add { "path": "${folder}" }.`,
    }));
}

function ourFolders(dependencies: Record<string, string> = {}): string[] {
  return layers.filter(({ name }) => Object.hasOwn(dependencies, packageName(name))).map(({ folder }) => folder);
}

function union(left: readonly string[], right: readonly string[]): string[] {
  return [...new Set([...left, ...right])];
}
