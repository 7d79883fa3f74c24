/** How a thread gives the portal what it makes. */

/** What the portal does for every thread that makes a file. */
export interface OutputServices {
  /** Adds bytes to the file. */
  write(bytes: Uint8Array): void;
}

/** Given on at once: small pieces of a zip would each take a turn of the portal. */
const bytesAtOnce = 256 * 1024;

/** Gives all pieces on, in larger ones. */
export async function writeAll(pieces: AsyncIterable<Uint8Array>, write: (bytes: Uint8Array) => void): Promise<void> {
  let waiting: Uint8Array[] = [];
  let size = 0;
  const flush = () => {
    write(Buffer.concat(waiting));
    waiting = [];
    size = 0;
  };
  for await (const piece of pieces) {
    waiting.push(piece);
    size += piece.length;
    if (size >= bytesAtOnce) flush();
  }
  flush();
}
