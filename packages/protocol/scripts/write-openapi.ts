/** Writes `openapi.json` from the endpoint declarations and the recorded examples. Run it after a build. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createOpenApiDocument, type ExampleExchange } from "@clickhelp-js/protocol/openapi";

const examplesFolder = new URL("../examples/", import.meta.url);

/** Where the document is kept. */
export const openApiFile = new URL("../openapi.json", import.meta.url);

/** Reads `examples/<resource>/<verb>.json` by endpoint id; none when nothing was recorded. */
export function readExamples(): Record<string, ExampleExchange> {
  let names: string[];
  try {
    names = readdirSync(examplesFolder, { recursive: true, encoding: "utf8" });
  } catch {
    return {};
  }
  const files = names.filter((name) => name.endsWith(".json")).sort();
  return Object.fromEntries(
    files.map((file) => {
      const id = file.replaceAll(/[\\/]/g, ".").slice(0, -".json".length);
      const text = readFileSync(new URL(file.replaceAll("\\", "/"), examplesFolder), "utf8");
      return [id, JSON.parse(text) as ExampleExchange];
    }),
  );
}

/** The text of the file, from a function that makes the document. */
export function renderOpenApi(create: typeof createOpenApiDocument): string {
  return `${JSON.stringify(create({ examples: readExamples() }), null, 2)}\n`;
}

if (import.meta.main) writeFileSync(openApiFile, renderOpenApi(createOpenApiDocument));
