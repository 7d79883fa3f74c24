/**
 * Opens the one SQLite database that holds a portal, and gives typed, cached statements on it. What is written within two
 * turns of the event loop is committed together: writing to the disk is what takes time, and many requests share it.
 */
import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { EmulatorError } from "../emulator-error.js";
import type { Row } from "./columns.js";
import { createCommitGroup } from "./commit-group.js";
import { connectAlone, lockFile } from "./lock.js";
import { createMemories, tableWrittenBy, type Memories } from "./memories.js";
import { migrations, tables } from "./migrations.js";
import { beginSuccessor, removeUnfinished, replaceFile, type Successor } from "./successor.js";

/** Marks the file as ours (`PRAGMA application_id`): "CLHP" in ASCII. */
const APPLICATION_ID = 0x434c4850;

/** A statement whose rows become `T`. */
export interface Query<T> {
  get(...values: SQLInputValue[]): T | undefined;
  all(...values: SQLInputValue[]): T[];
  /** One after the other. To be read, to the end or not so far, within one turn: nothing may be written meanwhile. */
  iterate(...values: SQLInputValue[]): Iterable<T>;
}

/** A statement that changes something. */
export interface Command {
  /** Gives the number of changed rows, and the row id that an INSERT made. */
  run(...values: SQLInputValue[]): { changes: number; row: number };
}

export interface Database {
  query<T>(sql: string, toValue: (row: Row) => T): Query<T>;
  command(sql: string): Command;
  /** What a query finds, in memory for as long as none of these tables is written. */
  readonly remember: Memories["add"];
  /** Keeps what `work` did, or nothing when it throws. May be nested; the outermost one counts. */
  transaction<T>(work: () => T): T;
  /** Settles when all that was written so far is on disk. Rejects when it could not be kept. */
  committed(): Promise<void>;
  /** Brings all that was written so far to disk at once. Throws when it could not be kept. */
  commit(): void;
  /** Grows when everything is replaced: what was read before and what is read after do not belong together. */
  readonly generation: number;
  /** Deletes all rows, within a transaction, to put others in their place. */
  clear(): void;
  /** Runs statements without values, within a transaction. */
  execute(sql: string): void;
  /** Begins a content that is to take the place of the present one, which stays as it is, and is used, until then. */
  beginSuccessor(): Successor;
  /** Runs a statement that SQLite does not take within a transaction; what was written before is committed first. */
  runAlone(sql: string, ...values: SQLInputValue[]): void;
  readonly isOpen: boolean;
  close(): void;
}

/** Opens `file`, or a database in memory when it is null, and brings its schema up to date. */
export function openDatabase(file: string | null): Database {
  const lock = file === null ? undefined : lockFile(file);
  try {
    const connection = openConnection(file);
    if (file !== null) removeUnfinished(file);
    return wrap(file, connection, lock);
  } catch (error) {
    lock?.close();
    throw error;
  }
}

function openConnection(file: string | null): DatabaseSync {
  const connection = connectAlone(file);
  try {
    checkOrigin(connection, file);
    connection.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;");
    // The log may become 16 MB, so that pages that are written again and again get to their places less often.
    connection.exec("PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 4000;");
    migrate(connection);
  } catch (error) {
    connection.close();
    throw error;
  }
  return connection;
}

function pragma(connection: DatabaseSync, name: string): number {
  const value = connection.prepare(`PRAGMA ${name}`).get()?.[name];
  return typeof value === "number" ? value : 0;
}

/** Refuses a file that is not ours, before anything is written to it. */
function checkOrigin(connection: DatabaseSync, file: string | null): void {
  const version = pragma(connection, "user_version");
  const application = pragma(connection, "application_id");
  if (application !== APPLICATION_ID && (application !== 0 || version !== 0)) {
    throw new EmulatorError(
      "data-directory",
      `${file ?? "memory"} was made by another program. Give another directory.`,
    );
  }
  if (version > migrations.length) {
    const advice = "Install the newer version, or give another data directory.";
    throw new EmulatorError("data-directory", `${file ?? "memory"} was made by a newer version. ${advice}`);
  }
}

function migrate(connection: DatabaseSync): void {
  const version = pragma(connection, "user_version");
  for (const [step, sql] of migrations.entries()) {
    if (step < version) continue;
    connection.exec(
      `BEGIN; ${sql}; PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${step + 1}; COMMIT`,
    );
  }
}

function wrap(file: string | null, first: DatabaseSync, lock: DatabaseSync | undefined): Database {
  let connection = first;
  const statements = new Map<string, StatementSync>();
  const prepare = (sql: string): StatementSync => {
    const known = statements.get(sql);
    if (known) return known;
    const statement = connection.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  const memories = createMemories();
  const beginGroup = () =>
    createCommitGroup(connection, () => {
      memories.forgetAll();
    });
  let group = beginGroup();
  let depth = 0;
  let generation = 0;

  const execute = (sql: string) => {
    memories.forgetAll();
    connection.exec(sql);
  };

  function goOnWith(next: DatabaseSync): void {
    generation += 1;
    memories.forgetAll();
    statements.clear();
    connection = next;
    group = beginGroup();
  }

  /** A file is complete when it is closed, and only then may it get another name. */
  function takeFile(successor: DatabaseSync, own: string, place: string): void {
    successor.close();
    connection.close();
    try {
      replaceFile(own, place);
    } finally {
      goOnWith(openConnection(place));
    }
  }

  return {
    query: (sql, toValue) => ({
      get(...values) {
        const row = prepare(sql).get(...values);
        return row && toValue(row);
      },
      all: (...values) =>
        prepare(sql)
          .all(...values)
          .map(toValue),
      *iterate(...values) {
        for (const row of prepare(sql).iterate(...values)) yield toValue(row);
      },
    }),
    command(sql) {
      const table = tableWrittenBy(sql);
      return {
        run(...values) {
          const statement = prepare(sql);
          group.join();
          memories.forget(table);
          try {
            const { changes, lastInsertRowid } = statement.run(...values);
            return { changes: Number(changes), row: Number(lastInsertRowid) };
          } catch (error) {
            // A failure may have undone what others wrote, too.
            memories.forgetAll();
            throw error;
          }
        },
      };
    },
    remember: memories.add,
    transaction(work) {
      if (depth > 0) return work();
      group.join();
      prepare("SAVEPOINT own").run();
      depth += 1;
      try {
        const value = work();
        prepare("RELEASE own").run();
        return value;
      } catch (error) {
        // Some failures (a full disk) have ended the whole transaction already.
        if (connection.isTransaction) connection.exec("ROLLBACK TO own; RELEASE own");
        memories.forgetAll();
        throw error;
      } finally {
        depth -= 1;
      }
    },
    committed: () => group.committed(),
    commit() {
      group.commit();
    },
    get generation() {
      return generation;
    },
    clear() {
      generation += 1;
      // Children go first.
      for (const table of tables.toReversed()) execute(`DELETE FROM ${table}`);
    },
    execute,
    beginSuccessor: () =>
      beginSuccessor(file, openConnection, (successor, own) => {
        group.commit();
        if (file !== null && own !== null) {
          takeFile(successor, own, file);
        } else {
          connection.close();
          goOnWith(successor);
        }
      }),
    runAlone(sql, ...values) {
      memories.forgetAll();
      group.commit();
      connection.prepare(sql).run(...values);
    },
    get isOpen() {
      return connection.isOpen;
    },
    close() {
      try {
        if (connection.isOpen) group.commit();
      } finally {
        statements.clear();
        for (const opened of [connection, lock]) if (opened?.isOpen) opened.close();
      }
    },
  };
}
