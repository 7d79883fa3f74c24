import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, it } from "vitest";
import { checkOpenApi } from "./check.ts";

const ours = fileURLToPath(import.meta.resolve("@clickhelp-js/protocol/openapi.json"));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "openapi-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

it("finds nothing against our document", async () => {
  expect(await checkOpenApi(ours)).toEqual([]);
});

it.each([
  ["Redocly", "requires what it does not declare", '"required":["taskKey"]', '"required":["nothing"]'],
  [
    "openapi-schema-validator",
    "gives an answer no description",
    '"description":"The request succeeded."',
    '"summary":1',
  ],
  [
    "openapi-typescript",
    "refers to nothing",
    '"$ref":"#/components/schemas/TaskStart"',
    '"$ref":"#/components/schemas/None"',
  ],
])("names %s for a document that %s", async (program, _what, right, wrong) => {
  const text = JSON.stringify(JSON.parse(readFileSync(ours, "utf8")));
  expect(text).toContain(right);
  const file = join(folder, "openapi.json");
  writeFileSync(file, text.replace(right, wrong));
  const objections = await checkOpenApi(file);
  expect(objections.map((objection) => objection.program)).toContain(program);
});
