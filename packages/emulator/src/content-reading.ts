/** Reads parts of contents, one stored piece at a time. */
import { ContentGoneError, type ContentStore } from "./store/contents.js";

/** Gives the bytes from `start` up to `end`. Throws a {@link ContentGoneError} when the content is gone by then. */
export type ReadRange = (start: number, end: number) => Generator<Uint8Array, undefined>;

export function createRangeReader(contents: ContentStore, contentRow: number): ReadRange {
  const sizes = contents.pieceSizes(contentRow);
  return function* readRange(start, end) {
    let position = 0;
    for (const [ordinal, size] of sizes.entries()) {
      const next = position + size;
      if (position >= end) return undefined;
      if (next > start) {
        const piece = contents.readPiece(contentRow, ordinal);
        if (!piece) throw new ContentGoneError();
        yield piece.subarray(Math.max(start - position, 0), end - position);
      }
      position = next;
    }
    return undefined;
  };
}
