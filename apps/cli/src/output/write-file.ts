/** Writes a result to the file of `--output`: all of it or nothing. */
import { chmod, lstat, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import type { Stats } from "node:fs";
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

/** Replaces the file, or the one that a link leads to, in one step; a device or pipe is written to directly. */
export async function writeWhole(path: string, content: string | Uint8Array): Promise<void> {
  try {
    const target = (await isSpecial(path)) ? undefined : await followLinks(path);
    await (target === undefined ? writeFile(path, content) : replace(target, content));
  } catch (error) {
    throw await forTarget(error, path);
  }
}

/** Whether what is there, or what a link leads to, is no regular file, and is to be written to directly. */
export async function isSpecial(path: string): Promise<boolean> {
  return (await lookAt(path))?.isFile() === false;
}

/** Where the content goes. Nothing for a link to what has no path, such as a file that does not exist yet. */
async function followLinks(path: string): Promise<string | undefined> {
  try {
    return await realpath(path);
  } catch {
    const there = await lstat(path).catch(() => undefined);
    return there?.isSymbolicLink() ? undefined : path;
  }
}

async function replace(path: string, content: string | Uint8Array): Promise<void> {
  const temporary = `${path}.${randomBytes(6).toString("hex")}.part`;
  // Nobody may read it who may not read what it replaces.
  const mode = (await lookAt(path))?.mode;
  try {
    await writeFile(temporary, content, { flag: "wx", ...(mode !== undefined && { mode: mode & 0o777 }) });
    if (mode !== undefined) await chmod(temporary, mode & 0o777);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}

/** Says it of the file that was asked for; nobody knows of the temporary one. */
async function forTarget(error: unknown, path: string): Promise<unknown> {
  if (!(error instanceof Error && "code" in error)) return error;
  const { code } = error;
  if (code === "ENOENT" || code === "ENOTDIR") {
    return (
      (await folderMissing(path, error)) ??
      new UsageError(`${path} cannot be written: no file can be made there.`, "Choose another place with -o FILE.", {
        cause: error,
      })
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

function lookAt(path: string): Promise<Stats | undefined> {
  return stat(path).catch(() => undefined);
}
