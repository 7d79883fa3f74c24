/** How a thread gives the portal what it makes, and the portal writes what it is sent. */

/** What the portal does for every thread that makes a file. */
export interface OutputServices {
  /** Adds bytes to the file. */
  write(bytes: Uint8Array): void;
}

/** Given on at once, unless more is wanted: small pieces of a zip would each take a turn of the portal. */
const bytesAtOnce = 256 * 1024;

/** Gives all pieces on, in larger ones. Small ones are copied at once: thousands that wait would outlive their use. */
export async function writeAll(
  pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  write: (bytes: Uint8Array) => void | Promise<void>,
  atOnce = bytesAtOnce,
): Promise<void> {
  const waiting = new Uint8Array(atOnce);
  let size = 0;
  const flush = async () => {
    if (size > 0) await write(waiting.subarray(0, size));
    size = 0;
  };
  for await (const piece of pieces) {
    if (size + piece.length > atOnce) await flush();
    if (piece.length > atOnce) await write(piece);
    else {
      waiting.set(piece, size);
      size += piece.length;
    }
  }
  await flush();
}
