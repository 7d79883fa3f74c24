/** Writes zip files whose bytes depend on nothing but what goes in. */
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { finished } from "node:stream/promises";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import ZipStream from "zip-stream";

export interface ZipEntry {
  /** Path in the zip, with forward slashes; a folder's ends with one. */
  path: string;
  /** Absent for a folder. */
  content?: string | Uint8Array | Readable;
}

// The first file of an EPUB book is there to be read without unzipping.
const alreadyCompressed = /\.(?:png|jpe?g|gif|webp|zip|pdf|mp4|woff2?|docx|epub)$|^mimetype$/i;
// The library would change such paths.
const leadsOut = /^\/|^\w+:|\\|(?:^|\/)\.\.(?:\/|$)/;

/** Zips the entries in the given order; every entry gets the same time. Throws on paths that leave the zip. */
export async function createZip(entries: Iterable<ZipEntry>, time: Date): Promise<Uint8Array> {
  return new Uint8Array(await buffer(streamZip(entries, time)));
}

/** The same piece by piece. An entry is asked for and compressed when all before it have been taken. */
export async function* streamZip(entries: Iterable<ZipEntry>, time: Date): AsyncGenerator<Uint8Array> {
  const zip = new ZipStream({ level: 6 });
  const take = collect(zip);
  for (const entry of entries) {
    await add(zip, entry, time);
    yield* take();
  }
  zip.finalize();
  await finished(zip);
  yield* take();
}

function add(zip: ZipStream, { path: name, content = "" }: ZipEntry, date: Date): Promise<void> {
  if (leadsOut.test(name)) throw new Error(`"${name}" leads out of the zip`);
  const source = content instanceof Readable ? content : Buffer.from(content);
  const store = alreadyCompressed.test(name);
  const mode = name.endsWith("/") ? 0o755 : 0o644;
  return new Promise((resolve, reject) => {
    zip.entry(source, { name, date, mode, store }, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

/** Takes what is written, and joins it: the library writes two or four bytes at a time, at the end some for each entry. */
function collect(zip: ZipStream): () => Uint8Array[] {
  const joined: Uint8Array[] = [];
  const pieces: Uint8Array[] = [];
  const join = () => joined.push(Buffer.concat(pieces.splice(0)));
  zip.on("data", (piece: Uint8Array) => {
    if (pieces.push(piece) === 1000) join();
  });
  return () => {
    join();
    return joined.splice(0);
  };
}

/** Compressed at once: less takes more time than it is worth. */
const charactersAtOnce = 32 * 1024;

/** Text that grows while other entries are written. It is compressed meanwhile, so that it takes little memory. */
export class PackedText {
  readonly #packed: Uint8Array[] = [];
  #waiting = "";

  write(text: string): void {
    this.#waiting += text;
    if (this.#waiting.length < charactersAtOnce) return;
    // A copy, since it lies in a larger buffer.
    this.#packed.push(Uint8Array.from(deflateRawSync(this.#waiting)));
    this.#waiting = "";
  }

  read(): Readable {
    return Readable.from(this.#pieces());
  }

  *#pieces(): Generator<Uint8Array> {
    for (const piece of this.#packed) yield inflateRawSync(piece);
    yield Buffer.from(this.#waiting);
  }
}
