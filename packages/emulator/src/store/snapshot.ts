/** Copies a whole portal out of its database, and back in. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { EmulatorError } from "../emulator-error.js";
import type { Database } from "./database.js";
import { tables } from "./migrations.js";

/** The content of a portal at one moment, to be given to `restore`. */
export interface Snapshot {
  /** An SQLite database file. */
  readonly bytes: Uint8Array;
}

function withTemporaryFile<T>(work: (file: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), "clickhelp-emulator-"));
  try {
    return work(join(folder, "snapshot.db"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function takeSnapshot(database: Database): Snapshot {
  return withTemporaryFile((file) => {
    database.runAlone("VACUUM INTO ?", file);
    return { bytes: readFileSync(file) };
  });
}

/**
 * Puts the content of a snapshot in the place of the present content, all of it or nothing. Throws an `EmulatorError`
 * when it is no snapshot.
 */
export function restoreSnapshot(database: Database, snapshot: Snapshot): void {
  withTemporaryFile((file) => {
    writeFileSync(file, snapshot.bytes);
    try {
      checkVersion(database, file);
    } catch (error) {
      const advice = "Nothing was changed. Give what this version's snapshot() returned.";
      throw new EmulatorError("snapshot", `This is no snapshot of a portal, or a damaged one. ${advice}`, {
        cause: error,
      });
    }
    database.runAlone("ATTACH ? AS snapshot", file);
    try {
      database.transaction(() => {
        database.clear();
        for (const table of tables) database.execute(`INSERT INTO main.${table} SELECT * FROM snapshot.${table}`);
      });
    } finally {
      database.runAlone("DETACH snapshot");
    }
  });
}

/** Throws unless the file is a sound database with the marks that `database` has, too. */
function checkVersion(database: Database, file: string): void {
  const snapshot = new DatabaseSync(file, { readOnly: true });
  try {
    for (const name of ["application_id", "user_version"]) {
      const sql = `PRAGMA ${name}`;
      const expected = database.query(sql, (row) => row[name]).get();
      if (snapshot.prepare(sql).get()?.[name] !== expected) throw new Error(`it has another ${name}`);
    }
    if (snapshot.prepare("PRAGMA quick_check(1)").get()?.quick_check !== "ok") throw new Error("it is damaged");
  } finally {
    snapshot.close();
  }
}
