/** Reads zip files that anybody may have made: within limits, and without names that could mean a place outside. */
import { buffer } from "node:stream/consumers";
import { fromBufferPromise, type Entry, type ZipFile } from "yauzl";
import { UnreadableFileError } from "./source.js";

export interface ArchiveLimits {
  readonly entries: number;
  /** Of all files together, unpacked. */
  readonly totalBytes: number;
  /** How many times larger than the zip its content may be; small zips are never suspicious. */
  readonly ratio: number;
  readonly ratioFromBytes: number;
}

const megabyte = 1024 * 1024;

export const archiveLimits: ArchiveLimits = {
  entries: 250_000,
  totalBytes: 512 * megabyte,
  ratio: 150,
  ratioFromBytes: 20 * megabyte,
};

/** What operating systems put into zips that nobody asked for. */
const litter = /(?:^|\/)(?:__MACOSX|\.DS_Store|Thumbs\.db|desktop\.ini)(?:\/|$)/i;
const deviceName = /^(?:con|prn|aux|nul|com\d|lpt\d|conin\$|conout\$)(?:\.|$)/i;
const encrypted = 1;
const symbolicLink = 0o120000;

/** Whether the bytes begin as a zip does. */
export function isArchive(content: Uint8Array): boolean {
  return content[0] === 0x50 && content[1] === 0x4b && (content[2] === 3 || content[2] === 5);
}

/** Gives the files by path, in the order of the zip. Throws an UnreadableFileError that names what is wrong. */
export async function readArchive(content: Uint8Array, limits = archiveLimits): Promise<Map<string, Uint8Array>> {
  try {
    const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
    const zip = await fromBufferPromise(bytes, { strictFileNames: true });
    return await readEntries(zip, content.length, limits);
  } catch (error) {
    if (error instanceof UnreadableFileError || error instanceof RangeError) throw error;
    const reason = error instanceof Error ? error.message : "unknown";
    throw new UnreadableFileError(`The zip cannot be read: ${reason}.`, { cause: error });
  }
}

async function readEntries(zip: ZipFile, size: number, limits: ArchiveLimits): Promise<Map<string, Uint8Array>> {
  if (zip.entryCount > limits.entries) {
    throw new UnreadableFileError(`The zip has ${zip.entryCount} entries; at most ${limits.entries} are taken.`);
  }
  const files = new Map<string, Uint8Array>();
  let total = 0;
  for await (const entry of zip.eachEntry()) {
    const path = entry.fileName.normalize("NFC");
    checkEntry(entry, path);
    if (path.endsWith("/") || litter.test(path)) continue;
    if (files.has(path)) throw new UnreadableFileError(`The zip has "${path}" twice.`);
    total += entry.uncompressedSize;
    checkTotal(total, size, limits);
    // The library ends the stream with an error where the content is larger than it was said to be.
    files.set(path, await buffer(await zip.openReadStreamPromise(entry)));
  }
  return files;
}

function checkEntry(entry: Entry, path: string): void {
  const problem = findProblem(path);
  if (problem !== undefined) throw new UnreadableFileError(`The zip has an entry that is refused: ${problem}.`);
  if ((entry.generalPurposeBitFlag & encrypted) !== 0) {
    throw new UnreadableFileError("The zip is encrypted. Make one without a password.");
  }
  if (((entry.externalFileAttributes >>> 16) & 0o170000) === symbolicLink) {
    throw new UnreadableFileError(`The zip has an entry that is refused: "${path}" is a link, not a file.`);
  }
}

function findProblem(path: string): string | undefined {
  if (/[\u0000-\u001f\u007f]/.test(path)) return "a name has a control character";
  if (path.length > 1000) return "a name is too long";
  const segments = path.replace(/\/$/, "").split("/");
  if (/[\\]|^\/|^[A-Za-z]:/.test(path) || segments.some((segment) => /^\.{0,2}$/.test(segment))) {
    return `"${path}" leads out of the zip`;
  }
  const device = segments.find((segment) => deviceName.test(segment));
  return device === undefined ? undefined : `"${device}" is the name of a device`;
}

function checkTotal(total: number, size: number, limits: ArchiveLimits): void {
  if (total > limits.totalBytes) {
    const most = Math.floor(limits.totalBytes / megabyte);
    throw new UnreadableFileError(`The zip is too large when it is unpacked: at most ${most} MB are taken.`);
  }
  if (total > limits.ratioFromBytes && total / size > limits.ratio) {
    throw new UnreadableFileError(
      `The zip unpacks to more than ${limits.ratio} times its size, so it is taken for a bomb.`,
    );
  }
}
