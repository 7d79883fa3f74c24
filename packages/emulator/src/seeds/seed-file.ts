/** Reads what a portal begins with from a JSON or YAML file. */
import type { PortalSeed } from "./portal-seed.js";

/**
 * Reads a seed from a JSON or YAML file, with all texts and files that it names, to be given to `createEmulator`. The
 * package's README describes the format. Throws an `EmulatorError` that names the file, every place in it that is wrong,
 * and never what stands there: it may be a key.
 */
export async function readSeedFile(file: string): Promise<PortalSeed> {
  // Loaded only here, because most portals begin with something else.
  const { loadSeedFile } = await import("./load-seed-file.js");
  return loadSeedFile(file);
}
