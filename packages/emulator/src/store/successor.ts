/** A content in the making, in a database of its own: it takes the place of the present one when it is complete. */
import { randomUUID } from "node:crypto";
import { closeSync, existsSync, fsyncSync, openSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { codeOf } from "../thrown.js";

/** What a content that is being made can do; until it takes over, nobody sees it. */
export interface Successor {
  /** Adds a row, its values in the order of the table's columns. */
  insert(table: string, values: readonly SQLInputValue[]): void;
  /** Brings to disk what was added so far, so that little is left to do in the end. */
  keep(): void;
  /** Takes the place of the present content, all at once: also for whoever opens the file after an interruption. */
  takeOver(): void;
  /** Throws it away, unless it took over. */
  discard(): void;
}

const mark = ".next-";

/** Begins one, in a file beside `file`, or in memory when that is null. */
export function beginSuccessor(
  file: string | null,
  open: (file: string | null) => DatabaseSync,
  takePlace: (connection: DatabaseSync, own: string | null) => void,
): Successor {
  const own = file === null ? null : `${file}${mark}${randomUUID()}`;
  // Nobody else may read a portal.
  if (own !== null) closeSync(openSync(own, "wx", 0o600));
  const connection = open(own);
  const statements = new Map<string, StatementSync>();
  connection.exec("BEGIN");
  let isOver = false;

  return {
    insert(table, values) {
      const insert =
        statements.get(table) ?? connection.prepare(`INSERT INTO ${table} VALUES (${values.map(() => "?").join()})`);
      statements.set(table, insert);
      insert.run(...values);
    },
    keep() {
      connection.exec("COMMIT; BEGIN");
    },
    takeOver() {
      connection.exec("COMMIT");
      takePlace(connection, own);
      isOver = true;
    },
    discard() {
      if (isOver) return;
      isOver = true;
      if (connection.isOpen) connection.close();
      if (own !== null) removeFiles(own);
    },
  };
}

/** Puts a closed database in the place of another closed one. */
export function replaceFile(own: string, file: string): void {
  for (const one of [own, file]) {
    // What is in a log belongs to its own file: it would be read into the other one.
    if (existsSync(`${one}-wal`)) throw new Error(`what was written to ${one} could not be brought into it`);
  }
  renameSync(own, file);
  keepNames(dirname(file));
}

/** Brings the names in a folder to disk, so that a power failure does not undo a renaming; Windows has no way to ask for it. */
function keepNames(folder: string): void {
  if (process.platform === "win32") return;
  const descriptor = openSync(folder, "r");
  try {
    fsyncSync(descriptor);
  } catch (error) {
    // Some shared folders of virtual machines have no way to ask for it, either.
    if (codeOf(error) !== "EINVAL") throw error;
  } finally {
    closeSync(descriptor);
  }
}

/** Removes what an interruption left. Nobody else may have `file` open. */
export function removeUnfinished(file: string): void {
  const folder = dirname(file);
  for (const name of readdirSync(folder)) {
    if (name.startsWith(basename(file) + mark)) rmSync(join(folder, name), { force: true });
  }
}

function removeFiles(own: string): void {
  for (const ending of ["", "-wal"]) rmSync(own + ending, { force: true });
}
