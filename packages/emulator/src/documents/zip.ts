/** Writes zip files whose bytes depend on nothing but what goes in. */
import { buffer } from "node:stream/consumers";
import yazl from "yazl";

export interface ZipEntry {
  /** Path in the zip, with forward slashes; a folder's ends with one. */
  path: string;
  /** Content, or a function that gives it when its turn comes; absent for a folder. */
  content?: string | Uint8Array | (() => Uint8Array);
}

const alreadyCompressed = /\.(?:png|jpe?g|gif|webp|zip|pdf|mp4|woff2?|docx|epub)$/i;

/** Zips the entries in the given order; every entry gets the same time. Throws on paths that leave the zip. */
export async function createZip(entries: Iterable<ZipEntry>, time: Date): Promise<Uint8Array> {
  const zip = new yazl.ZipFile();
  const bytes = new Promise<Buffer>((resolve, reject) => {
    zip.on("error", reject);
    buffer(zip.outputStream).then(resolve, reject);
  });
  const options = { mtime: toDosTime(time), forceDosTimestamp: true };
  for (const { path, content } of entries) {
    if (content === undefined) zip.addEmptyDirectory(path, { ...options, mode: 0o40755 });
    else
      zip.addBuffer(toBuffer(content), path, { ...options, mode: 0o100644, compress: !alreadyCompressed.test(path) });
  }
  zip.end();
  return new Uint8Array(await bytes);
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
