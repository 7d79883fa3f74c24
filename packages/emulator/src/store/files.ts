/** Files and folders of Storage. Paths have forward slashes and no leading `Storage/`; the root is the empty path. */
import { date, flag, integer, nullableInteger, rowNumber, text, type Row } from "./columns.js";
import { createContentStore, type ContentStore } from "./contents.js";
import type { Database } from "./database.js";
import { readInBatches, wantedFrom } from "./row-numbers.js";

export interface FileRecord {
  path: string;
  name: string;
  isFolder: boolean;
  /** Null for a folder. */
  contentRow: number | null;
  /** In bytes; 0 for a folder. */
  size: number;
  modifiedBy: string;
  modifiedOn: Date;
}

export interface FileStore extends ContentStore {
  get(path: string): FileRecord | undefined;
  /** What lies in a folder, by path; with `isRecursive`, in its subfolders too. */
  list(folder: string, isRecursive: boolean): FileRecord[];
  /** The same in batches, each read when it is asked for. What was deleted meanwhile is left out. */
  listBatches(folder: string, isRecursive: boolean): Iterable<FileRecord[]>;
  /** Makes a folder and the ones above it, where they are missing. */
  makeFolder(path: string, by: string, now: number): void;
  /**
   * Gives a stored content to a file, new or existing; missing folders are made, and the old content goes as with
   * {@link ContentStore.discard}.
   */
  place(path: string, contentRow: number, by: string, now: number): void;
  /** Its content goes as with {@link ContentStore.discard}. */
  delete(path: string): void;
  /** Deletes a folder with all that is in it. Contents go as with {@link ContentStore.discard}. */
  deleteFolder(path: string): void;
  /**
   * Copies what is in a folder into another one, over files of the same names; with `isExact`, what only the other has is
   * deleted. Contents are shared, not copied. Those that are not needed any more go as with {@link ContentStore.discard}.
   */
  copyFolder(from: string, to: string, by: string, now: number, isExact?: boolean): void;
}

const columns = "files.path, name, is_folder, content_row, coalesce(size, 0) AS size, modified_by, modified_on";
const withSize = "LEFT JOIN contents ON contents.row = content_row";

function toFile(row: Row): FileRecord {
  return {
    path: text(row, "path"),
    name: text(row, "name"),
    isFolder: flag(row, "is_folder"),
    contentRow: nullableInteger(row, "content_row"),
    size: integer(row, "size"),
    modifiedBy: text(row, "modified_by"),
    modifiedOn: date(row, "modified_on"),
  };
}

/** `a/b/c.txt` -> `["a/b", "c.txt"]`. */
function split(path: string): [folder: string, name: string] {
  const end = path.lastIndexOf("/");
  return end === -1 ? ["", path] : [path.slice(0, end), path.slice(end + 1)];
}

