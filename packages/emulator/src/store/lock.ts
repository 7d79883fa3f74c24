/** Keeps a database for one process: the operating system gives back what a process has locked, even after kill -9. */
import { closeSync, openSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { EmulatorError } from "../emulator-error.js";
import { codeOf, messageOf } from "../thrown.js";
import { openSqlite } from "./sqlite.js";

const SQLITE_BUSY = 5;
const SQLITE_NOTADB = 26;

/** Milliseconds that one waits for another process to end. */
const patience = 500;

/**
 * Keeps `file` until the lock is closed, whatever takes the file's place meanwhile. The lock lies beside it, and stays there:
 * who removes one may remove that of another process.
 */
export function lockFile(file: string): DatabaseSync {
  const lock = `${file}-lock`;
  makeFile(lock);
  // Nothing is ever written: what holds the lock is a transaction that does not end, and a log of it would lie there.
  return connect(lock, "PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE", file);
}

/** Opens `file`, or a database in memory when it is null, for nobody else. */
export function connectAlone(file: string | null): DatabaseSync {
  return connect(file, "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT");
}

/** Nobody else may hold a lock. A file that is there is not touched: closing it would give up what this process locked. */
function makeFile(file: string): void {
  try {
    closeSync(openSync(file, "wx", 0o600));
  } catch (error) {
    if (codeOf(error) !== "EEXIST") throw openError(file, error);
  }
}

function connect(file: string | null, begin: string, place = file): DatabaseSync {
  let connection: DatabaseSync | undefined;
  try {
    connection = openSqlite(file ?? ":memory:", { timeout: file === null ? 0 : patience });
    connection.exec(begin);
    return connection;
  } catch (error) {
    connection?.close();
    throw openError(place, error);
  }
}

function openError(file: string | null, error: unknown): EmulatorError {
  const code = error instanceof Error && "errcode" in error ? error.errcode : undefined;
  const place = file ?? "memory";
  if (code === SQLITE_BUSY) {
    const advice = "Stop that one first, or give this one another data directory.";
    return new EmulatorError("data-directory-in-use", `Another emulator is using ${place}. ${advice}`, {
      cause: error,
    });
  }
  const reason = code === SQLITE_NOTADB ? "it is not a database" : messageOf(error);
  return new EmulatorError("data-directory", `Cannot open ${place}: ${reason}. Give another data directory.`, {
    cause: error,
  });
}
