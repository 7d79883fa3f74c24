/** Reads the sample's texts and pictures, which lie beside the sources and are shipped with them. */
import { readFileSync } from "node:fs";

// src/seeds/sample and dist/seeds/sample are equally deep, so this leads to the sources from both.
const folder = new URL("../../../src/seeds/sample/", import.meta.url);

/** Reads a file of the sample; throws when the package was installed without its sources. */
export function readAsset(path: string): Buffer {
  return readFileSync(new URL(path, folder));
}
