/** Writes zip files whose bytes depend on nothing but what goes in. */
import { PassThrough, Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import yazl from "yazl";

export interface ZipEntry {
  /** Path in the zip, with forward slashes; a folder's ends with one. */
  path: string;
  /** Content, or a function that gives it when its turn comes; absent for a folder. */
  content?: string | Uint8Array | (() => Uint8Array);
}

// The first file of an EPUB book is there to be read without unzipping.
const alreadyCompressed = /\.(?:png|jpe?g|gif|webp|zip|pdf|mp4|woff2?|docx|epub)$|^mimetype$/i;

/** Zips the entries in the given order; every entry gets the same time. Throws on paths that leave the zip. */
export async function createZip(entries: Iterable<ZipEntry>, time: Date): Promise<Uint8Array> {
  return new Uint8Array(await buffer(streamZip(entries, time)));
}

/** The same as a stream. An entry's content is read and compressed when all before it have been taken. */
export function streamZip(entries: Iterable<ZipEntry>, time: Date): Readable {
  const zip = new yazl.ZipFile();
  const stream = new PassThrough();
  zip.on("error", (error: Error) => stream.destroy(error));
  zip.outputStream.pipe(stream);
  const options = { mtime: toDosTime(time), forceDosTimestamp: true };
  for (const { path, content } of entries) {
    if (content === undefined) {
      zip.addEmptyDirectory(path, { ...options, mode: 0o40755 });
      continue;
    }
    const fileOptions = { ...options, mode: 0o100644, compress: !alreadyCompressed.test(path) };
    zip.addReadStreamLazy(path, fileOptions, (take) => {
      take(
        null,
        Readable.from(readContent(content)).on("error", (error) => stream.destroy(error)),
      );
    });
  }
  zip.end();
  return stream;
}

function* readContent(content: string | Uint8Array | (() => Uint8Array)): Generator<Buffer> {
  yield toBuffer(content);
}

/** Zip times have no zone and begin in 1980; this makes their digits those of GMT, on any machine. */
function toDosTime(time: Date): Date {
  const date = new Date(Math.max(time.getTime(), Date.UTC(1980, 0, 2)));
  return new Date(
    date.getUTCFullYear(),
    date.getUTCMonth(),
    date.getUTCDate(),
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
  );
}

function toBuffer(content: string | Uint8Array | (() => Uint8Array)): Buffer {
  if (typeof content === "string") return Buffer.from(content);
  const bytes = typeof content === "function" ? content() : content;
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
