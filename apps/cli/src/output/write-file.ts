/** Writes a result to the file of `--output`: all of it or nothing. */
import { constants, openSync, writeFileSync, type Stats } from "node:fs";
import { chmod, readlink, realpath, rename, rm, stat, writeFile } from "node:fs/promises";
import { randomBytes } from "node:crypto";
import { Socket } from "node:net";
import { basename, dirname, isAbsolute, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { setTimeout } from "node:timers/promises";
import { codeOf } from "../failures/code-of.js";
import { unwritable } from "../failures/unwritable.js";
import { UsageError } from "../failures/usage-error.js";
import { isFolder } from "./make-folder.js";

/** Between two looks for a reader of a pipe, in milliseconds. */
const PAUSE = 50;

/** The numbers of the open files that have names of their own. */
const standardFiles: Readonly<Record<string, string | undefined>> = { "/dev/stdout": "1", "/dev/stderr": "2" };

type Content = string | Uint8Array;

/** Throws a UsageError where the file has no folder to go to. */
export async function requireFolder(path: string): Promise<void> {
  const missing = await folderMissing(path);
  if (missing) throw missing;
}

/**
 * Replaces the file, or the one that a link leads to, in one step; a device, pipe or open file is written to directly. The
 * signal ends the waiting for the reader of a pipe, and the writing to one where it comes in the middle: what was done
 * before an interruption is told after it.
 */
export async function writeWhole(path: string, content: Content, signal: AbortSignal | undefined): Promise<void> {
  try {
    const there = await lookAt(path);
    const openFile = there?.isFile() === true ? openFileOf(path) : undefined;
    if (there?.isFIFO() === true) await writeToPipe(path, content, signal);
    // Opened anew it would be written from its beginning.
    else if (openFile !== undefined) writeFileSync(openFile, content);
    else if (await isSpecial(path)) await writeFile(path, content);
    else await replace(await followLinks(path), content);
  } catch (error) {
    // A reader that has seen enough, such as `head`, is no failure.
    if (codeOf(error) !== "EPIPE") throw await forTarget(error, path);
  }
}

/** Whether what is there, or what a link leads to, is no file with a name, and is to be written to directly. */
export async function isSpecial(path: string): Promise<boolean> {
  const there = await lookAt(path);
  return there !== undefined && (!there.isFile() || there.nlink === 0 || openFileOf(path) !== undefined);
}

/** The number of the open file that the path stands for, as `/dev/stdout` and `/dev/fd/3` do. */
function openFileOf(path: string): number | undefined {
  const number = standardFiles[path] ?? /^\/(?:dev|proc\/self)\/fd\/(\d+)$/.exec(path)?.[1];
  return number === undefined ? undefined : Number(number);
}

/**
 * Where the content goes in the end: a link may lead to a file that does not exist yet. It is followed as the system does,
 * so `..` leads up from where a link before it has led to. Fails where links lead in a circle.
 */
export async function followLinks(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch (error) {
    if (codeOf(error) === "ELOOP") throw error;
  }
  const target = await readlink(path).catch(() => undefined);
  if (target === undefined) return path;
  const next = isAbsolute(target) ? target : `${dirname(path)}/${target}`;
  const folder = await realpath(dirname(next)).catch(() => undefined);
  return folder === undefined ? next : followLinks(join(folder, basename(next)));
}

/** Node's own way of waiting for a reader holds the program up, even at its end. */
async function writeToPipe(path: string, content: Content, signal: AbortSignal | undefined): Promise<void> {
  const socket = new Socket({ fd: await openPipe(path, signal), readable: false });
  await pipeline([content], socket, signal?.aborted === false ? { signal } : {});
}

async function openPipe(path: string, signal: AbortSignal | undefined): Promise<number> {
  for (;;) {
    try {
      return openSync(path, constants.O_WRONLY | constants.O_NONBLOCK);
    } catch (error) {
      if (codeOf(error) !== "ENXIO") throw error;
    }
    await setTimeout(PAUSE, undefined, { signal });
  }
}

async function replace(path: string, content: Content): Promise<void> {
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
  const code = codeOf(error);
  if (!(error instanceof Error) || code === undefined) return error;
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
  const folder = dirname(await followLinks(path));
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
