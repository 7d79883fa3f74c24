/** Resumable uploads that are not complete, at most one for each path. */
import { flag, integer, text, type Row } from "./columns.js";
import type { Database } from "./database.js";

export interface UploadRecord {
  path: string;
  /** Where the bytes are that have come so far. */
  contentRow: number;
  isOverwrite: boolean;
  startedBy: string;
}

export interface UploadStore {
  get(path: string): UploadRecord | undefined;
  insert(upload: UploadRecord): void;
  /** Forgets an upload; its content is left. */
  delete(path: string): void;
}

function toUpload(row: Row): UploadRecord {
  return {
    path: text(row, "path"),
    contentRow: integer(row, "content_row"),
    isOverwrite: flag(row, "is_overwrite"),
    startedBy: text(row, "started_by"),
  };
}

export function createUploadStore(database: Database): UploadStore {
  const selectOne = database.query("SELECT * FROM uploads WHERE path = ?", toUpload);
  const insert = database.command(
    "INSERT INTO uploads (path, content_row, is_overwrite, started_by) VALUES (?, ?, ?, ?)",
  );
  const deleteOne = database.command("DELETE FROM uploads WHERE path = ?");
  return {
    get: (path) => selectOne.get(path),
    insert({ path, contentRow, isOverwrite, startedBy }) {
      insert.run(path, contentRow, isOverwrite ? 1 : 0, startedBy);
    },
    delete(path) {
      deleteOne.run(path);
    },
  };
}
