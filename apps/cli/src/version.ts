/** The version of this package. */
import { readFileSync } from "node:fs";

/** Reads it from package.json, which lies one folder above both the sources and the bundle. */
export function readVersion(): string {
  const text = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  const { version } = JSON.parse(text) as { version: string };
  return version;
}
