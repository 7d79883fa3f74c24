/** Compiles the snippets of the documentation against the built packages, all in one run of the compiler. */
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { toSlashes } from "../layers/workspace.ts";
import { binOf, outcomeOf } from "../run-program.ts";
import { type Snippet, extractSnippets } from "./extract.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
// Below tools/, so that the packages are found.
const cache = fileURLToPath(new URL("../.cache", import.meta.url));

/** Where people read code that they will copy, and that is written by hand. */
const documents = [
  "README.md",
  "CONTRIBUTING.md",
  "{packages,apps}/*/README.md",
  "examples/README.md",
  "apps/docs/src/content/docs/*.md",
  "apps/docs/src/content/docs/guides/**/*.md",
];

/** The snippets of the repository's documentation. */
export function findSnippets(): Snippet[] {
  return documents
    .flatMap((pattern) => globSync(pattern, { cwd: root }))
    .map(toSlashes)
    .toSorted()
    .flatMap((file) => extractSnippets(file, readFileSync(join(root, file), "utf8")));
}

/** @returns one line per error, with the file and line in which the snippet stands; empty when all compile */
export async function compileSnippets(snippets: readonly Snippet[], name: string): Promise<string[]> {
  const folder = join(cache, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [index, { code }] of snippets.entries()) {
    // An import or export makes a module of it, which may await at the top.
    writeFileSync(join(folder, `${index}.ts`), `${code}export {};\n`);
  }
  const compilerOptions = {
    target: "ES2024",
    lib: ["ES2024", "ESNext.Disposable"],
    module: "NodeNext",
    types: ["node"],
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    verbatimModuleSyntax: true,
    skipLibCheck: true,
    noEmit: true,
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["*.ts"] }));
  return locate(await compile(folder), snippets);
}

async function compile(folder: string): Promise<string> {
  const parameters = [binOf("typescript7", "tsc"), "-p", "tsconfig.json", "--pretty", "false"];
  const { code, output } = await outcomeOf(process.execPath, parameters, { cwd: folder });
  return code === 0 ? "" : output;
}

/** `3.ts(2,5): error ...` becomes `packages/core/README.md:17: error ...`. */
function locate(output: string, snippets: readonly Snippet[]): string[] {
  return output
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line) => {
      const [, index, lineInSnippet, message] = /^(\d+)\.ts\((\d+),\d+\): (.*)$/.exec(line) ?? [];
      const snippet = snippets[Number(index)];
      return snippet === undefined
        ? line
        : `${snippet.file}:${snippet.line + Number(lineInSnippet) - 1}: ${message ?? ""}`;
    });
}
