/** Makes the folder that a command was told to write to. */
import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { codeOf } from "../failures/code-of.js";
import { UsageError } from "../failures/usage-error.js";

/** Why a folder cannot be made, by the system's code, where that says too little of the place. */
const refusals: Readonly<Record<string, ((folder: string) => string) | undefined>> = {
  EEXIST: (folder) => `${folder} is not a folder.`,
  ENOENT: (folder) => `No folder can be made in ${dirname(folder)}.`,
};

/**
 * Makes a folder and those above it, one by one: Node's recursive way never ends where a folder takes no others, as `/proc`
 * does.
 */
export async function makeFolder(folder: string): Promise<void> {
  if (await isFolder(folder)) return;
  const above = dirname(folder);
  if (above !== folder) await makeFolder(above);
  try {
    await mkdir(folder);
  } catch (error) {
    // Somebody else may have made it meanwhile.
    if (!(await isFolder(folder))) throw forPlace(error, folder);
  }
}

function forPlace(error: unknown, folder: string): unknown {
  const refusal = refusals[String(codeOf(error))];
  return refusal === undefined ? error : new UsageError(refusal(folder), "Choose another folder.", { cause: error });
}

/** Whether there is a folder at this path. */
export async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}
