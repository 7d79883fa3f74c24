/**
 * Writes a file so that its place holds either what was there before or the whole new content, never a part of it, and
 * reads files piece by piece.
 */
import { createHash, randomBytes } from "node:crypto";
import type { Stats } from "node:fs";
import { link, open, realpath, rename, stat, unlink, type FileHandle } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { CheckTarget, CreateFile, OpenFile, TargetOptions } from "../disk.js";
import { LocalFileError } from "../local-file-error.js";

/** How much is written at once, in bytes. Two of these are in memory: one is filled while the other is written. */
const PIECE = 1024 * 1024;

export const checkTarget: CheckTarget = async (file, options) => {
  // Programs without types give a URL, or nothing.
  if (typeof file !== "string") throw new LocalFileError(String(file), { reason: "it is not a path" });
  const path = await followLinks(resolve(file));
  const existing = await statOrUndefined(path);
  if (existing && !existing.isFile()) {
    throw new LocalFileError(path, { reason: "it is there and is not a regular file" });
  }
  if (existing && !options.overwrite) throw alreadyThere(path);
  if (!(await statOrUndefined(dirname(path)))?.isDirectory()) {
    throw new LocalFileError(path, {
      reason: `the folder ${dirname(path)} does not exist`,
      hint: "Create the folder first.",
    });
  }
  return path;
};

/** The temporary file is beside the target, so that the last step is a rename on the same disk. */
export const createFile: CreateFile = async (file, options) => {
  const path = await checkTarget(file, options);
  const temporary = join(dirname(path), `.${randomBytes(9).toString("base64url")}.part`);
  // Nobody may read it who may not read what it replaces.
  const mode = (await statOrUndefined(path))?.mode;
  const handle = await onDisk(path, () => open(temporary, "wx", mode === undefined ? undefined : mode & 0o777));
  let hash = createHash("sha256");
  let size = 0;
  let collected = Buffer.allocUnsafeSlow(PIECE);
  let spare = Buffer.allocUnsafeSlow(PIECE);
  let filled = 0;
  let writing = Promise.resolve();

  /** Begins to write what is collected. Throws what went wrong with the piece before. */
  async function flush(): Promise<void> {
    await writing;
    const piece = collected.subarray(0, filled);
    [collected, spare] = [spare, collected];
    filled = 0;
    const start = size;
    size += piece.length;
    writing = onDisk(path, () => writeAll(handle, piece, start));
    writing.catch(ignore); // It is told with the next piece, or at the end.
    hash.update(piece);
  }

  async function discard(): Promise<void> {
    await handle.close().catch(ignore);
    await unlink(temporary).catch(ignore);
  }

  return {
    async write(bytes) {
      for (let offset = 0; offset < bytes.length;) {
        const part = bytes.subarray(offset, offset + PIECE - filled);
        collected.set(part, filled);
        filled += part.length;
        offset += part.length;
        if (filled === PIECE) await flush();
      }
    },
    async restart() {
      await writing;
      await onDisk(path, () => handle.truncate());
      hash = createHash("sha256");
      size = filled = 0;
    },
    async commit() {
      try {
        await flush();
        await writing;
        await onDisk(path, async () => {
          if (mode !== undefined) await handle.chmod(mode & 0o777);
          await handle.sync();
          await handle.close();
          await putInPlace(temporary, path, options);
        });
      } catch (error) {
        await discard();
        throw error;
      }
      await syncFolder(dirname(path));
      return { path, size, sha256: hash.digest("hex") };
    },
    discard,
  };
};

export const openFile: OpenFile = async (file) => {
  const path = resolve(file);
  const handle = await toRead(path, () => open(path, "r"));
  const opened = await toRead(path, () => describeFile(path, handle)).catch(async (error: unknown) => {
    await handle.close();
    throw error;
  });
  return {
    path,
    size: opened.size,
    async *read(pieceSize) {
      let length = 0;
      for await (const piece of readPieces(path, handle, pieceSize)) {
        length += piece.length;
        if (length > opened.size) throw changed(path);
        yield piece;
      }
      const { mtimeMs } = await toRead(path, () => handle.stat());
      if (length !== opened.size || mtimeMs !== opened.mtimeMs) throw changed(path);
    },
    close: () => handle.close(),
  };
};

async function describeFile(path: string, handle: FileHandle): Promise<Stats> {
  const opened = await handle.stat();
  if (opened.isFile()) return opened;
  throw new LocalFileError(path, { action: "read", reason: "it is not a regular file" });
}

function changed(path: string): LocalFileError {
  return new LocalFileError(path, {
    action: "read",
    problem: "content",
    reason: "it was changed while it was being read",
    hint: "Try again when nobody writes to it, or with a copy of it.",
  });
}

/**
 * Reads a piece ahead while somebody works with the two before it. Memory is used again, since new memory for all of a large
 * file costs more than reading it.
 */
async function* readPieces(path: string, handle: FileHandle, pieceSize: number): AsyncGenerator<Uint8Array> {
  const memory = Array.from({ length: 3 }, () => Buffer.allocUnsafeSlow(pieceSize));
  const readNext = () => {
    const piece = memory.shift() ?? Buffer.allocUnsafeSlow(pieceSize);
    memory.push(piece);
    const reading = toRead(path, () => readFully(handle, piece));
    reading.catch(ignore); // Told when its turn comes; perhaps nobody asks any more.
    return reading;
  };
  let reading = readNext();
  for (;;) {
    const piece = await reading;
    const isLast = piece.length < pieceSize;
    if (!isLast) reading = readNext();
    if (piece.length > 0) yield piece;
    if (isLast) return;
  }
}

/** Gives less than there is room for only at the end of the file. */
async function readFully(handle: FileHandle, piece: Buffer<ArrayBuffer>): Promise<Uint8Array> {
  let filled = 0;
  while (filled < piece.length) {
    const { bytesRead } = await handle.read(piece, filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return new Uint8Array(piece.buffer, 0, filled);
}

async function toRead<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw LocalFileError.from(path, error, "read");
  }
}

async function writeAll(handle: FileHandle, bytes: Uint8Array, start: number): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const { bytesWritten } = await handle.write(bytes, written, bytes.length - written, start + written);
    written += bytesWritten;
  }
}

async function putInPlace(temporary: string, path: string, options: TargetOptions): Promise<void> {
  if (options.overwrite) {
    await rename(temporary, path);
    return;
  }
  // Unlike rename, link refuses a name that somebody took while the content was coming.
  try {
    await link(temporary, path);
    await unlink(temporary);
  } catch (error) {
    if (errorCode(error) === "EEXIST" || (await statOrUndefined(path))) throw alreadyThere(path);
    await rename(temporary, path); // The disk has no hard links.
  }
}

/** Makes the new name itself durable, where the system can do that for a folder. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r").catch(ignore);
  await handle?.sync().catch(ignore);
  await handle?.close().catch(ignore);
}

async function followLinks(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    return path;
  }
}

async function statOrUndefined(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    if (errorCode(error) === "ENOENT" || errorCode(error) === "ENOTDIR") return undefined;
    throw LocalFileError.from(path, error);
  }
}

async function onDisk<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    throw LocalFileError.from(path, error);
  }
}

function alreadyThere(path: string): LocalFileError {
  return new LocalFileError(path, {
    problem: "exists",
    reason: "it exists already",
    hint: "Choose another name, or allow overwriting with overwrite: true.",
  });
}

function errorCode(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}

function ignore(): undefined {
  return undefined;
}
