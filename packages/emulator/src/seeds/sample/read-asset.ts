/** Reads the sample's texts and pictures, which lie beside the sources and are shipped with them. */
import { readFileSync } from "node:fs";
import { EmulatorError } from "../../emulator-error.js";
import { codeOf } from "../../thrown.js";

// The sources are found from themselves, and from the bundle in dist.
const folder = new URL(import.meta.url.replace(/(.*)\/(?:src|dist)\/.*/, "$1/src/seeds/sample/"));

/** Reads a file of the sample. Throws an `EmulatorError` when it is not there, as in a bundle that somebody else made. */
export function readAsset(path: string): Buffer {
  try {
    return readFileSync(new URL(path, folder));
  } catch (cause) {
    if (codeOf(cause) !== "ENOENT") throw cause;
    const advice = "Leave @clickhelp-js/emulator out of bundles (external), or begin with another seed.";
    throw new EmulatorError("seed", `The sample's files are not where the emulator looks for them. ${advice}`, {
      cause,
    });
  }
}
