/** Writes the reference pages from protocol's OpenAPI document, the emulator's tables and the packages' READMEs into `src/content/docs/reference`, which git ignores. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { emulatorPages } from "./reference/emulator.ts";
import { operationsOf, readOpenApi } from "./reference/operations.ts";
import { overviewPage, pathOf } from "./reference/overview.ts";
import { packagePages } from "./reference/packages.ts";
import { operationPage } from "./reference/page.ts";

const folder = new URL("../src/content/docs/reference/", import.meta.url);

/** Replaces all reference pages. Returns how many there are. */
export function generateReference(): number {
  const document = readOpenApi();
  const operations = operationsOf(document);
  rmSync(folder, { recursive: true, force: true });
  const write = (path: string, text: string) => {
    const file = fileURLToPath(new URL(path, folder));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  write("index.md", overviewPage(operations));
  operations.forEach((operation, index) => {
    write(`${pathOf(operation)}.md`, operationPage(document, operation, index));
  });
  const others = [...emulatorPages(), ...packagePages()];
  for (const { path, text } of others) write(`${path}.md`, text);
  return operations.length + 1 + others.length;
}

if (import.meta.main) generateReference();
