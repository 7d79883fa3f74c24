/** Gives the library that reads zips what it wants to have of a file. */
import { Readable } from "node:stream";
import { RandomAccessReader } from "yauzl";
import { blockSize, type SourceFile } from "./source-file.js";

/** In memory at once: the directory, or an entry and what describes it, are read by turns. */
const mostBlocks = 4;

/** Asks for whole blocks: what the library wants is a few bytes at a time, most often beside those before. */
export class BlockReader extends RandomAccessReader {
  readonly #file: SourceFile;
  /** By number, the one that was last used at the end. */
  readonly #blocks = new Map<number, Uint8Array>();

  constructor(file: SourceFile) {
    super();
    this.#file = file;
  }

  /** Fewer when the file ends before. */
  readBytes(start: number, end: number): Uint8Array {
    return Buffer.concat([...this.#pieces(start, end)]);
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.#pieces(start, end), { objectMode: false });
  }

  /** The library would make a stream of each few bytes. */
  override read(
    target: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    const bytes = this.readBytes(position, position + length);
    target.set(bytes, offset);
    const error = bytes.length < length ? new Error("unexpected end of the file") : null;
    queueMicrotask(() => {
      callback(error);
    });
  }

  *#pieces(start: number, end: number): Generator<Uint8Array> {
    const last = Math.min(end, this.#file.size);
    for (let position = start; position < last;) {
      const from = position % blockSize;
      const piece = this.#block(Math.floor(position / blockSize)).subarray(from, from + last - position);
      yield piece;
      position += piece.length;
    }
  }

  #block(number: number): Uint8Array {
    const start = number * blockSize;
    const block = this.#blocks.get(number) ?? this.#file.read(start, Math.min(start + blockSize, this.#file.size));
    this.#blocks.delete(number);
    this.#blocks.set(number, block);
    const [oldest] = this.#blocks.keys();
    if (this.#blocks.size > mostBlocks && oldest !== undefined) this.#blocks.delete(oldest);
    return block;
  }
}
