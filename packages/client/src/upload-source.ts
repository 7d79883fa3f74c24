/** What an upload reads: a file of this machine, bytes, a Blob or a stream, as chunks of one size but for the last. */
import { ClickHelpError, RequestValidationError } from "@clickhelp-js/core";
import { openFile } from "#disk";

/**
 * A path on this machine (in Node.js), or the content itself. A stream, also one of Node.js, and what else gives bytes piece
 * by piece is read once, and never held whole.
 */
export type UploadSource = string | Uint8Array | Blob | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;

export interface Chunk {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where it begins in the file. */
  readonly start: number;
  readonly isLast: boolean;
}

export interface OpenedSource {
  /** Size in bytes; undefined for a stream. */
  readonly size: number | undefined;
  chunks(chunkSize: number): AsyncIterable<Chunk>;
  close(): Promise<void>;
}

export async function openSource(source: UploadSource): Promise<OpenedSource> {
  if (typeof source === "string") {
    const file = await openFile(source);
    return { size: file.size, chunks: (size) => toChunks(file.read(size), size), close: () => file.close() };
  }
  const content = source instanceof Uint8Array ? new Blob([source as Uint8Array<ArrayBuffer>]) : source;
  const isBlob = content instanceof Blob;
  const pieces = iterate(isBlob ? content.stream() : content);
  return {
    size: isBlob ? content.size : undefined,
    chunks: (size) => toChunks(readAll(pieces, size), size),
    // Does nothing when all was read; otherwise tells the source that nobody wants the rest. Generators hear it with the
    // next piece, which nobody waits for.
    close() {
      Promise.resolve(pieces.return?.()).catch(() => undefined);
      return Promise.resolve();
    },
  };
}

/** Not every browser can iterate over its own streams. */
function iterate(content: ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>): AsyncIterator<Uint8Array> {
  if (!(content instanceof ReadableStream)) {
    if (!(Symbol.asyncIterator in Object(content))) throw refused();
    const pieces = content[Symbol.asyncIterator]();
    // The iterator of a stream of Node.js waits for a piece that may never come.
    const { destroy } = content as { readonly destroy?: () => unknown };
    if (!destroy) return pieces;
    return {
      next: () => pieces.next(),
      return() {
        destroy.call(content);
        return Promise.resolve({ done: true, value: undefined });
      },
    };
  }
  const reader = content.getReader();
  return {
    next: () => reader.read() as Promise<IteratorResult<Uint8Array>>,
    async return() {
      await reader.cancel();
      return { done: true, value: undefined };
    },
  };
}

function refused(): RequestValidationError {
  const message = "must be a path, Uint8Array, Blob or stream of Uint8Array";
  return new RequestValidationError("storage.uploadLargeFile", [{ path: "file", message }]);
}

/**
 * Gives the pieces of a source. A piece as long as a chunk is held while the next is read, which some sources put into the
 * same memory, so it is copied here; shorter ones are copied into a chunk.
 */
async function* readAll(pieces: AsyncIterator<Uint8Array>, chunkSize: number): AsyncGenerator<Uint8Array> {
  for (let size = 0; ;) {
    const piece = await pieces.next();
    if (piece.done === true) return;
    const { value } = piece;
    // Programs without types give anything, and would upload nothing.
    if (!(value instanceof Uint8Array)) {
      // What was sent before is not known here.
      if (size === 0) throw refused();
      const hint = "Upload the file again with isOverwrite: true.";
      throw new ClickHelpError(`The file gave no Uint8Array after ${size} bytes.`, { hint });
    }
    size += value.length;
    yield value.length < chunkSize ? value : new Uint8Array(value);
  }
}

/** Only the chunk after it, or the end, tells whether a chunk is the last. No chunk at all comes of an empty source. */
async function* toChunks(pieces: AsyncIterable<Uint8Array>, chunkSize: number): AsyncGenerator<Chunk> {
  let held: Uint8Array<ArrayBuffer> | undefined;
  let start = 0;
  for await (const bytes of regroup(pieces, chunkSize)) {
    if (held) {
      yield { bytes: held, start, isLast: false };
      start += held.length;
    }
    held = bytes;
  }
  if (held) yield { bytes: held, start, isLast: true };
}

/** Pieces of any sizes become pieces of one size, but for the last. What has the right size already is not copied. */
async function* regroup(pieces: AsyncIterable<Uint8Array>, size: number): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let group: Uint8Array<ArrayBuffer> | undefined;
  let filled = 0;
  for await (const piece of pieces) {
    for (let offset = 0; offset < piece.length;) {
      const part = piece.subarray(offset, offset + size - filled);
      offset += part.length;
      if (part.length === size && isPlain(part)) {
        yield part;
        continue;
      }
      group ??= new Uint8Array(size);
      group.set(part, filled);
      filled += part.length;
      if (filled < size) continue;
      yield group;
      group = undefined;
      filled = 0;
    }
  }
  if (group && filled > 0) yield group.subarray(0, filled);
}

/** Memory that is shared between threads cannot be sent. */
function isPlain(bytes: Uint8Array): bytes is Uint8Array<ArrayBuffer> {
  return bytes.buffer instanceof ArrayBuffer;
}
