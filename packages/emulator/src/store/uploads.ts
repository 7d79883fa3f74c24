/** Resumable uploads that are not complete, at most one for each path. */
import { date, flag, integer, nullableInteger, text, type Row } from "./columns.js";
import type { Database } from "./database.js";

export interface UploadRecord {
  path: string;
  /** Where the bytes are that have come so far. */
  contentRow: number;
  isOverwrite: boolean;
  startedBy: string;
  /** Bytes of the whole file; null until a chunk says so. */
  total: number | null;
  /** When it was started or the last chunk came. */
  touchedOn: Date;
}

export interface UploadStore {
  get(path: string): UploadRecord | undefined;
  /** Those that nobody has gone on with since a moment. */
  listUntouched(since: number): UploadRecord[];
  insert(upload: UploadRecord): void;
  /** Notes that a chunk has come. */
  touch(path: string, total: number | null, now: number): void;
  /** Forgets an upload; its content is left. */
  delete(path: string): void;
}

function toUpload(row: Row): UploadRecord {
  return {
    path: text(row, "path"),
    contentRow: integer(row, "content_row"),
    isOverwrite: flag(row, "is_overwrite"),
    startedBy: text(row, "started_by"),
    total: nullableInteger(row, "total"),
    touchedOn: date(row, "touched_on"),
  };
}

export function createUploadStore(database: Database): UploadStore {
  const selectOne = database.query("SELECT * FROM uploads WHERE path = ?", toUpload);
  const selectUntouched = database.query("SELECT * FROM uploads WHERE touched_on < ?", toUpload);
  const insert = database.command(
    "INSERT INTO uploads (path, content_row, is_overwrite, started_by, total, touched_on) VALUES (?, ?, ?, ?, ?, ?)",
  );
  const update = database.command("UPDATE uploads SET total = ?, touched_on = ? WHERE path = ?");
  const deleteOne = database.command("DELETE FROM uploads WHERE path = ?");
  return {
    get: (path) => selectOne.get(path),
    listUntouched: (since) => selectUntouched.all(since),
    insert({ path, contentRow, isOverwrite, startedBy, total, touchedOn }) {
      insert.run(path, contentRow, isOverwrite ? 1 : 0, startedBy, total, touchedOn.getTime());
    },
    touch(path, total, now) {
      update.run(total, now, path);
    },
    delete(path) {
      deleteOne.run(path);
    },
  };
}
