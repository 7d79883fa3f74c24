/** Reads zip files that anybody may have made: within limits, and without names that could mean a place outside. */
import { isUtf8 } from "node:buffer";
import { inflateRawSync } from "node:zlib";
import { Entry, fromRandomAccessReaderPromise, type ZipFile } from "yauzl";
import { messageOf } from "../thrown.js";
import { BlockReader } from "./block-reader.js";
import { blockSize, type SourceFile } from "./source-file.js";
import { UnreadableFileError, type ImportSource } from "./source.js";

export interface ArchiveLimits {
  readonly entries: number;
  /** Of all files together, unpacked. */
  readonly totalBytes: number;
  /** How many times larger than the zip its content may be; small zips are never suspicious. */
  readonly ratio: number;
  readonly ratioFromBytes: number;
}

const longestPath = 1000;
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
const deflated = 8;

/** A zip whose entries were checked. */
export interface Archive {
  /** Of the files, in the order of the zip. */
  readonly paths: () => Iterable<string>;
  /** What a file holds; it is unpacked piece by piece. Throws an UnreadableFileError when that cannot be. */
  readonly read: (path: string) => AsyncIterable<Uint8Array>;
}

/** Whether the file begins as a zip does. */
export function isArchive({ size, read }: SourceFile): boolean {
  const [first, second, third] = read(0, Math.min(size, 4));
  return first === 0x50 && second === 0x4b && (third === 3 || third === 5);
}

/** Refuses a file that is no zip before the zip is read; `kind` is what it had to be, such as `.docx file`. */
export function checkArchive({ file, fileName, format }: ImportSource, kind: string): void {
  if (isArchive(file)) return;
  throw new UnreadableFileError(`"${fileName}" is no ${kind}, which the format ${format} needs.`);
}

/** Gives all files by path, in the order of the zip. Throws an UnreadableFileError that names what is wrong. */
export async function readArchive(file: SourceFile, limits = archiveLimits): Promise<Map<string, Uint8Array>> {
  const archive = await openArchive(file, limits);
  const files = new Map<string, Uint8Array>();
  for (const path of archive.paths()) files.set(path, await joinPieces(archive.read(path)));
  return files;
}

export async function joinPieces(pieces: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return Buffer.concat(all);
}

/** Reads the directory alone, and checks it. Throws an UnreadableFileError that names what is wrong. */
export async function openArchive(file: SourceFile, limits = archiveLimits): Promise<Archive> {
  try {
    const reader = new BlockReader(file);
    const zip = await fromRandomAccessReaderPromise(reader, file.size, { strictFileNames: true, autoClose: false });
    const entries = await readDirectory(zip, file.size, limits);
    return { paths: () => entries.keys(), read: (path) => readEntry(zip, reader, path, entries.get(path)) };
  } catch (error) {
    throw toUnreadable(error);
  }
}

async function* readEntry(
  zip: ZipFile,
  reader: BlockReader,
  path: string,
  entry: Entry | undefined,
): AsyncGenerator<Uint8Array> {
  if (!entry) throw new UnreadableFileError(`The zip has no "${path}".`);
  try {
    const content = await readSmall(zip, reader, entry);
    if (content) yield content;
    // The library ends the stream with an error where the content is larger than it was said to be.
    else yield* await zip.openReadStreamPromise(entry);
  } catch (error) {
    throw toUnreadable(error);
  }
}

/**
 * Unpacks a small entry at once: to make streams for each of thousands of topics takes longer than all else. Undefined for
 * a large one, and for one that cannot be unpacked, of which the library says what is wrong.
 */
async function readSmall(zip: ZipFile, reader: BlockReader, entry: Entry): Promise<Uint8Array | undefined> {
  const { compressedSize, uncompressedSize: size, compressionMethod } = entry;
  if (compressionMethod !== deflated || Math.max(compressedSize, size) > blockSize) return undefined;
  const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
  const packed = reader.readBytes(fileDataStart, fileDataStart + compressedSize);
  try {
    const content = inflateRawSync(packed, { maxOutputLength: blockSize });
    return content.length === size ? content : undefined;
  } catch {
    return undefined;
  }
}

function toUnreadable(error: unknown): unknown {
  if (error instanceof UnreadableFileError || error instanceof RangeError) return error;
  return new UnreadableFileError(`The zip cannot be read: ${messageOf(error).replace(/\.$/, "")}.`, { cause: error });
}

async function readDirectory(zip: ZipFile, size: number, limits: ArchiveLimits): Promise<Map<string, Entry>> {
  if (zip.entryCount > limits.entries) {
    throw new UnreadableFileError(`The zip has ${zip.entryCount} entries; at most ${limits.entries} are taken.`);
  }
  const entries = new Map<string, Entry>();
  let total = 0;
  for await (const entry of zip.eachEntry()) {
    const path = nameOf(entry).normalize("NFC");
    checkEntry(entry, path);
    if (path.endsWith("/") || litter.test(path)) continue;
    if (entries.has(path)) throw new UnreadableFileError(`The zip has "${path}" twice.`);
    total += entry.uncompressedSize;
    checkTotal(total, size, limits);
    entries.set(path, withoutDetails(entry));
  }
  return entries;
}

/** Some programs write names in UTF-8 without saying so; what is valid UTF-8 by chance is hardly ever meant otherwise. */
function nameOf({ fileName, fileNameRaw }: Entry): string {
  return isUtf8(fileNameRaw) ? fileNameRaw.toString("utf8") : fileName;
}

/** What is needed to unpack an entry: the rest would be most of the memory that a large zip takes. */
function withoutDetails(entry: Entry): Entry {
  const { relativeOffsetOfLocalHeader, compressedSize, uncompressedSize, compressionMethod, generalPurposeBitFlag } =
    entry;
  const place = { relativeOffsetOfLocalHeader, compressedSize, uncompressedSize };
  return Object.assign(new Entry(), { ...place, compressionMethod, generalPurposeBitFlag });
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
  if (path.length > longestPath) return `a name is longer than ${longestPath} characters`;
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
