/** Tables of contents as readers see them, a few siblings at a time: a page reads no more of one than it shows. */
import { flag, integer, nullableText, text, type Row } from "./columns.js";
import type { Database } from "./database.js";

/** A node as readers see it. */
export interface OutlineEntry {
  id: string;
  parentId: string | null;
  /** Among its siblings. */
  ordinal: number;
  topicId: string | null;
  /** The caption, or the topic's title. */
  label: string;
  isShown: boolean;
  /** Hidden ones count, too. */
  hasChildren: boolean;
}

/** One table of contents. */
export interface Outline {
  get(id: string): OutlineEntry | undefined;
  find(topicId: string): OutlineEntry | undefined;
  /** Those below a parent that stand after a number, nearest first; read as they are asked for. */
  after(parentId: string | null, ordinal: number): Generator<OutlineEntry, undefined>;
  /** Those that stand before it, nearest first. */
  before(parentId: string | null, ordinal: number): Generator<OutlineEntry, undefined>;
}

export interface OutlineStore {
  /** Its siblings are those that are not hidden. What is below a hidden one is there, if one asks for it. */
  shown(projectRow: number): Outline;
  whole(projectRow: number): Outline;
}

function toEntry(row: Row): OutlineEntry {
  return {
    id: text(row, "id"),
    parentId: nullableText(row, "parent_id"),
    ordinal: integer(row, "ordinal"),
    topicId: nullableText(row, "topic_id"),
    label: text(row, "label"),
    isShown: flag(row, "is_shown"),
    hasChildren: flag(row, "has_children"),
  };
}

/** Often the first one is all that is asked for, and otherwise most of them. */
const growth = 8;
const largestBatch = 64;

/** `read` gives those beyond a number. */
function* readInGrowingBatches(ordinal: number, read: (ordinal: number, count: number) => OutlineEntry[]) {
  let last: number | undefined = ordinal;
  for (let count = 1; last !== undefined; count = Math.min(growth * count, largestBatch)) {
    const batch = read(last, count);
    yield* batch;
    last = batch.length < count ? undefined : batch.at(-1)?.ordinal;
  }
  return undefined;
}

export function createOutlineStore(database: Database): OutlineStore {
  const select = (condition: string) =>
    database.query(
      `SELECT toc_nodes.*, coalesce(nullif(caption, ''), title, '') AS label,
              EXISTS (SELECT 1 FROM toc_nodes AS child WHERE child.project_row = toc_nodes.project_row
                      AND child.parent_id = toc_nodes.id) AS has_children
       FROM toc_nodes LEFT JOIN topics ON topics.project_row = toc_nodes.project_row AND topics.id = topic_id
       WHERE toc_nodes.project_row = ? AND ${condition}`,
      toEntry,
    );
  const selectOne = select("toc_nodes.id = ?");
  const selectTopic = select("topic_id = ?");
  const selectAfter = select("parent_id IS ? AND ordinal > ? AND is_shown >= ? ORDER BY ordinal LIMIT ?");
  const selectBefore = select("parent_id IS ? AND ordinal < ? AND is_shown >= ? ORDER BY ordinal DESC LIMIT ?");

  const open = (projectRow: number, leastShown: 0 | 1): Outline => ({
    get: (id) => selectOne.get(projectRow, id),
    find: (topicId) => selectTopic.get(projectRow, topicId),
    after: (parentId, ordinal) =>
      readInGrowingBatches(ordinal, (last, count) => selectAfter.all(projectRow, parentId, last, leastShown, count)),
    before: (parentId, ordinal) =>
      readInGrowingBatches(ordinal, (last, count) => selectBefore.all(projectRow, parentId, last, leastShown, count)),
  });
  return {
    shown: (projectRow) => open(projectRow, 1),
    whole: (projectRow) => open(projectRow, 0),
  };
}
