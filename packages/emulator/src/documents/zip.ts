/**
 * Writes zip files whose bytes depend on nothing but what goes in. Of what was written, only the directory is kept, some thirty
 * bytes for each entry: libraries keep an object for each, and the one that was used here looked at all of them
 * before each next one.
 */
import { once } from "node:events";
import { buffer } from "node:stream/consumers";
import { constants, crc32, createDeflateRaw, deflateRawSync, inflateRawSync } from "node:zlib";
import { centralRecord, endOfDirectory, localHeader, toDosTime, type Packed } from "./zip-records.js";

export interface ZipEntry {
  /** Path in the zip, with forward slashes; a folder's ends with one. */
  path: string;
  /** Absent for a folder. */
  content?: string | Uint8Array | PackedText;
}

// The first file of an EPUB book is there to be read without unzipping.
const alreadyCompressed = /\.(?:png|jpe?g|gif|webp|zip|pdf|mp4|woff2?|docx|epub)$|^mimetype$/i;
const nothing = new Uint8Array();
const leadsOut = /^\/|^[a-z]:|\\|(?:^|\/)\.\.(?:\/|$)/i;

/** Zips the entries in the given order; every entry gets the same time. Throws on paths that leave the zip. */
export async function createZip(entries: Iterable<ZipEntry>, time: Date): Promise<Uint8Array> {
  return new Uint8Array(await buffer(streamZip(entries, time)));
}

/** The same piece by piece. An entry is asked for and compressed when all before it have been taken. */
export async function* streamZip(
  entries: Iterable<ZipEntry> | AsyncIterable<ZipEntry>,
  time: Date,
): AsyncGenerator<Uint8Array> {
  const moment = toDosTime(time);
  const directory = createDirectory();
  let position = 0;
  for await (const { path, content = nothing } of entries) {
    if (leadsOut.test(path)) throw new Error(`"${path}" leads out of the zip`);
    const packed = content instanceof PackedText ? await content.end() : pack(path, content);
    const entry = { name: Buffer.from(path), moment, packed };
    directory.add(centralRecord(entry, position));
    for (const piece of [localHeader(entry), ...packed.pieces]) {
      yield piece;
      position += piece.length;
    }
  }
  yield* directory.pages();
  yield endOfDirectory({ count: directory.count(), size: directory.size(), position });
}

function pack(path: string, content: string | Uint8Array): Packed {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  const isCompressed = bytes.length > 0 && !alreadyCompressed.test(path);
  // At once: for small contents, and most are, another thread would take five times as long.
  const pieces = [isCompressed ? deflateRawSync(bytes, { chunkSize: chunkSizeFor(bytes) }) : bytes];
  return { checksum: crc32(bytes), size: bytes.length, isCompressed, pieces };
}

/** What is compressed lies in a buffer of this size, until it has been taken. By default, that would be 16 KB for each entry. */
function chunkSizeFor({ length }: Uint8Array): number {
  return Math.max(constants.Z_MIN_CHUNK, Math.min(length, constants.Z_DEFAULT_CHUNK));
}

/** Compressed at once: less takes more time than it is worth. */
const charactersAtOnce = 32 * 1024;

/** Text that grows while other entries are written. It is compressed meanwhile, so that it takes little memory. */
export class PackedText {
  readonly #deflate = createDeflateRaw();
  readonly #packed = collect(this.#deflate);
  #waiting = "";
  #checksum = 0;
  #size = 0;

  async write(text: string): Promise<void> {
    this.#waiting += text;
    if (this.#waiting.length >= charactersAtOnce) await this.#flush();
  }

  async end(): Promise<Packed> {
    await this.#flush();
    this.#deflate.end();
    return { checksum: this.#checksum, size: this.#size, isCompressed: true, pieces: await this.#packed };
  }

  async #flush(): Promise<void> {
    const bytes = Buffer.from(this.#waiting);
    this.#waiting = "";
    this.#checksum = crc32(bytes, this.#checksum);
    this.#size += bytes.length;
    if (!this.#deflate.write(bytes)) await once(this.#deflate, "drain");
  }
}

/** Copies, since each piece lies in a larger buffer. */
async function collect(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array[]> {
  const copies: Uint8Array[] = [];
  for await (const piece of pieces) copies.push(Uint8Array.from(piece));
  return copies;
}

/** Text that is made piece by piece. */
export async function packText(pieces: Iterable<string>): Promise<PackedText> {
  const text = new PackedText();
  for (const piece of pieces) await text.write(piece);
  return text;
}

/** Of the records that are compressed together. */
const pageSize = 64 * 1024;

/**
 * Records, copied together at once and compressed until they are wanted: a small buffer lies in a larger one, with all that
 * was made beside it, and would keep that for as long as it is kept itself.
 */
function createDirectory() {
  const pages: Uint8Array[] = [];
  const page = Buffer.alloc(pageSize);
  let used = 0;
  let [count, size] = [0, 0];
  const turn = () => {
    pages.push(Uint8Array.from(deflateRawSync(page.subarray(0, used))));
    used = 0;
  };
  return {
    add(record: Buffer) {
      if (used + record.length > pageSize) turn();
      page.set(record, used);
      used += record.length;
      count += 1;
      size += record.length;
    },
    *pages() {
      turn();
      for (const packed of pages) yield inflateRawSync(packed);
    },
    count: () => count,
    size: () => size,
  };
}
