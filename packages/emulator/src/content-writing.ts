/** Writes contents of files piece by piece, with turns for other work. */
import type { FileStore } from "./store/files.js";
import type { TaskProgress } from "./tasks.js";

/** Written between two turns of other work. */
const bytesPerTurn = 1024 * 1024;

/** Stores bytes piece by piece without showing them; `place` gives them to a file. */
export async function storeBytes(
  files: FileStore,
  contentRow: number,
  bytes: Uint8Array,
  progress: TaskProgress,
): Promise<void> {
  for (let start = 0; start < bytes.length; start += bytesPerTurn) {
    files.append(contentRow, bytes.subarray(start, start + bytesPerTurn));
    progress.report(0.9 + (start / bytes.length) * 0.1, "Storing the file");
    await progress.pause();
  }
}

/** The same for bytes that are made while they are read, in pieces of any size. */
export async function storeStream(
  files: FileStore,
  contentRow: number,
  pieces: AsyncIterable<Uint8Array>,
  progress: TaskProgress,
): Promise<void> {
  let waiting: Uint8Array[] = [];
  let size = 0;
  const flush = () => {
    // Making the pieces took turns.
    progress.signal.throwIfAborted();
    files.append(contentRow, Buffer.concat(waiting));
    waiting = [];
    size = 0;
  };
  for await (const piece of pieces) {
    waiting.push(piece);
    size += piece.length;
    if (size < bytesPerTurn) continue;
    flush();
    await progress.pause();
  }
  flush();
}
