/** Reads the sample's texts and pictures, which lie beside the sources and are shipped with them. */
import { readFileSync } from "node:fs";

// The sources are found from themselves, and from the bundle in dist.
const folder = new URL(import.meta.url.replace(/(.*)\/(?:src|dist)\/.*/, "$1/src/seeds/sample/"));

/** Reads a file of the sample; throws when the package was installed without its sources. */
export function readAsset(path: string): Buffer {
  return readFileSync(new URL(path, folder));
}
