/** What lies in the data directory of a portal that was killed: what the API does not show, and what is wrong. */
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { describeBytes, folder, type State } from "./kill-state.ts";

export interface Remains {
  /** The API has no way to ask for the bytes of an upload that is not complete, so they are read here. */
  readonly uploads: State;
  /** What is wrong within the database, in words. */
  readonly faults: readonly string[];
  /** What the kill came in the middle of. */
  readonly interrupted: readonly Interrupted[];
}

export type Interrupted = "transaction" | "upload" | "publication or import";

/** What was deleted is removed little by little, unseen. */
const isKept = "project_row NOT IN (SELECT row FROM projects WHERE state = 'deleted')";

/** What must hold of everything that was ever committed: each gives rows of what is wrong. */
const invariants: Readonly<Record<string, string>> = {
  "siblings in a TOC are not numbered 0, 1, 2, ...": `
    SELECT project_row, parent_id FROM toc_nodes WHERE ${isKept} GROUP BY project_row, parent_id
    HAVING count(DISTINCT ordinal) <> count(*) OR min(ordinal) <> 0 OR max(ordinal) <> count(*) - 1`,
  "a TOC node has a parent or a topic that is not there": `
    SELECT node.row FROM toc_nodes AS node
    WHERE ${isKept} AND (parent_id NOT IN (SELECT id FROM toc_nodes WHERE project_row = node.project_row)
                         OR topic_id NOT IN (SELECT id FROM topics WHERE project_row = node.project_row))`,
  "the size of a content is not that of its pieces": `
    SELECT row FROM contents
    WHERE size <> (SELECT coalesce(sum(length(bytes)), 0) FROM chunks WHERE content_row = contents.row)`,
  "search has read another topic than there is, and does not know it": `
    SELECT topics.row FROM topics LEFT JOIN topic_texts AS known ON known.row = topics.row
    WHERE topics.row NOT IN (SELECT row FROM unread_topics)
      AND (known.title IS NOT topics.title OR known.keywords IS NOT topics.keywords)`,
  "search knows a topic that is not there": `
    SELECT row FROM topic_texts WHERE row NOT IN (SELECT row FROM topics)
    UNION ALL SELECT row FROM unread_topics WHERE row NOT IN (SELECT row FROM topics)`,
  "a row refers to one that is not there": "SELECT * FROM pragma_foreign_key_check",
};

/** What must not be left when a portal has been started again. */
const leftovers: Readonly<Record<string, string>> = {
  "a content has neither a file nor an upload": `
    SELECT row FROM contents WHERE row NOT IN (SELECT content_row FROM files WHERE content_row IS NOT NULL)
                               AND row NOT IN (SELECT content_row FROM uploads)`,
  "a publication or an import is half made": "SELECT id FROM projects WHERE state <> 'live'",
  "a task has no end": "SELECT key FROM tasks WHERE outcome = 'running'",
};

/**
 * Reads the files as they are, from a copy: the portal has to mend them by itself. With `isClosed`, what must be gone
 * after a start is a fault, too.
 */
export function readRemains(dataDir: string, isClosed = false): Remains {
  const copies = mkdtempSync(join(tmpdir(), "clickhelp-soak-"));
  try {
    for (const name of ["portal.db", "portal.db-wal"]) {
      if (existsSync(join(dataDir, name))) copyFileSync(join(dataDir, name), join(copies, name));
    }
    const isTorn = endsWithinTransaction(join(copies, "portal.db-wal"));
    const database = new DatabaseSync(join(copies, "portal.db"));
    try {
      const uploads = readUploads(database);
      const isHalfMade = database.prepare("SELECT 1 FROM projects WHERE state <> 'live'").get() !== undefined;
      const faults = [
        ...checkFiles(database),
        ...findRows(database, invariants),
        ...(isClosed ? findRows(database, leftovers) : []),
      ];
      const moments = { transaction: isTorn, upload: uploads.size > 0, "publication or import": isHalfMade };
      const kinds = ["transaction", "upload", "publication or import"] as const;
      return { uploads, faults, interrupted: kinds.filter((kind) => moments[kind]) };
    } finally {
      database.close();
    }
  } finally {
    rmSync(copies, { recursive: true, force: true });
  }
}

function checkFiles(database: DatabaseSync): string[] {
  const faults = database
    .prepare("PRAGMA integrity_check")
    .all()
    .map((row) => `integrity check: ${String(row.integrity_check)}`)
    .filter((line) => line !== "integrity check: ok");
  try {
    // With rank 1, the words are held against the texts that they come from.
    database.exec("INSERT INTO topics_words (topics_words, rank) VALUES ('integrity-check', 1)");
  } catch (error) {
    faults.push(`the search index does not fit the texts of topics: ${String(error)}`);
  }
  return faults;
}

function findRows(database: DatabaseSync, queries: Readonly<Record<string, string>>): string[] {
  return Object.entries(queries).flatMap(([what, sql]) =>
    database
      .prepare(sql)
      .all()
      .map((row) => `${what}: ${JSON.stringify(row)}`),
  );
}

function readUploads(database: DatabaseSync): State {
  const pieces = database.prepare("SELECT bytes FROM chunks WHERE content_row = ? ORDER BY ordinal");
  const uploads = database.prepare("SELECT path, content_row FROM uploads").all();
  return new Map(
    uploads.map(({ path, content_row: row = null }) => {
      const contents = pieces.all(row).flatMap(({ bytes }) => (bytes instanceof Uint8Array ? [bytes] : []));
      return [`upload ${String(path).slice(folder.length + 1)}`, describeBytes(Buffer.concat(contents))];
    }),
  );
}

/** Whether the last pages in the write-ahead log belong to a transaction whose end is not there. */
function endsWithinTransaction(file: string): boolean {
  const log = existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
  const header = 32;
  const frameHeader = 24;
  if (log.length < header) return false;
  const pageSize = log.readUInt32BE(8);
  const salt = log.subarray(16, 24);
  let isWithin = false;
  for (let start = header; start + frameHeader <= log.length; start += frameHeader + pageSize) {
    // Pages of an earlier round of the log follow those of this one.
    if (!log.subarray(start + 8, start + 16).equals(salt)) break;
    isWithin = log.readUInt32BE(start + 4) === 0;
  }
  return isWithin;
}
