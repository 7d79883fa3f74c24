import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { examplesFolder, recordExamples } from "./record.ts";

it("records the examples that are kept; if not, run pnpm record:examples", { timeout: 60_000 }, async () => {
  const recorded = Object.fromEntries(await recordExamples());
  const kept = Object.keys(recorded).map((path) => [path, readFileSync(join(examplesFolder, path), "utf8")]);
  expect(recorded).toEqual(Object.fromEntries(kept));
});
