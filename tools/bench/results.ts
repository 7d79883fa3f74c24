/** The kept results, one file a benchmark. */
import { readFileSync, writeFileSync } from "node:fs";
import type { Result } from "./result.ts";

const folder = new URL("./results/", import.meta.url);

export function writeResult(name: string, result: Result): void {
  writeFileSync(new URL(`${name}.json`, folder), `${JSON.stringify(result, null, 2)}\n`);
}

export function readResult(name: string): Result {
  return JSON.parse(readFileSync(new URL(`${name}.json`, folder), "utf8")) as Result;
}
