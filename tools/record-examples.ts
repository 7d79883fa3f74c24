/** Writes `packages/protocol/examples` anew. Run after a change to an endpoint: `pnpm record:examples`. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { examplesFolder, recordExamples } from "./examples/record.ts";

for (const [path, text] of await recordExamples()) {
  const file = join(examplesFolder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
