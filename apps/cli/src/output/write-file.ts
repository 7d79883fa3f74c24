/** Writes a result to the file of `--output`: all of it or nothing. */
import { rename, rm, stat, writeFile } from "node:fs/promises";
import { randomBytes } from "node:crypto";
import { dirname } from "node:path";
import { unwritable } from "../failures/unwritable.js";
import { UsageError } from "../failures/usage-error.js";
import { isFolder } from "./make-folder.js";

/** Throws a UsageError where the file has no folder to go to: better before anything is done than after. */
export async function requireFolder(path: string): Promise<void> {
  const missing = await folderMissing(path);
  if (missing) throw missing;
}

/** Replaces the file in one step; a device or pipe is written to directly. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  if (await isSpecial(path)) {
    await writeFile(path, content).catch(async (error: unknown) => {
      throw await forTarget(error, path);
    });
    return;
  }
  const temporary = `${path}.${randomBytes(6).toString("hex")}.part`;
  try {
    await writeFile(temporary, content, { flag: "wx" });
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw await forTarget(error, path);
  }
}

/** Says it of the file that was asked for; nobody knows of the temporary one. */
async function forTarget(error: unknown, path: string): Promise<unknown> {
  if (!(error instanceof Error && "code" in error)) return error;
  const { code } = error;
  if (code === "ENOENT" || code === "ENOTDIR") {
    const reason = `${dirname(path)} takes no files.`;
    return (
      (await folderMissing(path, error)) ??
      new UsageError(`${path} cannot be written: ${reason}`, "Choose another place with -o FILE.", { cause: error })
    );
  }
  return unwritable(path, error);
}

async function folderMissing(path: string, cause?: unknown): Promise<UsageError | undefined> {
  const folder = dirname(path);
  if (await isFolder(folder)) return undefined;
  return new UsageError(
    `${path} cannot be written: there is no folder ${folder}.`,
    "Create the folder first, or choose another place with -o FILE.",
    { cause },
  );
}

async function isSpecial(path: string): Promise<boolean> {
  try {
    return !(await stat(path)).isFile();
  } catch {
    return false;
  }
}