/** `onError` is told of contents that could not be removed. */
export function createFileStore(database: Database, onError: (error: unknown) => void): FileStore {
  const contents = createContentStore(database, onError);
  const selectOne = database.query(`SELECT ${columns} FROM files ${withSize} WHERE path = ?`, toFile);
  const selectWanted = database.query(
    `SELECT ${columns} FROM ${wantedFrom("files")} ${withSize} ORDER BY wanted.key`,
    toFile,
  );
  const selectFolder = database.query("SELECT row FROM files WHERE folder = ? ORDER BY path", rowNumber);
  // The range is what `LIKE 'folder/%'` means, without its wildcards: "0" follows "/" in the alphabet.
  const selectTree = database.query("SELECT row FROM files WHERE path >= ? AND path < ? ORDER BY path", rowNumber);
  const selectEverything = database.query("SELECT row FROM files ORDER BY path", rowNumber);
  const insertFolder = database.command(
    `INSERT INTO files (path, folder, name, is_folder, modified_by, modified_on) VALUES (?, ?, ?, 1, ?, ?)
     ON CONFLICT (path) DO NOTHING`,
  );
  const upsertFile = database.command(
    `INSERT INTO files (path, folder, name, is_folder, content_row, modified_by, modified_on)
     VALUES (?, ?, ?, 0, ?, ?, ?)
     ON CONFLICT (path) DO UPDATE SET content_row = excluded.content_row, modified_by = excluded.modified_by,
                                      modified_on = excluded.modified_on`,
  );
  const deleteFile = database.command("DELETE FROM files WHERE path = ?");
  const inTree = "path >= ?1 || '/' AND path < ?1 || '0'";
  /** Of a copy: the path of the same file in what it is a copy of. */
  const original = "?2 || substr(copy.path, length(?1) + 1)";
  const selectReplaced = database.query(
    `SELECT content_row FROM files AS copy WHERE ${inTree} AND content_row IS NOT NULL AND NOT EXISTS
       (SELECT 1 FROM files WHERE path = ${original} AND content_row = copy.content_row)`,
    (row) => integer(row, "content_row"),
  );
  const copyTree = database.command(
    `INSERT INTO files (path, folder, name, is_folder, content_row, modified_by, modified_on)
     SELECT ?2 || substr(path, length(?1) + 1), ?2 || substr(folder, length(?1) + 1), name, is_folder, content_row,
            modified_by, modified_on
     FROM files WHERE ${inTree}
     ON CONFLICT (path) DO UPDATE SET content_row = excluded.content_row, modified_by = excluded.modified_by,
                                      modified_on = excluded.modified_on
                        WHERE is_folder = excluded.is_folder
                          AND (content_row, modified_by, modified_on)
                              IS NOT (excluded.content_row, excluded.modified_by, excluded.modified_on)`,
  );
  const deleteMissing = database.command(
    `DELETE FROM files AS copy WHERE ${inTree} AND NOT EXISTS
       (SELECT 1 FROM files WHERE path = ${original} AND is_folder = copy.is_folder)`,
  );
  const selectTreeContents = database.query(
    `SELECT content_row FROM files WHERE ${inTree} AND content_row IS NOT NULL`,
    (row) => integer(row, "content_row"),
  );
  const deleteTree = database.command(`DELETE FROM files WHERE ${inTree}`);

  function makeFolder(path: string, by: string, now: number): void {
    const segments = path === "" ? [] : path.split("/");
    for (const depth of segments.keys()) {
      const folder = segments.slice(0, depth + 1).join("/");
      insertFolder.run(folder, ...split(folder), by, now);
    }
  }

  function listBatches(folder: string, isRecursive: boolean): Iterable<FileRecord[]> {
    const everything = () =>
      folder === "" ? selectEverything.iterate() : selectTree.iterate(`${folder}/`, `${folder}0`);
    return readInBatches(isRecursive ? everything() : selectFolder.iterate(folder), selectWanted);
  }

  return {
    ...contents,
    get: (path) => selectOne.get(path),
    list: (folder, isRecursive) => [...listBatches(folder, isRecursive)].flat(),
    listBatches,
    makeFolder(path, by, now) {
      database.transaction(() => {
        makeFolder(path, by, now);
      });
    },
    place(path, contentRow, by, now) {
      database.transaction(() => {
        const [folder, name] = split(path);
        makeFolder(folder, by, now);
        const old = selectOne.get(path)?.contentRow ?? null;
        upsertFile.run(path, folder, name, contentRow, by, now);
        if (old !== null) contents.discard([old]);
      });
    },
    delete(path) {
      database.transaction(() => {
        const contentRow = selectOne.get(path)?.contentRow ?? null;
        deleteFile.run(path);
        if (contentRow !== null) contents.discard([contentRow]);
      });
    },
    deleteFolder(path) {
      database.transaction(() => {
        contents.discard(selectTreeContents.iterate(path));
        deleteTree.run(path);
        deleteFile.run(path);
      });
    },
    copyFolder(from, to, by, now, isExact = false) {
      database.transaction(() => {
        makeFolder(to, by, now);
        contents.discard(selectReplaced.iterate(to, from));
        if (isExact) deleteMissing.run(to, from);
        copyTree.run(from, to);
      });
    },
  };
}
