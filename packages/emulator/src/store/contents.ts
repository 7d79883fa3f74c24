/** The bytes of files, in pieces. Files share them, so they are kept apart from the paths. */
import { bytes, integer } from "./columns.js";
import type { Database } from "./database.js";
import { createRemoval } from "./removal.js";

export interface ContentStore {
  /** Stores bytes that no file has yet. */
  createContent(): number;
  append(contentRow: number, bytes: Uint8Array): void;
  /** The whole content. Throws a {@link ContentGoneError} when it is gone. */
  read(contentRow: number): Uint8Array<ArrayBuffer>;
  /** The sizes of a content's pieces, in order. */
  pieceSizes(contentRow: number): number[];
  /** One piece; undefined when the content is gone. */
  readPiece(contentRow: number, ordinal: number): Uint8Array | undefined;
  /** Each piece when its turn comes. Throws a {@link ContentGoneError} when the content is gone before its end. */
  readPieces(contentRow: number): Generator<Uint8Array>;
  /** In bytes. Throws a {@link ContentGoneError} when the content is gone. */
  sizeOf(contentRow: number): number;
  /** Contents that nobody needs any more are removed after this turn, a part in each of the next ones; the others stay. */
  discard(contentRows: Iterable<number>): void;
  /** The same with all contents that no file got and no upload is adding to; for a start after an interruption. */
  discardUnplaced(): void;
}

/** A content is gone with the last file that has it: that file was replaced or deleted while somebody read it. */
export class ContentGoneError extends Error {
  constructor() {
    super("the file was replaced or deleted while it was read");
  }
}

/** Content is stored in pieces of this many bytes. */
export const chunkSize = 256 * 1024;

/** `onError` is told of contents that could not be removed. */
export function createContentStore(database: Database, onError: (error: unknown) => void): ContentStore {
  const removal = createRemoval(database, onError);
  // A number is never used again, not after a reset or a restore either: reading that began before must not go on in the
  // content of another file. 53 bits are what a number holds exactly.
  const insertContent = database.command("INSERT INTO contents (row, size) VALUES (random() & 0x1fffffffffffff, 0)");
  const grow = database.command("UPDATE contents SET size = size + ? WHERE row = ?");
  const insertChunk = database.command(
    `INSERT INTO chunks (content_row, ordinal, bytes)
     VALUES (?, (SELECT count(*) FROM chunks WHERE content_row = ?), ?)`,
  );
  const selectSize = database.query("SELECT size FROM contents WHERE row = ?", (row) => integer(row, "size"));
  const selectPieceSizes = database.query(
    "SELECT length(bytes) AS size FROM chunks WHERE content_row = ? ORDER BY ordinal",
    (row) => integer(row, "size"),
  );
  const selectPiece = database.query("SELECT bytes FROM chunks WHERE content_row = ? AND ordinal = ?", (row) =>
    bytes(row, "bytes"),
  );

  function sizeOf(contentRow: number): number {
    const size = selectSize.get(contentRow);
    if (size === undefined) throw new ContentGoneError();
    return size;
  }

  function* readPieces(contentRow: number): Generator<Uint8Array> {
    const size = sizeOf(contentRow);
    for (let ordinal = 0, position = 0; position < size; ordinal += 1) {
      const piece = selectPiece.get(contentRow, ordinal);
      if (!piece) throw new ContentGoneError();
      yield piece;
      position += piece.length;
    }
  }

  return {
    createContent: () => insertContent.run().row,
    append(contentRow, content) {
      database.transaction(() => {
        for (let start = 0; start < content.length; start += chunkSize) {
          insertChunk.run(contentRow, contentRow, content.subarray(start, start + chunkSize));
        }
        grow.run(content.length, contentRow);
      });
    },
    read(contentRow) {
      const whole = new Uint8Array(sizeOf(contentRow));
      let position = 0;
      for (const piece of readPieces(contentRow)) {
        whole.set(piece, position);
        position += piece.length;
      }
      return whole;
    },
    pieceSizes: (contentRow) => selectPieceSizes.all(contentRow),
    readPiece: (contentRow, ordinal) => selectPiece.get(contentRow, ordinal),
    readPieces,
    sizeOf,
    discard(contentRows) {
      removal.add(contentRows);
    },
    discardUnplaced() {
      removal.addUnneeded();
    },
  };
}
