/** Checks what the source files of a layer import, and which packages they so much as mention. */
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { isBuiltin } from "node:module";
import { dirname, join, relative } from "node:path";
import ts from "typescript";
import { type Layer, type Place, allowanceOf, layers, packageName, shortName } from "./table.ts";
import type { Violation } from "./violation.ts";
import { type PackageJson, readPackageJson, toSlashes } from "./workspace.ts";

interface Import {
  specifier: string;
  line: number;
  /** Erased by the compiler, so it cannot drag code along. */
  isTypeOnly: boolean;
}

interface SourceFile {
  /** Relative to the root, with forward slashes. */
  path: string;
  text: string;
  isTest: boolean;
}

export function checkImports(root: string, layer: Layer): Violation[] {
  // What is never published has no source folder of its own, and its dependencies are checked already.
  const json = readPackageJson(join(root, layer.folder));
  if (json === null || layer.libraries === "any") return [];
  return sourceFiles(root, layer).flatMap((file) => [
    ...checkMentions(layer, file),
    ...importsOf(file).flatMap((found) => checkImport(layer, json, file, found)),
  ]);
}

function sourceFiles(root: string, layer: Layer): SourceFile[] {
  const folder = join(root, layer.folder, "src");
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.[cm]?[jt]sx?$/.test(entry.name))
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return {
        path: toSlashes(relative(root, path)),
        text: readFileSync(path, "utf8"),
        isTest: /\.test(-d)?\.[cm]?tsx?$/.test(entry.name),
      };
    });
}

function checkMentions(layer: Layer, file: SourceFile): Violation[] {
  const known = [layer.name, ...layer.mayUse, ...(file.isTest ? layer.testsMayUse : [])];
  return file.text.split("\n").flatMap((line, index) =>
    [...line.matchAll(/@clickhelp-js\/([a-z0-9-]+)/g)]
      .filter(([, name]) => layers.some((other) => other.name === name && !known.includes(other.name)))
      .map(([mention]) => ({
        file: `${file.path}:${String(index + 1)}`,
        problem: `it mentions ${mention}`,
        rule: `a layer does not know the layers that it may not use, not even in a comment; ${allowanceOf(layer)}`,
        remedy: "Say what this layer does without naming who uses it.",
      })),
  );
}

function checkImport(layer: Layer, json: PackageJson, file: SourceFile, found: Import): Violation[] {
  const { specifier, line, isTypeOnly } = found;
  const violation = (rule: string, remedy: string): Violation[] => [
    { file: `${file.path}:${String(line)}`, problem: `it imports "${specifier}"`, rule, remedy },
  ];
  if (specifier.startsWith("#")) return [];
  if (specifier.startsWith(".")) {
    const target = toSlashes(join(dirname(file.path), specifier));
    if (!target.startsWith(`${layer.folder}/`)) {
      return violation("packages are imported by name, never by path", "Import what the other package exports.");
    }
    const crosses = isBelow(layer, target, "src/node/") && !isBelow(layer, file.path, "src/node/");
    if (crosses && layer.nodeModules === "src/node/" && !isTypeOnly && !file.isTest) {
      return violation(
        "code outside src/node/ runs in browsers, so it may use only the types of src/node/",
        'Use "import type", or an entry of package.json "imports" with another file for browsers.',
      );
    }
    return [];
  }
  if (isBuiltin(specifier)) {
    if (file.isTest || isAllowed(layer, file, layer.nodeModules)) return [];
    const where = layer.nodeModules === "nowhere" ? "nothing in it" : `only ${layer.folder}/${layer.nodeModules}`;
    return violation(
      `${layer.name} runs everywhere: ${where} may use Node's modules`,
      "Use what browsers have as well (URL, Blob, crypto.subtle), or take it as an argument.",
    );
  }
  if (/^@clickhelp-js\/[^/]+\/(src|dist)\//.test(specifier)) {
    return violation("a package is imported by its exports", "Import the package itself, or add to its exports.");
  }
  return checkPackageImport(layer, json, file, found, violation);
}

function checkPackageImport(
  layer: Layer,
  json: PackageJson,
  file: SourceFile,
  { specifier }: Import,
  violation: (rule: string, remedy: string) => Violation[],
): Violation[] {
  const short = shortName(specifier);
  const name = short === null ? libraryName(specifier) : packageName(short);
  if (!isDeclared(layer, json, file, name) && short !== layer.name) {
    return violation(
      "what is imported is declared in the package.json of the same workspace",
      `Add ${name} to ${layer.folder}/package.json, or do without it.`,
    );
  }
  if (file.isTest || layer.libraries === "any") return [];
  if (short !== null) {
    if (short === layer.name || layer.mayUse.includes(short)) return [];
    const remedy = `Move this code into a layer above ${layer.name}, or hand it what it needs as an argument.`;
    return violation(allowanceOf(layer), remedy);
  }
  const place = layer.libraries[name] ?? "nowhere";
  if (isAllowed(layer, file, place)) return [];
  if (place === "nowhere") {
    return violation(allowanceOf(layer), "Do without it, or choose it: a row in tools/layers/table.ts, with a reason.");
  }
  return violation(`${name} is used only in ${layer.folder}/${place}`, "Move this code there.");
}

function isDeclared(layer: Layer, json: PackageJson, file: SourceFile, name: string): boolean {
  const { dependencies = {}, peerDependencies = {}, devDependencies = {} } = json;
  if (Object.hasOwn(dependencies, name) || Object.hasOwn(peerDependencies, name)) return true;
  // The tools that all tests use stand in the root package.json.
  if (file.isTest) return name === "vitest" || Object.hasOwn(devDependencies, name);
  return layer.isBundled && Object.hasOwn(devDependencies, name);
}

function isAllowed(layer: Layer, file: SourceFile, place: Place): boolean {
  if (place === "everywhere") return true;
  return place !== "nowhere" && isBelow(layer, file.path, place);
}

function isBelow(layer: Layer, path: string, place: string): boolean {
  return path.startsWith(`${layer.folder}/${place}`);
}

/** `hono/cors` is part of `hono`, `@hono/node-server/x` of `@hono/node-server`. */
function libraryName(specifier: string): string {
  const parts = specifier.split("/");
  return parts.slice(0, specifier.startsWith("@") ? 2 : 1).join("/");
}

function importsOf({ path, text }: SourceFile): Import[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext);
  const found: Import[] = [];
  const add = (node: ts.Node | undefined, isTypeOnly: boolean) => {
    if (node === undefined || !ts.isStringLiteralLike(node)) return;
    const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
    found.push({ specifier: node.text, line, isTypeOnly });
  };
  const visit = (node: ts.Node) => {
    if (ts.isImportDeclaration(node))
      add(node.moduleSpecifier, node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword);
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) add(node.argument.literal, true);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
