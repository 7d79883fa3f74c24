/** Copies a whole portal out of its database, and back in. */
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DatabaseSync, SQLOutputValue } from "node:sqlite";
import { EmulatorError } from "../emulator-error.js";
import type { Database } from "./database.js";
import { tables } from "./migrations.js";
import { openSqlite } from "./sqlite.js";
import type { Successor } from "./successor.js";

/** The content of a portal at one moment, to be given to `restore`. */
export interface Snapshot {
  /** An SQLite database file. */
  readonly bytes: Uint8Array;
}

/** Bytes of rows that are copied at once, and of the file. */
const stepSize = 1024 * 1024;
/** Counted for each row, so that many small ones are much work, too. */
const rowSize = 1024;

export function takeSnapshot(database: Database): Snapshot {
  const folder = mkdtempSync(join(tmpdir(), "clickhelp-emulator-"));
  try {
    const file = join(folder, "snapshot.db");
    database.runAlone("VACUUM INTO ?", file);
    return { bytes: readFileSync(file) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Puts the content of a snapshot in the place of the present content, all of it or nothing. It is copied in steps, between
 * which the present content may be used; the last step replaces it. Throws an `EmulatorError` when it is no snapshot.
 */
export function* restoreSnapshot(database: Database, snapshot: Snapshot): Generator<void, void> {
  // Programs whose types nobody has checked give anything.
  const { bytes } = Object(snapshot) as Partial<Snapshot>;
  if (!(bytes instanceof Uint8Array)) throw toRefusal();
  const folder = mkdtempSync(join(tmpdir(), "clickhelp-emulator-"));
  try {
    const file = join(folder, "snapshot.db");
    yield* writeInSteps(file, bytes);
    yield* copyAll(file, database);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function* writeInSteps(file: string, bytes: Uint8Array): Generator<void, void> {
  const descriptor = openSync(file, "wx", 0o600);
  try {
    for (let start = 0; start < bytes.length; start += stepSize) {
      writeSync(descriptor, bytes.subarray(start, start + stepSize));
      yield;
    }
  } finally {
    closeSync(descriptor);
  }
}

function* copyAll(file: string, database: Database): Generator<void, void> {
  const snapshot = openSqlite(file, { readOnly: true });
  try {
    asSnapshot(() => {
      checkMarks(snapshot, database);
    });
    const successor = database.beginSuccessor();
    try {
      for (const table of tables) yield* copyTable(snapshot, successor, table);
      successor.takeOver();
    } finally {
      successor.discard();
    }
  } finally {
    snapshot.close();
  }
}

function* copyTable(snapshot: DatabaseSync, successor: Successor, table: string): Generator<void, void> {
  const rows = asSnapshot(() => snapshot.prepare(`SELECT * FROM ${table}`).iterate());
  let size = 0;
  for (let row = asSnapshot(() => rows.next()); row.done !== true; row = asSnapshot(() => rows.next())) {
    const values = Object.values(row.value);
    asSnapshot(() => {
      successor.insert(table, values);
    });
    size += rowSize + sizeOf(values);
    if (size < stepSize) continue;
    size = 0;
    successor.keep();
    yield;
  }
}

function sizeOf(values: readonly SQLOutputValue[]): number {
  const sizes = values.map((value) => (typeof value === "string" || value instanceof Uint8Array ? value.length : 0));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Codes of SQLite that say nothing of the snapshot: the disk is full, or does not work. */
const ownFailures: ReadonlySet<unknown> = new Set([10, 13]);

/** Does what fails with a file that is no snapshot, or a damaged one. */
function asSnapshot<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Error && "errcode" in error && ownFailures.has(error.errcode)) throw error;
    throw toRefusal(error);
  }
}

function toRefusal(cause?: unknown): EmulatorError {
  const advice = "Nothing was changed. Give what this version's snapshot() returned.";
  return new EmulatorError("snapshot", `This is no snapshot of a portal, or a damaged one. ${advice}`, { cause });
}

/** Throws unless the file has the marks that `database` has, too. */
function checkMarks(snapshot: DatabaseSync, database: Database): void {
  for (const name of ["application_id", "user_version"]) {
    const sql = `PRAGMA ${name}`;
    const expected = database.query(sql, (row) => row[name]).get();
    if (snapshot.prepare(sql).get()?.[name] !== expected) throw new Error(`it has another ${name}`);
  }
}
