/** Removes stored contents that neither a file nor an upload has, a part in each turn: others need not wait long. */
// Taken at once: tests of other people put false clocks in the place of the global one.
import { setImmediate as turn } from "node:timers/promises";
import { takeBatch } from "../batches.js";
import { integer, rowNumber } from "./columns.js";
import type { Database } from "./database.js";

export interface Removal {
  /** Contents that may be needed no more are removed after this turn; those that still are stay. */
  add(contentRows: Iterable<number>): void;
  /** The same with all that are not needed. */
  addUnneeded(): void;
}

/** Removed at once, in bytes: little enough that other requests need not wait long. */
const removedAtOnce = 1024 * 1024;
/** What an empty content counts. */
const contentWeight = 10 * 1024;

const isUnneeded = (row: string) =>
  `NOT EXISTS (SELECT 1 FROM files WHERE content_row = ${row})
   AND NOT EXISTS (SELECT 1 FROM uploads WHERE content_row = ${row})`;

/** `onError` is told why something could not be removed, such as a full disk: that goes with the next removal or start. */
export function createRemoval(database: Database, onError: (error: unknown) => void): Removal {
  const deleteContent = database.command(`DELETE FROM contents WHERE row = ? AND ${isUnneeded("contents.row")}`);
  const selectUnneeded = database.query(`SELECT row FROM contents WHERE ${isUnneeded("contents.row")}`, rowNumber);
  const selectUnneededPieces = database.query(
    `SELECT ordinal, length(bytes) AS size FROM chunks
     WHERE content_row = ?1 AND ${isUnneeded("?1")} ORDER BY ordinal DESC`,
    (row) => ({ ordinal: integer(row, "ordinal"), size: integer(row, "size") }),
  );
  const deleteEnd = database.command("DELETE FROM chunks WHERE content_row = ? AND ordinal >= ?");
  const waiting: number[] = [];
  let isRemoving = false;

  async function removeInTurns(): Promise<void> {
    isRemoving = true;
    try {
      while (waiting.length > 0) {
        await turn();
        if (!database.isOpen) return;
        const removed = database.transaction(removeSome);
        await database.committed();
        waiting.splice(0, removed);
      }
    } catch (error) {
      onError(error);
    } finally {
      isRemoving = false;
    }
  }

  /**
   * A large content goes from its end, so that whoever is reading it finds that it is gone. Gives how many are gone; they wait
   * until that is certain.
   */
  function removeSome(): number {
    let removed = 0;
    for (let room = removedAtOnce; room > 0;) {
      const contentRow = waiting[removed];
      if (contentRow === undefined) break;
      const pieces = takeBatch(selectUnneededPieces.iterate(contentRow), ({ size }) => size);
      const first = pieces.at(-1)?.ordinal;
      if (first !== undefined) deleteEnd.run(contentRow, first);
      room -= pieces.reduce((sum, { size }) => sum + size, contentWeight);
      // The first piece of all was among them, or there was none.
      if (first !== undefined && first > 0) continue;
      deleteContent.run(contentRow);
      removed += 1;
    }
    return removed;
  }

  function add(contentRows: Iterable<number>): void {
    for (const contentRow of contentRows) waiting.push(contentRow);
    if (!isRemoving && waiting.length > 0) void removeInTurns();
  }

  return {
    add,
    addUnneeded() {
      add(selectUnneeded.iterate());
    },
  };
}
