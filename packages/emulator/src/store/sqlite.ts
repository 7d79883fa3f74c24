/** SQLite as Node.js brings it. A plain import of it would tell whoever has an older Node only that there is none. */
import type * as Sqlite from "node:sqlite";

/** Neither is there in all versions. */
interface AnyNode {
  readonly getBuiltinModule?: (id: "node:sqlite") => typeof Sqlite | undefined;
}

const { DatabaseSync } = loadSqlite();

/** Opens a database file, or a database in memory for `:memory:`. */
export function openSqlite(place: string, options: Sqlite.DatabaseSyncOptions): Sqlite.DatabaseSync {
  return new DatabaseSync(place, options);
}

function loadSqlite(): typeof Sqlite {
  const node: AnyNode = process;
  const found = node.getBuiltinModule?.("node:sqlite");
  if (found && takesNumbers(found)) return found;
  const version = process.versions.node;
  throw new Error(`The emulator needs Node.js 22.20 or newer, this is ${version}. Get it from https://nodejs.org/`);
}

/** Whether one value can stand in several places of a statement: in Node.js 22.19 it cannot. */
function takesNumbers(sqlite: typeof Sqlite): boolean {
  const database = new sqlite.DatabaseSync(":memory:");
  try {
    database.prepare("SELECT ?1, ?1").get(1);
    return true;
  } catch {
    return false;
  } finally {
    database.close();
  }
}
