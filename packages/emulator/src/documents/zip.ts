/**
 * Writes zip files whose bytes depend on nothing but what goes in. Of what was written, only the directory is kept, less than
 * a hundred bytes for each entry: libraries keep an object for each, and the one that was used here looked at all of them
 * before each next one.
 */
import { once } from "node:events";
import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";
import { crc32, createDeflateRaw, deflateRaw } from "node:zlib";
import { centralRecord, endOfDirectory, localHeader, toDosTime, type Packed } from "./zip-records.js";

export interface ZipEntry {
  /** Path in the zip, with forward slashes; a folder's ends with one. */
  path: string;
  /** Absent for a folder. */
  content?: string | Uint8Array | PackedText;
}

// The first file of an EPUB book is there to be read without unzipping.
const alreadyCompressed = /\.(?:png|jpe?g|gif|webp|zip|pdf|mp4|woff2?|docx|epub)$|^mimetype$/i;
const leadsOut = /^\/|^[a-z]:|\\|(?:^|\/)\.\.(?:\/|$)/i;

const deflate = promisify(deflateRaw);

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
  for await (const { path, content } of entries) {
    if (leadsOut.test(path)) throw new Error(`"${path}" leads out of the zip`);
    const packed = await pack(path, content);
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

async function pack(path: string, content: ZipEntry["content"]): Promise<Packed> {
  if (content instanceof PackedText) return content.end();
  const bytes = typeof content === "string" ? Buffer.from(content) : (content ?? new Uint8Array());
  const isCompressed = bytes.length > 0 && !alreadyCompressed.test(path);
  const pieces = [isCompressed ? await deflate(bytes) : bytes];
  return { checksum: crc32(bytes), size: bytes.length, isCompressed, pieces };
}

/** Text that grows while other entries are written. It is compressed meanwhile, so that it takes little memory. */
export class PackedText {
  readonly #deflate = createDeflateRaw();
  readonly #packed = buffer(this.#deflate);
  #checksum = 0;
  #size = 0;

  async write(text: string): Promise<void> {
    const bytes = Buffer.from(text);
    this.#checksum = crc32(bytes, this.#checksum);
    this.#size += bytes.length;
    if (!this.#deflate.write(bytes)) await once(this.#deflate, "drain");
  }

  async end(): Promise<Packed> {
    this.#deflate.end();
    return { checksum: this.#checksum, size: this.#size, isCompressed: true, pieces: [await this.#packed] };
  }
}

const recordsOfPage = 1000;

/** Records in a few large buffers: each small one would take twice as much. */
function createDirectory() {
  const pages: Buffer[] = [];
  let page: Buffer[] = [];
  let [count, size] = [0, 0];
  const turn = () => {
    pages.push(Buffer.concat(page));
    page = [];
  };
  return {
    add(record: Buffer) {
      page.push(record);
      count += 1;
      size += record.length;
      if (page.length === recordsOfPage) turn();
    },
    pages() {
      turn();
      return pages;
    },
    count: () => count,
    size: () => size,
  };
}
