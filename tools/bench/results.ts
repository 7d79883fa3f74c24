/** The kept results, one file a benchmark. */
import { writeFileSync } from "node:fs";
import type { Result } from "./result.ts";

const folder = new URL("./results/", import.meta.url);

export function writeResult(name: string, result: Result): void {
  writeFileSync(new URL(`${name}.json`, folder), `${JSON.stringify(result, null, 2)}\n`);
}
