/** Writes contents of files piece by piece, with turns for other work. */
import type { ContentStore } from "./store/contents.js";
import type { TaskProgress } from "./tasks.js";

/** Written between two turns of other work. */
export const bytesPerTurn = 1024 * 1024;

/** Adds bytes to a content that nobody sees yet. Throws when the task was stopped, or what was written could not be kept. */
export type WriteContent = (bytes: Uint8Array) => Promise<void>;

/** Writes to a content that `place` gives to a file. */
export function createContentWriter(contents: ContentStore, contentRow: number, progress: TaskProgress): WriteContent {
  return async (bytes) => {
    for (let start = 0; start < bytes.length; start += bytesPerTurn) {
      // Making the bytes took turns.
      progress.signal.throwIfAborted();
      contents.append(contentRow, bytes.subarray(start, start + bytesPerTurn));
      await progress.pause();
    }
  };
}
