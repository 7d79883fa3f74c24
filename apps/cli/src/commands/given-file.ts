/** Files that are named on the command line. */
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { CommandContext } from "../context.js";

/** The content of a file, or of standard input for `-`. */
export async function readGivenFile(
  { cwd, readStdin }: Pick<CommandContext, "cwd" | "readStdin">,
  file: string,
): Promise<Uint8Array<ArrayBuffer>> {
  if (file === "-") return readStdin();
  const path = resolve(cwd, file);
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    // Reading a folder fails without its name.
    throw error instanceof Error ? Object.assign(error, { path }) : error;
  }
}
